from __future__ import annotations

import json
from typing import Any

import pytest
from secheaders_lint.findings import Location
from secheaders_lint.reporters import settings_json, settings_text
from secheaders_lint.reporters.style import Style
from secheaders_lint.reporters.tables import NOT_SET, Alternative, Remark, SettingRow, SettingsModule
from secheaders_lint.reporters.values import Causes, difference, in_lines, in_words

from tests.reporters.runner import commands
from tests.reporters.samples import HOSTILE, MODULE

PLACE = Location("shop/base.py", 12, 1, 12, 27)
PLAIN = Style(width=80)


def module(*rows: SettingRow, **changes: Any) -> SettingsModule:
    values: dict[str, Any] = {"opened": None, "notes": (), "assumed": "production", "chosen": ()}
    return SettingsModule(info=MODULE, rows=rows, **{**values, **changes})


def row_json(row: SettingRow) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(settings_json.render([module(row)]))["modules"][0]["settings"][
        row.name
    ]
    return found


def row_text(row: SettingRow, style: Style = PLAIN) -> list[str]:
    shown = settings_text.render([module(row)], style, everything=True).splitlines()
    return shown[3 : shown.index("", 3)]


class TestJson:
    def test_the_document(self):
        opened = Remark("a.py", 3, "result of yaml")
        document = json.loads(
            settings_json.render(
                [module(opened=opened, notes=(Remark("b.py", 1, "is missing"),), chosen=("DEBUG off",))]
            )
        )
        assert document == {
            "schema": 1,
            "modules": [
                {
                    "module": "shop.settings",
                    "configuration": None,
                    "path": "shop/settings.py",
                    "role": "production",
                    "django": {"version": "5.2.7", "source": "requirements.txt:1"},
                    "open": {"path": "a.py", "line": 3, "reason": "result of yaml"},
                    "settings": {},
                    "notes": [{"path": "b.py", "line": 1, "message": "is missing"}],
                    "reading": {"assume": "production", "chosen": ["DEBUG off"]},
                }
            ],
        }

    def test_a_known_setting(self):
        assert row_json(SettingRow("DEBUG", "known", value=False, defined=(PLACE,))) == {
            "state": "known",
            "value": False,
            "defined": [{"path": "shop/base.py", "line": 12, "column": 1, "end_line": 12, "end_column": 27}],
        }

    def test_none_is_a_value(self):
        assert row_json(SettingRow("X_FRAME_OPTIONS", "known", value=None))["value"] is None

    def test_a_conditional_setting(self):
        row = SettingRow(
            "A",
            "conditional",
            value=1,
            alternatives=(
                Alternative({"unknown": "value of A"}, "A is set"),
                Alternative(NOT_SET, "B is on"),
            ),
        )
        assert row_json(row) == {
            "state": "conditional",
            "value": 1,
            "alternatives": [
                {"value": {"unknown": "value of A"}, "when": "A is set"},
                {"unset": True, "when": "B is on"},
            ],
            "defined": [],
        }

    def test_one_that_the_reading_leaves_unset(self):
        assert row_json(SettingRow("A", "conditional", unset=True)) == {
            "state": "conditional",
            "unset": True,
            "defined": [],
        }

    def test_an_unknown_one_has_a_reason_and_perhaps_parts(self):
        assert row_json(SettingRow("A", "unknown", reason="required: A")) == {
            "state": "unknown",
            "reason": "required: A",
            "defined": [],
        }
        parts = ["a", {"unknown": "value of A"}]
        assert row_json(SettingRow("A", "unknown", value=parts, reason="value of A"))["value"] == parts

    def test_a_default(self):
        assert row_json(SettingRow("A", "default", value="DENY")) == {
            "state": "default",
            "value": "DENY",
            "defined": [],
        }


