"""What silences findings, and the comments that silence nothing."""

from __future__ import annotations

import pytest

from .projects import HSTS_LINE, MANAGE, MIDDLEWARE, SETTINGS, SITE

SPLIT = f"""\
INSTALLED_APPS = []
{MIDDLEWARE}SECURE_CONTENT_TYPE_NOSNIFF = (
    False
)
"""


def with_comment(comment: str, line: int = HSTS_LINE) -> str:
    lines = SETTINGS.splitlines()
    lines[line - 1] += f"  # {comment}"
    return "\n".join(lines) + "\n"


def silenced(result) -> list[tuple[str, str, int]]:
    return [
        (each["code"], each["by"]["kind"], each["by"]["location"]["line"]) for each in result.json["silenced"]
    ]


class TestInline:
    @pytest.mark.parametrize("word", ["HSTS001", "hsts001", "hsts-missing", "HSTS", "CSP001 , HSTS"])
    def test_a_selector_silences_on_its_line(self, site, word):
        site.write({"shop/settings.py": with_comment(f"secheaders: ignore[{word}] not yet")})
        assert silenced(site.check("--ignore", "SET002")) == [("HSTS001", "inline", HSTS_LINE)]

    def test_the_place_of_the_comment_is_told(self, site):
        site.write({"shop/settings.py": with_comment("secheaders: ignore[HSTS001] not yet")})
        assert site.check().json["silenced"][0]["by"]["location"] == {
            "path": "shop/settings.py",
            "line": HSTS_LINE,
            "column": 26,
            "end_line": HSTS_LINE,
            "end_column": 63,
        }

    def test_alone_on_the_line_above(self, site):
        text = SETTINGS.replace("SECURE_HSTS", "# secheaders: ignore[HSTS001] not yet\nSECURE_HSTS")
        site.write({"shop/settings.py": text})
        assert silenced(site.check()) == [("HSTS001", "inline", HSTS_LINE)]

    def test_one_above_the_other(self, site):
        two = "# secheaders: ignore[CTO001] x\n# secheaders: ignore[HSTS001] y\n"
        text = SETTINGS.replace("SECURE_HSTS_SECONDS = 0\n", "").replace("SECURE_C", f"{two}SECURE_C")
        site.write({"shop/settings.py": text})
        assert silenced(site.check()) == [("CTO001", "inline", HSTS_LINE)]

    def test_behind_code_on_the_line_above_it_speaks_of_that_line_alone(self, site):
        site.write({"shop/settings.py": with_comment("secheaders: ignore[HSTS001] x", HSTS_LINE - 1)})
        assert sorted(site.check().codes) == ["CTO001", "HSTS001", "SET002"]

    def test_two_lines_above_is_too_far(self, site):
        site.write(
            {
                "shop/settings.py": SETTINGS.replace(
                    "SECURE_HSTS", "# secheaders: ignore[HSTS001] x\n\nSECURE_HSTS"
                )
            }
        )
        assert "HSTS001" in site.check().codes

    @pytest.mark.parametrize("place", ["(", "    False", ")"])
    def test_any_line_of_the_finding(self, site, place):
        text = SPLIT.replace(f"{place}\n", f"{place}  # secheaders: ignore[CTO001] x\n")
        site.write({"shop/settings.py": text})
        assert [each[:2] for each in silenced(site.check("--select", "CTO001"))] == [("CTO001", "inline")]

    def test_another_rule_is_not_silenced(self, site):
        site.write({"shop/settings.py": with_comment("secheaders: ignore[CTO001] x")})
        assert sorted(site.check().codes) == ["CTO001", "HSTS001", "SET002"]

    def test_the_whole_file(self, site):
        site.write({"shop/settings.py": SETTINGS + "# secheaders: ignore-file[HSTS, CTO] an intranet\n"})
        result = site.check()
        assert result.codes == []
        assert sorted(silenced(result)) == [("CTO001", "inline", 8), ("HSTS001", "inline", 8)]

    def test_the_file_of_the_finding_counts_not_that_of_the_entrypoint(self, workspace):
        workspace.write(
            {
                **SITE,
                "shop/settings.py": with_comment("secheaders: ignore[HSTS001] x"),
                "shop/production.py": "from .settings import *\n",
            }
        )
        assert workspace.check("--settings", "shop.production").codes == ["CTO001"]


