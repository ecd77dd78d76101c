"""``--fix``, ``--unsafe-fixes`` and ``--diff`` as users meet them: what is written, shown and said, and what cannot be done."""

from __future__ import annotations

import os
import stat
import subprocess
import sys

import pytest
from secheaders_lint.cli import fixing

from .projects import MANAGE, Result, Workspace

SETTINGS = """\
DEBUG = False
ALLOWED_HOSTS = ["www.example.com"]
INSTALLED_APPS = []
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
# Old browsers had a filter.
SECURE_BROWSER_XSS_FILTER = True
SECURE_CONTENT_TYPE_NOSNIFF = False
SESSION_COOKIE_SECURE = False
"""
SAFE = SETTINGS.replace("# Old browsers had a filter.\nSECURE_BROWSER_XSS_FILTER = True\n", "").replace(
    "NOSNIFF = False", "NOSNIFF = True"
)
UNSAFE = SAFE.replace("COOKIE_SECURE = False", "COOKIE_SECURE = True")
FILES = {
    "manage.py": MANAGE.format("shop.settings"),
    "requirements.txt": "Django==5.2.7\n",
    "shop/__init__.py": "",
    "shop/settings.py": SETTINGS,
}
# What the tests speak of: other rules may come to have something to say of these settings.
SELECT = ("--select", "XSS001,CTO001,COOKIE001")


@pytest.fixture
def shop(workspace):
    workspace.write(FILES)
    return workspace


def text(shop: Workspace, path: str = "shop/settings.py") -> str:
    return (shop.root / path).read_bytes().decode()


# -- --fix -------------------------------------------------------------------------------------------------------------


def test_fix_writes_what_is_safe(shop):
    result = shop.run("check", "--fix", *SELECT)
    assert text(shop) == SAFE
    assert "2 findings fixed in shop/settings.py" in result.err
    assert "1 more can be fixed with --unsafe-fixes" in result.err
    assert result.status == 1
    assert "COOKIE001" in result.out
    assert "XSS001" not in result.out


def test_unsafe_fixes_have_to_be_asked_for(shop):
    result = shop.run("check", "--fix", "--unsafe-fixes", *SELECT)
    assert text(shop) == UNSAFE
    assert result.status == 0
    assert "3 findings fixed in shop/settings.py" in result.err


def test_unsafe_fixes_alone_write_nothing(shop):
    result = shop.run("check", "--unsafe-fixes", *SELECT)
    assert text(shop) == SETTINGS
    assert "--fix writes them, --diff shows them" in result.err


def test_without_them_nothing_is_written(shop):
    shop.run("check", "--format", "json", *SELECT)
    assert text(shop) == SETTINGS


def test_a_second_run_has_nothing_to_do(shop):
    shop.run("check", "--fix", "--unsafe-fixes", *SELECT)
    result = shop.run("check", "--fix", "--unsafe-fixes", *SELECT)
    assert text(shop) == UNSAFE
    assert "fixed" not in result.err


def test_only_selected_rules_are_mended(shop):
    shop.run("check", "--fix", "--select", "XSS001")
    assert text(shop) == SAFE.replace("NOSNIFF = True", "NOSNIFF = False")


def test_what_is_silenced_is_not_mended(shop):
    silenced = SETTINGS.replace(
        "FILTER = True", "FILTER = True  # secheaders: ignore[XSS001] kept for old ones"
    )
    shop.write({"shop/settings.py": silenced})
    shop.run("check", "--fix", "--select", "XSS001")
    assert text(shop) == silenced


def test_excluded_files_are_not_written(shop):
    shop.write(
        {
            "shop/settings.py": "from shop.base import *\nDEBUG = False\n",
            "shop/base.py": SETTINGS,
            ".secheaders-lint.toml": 'exclude = ["shop/base.py"]\n',
        }
    )
    shop.run("check", "--fix", "--unsafe-fixes", *SELECT)
    assert text(shop, "shop/base.py") == SETTINGS


