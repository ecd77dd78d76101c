"""Sparse checkouts, as actions/checkout makes them: nothing is said of what is not checked out, and that it is not is told."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.source.test_git import commit, run

from .projects import SITE, Workspace

if TYPE_CHECKING:
    from pathlib import Path

OWN = """\
class Own:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response["Content-Security-Policy"] = "default-src 'self'; base-uri 'self'; form-action 'self'"
        return response
"""
BASE = """\
INSTALLED_APPS = []
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "shop.headers.Own",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
SECURE_CONTENT_TYPE_NOSNIFF = False
"""
FILES = {
    **SITE,
    "shop/settings.py": "from shop.base import *\nSECURE_HSTS_SECONDS = 31536000\n",
    "shop/base.py": BASE,
    "shop/headers.py": OWN,
    "docs/x.md": "x\n",
}
ALL = tuple(f"/{path}" for path in FILES)


@pytest.fixture
def server(tmp_path_factory) -> Path:
    folder: Path = tmp_path_factory.mktemp("server")
    for path, text in FILES.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text.replace("NOSNIFF = False", "NOSNIFF = True"))
    run(folder, "init", "-q")
    run(folder, "config", "uploadpack.allowFilter", "true")
    commit(folder)
    (folder / "shop/base.py").write_text(BASE)
    commit(folder)
    return folder


@pytest.fixture
def narrow(server, workspace):
    """Check out some files as actions/checkout does, with blobs of the checked-out files alone, or with all of the history."""

    def made(*patterns: str, cone: bool = False, blobs: bool = False) -> Workspace:
        root = workspace.root
        run(root, "init", "-q")
        run(root, "remote", "add", "origin", f"file://{server}")
        if not blobs:
            run(root, "config", "remote.origin.promisor", "true")
            run(root, "config", "remote.origin.partialclonefilter", "blob:none")
        run(root, "fetch", "-q", "--depth=2", *([] if blobs else ["--filter=blob:none"]), "origin", "main")
        run(root, "sparse-checkout", "set", "--cone" if cone else "--no-cone", *patterns)
        run(root, "checkout", "-q", "--detach", "FETCH_HEAD")
        return workspace  # type: ignore[no-any-return]

    return made


def but(*names: str) -> list[str]:
    return [path for path in ALL if path.removeprefix("/") not in names]


def test_all_that_matters_is_there(narrow):
    done = narrow("shop", cone=True)
    assert not (done.root / "docs").exists()
    result = done.run("check", "--format", "json", "--select", "CTO001,CSP001,MW,SET,HSTS001")
    assert (result.status, result.codes, "sparse" in result.err) == (1, ["CTO001"], False)


@pytest.mark.parametrize("words", [(), ("--confidence", "low")])
def test_middleware_that_is_not_checked_out_is_not_missing(narrow, words):
    done = narrow(*but("shop/headers.py"))
    result = done.run("check", "--format", "json", "--select", "CTO001,CSP001,MW008,SET", *words)
    found = {each["code"]: each["confidence"] for each in result.json["findings"]}
    # Whether it sends the policy cannot be told.
    assert found == ({"CSP001": "low", "CTO001": "low"} if words else {})
    assert (
        "this checkout is sparse and lacks shop/headers.py: what depends on that is not known" in result.err
    )


@pytest.mark.parametrize("lost", ["shop/base.py", "shop/__init__.py", "shop/settings.py"])
def test_settings_that_are_not_checked_out_are_the_only_finding(narrow, lost):
    done = narrow(*but(lost))
    result = done.run("check", "--format", "json", "--confidence", "low")
    assert set(result.codes) == {"SET001"}
    assert result.status == (1 if lost == "shop/base.py" else 2)
    assert (
        f"{lost}: is not checked out, for this checkout is sparse" in result.json["findings"][0]["message"]
        or lost == "shop/settings.py"
    )
    assert "is not in the repository" not in result.out + result.err


def test_unread_settings_are_unknown(narrow):
    done = narrow(*but("shop/base.py"))
    shown = json.loads(done.run("settings", "--format", "json").out)["modules"][0]
    assert shown["open"]["reason"]
    assert shown["settings"]["SECURE_HSTS_SECONDS"]["value"] == 31536000
    assert "MIDDLEWARE" not in shown["settings"]


def test_no_settings_at_all(narrow):
    done = narrow("/docs/")
    result = done.run("check")
    assert result.status == 2
    assert "no Django settings found in" in result.err
    assert "this checkout is sparse and lacks" in result.err
    assert "manage.py" in result.err


def test_a_file_that_is_asked_for_is_there(narrow):
    done = narrow(*but("shop/settings.py"))
    result = done.run("check", "--settings", "shop.settings")
    assert (result.status, "is not checked out, for this checkout is sparse" in result.err) == (2, True)


def test_both_sides_lack_the_same(narrow):
    """All objects are there: the side before could be read, and would send a policy that the other one does not."""
    done = narrow(*but("shop/headers.py"), blobs=True)
    words = (
        "--format",
        "json",
        "--select",
        "CTO001,CSP001,MW008,SET",
        "--confidence",
        "low",
        "--since",
        "HEAD^",
    )
    result = done.run("check", *words)
    assert result.codes == ["CTO001"]
    assert "nothing to compare with" not in result.err


def test_objects_that_were_not_fetched_are_told_in_one_line(narrow):
    done = narrow(*but("shop/headers.py"))
    result = done.run(
        "check", "--since", "HEAD^", "--format", "json", "--select", "CTO001,SET", "--confidence", "low"
    )
    assert result.codes == ["CTO001"]
    (line,) = [each for each in result.err.splitlines() if "nothing to compare with" in each]
    assert line.endswith(
        "shop/base.py is not there to read: this clone does not hold the object: fetch without a filter"
    )


def test_fixes_leave_what_is_not_there(narrow):
    done = narrow(*but("shop/base.py"))
    result = done.run("check", "--fix", "--unsafe-fixes")
    assert result.status == 1
    assert not (done.root / "shop/base.py").exists()
    assert run(done.root, "status", "--porcelain") == ""
