"""Where a named settings module lies: which folder has to be on ``sys.path`` for the name to be right."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from secheaders_lint.discovery.resolve import resolver_of
from secheaders_lint.discovery.words import stands_aside

if TYPE_CHECKING:
    from secheaders_lint.discovery.inventory import Inventory
    from secheaders_lint.discovery.mentions import Mention
    from secheaders_lint.source.tree import SourceTree


@dataclass(frozen=True, slots=True)
class Place:
    """A settings module's file and the search roots under which its name is right."""

    module: str
    path: str
    root: str
    """The search root under which the file lies."""
    roots: tuple[str, ...]
    """All search roots, in the order of ``sys.path``."""
    guessed: bool = False
    """The root is neither above nor below the file that names the module."""


def parent_of(path: str) -> str:
    """Return the folder of a path; the root's is the root."""
    return path.rpartition("/")[0]


def ancestors(folder: str) -> list[str]:
    """Return a folder and all above it, the root ('') last."""
    found = [folder]
    while found[-1]:
        found.append(parent_of(found[-1]))
    return found


def is_below(path: str, folder: str) -> bool:
    """Say whether ``path`` is ``folder`` or stands under it."""
    return not folder or path == folder or path.startswith(f"{folder}/")


def dotted_of(path: str) -> str:
    """Return the dotted name of a module by its path relative to a search root."""
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


class Locator:
    """Finds the files of named modules, in the repository of one inventory."""

    def __init__(self, tree: SourceTree, inventory: Inventory) -> None:
        self._inventory = inventory
        self._resolver = resolver_of(tree)
        self._by_base: dict[str, list[str]] = {}
        self.roots: list[str] = [
            parent_of(path)
            for path in inventory.scripts
            if path.endswith("manage.py") and not self.is_package(parent_of(path))
        ]

    def is_package(self, folder: str) -> bool:
        """Say whether a folder is a regular package."""
        return "__init__.py" in self._inventory.files_in(folder)

    def locate(self, mention: Mention) -> list[Place]:
        """Return where the module of a mention lies: one place, none, or several that are equally likely."""
        module = mention.module
        if module is None:
            return []
        own = parent_of(mention.path)
        # A package's own folder is on the path only by accident, so the folders above come first.
        near = sorted(ancestors(own), key=self.is_package)
        for root in near:
            place = self._place(module, root, mention)
            if place is not None:
                return [place]
        found = [place for root in self.roots if (place := self._place(module, root, mention))]
        found = found or self._by_suffix(module)
        return self._likeliest(found, mention.path)

    def anywhere(self, module: str) -> Place | None:
        """Return the first place of the whole tree where a module's name would be right."""
        for root in [*self.roots, ""]:
            place = self._place(module, root)
            if place is not None:
                return place
        return min(self._by_suffix(module), key=lambda place: self._distance(place, ""), default=None)

    def _place(self, module: str, root: str, mention: Mention | None = None) -> Place | None:
        roots = [root]
        if mention is not None:
            first = self._added(mention.path, mention.first_roots)
            last = self._added(mention.path, mention.last_roots)
            roots = list(dict.fromkeys([*first, root, *last]))
        resolved = self._resolver.resolve(roots, module)
        if resolved is None or resolved.kind == "namespace":
            return None
        return Place(module, resolved.path, resolved.root, tuple(roots))

    def _added(self, path: str, relative: tuple[str, ...]) -> list[str]:
        """Return the folders that a script means by paths joined to its own folder or to one above."""
        found = []
        for each in relative:
            paths = (f"{base}/{each}" if base else each for base in ancestors(parent_of(path)))
            found += [next((joined for joined in paths if joined in self._inventory.files), "")]
        return [each for each in found if each]

    def _by_suffix(self, module: str) -> list[Place]:
        """Return the places of the whole tree where the name would be right with some folder on the path."""
        parent, _, name = module.rpartition(".")
        tail = parent.replace(".", "/")
        found = []
        for folder in self._folders_called(tail.rpartition("/")[2]):
            if folder != tail and not folder.endswith(f"/{tail}"):
                continue
            root = folder[: -len(tail)].rstrip("/")
            if self.is_package(f"{folder}/{name}"):
                found.append(Place(module, f"{folder}/{name}/__init__.py", root, (root,)))
            elif f"{name}.py" in self._inventory.files_in(folder):
                found.append(Place(module, f"{folder}/{name}.py", root, (root,)))
        return [place for place in found if not self.is_package(place.root)] or found

    def _folders_called(self, base: str) -> list[str]:
        if not self._by_base:
            for folder in self._inventory.files:
                self._by_base.setdefault(folder.rpartition("/")[2], []).append(folder)
        return self._by_base.get(base, []) if base else []

    def _likeliest(self, places: list[Place], path: str) -> list[Place]:
        """Keep the places nearest to the file that names the module; equally near ones all."""
        own = parent_of(path)
        ranked = {place.path: (self._distance(place, own), place) for place in reversed(places)}
        nearest = min((rank for rank, _ in ranked.values()), default=None)
        kept = sorted(
            (place for rank, place in ranked.values() if rank == nearest), key=lambda place: place.path
        )
        return [replace(place, guessed=nearest is not None and nearest[0]) for place in kept]

    def _distance(self, place: Place, own: str) -> tuple[bool, bool, int, int]:
        root = place.root
        related = is_below(root, own) or is_below(own, root)
        shared = sum(1 for left, right in zip(root.split("/"), own.split("/"), strict=False) if left == right)
        return not related, stands_aside(place.path), -shared, root.count("/") + bool(root)

    def root_of(self, path: str, top: str | None) -> tuple[str, str]:
        """Return (search root, dotted name) of a module that nothing names; ``top`` is a package it speaks of."""
        folder = parent_of(path)
        root = folder
        parts = path.split("/")
        if top is not None and top in parts[:-1]:
            root = "/".join(parts[: len(parts) - 2 - parts[-2::-1].index(top)])
        elif folder not in self.roots:
            while root and self.is_package(root):
                root = parent_of(root)
            # ``settings/production.py`` without __init__.py files: the folder is a namespace package.
            if root == folder and root and root not in self.roots:
                root = parent_of(root)
        relative = path[len(root) + 1 if root else 0 :]
        return root, dotted_of(relative)
