"""Both grades of a module for people: a line each, and below it what costs, the most first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.reporters.escape import safe
from secheaders_lint.reporters.style import GLUE, pad

if TYPE_CHECKING:
    from secheaders_lint.reporters.style import Style
    from secheaders_lint.reporters.tables import GradedTest, GradesTable

_NAME_WIDTH = 21
_GRADE_WIDTH = 4
_LOOKS = {"A": "green", "B": "yellow", "C": "yellow"}
_SECURITYHEADERS, _OBSERVATORY = "securityheaders.com", "HTTP Observatory"


def grade_lines(grades: GradesTable, style: Style, *, verbose: bool = False) -> list[str]:
    """Return the lines; with ``verbose`` the tests that cost nothing, too."""
    lines = [style.paint("Grades", "bold"), *_letter(grades, style), *_points(grades, style, verbose=verbose)]
    if grades.unknown and not grades.without:
        names = ", ".join(safe(name) for name in grades.unknown)
        lines += style.wrap(f"Not known, and taken at its best: {names}.", "  ", "    ")
    assumed = "; ".join(grades.assumed)
    return [
        *lines,
        *style.wrap(f"Assumed, and set by [grading] in the configuration: {assumed}.", "  ", "    "),
    ]


def _letter(grades: GradesTable, style: Style) -> list[str]:
    aside = "estimated, give or take a letter" if grades.letter else "estimated"
    if grades.worst_letter is not None:
        aside += f"; {grades.worst_letter} at worst"
    lines = _head(_SECURITYHEADERS, grades.letter, aside, style)
    because = grades.because or ((grades.without,) if grades.without else ())
    for reason in because:
        lines += style.wrap(safe(reason), "    - ", "      ")
    return lines


def _points(grades: GradesTable, style: Style, *, verbose: bool) -> list[str]:
    if grades.score is None:
        head = _head(_OBSERVATORY, None, "no score", style)
        return [*head, *style.wrap(grades.without, "    - ", "      ")]
    aside = f"{grades.score} points"
    if grades.worst_grade is not None:
        aside += f"; {grades.worst_grade}, {grades.worst_score} points, at worst"
    lines = _head(_OBSERVATORY, grades.grade, aside, style)
    for each in sorted(grades.tests, key=lambda test: test.modifier):
        if each.modifier < 0 or verbose:
            lines += _test(each, style)
    if grades.uncounted:
        lines += style.wrap(
            f"{_signed(grades.uncounted)}{GLUE}not counted: that takes 90 points without them",
            "    ",
            "         ",
        )
    return lines


def _test(each: GradedTest, style: Style) -> list[str]:
    told = each.reason or f"{each.test}: {each.result}"
    return style.wrap(f"{_signed(each.modifier)}{GLUE}{told}", "    ", "         ")


def _signed(points: int) -> str:
    return f"{points:+4d}".replace(" ", GLUE) if points else GLUE * 3 + "0"


def _head(name: str, grade: str | None, aside: str, style: Style) -> list[str]:
    shown = grade or "none"
    start = f"  {pad(name, _NAME_WIDTH)}"
    first, *rest = style.wrap(f"{start}{pad(shown, _GRADE_WIDTH)} {aside}", "", " " * len(start))
    behind = first[len(start) + len(shown) :]
    return [f"{start}{style.paint(shown, _LOOKS.get(shown[0], 'red'), 'bold')}{behind}", *rest]