class TestUnused:
    def test_one_that_silences_nothing(self, site):
        site.write({"shop/settings.py": with_comment("secheaders: ignore[MW001] x", 1)})
        found = next(each for each in site.check().json["findings"] if each["code"] == "SET002")
        assert (found["location"]["line"], found["severity"]) == (1, "warning")
        assert "ignore[MW001]" in found["message"]
        assert found["modules"] == ["shop.settings"]

    def test_a_selector_beside_one_of_use(self, site):
        site.write({"shop/settings.py": with_comment("secheaders: ignore[HSTS001, CTO001] x")})
        found = next(each for each in site.check().json["findings"] if each["code"] == "SET002")
        assert "ignore[CTO001]" in found["message"]

    def test_what_a_filter_hides_is_of_use_all_the_same(self, site):
        site.write({"shop/settings.py": with_comment("secheaders: ignore[HSTS001] x")})
        assert site.run("check", "--select", "CTO001,SET", "--format", "json").codes == ["CTO001"]
        assert site.run("check", "--severity", "error", "--format", "json").codes == []

    def test_so_is_what_django_silences_too(self, site):
        text = with_comment("secheaders: ignore[HSTS001] x") + 'SILENCED_SYSTEM_CHECKS = ["security.W004"]\n'
        site.write({"shop/settings.py": text})
        assert site.check().codes == ["CTO001"]

    def test_a_file_that_takes_no_part_is_not_searched(self, site):
        site.write({"shop/views.py": "# secheaders: ignore-file[HSTS] x\n"})
        assert site.check().codes == ["HSTS001", "CTO001"]

    def test_not_told_where_only_some_of_the_modules_are_judged(self, workspace):
        workspace.write(
            {
                **SITE,
                "shop/settings/__init__.py": "",
                "shop/settings/base.py": with_comment("secheaders: ignore[HSTS001] x"),
                "shop/settings/production.py": "from .base import *\n",
                "shop/settings/eu_production.py": "from .base import *\nSECURE_HSTS_SECONDS = 31536000\n",
                "wsgi.py": MANAGE.format("shop.settings.production"),
                "asgi.py": MANAGE.format("shop.settings.eu_production"),
            }
        )
        (workspace.root / "shop/settings.py").unlink()
        judged = {each["module"] for each in workspace.check().json["modules"]}
        assert judged == {"shop.settings.production", "shop.settings.eu_production"}
        assert "SET002" not in workspace.check("--settings", "shop.settings.eu_production").codes

    @pytest.mark.parametrize(
        ("comment", "code"), [("secheaders: ignore[CTO001]", "SET002"), ("secheaders: ignore", "SET003")]
    )
    def test_of_hundreds_in_one_file_the_others_are_counted(self, site, comment, code):
        site.write({"shop/settings.py": f"# {comment}\n\n" * 600 + SETTINGS.replace("CONTENT", "C")})
        found = [each for each in site.check("--select", code).json["findings"] if each["code"] == code]
        assert len(found) == 500
        assert [each["location"]["line"] for each in found if "100 more comments" in each["message"]] == [999]

    def test_a_malformed_one(self, site):
        site.write({"shop/settings.py": with_comment("secheaders: ignore")})
        result = site.check()
        assert sorted(result.codes) == ["CTO001", "HSTS001", "SET003"]
        found = next(each for each in result.json["findings"] if each["code"] == "SET003")
        assert "brackets" in found["message"]

    def test_a_finding_about_a_comment_can_be_silenced_in_the_config(self, site):
        site.write(
            {
                "shop/settings.py": with_comment("secheaders: ignore[MW001] x", 1),
                ".secheaders-lint.toml": 'ignore = ["SET002"]\n',
            }
        )
        result = site.check()
        assert result.codes == ["HSTS001", "CTO001"]
        assert silenced(result) == [("SET002", "config", 1)]