class TestText:
    def test_one_screen(self):
        rows = (
            SettingRow(
                "SECURE_HSTS_SECONDS",
                "known",
                value=3600,
                defined=(PLACE,),
                imports=(Location("shop/prod.py", 1),),
            ),
            SettingRow("X_FRAME_OPTIONS", "default", value="DENY"),
            SettingRow("DATABASES", "known", value={}),
            SettingRow("SESSION_COOKIE_AGE", "default", value=1),
            SettingRow(
                "ALLOWED_HOSTS",
                "unknown",
                value=[{"unknown": "value of HOSTS"}],
                reason="x",
                defined=(PLACE,),
            ),
            SettingRow("DEBUG", "unknown", reason="value of HOSTS", defined=(PLACE,)),
        )
        assert settings_text.render([module(*rows, chosen=("TEST off, by its name",))], PLAIN) == (
            "shop.settings (production: wsgi.py:3 names it)\n"
            "  Django 5.2.7 (requirements.txt:1)\n"
            "\n"
            "Strict-Transport-Security\n"
            "  SECURE_HSTS_SECONDS  3600  shop/base.py:12 via shop/prod.py:1\n"
            "X-Frame-Options\n"
            "  X_FRAME_OPTIONS      'DENY'  Django's default\n"
            "The site as a whole\n"
            "  DEBUG                ?1  shop/base.py:12\n"
            "  ALLOWED_HOSTS        [?1]  shop/base.py:12\n"
            "\n"
            "Not known\n"
            "  ?1  value of HOSTS\n"
            "\n"
            "Read as on a production server: variables that are not given take their default.\n"
            "  - TEST off, by its name\n"
        )

    def test_a_cause_is_told_once_with_its_place(self):
        rows = [SettingRow(name, "unknown", reason="result of f()") for name in ("DEBUG", "ALLOWED_HOSTS")]
        shown = settings_text.render([module(*rows, causes={"result of f()": PLACE})], PLAIN)
        assert "\nNot known\n  ?1  result of f() (shop/base.py:12)\n" in shown
        assert shown.count("result of f()") == 1

    def test_everything(self):
        assert row_text(SettingRow("DATABASES", "known", value={}, defined=(PLACE,))) == [
            "Other settings",
            "  DATABASES  {}  shop/base.py:12",
        ]

    def test_other_values_and_when(self):
        alternatives = (Alternative(NOT_SET, "A is set"), *(Alternative(n, f"N = '{n}'") for n in range(5)))
        assert row_text(SettingRow("DEBUG", "conditional", value=7, alternatives=alternatives)) == [
            "The site as a whole",
            "  DEBUG  7",
            "         or not set when A is set",
            "         or 0 when N = '0'",
            "         or 1 when N = '1'",
            "         or 2 when N = '2'",
            "         or one of 2 more (--format json lists them)",
        ]

    def test_what_may_become_of_most_settings_is_told_once(self):
        local = Alternative({"unknown": "local.py, which is not in the repository"}, "local.py exists")
        rows = [SettingRow(f"CSP_{n}", "conditional", value=n, alternatives=(local,)) for n in range(4)]
        other = SettingRow(
            "DEBUG",
            "conditional",
            value=0,
            alternatives=(Alternative(1, "A is set"), local, Alternative(2, "B")),
        )
        shown = settings_text.render([module(*rows, other)], Style(100))
        assert "  CSP_0  0\n  CSP_1  1\n" in shown
        assert "  DEBUG  0\n         or 1 when A is set\n         or 2 when B\n" in shown
        assert (
            "\nNot known\n  ?1  local.py, which is not in the repository\n"
            "\n5 of these settings are not known (?1) when local.py exists.\n" in shown
        )
        assert shown.count("local.py exists") == 1

    def test_what_may_become_of_few_is_told_with_each(self):
        local = Alternative({"unknown": "local.py"}, "local.py exists")
        rows = [SettingRow(f"CSP_{n}", "conditional", value=n, alternatives=(local,)) for n in range(3)]
        shown = settings_text.render([module(*rows)], Style(100))
        assert shown.count("or ?1 when local.py exists") == 3

    def test_what_is_not_known_in_other_cases_either_is_no_news(self):
        row = SettingRow(
            "DEBUG",
            "unknown",
            reason="f()",
            alternatives=(
                Alternative({"unknown": "g()"}, "A is set"),
                Alternative([{"unknown": "h()"}], "B is set"),
                Alternative(True, "C is set"),
            ),
        )
        assert row_text(row)[1:] == ["  DEBUG  ?1", "         or True when C is set"]

    def test_one_that_is_not_set_leaves_it_to_django(self):
        assert row_text(SettingRow("DEBUG", "conditional", unset=True, default=False))[1] == (
            "  DEBUG  not set, so Django's default False"
        )

    def test_a_long_condition_is_cut(self):
        shown = row_text(
            SettingRow("DEBUG", "conditional", value=1, alternatives=(Alternative(2, "A is set and " * 90),))
        )
        assert shown[-1].endswith(" ...")
        assert len(shown) < 10

    def test_a_place_that_does_not_fit_has_its_own_line(self):
        shown = row_text(SettingRow("DEBUG", "known", value=1, defined=(Location("a/" * 32 + "b.py", 1),)))
        assert shown[1:] == [
            "  DEBUG  1",
            f"         {'a/' * 32}b.py:1",
        ]

    def test_a_place_that_does_not_fit_there_either_goes_to_the_left(self):
        place = Location("a/" * 24 + "b.py", 1)
        row = SettingRow("SECURE_CROSS_ORIGIN_OPENER_POLICY", "known", value=None, defined=(place,))
        assert row_text(row)[1:] == [
            "  SECURE_CROSS_ORIGIN_OPENER_POLICY  None",
            f"    {'a/' * 24}b.py:1",
        ]

    def test_what_is_too_wide_to_stand_beside_its_name_stands_below(self):
        row = SettingRow(
            "MIDDLEWARE",
            "conditional",
            value=["x" * 66, "y"],
            alternatives=(Alternative(["x" * 66], "A is set"),),
            defined=(PLACE,),
        )
        assert row_text(row)[1:] == [
            "  MIDDLEWARE",
            f"    ['{'x' * 66}', 'y']",
            "    shop/base.py:12",
            "    or without 'y' when A is set",
        ]
        assert row_text(row, Style(120))[1] == f"  MIDDLEWARE  ['{'x' * 66}', 'y']  shop/base.py:12"

    def test_the_way_of_an_import_is_not_torn(self):
        imports = (Location("shop/settings/production.py", 1), Location("shop/settings/all.py", 2))
        row = SettingRow("DEBUG", "known", value=1, defined=(PLACE,), imports=imports)
        assert row_text(row, Style(50))[1:] == [
            "  DEBUG  1",
            "         shop/base.py:12",
            "         via shop/settings/all.py:2,",
            "         shop/settings/production.py:1",
        ]

    def test_further_places(self):
        places = tuple(Location("a.py", line) for line in range(1, 7))
        assert row_text(SettingRow("DEBUG", "known", value=1, defined=places), Style(120))[1].endswith(
            "1  a.py:1, also a.py:2, a.py:3, a.py:4 and 2 more"
        )

    def test_causes_stand_in_a_column(self):
        rows = [SettingRow(f"CSP_{n}", "unknown", reason=f"reason {n}") for n in range(1, 11)]
        shown = settings_text.render([module(*rows)], PLAIN)
        assert "\n  ?9   reason 9\n  ?10  reason 10\n" in shown

    def test_an_open_end_and_notes_are_told(self):
        opened = Remark("a.py", 3, "result of yaml.safe_load()")
        row = SettingRow("X_FRAME_OPTIONS", "default", value="DENY")
        shown = settings_text.render(
            [module(row, opened=opened, notes=(Remark("b.py", 1, "is missing"),), assumed="unset")], PLAIN
        )
        assert (
            "From a.py:3 on, names may have been set or changed unseen: result of\n"
            "yaml.safe_load(). Defaults marked (?) may be among them.\n" in shown
        )
        assert "  b.py:1: is missing\n" in shown
        assert "'DENY'  Django's default (?)\n" in shown
        assert shown.endswith("Read with every environment variable unset (--assume unset).\n")


