"""What the configuration changes, and that the command line beats it."""

from __future__ import annotations

from typing import Any

import pytest

from .projects import SETTINGS, SITE

OWN = ".secheaders-lint.toml"


def test_the_command_line_beats_the_configuration(site):
    site.write({OWN: 'select = ["CTO001"]\nfail-on = "never"\nseverity = "error"\ndjango = "4.2"\n'})
    plain = site.run("check", "--format", "json").json
    assert (plain["findings"], plain["modules"][0]["django"]) == (
        [],
        {"version": "4.2", "source": ".secheaders-lint.toml:4"},
    )
    result = site.run(
        "check",
        "--format",
        "json",
        "--select",
        "HSTS001",
        "--fail-on",
        "info",
        "--severity",
        "info",
        "--django",
        "5.1",
    )
    assert (result.codes, result.status) == (["HSTS001"], 1)
    assert result.json["modules"][0]["django"] == {"version": "5.1", "source": "--django"}


def test_settings(workspace):
    workspace.write(
        {**SITE, "shop/other.py": "from .settings import *\n", OWN: 'settings = ["shop.other"]\n'}
    )
    assert [each["module"] for each in workspace.check().json["modules"]] == ["shop.other"]
    found = workspace.check("--settings", "shop.settings").json["modules"]
    assert [each["module"] for each in found] == ["shop.settings"]


def test_settings_that_are_not_there(site):
    site.write({OWN: '\nsettings = "shop.oter"\n'})
    result = site.check()
    assert result.status == 2
    assert result.err.startswith(
        "secheaders-lint: error: .secheaders-lint.toml:2: settings: shop.oter: no such settings module"
    )


def test_settings_outside_of_the_path_leave_the_choice_to_discovery(workspace):
    for folder in ("one", "two"):
        workspace.write({f"{folder}/{path}": text for path, text in SITE.items()})
    workspace.write({OWN: 'settings = ["one/shop/settings.py"]\n'})
    assert [each["path"] for each in workspace.check("two").json["modules"]] == ["two/shop/settings.py"]
    assert [each["path"] for each in workspace.check().json["modules"]] == ["one/shop/settings.py"]


def test_environment(site):
    site.write(
        {
            "shop/settings.py": SETTINGS.replace("= 0", '= int(os.environ["HSTS"])').replace(
                "INST", "import os\nINST"
            ),
            OWN: '[environment]\nHSTS = "0"\n',
        }
    )
    assert site.check().codes == ["HSTS001", "CTO001"]
    assert site.check("--env", "HSTS=63072000").codes == ["CTO001"]


def test_assume(site):
    text = 'import os\nENV = os.environ.get("DJANGO_ENV", "development")\nDEBUG = ENV != "production"\n'
    site.write({"shop/settings.py": text + SETTINGS, OWN: 'assume = "unset"\n'})

    def debug(*words: str) -> Any:
        return site.run("settings", "--format", "json", *words).json["modules"][0]["settings"]["DEBUG"][
            "value"
        ]

    assert debug() is True
    assert debug("--assume", "production") is False


@pytest.mark.parametrize(
    ("pattern", "left"),
    [
        ("two", ["one"]),
        ("two/", ["one"]),
        ("two/**", ["one"]),
        ("**/settings.py", []),
        ("settings.py", []),
        ("o*", ["two"]),
        ("three", ["one", "two"]),
        ("*/shop/setting?.py", []),
        ("shop/settings.py", ["one", "two"]),
    ],
)
def test_exclude(workspace, pattern, left):
    for folder in ("one", "two"):
        workspace.write({f"{folder}/{path}": text for path, text in SITE.items()})
    workspace.write({OWN: f'exclude = ["{pattern}"]\n'})
    result = workspace.check()
    if left:
        assert [each["path"] for each in result.json["modules"]] == [
            f"{name}/shop/settings.py" for name in left
        ]
    else:
        assert result.status == 2


def test_all_that_would_be_judged_is_excluded(site):
    site.write({".secheaders-lint.toml": 'fail-on = "never"\nexclude = ["shop"]\n'})
    result = site.run("check")
    assert result.status == 2
    assert result.err == (
        "secheaders-lint: error: .secheaders-lint.toml:2: exclude leaves out all that would be judged in "
        f"{site.root} (shop.settings); name a settings module with --settings\n"
    )
    assert site.check("--settings", "shop.settings").status == 0


def test_a_module_that_cannot_be_read_can_be_excluded(site):
    site.write({"shop/settings.py": SETTINGS + "from .secrets import KEY\n", "shop/secrets.py": "KEY = (\n"})
    assert "SET001" in site.check().codes
    site.write({OWN: 'exclude = ["shop/secrets.py"]\n'})
    assert "SET001" not in site.check().codes


def test_a_named_file(site, tmp_path_factory):
    outside = tmp_path_factory.mktemp("ci") / "lint.toml"
    outside.write_text('ignore = ["HSTS001"]\n')
    site.write({OWN: 'ignore = ["CTO001"]\n'})
    result = site.check("--config", str(outside))
    assert result.codes == ["CTO001"]
    assert result.json["silenced"][0]["by"]["location"]["path"] == str(outside)


def test_a_named_file_inside_is_told_from_the_root(site, monkeypatch):
    site.write({"ci/lint.toml": 'ignore = ["HSTS001"]\n'})
    monkeypatch.chdir(site.root / "shop")
    result = site.check("--config", "../ci/lint.toml")
    assert result.json["silenced"][0]["by"]["location"]["path"] == "ci/lint.toml"


def test_the_configuration_lies_at_the_root(site):
    site.write({OWN: 'ignore = ["HSTS001"]\n', "shop/.secheaders-lint.toml": "broken ["})
    assert site.check("shop").codes == ["CTO001"]


def test_one_that_does_not_lie_at_the_root_is_told(site):
    site.write({"shop/pyproject.toml": '[tool.secheaders-lint]\nignore = ["HSTS"]\n'})
    result = site.check("shop")
    assert sorted(result.codes) == ["CTO001", "HSTS001"]
    assert result.err == (
        "secheaders-lint: note: shop/pyproject.toml is not read, for it does not lie at the root: "
        "--config names another file\n"
    )
    assert site.check("shop", "--config", "shop/pyproject.toml").err == ""
    assert site.check(".").err == ""


@pytest.mark.parametrize("text", ['[project]\nname = "shop"\n', 'dev = ["secheaders-lint"]\n'])
def test_another_pyproject_below_is_not(site, text):
    site.write({"shop/pyproject.toml": text})
    assert site.check("shop").err == ""


def test_hsts_target_and_tls_reach_the_site(site):
    site.write({OWN: 'tls = "none"\n'})
    assert "HSTS001" not in site.check().codes
