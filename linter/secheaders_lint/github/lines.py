"""From the lines of the merge commit, which is checked out, to those of the head, which reviews speak of."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# Finding what two texts share takes the product of their lengths.
_MOST_LINES = 4_000


def to_head(merged: str, head: str) -> Callable[[int], int | None]:
    """Return what gives the line of the head's file that is the same as a line of the merged one, ``None`` where there is none."""
    if merged == head:
        return lambda line: line
    one, other = merged.split("\n"), head.split("\n")
    first, last = shared_ends(one, other)
    found = {line: line for line in range(1, first + 1)}
    shift = len(other) - len(one)
    found |= {line: line + shift for line in range(len(one) - last + 1, len(one) + 1)}
    middle, theirs = one[first : len(one) - last], other[first : len(other) - last]
    if len(middle) <= _MOST_LINES and len(theirs) <= _MOST_LINES:
        from difflib import SequenceMatcher

        for start, their, size in SequenceMatcher(None, middle, theirs, autojunk=False).get_matching_blocks():
            found |= {first + start + place + 1: first + their + place + 1 for place in range(size)}
    return found.get


def shared_ends(one: Sequence[str], other: Sequence[str]) -> tuple[int, int]:
    """Return how many lines two texts begin with alike, and how many of the others they end with alike."""
    most = min(len(one), len(other))
    first = 0
    while first < most and one[first] == other[first]:
        first += 1
    last = 0
    while last < most - first and one[-1 - last] == other[-1 - last]:
        last += 1
    return first, last
