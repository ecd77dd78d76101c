"""Which templates name what: a search over the bytes of all HTML files, without a parser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.discovery.inventory import walk_own
from secheaders_lint.findings import Location

if TYPE_CHECKING:
    from secheaders_lint.source.tree import SourceTree

# Nobody goes through more places than these, and no project has more templates of its own.
MAX_PLACES, MAX_FILES = 10, 10_000
_ENDINGS = (".html", ".htm", ".jinja", ".jinja2", ".j2", ".djhtml")
_APART = frozenset(
    {"tests", "test", "testing", "docs", "doc", "examples", "example", "static", "staticfiles"}
)


def places_of(tree: SourceTree, text: bytes) -> tuple[Location, ...]:
    """Return the first lines of templates that hold a text, in the order of the walk."""
    found: list[Location] = []
    seen = 0
    for folder, filenames in walk_own(tree, apart=_APART):
        names = [name for name in filenames if name.endswith(_ENDINGS)]
        seen += len(names)
        for path, data in tree.contents(folder, names):
            at = data.find(text)
            if at >= 0:
                found.append(Location(path, data.count(b"\n", 0, at) + 1))
        if len(found) >= MAX_PLACES or seen > MAX_FILES:
            break
    return tuple(found[:MAX_PLACES])
