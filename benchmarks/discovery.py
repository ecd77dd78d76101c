"""What discovery costs in a large repository, against a bare walk over its folders.

    python benchmarks/discovery.py [ROUNDS]

Generated repositories of 10,000 files: one as a site has them, of which 6,000 are Python, and, to see what that hides,
one of small packages alone, one of large ones, and one of large folders of texts. In each round both take their turn;
the medians are compared. Exit status 1 where discovery of the site takes over 1.3 times as long as the walk with
``os.scandir``; folders of static files are not gone through, which saves a part of the walk there.
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
    from collections.abc import Callable, Iterable

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
    """Write a site: packages, static files and templates."""
    for number in range(PACKAGES):
        write(root / "apps" / f"part{number % 20}" / f"app{number}", (f"{name}.py" for name in PYTHON))
    for number in range(STATIC):
        names = (f"file{file}_{number}.{SUFFIXES[file % len(SUFFIXES)]}" for file in range(25))
        write(root / ("static", "templates")[number % 2] / f"folder{number}", names)
    write_settings(root)


def generate_small_packages(root: Path) -> None:
    """Write 500 packages of 20 modules in one folder."""
    for number in range(500):
        write(root / f"app{number}", (f"{name}.py" for name in PYTHON))
    write_settings(root)


def generate_large_packages(root: Path) -> None:
    """Write 100 packages of 100 modules."""
    for number in range(100):
        write(root / f"app{number}", (f"module_{each}.py" for each in range(100)))
    write_settings(root)


def generate_texts(root: Path) -> None:
    """Write 10 folders of 1,000 texts."""
    for number in range(10):
        write(root / f"folder{number}", (f"file{each}.txt" for each in range(1000)))
    write_settings(root)


def write(folder: Path, names: Iterable[str]) -> None:
    """Write files that say nothing."""
    folder.mkdir(parents=True)
    for name in names:
        (folder / name).write_text("x = 1\n" * 20, encoding="utf-8")


def write_settings(root: Path) -> None:
    """Write what makes a Django project of a folder."""
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


def measure(write_repository: Callable[[Path], None], rounds: int) -> float:
    """Measure both by turns in one repository, print what they take, and return the ratio of the medians."""
    with tempfile.TemporaryDirectory() as folder:
        root = str(Path(folder).resolve())
        write_repository(Path(root))
        files = walk(root)
        found = discover(DirectoryTree(root))
        pairs = [
            (seconds_of(lambda: discover(DirectoryTree(root))), seconds_of(lambda: walk(root)))
            for _ in range(rounds)
        ]
    mine, walks = [mine * 1000 for mine, _ in pairs], [walks * 1000 for _, walks in pairs]
    own, other = statistics.median(mine), statistics.median(walks)
    fastest, fastest_other = min(mine), min(walks)
    what = write_repository.__name__.removeprefix("generate").replace("_", " ").strip() or "site"
    print(
        f"{what}: {files:,} files, {len(found.judged)} settings modules found, {rounds} rounds\n"
        f"  discovery {own:.1f} ms / walk {other:.1f} ms = {own / other:.2f} "
        f"(fastest {fastest:.1f} ms / {fastest_other:.1f} ms = {fastest / fastest_other:.2f})"
    )
    return own / other


def main() -> int:
    """Measure all repositories."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    ratio = measure(generate, rounds)
    for write_repository in (generate_small_packages, generate_large_packages, generate_texts):
        measure(write_repository, rounds)
    print(f"of the site at most {RATIO}: {'well' if ratio <= RATIO else 'TOO SLOW'}")
    return 0 if ratio <= RATIO else 1


if __name__ == "__main__":
    sys.exit(main())
