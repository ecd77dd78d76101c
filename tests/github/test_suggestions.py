"""Suggestions: whatever is offered, applied as GitHub applies it, gives the fixed file byte for byte; what cannot is not offered."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from secheaders_lint.edits import applied, lines_of
from secheaders_lint.findings import Applicability, Edit, Fix, Location
from secheaders_lint.github.hunks import Hunk
from secheaders_lint.github.suggestions import Suggestion, suggestion_of

from . import applier

ALL = (Hunk(1, 10_000),)


def same(line: int) -> int | None:
    return line


def fix(*edits: tuple[int, int, int, int, str], path: str = "a.py") -> Fix:
    return Fix("x", Applicability.SAFE, tuple(Edit(Location(path, *each[:4]), each[4]) for each in edits))


def clicked(text: str, suggestion: Suggestion) -> str:
    """Return the file after a reviewer has applied the block, which is all that GitHub gets."""
    lines = applier.suggested(f"A comment.\n\n{suggestion.block}\n<!-- mark -->\n")
    assert lines is not None
    return applier.applied(text, suggestion.start, suggestion.end, lines)


@pytest.mark.parametrize(
    ("text", "edit", "lines"),
    [
        ("a = 1\nb = 2\n", (1, 5, 1, 6, "3"), (1, 1)),
        ("    a = 1\n\tb\n", (2, 2, 2, 3, "c"), (2, 2)),
        ("a\nb\nc\n", (1, 1, 3, 2, "x\ny"), (1, 3)),
        ("a\nb\nc\n", (2, 1, 3, 1, ""), (2, 2)),  # a deletion is an empty block
        ("a\nb\n", (1, 2, 1, 2, "\nx"), (1, 1)),  # an insertion repeats the line above it
        ("a\nb\n", (1, 1, 1, 1, "x\n"), (1, 1)),  # and at the top the line below
        ("a\nb\n", (3, 1, 3, 1, "c\n"), (2, 2)),
        ("a\r\nb\r\n", (1, 1, 1, 2, "x"), (1, 1)),
        ("a\r\nb\r\nc\r\n", (2, 1, 2, 2, "x\r\ny"), (2, 2)),
        ("a\r\nb\r\n", (1, 1, 2, 1, ""), (1, 1)),
        ("a\nb", (2, 1, 2, 2, "c"), (2, 2)),  # no newline at the end
        ("a\nb", (1, 1, 1, 2, "c"), (1, 1)),
        ("a\nb", (1, 1, 2, 1, ""), (1, 1)),
        ('x = """\n```\n````python\n"""\n', (2, 1, 3, 1, "`````\n"), (2, 2)),
        ("a\n", (1, 1, 1, 2, "```suggestion\nb\n```"), (1, 1)),
        ("a\n", (1, 1, 1, 2, "~~~\n<!-- x -->\n> q"), (1, 1)),
        ("a\nb\n", (1, 1, 1, 2, ""), (1, 1)),  # the line stays, empty
        ("a\n", (1, 1, 1, 2, "    x  "), (1, 1)),
    ],
)
def test_what_is_applied_is_the_fixed_file(text, edit, lines):
    found = suggestion_of(fix(edit), "a.py", text, ALL, same)
    assert found is not None
    assert (found.start, found.end) == lines
    assert clicked(text, found) == applied(text, fix(edit).edits)


_LINE = st.text(alphabet="ab `~>-\t#<", max_size=8)


@given(
    st.lists(_LINE, min_size=1, max_size=8),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
    st.data(),
)
@settings(max_examples=400, deadline=None)
def test_any_edit(lines, ending, ends, data):
    text = ending.join(lines) + (ending if ends else "")
    if not text:
        return
    starts = lines_of(text)
    line = data.draw(st.integers(1, len(starts)))
    column = data.draw(st.integers(1, len(starts[line - 1].rstrip("\r\n")) + 1))
    end_line = data.draw(st.integers(line, len(starts)))
    end_column = data.draw(st.integers(1, len(starts[end_line - 1].rstrip("\r\n")) + 1))
    new = ending.join(data.draw(st.lists(_LINE, min_size=1, max_size=4)))
    one = fix((line, column, end_line, end_column, new))
    fixed = applied(text, one.edits)
    found = suggestion_of(one, "a.py", text, ALL, same)
    if found is not None:
        assert clicked(text, found) == fixed
    elif fixed is not None and fixed != text and ends and fixed.endswith("\n"):
        # Of a file that ends as it should, only what changes line ends cannot be offered.
        assert ending == "\r\n" or fixed.strip("\n") == ""


