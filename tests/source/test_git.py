from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest
from secheaders_lint.errors import SourceError, UsageError
from secheaders_lint.source import git
from secheaders_lint.source.git import GitTree

if TYPE_CHECKING:
    from pathlib import Path


def run(folder: Path, *arguments: str, data: bytes = b"") -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    settings = (
        "-c",
        "user.name=a",
        "-c",
        "user.email=a@b.c",
        "-c",
        "init.defaultBranch=main",
        "-c",
        "protocol.file.allow=always",
    )
    done = subprocess.run(
        ("git", *settings, *arguments),
        cwd=folder,
        env=environment,
        input=data,
        capture_output=True,
        check=True,
    )
    return done.stdout.strip().decode()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    (folder / "pkg").mkdir(parents=True)
    (folder / "pkg" / "a.py").write_text("a = 1\n")
    (folder / "b.py").write_text("b = 1\n")
    run(folder, "init", "-q")
    run(folder, "add", "-A")
    run(folder, "commit", "-q", "-m", "one")
    return folder


def commit(folder: Path) -> None:
    run(folder, "add", "-A")
    run(folder, "commit", "-q", "-m", "more")


def test_the_revision_is_read_and_not_the_folder(repository: Path) -> None:
    (repository / "b.py").write_text("b = 2\n")
    (repository / "new.py").write_text("")
    (repository / "pkg" / "a.py").unlink()
    with GitTree(repository, "HEAD") as tree:
        assert tree.read("b.py") == b"b = 1\n"
        assert tree.read("pkg/a.py") == b"a = 1\n"
        assert tree.read("new.py") is None


def test_nothing_is_checked_out_or_written(repository: Path) -> None:
    before = sorted((path, path.stat().st_mtime_ns) for path in (repository / ".git").rglob("*"))
    with GitTree(repository, "HEAD") as tree:
        list(tree.walk())
        tree.read("b.py")
    assert sorted((path, path.stat().st_mtime_ns) for path in (repository / ".git").rglob("*")) == before


@pytest.mark.parametrize("revision", ["HEAD~1", "main~1", "v1", "HEAD^", "HEAD^{/one}"])
def test_a_revision_may_be_named_as_git_names_it(repository: Path, revision: str) -> None:
    run(repository, "tag", "-a", "-m", "a", "v1")
    (repository / "b.py").write_text("b = 2\n")
    commit(repository)
    with GitTree(repository, revision) as tree:
        assert tree.read("b.py") == b"b = 1\n"


@pytest.mark.parametrize(
    "revision",
    ["", "nope", "--help", "-h", "--output=x", "HEAD; id", "HEAD\nmain", "HEAD\0", "HEAD:b.py", "$(id)"],
)
def test_what_is_no_revision_is_a_usage_error(repository: Path, revision: str) -> None:
    with pytest.raises(UsageError, match="revision"):
        GitTree(repository, revision)
    assert not (repository / "x").exists()


def test_a_folder_without_git_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no revision"):
        GitTree(tmp_path, "HEAD")
    with pytest.raises(UsageError, match="cannot be run"):
        GitTree(tmp_path / "nope", "HEAD")


