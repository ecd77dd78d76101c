"""Edits as text, and the patch of a fix as git takes it."""

from __future__ import annotations

import subprocess

import pytest
from secheaders_lint.edits import applied, diff, lines_of, patch_of
from secheaders_lint.findings import Applicability, Edit, Fix, Location


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


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a\nb\nc\n", "a\nx\nc\n"),
        ("a\r\nb\r\n", "a\r\nx\r\n"),
        ("a\nb", "a\nc"),
        ("a\nb", "a\nb\n"),
        ("a\n", "a"),
        ("".join(f"{n}\n" for n in range(40)), "".join(f"{n}\n" for n in range(40) if n not in {3, 30})),
    ],
)
def test_git_applies_the_diff(tmp_path, before, after):
    (tmp_path / "a.py").write_bytes(before.encode())
    patch = diff("a.py", before, after).encode()
    subprocess.run(["git", "apply", "--whitespace=nowarn", "-"], cwd=tmp_path, input=patch, check=True)
    assert (tmp_path / "a.py").read_bytes() == after.encode()


def test_a_fix_of_two_files_is_one_patch():
    edits = (Edit(Location("a.py", 1, 1, 1, 2), "x"), Edit(Location("b.py", 1, 1, 1, 2), "y"))
    fix = Fix("change both", Applicability.SAFE, edits)
    patch = patch_of(fix, {"a.py": "a\n", "b.py": "b\n"}.get)
    assert patch.count("@@ -1 +1 @@") == 2
    assert patch_of(fix, {"a.py": "a\n"}.get) == ""


def test_a_name_adds_no_line_to_a_patch():
    assert diff("a\n+++ b/c\r.py", "a\n", "b\n").splitlines()[:3] == [
        "--- a/a +++ b/c .py",
        "+++ b/a +++ b/c .py",
        "@@ -1 +1 @@",
    ]
