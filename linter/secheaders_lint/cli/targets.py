"""From the PATHs of a command to one root, and what of it is to be judged."""

# Paths are strings here, as the tree has them: a run without Django must not pay for pathlib.
# ruff: noqa: PTH112, PTH113, PTH118
from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from secheaders_lint.cli.arguments import COMMANDS
from secheaders_lint.errors import UsageError
from secheaders_lint.source.tree import find_root

if TYPE_CHECKING:
    from collections.abc import Sequence


class Targets(NamedTuple):
    """What is to be judged: ``within`` are paths relative to ``root``, empty for all of it.

    ``files`` tells that file names were given, as a pre-commit hook does: they stand for their repository, which may
    then have nothing to do with Django.
    """

    root: str
    within: tuple[str, ...]
    files: tuple[str, ...] = ()


def resolve_targets(paths: Sequence[str]) -> Targets:
    """Return the targets that PATHs mean; raises `UsageError` where one cannot be used."""
    given = list(paths) or ["."]
    for path in given:
        _check(path)
    folders = [os.path.realpath(path) for path in given if os.path.isdir(path)]
    files = [_real_file(path) for path in given if not os.path.isdir(path)]
    root = _common_root([*folders, *files])
    inside = [_relative(path, root) for path in folders]
    within = () if files or "" in inside else tuple(dict.fromkeys(inside))
    return Targets(root, within, tuple(_relative(path, root) for path in files))


def _real_file(path: str) -> str:
    """Return where a file name lies. A link stands for the repository that holds it, wherever it leads."""
    folder, name = os.path.split(path)
    return os.path.join(os.path.realpath(folder), name)


def _check(path: str) -> None:
    if os.path.isdir(path) or os.path.isfile(path):
        return
    if "\0" in path or not os.path.lexists(path):
        raise UsageError(f"{path}: no such file or folder{_command_for(path)}")
    raise UsageError(f"{path}: is neither a file nor a folder")


def _command_for(word: str) -> str:
    if word in COMMANDS:
        return f"; the command {word} has to come first"
    if os.sep in word or "." in word:
        return ""
    from difflib import get_close_matches

    close = get_close_matches(word, COMMANDS, n=1, cutoff=0.75)
    return f"; did you mean the command {close[0]}?" if close else ""


def _common_root(paths: list[str]) -> str:
    roots = list(dict.fromkeys(find_root(path) for path in paths))
    if len(roots) == 1:
        return roots[0]
    here = os.path.realpath(".")
    loose = not any(os.path.lexists(os.path.join(root, ".git")) for root in roots)
    common = os.path.commonpath(roots) if loose else ""
    # Of paths that lie in no repository, the folder that the command runs in is the root.
    if common == here or common.startswith(os.path.join(here, "")):
        return here
    raise UsageError(
        f"the paths lie in {len(roots)} different repositories ({roots[0]}, {roots[1]}): run once for each"
    )


def _relative(path: str, root: str) -> str:
    relative = os.path.relpath(path, root).replace(os.sep, "/")
    return "" if relative == "." else relative
