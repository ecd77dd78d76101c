"""A directory as a tree: nothing outside of it is read, and nothing in it that is no regular file."""

# Paths are strings here: the walk is measured against a bare os.scandir.
# ruff: noqa: PTH114, PTH116, PTH118
from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING

from secheaders_lint.errors import SourceError
from secheaders_lint.source.tree import MAX_BYTES, SPELLING, SourceTree, normal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from secheaders_lint.source.tree import Kind

# A fifo that nobody writes to would hold up a plain open for ever; a terminal must not become ours.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_CLOEXEC", 0)
# The path was resolved before: a link that has come to stand in its place since then is not followed.
_FLAGS |= getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)

_ABSENT = frozenset((errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG, errno.EINVAL))


class DirectoryTree(SourceTree):
    """The files below a directory."""

    __slots__ = ("_inside", "_resolved", "root")

    def __init__(self, root: str | os.PathLike[str]) -> None:
        super().__init__()
        self.root = os.path.realpath(root)
        self._inside = self.root.rstrip(os.sep) + os.sep
        # Folders with all their links resolved: most files are asked for beside others.
        self._resolved = {"": self.root}

    def listings(self, folder: str = "") -> Iterator[tuple[str, list[str], bytes]]:
        """Go through all folders from the top, as every tree does."""
        start = normal(folder)
        pending = [start] if start is not None and self._kind(start) == "dir" else []
        # The system spells names in bytes: to decode all of a folder at once costs less than one by one.
        inside = self._inside.encode(*SPELLING)
        while pending:
            path = pending.pop()
            inner: list[bytes] = []
            files: list[bytes] = []
            try:
                with os.scandir(inside + path.encode(*SPELLING)) as found:
                    for entry in found:
                        (inner if entry.is_dir(follow_symlinks=False) else files).append(entry.name)
            except OSError as error:
                self.log.refused[path] = _reason(error)
                continue
            folders = sorted(b"\0".join(inner).decode(*SPELLING).split("\0")) if inner else []
            files.append(b"")
            yield path, folders, b"\0".join(files)
            if folders:
                prefix = f"{path}/" if path else ""
                pending += [prefix + name for name in reversed(folders)]

    def contents(self, folder: str, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Read files of a folder, as every tree does; the folder's own links are resolved once, not for each file."""
        prefix = f"{folder}/" if folder else ""
        try:
            above = self.real(folder)
        except SourceError:
            return
        for name in names:
            path = prefix + name
            try:
                data = self._open(f"{above}/{name}", path)
            except SourceError as error:
                if error.message != _LINK:
                    continue
                # Where it leads has to be looked at.
                try:
                    data = self._read(path)
                except SourceError:
                    continue
            if data is not None:
                yield path, data

    def _read(self, path: str) -> bytes | None:
        try:
            real = self.real(path)
        except ValueError:
            # A name that the file system cannot spell.
            return None
        except OSError as error:
            raise SourceError(_reason(error), path) from None
        return self._open(real, path)

    def _open(self, real: str, path: str) -> bytes | None:
        """Read a file by its resolved name."""
        try:
            descriptor = os.open(real, _FLAGS)
        except ValueError:
            return None
        except OSError as error:
            if error.errno in _ABSENT:
                return None
            raise SourceError(_reason(error), path) from None
        try:
            stated = os.fstat(descriptor)
            if not stat.S_ISREG(stated.st_mode):
                raise SourceError(
                    "is a folder" if stat.S_ISDIR(stated.st_mode) else "is no regular file", path
                )
            # One byte more than is allowed: the size that was told may not be the size that is read.
            data = os.read(descriptor, min(stated.st_size, MAX_BYTES) + 1)
            while len(data) <= MAX_BYTES and (more := os.read(descriptor, MAX_BYTES + 1 - len(data))):
                data += more
        except OSError as error:
            raise SourceError(_reason(error), path) from None
        finally:
            os.close(descriptor)
        if len(data) > MAX_BYTES:
            raise SourceError(f"is larger than {MAX_BYTES:,} bytes", path)
        return data

    def is_link(self, path: str) -> bool:
        """Whether a file has another name as well, as every tree tells it."""
        try:
            return self.real(path) != self._inside + path
        except (OSError, ValueError, SourceError):
            return True

    def real(self, path: str) -> str:
        """Resolve all links of a path; refuse one that leaves the root."""
        folder, _, name = path.rpartition("/")
        real = _followed(self._real_folder(folder), name) if name else self.root
        if real != self.root and not real.startswith(self._inside):
            raise SourceError("is a link that leads out of the repository", path)
        return real

    def _real_folder(self, folder: str) -> str:
        """Resolve all links of a folder, wherever it leads; each folder on the way is looked at once."""
        end = len(folder)
        while (real := self._resolved.get(folder[:end])) is None:
            end = max(folder.rfind("/", 0, end), 0)
        while end < len(folder):
            start = end + 1 if end else 0
            end = folder.find("/", start)
            end = end if end >= 0 else len(folder)
            real = self._resolved[folder[:end]] = _followed(real, folder[start:end])
        return real

    def _kind(self, path: str) -> Kind | None:
        try:
            mode = os.stat(self.real(path)).st_mode
        except ValueError:
            return None
        except (OSError, SourceError):
            return "other" if os.path.lexists(self._inside + path) else None
        if stat.S_ISREG(mode):
            return "file"
        return "dir" if stat.S_ISDIR(mode) else "other"

    def _kinds(self, folder: str) -> dict[str, Kind]:
        prefix = f"{folder}/" if folder else ""
        try:
            with os.scandir(self.real(folder)) as found:
                return {
                    entry.name: "file"
                    if entry.is_file(follow_symlinks=False)
                    else "dir"
                    if entry.is_dir(follow_symlinks=False)
                    else self._kind(prefix + entry.name) or "other"
                    for entry in found
                }
        except (OSError, ValueError, SourceError):
            return {}


_LINK = f"cannot be read: {os.strerror(errno.ELOOP)}"


def _followed(above: str, name: str) -> str:
    """Return what a name in a resolved folder stands for, followed where it is a link."""
    real = os.path.join(above, name)
    return os.path.realpath(real) if os.path.islink(real) else real


def _reason(error: OSError) -> str:
    """Say in a few words why the system refused."""
    return f"cannot be read: {error.strerror or error}"
