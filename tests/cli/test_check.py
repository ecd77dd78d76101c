from __future__ import annotations

import json

import pytest

from .projects import HSTS_LINE, MANAGE, SETTINGS, SITE, Workspace


def test_findings_are_exit_status_1(site):
    result = site.check()
    assert (result.status, result.err) == (1, "")
    assert result.codes == ["HSTS001", "CTO001"]
    assert result.json["summary"] == {"error": 0, "warning": 2, "info": 0}
    (module,) = result.json["modules"]
    assert {*module.pop("grades")} >= {"securityheaders", "observatory"}
    assert [module] == [
        {
            "module": "shop.settings",
            "configuration": None,
            "path": "shop/settings.py",
            "role": "unknown",
            "django": {"version": "5.2.7", "source": "requirements.txt:1"},
        }
    ]


def test_check_is_the_default_command(site):
    assert site.run("--select", "CTO001", "--format", "concise").out == (
        site.run("check", "--select", "CTO001", "--format", "concise").out
    )


def test_text_is_the_default_format(site):
    out = site.run("--select", "CTO001").out
    assert out.startswith("shop/settings.py:7:1: warning CTO001 nosniff-off\n")
    assert "  7 | SECURE_CONTENT_TYPE_NOSNIFF = False\n" in out
    assert "Judged shop.settings (unknown: manage.py:2 names it and nothing says that another one is" in out
    assert out.endswith(
        "1 warning.\nMore about a rule: secheaders-lint rules CTO001\n"
        "1 may be fixed for you: secheaders-lint check --diff --unsafe-fixes shows how\n"
    )


def test_a_module_that_imports_another_is_named_with_the_finding(workspace):
    workspace.write(
        {
            **SITE,
            "shop/production.py": "from .settings import *\n",
            "wsgi.py": MANAGE.format("shop.production"),
        }
    )
    found = workspace.check("--settings", "shop.production").json["findings"][0]
    assert found["modules"] == ["shop.production"]
    assert found["related"] == [
        {
            "message": "imported here",
            "location": {
                "path": "shop/production.py",
                "line": 1,
                "column": 1,
                "end_line": 1,
                "end_column": 24,
            },
        }
    ]


def test_modules_that_share_a_cause_share_the_finding(workspace):
    workspace.write(
        {
            **SITE,
            "shop/blue.py": "from .settings import *\n",
            "shop/green.py": "from .settings import *\n",
        }
    )
    found = workspace.check("--settings", "shop.blue", "--settings", "shop.green").json
    assert [each["modules"] for each in found["findings"]] == [["shop.blue", "shop.green"]] * 2
    assert [each["module"] for each in found["modules"]] == ["shop.blue", "shop.green"]


@pytest.mark.parametrize(
    ("words", "codes", "status"),
    [
        (["--select", "HSTS001"], ["HSTS001"], 1),
        (["--select", "hsts001"], ["HSTS001"], 1),
        (["--select", "hsts-missing"], ["HSTS001"], 1),
        (["--select", "HSTS"], ["HSTS001"], 1),
        (["--select", "HSTS001", "--select", "nosniff-off"], ["HSTS001", "CTO001"], 1),
        (["--select", "HSTS001,CTO001", "--ignore", "HSTS"], ["CTO001"], 1),
        (["--select", "HSTS001", "--ignore", "HSTS001"], [], 0),
        (["--select", "HSTS001", "--severity", "error"], [], 0),
        (["--select", "HSTS001", "--fail-on", "error"], ["HSTS001"], 0),
        (["--select", "HSTS001", "--fail-on", "never"], ["HSTS001"], 0),
        (["--select", "HSTS001", "--fail-on", "info"], ["HSTS001"], 1),
    ],
)
def test_filters(site, words, codes, status):
    result = site.run("check", "--format", "json", *words)
    assert (result.codes, result.status) == (codes, status)
    assert sum(result.json["summary"].values()) == len(codes)


def test_confidence(workspace):
    read = 'SECURE_HSTS_SECONDS = int(os.environ.get("HSTS", "0"))'
    workspace.write(
        {
            **SITE,
            "shop/settings.py": "import os\n" + SETTINGS.replace("SECURE_HSTS_SECONDS = 0", read),
        }
    )
    found = workspace.check().json["findings"]
    assert [(each["code"], each["confidence"]) for each in found] == [
        ("CTO001", "high"),
        ("HSTS001", "medium"),
    ]
    assert workspace.check("--confidence", "high").codes == ["CTO001"]
    assert workspace.check("--env", "HSTS=31536000").codes == ["CTO001"]


