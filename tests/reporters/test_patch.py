"""The patch of a fix, as git takes it."""

from __future__ import annotations

import subprocess

import pytest
from secheaders_lint.findings import Applicability, Edit, Fix, Location
from secheaders_lint.reporters.patch import patch_of


@pytest.mark.parametrize(
    ("before", "edit", "after"),
    [
        ("a\nb\nc\n", Edit(Location("a b.py", 2, 1, 2, 2), "x"), "a\nx\nc\n"),
        ("a\r\nb\r\n", Edit(Location("a b.py", 2, 1, 2, 2), "x"), "a\r\nx\r\n"),
        ("a\nb", Edit(Location("a b.py", 2, 1, 2, 2), "c"), "a\nc"),
        ("a\nb", Edit(Location("a b.py", 2, 2, 2, 2), "\nc\n"), "a\nb\nc\n"),
        ("a\nb\n", Edit(Location("a b.py", 1, 1, 2, 1), ""), "b\n"),
    ],
)
def test_git_applies_it(tmp_path, before, edit, after):
    (tmp_path / "a b.py").write_bytes(before.encode())
    patch = patch_of(Fix("x", Applicability.SAFE, (edit,)), lambda _path: before).encode()
    subprocess.run(["git", "apply", "--whitespace=nowarn", "-"], cwd=tmp_path, input=patch, check=True)
    assert (tmp_path / "a b.py").read_bytes() == after.encode()


def test_a_fix_of_two_files_is_one_patch():
    edits = (Edit(Location("a.py", 1, 1, 1, 2), "x"), Edit(Location("b.py", 1, 1, 1, 2), "y"))
    fix = Fix("change both", Applicability.SAFE, edits)
    patch = patch_of(fix, {"a.py": "a\n", "b.py": "b\n"}.get)
    assert patch.count("@@ -1 +1 @@") == 2
    assert patch_of(fix, {"a.py": "a\n"}.get) == ""
