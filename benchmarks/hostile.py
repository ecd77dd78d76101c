"""How long the linter takes on repositories made to hurt, and how much memory: one row a case.

    python -m benchmarks.hostile [--command check|headers|settings] [--over] [NAME…]

NAME is a part of the name of a case. ``--over`` shows only what is over a bound or wrong. Exit status 1 where a case takes
over 5 seconds on the wall or 300 MB at its peak, or does what it must not do (``tests/hostile/running.py``).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.hostile.running import CASES, build, faults, run

SECONDS = 5


def measure(name: str, command: str, *, only_over: bool) -> bool:
    """Run one case, print its row, and tell whether it is within the bounds."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        outcome = run(build(name, Path(folder)), command)
        wrong = faults(outcome, Path(folder))
    if outcome.seconds > SECONDS:
        wrong.append(f"over {SECONDS} s")
    if wrong or not only_over:
        print(
            f"{outcome.seconds:6.2f} s {outcome.megabytes:5.0f} MB  {outcome.status}  {command} {name}",
            flush=True,
        )
        print("".join(f"{'':20}! {each}\n" for each in wrong), end="", flush=True)
    return not wrong


def main() -> int:
    """Measure the cases that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--command", action="append", choices=("check", "headers", "settings"))
    parser.add_argument("--over", action="store_true")
    parser.add_argument("names", nargs="*")
    arguments = parser.parse_args()
    chosen = [name for name in CASES if not arguments.names or any(part in name for part in arguments.names)]
    within = [
        measure(name, command, only_over=arguments.over)
        for name in chosen
        for command in arguments.command or ["check"]
    ]
    print(f"{len(within)} runs, {within.count(False)} over a bound or wrong")
    return 0 if all(within) else 1


if __name__ == "__main__":
    sys.exit(main())
