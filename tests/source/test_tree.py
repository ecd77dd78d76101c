"""What every tree promises, asked of a directory, of a git revision and of files in memory."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest
from secheaders_lint.errors import SourceError
from secheaders_lint.source.directory import DirectoryTree
from secheaders_lint.source.git import GitTree
from secheaders_lint.source.memory import MemoryTree
from secheaders_lint.source.tree import MAX_BYTES, find_root, normal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from secheaders_lint.source.tree import SourceTree

    Make = Callable[[dict[str, str | bytes]], SourceTree]

FILES: dict[str, str | bytes] = {
    "manage.py": "x = 1\n",
    "site/settings/base.py": b"\xef\xbb\xbfx = 2\r\n",
    "site/settings/prod.py": "from .base import *\n",
    "site/urls.py": "",
    "docs/a b/ü.txt": "plain\xe9",
    "z::y\nx/n.py": "n\n",
}


def write(folder: Path, files: dict[str, str | bytes]) -> None:
    for path, content in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)


def commit(folder: Path) -> None:
    git = ("git", "-C", str(folder), "-c", "user.name=a", "-c", "user.email=a@b.c")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    for arguments in (("init", "-q"), ("add", "-A"), ("commit", "-q", "--allow-empty", "-m", "a")):
        subprocess.run((*git, *arguments), check=True, env=environment)


@pytest.fixture(params=["directory", "git", "memory"])
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Make]:
    trees: list[SourceTree] = []

    def build(files: dict[str, str | bytes]) -> SourceTree:
        if request.param == "memory":
            trees.append(MemoryTree(files))
            return trees[-1]
        write(tmp_path, files)
        if request.param == "directory":
            trees.append(DirectoryTree(tmp_path))
        else:
            commit(tmp_path)
            trees.append(GitTree(tmp_path, "HEAD"))
        return trees[-1]

    yield build
    for tree in trees:
        tree.close()


def walked(tree: SourceTree, folder: str = "") -> list[tuple[str, list[str], list[str]]]:
    return [found for found in tree.walk(folder) if not found[0].startswith(".git")]


def test_a_file_is_read_as_it_is(make: Make) -> None:
    assert make(FILES).read("site/settings/base.py") == b"\xef\xbb\xbfx = 2\r\n"


def test_an_empty_file_is_there(make: Make) -> None:
    assert make(FILES).read("site/urls.py") == b""


def test_an_odd_name_is_read(make: Make) -> None:
    assert make(FILES).read("z::y\nx/n.py") == b"n\n"


@pytest.mark.parametrize("path", ["nope.py", "site/nope/x.py", "manage.py/x", "manage", "", "."])
def test_what_is_not_there_is_none(make: Make, path: str) -> None:
    tree = make(FILES)
    if path in {"", "."}:
        assert not tree.is_file(path)
        return
    assert tree.read(path) is None
    assert not tree.is_file(path)
    assert not tree.is_dir(path)


@pytest.mark.parametrize("path", ["/etc/passwd", "../x", "site/../../x", "a\0b", "\ud800.py", "x" * 5000])
def test_a_path_that_names_nothing_inside_is_absent(make: Make, path: str) -> None:
    tree = make(FILES)
    assert tree.read(path) is None
    assert not tree.is_file(path)
    assert not tree.is_dir(path)
    assert tree.kinds(path) == {}
    assert list(tree.walk(path)) == []


@pytest.mark.parametrize(
    "path", ["./manage.py", "site/../manage.py", "site//../manage.py", "site/./settings/../../manage.py"]
)
def test_a_roundabout_path_is_straightened(make: Make, path: str) -> None:
    tree = make(FILES)
    assert tree.read(path) == b"x = 1\n"
    assert tree.is_file(path)


def test_a_folder_is_no_file(make: Make) -> None:
    tree = make(FILES)
    assert tree.is_dir("site")
    assert not tree.is_file("site")
    with pytest.raises(SourceError, match="site: is a folder"):
        tree.read("site")


def test_the_root_is_a_folder(make: Make) -> None:
    tree = make(FILES)
    assert tree.is_dir("")
    assert tree.is_dir(".")


def test_python_is_decoded_by_its_own_rules(make: Make) -> None:
    tree = make({"a.py": b"# coding: latin-1\n'\xe9'\n", "b.py": b"\xe9\n", "c.txt": b"\xe9\n"})
    text = tree.text("a.py")
    assert text is not None
    assert text.text == "# coding: latin-1\n'é'\n"
    with pytest.raises(SourceError):
        tree.text("b.py")
    plain = tree.text("c.txt")
    assert plain is not None
    assert plain.text == "é\n"
    assert tree.text("d.py") is None


def test_a_folder_says_what_each_name_in_it_is(make: Make) -> None:
    tree = make(FILES)
    assert tree.kinds("site") == {"settings": "dir", "urls.py": "file"}
    assert {name: kind for name, kind in tree.kinds("").items() if name != ".git"} == {
        "docs": "dir",
        "manage.py": "file",
        "site": "dir",
        "z::y\nx": "dir",
    }


def test_there_is_nothing_in_a_file_or_in_nothing(make: Make) -> None:
    tree = make(FILES)
    assert tree.kinds("manage.py") == {}
    assert tree.kinds("nope") == {}


def test_the_walk_goes_from_the_top_in_order(make: Make) -> None:
    tree = make(dict.fromkeys(("b/c/d.py", "b/a.py", "b/b.py", "a/x.py", "z.py"), ""))
    assert walked(tree)[1:] == [("a", [], ["x.py"]), ("b", ["c"], ["a.py", "b.py"]), ("b/c", [], ["d.py"])]
    assert walked(tree)[0][2] == ["z.py"]


def test_the_walk_leaves_out_what_the_caller_takes_out(make: Make) -> None:
    seen = []
    for folder, folders, _ in make(FILES).walk():
        seen.append(folder)
        folders[:] = [name for name in folders if name not in {"settings", ".git"}]
    assert seen == ["", "docs", "docs/a b", "site", "z::y\nx"]


def test_the_walk_of_a_folder_keeps_to_it(make: Make) -> None:
    assert walked(make(FILES), "site/settings") == [("site/settings", [], ["base.py", "prod.py"])]


def test_the_walk_of_a_file_or_of_nothing_is_empty(make: Make) -> None:
    tree = make(FILES)
    assert list(tree.walk("manage.py")) == []
    assert list(tree.walk("nope")) == []


def test_a_file_over_the_bound_is_refused_and_one_at_it_is_not(make: Make) -> None:
    tree = make({"at.txt": b"x" * MAX_BYTES, "over.txt": b"x" * (MAX_BYTES + 1), "small.txt": "s"})
    assert len(tree.read("at.txt") or b"") == MAX_BYTES
    with pytest.raises(SourceError, match="larger than 5,000,000 bytes"):
        tree.read("over.txt")
    assert tree.read("small.txt") == b"s"


def test_the_log_tells_what_was_read_and_looked_for_in_vain(make: Make) -> None:
    tree = make(FILES)
    tree.read("site/urls.py")
    tree.read("manage.py")
    tree.read("nope.py")
    tree.is_file("local.py")
    tree.is_file("manage.py")
    with pytest.raises(SourceError):
        tree.read("site")
    assert list(tree.log.read) == ["site/urls.py", "manage.py"]
    assert list(tree.log.missed) == ["nope.py", "local.py"]
    assert list(tree.log.refused) == ["site"]


def test_a_tree_is_a_context_manager(make: Make) -> None:
    with make(FILES) as tree:
        assert tree.read("manage.py") == b"x = 1\n"


def test_thousands_of_files_are_walked(make: Make) -> None:
    files: dict[str, str | bytes] = {
        f"d{number % 97}/e{number % 7}/f{number}.py": "" for number in range(6500)
    }
    assert sum(len(names) for _, _, names in walked(make(files))) == 6500


@pytest.mark.parametrize("path", ["/a", "./a", "a//b", "a/", "", "../a"])
def test_files_in_memory_have_plain_paths(path: str) -> None:
    with pytest.raises(ValueError, match="no plain path"):
        MemoryTree({path: ""})


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a/b.py", "a/b.py"), ("", ""), (".", ""), ("a/", "a"), ("a//b", "a/b"), ("./a", "a"), ("a/./b", "a/b"), ("a/../b", "b"),
        ("a/..", ""), ("..", None), ("a/../../b", None), ("/a", None), ("a\0", None), ("..a/b..", "..a/b.."), ("a.", "a."), ("a...", "a..."),
    ],
)  # fmt: skip
def test_paths_are_taken_by_their_text(path: str, expected: str | None) -> None:
    assert normal(path) == expected


def test_the_root_is_the_nearest_folder_with_git(tmp_path: Path) -> None:
    write(tmp_path, {"r/.git/HEAD": "", "r/a/b/c.py": "", "r/sub/.git": "gitdir: x", "r/sub/x/y.py": ""})
    assert find_root(tmp_path / "r" / "a" / "b" / "c.py") == str(tmp_path / "r")
    assert find_root(tmp_path / "r" / "a") == str(tmp_path / "r")
    assert find_root(tmp_path / "r" / "sub" / "x") == str(tmp_path / "r" / "sub")


def test_without_git_the_root_is_the_folder_itself(tmp_path: Path) -> None:
    write(tmp_path, {"a/b.py": ""})
    assert find_root(tmp_path / "a") == str(tmp_path / "a")
    assert find_root(tmp_path / "a" / "b.py") == str(tmp_path / "a")


def test_the_root_of_a_relative_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {".git/HEAD": "", "a/b.py": ""})
    monkeypatch.chdir(tmp_path / "a")
    assert find_root(".") == str(tmp_path)
    assert find_root("b.py") == str(tmp_path)
