"""Both grades of a module as ``headers`` and ``check`` give them in JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from secheaders_lint.reporters.tables import GradedTest, GradesTable


def grades_of(grades: GradesTable | None) -> dict[str, Any]:
    """Return the grades ready for JSON; nothing in them where nobody asked for them."""
    if grades is None:
        return {}
    return {
        "securityheaders": _letter(grades),
        "observatory": _points(grades),
        "assumed": list(grades.assumed),
    }


def _letter(grades: GradesTable) -> dict[str, Any]:
    because = list(grades.because)
    if grades.worst_letter is not None:
        because += [f"{name} is not known: taken at its best" for name in grades.unknown_counted]
    letter = {"grade": grades.letter, "estimated": True, "because": because}
    return letter if grades.worst_letter is None else {**letter, "worst": grades.worst_letter}


def _points(grades: GradesTable) -> dict[str, Any]:
    points: dict[str, Any] = {
        "algorithm": grades.algorithm,
        "grade": grades.grade,
        "score": grades.score,
        "tests": [_test(each) for each in grades.tests],
    }
    if grades.without:
        points["because"] = [grades.without]
    if grades.worst_grade is not None:
        points |= {"worst": grades.worst_grade, "worst_score": grades.worst_score}
    return points


def _test(each: GradedTest) -> dict[str, Any]:
    test = {"test": each.test, "result": each.result, "modifier": each.modifier}
    if each.worst is None:
        return test
    result, modifier = each.worst
    return {**test, "worst": {"result": result, "modifier": modifier}}
