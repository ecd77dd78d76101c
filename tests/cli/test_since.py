"""``--since``: what a change brings to production, whichever file it touches; from git objects, never checked out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.source.test_git import commit, run

from .projects import SETTINGS, SITE

if TYPE_CHECKING:
    from .projects import Workspace

SOUND = SETTINGS.replace("SECONDS = 0", "SECONDS = 31536000").replace("NOSNIFF = False", "NOSNIFF = True")


@pytest.fixture
def history(workspace: Workspace) -> Workspace:
    """A site without findings, committed."""
    workspace.write({**SITE, "shop/settings.py": SOUND}, git=False)
    run(workspace.root, "init", "-q")
    commit(workspace.root)
    return workspace


def test_nothing_changed_is_nothing_new(history):
    history.write({"shop/settings.py": SETTINGS})
    commit(history.root)
    result = history.check("--since", "HEAD")
    assert (result.status, result.codes) == (0, [])


def test_what_the_change_brought_is_new(history):
    history.write({"shop/settings.py": SOUND.replace("NOSNIFF = True", "NOSNIFF = False")})
    result = history.check("--since", "HEAD")
    assert (result.status, result.codes) == (1, ["CTO001"])


def test_what_was_there_before_is_not_and_is_counted(history):
    history.write({"shop/settings.py": SETTINGS.replace("NOSNIFF = False", "NOSNIFF = True")})
    commit(history.root)
    history.write({"shop/settings.py": "\n\n" + SETTINGS})
    assert history.check("--since", "HEAD").codes == ["CTO001"]
    text = history.run("check", "--since", "HEAD", "--select", "HSTS001,CTO001").out
    assert "1 warning (1 already there in HEAD)." in text


def test_a_line_that_is_deleted_shows_what_it_did(history):
    history.write({"shop/settings.py": SOUND.replace("SECURE_HSTS_SECONDS = 31536000\n", "")})
    assert history.check("--since", "HEAD").codes == ["HSTS001"]


def test_a_base_module_shows_what_it_does(history):
    history.write({"shop/base.py": SOUND, "shop/settings.py": "from .base import *\n"})
    commit(history.root)
    history.write({"shop/base.py": SETTINGS})
    assert sorted(history.check("--since", "HEAD").codes) == ["CTO001", "HSTS001"]


def test_an_upgrade_of_django_shows_what_it_does(history):
    # Django 3.0 made nosniff the default: a project that says nothing of it loses it on the way back.
    bare = SOUND.replace("SECURE_CONTENT_TYPE_NOSNIFF = True\n", "")
    history.write({"shop/settings.py": bare})
    commit(history.root)
    history.write({"requirements.txt": "Django==2.2.28\n"})
    assert history.check("--since", "HEAD").codes == ["CTO001"]


def test_a_renamed_file_brings_nothing(history):
    history.write({"shop/settings.py": SETTINGS})
    commit(history.root)
    (history.root / "shop/settings.py").rename(history.root / "shop/production.py")
    history.write({"manage.py": SITE["manage.py"].replace("shop.settings", "shop.production")})
    assert history.check("--since", "HEAD").codes == []
    history.write({"shop/settings.py": "X = 1\n"})
    assert history.check("--since", "HEAD").codes == ["HSTS001", "CTO001"]


def test_a_branch_is_compared_with_where_it_began(history):
    run(history.root, "branch", "feature")
    history.write({"shop/settings.py": SETTINGS})
    commit(history.root)
    run(history.root, "branch", "fixed-later", "HEAD")
    history.write({"shop/settings.py": SOUND})
    commit(history.root)
    # What was mended on the branch that it is compared with since then is nothing that this one brought.
    run(history.root, "checkout", "-q", "fixed-later")
    history.write({"x.py": "x = 1\n"})
    commit(history.root)
    assert history.check("--since", "main").codes == []
    assert sorted(history.check("--since", "feature").codes) == ["CTO001", "HSTS001"]


def test_what_another_finding_explained_before_is_not_new(history):
    """That no HSTS is sent was told by a name that is misspelt; to take that line out changes nothing."""
    misspelt = SOUND.replace("SECURE_HSTS_SECONDS", "SECURE_HSTS_SECOND")
    history.write({"shop/settings.py": misspelt})
    commit(history.root)
    select = ("--select", "HSTS001,DJ007", "--format", "json")
    assert history.run("check", *select).codes == ["DJ007"]
    history.write({"shop/settings.py": misspelt.replace("SECURE_HSTS_SECOND = 31536000\n", "")})
    assert history.run("check", *select).codes == ["HSTS001"]
    assert history.run("check", "--since", "HEAD", *select).codes == []


def test_what_the_change_silences_is_shown(history):
    ignored = SOUND.replace("SECONDS = 31536000", "SECONDS = 0  # secheaders: ignore[HSTS001] later")
    history.write({"shop/settings.py": ignored})
    result = history.check("--since", "HEAD")
    assert (result.status, result.codes) == (0, [])
    assert [each["code"] for each in result.json["silenced"]] == ["HSTS001"]
    text = history.run("check", "--since", "HEAD", "--select", "HSTS001").out
    assert "HSTS001 hsts-missing, silenced by a comment (shop/settings.py:" in text
    commit(history.root)
    assert history.check("--since", "HEAD").json["silenced"] == []


def test_what_the_configuration_of_the_change_silences_is_shown(history):
    history.write({"shop/settings.py": SETTINGS})
    commit(history.root)
    history.write({".secheaders-lint.toml": 'ignore = ["HSTS001"]\n'})
    assert [each["code"] for each in history.check("--since", "HEAD").json["silenced"]] == ["HSTS001"]
    commit(history.root)
    assert history.check("--since", "HEAD").json["silenced"] == []


@pytest.mark.parametrize(
    "words",
    [
        'severity = "error"',
        'select = ["CSP"]',
        'exclude = ["shop/base.py"]',
        '[severities]\nHSTS001 = "info"\n',
    ],
)
def test_what_the_configuration_of_the_change_hides_is_shown(history, words):
    history.write({"shop/base.py": SOUND, "shop/settings.py": "from .base import *\n"})
    commit(history.root)
    history.write({"shop/base.py": SOUND.replace("SECONDS = 31536000", "SECONDS = 0")})
    history.write({".secheaders-lint.toml": f"{words}\n"})
    result = history.run("check", "--since", "HEAD", "--format", "json", "--fail-on", "never")
    if "severities" in words:
        # It is told, as what it is now.
        assert [each["severity"] for each in result.json["findings"]] == ["info"]
        return
    assert result.codes == []
    told = [(each["code"], each["by"]["kind"]) for each in result.json["silenced"]]
    assert told == [("HSTS001", "config")]


def test_a_configuration_by_name_is_compared_with_its_own_past(history):
    history.write({"ci.toml": ""})
    commit(history.root)
    history.write({"shop/settings.py": SETTINGS, "ci.toml": 'ignore = ["HSTS001", "CTO001"]\n'})
    result = history.check("--since", "HEAD", "--config", "ci.toml")
    assert sorted(each["code"] for each in result.json["silenced"]) == ["CTO001", "HSTS001"]


def test_both_sides_are_judged_under_the_configuration_of_now(history):
    history.write({"shop/settings.py": SETTINGS, ".secheaders-lint.toml": 'ignore = ["HSTS001", "CTO001"]\n'})
    commit(history.root)
    history.write({".secheaders-lint.toml": ""})
    assert history.check("--since", "HEAD").codes == []


def test_a_baseline_counts_on_both_sides(history):
    history.write({"shop/settings.py": SETTINGS})
    history.check("--write-baseline", "b.json")
    history.write({".secheaders-lint.toml": 'baseline = "b.json"\n'})
    commit(history.root)
    history.write({"shop/other.py": "X = 1\n"})
    result = history.check("--since", "HEAD")
    assert (result.status, result.codes, result.json["silenced"]) == (0, [], [])


def test_a_grade_fails_where_it_fell_alone(history):
    words = ("--since", "HEAD", "--min-grade", "A+", "--fail-on", "never")
    assert history.check(*words).status == 0
    history.write({"shop/settings.py": SOUND.replace("SECONDS = 31536000", "SECONDS = 0")})
    result = history.check(*words)
    assert result.status == 1
    assert "--min-grade wants A+" in result.err


def test_a_tree_without_django_before_makes_all_new(workspace):
    workspace.write({"x.py": ""}, git=False)
    run(workspace.root, "init", "-q")
    commit(workspace.root)
    workspace.write({**SITE}, git=False)
    result = workspace.check("--since", "HEAD")
    assert (result.status, sorted(result.codes)) == (1, ["CTO001", "HSTS001"])
    assert "note: HEAD has nothing to compare with, so all is new: no Django settings found" in result.err


@pytest.mark.parametrize(
    "name", ["no-such-branch", "-x", "--output=/tmp/x", "HEAD~99", "a\nb", "", "@{-1}", "HEAD:x"]
)
def test_a_revision_that_cannot_be_read(history, name):
    result = history.check(f"--since={name}")
    assert result.status == 2
    assert result.out == ""
    assert result.err.count("\n") == 1
    assert "is no revision" in result.err


def test_a_shallow_clone_is_told(history, tmp_path, monkeypatch):
    first = run(history.root, "rev-parse", "HEAD")
    history.write({"shop/settings.py": SETTINGS})
    commit(history.root)
    run(tmp_path, "clone", "-q", "--depth=1", f"file://{history.root}", "clone")
    monkeypatch.chdir(tmp_path / "clone")
    for name in (first, "HEAD~1"):
        result = history.check("--since", name)
        assert result.status == 2
        assert "this clone is shallow; fetch more of the history" in result.err


def test_a_clone_that_lacks_a_file_makes_all_new(history, tmp_path, monkeypatch):
    history.write({"shop/settings.py": SETTINGS})
    commit(history.root)
    history.write({"shop/settings.py": SETTINGS + "X = 1\n"})
    commit(history.root)
    run(history.root, "config", "uploadpack.allowFilter", "true")
    run(tmp_path, "clone", "-q", "--filter=blob:none", f"file://{history.root}", "clone")
    monkeypatch.chdir(tmp_path / "clone")
    result = history.check("--since", "HEAD~1")
    assert sorted(result.codes) == ["CTO001", "HSTS001"]
    assert "all is new: shop/settings.py is not there to read" in result.err


def test_no_repository_at_all(site):
    for path in (site.root / ".git").iterdir():
        path.unlink()
    (site.root / ".git").rmdir()
    result = site.check("--since", "HEAD")
    assert result.status == 2
    assert "is no git repository: there is nothing to compare with" in result.err


def test_a_folder_that_only_looks_like_one(site):
    assert site.check("--since", "HEAD").status == 2


def test_a_baseline_is_written_of_everything(history):
    result = history.check("--since", "HEAD", "--write-baseline", "b.json")
    assert result.status == 2
    assert "give it without --since" in result.err
