"""Mozilla's HTTP Observatory (now MDN's), algorithm 6: every test, the score and the grade.

Held against the answers of its own code in ``tests/grades``. What its texts promise and its code does not do is done as
the code does it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from secheaders_lint.grades.observatory import content, cookies, fields, transport
from secheaders_lint.grades.observatory.modifiers import (
    ALGORITHM,
    EXTRA_CREDIT_FROM,
    GRADES,
    MODIFIERS,
    START,
)
from secheaders_lint.grades.observatory.scan import Hop, Result, Scan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_PASSING_SCRIPTS = frozenset(
    {
        "sri-implemented-and-all-scripts-loaded-securely",
        "sri-implemented-and-external-scripts-loaded-securely",
        "sri-not-implemented-response-not-html",
        "sri-not-implemented-but-all-scripts-loaded-from-secure-origin",
        "sri-not-implemented-but-no-scripts-loaded",
    }
)
_STEP = 5
_HIGHEST = 100


class Outcome(NamedTuple):
    """One test: its name, that of its result, the points that it brings or costs, whether it passed."""

    test: str
    result: str
    modifier: int
    passed: bool


class Score(NamedTuple):
    """The points of a site, its grade, and every test in the order of the Observatory."""

    score: int
    grade: str
    tests: tuple[Outcome, ...]

    @property
    def uncounted(self) -> int:
        """The points that tests bring and that do not count, for others cost too many."""
        known = [each.modifier for each in self.tests]
        bonus = sum(each for each in known if each > 0)
        return bonus if START + sum(known) - bonus < EXTRA_CREDIT_FROM else 0


def _scripts_result(scan: Scan) -> Result:
    """Return the one result that needs the text of the page: it is given."""
    return Result(scan.scripts, scan.scripts in _PASSING_SCRIPTS)


TESTS: dict[str, Callable[[Scan], Result]] = {
    "content-security-policy": content.policy_result,
    "cookies": cookies.cookies_result,
    "cross-origin-embedder-policy": fields.embedder_policy_result,
    "cross-origin-opener-policy": fields.opener_policy_result,
    "cross-origin-resource-sharing": transport.sharing_result,
    "redirection": transport.redirection_result,
    "referrer-policy": fields.referrer_result,
    "strict-transport-security": fields.transport_security_result,
    "subresource-integrity": _scripts_result,
    "x-content-type-options": fields.content_type_result,
    "x-frame-options": content.framing_result,
    "cross-origin-resource-policy": fields.resource_policy_result,
}


def grade(scan: Scan) -> Score:
    """Return the score of a site: a pure function of what a scan sees."""
    outcomes = []
    for name, test in TESTS.items():
        result = test(scan)
        outcomes.append(Outcome(name, result.name, MODIFIERS[result.name], result.passed))
    score = score_of(each.modifier for each in outcomes)
    return Score(score, grade_of(score), tuple(outcomes))


def score_of(modifiers: Iterable[int]) -> int:
    """Return the points: what brings some counts only where what costs some leaves 90 of them."""
    known = tuple(modifiers)
    plain = START + sum(each for each in known if each < 0)
    return max(START + sum(known) if plain >= EXTRA_CREDIT_FROM else plain, 0)


def grade_of(score: int) -> str:
    """Return the grade of a score, which is rounded down to a multiple of five."""
    return GRADES[min(score - score % _STEP, _HIGHEST)]


__all__ = ["ALGORITHM", "TESTS", "Hop", "Outcome", "Result", "Scan", "Score", "grade", "grade_of", "score_of"]
