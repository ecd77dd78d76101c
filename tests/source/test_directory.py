from __future__ import annotations

import os
import socket
import threading
from pathlib import Path

import pytest
from secheaders_lint.errors import SourceError
from secheaders_lint.source import directory
from secheaders_lint.source.directory import DirectoryTree


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "outside.py").write_text("secret = 1\n")
    (tmp_path / "root-twin").mkdir()
    (tmp_path / "root-twin" / "x.py").write_text("secret = 1\n")
    folder = tmp_path / "root"
    (folder / "pkg").mkdir(parents=True)
    (folder / "pkg" / "a.py").write_text("a = 1\n")
    return folder


def refused(tree: DirectoryTree, path: str) -> str:
    with pytest.raises(SourceError) as caught:
        tree.read(path)
    assert caught.value.path == path
    assert not tree.is_file(path)
    return caught.value.message


def test_a_link_that_stays_inside_is_followed(root: Path) -> None:
    (root / "link.py").symlink_to("pkg/a.py")
    (root / "folder").symlink_to("pkg")
    tree = DirectoryTree(root)
    assert tree.read("link.py") == b"a = 1\n"
    assert tree.read("folder/a.py") == b"a = 1\n"
    assert tree.is_file("link.py")
    assert tree.is_dir("folder")
    assert tree.kinds("folder") == {"a.py": "file"}
    assert tree.kinds("") == {"folder": "dir", "link.py": "file", "pkg": "dir"}


@pytest.mark.parametrize(
    "target", ["../outside.py", "../root-twin/x.py", "/etc/passwd", "pkg/../../outside.py"]
)
def test_a_link_out_of_the_root_is_refused(root: Path, target: str) -> None:
    (root / "link.py").symlink_to(target)
    tree = DirectoryTree(root)
    assert "out of the repository" in refused(tree, "link.py")
    assert tree.kinds("")["link.py"] == "other"


def test_a_folder_that_leads_out_of_the_root_is_refused(root: Path) -> None:
    (root / "up").symlink_to("..")
    tree = DirectoryTree(root)
    assert "out of the repository" in refused(tree, "up/outside.py")
    assert not tree.is_dir("up")
    assert tree.kinds("up") == {}
    assert list(tree.walk("up")) == []


def test_a_link_that_comes_back_to_the_root_is_followed(root: Path) -> None:
    (root / "round").symlink_to("../root/pkg")
    assert DirectoryTree(root).read("round/a.py") == b"a = 1\n"


def test_a_link_to_nothing_is_absent(root: Path) -> None:
    (root / "gone.py").symlink_to("pkg/nope.py")
    tree = DirectoryTree(root)
    assert tree.read("gone.py") is None
    assert not tree.is_file("gone.py")


def test_links_in_a_circle_are_refused_and_not_walked(root: Path) -> None:
    (root / "a.py").symlink_to("b.py")
    (root / "b.py").symlink_to("a.py")
    (root / "pkg" / "loop").symlink_to("../pkg")
    tree = DirectoryTree(root)
    refused(tree, "a.py")
    assert list(tree.walk()) == [("", ["pkg"], ["a.py", "b.py"]), ("pkg", [], ["a.py", "loop"])]


def test_the_root_itself_may_be_a_link(root: Path, tmp_path: Path) -> None:
    (tmp_path / "alias").symlink_to("root")
    tree = DirectoryTree(tmp_path / "alias")
    assert tree.read("pkg/a.py") == b"a = 1\n"
    assert tree.root == str(root)


def test_a_fifo_does_not_hang(root: Path) -> None:
    os.mkfifo(root / "fifo.py")
    tree = DirectoryTree(root)
    assert refused(tree, "fifo.py") == "is no regular file"
    assert tree.kinds("")["fifo.py"] == "other"


def test_a_link_to_a_fifo_does_not_hang(root: Path) -> None:
    os.mkfifo(root / "fifo")
    (root / "a.py").symlink_to("fifo")
    assert refused(DirectoryTree(root), "a.py") == "is no regular file"


def test_a_socket_is_refused(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("s.py")
        assert "cannot be read" in refused(DirectoryTree(root), "s.py")


def test_a_device_is_refused(root: Path) -> None:
    (root / "null.py").symlink_to("/dev/null")
    assert "out of the repository" in refused(DirectoryTree(root), "null.py")
    tree = DirectoryTree("/dev")
    assert refused(tree, "null") == "is no regular file"


def test_a_file_that_becomes_a_fifo_or_a_link_while_it_is_opened(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree = DirectoryTree(root)
    real = tree.real

    def swap(path: str) -> str:
        resolved = real(path)
        (root / "pkg" / "a.py").unlink()
        (root / "pkg" / "a.py").symlink_to("/etc/passwd")
        return resolved

    monkeypatch.setattr(DirectoryTree, "real", lambda _, path: swap(path))
    with pytest.raises(SourceError, match="cannot be read"):
        tree.read("pkg/a.py")


def test_a_file_that_grows_is_not_read_past_the_bound(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(directory, "MAX_BYTES", 3)
    with pytest.raises(SourceError, match="larger than 3 bytes"):
        DirectoryTree(root).read("pkg/a.py")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_refused(root: Path) -> None:
    (root / "pkg" / "a.py").chmod(0)
    assert "Permission denied" in refused(DirectoryTree(root), "pkg/a.py")


def test_what_the_system_refuses_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def deny(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    tree = DirectoryTree(root)
    monkeypatch.setattr(os, "open", deny)
    with pytest.raises(SourceError, match="cannot be read: Permission denied"):
        tree.read("pkg/a.py")


def test_a_folder_that_cannot_be_listed_is_left_out_and_told(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scandir = os.scandir

    def deny(path: bytes) -> object:
        if path.endswith(b"pkg"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", deny)
    tree = DirectoryTree(root)
    assert list(tree.walk()) == [("", ["pkg"], [])]
    assert tree.log.refused == {"pkg": "cannot be read: Permission denied"}


def test_names_that_are_no_text_are_read(root: Path) -> None:
    name = os.fsdecode(b"\xff\xfe\n.py")
    try:
        (root / name).write_bytes(b"x")
    except OSError:
        pytest.skip("the file system takes no such name")
    tree = DirectoryTree(root)
    assert name in next(tree.walk())[2]
    assert tree.read(name) == b"x"
    assert tree.kinds("")[name] == "file"


def test_a_folder_as_deep_as_the_system_allows(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    for _ in range(60):
        Path("d" * 100).mkdir()
        os.chdir("d" * 100)
    tree = DirectoryTree(root)
    folders = [folder for folder, _, _ in tree.walk()]
    assert 30 < len(folders) < 62
    assert any("too long" in reason for reason in tree.log.refused.values())


def test_the_walk_survives_a_folder_that_vanishes(root: Path) -> None:
    walk = DirectoryTree(root).walk()
    next(walk)
    (root / "pkg" / "a.py").unlink()
    (root / "pkg").rmdir()
    assert list(walk) == []


def test_trees_are_read_from_threads(root: Path) -> None:
    tree = DirectoryTree(root)
    seen: list[bytes | None] = []
    threads = [threading.Thread(target=lambda: seen.append(tree.read("pkg/a.py"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [b"a = 1\n"] * 8
