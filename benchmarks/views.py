"""How long the search for views takes, against reading every Python file of the repository once: medians, in turn.

    python benchmarks/views.py [FOLDER]

Without a folder a repository of 5,000 modules of 120 lines is made, of which one in 250 has a view that matters. Exit status 1
where the search takes more than twice as long as walking the folders and reading the files: it adds more than reading them once.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from secheaders_lint.source.directory import DirectoryTree
from secheaders_lint.views import Views

RUNS = 7
MODULES = 5000
BOUND = 2.0
LINES = "\n".join(
    f"def view_{number}(request):\n    return render(request, 'page_{number}.html')\n" for number in range(40)
)
HIT = (
    "from django.views.decorators.clickjacking import xframe_options_exempt\n"
    "@xframe_options_exempt\ndef widget(request): ...\n"
)


def generate(root: Path) -> None:
    """Write the modules, fifty to a folder."""
    for number in range(MODULES):
        folder = root / f"app_{number // 50}"
        folder.mkdir(exist_ok=True)
        (folder / f"views_{number}.py").write_text(
            (HIT if number % 250 == 0 else "") + LINES, encoding="utf-8"
        )


def read_once(root: str) -> int:
    """Walk the folders and read every module, as plainly as Python can; returns the number of bytes."""
    read = 0
    for folder, _, names in os.walk(root):
        for name in names:
            if name.endswith(".py"):
                with Path(folder, name).open("rb") as file:
                    read += len(file.read())
    return read


def search(root: str) -> int:
    """Do what ``check`` does; returns the number of facts."""
    with DirectoryTree(root) as tree:
        return len(Views(tree).facts())


def main() -> int:
    """Measure both in turn."""
    with tempfile.TemporaryDirectory() as made:
        root = sys.argv[1] if len(sys.argv) > 1 else made
        if root == made:
            generate(Path(made))
        found = search(root)
        times: dict[str, list[float]] = {"read_once": [], "search": []}
        for _ in range(RUNS):
            for name, function in (("read_once", read_once), ("search", search)):
                begun = time.process_time()
                function(root)
                times[name].append(time.process_time() - begun)
    once, own = (statistics.median(times[name]) for name in ("read_once", "search"))
    print(
        f"{found} facts; reading once {once * 1000:.0f} ms, the search {own * 1000:.0f} ms = {own / once:.2f}, at most {BOUND}"
    )
    return 0 if own <= BOUND * once else 1


if __name__ == "__main__":
    sys.exit(main())