def test_fixes_keep_mode_and_line_ends(shop):
    shop.write({"shop/settings.py": SETTINGS.replace("\n", "\r\n")})
    place = shop.root / "shop/settings.py"
    place.chmod(0o640)
    shop.run("check", "--fix", *SELECT)
    assert text(shop) == SAFE.replace("\n", "\r\n")
    assert stat.S_IMODE(place.stat().st_mode) == 0o640


def test_nothing_is_left_beside_the_file(shop):
    shop.run("check", "--fix", *SELECT)
    assert {each.name for each in (shop.root / "shop").iterdir()} == {"__init__.py", "settings.py"}


def test_the_file_is_replaced_at_once(shop):
    place = shop.root / "shop/settings.py"
    with place.open("rb") as reader:
        shop.run("check", "--fix", *SELECT)
        assert reader.read().decode() == SETTINGS


# -- what cannot be done -----------------------------------------------------------------------------------------------


def refused(result: Result) -> str:
    assert result.status == 2
    assert result.out == ""
    (line,) = result.err.splitlines()
    return line


def test_a_read_only_file_is_left_alone(shop):
    place = shop.root / "shop/settings.py"
    place.chmod(0o444)
    line = refused(shop.run("check", "--fix", *SELECT))
    assert line == (
        "secheaders-lint: error: shop/settings.py: is read-only: make it writable, or take the change from --diff"
    )
    assert text(shop) == SETTINGS


def test_a_folder_that_cannot_be_written(shop, monkeypatch):
    opened = os.open

    def no(path, flags, *more):
        if flags & os.O_CREAT:
            raise PermissionError(13, "Permission denied")
        return opened(path, flags, *more)

    monkeypatch.setattr(os, "open", no)
    written = []
    monkeypatch.setattr(os, "replace", lambda *names: written.append(names))
    line = refused(shop.run("check", "--fix", *SELECT))
    assert line == "secheaders-lint: error: shop/settings.py: cannot be written: Permission denied"
    assert not written


def test_a_file_that_changed_meanwhile_is_left_alone(shop, monkeypatch):
    mend = fixing.mend

    def slowly(*words):
        fixed = mend(*words)
        shop.write({"shop/settings.py": SETTINGS + "# by somebody else\n"})
        return fixed

    monkeypatch.setattr(fixing, "mend", slowly)
    line = refused(shop.run("check", "--fix", *SELECT))
    assert line == "secheaders-lint: error: shop/settings.py: has changed since it was read: run again"
    assert text(shop) == SETTINGS + "# by somebody else\n"


def test_of_two_files_none_is_written_where_one_cannot_be(shop):
    shop.write(
        {
            "shop/settings.py": "from shop.base import *\nSECURE_CONTENT_TYPE_NOSNIFF = False\n",
            "shop/base.py": SETTINGS.replace("SECURE_CONTENT_TYPE_NOSNIFF = False\n", ""),
        }
    )
    before = text(shop), text(shop, "shop/base.py")
    (shop.root / "shop/base.py").chmod(0o444)
    refused(shop.run("check", "--fix", *SELECT))
    assert (text(shop), text(shop, "shop/base.py")) == before
    assert not [*(shop.root / "shop").glob(".*.tmp")]


def test_a_link_stays_a_link(shop):
    (shop.root / "shop/real.py").write_text(SETTINGS)
    (shop.root / "shop/settings.py").unlink()
    (shop.root / "shop/settings.py").symlink_to("real.py")
    shop.run("check", "--fix", *SELECT)
    assert (shop.root / "shop/settings.py").is_symlink()
    assert text(shop, "shop/real.py") == SETTINGS


# -- --diff ------------------------------------------------------------------------------------------------------------


