from __future__ import annotations

import pytest
from secheaders_lint.findings import Confidence, Location, Related, Severity
from secheaders_lint.reporters import concise, text
from secheaders_lint.reporters.style import Style, width_of

from tests.reporters.runner import commands
from tests.reporters.samples import HOSTILE, MODULE, finding, report, silenced

PLAIN = Style(width=80)


def test_a_finding_with_its_source():
    assert text.render(report(finding()), PLAIN) == (
        "shop/settings.py:3:1: warning HSTS001 hsts-missing\n"
        "  SECURE_HSTS_SECONDS is 0\n"
        '  3 | SECURE_HSTS_SECONDS = 0  # for "now"\n'
        "    | ^^^^^^^^^^^^^^^^^^^^^^^\n"
        "  - shop/prod.py:1:1: imported here\n"
        "  > Set it to 300.\n"
        "\n"
        "Judged shop.settings (production: wsgi.py:3 names it), Django 5.2.7\n"
        "  (requirements.txt:1)\n"
        "\n"
        "1 warning.\n"
        "More about a rule: secheaders-lint rules HSTS001\n"
    )


def test_a_clean_site():
    others = (
        MODULE._replace(module="shop.local", role="development"),
        MODULE._replace(module="shop.base", role="base"),
    )
    module = MODULE._replace(notes=("Read as in production: DEBUG off.",))
    shown = text.render(report(modules=(module,), others=others, silenced=(silenced(),), hidden=2), PLAIN)
    assert shown == (
        "Judged shop.settings (production: wsgi.py:3 names it), Django 5.2.7\n"
        "  (requirements.txt:1)\n"
        "  - Read as in production: DEBUG off.\n"
        "Not judged: shop.local (development), shop.base (base); --settings NAME judges\n"
        "  one, --verbose says why\n"
        "\n"
        "No findings (1 silenced, 2 left out by --severity or --confidence).\n"
    )


def test_findings_at_one_place_share_its_source():
    other = finding(code="CTO001", name="nosniff-off", modules=("a", "b"))
    third = finding(code="CTO002", name="nosniff-off", modules=("a", "b"), help="")
    shown = text.render(report(finding(), other, third), PLAIN, quiet=True)
    assert shown.partition("\n\n")[2] == (
        "shop/settings.py:3:1: warning CTO001 nosniff-off\n"
        "  SECURE_HSTS_SECONDS is 0\n"
        "  - holds for a, b\n"
        "  > Set it to 300.\n"
        "\n"
        "shop/settings.py:3:1: warning CTO002 nosniff-off\n"
        "  SECURE_HSTS_SECONDS is 0\n"
    )


def test_how_a_file_is_imported_is_told_once():
    further = finding(code="CTO001", location=Location("shop/settings.py", 7, 1, 7, 8))
    elsewhere = finding(code="CTO002", location=Location("shop/other.py", 7, 1, 7, 8))
    whole = report(finding(), further, elsewhere)
    shown = [
        each.partition("\n")[0] for each in text.render(whole, PLAIN).split("  - shop/prod.py:1:1: imported")
    ]
    assert len(shown) == 3
    assert text.render(whole, PLAIN, verbose=True).count("imported here") == 3


def test_places_of_which_the_same_is_said_stand_side_by_side():
    related = (
        Related("imported here", Location("a.py", 1, 1)),
        Related("stands here", Location("b.py", 2, 5)),
        Related("imported here", Location("c.py", 3, 1)),
    )
    shown = text.render(report(finding(related=related)), PLAIN)
    assert "\n  - a.py:1:1, c.py:3:1: imported here\n  - b.py:2:5: stands here\n" in shown


def test_quiet_is_the_findings_alone():
    assert text.render(report(), PLAIN, quiet=True) == ""
    shown = text.render(report(finding()), PLAIN, quiet=True)
    assert shown.endswith("  > Set it to 300.\n")


def test_verbose_tells_what_was_silenced_and_why_others_are_not_judged():
    other = MODULE._replace(module="shop.local", role="development", why="its name says development")
    shown = text.render(report(silenced=(silenced(),), others=(other,)), PLAIN, verbose=True)
    assert shown.startswith(
        "shop/settings.py:3:1: HSTS001 hsts-missing, silenced by a comment (shop/settings.py:2)\n"
    )
    assert "Not judged: shop.local (development: its name says development)\n" in shown


def test_many_others_are_counted():
    others = tuple(MODULE._replace(module=f"m{number}", role="test") for number in range(8))
    assert "m4 (test) and 3 more;" in text.render(report(others=others), PLAIN)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"confidence": Confidence.MEDIUM}, "warning HSTS001 hsts-missing (medium confidence)\n"),
        ({"confidence": Confidence.MEDIUM}, "\nMedium confidence: the environment decides it"),
        ({"confidence": Confidence.LOW}, "\nLow confidence: something that cannot be read"),
        ({"modules": ("a", "b")}, "holds for a, b"),
    ],
)
def test_what_is_not_usual_is_told(changes, said):
    assert said in text.render(report(finding(**changes)), PLAIN)
    assert said not in text.render(report(finding()), PLAIN)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"django": None}, ", Django's version was not found: taken as the newest"),
        ({"django_exact": False}, ", Django 5.2.7, the newest that requirements.txt:1 admits"),
    ],
)
def test_djangos_version(changes, said):
    assert said in text.render(report(modules=(MODULE._replace(**changes),)), Style(120))


