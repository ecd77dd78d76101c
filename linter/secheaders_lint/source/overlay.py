"""A tree with some of its files changed in memory: what the repository would be after a fix."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.source.tree import SourceTree

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from secheaders_lint.source.text import SourceText
    from secheaders_lint.source.tree import Kind


class OverlayTree(SourceTree):
    """Another tree, in which ``changed`` holds the bytes of files that are there as well; the other tree stays as it is.

    Modules that were parsed there are not parsed again, but for the changed ones.
    """

    __slots__ = ("below", "changed")

    def __init__(self, below: SourceTree, changed: Mapping[str, bytes]) -> None:
        super().__init__()
        self.below = below
        self.changed = dict(changed)
        self.modules.update(
            (path, module) for path, module in below.modules.items() if path not in self.changed
        )

    def walk(self, folder: str = "") -> Iterator[tuple[str, list[str], list[str]]]:
        """Go through all folders from the top: changed files are those that are there anyway."""
        return self.below.walk(folder)

    def is_link(self, path: str) -> bool:
        """Whether a file has another name as well, as every tree tells it."""
        return self.below.is_link(path)

    def _read(self, path: str) -> bytes | None:
        changed = self.changed.get(path)
        return self.below._read(path) if changed is None else changed  # noqa: SLF001 - it is a tree as well

    def _kind(self, path: str) -> Kind | None:
        return self.below._kind(path)  # noqa: SLF001 - as above

    def _kinds(self, folder: str) -> Mapping[str, Kind]:
        return self.below._kinds(folder)  # noqa: SLF001 - as above


def encoded(text: SourceText, changed: str) -> bytes:
    """Return the bytes of a file whose text has become ``changed``: in its own encoding, with its byte order mark.

    Raises ``UnicodeEncodeError`` where the encoding has no place for a character of it.
    """
    body = changed.encode(text.encoding)
    return b"\xef\xbb\xbf" + body if text.bom else body