class TestConfig:
    def test_ignore(self, site):
        site.write({"pyproject.toml": '[tool.secheaders-lint]\n\nignore = ["hsts-missing"]\n'})
        result = site.check()
        assert result.codes == ["CTO001"]
        assert result.json["silenced"][0]["by"] == {
            "kind": "config",
            "location": {"path": "pyproject.toml", "line": 3, "column": 1, "end_line": 3, "end_column": 1},
        }

    @pytest.mark.parametrize("pattern", ["shop.settings", "shop.*", "*", "shop/settings.py", "shop/*.py"])
    def test_for_some_modules(self, site, pattern):
        site.write({".secheaders-lint.toml": f'[per-module-ignores]\n"{pattern}" = ["HSTS"]\n'})
        assert silenced(site.check()) == [("HSTS001", "config", 2)]

    def test_other_modules_stay(self, site):
        site.write({".secheaders-lint.toml": '[per-module-ignores]\n"shop.other" = ["HSTS"]\n'})
        assert site.check().codes == ["HSTS001", "CTO001"]

    def test_of_modules_that_share_a_finding_one_can_be_silenced(self, workspace):
        workspace.write(
            {
                **SITE,
                "shop/blue.py": "from .settings import *\n",
                "shop/green.py": "from .settings import *\n",
                ".secheaders-lint.toml": '[per-module-ignores]\n"shop.blue" = ["HSTS", "CTO"]\n',
            }
        )
        result = workspace.check("--settings", "shop.blue", "--settings", "shop.green")
        assert [each["modules"] for each in result.json["findings"]] == [["shop.green"]] * 2
        assert [each["modules"] for each in result.json["silenced"]] == [["shop.blue"]] * 2

    def test_unknown_rules_are_errors_with_their_line(self, site):
        site.write({".secheaders-lint.toml": '\nignore = ["HSTS01"]\n'})
        result = site.check()
        assert result.status == 2
        assert result.err.startswith(
            "secheaders-lint: error: .secheaders-lint.toml:2: ignore: no rule is called 'HSTS01'; did you mean HSTS"
        )

    def test_severities(self, site):
        site.write({".secheaders-lint.toml": '[severities]\nHSTS001 = "error"\nnosniff-off = "info"\n'})
        result = site.check("--fail-on", "error")
        assert [(each["code"], each["severity"]) for each in result.json["findings"]] == [
            ("HSTS001", "error"),
            ("CTO001", "info"),
        ]
        assert result.status == 1

    def test_an_api_has_no_pages(self, site):
        assert site.run("check", "--select", "CSP001", "--format", "json").json["summary"]["warning"] == 1
        site.write({".secheaders-lint.toml": 'profile = "api"\n'})
        assert site.run("check", "--select", "CSP001", "--format", "json").json["summary"]["info"] == 1


class TestDjango:
    def test_all_checks_of_a_finding_have_to_be_named(self, site):
        site.write({"shop/settings.py": SETTINGS + 'SILENCED_SYSTEM_CHECKS = ["security.W001"]\n'})
        assert site.check().codes == ["HSTS001", "CTO001"]

    def test_a_list_that_is_not_known_silences_what_is(self, site):
        text = (
            SETTINGS + 'import os\nSILENCED_SYSTEM_CHECKS = ["security.W004"] + os.environ["MORE"].split()\n'
        )
        site.write({"shop/settings.py": text})
        assert site.check().codes == ["CTO001"]

    def test_an_item_that_the_environment_decides_does_not(self, site):
        text = (
            SETTINGS
            + 'import os\nSILENCED_SYSTEM_CHECKS = []\nif os.environ["X"]:\n    SILENCED_SYSTEM_CHECKS += ["security.W004"]\n'
        )
        site.write({"shop/settings.py": text})
        assert sorted(site.check().codes) == ["CTO001", "HSTS001"]


def test_what_the_edge_sends_is_not_missing(site):
    site.write({".secheaders-lint.toml": '[edge]\n"strict-transport-security" = "max-age=31536000"\n'})
    assert site.check().codes == ["CTO001"]


def test_what_the_edge_makes_moot_is_listed_by_its_line(site):
    site.write({".secheaders-lint.toml": '[edge]\n"Strict-Transport-Security" = "max-age=31536000"\n'})
    assert silenced(site.check()) == [("HSTS001", "edge", 2)]
