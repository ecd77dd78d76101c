"""A tree of files in memory, for tests and for trying a fix before it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.errors import SourceError
from secheaders_lint.source.tree import MAX_BYTES, SourceTree, enter, in_one, normal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from secheaders_lint.source.tree import Kind


class MemoryTree(SourceTree):
    """Files by path; text is UTF-8."""

    __slots__ = ("_files", "_folders")

    def __init__(self, files: Mapping[str, str | bytes]) -> None:
        super().__init__()
        self._files: dict[str, bytes] = {}
        # What each folder holds, by name; a folder is there because a file is in it.
        self._folders: dict[str, dict[str, Kind]] = {"": {}}
        for path, content in files.items():
            inside = normal(path)
            if not inside or inside != path:
                raise ValueError(f"{path!r} is no plain path inside of a tree")
            self._files[path] = content.encode() if isinstance(content, str) else content
            enter(self._folders, path)

    def listings(self, folder: str = "") -> Iterator[tuple[str, list[str], bytes]]:
        """Go through all folders from the top, as every tree does."""
        start = normal(folder)
        pending = [start] if start in self._folders else []
        while pending:
            path = pending.pop()
            names = self._folders[path].items()
            folders = sorted(name for name, kind in names if kind == "dir")
            yield path, folders, in_one(name for name, kind in names if kind != "dir")
            pending += [f"{path}/{name}" if path else name for name in reversed(folders)]

    def _read(self, path: str) -> bytes | None:
        if path in self._folders:
            raise SourceError("is a folder", path)
        data = self._files.get(path)
        if data is not None and len(data) > MAX_BYTES:
            raise SourceError(f"is larger than {MAX_BYTES:,} bytes", path)
        return data

    def _kind(self, path: str) -> Kind | None:
        if path in self._files:
            return "file"
        return "dir" if path in self._folders else None

    def _kinds(self, folder: str) -> Mapping[str, Kind]:
        return self._folders.get(folder, {})
