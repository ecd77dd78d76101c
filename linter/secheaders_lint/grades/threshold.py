"""``--min-grade``: the least grade that every judged module has to have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from secheaders_lint.grades.observatory.modifiers import GRADES
from secheaders_lint.grades.securityheaders import LETTERS

if TYPE_CHECKING:
    from secheaders_lint.grades.predicted import Grades

_GRADERS = {"securityheaders": "securityheaders.com (estimated)", "observatory": "the HTTP Observatory"}
_SCALES = {"securityheaders": LETTERS, "observatory": tuple(dict.fromkeys(GRADES.values()))}
_WRITTEN = re.compile(r"(?:(securityheaders|observatory):)?([A-F][+-]?)")


class Threshold(NamedTuple):
    """A grader and its least grade."""

    grader: str
    grade: str

    def rank(self, grades: Grades) -> int | None:
        """Return the place of a site's grade on the scale, 0 for the best; ``None`` where it has none."""
        best = grades.observatory.best if self.grader == "observatory" else grades.securityheaders.best
        scale = _SCALES[self.grader]
        return scale.index(best.grade) if best is not None and best.grade in scale else None

    def shortfall(self, grades: Grades) -> str:
        """Return what a site has instead of the grade, in words; empty where it is good enough.

        What is not known counts as its best case; where nothing can be graded nothing is good enough.
        """
        if self.grader == "observatory":
            score = grades.observatory.best
            if score is None:
                return f"no grade of {_GRADERS[self.grader]}: {grades.without}"
            had, points = score.grade, f", {score.score} points"
        else:
            letter = grades.securityheaders.best
            if letter is None or letter.grade not in LETTERS:
                return f"no grade of {_GRADERS[self.grader]}: {grades.without}"
            had, points = letter.grade, ""
        scale = _SCALES[self.grader]
        if scale.index(had) <= scale.index(self.grade):
            return ""
        return f"grade {had} of {_GRADERS[self.grader]}{points}"


def parse_threshold(text: str) -> Threshold | None:
    """Return the threshold that is written ``B`` or ``observatory:B+``; ``None`` where that names no grade."""
    found = _WRITTEN.fullmatch(text)
    if found is None:
        return None
    grader = found[1] or "securityheaders"
    return Threshold(grader, found[2]) if found[2] in _SCALES[grader] else None
