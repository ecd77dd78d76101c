"""What the code beside the settings says: of the headers of views, of the settings that it reads, of nonces in templates."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from secheaders_lint.errors import SourceError
from secheaders_lint.views.search import Routes, matters, may_matter, routes, routes_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from secheaders_lint.findings import Location
    from secheaders_lint.source.tree import SourceTree
    from secheaders_lint.views.facts import ViewFact

# Files beyond this many that name a header or decorator are not read: nobody would go through their findings either.
MAX_FILES = 500


class Views:
    """The code and templates of a tree, searched when a rule first asks; each question is answered once."""

    def __init__(self, tree: SourceTree) -> None:
        self._tree = tree
        self._below: dict[str, tuple[ViewFact, ...]] = {}
        self._readers: dict[str, tuple[str, ...]] = {}
        self._templates: dict[bytes, tuple[Location, ...]] = {}

    def after(self, tree: SourceTree, changed: Mapping[str, bytes]) -> Views:
        """Return the code of a tree that has other bytes in some Python files: what they have no say in is not searched again."""
        found = Views(tree)
        texts = [text for path, after in changed.items() for text in (self._tree.read(path) or b"", after)]
        if not any(matters(text) for text in texts):
            found._below = dict(self._below)
        names = [name for name in self._readers if not any(name.encode() in text for text in texts)]
        found._readers = {name: self._readers[name] for name in names}
        found._templates = dict(self._templates)
        if "_routes" in self.__dict__ and not any(routes(text) for text in texts):
            found._routes = self._routes
        return found

    def facts(self, roots: tuple[str, ...] = ("",)) -> list[ViewFact]:
        """Return what the files below some folders (``""``: all of them) do, in the order of paths and lines."""
        outermost = [
            root for root in dict.fromkeys(roots) if not any(_is_below(root, other) for other in roots)
        ]
        found: list[ViewFact] = []
        for root in sorted(outermost):
            if root not in self._below:
                self._below[root] = tuple(self._read(root))
            found += self._below[root]
        return found

    @cached_property
    def _routes(self) -> Routes:
        return routes_of(self._tree)

    @property
    def has_error_page(self) -> bool:
        """Whether the project answers errors with pages of its own: Django's are short and ask for no nonce."""
        return self._routes.has_error_page

    @property
    def sets_language(self) -> bool:
        """Whether the project has Django's view that keeps the language of a visitor in a cookie."""
        return self._routes.sets_language

    def is_read(self, setting: str) -> bool:
        """Tell whether anything but an assignment names a setting in the Python files."""
        return bool(self.readers(setting))

    def readers(self, setting: str) -> tuple[str, ...]:
        """Return the Python files in which anything but an assignment names a setting."""
        if setting not in self._readers:
            from secheaders_lint.views.readers import readers

            self._readers[setting] = tuple(readers(self._tree, setting))
        return self._readers[setting]

    def templates_with(self, text: bytes) -> tuple[Location, ...]:
        """Return the first places of a text in the templates."""
        if text not in self._templates:
            from secheaders_lint.views.templates import places_of

            self._templates[text] = places_of(self._tree, text)
        return self._templates[text]

    def _read(self, root: str) -> list[ViewFact]:
        found: list[ViewFact] = []
        for number, path in enumerate(may_matter(self._tree, root)):
            if number >= MAX_FILES:
                break
            # Only now is anything parsed.
            from secheaders_lint.views.excerpt import excerpt
            from secheaders_lint.views.facts import facts_of

            try:
                text = self._tree.text(path)
                module = None if text is None else excerpt(text)
            except SourceError:
                # What no parser reads is no view that runs.
                continue
            if module is not None:
                found += facts_of(module)
        return found


def _is_below(folder: str, other: str) -> bool:
    return folder != other and (not other or folder.startswith(f"{other}/"))
