"""Files that a repository leaves out on purpose: its ``.gitignore`` names them, or a sample to copy stands in their place."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from secheaders_lint.errors import SourceError

if TYPE_CHECKING:
    from secheaders_lint.source.tree import SourceTree

_SAMPLE_WORDS = frozenset({"example", "sample", "dist", "template", "tmpl", "skel"})
_WORD = re.compile(r"[a-z0-9]+")
# No list of ignored files that people write is longer, nor a line of it.
_MAX_LINES, _MAX_LINE = 2000, 200
# Any number of folders, so many times in one pattern.
_MAX_WILD = 3


def is_kept_out(tree: SourceTree, path: str) -> bool:
    """Tell whether a file that is not in the tree is left out on purpose: it is made, or copied, where the site runs."""
    return _has_sample(tree, path) or _is_ignored(tree, path)


def _has_sample(tree: SourceTree, path: str) -> bool:
    """Tell whether the name of a file beside is made of the words of this one's, a word for samples, and nothing else."""
    folder, _, name = path.rpartition("/")
    own = {*_WORD.findall(name.lower()), "py"}
    more = [
        set(_WORD.findall(each.lower())) ^ own for each, kind in tree.kinds(folder).items() if kind == "file"
    ]
    return any(words - {"py"} and words - {"py"} <= _SAMPLE_WORDS for words in more)


def _is_ignored(tree: SourceTree, path: str) -> bool:
    """Tell what the ``.gitignore`` files of the folders above say last of a path, as gitignore(5) orders them."""
    parts = path.split("/")
    ignored = False
    for depth in range(len(parts)):
        below = parts[depth:]
        for pattern in _patterns(tree, "/".join([*parts[:depth], ".gitignore"])):
            if _matches(pattern.removeprefix("!"), below):
                ignored = not pattern.startswith("!")
    return ignored


def _patterns(tree: SourceTree, path: str) -> list[str]:
    try:
        data = tree.read(path)
    except SourceError:
        return []
    lines = (data or b"").decode("utf-8", "replace").splitlines()[:_MAX_LINES]
    return [
        line.strip() for line in lines if line.strip() and not line.startswith("#") and len(line) <= _MAX_LINE
    ]


def _matches(pattern: str, parts: list[str]) -> bool:
    """Tell whether a pattern names a path below its file, or a folder that the path is in."""
    folders_only = pattern.endswith("/")
    wanted = pattern.strip("/").split("/")
    if "/" not in pattern.rstrip("/"):
        wanted = ["**", *wanted]
    if wanted.count("**") > _MAX_WILD:
        return False
    return any(_names(wanted, parts[:length]) for length in range(1, len(parts) + (not folders_only)))


def _names(wanted: list[str], parts: list[str]) -> bool:
    if not wanted or not parts:
        return not wanted and not parts
    if wanted[0] != "**":
        return fnmatchcase(parts[0], wanted[0]) and _names(wanted[1:], parts[1:])
    return wanted == ["**"] or any(_names(wanted[1:], parts[start:]) for start in range(len(parts)))