def test_django_can_be_said(site):
    found = site.check("--django", "3.2").json["modules"][0]["django"]
    assert found == {"version": "3.2", "source": "--django"}


def test_output_writes_further_reports(site):
    result = site.check("--output", "concise:findings.txt", "--output", "json:findings.json")
    assert len((site.root / "findings.txt").read_text().splitlines()) == 2
    assert json.loads((site.root / "findings.json").read_text()) == result.json


def test_output_that_cannot_be_written(site):
    result = site.check("--output", "json:nowhere/findings.json")
    assert result.status == 2
    assert result.err == (
        "secheaders-lint: error: --output json:nowhere/findings.json: No such file or directory; "
        "name a file that can be written\n"
    )
    assert result.codes == ["HSTS001", "CTO001"]


def test_the_github_format_has_an_annotation_for_each_finding(site):
    lines = site.run("--select", "HSTS001,CTO001", "--format", "github").out.splitlines()
    assert [line.partition(" ")[0] for line in lines] == ["::warning", "::warning", "Judged", "2"]


def test_what_was_chosen_is_told_in_short(site):
    site.write(
        {
            "shop/settings.py": SETTINGS
            + 'import os\nDEBUG = os.environ.get("SHOP_DEBUG") == "1"\n'
            + 'TESTING = bool(os.environ.get("A_RATHER_LONG_NAME") or os.environ.get("ANOTHER_RATHER_LONG_NAME"))\n'
        }
    )
    assert (
        "  - Read as in production: DEBUG off, because it comes from SHOP_DEBUG; TESTING off.\n"
        in site.run("check").out.replace("\n    ", " ")
    )
    assert "TESTING off, because it comes from A" in site.run("settings").out


def test_quiet_and_verbose(site):
    site.write({"shop/settings_dev.py": "from .settings import *\nDEBUG = True\n"})
    assert "Judged" not in site.run("--quiet", "--select", "CTO001").out
    assert (
        "Not judged: shop.settings_dev (development: its name says"
        in site.run("--verbose", "--select", "CTO001").out
    )


def test_what_filters_hide_is_counted_at_the_end(site):
    assert "No findings (1 left out by --severity or --confidence).\n" in (
        site.run("--select", "CTO001", "--severity", "error").out
    )


class TestSettings:
    def test_a_dotted_name_a_file_and_a_class(self, workspace):
        workspace.write(
            {
                **SITE,
                "shop/conf.py": "from configurations import Configuration\nclass Prod(Configuration):\n    MIDDLEWARE = []\n",
            }
        )
        for spec in ("shop.conf:Prod", "shop/conf.py:Prod", "./shop/conf.py:Prod"):
            found = workspace.check("--settings", spec).json["modules"]
            assert [(each["module"], each["configuration"]) for each in found] == [("shop.conf", "Prod")]

    def test_a_file_is_named_from_the_current_folder(self, site, monkeypatch):
        monkeypatch.chdir(site.root / "shop")
        assert site.check("--settings", "settings.py").json["modules"][0]["module"] == "shop.settings"

    def test_a_file_is_named_from_the_root(self, site, monkeypatch):
        monkeypatch.chdir(site.root.parent)
        result = site.check(str(site.root), "--settings", "shop/settings.py")
        assert result.json["modules"][0]["module"] == "shop.settings"

    def test_a_name_means_the_module_inside_of_the_path(self, workspace):
        for folder in ("one", "two"):
            workspace.write({f"{folder}/{path}": text for path, text in SITE.items()})
        result = workspace.check("two", "--settings", "shop.settings")
        assert [each["path"] for each in result.json["modules"]] == ["two/shop/settings.py"]

    def test_the_same_module_twice_is_judged_once(self, site):
        result = site.check("--settings", "shop.settings", "--settings", "shop/settings.py")
        assert len(result.json["modules"]) == 1

    def test_one_that_is_not_there(self, site):
        result = site.check("--settings", "shop.setings")
        assert result.status == 2
        assert result.err.startswith(
            "secheaders-lint: error: --settings shop.setings: no such settings module"
        )
        assert "there is shop.settings" in result.err
        assert result.out == ""


