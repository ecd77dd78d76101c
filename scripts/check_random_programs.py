"""Compare what the evaluator says of random settings packages with what Python gives, and report it by construct.

``python scripts/check_random_programs.py [COUNT] [--start SEED] [--jobs N]`` from the root of the repository,
with the development dependencies installed. Prints each wrong value with its seed, then for every construct how many programs
use it and what share of the values of those programs is exact. Exits 1 where a value is wrong.
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

from tests.evaluator.compare import check
from tests.evaluator.programs import build, constructs


class Result(NamedTuple):
    """What came of one program: outcomes counted by reading, the constructs in it, and each wrong value in words."""

    seed: int
    outcomes: Counter[str]
    constructs: frozenset[str]
    wrong: list[str]


def result_of(seed: int) -> Result:
    """Return what came of the program that ``seed`` gives; a failure of the evaluator counts as a wrong value."""
    program = build(Random(seed))
    outcomes: Counter[str] = Counter()
    wrong: list[str] = []
    try:
        verdicts = check(program, Random(seed))
    except Exception as error:  # noqa: BLE001 - reported with its seed, and the others go on
        return Result(seed, outcomes, frozenset(program.constructs), [f"failed: {error!r}"])
    for verdict in verdicts:
        kind = "given" if verdict.environment.startswith("--env") else verdict.environment
        kind = kind if kind in {"unset", "given"} else "perturbed"
        outcomes[f"{kind} {verdict.outcome}"] += 1
        if verdict.outcome == "WRONG":
            wrong.append(f"{verdict.name} under {verdict.environment}: {verdict.detail}")
    return Result(seed, outcomes, frozenset(program.constructs), wrong)


def main(arguments: list[str]) -> int:
    """Check the programs and print the report; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("count", nargs="?", type=int, default=1000, help="number of programs")
    parser.add_argument("--start", type=int, default=0, help="first seed")
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    options = parser.parse_args(arguments)
    seeds = range(options.start, options.start + options.count)
    begun = time.monotonic()
    report = Report()
    with multiprocessing.Pool(options.jobs, maxtasksperchild=200) as pool:
        for result in pool.imap_unordered(result_of, seeds, chunksize=10):
            report.add(result)
            if report.programs % 500 == 0:
                print(f"{report.programs} programs, {report.wrong} wrong", file=sys.stderr, flush=True)
    report.show(time.monotonic() - begun)
    return 1 if report.wrong else 0


class Report:
    """Sums of all results."""

    def __init__(self) -> None:
        self.programs = 0
        self.wrong = 0
        self.outcomes: Counter[str] = Counter()
        self.uses: Counter[str] = Counter()
        self.exact: Counter[str] = Counter()
        self.missed: Counter[str] = Counter()

    def add(self, result: Result) -> None:
        """Count a result; what is wrong is shown at once."""
        self.programs += 1
        self.outcomes += result.outcomes
        self.uses.update(result.constructs)
        for construct in result.constructs:
            self.exact[construct] += result.outcomes["unset exact"]
            self.missed[construct] += result.outcomes["unset missed"]
        if result.wrong:
            self.wrong += 1
            print(f"seed {result.seed}: {len(result.wrong)} wrong; {result.wrong[0]}", flush=True)

    def show(self, seconds: float) -> None:
        """Print the table by construct and the totals."""
        for name in sorted({*self.uses, *(construct.name for construct in constructs())}):
            share = _percent(self.exact[name], self.exact[name] + self.missed[name])
            print(f"{name:32} in {_percent(self.uses[name], self.programs)} of programs, exact {share}")
        exact, missed = self.outcomes["unset exact"], self.outcomes["unset missed"]
        print(f"\n{self.programs} programs in {seconds:.0f} s: {self.wrong} with a wrong value")
        print(f"no variable set: {exact + missed} values, exact {_percent(exact, exact + missed)}")
        exact, missed = self.outcomes["given exact"], self.outcomes["given missed"]
        print(f"variables given: {exact + missed} values, exact {_percent(exact, exact + missed)}")
        parts = [self.outcomes[f"perturbed {outcome}"] for outcome in ("exact", "covered", "missed")]
        print(
            f"variables set unseen: {sum(parts)} values, an alternative is exact {_percent(parts[0], sum(parts))}, "
            f"one is partly known {_percent(parts[1], sum(parts))}, may be anything {_percent(parts[2], sum(parts))}"
        )


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:6.2f} %" if whole else "       -"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
