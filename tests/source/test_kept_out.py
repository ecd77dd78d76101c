"""Files that are left out on purpose: what git itself ignores, and samples that stand in their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from secheaders_lint.source.directory import DirectoryTree
from secheaders_lint.source.kept_out import is_kept_out
from secheaders_lint.source.memory import MemoryTree

from .test_git import run

if TYPE_CHECKING:
    from pathlib import Path

PATHS = (
    "local.py",
    "shop/local.py",
    "shop/settings/local.py",
    "shop/settings/local_dev.py",
    "other/shop/local.py",
)
PATTERNS = (
    "local.py", "/local.py", "shop/local.py", "/shop/local.py", "*.py", "loc*.py", "local*", "shop/", "/shop/", "settings/",
    "shop/settings", "shop/*", "shop/*.py", "**/local.py", "shop/**", "shop/**/local.py", "**/settings/*.py", "loca?.py",
    "[l]ocal.py", "local", "LOCAL.py", "# local.py", "", "local.py ", "shop/settings/", "*/local.py", "other", "*/settings",
    "local.py\n!shop/local.py", "*.py\n!local.py", "!local.py\nlocal.py", "**", "a/**/b/**/c/**/d/**/local.py",
)  # fmt: skip


@pytest.mark.parametrize("pattern", PATTERNS)
def test_what_git_ignores_is_left_out_on_purpose(pattern: str, tmp_path: Path) -> None:
    run(tmp_path, "init", "-q")
    (tmp_path / ".gitignore").write_text(pattern + "\n", encoding="utf-8")
    for path in PATHS:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
    told = run(tmp_path, "ls-files", "--others", "--ignored", "--exclude-standard").splitlines()
    tree = DirectoryTree(tmp_path)
    assert [path for path in PATHS if is_kept_out(tree, path)] == [path for path in PATHS if path in told]


def test_a_list_in_a_folder_speaks_for_what_is_below_it() -> None:
    tree = MemoryTree({"shop/.gitignore": "local.py\n", ".gitignore": "*.pyc\n"})
    assert is_kept_out(tree, "shop/settings/local.py")
    assert not is_kept_out(tree, "local.py")


@pytest.mark.parametrize(
    "sample",
    ["local.example.py", "local.py.example", "local_example.py", "example_local.py", "local.py-dist", "local.py.sample", "Local.tmpl.py"],
)  # fmt: skip
def test_a_sample_beside_it_is_to_be_copied(sample: str) -> None:
    assert is_kept_out(MemoryTree({f"shop/{sample}": "X = 1\n"}), "shop/local.py")


@pytest.mark.parametrize(
    "other",
    [
        "shop/other.py",
        "shop/example.py",
        "local.example.py",
        "shop/localhost.py",
        "shop/docs/local.example.py",
        "shop/local_template.html",
        "shop/locale_example.py",
    ],
)
def test_other_files_are_no_sample_of_it(other: str) -> None:
    assert not is_kept_out(MemoryTree({other: "X = 1\n"}), "shop/local.py")
