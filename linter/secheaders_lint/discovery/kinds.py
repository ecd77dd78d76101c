"""What kinds of files fill repositories and tell nothing of Django's settings, by the endings of their names.

A repository has thousands of them. They are told by counting endings in all names of many folders at once: a look at
each name costs a good part of the walk.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# Endings of what tells nothing here.
UNTOLD = frozenset({
    "bmp", "c", "cc", "coffee", "cpp", "css", "csv", "cs", "dart", "eot", "ex", "feature", "geojson", "gif", "gitkeep", "go",
    "gz", "h", "html", "htm", "ico", "ipynb", "java", "jpeg", "jpg", "js", "jsx", "kt", "less", "log", "map", "md",
    "mdx", "mjs", "mo", "mp3", "mp4", "otf", "pdf", "php", "pickle", "png", "po", "pot", "pxd", "py", "pyc", "pyi", "pyx",
    "rb", "rs", "rst", "scss", "snap", "sql", "svelte", "svg", "swift", "tgz", "tif", "tiff", "ts", "tsx", "ttf",
    "vue", "wav", "webp", "webm", "woff", "woff2", "xls", "xlsx", "xml", "zip",
})  # fmt: skip
# Of these endings a file tells something only where one of the words stands in its name,
_DATA_WORDS = ("task", "devcontainer", "app.json", "railway", "settings")
# or in the name of its folder as well.
_TEXT_WORDS = ("req", "constraint")
_TEXT_FOLDERS = ("req", "deps", "dependenc", "constraint")
# So many names show all kinds of files that a folder is full of.
_SAMPLE = 12


class Filling:
    """Tells whether folders are full of what tells nothing, at a glance."""

    __slots__ = ("_endings",)

    def __init__(self) -> None:
        # Those of the last folder: what stands side by side is alike.
        self._endings: set[bytes] = set()

    def may_tell(self, names: bytes, folders: Iterable[str]) -> bool:
        """Say whether some of the files may tell something; no only where all are plainly of other kinds.

        ``names`` are those of the files, as `SourceTree.listings` gives them, ``folders`` the paths of their folders.
        """
        left = names.count(b"\0") - names.count(b".py\0")
        if not left:
            return False
        if left != self._counted(names):
            sample = names.split(b"\0", _SAMPLE)[:-1]
            self._endings = {name[name.rfind(b".") :] + b"\0" for name in sample} - {b".py\0"}
            if not all(_is_filling(ending) for ending in self._endings):
                self._endings = set()
                return True
            if left != self._counted(names):
                return True
        if b".json\0" in self._endings and _has_any(names, _DATA_WORDS):
            return True
        return b".txt\0" in self._endings and (
            _has_any(names, _TEXT_WORDS) or _are_for_texts("\0".join(folders).lower())
        )

    def _counted(self, names: bytes) -> int:
        return sum([names.count(ending) for ending in self._endings])


def is_untold(name: str, folder: str) -> bool:
    """Say whether a file is plainly of a kind that tells nothing, by its lower-case name and its folder's path."""
    suffix = name[name.rfind(".") + 1 :]
    if suffix == "json":
        return not any(word in name for word in _DATA_WORDS)
    if suffix == "txt":
        return not any(word in name for word in _TEXT_WORDS) and not _are_for_texts(folder)
    return suffix in UNTOLD


def _is_filling(ending: bytes) -> bool:
    suffix = ending[1:-1].decode("ascii", "replace")
    return ending.startswith(b".") and (suffix in UNTOLD or suffix in {"json", "txt"})


def _has_any(text: bytes, words: tuple[str, ...]) -> bool:
    lower = text.lower()
    return any(word.encode() in lower for word in words)


def _are_for_texts(folders: str) -> bool:
    return any(word in folders for word in _TEXT_FOLDERS)