def test_django_checks_silence_with_their_place(site):
    site.write(
        {"shop/settings.py": SETTINGS + 'SILENCED_SYSTEM_CHECKS = ["security.W001", "security.W004"]\n'}
    )
    result = site.check()
    assert result.codes == ["CTO001"]
    (silenced,) = result.json["silenced"]
    assert silenced["code"] == "HSTS001"
    assert silenced["by"] == {
        "kind": "django",
        "location": {"path": "shop/settings.py", "line": 8, "column": 44, "end_line": 8, "end_column": 59},
    }


def test_a_silenced_finding_fails_nothing(site):
    lines = SETTINGS.splitlines()
    lines[HSTS_LINE - 1] += "  # secheaders: ignore[HSTS001] still http"
    site.write({"shop/settings.py": "\n".join(lines)})
    result = site.run("check", "--select", "HSTS001", "--format", "json")
    assert result.status == 0
    assert result.json["silenced"][0]["by"]["kind"] == "inline"


def test_a_rule_that_fails_is_told_and_the_others_run(site, monkeypatch):
    from secheaders_lint.rules import registry

    def broken(_site):
        raise ZeroDivisionError("oops")

    rules = tuple(rule._replace(check=broken) if rule.code == "HSTS001" else rule for rule in registry.RULES)
    monkeypatch.setattr("secheaders_lint.cli.judging.RULES", rules)
    result = site.check()
    assert result.status == 2
    assert result.codes == ["CTO001"]
    assert result.err.startswith(
        "secheaders-lint: error: rule HSTS001 failed on shop.settings (ZeroDivisionError: oops); the others ran."
    )
    assert len(result.err.splitlines()) == 1
    assert "Traceback" in site.check("--verbose").err


def test_our_own_bug_is_one_line(site, monkeypatch):
    def broken(*_args, **_kwargs):
        raise ZeroDivisionError

    monkeypatch.setattr("secheaders_lint.cli.project.discover", broken)
    result = site.check()
    assert (result.status, result.out) == (2, "")
    assert result.err.startswith(
        "secheaders-lint: error: unexpected end (ZeroDivisionError). This is a bug, please report"
    )
    assert len(result.err.splitlines()) == 1
    assert "Traceback" in site.check("-v").err


def test_one_evaluation_that_fails_leaves_the_others(workspace, monkeypatch):
    from secheaders_lint.evaluator.evaluation import evaluate

    def broken(tree, request):
        if request.module == "shop.blue":
            raise ZeroDivisionError
        return evaluate(tree, request)

    monkeypatch.setattr("secheaders_lint.engine.evaluate", broken)
    workspace.write({**SITE, "shop/blue.py": "from .settings import *\n"})
    words = ("--settings", "shop.blue", "--settings", "shop.settings")
    result = workspace.check(*words)
    assert result.status == 2
    assert [each["module"] for each in result.json["modules"]] == ["shop.settings"]
    assert "the evaluation failed on shop.blue" in result.err
    shown = workspace.run("settings", "--format", "json", *words)
    assert (shown.status, len(shown.json["modules"])) == (2, 1)


MISSPELT = {
    **SITE,
    "shop/settings.py": SETTINGS.replace("SECURE_HSTS_SECONDS = 0", "SECURE_HSTS_SECOND = 300"),
}


def _codes(workspace: Workspace, *words: str) -> list[str]:
    return workspace.run("check", "--select", "HSTS001,DJ007,SET", "--format", "json", *words).codes


def test_what_follows_from_a_finding_is_not_told_beside_it(workspace):
    workspace.write(MISSPELT)
    assert _codes(workspace) == ["DJ007"]


def test_what_follows_from_a_finding_is_told_where_that_is_left_out(workspace):
    workspace.write(MISSPELT)
    assert _codes(workspace, "--ignore", "DJ007") == ["HSTS001"]


def test_what_follows_from_a_finding_is_told_where_that_is_silenced(workspace):
    comment = "SECURE_HSTS_SECOND = 300  # secheaders: ignore[DJ007] our proxy reads it"
    text = MISSPELT["shop/settings.py"].replace("SECURE_HSTS_SECOND = 300", comment)
    workspace.write({**MISSPELT, "shop/settings.py": text})
    assert _codes(workspace) == ["HSTS001"]


def test_what_another_finding_explains_is_not_left_out_by_filters(workspace):
    workspace.write(MISSPELT)
    assert "left out" not in workspace.run("check", "--select", "HSTS001,DJ007").out
