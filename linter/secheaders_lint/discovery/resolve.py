"""From a dotted module name to the file that Python would load for it, inside the root, importing nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from secheaders_lint.source.tree import Kind, SourceTree

# No path on disk is deeper, and every component is one call.
_MAX_DEPTH = 100
_DOTTED = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")


def is_dotted(name: str) -> bool:
    """Say whether ``name`` has the form of an absolute module name."""
    return _DOTTED.fullmatch(name) is not None


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a module name stands for."""

    path: str
    """The file that is executed; of a namespace package its first folder."""
    kind: Literal["module", "package", "namespace"]
    root: str
    """The search root under which it was found."""
    portions: tuple[str, ...] = ()
    """The folders that a package looks for its modules in."""


class Resolver:
    """Looks modules up as Python's path finder does; every folder is listed once and every answer is kept."""

    __slots__ = ("_answers", "_listings", "_tree")

    def __init__(self, tree: SourceTree) -> None:
        self._tree = tree
        self._listings: dict[str, Mapping[str, Kind]] = {}
        self._answers: dict[tuple[tuple[str, ...], str], Resolved | None] = {}

    def resolve(self, search_roots: Sequence[str], dotted: str) -> Resolved | None:
        """Return what ``import dotted`` would load with ``search_roots`` on ``sys.path``, or None."""
        key = (tuple(search_roots), dotted)
        if key not in self._answers:
            self._answers[key] = self._resolve(key[0], dotted)
        return self._answers[key]

    def _resolve(self, search_roots: tuple[str, ...], dotted: str) -> Resolved | None:
        if not is_dotted(dotted) or dotted.count(".") > _MAX_DEPTH:
            return None
        parent, _, name = dotted.rpartition(".")
        if not parent:
            return self._find(search_roots, name, dict(zip(search_roots, search_roots, strict=True)))
        package = self.resolve(search_roots, parent)
        if package is None or not package.portions:
            return None
        return self._find(package.portions, name, dict.fromkeys(package.portions, package.root))

    def _find(self, folders: tuple[str, ...], name: str, roots: dict[str, str]) -> Resolved | None:
        portions = []
        for folder in folders:
            listing = self._listing(folder)
            inner = f"{folder}/{name}" if folder else name
            if listing.get(name) == "dir":
                if self._listing(inner).get("__init__.py") == "file":
                    return Resolved(f"{inner}/__init__.py", "package", roots[folder], (inner,))
                portions.append((inner, roots[folder]))
            if listing.get(f"{name}.py") == "file":
                return Resolved(f"{inner}.py", "module", roots[folder])
        if not portions:
            return None
        first, root = portions[0]
        return Resolved(first, "namespace", root, tuple(inner for inner, _ in portions))

    def _listing(self, folder: str) -> Mapping[str, Kind]:
        if folder not in self._listings:
            self._listings[folder] = self._tree.kinds(folder)
        return self._listings[folder]


@lru_cache(maxsize=4)
def resolver_of(tree: SourceTree) -> Resolver:
    """Return the resolver of a tree, one for all its readers; what a tree holds does not change."""
    return Resolver(tree)


def resolve_module(tree: SourceTree, search_roots: Sequence[str], dotted: str) -> Resolved | None:
    """Return what ``import dotted`` would load with ``search_roots`` on the path; '' is the root itself."""
    return resolver_of(tree).resolve(search_roots, dotted)
