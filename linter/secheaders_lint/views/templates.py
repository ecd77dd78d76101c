"""Which templates name what: a search over the bytes of all HTML files, without a parser."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from secheaders_lint.discovery.inventory import PRUNED
from secheaders_lint.findings import Location

if TYPE_CHECKING:
    from secheaders_lint.source.tree import SourceTree

# Nobody goes through more places than these, and no project has more templates of its own.
MAX_PLACES, MAX_FILES = 10, 10_000
_ENDINGS = (".html", ".htm", ".jinja", ".jinja2", ".j2", ".djhtml")
_APART = frozenset(
    {"tests", "test", "testing", "docs", "doc", "examples", "example", "static", "staticfiles"}
)


# A rule asks again under each reading, always of the same tree.
@lru_cache(maxsize=4)
def places_of(tree: SourceTree, text: bytes) -> tuple[Location, ...]:
    """Return the first lines of templates that hold a text, in the order of the walk."""
    found: list[Location] = []
    seen = 0
    for folder, dirnames, filenames in tree.walk():
        if "pyvenv.cfg" in filenames:
            dirnames.clear()
            continue
        dirnames[:] = [
            name for name in dirnames if name not in PRUNED and name not in _APART and "{" not in name
        ]
        names = [name for name in filenames if name.endswith(_ENDINGS)]
        seen += len(names)
        for path, data in tree.contents(folder, names):
            at = data.find(text)
            if at >= 0:
                found.append(Location(path, data.count(b"\n", 0, at) + 1))
        if len(found) >= MAX_PLACES or seen > MAX_FILES:
            break
    return tuple(found[:MAX_PLACES])