def test_sureness_is_short_where_there_is_no_room():
    shown = text.render(report(finding(confidence=Confidence.MEDIUM)), Style(60))
    assert shown.startswith("shop/settings.py:3:1: warning HSTS001 hsts-missing (medium)\n")


def test_the_most_severe_colours_the_sum():
    findings = (finding(severity=Severity.ERROR), finding(severity=Severity.INFO))
    shown = text.render(report(*findings), Style(80, color=True))
    assert "\x1b[31;1m1 error, 1 info\x1b[0m.\n" in shown


def test_lines_keep_to_the_width():
    long = finding(message="word " * 60, help="word " * 60, modules=tuple(f"module{n}" for n in range(30)))
    shown = text.render(report(long), Style(width=60))
    assert max(map(width_of, shown.splitlines())) <= 60


class TestExcerpt:
    def shown(self, location: Location, line: str | None, width: int = 80) -> list[str]:
        drawn = text.render(
            report(finding(location=location), line=lambda _path, _number: line), Style(width)
        )
        return [each for each in drawn.splitlines() if " | " in each or each.lstrip().startswith("|")]

    def test_several_lines(self):
        assert self.shown(Location("a.py", 7, 1, 9, 2), "MIDDLEWARE = [") == [
            "  7 | MIDDLEWARE = [",
            "    | ^^^^^^^^^^^^^^ ... to line 9",
        ]

    def test_several_lines_of_which_the_first_is_long(self):
        drawn = self.shown(Location("a.py", 7, 1, 9, 2), f"DEFAULTS = dict({'a' * 60}", width=60)
        assert width_of(drawn[1]) <= 60
        assert drawn[1].endswith("^ ... to line 9")

    def test_a_tab_is_as_wide_as_its_blanks(self):
        assert self.shown(Location("a.py", 9, 2, 9, 6), "\tABCD = 1") == [
            "  9 |     ABCD = 1",
            "    |     ^^^^",
        ]

    def test_wide_characters_take_two_columns(self):
        assert self.shown(Location("a.py", 1, 6, 1, 8), "'中文' + x") == [
            "  1 | '中文' + x",
            "    |        ^^",
        ]

    def test_an_escape_is_as_wide_as_it_is_shown(self):
        assert self.shown(Location("a.py", 1, 4, 1, 5), "'\x1b' X") == [
            "  1 | '\\x1b' X",
            "    |       ^",
        ]

    def test_a_long_line_is_cut_around_its_place(self):
        drawn = self.shown(Location("a.py", 1, 201, 1, 205), "a" * 200 + "BCDE" + "f" * 200, width=60)
        assert drawn == [
            "  1 | ...aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaBCDEffffffffffff...",
            "    |                                  ^^^^",
        ]

    def test_no_more_is_cut_than_has_to_be(self):
        drawn = self.shown(Location("a.py", 1, 45, 1, 48), f"{'a' * 44}BCD)", width=54)
        assert drawn == [f"  1 | ...{'a' * 39}BCD)", f"    | {' ' * 42}^^^"]

    def test_a_long_place_is_cut(self):
        drawn = self.shown(Location("a.py", 1, 1, 1, 301), "b" * 300, width=60)
        assert drawn[0] == f"  1 | {'b' * 49}..."
        assert width_of(drawn[1]) <= 60

    @pytest.mark.parametrize("line", [None, "", "   "])
    def test_nothing_to_show(self, line):
        assert self.shown(Location("a.py", 1, 1, 1, 1), line) == []

    def test_a_place_past_the_end_of_its_line(self):
        assert self.shown(Location("a.py", 1, 90, 1, 95), "x") == ["  1 | x", "    |  ^"]


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("width", [40, 80])
def test_hostile_text_is_shown_and_commands_nothing(name, width):
    one = finding(
        location=Location(name, 1, 1, 1, 5), message=f"{name} {name}", help=name, modules=(name, "b")
    )
    module = MODULE._replace(module=name, django=name, django_source=name, why=name, notes=(name,))
    whole = report(one, modules=(module,), others=(module,), line=lambda _path, _number: name)
    for shown in (
        text.render(whole, Style(width)),
        text.render(whole, Style(width), verbose=True),
        concise.render(whole),
    ):
        assert commands(shown) == []
        assert shown.replace("\n", "").isprintable()


def test_concise():
    shown = concise.render(
        report(finding(), finding(severity=Severity.INFO, location=Location("b.py", 1, 2)))
    )
    assert shown == (
        "shop/settings.py:3:1: warning HSTS001 hsts-missing: SECURE_HSTS_SECONDS is 0\n"
        "b.py:1:2: info HSTS001 hsts-missing: SECURE_HSTS_SECONDS is 0\n"
    )
    assert concise.render(report()) == ""
