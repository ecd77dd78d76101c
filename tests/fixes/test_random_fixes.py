"""Random settings packages with mistakes mixed in: what each fix makes of them in Python itself.

``scripts/check_random_fixes.py`` does the same for as many programs as one has time for.
"""

from __future__ import annotations

from collections import Counter
from random import Random

from tests.fixes.random_fixes import check, mixed

COUNT = 30


def test_only_what_is_meant_changes():
    rules: Counter[str] = Counter()
    for seed in range(COUNT):
        program = mixed(Random(seed))
        verdict = check(program, Random(seed))
        assert not verdict.wrong, f"seed {seed}\n{verdict.wrong[0]}\n{program}"
        rules.update(title.partition(" ")[0] for title in verdict.titles)
    # The programs are the same each time: should fewer fixes be tried one day, something has come to be withheld.
    assert rules.total() >= 2 * COUNT
    assert len(rules) >= 10