class TestValues:
    @pytest.mark.parametrize(
        ("value", "words"),
        [
            (None, "None"),
            (True, "True"),
            ("it's", '"it\'s"'),
            ("\x1b", "'\\x1b'"),
            ([1, "a"], "[1, 'a']"),
            ({"a": {"repr": "datetime.timedelta(days=1)"}}, "{'a': datetime.timedelta(days=1)}"),
            ({"unknown": 1, "b": 2}, "{'unknown': 1, 'b': 2}"),
            ("x" * 300, f"'{'x' * 157}...'"),
        ],
    )
    def test_in_words(self, value, words):
        assert in_words(value, Causes()) == words

    def test_each_cause_has_one_mark(self):
        causes = Causes()
        value = [{"unknown": "a"}, {"unknown": "b"}, {"unknown": "a"}]
        assert in_words(value, causes) == "[?1, ?2, ?1]"
        assert causes.numbers == {"a": 1, "b": 2}

    def test_long_ones_take_a_line_for_each_part(self):
        assert in_lines({"a": ["x" * 9, "y" * 9], "b": []}, Causes(), 20) == [
            "{",
            "  'a': [",
            "    'xxxxxxxxx',",
            "    'yyyyyyyyy',",
            "  ],",
            "  'b': [],",
            "}",
        ]

    @pytest.mark.parametrize(
        ("before", "after", "words"),
        [
            (1, 2, "2"),
            (["a"], [], "[]"),
            (["a", "b"], ["a", "c"], "with 'c' and without 'b'"),
            (["a", "b"], ["b", "a"], "the same in another order"),
            (["a"], ["a", "a"], "['a', 'a']"),
            ({"a": 1, "b": 2}, {"a": 3}, "with 'a': 3 and without 'b': 2"),
            ({"unknown": "x"}, {"a": 3}, "{'a': 3}"),
            (NOT_SET, ["a"], "['a']"),
        ],
    )
    def test_difference(self, before, after, words):
        assert difference(before, after, Causes()) == words


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_commands_nothing(text):
    row = SettingRow(
        text,
        "unknown",
        value=[text, {text: text}, {"unknown": text}],
        reason=text,
        alternatives=(Alternative(text, text),),
        defined=(Location(text, 1),),
        imports=(Location(text, 2),),
    )
    whole = module(row, opened=Remark(text, 1, text), notes=(Remark(text, 1, text),), chosen=(text,))
    for width in (40, 100):
        shown = settings_text.render([whole], Style(width), everything=True)
        assert commands(shown) == []
        assert shown.replace("\n", "").isprintable()
    rendered = settings_json.render([whole])
    assert commands(rendered) == []
    assert json.loads(rendered)["modules"][0]["settings"][text]["value"][0] == text
