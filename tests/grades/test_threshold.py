"""``--min-grade``: what it can be, and what falls short of it."""

from __future__ import annotations

import pytest
from secheaders_lint.config.schema import is_grade
from secheaders_lint.grades.observatory import Score
from secheaders_lint.grades.predicted import Grades, Letter, Points
from secheaders_lint.grades.securityheaders import Estimate
from secheaders_lint.grades.threshold import parse_threshold

WORDS = (
    "A+",
    "A",
    "A-",
    "B+",
    "B",
    "B-",
    "C+",
    "C",
    "C-",
    "D+",
    "D",
    "D-",
    "E",
    "E+",
    "F",
    "F-",
    "F+",
    "R",
    "",
    "b",
    " B",
)


def grades(letter: str, grade: str) -> Grades:
    return Grades(Letter(Estimate(letter), Estimate("F")), Points(Score(70, grade, ()), Score(0, "F", ())))


@pytest.mark.parametrize("prefix", ["", "securityheaders:", "observatory:", "mozilla:"])
@pytest.mark.parametrize("word", WORDS)
def test_the_configuration_and_the_grader_agree_on_what_a_grade_is(prefix, word):
    assert is_grade(prefix + word) == (parse_threshold(prefix + word) is not None)


@pytest.mark.parametrize(
    ("text", "letter", "grade", "short"),
    [
        ("B", "B", "F", False),
        ("B", "A+", "F", False),
        ("B", "C", "A+", True),
        ("securityheaders:A", "A+", "F", False),
        ("F", "F", "F", False),
        ("E", "F", "F", True),
        ("observatory:B+", "F", "B+", False),
        ("observatory:B+", "F", "A-", False),
        ("observatory:B+", "A+", "B", True),
        ("observatory:A+", "A+", "A", True),
    ],
)
def test_the_best_case_counts(text, letter, grade, short):
    threshold = parse_threshold(text)
    assert threshold is not None
    assert bool(threshold.shortfall(grades(letter, grade))) == short


def test_what_a_site_has_instead_is_told():
    wanted = {text: parse_threshold(text) for text in ("A", "observatory:A")}
    told = {text: threshold.shortfall(grades("C", "B")) for text, threshold in wanted.items() if threshold}
    assert told == {
        "A": "grade C of securityheaders.com (estimated)",
        "observatory:A": "grade B of the HTTP Observatory, 70 points",
    }


@pytest.mark.parametrize("text", ["F", "observatory:F"])
def test_no_grade_is_never_enough(text):
    without = Grades(Letter(Estimate("R")), Points(None), without="the page redirects to itself without end")
    threshold = parse_threshold(text)
    assert threshold is not None
    assert threshold.shortfall(without).endswith(": the page redirects to itself without end")
