"""Hunks and lines, held against git."""

from __future__ import annotations

import random
import subprocess

import pytest
from secheaders_lint.github.hunks import Hunk, deleted_lines, hunk_with, hunks_of
from secheaders_lint.github.lines import to_head

from .fake import _shown, _taken_out


def diff_of(folder, before: str, after: str) -> str:
    (folder / "a").write_text(before, encoding="utf-8")
    (folder / "b").write_text(after, encoding="utf-8")
    done = subprocess.run(
        ["git", "diff", "--no-index", "a", "b"], cwd=folder, capture_output=True, text=True, check=False
    )
    at = done.stdout.find("\n@@ ")
    return done.stdout[at + 1 :].removesuffix("\n") if at >= 0 else ""


def changed(lines: list[str], chance: random.Random) -> list[str]:
    found = []
    for line in lines:
        kind = chance.random()
        if kind < 0.05:
            continue
        found.append(line if kind < 0.9 else f"x{chance.random()}")
        if kind > 0.97:
            found += ["@@ -1,3 +1,3 @@", "+++ b/x", "-- y"]
    return found


@pytest.mark.parametrize("seed", range(12))
def test_hunks_are_those_of_git(tmp_path, seed):
    chance = random.Random(seed)
    before = [f"line {number}" for number in range(chance.randrange(1, 120))]
    after = changed(before, chance)
    patch = diff_of(tmp_path, "\n".join(before), "\n".join(after))
    shown = {line for hunk in hunks_of(patch) for line in range(hunk.start, hunk.end + 1)}
    assert shown == set(_shown(patch))
    for line, text in enumerate(after, 1):
        if text not in before:
            assert line in shown


@pytest.mark.parametrize(
    ("patch", "hunks"),
    [
        ("", ()),
        ("@@ -0,0 +1 @@\n+a", (Hunk(1, 1),)),
        ("@@ -1 +0,0 @@\n-a", ()),
        ("@@ -1,2 +1,2 @@ def f():\n a\n-b\n+c\n\\ No newline at end of file", (Hunk(1, 2),)),
        ("@@ -1 +1 @@\n-a\n+b\n@@ -9,2 +9,2 @@\n c\n-d\n+e", (Hunk(1, 1), Hunk(9, 10))),
        ("no patch at all", ()),
    ],
)
def test_hunks(patch, hunks):
    assert hunks_of(patch) == hunks


@pytest.mark.parametrize(
    ("patch", "lines"),
    [
        ("", ()),
        ("@@ -1,3 +1,2 @@\n a\n-b\n c", ((2, "b"),)),
        ("@@ -7,2 +7 @@\n-a\n-b\n+c\n@@ -20 +19,0 @@\n-d", ((7, "a"), (8, "b"), (20, "d"))),
        ("@@ -1 +0,0 @@\n--- a\n\\ No newline at end of file", ((1, "-- a"),)),
        ("@@ -0,0 +1 @@\n+a", ()),
    ],
)
def test_lines_that_are_deleted(patch, lines):
    assert deleted_lines(patch) == lines
    assert set(_taken_out(patch)) == {line for line, _ in lines}


def test_a_range_lies_in_one_hunk():
    hunks = (Hunk(1, 3), Hunk(4, 9))
    assert hunk_with(hunks, 2, 3) == Hunk(1, 3)
    assert hunk_with(hunks, 3, 4) is None


@pytest.mark.parametrize("seed", range(12))
def test_a_line_of_the_head_is_the_same_text(seed):
    chance = random.Random(seed)
    head = [f"line {number % 17}" for number in range(chance.randrange(1, 150))]
    merged = changed(head, chance)
    way = to_head("\n".join(merged), "\n".join(head))
    found = {line: way(line) for line in range(1, len(merged) + 1)}
    told = {line: place for line, place in found.items() if place is not None}
    assert all(merged[line - 1] == head[place - 1] for line, place in told.items())
    places = list(told.values())
    assert places == sorted(set(places))
    if head == merged:
        assert len(told) == len(merged)


def test_lines_above_shift_all_others():
    way = to_head("new\nnew\na\nb\n", "a\nb\n")
    assert [way(line) for line in (1, 2, 3, 4)] == [None, None, 1, 2]


def test_texts_that_are_very_long_and_different_take_no_time():
    one = "\n".join(["same", *(f"a{number}" for number in range(50_000)), "end"])
    other = "\n".join(["same", *(f"b{number}" for number in range(50_000)), "end"])
    way = to_head(one, other)
    assert (way(1), way(2), way(50_002)) == (1, None, 50_002)