def test_a_relative_path_leads_to_no_program_of_the_repository(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in (repository, repository / "bin"):
        folder.mkdir(exist_ok=True)
        (folder / "git").write_text("#!/bin/sh\ntouch started\n")
        (folder / "git").chmod(0o755)
    monkeypatch.chdir(repository)
    usual = os.environ["PATH"]
    for path in (f".:bin:{usual}", f":{usual}"):
        monkeypatch.setenv("PATH", path)
        with GitTree(repository, "HEAD") as tree:
            assert tree.read("b.py") == b"b = 1\n"
    monkeypatch.setenv("PATH", ".:bin:/nowhere")
    with pytest.raises(UsageError, match="there is none on PATH"):
        GitTree(repository, "HEAD")
    assert not (repository / "started").exists()


def test_links_are_followed_inside_the_revision_only(repository: Path, tmp_path: Path) -> None:
    (tmp_path / "outside.py").write_text("secret = 1\n")
    for name, target in {
        "link.py": "pkg/a.py",
        "folder": "pkg",
        "chain.py": "folder/../link.py",
        "out.py": "../outside.py",
        "absolute.py": str(repository / "b.py"),
        "loop.py": "loop.py",
        "gone.py": "nope.py",
    }.items():
        (repository / name).symlink_to(target)
    commit(repository)
    with GitTree(repository, "HEAD") as tree:
        for path in ("link.py", "folder/a.py", "chain.py"):
            assert tree.read(path) == b"a = 1\n"
            assert tree.is_file(path)
        for path in ("out.py", "absolute.py", "loop.py"):
            assert not tree.is_file(path)
            with pytest.raises(SourceError, match="out of the repository"):
                tree.read(path)
        assert tree.read("gone.py") is None
        assert not tree.is_file("gone.py")
        assert tree.is_dir("folder")
        assert tree.kinds("folder") == {"a.py": "file"}
        assert list(tree.walk("folder")) == [("pkg", [], ["a.py"])]
        assert tree.kinds("") == {
            **dict.fromkeys(("link.py", "chain.py", "b.py"), "file"),
            **dict.fromkeys(("out.py", "absolute.py", "loop.py", "gone.py"), "other"),
            **dict.fromkeys(("folder", "pkg"), "dir"),
        }
        assert next(tree.walk())[1] == ["pkg"]


def test_a_submodule_is_neither_file_nor_folder(repository: Path) -> None:
    head = run(repository, "rev-parse", "HEAD")
    run(repository, "update-index", "--add", "--cacheinfo", f"160000,{head},vendor/sub")
    run(repository, "commit", "-q", "-m", "sub")
    with GitTree(repository, "HEAD") as tree:
        assert tree.kinds("vendor") == {"sub": "other"}
        assert not tree.is_dir("vendor/sub")
        assert tree.read("vendor/sub") is None


def test_names_that_are_no_text_are_read(repository: Path) -> None:
    blob = run(repository, "hash-object", "-w", "--stdin", data=b"odd\n")
    listing = b"".join(
        b"100644 blob %s\t%s\0" % (blob.encode(), name) for name in (b"\xff\xfe.py", b"a\nb::c.py", b'"q".py')
    )
    tree_name = run(repository, "mktree", "-z", data=listing)
    with GitTree(repository, tree_name) as tree:
        assert {tree.read(name) for name in next(tree.walk())[2]} == {b"odd\n"}
        assert os.fsdecode(b"\xff\xfe.py") in next(tree.walk())[2]


def test_after_an_object_over_the_bound_the_next_is_read(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (repository / "big.py").write_text("x" * 5000)
    commit(repository)
    monkeypatch.setattr(git, "MAX_BYTES", 1000)
    with GitTree(repository, "HEAD") as tree:
        for _ in range(2):
            with pytest.raises(SourceError, match="larger than"):
                tree.read("big.py")
            assert tree.read("b.py") == b"b = 1\n"


@pytest.fixture
def partial(repository: Path, tmp_path: Path) -> Path:
    run(repository, "config", "uploadpack.allowFilter", "true")
    (repository / "link.py").symlink_to("b.py")
    commit(repository)
    run(tmp_path, "clone", "-q", "--no-checkout", "--filter=blob:none", f"file://{repository}", "partial")
    return tmp_path / "partial"


def test_an_object_that_a_partial_clone_lacks_is_not_there_to_read(partial: Path) -> None:
    with GitTree(partial, "HEAD") as tree:
        for _ in range(2):
            with pytest.raises(SourceError, match="not there to read"):
                tree.read("b.py")
        with pytest.raises(SourceError, match=r"link\.py"):
            tree.read("link.py")
        assert tree.is_file("b.py")
        assert not tree.is_file("link.py")
        assert tree.read("nope.py") is None
        assert [names for _, _, names in tree.walk()] == [["b.py", "link.py"], ["a.py"]]
    missing = run(partial, "rev-list", "--objects", "--all", "--missing=print").splitlines()
    assert sum(line.startswith("?") for line in missing) == 3


def test_a_clone_without_its_folders_is_a_usage_error(repository: Path, tmp_path: Path) -> None:
    run(repository, "config", "uploadpack.allowFilter", "true")
    run(tmp_path, "clone", "-q", "--no-checkout", "--filter=tree:0", f"file://{repository}", "bare")
    with pytest.raises(UsageError, match="there to read"):
        GitTree(tmp_path / "bare", "HEAD")


def test_a_missing_folder_is_a_usage_error(repository: Path) -> None:
    name = run(repository, "rev-parse", "HEAD:pkg")
    (repository / ".git" / "objects" / name[:2] / name[2:]).unlink()
    with pytest.raises(UsageError, match="not all there to read"):
        GitTree(repository, "HEAD")


def test_replaced_objects_are_read_as_they_were(repository: Path) -> None:
    old = run(repository, "rev-parse", "HEAD:b.py")
    new = run(repository, "hash-object", "-w", "--stdin", data=b"replaced\n")
    run(repository, "replace", old, new)
    with GitTree(repository, "HEAD") as tree:
        assert tree.read("b.py") == b"b = 1\n"


def test_the_repository_starts_no_program(repository: Path) -> None:
    witness = repository / "witness"
    program = repository / ".git" / "run"
    program.write_text(f"#!/bin/sh\ntouch {witness}\n")
    program.chmod(0o755)
    for key in (
        "core.fsmonitor",
        "core.pager",
        "core.sshCommand",
        "core.hooksPath",
        "diff.external",
        "filter.x.smudge",
    ):
        run(repository, "config", key, str(program))
    with GitTree(repository, "HEAD") as tree:
        assert tree.read("b.py") == b"b = 1\n"
    assert not witness.exists()


def test_variables_of_a_hook_do_not_lead_astray(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    run(other, "init", "-q")
    for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY"):
        monkeypatch.setenv(name, str(other / ".git"))
    with GitTree(repository, "HEAD") as tree:
        assert tree.read("b.py") == b"b = 1\n"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_a_repository_of_another_owner_is_read(repository: Path) -> None:
    for path in (repository, *repository.rglob("*")):
        os.chown(path, 12345, 12345)
    with GitTree(repository, "HEAD") as tree:
        assert tree.read("b.py") == b"b = 1\n"


def test_a_worktree_is_a_repository(repository: Path, tmp_path: Path) -> None:
    run(repository, "worktree", "add", "-q", str(tmp_path / "tree"), "-b", "side")
    with GitTree(tmp_path / "tree", "side") as tree:
        assert tree.read("b.py") == b"b = 1\n"


def test_a_bare_repository_is_read(repository: Path, tmp_path: Path) -> None:
    run(tmp_path, "clone", "-q", "--bare", str(repository), "bare.git")
    with GitTree(tmp_path / "bare.git", "HEAD") as tree:
        assert tree.read("b.py") == b"b = 1\n"


def test_an_empty_revision_has_no_files(repository: Path) -> None:
    with GitTree(repository, run(repository, "mktree", data=b"")) as tree:
        assert list(tree.walk()) == [("", [], [])]


def test_one_process_serves_all_reads_and_ends(repository: Path) -> None:
    tree = GitTree(repository, "HEAD")
    tree.read("b.py")
    process = tree._batch
    tree.read("pkg/a.py")
    assert tree._batch is process
    tree.close()
    assert process is not None
    assert process.poll() is not None
    tree.close()
    assert tree.read("b.py") == b"b = 1\n"
    tree.close()


def test_a_process_that_dies_is_started_again(repository: Path) -> None:
    with GitTree(repository, "HEAD") as tree:
        tree.read("b.py")
        assert tree._batch is not None
        tree._batch.kill()
        tree._batch.wait()
        with pytest.raises(SourceError, match="not there to read"):
            tree.read("b.py")
        assert tree.read("b.py") == b"b = 1\n"


TRAPS = [
    ("remote.origin.url", "ext::touch {mark}"),
    ("remote.origin.uploadpack", "touch {mark} #"),
    ("remote.origin.vcs", "own"),
    ("core.sshCommand", "touch {mark} #"),
    ("uploadpack.packObjectsHook", "touch {mark} #"),
    ("core.gitProxy", "touch {mark} #"),
    ("core.alternateRefsCommand", "touch {mark} #"),
    ("core.fsmonitor", "touch {mark} #"),
    ("core.hooksPath", "hooks"),
    ("credential.helper", "!touch {mark} #"),
    ("fetch.bundleURI", "file://{mark}"),
    ("alias.fetch", "!touch {mark}"),
    ("protocol.allow", "always"),
]
# Those that start a program where objects are fetched and nothing is done about it, whatever the version of git.
SURE = 4


def trapped(partial: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> Path:
    """Set a trap in the configuration of a clone; return the file that it makes when it is sprung."""
    mark = tmp_path / "started"
    hooks = [partial / "hooks" / each for each in ("reference-transaction", "post-checkout", "pre-auto-gc")]
    for place in (tmp_path / "bin/git-remote-own", *hooks):
        place.parent.mkdir(exist_ok=True)
        place.write_text(f"#!/bin/sh\ntouch {mark}\n")
        place.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    if name == "core.sshCommand":
        run(partial, "config", "remote.origin.url", "ssh://a@127.0.0.1/x")
    run(partial, "config", name, value.format(mark=mark))
    return mark


@pytest.mark.parametrize(("name", "value"), TRAPS[:SURE])
def test_the_traps_work(partial, tmp_path, monkeypatch, name, value):
    mark = trapped(partial, tmp_path, monkeypatch, name, value)
    subprocess.run(
        ("git", "-c", "protocol.allow=always", "cat-file", "-p", "HEAD:b.py"),
        cwd=partial,
        capture_output=True,
        check=False,
    )
    assert mark.exists()


@pytest.mark.parametrize("old", [False, True])
@pytest.mark.parametrize(("name", "value"), TRAPS)
def test_a_missing_object_starts_no_program(partial, tmp_path, monkeypatch, name, value, old):
    mark = trapped(partial, tmp_path, monkeypatch, name, value)
    if old:
        # Versions of git that do not know how to leave fetching alone.
        usual = git._environment
        monkeypatch.setattr(
            git,
            "_environment",
            lambda folder: {
                name: text for name, text in usual(folder).items() if name != "GIT_NO_LAZY_FETCH"
            },
        )
    with GitTree(partial, "HEAD") as tree, pytest.raises(SourceError, match="not there to read"):
        tree.read("b.py")
    assert git.run_git(str(partial), "cat-file", "-p", "HEAD:b.py") is None
    assert not mark.exists()
    missing = git.run_git(str(partial), "rev-list", "--objects", "--all", "--missing=print")
    assert missing is not None
    assert missing.count(b"?") == 3
