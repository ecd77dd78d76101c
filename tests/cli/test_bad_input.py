"""What a user can get wrong, or a repository can hold: one clear line, the right exit status, the rest still judged."""

from __future__ import annotations

import pytest

from .projects import MANAGE, SETTINGS, SITE, Result


def error(result: Result) -> str:
    """Return the one line on stderr of a run that could not do what was asked."""
    assert result.status == 2
    (line,) = result.err.splitlines()
    assert line.startswith("secheaders-lint: error: ")
    return line.removeprefix("secheaders-lint: error: ")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--wxyz"], "unknown option --wxyz; secheaders-lint --help shows what there is"),
        (["--serverity", "info"], "unknown option --serverity (did you mean --severity?)"),
        (["check", "--format", "xml"], "argument --format: invalid choice: 'xml'"),
        (["--format", "junit"], "argument --format: invalid choice: 'junit'"),
        (["--fail-on", "high"], "argument --fail-on: invalid choice: 'high'"),
        (["--env", "DEBUG"], "argument --env: 'DEBUG' is not of the form NAME=VALUE"),
        (["--env", "=1"], "argument --env: '=1' is not of the form NAME=VALUE"),
        (["--django", "five"], "argument --django: 'five' is no version of Django, such as 5.2 or 5.2.7"),
        (
            ["--output", "json"],
            "argument --output: 'json' is not of the form FORMAT:FILE, with one of text, concise",
        ),
        (["--output", "pdf:x"], "argument --output: 'pdf:x' is not of the form FORMAT:FILE"),
        (["--select", ","], "argument --select: names no rule"),
        (["--select", "HSTS01"], "--select: no rule is called 'HSTS01'; did you mean HSTS"),
        (["--ignore", "zzz"], "--ignore: no rule is called 'zzz'; `secheaders-lint rules` lists them"),
        (
            ["--config", "no.toml"],
            "--config no.toml: No such file or directory; name a file that can be read",
        ),
        (["nowhere"], "nowhere: no such file or folder"),
        (["--quiet", "headers"], "headers: no such file or folder; the command headers has to come first"),
        (["check", "--min-grade=G"], "argument --min-grade: 'G' is no grade, such as B or observatory:B+;"),
        (["check", "--min-grade", "observatory:E"], "argument --min-grade: 'observatory:E' is no grade"),
        (["headers", "--min-grade", "B"], "unknown option --min-grade"),
        (
            ["check", "--baseline", "x.json"],
            "--baseline x.json: No such file or directory; name a file that can be read",
        ),
        (["chekc"], "chekc: no such file or folder; did you mean the command check?"),
        (["shop/rules"], "shop/rules: no such file or folder"),
        (["rules", "HSTS001", "HSTS002"], "one argument too many: HSTS002; secheaders-lint rules --help"),
        (["rules", "NOPE1"], "rules: no rule is called 'NOPE1'"),
        (["headers", "--format", "github"], "argument --format: invalid choice: 'github'"),
    ],
)
def test_usage(site, words, said):
    result = site.run(*words)
    assert error(result).startswith(said)
    assert result.out == ""


@pytest.mark.parametrize("command", ["check", "headers", "settings"])
class TestNothingThere:
    def test_an_empty_folder(self, workspace, command):
        assert error(workspace.run(command)) == (
            f"no Django settings found in {workspace.root}; name a settings module with --settings, or another PATH"
        )

    def test_no_settings_below_the_path(self, site, command):
        site.write({"docs/index.md": ""})
        assert error(site.run(command, "docs")).startswith("no Django settings found in docs;")

    def test_nothing_but_tests(self, workspace, command):
        workspace.write({"manage.py": MANAGE.format("tests.settings"), "tests/settings.py": SETTINGS})
        said = error(workspace.run(command))
        assert "looks like the settings of a deployed site; judge one by name: --settings MODULE" in said
        assert "tests.settings (test)" in said

    def test_a_path_that_does_not_exist(self, site, command):
        assert error(site.run(command, "nowhere")) == "nowhere: no such file or folder"

    def test_settings_that_cannot_be_found(self, site, command):
        assert "--settings nowhere.settings: no such settings module" in error(
            site.run(command, "--settings", "nowhere.settings")
        )

    def test_a_broken_configuration(self, site, command):
        site.write({"pyproject.toml": "[tool.secheaders-lint]\nignore = [\n"})
        assert error(site.run(command)).startswith("pyproject.toml:3:1: is no valid TOML")


