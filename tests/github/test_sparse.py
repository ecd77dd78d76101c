"""Pull requests in sparse checkouts without the objects that are left out: GitHub is asked for what changed, and nothing else is claimed."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.cli.test_sparse import BASE, FILES, OWN, but
from tests.source.test_git import run as git

from .applier import applied, suggested

if TYPE_CHECKING:
    from .places import Place

SOUND = BASE.replace("NOSNIFF = False", "NOSNIFF = True")
SITE = {**FILES, "shop/base.py": SOUND}
WORDS = ("--select", "CTO001,CSP001,MW008,SET", "--confidence", "low")


def narrow(place: Place, *left_out: str, depth: int = 2, blobs: bool = False) -> None:
    """Check out the merge commit as actions/checkout does with ``sparse-checkout``."""
    git(place.server, "config", "uploadpack.allowFilter", "true")
    folder = place.checkout
    subprocess.run(["rm", "-rf", str(folder)], check=True)
    folder.mkdir()
    git(folder, "init", "-q")
    git(folder, "remote", "add", "origin", f"file://{place.server}")
    if not blobs:
        git(folder, "config", "remote.origin.promisor", "true")
        git(folder, "config", "remote.origin.partialclonefilter", "blob:none")
    words = [] if blobs else ["--filter=blob:none"]
    git(folder, "fetch", "-q", f"--depth={depth}", *words, "origin", f"refs/pull/{place.fake.number}/merge")
    git(folder, "sparse-checkout", "set", "--no-cone", *but(*left_out))
    git(folder, "checkout", "-q", "--detach", "FETCH_HEAD")


@pytest.fixture
def opened(place):
    place.commit("main", SITE)
    return place


def changed(place: Place, path: str, text: str | None) -> Place:
    place.commit("feature", {path: text})
    place.open_pull()
    return place


@pytest.mark.parametrize("git_is_there", [True, False])
@pytest.mark.parametrize("blobs", [True, False])
@pytest.mark.parametrize("depth", [1, 2])
def test_what_is_new_is_told_and_suggested(opened, monkeypatch, depth, blobs, git_is_there):
    changed(opened, "shop/base.py", BASE)
    narrow(opened, "shop/headers.py", depth=depth, blobs=blobs)
    if not git_is_there:
        monkeypatch.setenv("PATH", "/nowhere")
    result = opened.run(*WORDS)
    (comment,) = opened.fake.own()
    lines = suggested(comment["body"])
    assert (result.status, result.outputs["findings"]) == (1, "1")
    # Middleware that cannot be read may do the same.
    assert "Something that cannot be read has a part in this." in comment["body"]
    assert lines is not None
    assert applied(BASE, comment["line"], comment["line"], lines) == SOUND
    assert "this checkout is sparse and lacks `shop/headers.py`" in result.summary


@pytest.mark.parametrize("blobs", [True, False])
@pytest.mark.parametrize("text", [OWN.replace("Content-Security-Policy", "X-Other"), "class Other: pass\n"])
def test_a_change_of_what_is_not_there_to_read_brings_nothing(opened, text, blobs):
    changed(opened, "shop/headers.py", text)
    narrow(opened, "shop/headers.py", blobs=blobs)
    result = opened.run(*WORDS)
    assert (result.status, result.outputs["findings"], opened.fake.comments) == (0, "0", [])
    assert "drops" not in result.summary
    assert "lacks `shop/headers.py`" in result.summary


def test_what_is_deleted_is_gone_in_a_sparse_checkout_too(opened):
    changed(opened, "shop/headers.py", None)
    narrow(opened, "docs/x.md")
    result = opened.run(*WORDS)
    assert "MW008" in result.summary
    assert result.status == 1


def test_settings_that_are_left_out_are_told_in_one_line(opened):
    changed(opened, "shop/settings.py", "from shop.base import *\n")
    narrow(opened, "shop/settings.py")
    result = opened.run(*WORDS)
    assert result.status == 2
    assert opened.fake.comments == []
    (line,) = [each for each in result.err.splitlines() if "could be evaluated" in each]
    assert line.endswith("shop.settings: is not checked out, for this checkout is sparse")
    assert "is not in the repository" not in result.out + result.err + result.summary
