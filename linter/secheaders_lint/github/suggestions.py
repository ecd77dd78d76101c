"""A verified fix as a suggestion: whole lines of the head's file, all in one hunk of the diff, and what replaces them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from secheaders_lint.edits import applied, by_file
from secheaders_lint.github.hunks import hunk_with
from secheaders_lint.github.lines import shared_ends
from secheaders_lint.reporters.escape import visible
from secheaders_lint.reporters.markup import fence_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from secheaders_lint.findings import Fix
    from secheaders_lint.github.hunks import Hunk

_LONE_RETURN = re.compile(r"\r(?!\n|\Z)")


class Suggestion(NamedTuple):
    """Lines ``start`` to ``end`` (inclusive) of the head's file become ``lines``; none: they are deleted."""

    start: int
    end: int
    lines: tuple[str, ...]

    @property
    def block(self) -> str:
        """The block that GitHub offers to apply: its content is what the lines become."""
        content = "".join(f"{line}\n" for line in self.lines)
        fence = fence_for(content)
        return f"{fence}suggestion\n{content}{fence}\n"


class _Change(NamedTuple):
    """Lines from ``first`` on, before and after, that differ; counted from 1."""

    first: int
    before: list[str]
    after: list[str]


def suggestion_of(
    fix: Fix, path: str, text: str, hunks: tuple[Hunk, ...], to_head: Callable[[int], int | None]
) -> Suggestion | None:
    """Return a fix of one file as a suggestion; ``None`` where it does not fit the diff.

    ``text`` is that of the file that the fix was made for, ``to_head`` gives the same line of the head's file. GitHub replaces
    whole lines and keeps their line ends, so a fix that changes those, or what is at the end of the file, is none.
    """
    edits = by_file(fix)
    fixed = applied(text, edits[path]) if list(edits) == [path] else None
    if fixed is None or fixed == text or _LONE_RETURN.search(text + fixed):
        return None
    if text.endswith("\n") != fixed.endswith("\n"):
        return None
    change = _changed(text.split("\n"), fixed.split("\n"))
    for start, before, after in _ranges(change, text.split("\n")):
        found = _fitting(start, before, after, hunks, to_head)
        if found is not None:
            return found
    return None


def _changed(before: list[str], after: list[str]) -> _Change:
    """Return the lines between what both texts begin and end with."""
    first, last = shared_ends(before, after)
    return _Change(first + 1, before[first : len(before) - last], after[first : len(after) - last])


def _ranges(change: _Change, before: list[str]) -> list[tuple[int, list[str], list[str]]]:
    """Return the ranges that can stand for a change: the lines themselves, or where lines are only added, a line beside them."""
    if change.before:
        return [(change.first, change.before, change.after)]
    found = []
    if change.first > 1:
        above = before[change.first - 2]
        found.append((change.first - 1, [above], [above, *change.after]))
    # Behind the last line end there is no line.
    if change.first < len(before):
        below = before[change.first - 1]
        found.append((change.first, [below], [*change.after, below]))
    return found


def _fitting(
    start: int,
    before: list[str],
    after: list[str],
    hunks: tuple[Hunk, ...],
    to_head: Callable[[int], int | None],
) -> Suggestion | None:
    places = [to_head(line) for line in range(start, start + len(before))]
    first = places[0]
    if first is None or places != list(range(first, first + len(before))):
        return None
    if hunk_with(hunks, first, first + len(before) - 1) is None:
        return None
    ends = {line.endswith("\r") for line in (*before, *after)}
    if len(ends) > 1:
        return None
    lines = tuple(line.removesuffix("\r") for line in after)
    # What cannot be seen cannot be reviewed either.
    if any(visible(line.replace("\t", " ")) != line.replace("\t", " ") for line in lines):
        return None
    return Suggestion(first, first + len(before) - 1, lines)
