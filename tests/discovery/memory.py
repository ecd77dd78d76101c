"""A tree in memory for the tests of discovery."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@dataclass(frozen=True)
class Entry:
    name: str
    kind: Literal["file", "dir", "other"]


class MemoryTree:
    def __init__(self, files: Mapping[str, str | bytes]) -> None:
        self._files = {path: text.encode() if isinstance(text, str) else text for path, text in files.items()}

    def read(self, path: str) -> bytes | None:
        return self._files.get(path)

    def is_file(self, path: str) -> bool:
        return path in self._files

    def is_dir(self, path: str) -> bool:
        return any(each.startswith(f"{path}/") for each in self._files)

    def entries(self, folder: str) -> tuple[Entry, ...]:
        prefix = f"{folder}/" if folder else ""
        found: dict[str, Literal["file", "dir"]] = {}
        for path in self._files:
            if path.startswith(prefix):
                name, rest, _ = path[len(prefix) :].partition("/")
                found[name] = "dir" if rest else "file"
        return tuple(Entry(name, kind) for name, kind in sorted(found.items()))

    def walk(self, folder: str = "") -> Iterator[tuple[str, list[str], list[str]]]:
        entries = self.entries(folder)
        folders = [each.name for each in entries if each.kind == "dir"]
        yield folder, folders, [each.name for each in entries if each.kind == "file"]
        for name in folders:
            yield from self.walk(f"{folder}/{name}" if folder else name)
