"""Edits as text."""

from __future__ import annotations

import pytest
from secheaders_lint.edits import applied, lines_of
from secheaders_lint.findings import Edit, Location


def edit(line: int, column: int, end_line: int, end_column: int, replacement: str) -> Edit:
    return Edit(Location("a.py", line, column, end_line, end_column), replacement)


@pytest.mark.parametrize("text", ["", "a", "a\n", "a\r\nb", "a\rb\n", "\n\n", "a\x0cb\u2028c\n"])
def test_lines_joined_are_the_text(text):
    assert "".join(lines_of(text)) == text


def test_lines_end_where_python_ends_them():
    assert lines_of("a\r\nb\rc\nd\x0ce\u2028f") == ["a\r\n", "b\r", "c\n", "d\x0ce\u2028f"]


@pytest.mark.parametrize(
    ("text", "edits", "after"),
    [
        ("a = 1\n", [edit(1, 5, 1, 6, "2")], "a = 2\n"),
        ("a = 1\r\nb = 2\r\n", [edit(1, 1, 2, 1, "")], "b = 2\r\n"),
        ("a\nb\n", [edit(2, 1, 2, 1, "x\n")], "a\nx\nb\n"),
        ("a\n", [edit(2, 1, 2, 1, "b\n")], "a\nb\n"),
        ("a", [edit(1, 2, 1, 2, "\nb")], "a\nb"),
        ("", [edit(1, 1, 1, 1, "a\n")], "a\n"),
        ("a b c\n", [edit(1, 5, 1, 6, "z"), edit(1, 1, 1, 2, "x")], "x b z\n"),
    ],
)
def test_edits_are_applied(text, edits, after):
    assert applied(text, edits) == after


@pytest.mark.parametrize(
    "edits",
    [
        [edit(9, 1, 9, 1, "x")],
        [edit(1, 9, 1, 9, "x")],
        [edit(1, 3, 1, 2, "x")],
        [edit(1, 1, 1, 3, "x"), edit(1, 2, 1, 4, "y")],
    ],
)
def test_edits_that_do_not_fit_are_refused(edits):
    assert applied("abc\n", edits) is None
