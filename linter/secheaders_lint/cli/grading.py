"""Grades of sites for the commands: from the configuration's words in, to reporters' tables out. Imported late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.errors import UsageError
from secheaders_lint.grades.assumptions import Assumptions
from secheaders_lint.grades.observatory import ALGORITHM
from secheaders_lint.grades.observatory.reasons import REASONS
from secheaders_lint.grades.predicted import Grades, grades_of_site
from secheaders_lint.grades.securityheaders import is_counted
from secheaders_lint.grades.threshold import parse_threshold
from secheaders_lint.reporters.tables import GradedTest, GradesTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from secheaders_lint.config import Config
    from secheaders_lint.grades.observatory import Score
    from secheaders_lint.model.site import SiteModel


def graded(site: SiteModel, config: Config) -> Grades:
    """Return the grades of a site under the assumptions of the configuration."""
    return grades_of_site(site, Assumptions(**config.grading))


def shortfalls(modules: Iterable[tuple[str, Grades]], wanted: str, source: str) -> Iterator[str]:
    """Yield a sentence for each module, by its name, whose grade is worse than the one that ``source`` wants."""
    threshold = parse_threshold(wanted)
    if threshold is None:
        raise UsageError(f"{source}: {wanted!r} is no grade, such as B or observatory:B+")
    for name, grades in modules:
        short = threshold.shortfall(grades)
        if short:
            yield f"{name} has {short}; {source} wants {wanted}"


def fell(before: Grades | None, after: Grades, wanted: str) -> bool:
    """Tell whether a site has a worse grade of the wanted kind than it had, or none before to compare with."""
    threshold = parse_threshold(wanted)
    if before is None or threshold is None:
        return True
    had, has = threshold.rank(before), threshold.rank(after)
    return had is not None and (has is None or has > had)


def table_of(grades: Grades) -> GradesTable:
    """Return grades as reporters show them."""
    letter, points = grades.securityheaders, grades.observatory
    # Results may differ and bring the same points.
    worst = points.worst if points.best and points.worst and points.worst.score != points.best.score else None
    return GradesTable(
        letter=letter.best.grade if letter.best else None,
        because=letter.best.because if letter.best else (grades.without,),
        grade=points.best.grade if points.best else None,
        score=points.best.score if points.best else None,
        algorithm=ALGORITHM,
        tests=_tests(points.best, points.worst) if points.best else (),
        worst_letter=letter.worst.grade if letter.worst else None,
        worst_grade=worst.grade if worst else None,
        worst_score=worst.score if worst else None,
        uncounted=points.best.uncounted if points.best else 0,
        unknown=grades.unknown,
        unknown_counted=tuple(name for name in grades.unknown if is_counted(name)),
        assumed=grades.assumed,
        without=grades.without,
    )


def _tests(best: Score, worst: Score | None) -> tuple[GradedTest, ...]:
    others = best.tests if worst is None else worst.tests
    return tuple(
        GradedTest(
            each.test,
            each.result,
            each.modifier,
            REASONS.get(each.result, ""),
            (other.result, other.modifier) if other.result != each.result else None,
        )
        for each, other in zip(best.tests, others, strict=True)
    )
