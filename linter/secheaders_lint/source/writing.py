"""Writing files of the repository: the only place that does, for fixes that somebody asked for."""

# Paths are strings here, as the tree has them.
# ruff: noqa: PTH101, PTH105, PTH108, PTH116, PTH118, PTH119, PTH120
from __future__ import annotations

import os
import stat
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from secheaders_lint.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from secheaders_lint.source.directory import DirectoryTree

_WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


class Replacement(NamedTuple):
    """Other bytes for a file, and those that it held when it was read."""

    path: str
    before: bytes
    after: bytes


class _Ready(NamedTuple):
    """A file that is written and waits beside the one whose place it will take."""

    path: str
    temporary: str
    real: str


def replace_all(tree: DirectoryTree, replacements: Iterable[Replacement]) -> None:
    """Give files other bytes: each is written beside the old one first, and all take their places once that has worked for all.

    Readers see an old file or a new one, with the mode of the old one. Raises :class:`SourceError` where a file does not hold
    what it did any more, or cannot be written; then none has changed.
    """
    ready: list[_Ready] = []
    try:
        # One by one: those that were written have to go again where a later one cannot be.
        for each in replacements:
            ready.append(_written_beside(tree, each))  # noqa: PERF401 - as above
        while ready:
            _put_in_place(ready[0])
            del ready[0]
    finally:
        for left in ready:
            with suppress(OSError):
                os.unlink(left.temporary)


def _written_beside(tree: DirectoryTree, replacement: Replacement) -> _Ready:
    path = replacement.path
    if tree.read(path) != replacement.before:
        raise SourceError("has changed since it was read: run again", path)
    try:
        real = tree.real(path)
        mode = stat.S_IMODE(os.stat(real).st_mode)
        if not mode & _WRITABLE:
            raise SourceError("is read-only: make it writable, or take the change from --diff", path)
        temporary = os.path.join(os.path.dirname(real), f".{os.path.basename(real)}.{os.getpid()}.tmp")
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(replacement.after)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(temporary, mode)
        except BaseException:
            os.unlink(temporary)
            raise
    except OSError as error:
        raise SourceError(f"cannot be written: {error.strerror or error}", path) from None
    return _Ready(path, temporary, real)


def _put_in_place(ready: _Ready) -> None:
    try:
        os.replace(ready.temporary, ready.real)
    except OSError as error:
        raise SourceError(f"cannot be written: {error.strerror or error}", ready.path) from None
