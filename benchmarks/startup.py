"""How long a start takes, against the interpreter's own: medians over several runs, each command in turn with its measure.

    python benchmarks/startup.py [RUNS]

Exit status 1 where a bound is passed: a folder without Django within 1.5 times ``import argparse, json, pathlib, dataclasses``,
``check`` on the example within 1.8 times the time, and twice the memory, of ``import libcst``, on a project with 1,000 lines of
settings in two modules within twice both. The time is that of the processor: what else the machine does has little part in it. The fastest
runs are shown too, which it has no part in at all. The Action has a measure of its own, pull_request.py.
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
# Twenty lines as settings have them, more than forty times.
BLOCK = """
# Number {0}: what is said about it takes a line or two, for the next one
# who comes by.
TITLE_{0} = os.environ.get("TITLE_{0}", "Shop {0}")
LIMIT_{0} = int(os.environ.get("LIMIT_{0}", "{0}"))
APPS_{0} = [
    "shop.app{0}",
    "shop.other{0}",
]
INSTALLED_APPS += APPS_{0}
CACHES["cache{0}"] = {{
    "BACKEND": "django.core.cache.backends.redis.RedisCache",
    "LOCATION": f"redis://cache{0}:6379/{0}",
    "TIMEOUT": {0},
}}
PATH_{0} = BASE_DIR / "data" / "{0}"

if DEBUG:
    INSTALLED_APPS.append("debug{0}")
"""
HEAD = "import os\nfrom pathlib import Path\nBASE_DIR = Path(__file__).parent\nDEBUG = False\nCACHES = {}\nINSTALLED_APPS = []\nMIDDLEWARE = []\n"


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


def generate(root: Path) -> None:
    """Write a folder without Django, and a project with 1,000 lines of settings in a base and a production module."""
    settings = root / "site" / "shop" / "settings"
    settings.mkdir(parents=True)
    (root / "empty" / ".git").mkdir(parents=True)
    manage = 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings.production")\n'
    for path, text in (
        ("empty/tool.py", "x = 1\n"),
        ("site/.git", ""),
        ("site/manage.py", manage),
        ("site/requirements.txt", "Django==5.2.7\n"),
        ("site/shop/__init__.py", ""),
        ("site/shop/settings/__init__.py", ""),
        ("site/shop/settings/base.py", HEAD + "".join(BLOCK.format(number) for number in range(35))),
        ("site/shop/settings/production.py", "from .base import *\n" + "".join(BLOCK.format(number) for number in range(35, 52))),
    ):  # fmt: skip
        (root / path).write_text(text, encoding="utf-8")


def main() -> int:
    """Measure all bounds."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    with tempfile.TemporaryDirectory() as folder:
        generate(Path(folder))
        libcst = [sys.executable, "-c", "import libcst"]
        bounds = [
            Bound(
                "a folder without Django",
                [*LINT, f"{folder}/empty"],
                [sys.executable, "-c", "import argparse, json, pathlib, dataclasses"],
                status=2,
                seconds=1.5,
                megabytes=2,
            ),
            Bound("the example", [*LINT, str(EXAMPLE)], libcst, 1, 1.8, 2),
            Bound("1,000 lines of settings", [*LINT, f"{folder}/site"], libcst, 1, 2, 2),
        ]
        within = [measure(bound, runs) for bound in bounds]
    return 0 if all(within) else 1


if __name__ == "__main__":
    sys.exit(main())