def test_diff_shows_the_change_alone(shop):
    result = shop.run("check", "--diff", *SELECT)
    assert result.status == 1
    assert result.out == (
        "--- a/shop/settings.py\n"
        "+++ b/shop/settings.py\n"
        "@@ -6,7 +6,5 @@\n"
        '     "django.contrib.sessions.middleware.SessionMiddleware",\n'
        '     "django.middleware.clickjacking.XFrameOptionsMiddleware",\n'
        " ]\n"
        "-# Old browsers had a filter.\n"
        "-SECURE_BROWSER_XSS_FILTER = True\n"
        "-SECURE_CONTENT_TYPE_NOSNIFF = False\n"
        "+SECURE_CONTENT_TYPE_NOSNIFF = True\n"
        " SESSION_COOKIE_SECURE = False\n"
    )
    assert result.err.splitlines() == [
        "secheaders-lint: note: would be: 2 findings fixed in shop/settings.py",
        "secheaders-lint: note: shop.settings: securityheaders.com (estimated) D now, C with the safe fixes; HTTP Observatory F, F",
    ]
    assert text(shop) == SETTINGS


def test_diff_of_nothing_is_empty(shop):
    shop.write({"shop/settings.py": SAFE})
    result = shop.run("check", "--diff", *SELECT)
    assert (result.status, result.out, result.err) == (0, "", "")


def test_diff_and_fix_together_write_nothing(shop):
    result = shop.run("check", "--diff", "--fix", *SELECT)
    assert result.status == 1
    assert text(shop) == SETTINGS


@pytest.mark.parametrize(("color", "painted"), [("always", True), ("never", False), ("auto", False)])
def test_diff_has_colours_where_they_are_wanted(shop, color, painted):
    result = shop.run("check", "--diff", "--color", color, *SELECT)
    assert ("\x1b[32m+SECURE_CONTENT_TYPE_NOSNIFF" in result.out) is painted


def apply(workspace: Workspace, *words: str) -> None:
    """Hand to git what a process of its own prints, byte for byte."""
    lint = [sys.executable, "-m", "secheaders_lint", "check", "--diff", *words, *SELECT]
    subprocess.run(["git", "init", "--quiet"], cwd=workspace.root, check=True)
    shown = subprocess.run(lint, cwd=workspace.root, capture_output=True, check=False)
    assert shown.returncode == 1, shown.stderr
    subprocess.run(["git", "apply", "-"], input=shown.stdout, cwd=workspace.root, check=True)


@pytest.mark.parametrize(
    "settings",
    [
        SETTINGS.encode(),
        SETTINGS.replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + SETTINGS.encode(),
        SETTINGS.rstrip().encode(),
        b"# coding: latin-1\nNAME = 'caf\xe9'\n" + SETTINGS.encode(),
        b"NAME = '\x1b[31m \x0b \xe2\x80\xa8'\n" + SETTINGS.encode(),
    ],
    ids=["plain", "crlf", "byte order mark", "no line end", "latin-1", "control characters"],
)
def test_git_applies_the_diff_and_has_what_fix_writes(workspace, settings):
    workspace.write({**FILES, "shop/settings.py": settings}, git=False)
    apply(workspace, "--unsafe-fixes")
    applied = (workspace.root / "shop/settings.py").read_bytes()
    assert applied != settings
    (workspace.root / "shop/settings.py").write_bytes(settings)
    workspace.run("check", "--fix", "--unsafe-fixes", *SELECT)
    assert (workspace.root / "shop/settings.py").read_bytes() == applied


@pytest.mark.parametrize("folder", ['a "b" ü', "two words", "a 2026-01-01 12:00:00", "a\tb", "a -- b"])
def test_a_path_with_odd_characters(workspace, folder):
    files = {f"{folder}/{path}": text for path, text in FILES.items()}
    workspace.write(files, git=False)
    apply(workspace)
    assert (workspace.root / folder / "shop/settings.py").read_text() == SAFE


# -- JSON --------------------------------------------------------------------------------------------------------------


def test_json_has_the_edits(shop):
    result = shop.run("check", "--format", "json", "--select", "XSS001")
    (finding,) = result.json["findings"]
    (fix,) = finding["fixes"]
    assert fix == {
        "title": "Remove SECURE_BROWSER_XSS_FILTER",
        "applicability": "safe",
        "edits": [
            {
                "path": "shop/settings.py",
                "line": 9,
                "column": 1,
                "end_line": 11,
                "end_column": 1,
                "replacement": "",
            }
        ],
    }
