"""How long a start takes, against the interpreter's own: medians over several runs, each command in turn with its measure.

    python benchmarks/startup.py [RUNS]

Exit status 1 where a bound is passed: a folder without Django within 1.5 times ``import argparse, json, pathlib, dataclasses``,
``check`` on the example within 1.8 times the time, and twice the memory, of ``import libcst``. The time is that of the
processor: what else the machine does has little part in it. The fastest runs are shown too, which it has no part in at all.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

EXAMPLE = Path(__file__).parents[1] / "examples" / "shop"
LINT = [sys.executable, "-m", "secheaders_lint", "check"]
RUNS = 15


class Cost(NamedTuple):
    """What one run took: seconds of the processor, megabytes at the peak."""

    seconds: float
    megabytes: float


class Bound(NamedTuple):
    """A command, what it is measured against, the exit status it has, and how many times as much it may take."""

    name: str
    command: list[str]
    against: list[str]
    status: int
    seconds: float
    megabytes: float


def cost(command: list[str], expected: int = 0) -> Cost:
    """Run a command once; one that does not end as expected measures nothing."""
    # As after an installation: what is imported has been compiled before.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    silent = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=silent, stderr=silent, env=environment) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != expected:
        sys.exit(f"{' '.join(command)}: exit status {process.returncode} instead of {expected}")
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def measure(bound: Bound, runs: int) -> bool:
    """Print how a command compares, and tell whether it is within its bound."""
    cost(bound.command, bound.status)
    pairs = [(cost(bound.command, bound.status), cost(bound.against)) for _ in range(runs)]
    own, other = (
        Cost(statistics.median(each.seconds for each in side), max(each.megabytes for each in side))
        for side in zip(*pairs, strict=True)
    )
    fastest, fastest_other = (min(each.seconds for each in side) for side in zip(*pairs, strict=True))
    times, sizes = own.seconds / other.seconds, own.megabytes / other.megabytes
    print(
        f"{bound.name}, against `{bound.against[-1]}`, {runs} runs\n"
        f"  time    {own.seconds * 1000:4.0f} ms / {other.seconds * 1000:4.0f} ms = {times:.2f}, at most {bound.seconds} "
        f"(fastest {fastest * 1000:.0f} ms / {fastest_other * 1000:.0f} ms = {fastest / fastest_other:.2f})\n"
        f"  memory  {own.megabytes:4.0f} MB / {other.megabytes:4.0f} MB = {sizes:.2f}, at most {bound.megabytes}"
    )
    return times <= bound.seconds and sizes <= bound.megabytes


def main() -> int:
    """Measure all bounds."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    with tempfile.TemporaryDirectory() as empty:
        (Path(empty) / ".git").mkdir()
        (Path(empty) / "tool.py").write_text("x = 1\n", encoding="utf-8")
        bounds = [
            Bound(
                "a folder without Django",
                [*LINT, empty],
                [sys.executable, "-c", "import argparse, json, pathlib, dataclasses"],
                status=2,
                seconds=1.5,
                megabytes=2,
            ),
            Bound("the example", [*LINT, str(EXAMPLE)], [sys.executable, "-c", "import libcst"], 1, 1.8, 2),
        ]
        within = [measure(bound, runs) for bound in bounds]
    return 0 if all(within) else 1


if __name__ == "__main__":
    sys.exit(main())
