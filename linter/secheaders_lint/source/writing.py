"""Writing a file of the repository: the only place that does, for fixes that somebody asked for."""

# Paths are strings here, as the tree has them.
# ruff: noqa: PTH101, PTH105, PTH108, PTH116, PTH118, PTH119, PTH120
from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from secheaders_lint.errors import SourceError

if TYPE_CHECKING:
    from secheaders_lint.source.directory import DirectoryTree


def replace(tree: DirectoryTree, path: str, before: bytes, after: bytes) -> None:
    """Give a file other bytes, all at once: readers see the old file or the new one, with the mode of the old one.

    A link is followed as the tree follows it, so that it stays a link. Raises :class:`SourceError` where the file does not hold
    ``before`` any more, or cannot be written.
    """
    if tree.read(path) != before:
        raise SourceError("has changed since it was read: run again", path)
    real = tree.real(path)
    temporary = os.path.join(os.path.dirname(real), f".{os.path.basename(real)}.{os.getpid()}.tmp")
    try:
        mode = stat.S_IMODE(os.stat(real).st_mode)
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(after)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(temporary, mode)
            os.replace(temporary, real)
        except BaseException:
            os.unlink(temporary)
            raise
    except OSError as error:
        raise SourceError(f"cannot be written: {error.strerror or error}", path) from None