class TestFileNames:
    """File names stand for their repository, which need not have anything to do with Django."""

    def test_no_django_is_a_notice(self, workspace):
        workspace.write({"tool.py": "x = 1\n"})
        result = workspace.run("tool.py")
        assert (result.status, result.out) == (0, "")
        assert result.err.startswith("secheaders-lint: note: no Django settings found in ")
        assert len(result.err.splitlines()) == 1

    def test_no_django_is_an_empty_document_in_json(self, workspace):
        workspace.write({"tool.py": "x = 1\n"})
        assert workspace.run("--format", "json", "tool.py").json["modules"] == []

    def test_quiet_says_nothing(self, workspace):
        workspace.write({"tool.py": "x = 1\n"})
        assert workspace.run("--quiet", "tool.py") == (0, "", "")

    def test_any_file_stands_for_the_project(self, site):
        for name in ("manage.py", "shop/__init__.py", "requirements.txt"):
            assert site.check(name).codes == ["HSTS001", "CTO001"]

    def test_several_files(self, site):
        assert site.check("manage.py", "shop/settings.py").codes == ["HSTS001", "CTO001"]

    def test_a_settings_module_that_is_not_deployed_changes_nothing(self, site):
        site.write({"shop/settings_dev.py": "from .settings import *\n"})
        result = site.check("shop/settings_dev.py")
        assert [each["module"] for each in result.json["modules"]] == ["shop.settings"]

    def test_files_without_a_repository(self, workspace):
        workspace.write(SITE, git=False)
        assert workspace.check("manage.py", "shop/settings.py").codes == ["HSTS001", "CTO001"]

    def test_asking_for_a_module_is_no_hook(self, workspace):
        workspace.write({"tool.py": "x = 1\n"})
        assert "no such settings module" in error(workspace.run("tool.py", "--settings", "a.b"))


def test_paths_in_two_repositories(workspace):
    workspace.write({"one/.git/x": "", "two/.git/x": ""}, git=False)
    assert error(workspace.run("one", "two")).startswith("the paths lie in 2 different repositories (")


def test_several_folders(workspace):
    for folder in ("one", "two", "three"):
        workspace.write({f"{folder}/{path}": text for path, text in SITE.items()})
    found = workspace.check("one", "three").json["modules"]
    assert [each["path"] for each in found] == ["one/shop/settings.py", "three/shop/settings.py"]


def test_a_broken_module_leaves_the_others(workspace):
    workspace.write({f"one/{path}": text for path, text in SITE.items()})
    workspace.write({f"two/{path}": text for path, text in SITE.items()})
    workspace.write({"two/shop/settings.py": "INSTALLED_APPS = []\nMIDDLEWARE = [\n"})
    result = workspace.check()
    assert result.status == 1
    assert result.codes == ["SET001", "HSTS001", "CTO001"]
    broken = result.json["findings"][0]
    assert broken["severity"] == "error"
    assert (broken["location"]["path"], broken["location"]["line"]) == ("two/shop/settings.py", 2)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("MIDDLEWARE = [\n", "shop/settings.py:1: shop.settings: "),
        (b"MIDDLEWARE = []\nA = '\xe9'\n", "shop/settings.py:2: shop.settings: "),
        (b"\xff\xfeM\x00", "shop/settings.py:1: shop.settings: is UTF-16"),
    ],
)
def test_nothing_could_be_evaluated(site, content, said):
    site.write({"shop/settings.py": content})
    result = site.check()
    assert error(result).startswith(f"no settings module could be evaluated: {said}")
    assert result.codes == ["SET001"]
    for command in ("headers", "settings"):
        assert error(site.run(command)).startswith(
            "no settings module could be evaluated: shop.settings: shop/settings.py"
        )


def test_a_missing_module_leaves_the_others(site):
    site.write({"shop/settings.py": SETTINGS + "from .secrets import KEY\n"})
    result = site.check()
    assert "SET001" in result.codes
    assert "HSTS001" in result.codes
    missing = result.json["findings"][0]
    assert (missing["location"]["path"], missing["location"]["line"]) == ("shop/settings.py", 8)
    assert "shop.secrets" in missing["message"]


def test_a_broken_pyproject_that_is_not_ours_is_only_told(site):
    site.write({"pyproject.toml": "[project\n"})
    result = site.check()
    assert result.codes == ["HSTS001", "CTO001"]
    assert result.err.startswith("secheaders-lint: note: pyproject.toml:1: ")


def test_another_command_shows_what_can_be_read(workspace):
    workspace.write({f"one/{path}": text for path, text in SITE.items()})
    workspace.write({f"two/{path}": text for path, text in SITE.items()})
    workspace.write({"two/shop/settings.py": "INSTALLED_APPS = []\nMIDDLEWARE = [\n"})
    result = workspace.run("settings", "--format", "json")
    assert result.status == 0
    assert [each["path"] for each in result.json["modules"]] == ["one/shop/settings.py"]
    assert result.err.startswith("secheaders-lint: note: not shown: shop.settings: two/shop/settings.py:2: ")
