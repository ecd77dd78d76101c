"""Edits as text: a file with edits applied."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from secheaders_lint.findings import Edit, Fix

# Lines end where Python ends them.
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+\Z")


def lines_of(text: str) -> list[str]:
    """Return the lines of a text, each with its line end; all of them joined are the text."""
    return _LINE.findall(text)


def applied(text: str, edits: Iterable[Edit]) -> str | None:
    """Return a text with edits applied; ``None`` where one lies outside of it or over another."""
    lines = lines_of(text)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    spans: list[tuple[int, int, str]] = []
    for each in edits:
        where = each.location
        start = _offset(lines, starts, where.line, where.column)
        end = _offset(lines, starts, max(where.end_line, where.line), where.end_column or where.column)
        if start is None or end is None or end < start:
            return None
        spans.append((start, end, each.replacement))
    parts: list[str] = []
    position = 0
    for start, end, replacement in sorted(spans, key=lambda span: span[:2]):
        if start < position:
            return None
        parts += [text[position:start], replacement]
        position = end
    return "".join([*parts, text[position:]])


def _offset(lines: list[str], starts: list[int], line: int, column: int) -> int | None:
    """Return the offset of a place; the line behind the last one is where the text ends."""
    if not 1 <= line <= len(lines) + 1 or column < 1:
        return None
    length = len(lines[line - 1].rstrip("\r\n")) if line <= len(lines) else 0
    return starts[line - 1] + column - 1 if column <= length + 1 else None


def by_file(fix: Fix) -> dict[str, list[Edit]]:
    """Return the edits of a fix by the file that they change."""
    found: dict[str, list[Edit]] = {}
    for each in fix.edits:
        found.setdefault(each.location.path, []).append(each)
    return found