@given(st.integers(2, 10), st.sampled_from(["\n", "\r\n"]), st.booleans(), st.data())
@settings(max_examples=300, deadline=None)
def test_several_edits_made_one(count, ending, ends, data):
    """As the fixes of several findings are: lines that go, lines that change, lines that are added."""
    text = ending.join(f"line {number}" for number in range(count)) + (ending if ends else "")
    lines = lines_of(text)
    edits = []
    for line in data.draw(st.lists(st.integers(1, len(lines)), min_size=2, max_size=4, unique=True)):
        end = len(lines[line - 1].rstrip("\r\n")) + 1
        new = data.draw(_LINE)
        edits.append(
            data.draw(
                st.sampled_from(
                    [
                        (line, 1, line + 1, 1, ""),
                        (line, 1, line, end, new),
                        (line, 3, line, 3, new),
                        (line, end, line, end, f"{ending}{new}"),
                        (line, 1, line, 1, f"{new}{ending}"),
                    ]
                )
            )
        )
    one = fix(*edits)
    fixed = applied(text, one.edits)
    found = suggestion_of(one, "a.py", text, ALL, same)
    if found is not None:
        assert clicked(text, found) == fixed
    elif fixed is not None and ends and fixed.endswith("\n"):
        assert fixed == text or ending == "\r\n" or fixed.strip("\n") == ""


@pytest.mark.parametrize(
    ("text", "edits"),
    [
        ("a\n", [(1, 1, 1, 2, "a")]),  # changes nothing
        ("a\nb", [(2, 2, 2, 2, "\n")]),  # the newline at the end
        ("a\nb\n", [(2, 1, 3, 1, "b")]),
        ("a\r\nb\n", [(1, 1, 2, 2, "x\r\ny")]),  # mixed line ends
        ("a\n", [(1, 1, 1, 2, "x\r\ny")]),
        ("a\rb\n", [(1, 1, 1, 2, "x")]),  # a line end that git does not count
        ("a\n", [(1, 1, 1, 2, "x\u202ey")]),  # what nobody can see
        ("a\n", [(1, 1, 1, 2, "x\x1by")]),
        ("a\n", [(9, 1, 9, 1, "x")]),  # does not fit the file
    ],
)
def test_what_is_not_offered(text, edits):
    assert suggestion_of(fix(*edits), "a.py", text, ALL, same) is None


def test_a_fix_of_other_files_is_not_offered():
    one = Fix(
        "x", Applicability.SAFE, (*fix((1, 1, 1, 2, "b")).edits, *fix((1, 1, 1, 2, "b"), path="b.py").edits)
    )
    assert suggestion_of(one, "a.py", "a\n", ALL, same) is None
    assert suggestion_of(fix((1, 1, 1, 2, "b"), path="b.py"), "a.py", "a\n", ALL, same) is None


@pytest.mark.parametrize(
    ("hunks", "offered"),
    [
        ((Hunk(2, 4),), True),
        ((Hunk(1, 2),), False),
        ((Hunk(1, 2), Hunk(3, 9)), False),  # over the border of two hunks
        ((), False),
    ],
)
def test_all_lines_lie_in_one_hunk(hunks, offered):
    found = suggestion_of(fix((2, 1, 3, 2, "x\ny")), "a.py", "a\nb\nc\nd\n", hunks, same)
    assert (found is not None) is offered


def test_an_insertion_takes_the_line_that_the_diff_shows():
    insertion = fix((2, 1, 2, 1, "x\n"))
    above = suggestion_of(insertion, "a.py", "a\nb\n", (Hunk(1, 1),), same)
    below = suggestion_of(insertion, "a.py", "a\nb\n", (Hunk(2, 2),), same)
    assert above == Suggestion(1, 1, ("a", "x"))
    assert below == Suggestion(2, 2, ("x", "b"))


def test_lines_are_those_of_the_head():
    found = suggestion_of(fix((4, 1, 4, 2, "x")), "a.py", "1\n2\na\nb\n", ALL, lambda line: line - 2)
    assert found is not None
    assert clicked("a\nb\n", found) == "a\nx\n"


def test_lines_that_the_head_does_not_have_are_not_offered():
    assert suggestion_of(fix((1, 1, 1, 2, "x")), "a.py", "a\n", ALL, lambda _line: None) is None
    # What is together in the merge may stand apart at the head.
    apart = suggestion_of(fix((1, 1, 2, 2, "x\ny")), "a.py", "a\nb\n", ALL, {1: 1, 2: 5}.get)
    assert apart is None
