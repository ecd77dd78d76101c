"""What evaluating settings costs: against parsing the same files, and by the size of a module.

    python benchmarks/evaluation.py CHECKOUT… [--runs N]

For each deployed settings module of the checkouts: seconds that its evaluation takes, with all modules that it reads parsed
already, against seconds that libcst takes to parse them. Then generated modules of 1,000 to 20,000 lines of usual settings.
Exit status 1 where the median ratio over the modules is over 2.5, or the seconds for a line of the largest generated module are
over 1.5 times those of the smallest. Times are the processor's, the least of N runs.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import libcst
from secheaders_lint.discovery import discover
from secheaders_lint.discovery.spec import dependencies_of
from secheaders_lint.engine import Options, build_site
from secheaders_lint.errors import SourceError
from secheaders_lint.source.directory import DirectoryTree
from secheaders_lint.source.memory import MemoryTree
from secheaders_lint.views import Views

if TYPE_CHECKING:
    from collections.abc import Callable

    from secheaders_lint.discovery.found import Discovery, Entrypoint
    from secheaders_lint.source.tree import SourceTree

RATIO, GROWTH = 2.5, 1.5
SIZES = (1_000, 2_000, 5_000, 10_000, 20_000)
RUNS = 5
BLOCK = """\

# -- number {0} ------------------------------------------------------------------
# What every other setting looks like: names, lists and dictionaries of texts, with
# a word about each, and now and then a variable of the environment.

NAME_{0} = os.environ.get("NAME_{0}", "value {0}")
LIMIT_{0} = int(os.getenv("LIMIT_{0}", "{0}"))
TITLE_{0} = f"{{NAME_{0}}} of {{LIMIT_{0}}}"

APPS_{0} = [
    "shop.app{0}",
    "shop.other{0}",
    # Last, for it overrides templates.
    "shop.third{0}",
]
INSTALLED_APPS += APPS_{0}

CACHES["cache{0}"] = {{
    "BACKEND": "django.core.cache.backends.redis.RedisCache",
    "LOCATION": f"redis://{{NAME_{0}}}:6379/{0}",
    "TIMEOUT": {0},
}}
# Only while developing.
if DEBUG:
    INSTALLED_APPS.append("debug{0}")
PLAIN_{0} = "one"
PATH_{0} = BASE_DIR / "a{0}"

"""
HEAD = """\
import os
from pathlib import Path

BASE_DIR = Path(__file__).parent.parent
DEBUG = os.environ.get("DEBUG") == "1"
CACHES = {}
INSTALLED_APPS = []
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
"""


class Cost(NamedTuple):
    """What one settings module costs: its lines with those that it imports, seconds to parse and to evaluate them."""

    lines: int
    parsing: float
    evaluation: float


def least(action: Callable[[], object], runs: int) -> float:
    """Return the least seconds of the processor that an action takes."""
    times = []
    for _ in range(runs):
        gc.collect()
        started = time.process_time()
        action()
        times.append(time.process_time() - started)
    return min(times)


def cost_of(tree: SourceTree, discovery: Discovery, entrypoint: Entrypoint, runs: int) -> Cost:
    """Measure a settings module; raises `SourceError` where it cannot be read."""
    dependencies = dependencies_of(tree, discovery, entrypoint)

    def evaluate() -> object:
        return build_site(tree, entrypoint, dependencies, Options(), Views(tree))

    # The first run parses; the tree keeps what it has parsed.
    site = build_site(tree, entrypoint, dependencies, Options(), Views(tree))
    modules = site.evaluation.machine.importer.modules.values()
    read = {source.path: source for each in modules if (source := getattr(each, "source", None)) is not None}
    texts = [source.text.text for source in read.values()]

    def parse() -> object:
        return [libcst.parse_module(text) for text in texts]

    lines = sum(text.count("\n") for text in texts)
    return Cost(lines, least(parse, runs), least(evaluate, runs))


def of_checkouts(folders: list[str], runs: int) -> float:
    """Print a row for each deployed module, and return the median ratio."""
    ratios = []
    for folder in folders:
        tree = DirectoryTree(folder)
        discovery = discover(tree)
        for entrypoint in discovery.judged:
            try:
                cost = cost_of(tree, discovery, entrypoint, runs)
            except SourceError as error:
                print(f"{Path(folder).name} {entrypoint.name}: {error}")
                continue
            ratios.append(cost.evaluation / cost.parsing)
            print(
                f"{cost.lines:6} lines  parse {cost.parsing * 1000:6.0f} ms  evaluate {cost.evaluation * 1000:6.0f} ms"
                f"  = {ratios[-1]:5.2f}  {Path(folder).name} {entrypoint.name}",
                flush=True,
            )
    return statistics.median(ratios) if ratios else 0.0


def of_size(lines: int, runs: int) -> float:
    """Print what a generated module costs, and return microseconds a line."""
    text = HEAD
    blocks = 0
    while text.count("\n") < lines:
        text += "".join(BLOCK.format(blocks + number) for number in range(10))
        blocks += 10
    manage = 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\n'
    tree = MemoryTree({"manage.py": manage, "shop/__init__.py": "", "shop/settings.py": text})
    discovery = discover(tree)
    cost = cost_of(tree, discovery, discovery.judged[0], runs)
    each = cost.evaluation / cost.lines * 1e6
    print(
        f"{cost.lines:6} lines  parse {cost.parsing * 1000:6.0f} ms  evaluate {cost.evaluation * 1000:6.0f} ms"
        f"  = {cost.evaluation / cost.parsing:5.2f}  {each:.1f} µs a line",
        flush=True,
    )
    return each


def main() -> int:
    """Measure both."""
    # As in a run of the linter.
    gc.set_threshold(100_000)
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("checkouts", nargs="*")
    parser.add_argument("--runs", type=int, default=RUNS)
    arguments = parser.parse_args()
    median = of_checkouts(arguments.checkouts, arguments.runs)
    print(f"median over the modules: {median:.2f}, at most {RATIO}")
    each = [of_size(size, arguments.runs) for size in SIZES]
    growth = each[-1] / each[0]
    print(f"largest to smallest, for a line: {growth:.2f}, at most {GROWTH}")
    return 0 if median <= RATIO and growth <= GROWTH else 1


if __name__ == "__main__":
    sys.exit(main())
