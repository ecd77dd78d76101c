"""A piece of source with the place that is meant underlined."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from secheaders_lint.reporters.escape import safe
from secheaders_lint.reporters.style import width_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from secheaders_lint.findings import Location
    from secheaders_lint.reporters.style import Style

# The least that is shown on either side of a place, where there is so much.
_BESIDE = 15
_TAB = "    "


class _Piece(NamedTuple):
    """A line as it is shown: what stands before the place, the place, what stands behind it."""

    before: str
    place: str
    after: str


def excerpt(location: Location, line: Callable[[str, int], str | None], style: Style, look: str) -> list[str]:
    """Return the first line of a location, its number before it and the place underlined; nothing where it cannot be read."""
    text = line(location.path, location.line)
    if text is None or not text.strip():
        return []
    number = str(location.line)
    more = location.end_line > location.line + (location.end_column == 1)
    room = max(style.width - len(number) - 7, 20)
    piece = _cut(_piece(text, location), room)
    bar = style.paint("|", "blue")
    gutter = " " * (len(number) + 3)
    shown = f"{piece.before}{piece.place}{piece.after}"
    blank = width_of(piece.before)
    tail = f" ... to line {_last_line(location)}" if more else ""
    under = max(min(width_of(piece.place), room - blank - len(tail)), 1)
    marks = f"{' ' * blank}{style.paint('^' * under, look)}{style.paint(tail, 'dim')}"
    return [f"  {style.paint(number, 'blue')} {bar} {shown}".rstrip(), f"{gutter}{bar} {marks}"]


def _last_line(location: Location) -> int:
    return location.end_line - (location.end_column == 1)


def _piece(text: str, location: Location) -> _Piece:
    start = min(location.column - 1, len(text))
    end = location.end_column - 1 if location.end_line == location.line else len(text.rstrip())
    end = min(max(end, start), len(text))
    return _Piece(_shown(text[:start]), _shown(text[start:end]), _shown(text[end:]))


def _shown(text: str) -> str:
    return safe(text.replace("\t", _TAB))


def _cut(piece: _Piece, room: int) -> _Piece:
    """Cut a line that is longer than there is room for, around its place."""
    before, place, after = piece
    # What stands behind the place gives way first, then what stands before it, and the place itself at last.
    kept = max(room - len(place) - min(len(after), _BESIDE), _BESIDE)
    if len(before) > kept:
        before = "..." + before[len(before) - kept + 3 :]
    left = room - len(before)
    if len(place) > left:
        return _Piece(before, place[: max(left - 3, 1)] + "...", "")
    left -= len(place)
    return _Piece(before, place, after if len(after) <= left else after[: max(left - 3, 0)] + "...")
