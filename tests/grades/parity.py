"""How many recorded scans get the very results of the Observatory's own code: ``python -m tests.grades.parity``."""

from __future__ import annotations

import sys

from secheaders_lint.grades.observatory import grade

from .recorded import scan
from .test_observatory import OF_PAGES, RANDOM, TABLE, case, recorded


def main() -> None:
    cases = equal = tests = same = 0
    for name, row in TABLE["cases"].items():
        if name in OF_PAGES:
            continue
        found, (score, letter, results) = grade(scan(case(name))), recorded(name)
        times = 1 + len(row.get("same", ()))
        hits = sum(results[each.test] == each.result for each in found.tests)
        cases += times
        tests += times * len(results)
        same += times * hits
        equal += times * (hits == len(results) and (found.score, found.grade) == (score, letter))
    odd = sum(
        (found := grade(scan(row[0]))).score == row[1] and found.grade == row[2] for row in RANDOM["rows"]
    )
    sys.stdout.write(
        f"recorded cases: {equal} of {cases} equal; tests: {same} of {tests}\n"
        f"left out, for they need the text of a page: {len(OF_PAGES)}\n"
        f"odd answers: {odd} of {len(RANDOM['rows'])} with the same score\n"
    )


if __name__ == "__main__":
    main()
