"""The patch of a file, as GitHub's API gives it: from ``@@`` on. Which lines of the new file it shows, and in which hunk."""

from __future__ import annotations

import re
from typing import NamedTuple

_HEAD = re.compile(r"@@ -(?P<old>\d+)(?:,\d+)? \+(?P<start>\d+)(?:,(?P<count>\d+))? @@")


class Hunk(NamedTuple):
    """The lines of the new file that a hunk shows, added ones and those around them, from ``start`` to ``end`` (inclusive)."""

    start: int
    end: int


def hunks_of(patch: str) -> tuple[Hunk, ...]:
    """Return the hunks of a patch that show something of the new file."""
    found: list[Hunk] = []
    start = line = 0
    for text in patch.split("\n"):
        head = _HEAD.match(text)
        # A line of the file begins with a blank, a plus or a minus.
        if head is not None:
            _close(found, start, line)
            start = line = int(head["start"])
        elif start and text[:1] in {" ", "+"}:
            line += 1
    _close(found, start, line)
    return tuple(found)


def _close(found: list[Hunk], start: int, line: int) -> None:
    if line > start:
        found.append(Hunk(start, line - 1))


def deleted_lines(patch: str) -> tuple[tuple[int, str], ...]:
    """Return the lines that a patch takes out of the old file: their numbers there, and their texts."""
    found: list[tuple[int, str]] = []
    line = 0
    for text in patch.split("\n"):
        head = _HEAD.match(text)
        if head is not None:
            line = int(head["old"])
        elif line and text[:1] == "-":
            found.append((line, text[1:]))
            line += 1
        elif text[:1] == " ":
            line += 1
    return tuple(found)


def hunk_with(hunks: tuple[Hunk, ...], start: int, end: int) -> Hunk | None:
    """Return the hunk that shows all of a range of lines."""
    return next((each for each in hunks if each.start <= start and end <= each.end), None)
