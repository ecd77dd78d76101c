from __future__ import annotations

import os

import pytest
from secheaders_lint.cli.targets import Targets, resolve_targets
from secheaders_lint.errors import UsageError


@pytest.fixture
def repo(tmp_path, monkeypatch):
    (tmp_path / "repo/.git").mkdir(parents=True)
    (tmp_path / "repo/a/b").mkdir(parents=True)
    (tmp_path / "repo/c").mkdir()
    (tmp_path / "repo/a/x.py").touch()
    (tmp_path / "repo/c/y.py").touch()
    monkeypatch.chdir(tmp_path / "repo")
    return tmp_path / "repo"


def test_nothing_is_the_current_folder(repo, monkeypatch):
    assert resolve_targets([]) == Targets(str(repo), ())
    monkeypatch.chdir("a")
    assert resolve_targets([]) == Targets(str(repo), ("a",))


@pytest.mark.parametrize(
    ("paths", "within", "files"),
    [
        (["."], (), ()),
        (["a"], ("a",), ()),
        (["a/b/"], ("a/b",), ()),
        (["a", "c", "a"], ("a", "c"), ()),
        (["a", "."], (), ()),
        (["a/x.py"], (), ("a/x.py",)),
        (["a/x.py", "c/y.py"], (), ("a/x.py", "c/y.py")),
        (["a", "c/y.py"], (), ("c/y.py",)),
        (["a/../c"], ("c",), ()),
    ],
)
def test_paths_inside_of_a_repository(repo, paths, within, files):
    assert resolve_targets(paths) == Targets(str(repo), within, files)
    assert resolve_targets([str(repo / path) for path in paths]) == Targets(str(repo), within, files)


def test_a_worktree_has_a_file_called_git(repo):
    (repo / ".git").rmdir()
    (repo / ".git").write_text("gitdir: elsewhere\n")
    assert resolve_targets(["a"]) == Targets(str(repo), ("a",))


def test_a_link_is_what_it_leads_to(repo):
    (repo.parent / "link").symlink_to(repo / "a")
    assert resolve_targets([str(repo.parent / "link")]) == Targets(str(repo), ("a",))


def test_a_file_that_is_a_link_stands_for_the_repository_that_holds_it(repo, tmp_path):
    (tmp_path / "outside.py").touch()
    (repo / "a/link.py").symlink_to(tmp_path / "outside.py")
    assert resolve_targets(["a/link.py"]) == Targets(str(repo), (), ("a/link.py",))


class TestWithoutGit:
    @pytest.fixture
    def folder(self, repo):
        (repo / ".git").rmdir()
        return repo

    def test_a_folder_is_its_own_root(self, folder):
        assert resolve_targets(["a"]) == Targets(str(folder / "a"), ())

    def test_a_file_has_its_folder(self, folder):
        assert resolve_targets(["a/x.py"]) == Targets(str(folder / "a"), (), ("x.py",))

    def test_files_of_several_folders_have_the_one_that_the_command_runs_in(self, folder):
        assert resolve_targets(["a/x.py", "c/y.py"]) == Targets(str(folder), (), ("a/x.py", "c/y.py"))

    @pytest.mark.usefixtures("folder")
    def test_files_from_elsewhere_have_nothing_in_common(self, monkeypatch):
        monkeypatch.chdir("a")
        with pytest.raises(UsageError, match="2 different repositories"):
            resolve_targets(["x.py", "../c/y.py"])

    def test_so_have_folders(self, folder):
        assert resolve_targets(["a", "c"]) == Targets(str(folder), ("a", "c"))

    @pytest.mark.usefixtures("folder")
    def test_folders_from_elsewhere_have_nothing_in_common(self, monkeypatch):
        monkeypatch.chdir("a")
        with pytest.raises(UsageError, match="run once for each"):
            resolve_targets([".", "../c"])


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("nowhere", "nowhere: no such file or folder"),
        ("a/nowhere.py", "a/nowhere.py: no such file or folder"),
        ("rules", "rules: no such file or folder; the command rules has to come first"),
        ("pipe", "pipe: is neither a file nor a folder"),
        ("broken", "broken: is neither a file nor a folder"),
    ],
)
def test_paths_that_cannot_be_used(repo, path, said):
    os.mkfifo(repo / "pipe")
    (repo / "broken").symlink_to("nowhere")
    with pytest.raises(UsageError) as caught:
        resolve_targets([path])
    assert str(caught.value) == said
