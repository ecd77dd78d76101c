"""Mend random settings packages, and hold every fix against Python itself: only the settings that are meant may differ.

``python scripts/check_random_fixes.py [COUNT] [--start SEED] [--jobs N]`` from the root of the repository, with the development
dependencies installed. Prints each setting that changed and should not have with its seed, then how many fixes of each rule were
tried. Exits 1 where there was one.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.fixes.random_fixes import check, mixed


class Result(NamedTuple):
    """What came of one program: the rules whose fixes were tried, and what was wrong in words."""

    seed: int
    rules: list[str]
    wrong: list[str]


def result_of(seed: int) -> Result:
    """Return what came of the program that ``seed`` gives; a failure of the fixer counts as wrong."""
    try:
        verdict = check(mixed(Random(seed)), Random(seed))
    except Exception as error:  # noqa: BLE001 - reported with its seed, and the others go on
        return Result(seed, [], [f"failed: {error!r}"])
    wrong = [
        f"{each.title}: {each.name or 'whether it runs'} under {each.environment}: {each.before!r}, then {each.after!r}"
        for each in verdict.wrong
    ]
    return Result(seed, [title.partition(" ")[0] for title in verdict.titles], wrong)


def main() -> int:
    """Check the programs and print the report; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("count", nargs="?", type=int, default=300, help="number of programs")
    parser.add_argument("--start", type=int, default=0, help="first seed")
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    options = parser.parse_args()
    seeds = range(options.start, options.start + options.count)
    begun = time.monotonic()
    rules: Counter[str] = Counter()
    wrong = mended = 0
    with multiprocessing.Pool(options.jobs, maxtasksperchild=100) as pool:
        for result in pool.imap_unordered(result_of, seeds, chunksize=5):
            rules.update(result.rules)
            mended += bool(result.rules)
            wrong += bool(result.wrong)
            for each in result.wrong[:2]:
                print(f"seed {result.seed}: {each}", flush=True)
    print(", ".join(f"{code} {count}" for code, count in sorted(rules.items())))
    print(
        f"{options.count} programs in {time.monotonic() - begun:.0f} s: {rules.total()} fixes in {mended} of them, "
        f"{wrong} programs with a wrong one"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
