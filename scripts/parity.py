"""Print how far prediction, rules and graders agree with what was recorded of the real ones.

    python scripts/parity.py

From the root of the repository, with the development dependencies installed. Four figures: the headers of answers that real versions
of Django sent, the checks that they reported, HTTP Observatory, CSP Evaluator. Exit status 1 where something that is stated differs.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from secheaders_lint.prediction.simulate import answers

from tests.csp import records
from tests.grades import parity as graders
from tests.prediction.test_recorded_answers import CASES, OPEN, differences, recorded, site_of
from tests.rules.recorded import all_recorded, recorded_checks, recorded_site
from tests.rules.test_recorded_checks import OUT_OF_SCOPE


def headers() -> Counter[str]:
    """Compare every recorded answer; returns how many headers are stated and right, stated and wrong, not stated."""
    found: Counter[str] = Counter()
    for name, django in CASES:
        predicted = {(answer.kind, answer.scheme): answer for answer in answers(site_of(name, django))}
        for kind, scheme, real in recorded(name, django):
            if "raised" in real or real["status"] == 500:
                continue
            answer = predicted[kind, scheme]
            wrong = differences(answer, real, set())
            unstated = [text for text in wrong if text.endswith("is not stated")]
            found["answers"] += 1
            found["not stated"] += len(unstated)
            found["differ"] += len(wrong) - len(unstated)
            found["headers"] += len(real["headers"])
    return found


def checks() -> Counter[str]:
    """Compare the ids of Django's checks behind the findings with those that ``check --deploy`` reported."""
    found: Counter[str] = Counter()
    for variant, django in all_recorded():
        same = (
            recorded_site(variant, django).checks() - OUT_OF_SCOPE
            == recorded_checks(variant, django) - OUT_OF_SCOPE
        )
        found["equal" if same else "differ"] += 1
    return found


def main() -> int:
    """Print the four figures."""
    sent = headers()
    stated = sent["headers"] - sent["not stated"]
    print(
        f"Django's answers: {sent['answers']} of kinds that are predicted, {sent['headers']} headers; stated {stated} "
        f"({100 * stated / sent['headers']:.2f} %), differing {sent['differ']}; left open on purpose in {len(OPEN)} variants"
    )
    told = checks()
    print(f"Django's checks: {told['equal']} of {told.total()} sites and versions equal")
    graders.main()
    records.main()
    return 1 if sent["differ"] or told["differ"] else 0


if __name__ == "__main__":
    sys.exit(main())
