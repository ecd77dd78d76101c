from __future__ import annotations

import pytest
from secheaders_lint.reporters.escape import inert
from secheaders_lint.reporters.grades_json import grades_of
from secheaders_lint.reporters.grades_text import grade_lines
from secheaders_lint.reporters.jsonable import dump
from secheaders_lint.reporters.style import Style
from secheaders_lint.reporters.tables import GradedTest, GradesTable

from tests.reporters.runner import commands
from tests.reporters.samples import HOSTILE

GRADES = GradesTable(
    letter="B",
    because=("Permissions-Policy is missing: a letter less", "X-Frame-Options is missing: a letter less"),
    grade="C",
    score=55,
    algorithm=6,
    tests=(
        GradedTest("redirection", "redirection-missing", -20, "http is not redirected to https"),
        GradedTest("cookies", "cookies-not-found", 0, worst=("cookies-session-without-secure-flag", -40)),
        GradedTest("content-security-policy", "csp-not-implemented", -25, "no Content-Security-Policy"),
        GradedTest("referrer-policy", "referrer-policy-private", 5),
    ),
    worst_grade="F",
    worst_score=15,
    uncounted=5,
    unknown=("Set-Cookie",),
    assumed=("the certificate is trusted", "http reaches Django"),
)


def test_text_has_the_worst_first():
    assert grade_lines(GRADES, Style(100)) == [
        "Grades",
        "  securityheaders.com  B    estimated, give or take a letter",
        "    - Permissions-Policy is missing: a letter less",
        "    - X-Frame-Options is missing: a letter less",
        "  HTTP Observatory     C    55 points; F, 15 points, at worst",
        "     -25 no Content-Security-Policy",
        "     -20 http is not redirected to https",
        "      +5 not counted: that takes 90 points without them",
        "  Not known, and taken at its best: Set-Cookie.",
        "  Assumed, and set by [grading] in the configuration: the certificate is trusted; http reaches",
        "    Django.",
    ]


def test_verbose_text_has_every_test():
    shown = grade_lines(GRADES, Style(100), verbose=True)
    assert shown[7:9] == [
        "       0 cookies: cookies-not-found",
        "      +5 referrer-policy: referrer-policy-private",
    ]


def test_colour_changes_no_text():
    painted = "\n".join(grade_lines(GRADES, Style(100, color=True)))
    assert "\x1b[33;1mB\x1b[0m    estimated" in painted


@pytest.mark.parametrize("width", [40, 60, 80])
def test_text_keeps_to_the_width(width):
    assert max(map(len, grade_lines(GRADES, Style(width)))) <= width


def test_no_grade_has_its_reason():
    without = GradesTable("R", ("it never ends",), None, None, 6, without="it never ends")
    assert grade_lines(without, Style(100))[1:5] == [
        "  securityheaders.com  R    estimated, give or take a letter",
        "    - it never ends",
        "  HTTP Observatory     none no score",
        "    - it never ends",
    ]


def test_json():
    document = grades_of(GRADES)
    assert document["securityheaders"] == {"grade": "B", "estimated": True, "because": list(GRADES.because)}
    points = document["observatory"]
    assert (points["worst"], points["worst_score"]) == ("F", 15)
    assert points["tests"][1] == {
        "test": "cookies",
        "result": "cookies-not-found",
        "modifier": 0,
        "worst": {"result": "cookies-session-without-secure-flag", "modifier": -40},
    }
    assert document["assumed"] == list(GRADES.assumed)


def test_json_of_what_nobody_asked_for():
    assert grades_of(None) == {}


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_commands_nothing(text):
    # Reasons quote settings, and names of headers come from configurations.
    hostile = GRADES._replace(because=(text,), unknown=(text,))
    for width in (40, 100):
        shown = inert("\n".join(grade_lines(hostile, Style(width))))
        assert commands(shown) == []
        assert shown.replace("\n", "").isprintable()
    assert commands(dump(grades_of(hostile))) == []
