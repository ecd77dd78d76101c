"""What discovery costs in a large repository, against a bare walk over its folders.

    python benchmarks/discovery.py [ROUNDS]

A generated repository of 10,000 files, 6,000 of them Python. In each round both take their turn; the
medians are compared. Exit status 1 where discovery takes over 1.3 times as long as the walk with ``os.scandir``.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from secheaders_lint.discovery import discover
from secheaders_lint.source.directory import DirectoryTree

if TYPE_CHECKING:
    from collections.abc import Callable

RATIO = 1.3
ROUNDS = 41
PACKAGES, STATIC = 300, 160
PYTHON = ("__init__", "models", "views", "urls", "admin", "tests", "forms", "tasks", "api", "signals", "utils", "apps", "managers",
    "serializers", "permissions", "filters", "choices", "middleware", "receivers", "constants")  # fmt: skip
SUFFIXES = ("html", "css", "js", "svg", "json")
MANAGE = 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings.production")\n'
SETTINGS = 'from .base import *\nALLOWED_HOSTS = ["example.com"]\n'
BASE = 'ROOT_URLCONF = "shop.urls"\nINSTALLED_APPS = []\nMIDDLEWARE = []\n'


def generate(root: Path) -> None:
    """Write the repository."""
    for number in range(PACKAGES):
        folder = root / "apps" / f"part{number % 20}" / f"app{number}"
        folder.mkdir(parents=True)
        for name in PYTHON:
            (folder / f"{name}.py").write_text("x = 1\n" * 20, encoding="utf-8")
    for number in range(STATIC):
        folder = root / ("static", "templates")[number % 2] / f"folder{number}"
        folder.mkdir(parents=True)
        for file in range(25):
            name = f"file{file}_{number}.{SUFFIXES[file % len(SUFFIXES)]}"
            (folder / name).write_text("text", encoding="utf-8")
    settings = root / "shop" / "settings"
    settings.mkdir(parents=True)
    for name, text in (("__init__", ""), ("base", BASE), ("production", SETTINGS), ("local", SETTINGS)):
        (settings / f"{name}.py").write_text(text, encoding="utf-8")
    (root / "shop" / "__init__.py").touch()
    (root / "manage.py").write_text(MANAGE, encoding="utf-8")
    (root / "requirements.txt").write_text("Django==5.2.7\n", encoding="utf-8")


def walk(root: str) -> int:
    """Go through all folders, with nothing done about what is found, and return how many files there are."""
    pending, files = [root], 0
    while pending:
        with os.scandir(pending.pop()) as found:
            for entry in found:
                if entry.is_dir(follow_symlinks=False):
                    pending.append(entry.path)
                else:
                    files += 1
    return files


def seconds_of(action: Callable[[], object]) -> float:
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def main() -> int:
    """Measure both by turns."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    with tempfile.TemporaryDirectory() as folder:
        root = str(Path(folder).resolve())
        generate(Path(root))
        files = walk(root)
        found = discover(DirectoryTree(root))
        pairs = [
            (seconds_of(lambda: discover(DirectoryTree(root))), seconds_of(lambda: walk(root)))
            for _ in range(rounds)
        ]
    own, other = (statistics.median(side) for side in zip(*pairs, strict=True))
    fastest, fastest_other = (min(side) for side in zip(*pairs, strict=True))
    print(
        f"{files:,} files, {len(found.judged)} settings modules found, {rounds} rounds\n"
        f"  discovery {own * 1000:.1f} ms / walk {other * 1000:.1f} ms = {own / other:.2f}, at most {RATIO} "
        f"(fastest {fastest * 1000:.1f} ms / {fastest_other * 1000:.1f} ms = {fastest / fastest_other:.2f})"
    )
    return 0 if own / other <= RATIO else 1


if __name__ == "__main__":
    sys.exit(main())
