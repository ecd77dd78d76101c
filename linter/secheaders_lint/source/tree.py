"""The tree of files that is linted: a directory, a git revision, or files in memory."""

# Paths are strings here: the walk is measured against a bare os.scandir.
# ruff: noqa: PTH100, PTH112, PTH118, PTH120
from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Final, Literal

from secheaders_lint.errors import SourceError
from secheaders_lint.source.text import SourceText, decode, decode_plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from types import TracebackType

    from typing_extensions import Self

    from secheaders_lint.source.module import SourceModule

MAX_BYTES: Final = 5_000_000
# What os.fsencode and os.fsdecode do, without a call for each name.
SPELLING: Final = (sys.getfilesystemencoding(), sys.getfilesystemencodeerrors())
LEFT_OUT: Final = "is not checked out, for this checkout is sparse"

Kind = Literal["file", "dir", "other"]
"""What a name in a folder stands for; ``other`` is what can be neither read nor entered."""


class ReadLog:
    """What was read, what was looked for in vain, and what was there but refused, each in the order of asking."""

    __slots__ = ("missed", "read", "refused")

    def __init__(self) -> None:
        self.read: dict[str, None] = {}
        self.missed: dict[str, None] = {}
        self.refused: dict[str, str] = {}


class SourceTree:
    """Files by their path relative to the root: POSIX, no leading ``./``.

    A path that names nothing inside of the root (absolute, over ``..`` out of it, with a NUL) is absent. ``..`` inside
    of a path is taken by its text, before any symbolic link is followed.
    """

    __slots__ = ("log", "modules")

    def __init__(self) -> None:
        self.log = ReadLog()
        # Modules that were parsed, or why they could not be; ``module.load`` keeps them here.
        self.modules: dict[str, SourceModule | SourceError | None] = {}

    def read(self, path: str) -> bytes | None:
        """Return the bytes of a file, None where there is none; raise ``SourceError`` where it cannot be read."""
        inside = normal(path)
        try:
            data = self._read(inside) if inside else None
        except SourceError as error:
            self.log.refused[path] = error.message
            raise
        if data is None:
            self.log.missed[path] = None
        else:
            self.log.read[path] = None
        return data

    def text(self, path: str) -> SourceText | None:
        """Return a file decoded, Python by its own rules and anything else leniently."""
        data = self.read(path)
        if data is None:
            return None
        return decode(data, path) if path.endswith((".py", ".pyi", ".pyw")) else decode_plain(data, path)

    def is_file(self, path: str) -> bool:
        """Whether there is a regular file, followed through links that stay inside the root."""
        inside = normal(path)
        found = inside is not None and self._kind(inside) == "file"
        if not found:
            self.log.missed[path] = None
        return found

    def is_dir(self, path: str) -> bool:
        """Whether there is a folder; the root is ``""``."""
        inside = normal(path)
        return inside is not None and self._kind(inside) == "dir"

    def is_link(self, path: str) -> bool:
        """Whether a file has another name as well: a link leads to it somewhere on its path."""
        return False

    def kinds(self, folder: str) -> Mapping[str, Kind]:
        """Return what a folder holds, unsorted, kinds by name; nothing where it is no folder."""
        inside = normal(folder)
        return {} if inside is None else self._kinds(inside)

    def walk(self, folder: str = "") -> Iterator[tuple[str, list[str], list[str]]]:
        """Go through all folders from the top: path, names of its folders, names of everything else, both sorted.

        What the caller takes out of the list of folders is not entered. Links to folders are not entered either: they
        stand among the files, as do fifos and the like, which ``read`` refuses.
        """
        for path, folders, names in self.listings(folder):
            yield path, folders, sorted(names_in(names))

    def listings(self, folder: str = "") -> Iterator[tuple[str, list[str], bytes]]:
        """Go through all folders as ``walk`` does, the names of the files in one: unsorted, a NUL behind each, undecoded.

        For a look at all names of a repository: to make lists of them and to sort these costs a tenth of the walk.
        `names_in` takes them apart.
        """
        raise NotImplementedError

    def contents(self, folder: str, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Read files of a folder that ``walk`` has come to: yields path and bytes of those that can be read.

        For a look into very many files: nothing of it is logged.
        """
        prefix = f"{folder}/" if folder else ""
        for name in names:
            try:
                data = self._read(prefix + name)
            except SourceError:
                continue
            if data is not None:
                yield prefix + name, data

    def close(self) -> None:
        """Let go of what the tree holds open."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def _read(self, path: str) -> bytes | None:
        raise NotImplementedError

    def _kind(self, path: str) -> Kind | None:
        raise NotImplementedError

    def _kinds(self, folder: str) -> Mapping[str, Kind]:
        raise NotImplementedError


def enter(folders: dict[str, dict[str, Kind]], path: str) -> None:
    """Enter a file, and the folders that it is in, into what each folder holds by name."""
    folder, _, name = path.rpartition("/")
    folders.setdefault(folder, {})[name] = "file"
    while folder:
        above, _, name = folder.rpartition("/")
        folders.setdefault(above, {})[name] = "dir"
        folder = above


def with_more(
    listings: Callable[[str], Iterator[tuple[str, list[str], bytes]]],
    more: Mapping[str, Mapping[str, Kind]],
    kind_of: Callable[[str], Kind | None],
    folder: str = "",
) -> Iterator[tuple[str, list[str], bytes]]:
    """Go through the folders of a tree as ``listings`` does, with what ``more`` holds by folder and name besides."""
    start = normal(folder)
    if start and start in more and kind_of(start) != "dir":
        yield from _listings_of(more, start)
        return
    for path, folders, files in listings(folder):
        own = more.get(path)
        if not own:
            yield path, folders, files
            continue
        prefix = f"{path}/" if path else ""
        inner = sorted(name for name, kind in own.items() if kind == "dir")
        added = [name for name in inner if kind_of(prefix + name) != "dir"]
        names = {*names_in(files), *(name for name, kind in own.items() if kind == "file")}
        all_folders = sorted([*folders, *added])
        yield path, all_folders, in_one(sorted(names))
        # What was taken out of the list is not entered in either.
        folders[:] = [name for name in folders if name in all_folders]
        for name in added:
            if name in all_folders:
                yield from _listings_of(more, prefix + name)


def _listings_of(
    more: Mapping[str, Mapping[str, Kind]], folder: str
) -> Iterator[tuple[str, list[str], bytes]]:
    names = sorted(more.get(folder, {}).items())
    folders = [name for name, kind in names if kind == "dir"]
    yield folder, folders, in_one(name for name, kind in names if kind == "file")
    for name in folders:
        yield from _listings_of(more, f"{folder}/{name}")


def in_one(names: Iterable[str]) -> bytes:
    """Return names of files as the system spells them, a NUL behind each."""
    return "".join([f"{name}\0" for name in names]).encode(*SPELLING)


def names_in(one: bytes) -> list[str]:
    """Return the names that ``in_one`` put together."""
    return one.decode(*SPELLING).split("\0")[:-1]


def normal(path: str) -> str | None:
    """Return a path without ``.``, ``..`` and doubled slashes; None where it leaves the root or names nothing."""
    if path.startswith("/") or "\0" in path:
        return None
    # A drive or a backslash would mean something else where the system reads them so.
    if os.sep != "/" and (os.sep in path or ":" in path):
        return None
    if "//" not in path and "./" not in path and not path.endswith((".", "/")):
        return path
    parts: list[str] = []
    for part in path.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in {"", "."}:
            parts.append(part)
    return "/".join(parts)


def find_root(path: str | os.PathLike[str]) -> str:
    """Return the nearest folder at or above a path that holds ``.git``, else the folder itself."""
    start = os.path.abspath(path)
    if not os.path.isdir(start):
        start = os.path.dirname(start)
    folder = start
    while not os.path.lexists(os.path.join(folder, ".git")):
        parent = os.path.dirname(folder)
        if parent == folder:
            return start
        folder = parent
    return folder
