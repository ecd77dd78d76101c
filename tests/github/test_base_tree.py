"""The tree before a change, made of the one after it: it is the tree that there was."""

from __future__ import annotations

import random

import pytest
from secheaders_lint.errors import SourceError, UsageError
from secheaders_lint.github import base_tree
from secheaders_lint.github.base_tree import BaseTree
from secheaders_lint.github.pulls import ChangedFile
from secheaders_lint.source.memory import MemoryTree

NAMES = [
    f"{folder}{name}" for folder in ("", "a/", "a/b/", "c/", "c/d/e/") for name in ("x.py", "y.py", "z.txt")
]


def changes_of(before: dict[str, str], after: dict[str, str], chance: random.Random) -> list[ChangedFile]:
    gone = [path for path in before if path not in after]
    new = [path for path in after if path not in before]
    found = [
        ChangedFile(path, "modified") for path in after if path in before and after[path] != before[path]
    ]
    while gone and new and chance.random() < 0.5:
        found.append(ChangedFile(new.pop(), "renamed", previous=gone.pop()))
    return [
        *found,
        *(ChangedFile(path, "removed") for path in gone),
        *(ChangedFile(path, "added") for path in new),
    ]


@pytest.mark.parametrize("seed", range(40))
def test_it_is_the_tree_that_there_was(seed):
    chance = random.Random(seed)
    before = {path: f"{path} 1" for path in NAMES if chance.random() < 0.6} or {"x.py": "1"}
    after = {path: chance.choice([before.get(path, "new"), "2"]) for path in NAMES if chance.random() < 0.6}
    asked: list[str] = []

    def fetch(path: str) -> bytes | None:
        asked.append(path)
        text = before.get(path)
        return None if text is None else text.encode()

    tree = BaseTree(MemoryTree(after), changes_of(before, after, chance), fetch)
    truth = MemoryTree(before)
    seen = {f"{path}/{name}".lstrip("/") for path, _, files in tree.walk() for name in files}
    assert seen == set(before)
    for path in NAMES:
        assert tree.read(path) == truth.read(path)
        assert tree.is_file(path) == truth.is_file(path)
        assert tree.read(path) == truth.read(path)
        folder = path.rpartition("/")[0]
        names = {name for name, kind in tree.kinds(folder).items() if kind == "file"}
        assert names == {name for name, kind in truth.kinds(folder).items() if kind == "file"}
    # Each file is asked for once, and only where it differs.
    assert len(asked) == len(set(asked))
    assert all(before.get(path) != after.get(path) for path in asked)


def test_folders_that_are_taken_out_are_not_entered():
    tree = BaseTree(
        MemoryTree({"a/x.py": "", "b/x.py": ""}),
        [ChangedFile("a/sub/y.py", "removed"), ChangedFile("gone/deep/z.py", "removed")],
        lambda _path: b"",
    )
    entered = []
    for path, folders, _ in tree.walk():
        entered.append(path)
        if not path:
            assert folders == ["a", "b", "gone"]
            folders.remove("gone")
            folders.remove("b")
    assert entered == ["", "a", "a/sub"]
    assert [path for path, _, _ in tree.walk("gone")] == ["gone", "gone/deep"]


def test_what_cannot_be_asked_for_is_told():
    def fetch(_path: str) -> bytes | None:
        raise UsageError("GitHub said no")

    tree = BaseTree(MemoryTree({"x.py": ""}), [ChangedFile("x.py", "modified")], fetch)
    with pytest.raises(SourceError):
        tree.read("x.py")
    assert tree.failure == "GitHub said no"


def test_questions_are_bounded(monkeypatch):
    monkeypatch.setattr(base_tree, "MOST_FETCHED", 2)
    names = [f"{number}.py" for number in range(3)]
    tree = BaseTree(
        MemoryTree(dict.fromkeys(names, "")),
        [ChangedFile(name, "modified") for name in names],
        lambda _: b"1",
    )
    assert tree.read("0.py") == tree.read("1.py") == b"1"
    with pytest.raises(SourceError):
        tree.read("2.py")
    assert "more than 2 changed files" in tree.failure
