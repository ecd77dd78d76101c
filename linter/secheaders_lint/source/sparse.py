"""A sparse checkout: files of the repository that git was told not to write are there all the same, and cannot be read.

Git's index names them. It is read here, for the image of the Action holds no git.
"""

# Paths are strings here, as the tree has them.
# ruff: noqa: PTH110, PTH112, PTH118, PTH123
from __future__ import annotations

import os
from typing import TYPE_CHECKING

from secheaders_lint.errors import SourceError, UsageError
from secheaders_lint.source.directory import DirectoryTree
from secheaders_lint.source.git import run_git
from secheaders_lint.source.tree import LEFT_OUT, enter, with_more

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from secheaders_lint.source.tree import Kind, SourceTree

_MOST_BYTES = 500_000_000
# Of an entry: the size of what stat told of the file, before the name of its content; and flags.
_STAT, _EXTENDED, _SKIPPED = 40, 0x4000, 0x4000
_TREE_MODE = (0o040000).to_bytes(4, "big")


class SparseTree(DirectoryTree):
    """The files below a directory, and those of ``left_out`` that are not: they are there, and refuse to be read."""

    __slots__ = ("_folders", "left_out")

    def __init__(self, root: str | os.PathLike[str], left_out: Iterable[str]) -> None:
        super().__init__(root)
        self.left_out = frozenset(left_out)
        self._folders: dict[str, dict[str, Kind]] = {}
        for path in self.left_out:
            enter(self._folders, path)

    def listings(self, folder: str = "") -> Iterator[tuple[str, list[str], bytes]]:
        """Go through all folders from the top, as every tree does."""
        return with_more(super().listings, self._folders, super()._kind, folder)

    def contents(self, folder: str, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Read files of a folder, as every tree does; that some cannot be is logged."""
        wanted = list(names)
        yield from super().contents(folder, wanted)
        own = self._folders.get(folder, {})
        prefix = f"{folder}/" if folder else ""
        for name in wanted:
            if own.get(name) == "file" and super()._kind(prefix + name) is None:
                self.log.refused[prefix + name] = LEFT_OUT

    def _read(self, path: str) -> bytes | None:
        data = super()._read(path)
        if data is None and path in self.left_out:
            raise SourceError(LEFT_OUT, path)
        return data

    def _kind(self, path: str) -> Kind | None:
        kind = super()._kind(path)
        if kind is not None:
            return kind
        return "file" if path in self.left_out else "dir" if path in self._folders else None

    def _kinds(self, folder: str) -> dict[str, Kind]:
        return {**self._folders.get(folder, {}), **super()._kinds(folder)}


def left_out_of(tree: SourceTree) -> frozenset[str]:
    """Return the files that a tree lacks because its checkout is sparse."""
    return tree.left_out if isinstance(tree, SparseTree) else frozenset()


def open_folder(root: str) -> DirectoryTree:
    """Return the tree of a folder; raises `UsageError` where it cannot be told which files a sparse checkout leaves out."""
    folder = _git_folder(root)
    # Who has never asked git for a part of the files has no such file.
    if not os.path.exists(os.path.join(folder, "info", "sparse-checkout")):
        return DirectoryTree(root)
    try:
        with open(os.path.join(folder, "index"), "rb") as file:
            data = file.read(_MOST_BYTES)
    except OSError:
        return DirectoryTree(root)
    try:
        left_out = skipped(data)
    except (ValueError, IndexError):
        left_out = _told_by_git(root)
    return SparseTree(root, left_out) if left_out else DirectoryTree(root)


def _git_folder(root: str) -> str:
    """Return git's own folder: a worktree or a submodule has a file that names it."""
    place = os.path.join(root, ".git")
    if os.path.isdir(place):
        return place
    try:
        with open(place, "rb") as file:
            named = os.fsdecode(file.read(4096)).partition("\n")[0]
    except OSError:
        return place
    return os.path.join(root, named.removeprefix("gitdir: ")) if named.startswith("gitdir: ") else place


def _told_by_git(root: str) -> list[str]:
    """Return the same from git itself, which reads indexes of all kinds."""
    found = run_git(root, "ls-files", "-t", "-z")
    if found is None:
        raise UsageError(
            f"{root} is a sparse checkout whose index only git reads, and git cannot: run git sparse-checkout "
            "reapply --no-sparse-index, or check out all files"
        )
    return [os.fsdecode(each[2:]) for each in found.split(b"\0") if each.startswith(b"S ")]


def skipped(index: bytes) -> list[str]:
    """Return the files in git's index that are not to be written to the folder.

    Raises `ValueError` for an index that does not name each file: folders may stand for what is in them, another file may hold a part.
    Form: gitformat-index, versions 2 to 4.
    """
    version, count = int.from_bytes(index[4:8], "big"), int.from_bytes(index[8:12], "big")
    if index[:4] != b"DIRC" or version not in {2, 3, 4}:
        raise ValueError("no index")
    # Contents have names by SHA-1, or by SHA-256 as the sum at the end then is, too: only one of them fits.
    try:
        return _skipped(index, version, count, 20)
    except (ValueError, IndexError):
        return _skipped(index, version, count, 32)


def _skipped(index: bytes, version: int, count: int, length: int) -> list[str]:
    found, end = _entries(index, version, count, length)
    _check_extensions(index, end, length)
    return found


def _entries(index: bytes, version: int, count: int, length: int) -> tuple[list[str], int]:
    found: list[str] = []
    at, name = 12, b""
    for _ in range(count):
        start, at = at, at + _STAT + length + 2
        flags = int.from_bytes(index[at - 2 : at], "big")
        skipped_here = False
        if flags & _EXTENDED:
            skipped_here = bool(int.from_bytes(index[at : at + 2], "big") & _SKIPPED)
            at += 2
        if version == 4:
            shared, at = _number(index, at)
            kept = name[: len(name) - shared] if shared <= len(name) else None
        else:
            kept = b""
        end = index.index(b"\0", at)
        if kept is None or index[start + 24 : start + 28] == _TREE_MODE:
            raise ValueError("a folder stands for what is in it")
        name = kept + index[at:end]
        at = end + 1 if version == 4 else start + (end - start + 8) // 8 * 8
        if skipped_here:
            found.append(os.fsdecode(name))
    return found, at


def _number(index: bytes, at: int) -> tuple[int, int]:
    """Read a number of any length, as an offset in a pack is written; return it and where it ends."""
    byte = index[at]
    value = byte & 0x7F
    while byte & 0x80:
        at += 1
        byte = index[at]
        value = ((value + 1) << 7) | (byte & 0x7F)
    return value, at + 1


def _check_extensions(index: bytes, at: int, length: int) -> None:
    """Raise where what follows the entries says that they are not all, or does not end where the sum begins."""
    while at < len(index) - length:
        name, size = index[at : at + 4], int.from_bytes(index[at + 4 : at + 8], "big")
        if not name.isalpha() or name in {b"link", b"sdir"}:
            raise ValueError("the index names not all files")
        at += 8 + size
    if at != len(index) - length:
        raise ValueError("no index")
