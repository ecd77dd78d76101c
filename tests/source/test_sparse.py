"""Sparse checkouts that git itself made, of every kind of index: what is left out is there, and refuses to be read."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from secheaders_lint.errors import SourceError, UsageError
from secheaders_lint.source import sparse
from secheaders_lint.source.directory import DirectoryTree
from secheaders_lint.source.sparse import SparseTree, left_out_of, open_folder, skipped
from secheaders_lint.source.tree import LEFT_OUT, names_in

from .test_git import commit, run

if TYPE_CHECKING:
    from pathlib import Path

FILES = (
    "manage.py", "shop/__init__.py", "shop/settings/base.py", "shop/settings/local.py", "shop/views.py", "shop/a/b/c/deep.py",
    "docs/x.md", "docs/ü ä.md", "docs/" + "n" * 200 + "/" + "m" * 100 + ".txt", "other/app/settings.py",
)  # fmt: skip


def write(folder: Path) -> None:
    for path in FILES:
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(f"{path} = 1\n", encoding="utf-8")


@pytest.fixture(params=["sha1", "sha256"])
def checkout(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    folder = tmp_path / "checkout"
    folder.mkdir()
    run(folder, "init", "-q", f"--object-format={request.param}")
    write(folder)
    commit(folder)
    return folder


def narrow(folder: Path, kind: str) -> None:
    if kind == "files":
        run(folder, "sparse-checkout", "set", "--no-cone", "/manage.py", "/shop/settings/base.py")
        return
    run(folder, "sparse-checkout", "set", "--cone", "shop/settings")


def change_index(folder: Path, index: str) -> None:
    if index == "4":
        run(folder, "update-index", "--index-version", "4")
    elif index == "split":
        run(folder, "update-index", "--split-index")
    elif index == "folders":
        run(folder, "sparse-checkout", "reapply", "--sparse-index")
    elif index == "caches":
        run(folder, "update-index", "--untracked-cache")
        run(folder, "update-index", "--force-write-index")


def told(folder: Path) -> set[str]:
    names = run(folder, "ls-files", "-t", "-z").split("\0")
    return {name[2:] for name in names if name.startswith("S ")}


@pytest.mark.parametrize(
    ("kind", "index"),
    [
        *((kind, index) for kind in ("cone", "files") for index in ("3", "4", "split", "caches")),
        ("cone", "folders"),  # which stand for what is in them in cone mode alone
    ],
)
def test_what_git_says_is_left_out(checkout, kind, index, monkeypatch):
    narrow(checkout, kind)
    change_index(checkout, index)
    if index not in {"split", "folders"}:
        # The image of the Action has no git.
        monkeypatch.setattr(sparse, "run_git", None)
    tree = open_folder(str(checkout))
    assert left_out_of(tree) == told(checkout)
    assert "shop/views.py" in left_out_of(tree) or kind == "cone"


@pytest.mark.parametrize("kind", ["cone", "files"])
def test_it_is_the_whole_tree_of_which_some_refuse_to_be_read(checkout, kind):
    whole = DirectoryTree(str(checkout))
    names = [each for each in whole.listings() if not each[0].startswith(".git")]
    kinds = {folder: whole.kinds(folder) for folder, _, _ in names}
    narrow(checkout, kind)
    tree = open_folder(str(checkout))
    assert isinstance(tree, SparseTree)
    found = [each for each in tree.listings() if not each[0].startswith(".git")]
    assert [(path, folders) for path, folders, _ in found] == [(path, folders) for path, folders, _ in names]
    assert [sorted(names_in(files)) for *_, files in found] == [
        sorted(names_in(files)) for *_, files in names
    ]
    assert {folder: tree.kinds(folder) for folder in kinds} == kinds
    assert list(tree.listings("docs")) == [each for each in found if each[0].startswith("docs")]
    for path in FILES:
        assert tree.is_file(path)
        assert tree.is_dir(path.rpartition("/")[0])
        if (checkout / path).exists():
            assert tree.read(path) == f"{path} = 1\n".encode()
            continue
        with pytest.raises(SourceError, match="this checkout is sparse"):
            tree.read(path)
        assert tree.log.refused[path] == LEFT_OUT
    assert tree.read("docs/no.md") is None
    assert not tree.is_file("docs/no.md")


def test_folders_that_are_taken_out_of_the_list_are_not_entered(checkout):
    narrow(checkout, "files")
    seen = []
    for path, folders, _ in open_folder(str(checkout)).listings():
        seen.append(path)
        folders[:] = [name for name in folders if name not in {".git", "docs", "a"}]
    assert seen == ["", "other", "other/app", "shop", "shop/settings"]


def test_a_file_that_was_written_all_the_same_is_read(checkout):
    narrow(checkout, "cone")
    (checkout / "docs").mkdir()
    (checkout / "docs/x.md").write_text("mine")
    (checkout / "docs/new.md").write_text("new")
    tree = open_folder(str(checkout))
    assert tree.read("docs/x.md") == b"mine"
    assert set(tree.kinds("docs")) == {"x.md", "new.md", "ü ä.md", "n" * 200}
    assert dict(tree.contents("docs", ["x.md", "ü ä.md", "no.md"])) == {"docs/x.md": b"mine"}
    assert tree.log.refused == {"docs/ü ä.md": LEFT_OUT}


def test_a_worktree_has_an_index_of_its_own(checkout, tmp_path):
    run(checkout, "worktree", "add", "-q", "--detach", str(tmp_path / "second"))
    narrow(tmp_path / "second", "cone")
    assert left_out_of(open_folder(str(tmp_path / "second"))) == told(tmp_path / "second") != set()
    assert left_out_of(open_folder(str(checkout))) == set()


def test_whole_checkouts_are_what_they_are(checkout, tmp_path):
    assert type(open_folder(str(checkout))) is DirectoryTree
    narrow(checkout, "cone")
    run(checkout, "sparse-checkout", "disable")
    assert type(open_folder(str(checkout))) is DirectoryTree
    assert type(open_folder(str(tmp_path))) is DirectoryTree
    (tmp_path / ".git").write_text("gitdir: nowhere\n")
    assert type(open_folder(str(tmp_path))) is DirectoryTree


def test_an_index_that_cannot_be_read_is_not_taken_for_a_whole_one(checkout, monkeypatch):
    narrow(checkout, "cone")
    index = checkout / ".git/index"
    whole = index.read_bytes()
    monkeypatch.setattr(sparse, "run_git", lambda *_: None)
    for data in (
        b"",
        b"DIRC",
        whole[:200],
        whole[:-30],
        b"DIRC" + bytes([0, 0, 0, 9]) + whole[8:],
        whole + b"\0" * 40,
    ):
        index.write_bytes(data)
        with pytest.raises(UsageError, match="git sparse-checkout reapply --no-sparse-index"):
            open_folder(str(checkout))


def test_no_index_makes_it_raise_anything_else(checkout):
    narrow(checkout, "files")
    whole = (checkout / ".git/index").read_bytes()
    assert set(skipped(whole)) == told(checkout)
    chance = random.Random(1)
    for _ in range(2000):
        data = bytearray(whole)
        for _ in range(chance.randrange(1, 4)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            skipped(bytes(data[: chance.choice([len(data), chance.randrange(len(data))])]))
        except (ValueError, IndexError):
            continue


def test_entries_of_a_folder_that_is_not_there_at_all(checkout):
    narrow(checkout, "files")
    assert open_folder(str(checkout)).kinds("other") == {"app": "dir"}
