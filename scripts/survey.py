"""Print a table of what the linter says of real repositories: one row a module that it judges.

    python scripts/survey.py FOLDER…

The columns: module and role, Django's version and where it was read, settings that are known, conditional and unknown,
findings by severity (error/warning/info, as `check` shows them), seconds that `check` took on the whole repository.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

LINT = [sys.executable, "-m", "secheaders_lint"]
HEAD = ("repository", "module (role)", "Django (where)", "known/conditional/unknown", "findings", "seconds")


def ask(command: str, folder: str) -> tuple[dict[str, Any] | None, str]:
    """Return the JSON that a command prints for a folder, and what it said besides."""
    done = subprocess.run(
        [*LINT, command, "--format", "json", folder], capture_output=True, text=True, check=False
    )
    return (json.loads(done.stdout) if done.stdout else None), done.stderr.strip()


def rows_of(folder: str) -> list[tuple[list[str], int]]:
    """Return the rows of a repository, each with its number of errors and warnings."""
    started = time.perf_counter()
    checked, said = ask("check", folder)
    seconds = f"{time.perf_counter() - started:.1f}"
    settings, _ = ask("settings", folder)
    name = Path(folder).name
    if checked is None or settings is None:
        return [([name, "-", said.splitlines()[-1] if said else "", "", "", seconds], 0)]
    found = Counter((module, each["severity"]) for each in checked["findings"] for module in each["modules"])
    rows = []
    for module in settings["modules"]:
        label = ":".join(filter(None, (module["module"], module["configuration"])))
        states = Counter(setting["state"] for setting in module["settings"].values())
        severities = [found[label, severity] for severity in ("error", "warning", "info")]
        django = module["django"]
        row = [
            name,
            f"{label} ({module['role']})",
            f"{django['version']} ({django['source']})",
            "/".join(str(states[state]) for state in ("known", "conditional", "unknown")),
            "/".join(map(str, severities)),
            seconds,
        ]
        rows.append((row, severities[0] + severities[1]))
    return rows


def main(folders: list[str]) -> None:
    """Print the table as Markdown, and the median of findings that are not info over all modules."""
    print(f"| {' | '.join(HEAD)} |\n|{'---|' * len(HEAD)}")
    counts = []
    for folder in folders:
        for row, count in rows_of(folder):
            print(f"| {' | '.join(row)} |", flush=True)
            counts.append(count)
    print(
        f"\n{len(counts)} modules; findings that are not info: median {statistics.median(counts):g}, most {max(counts)}"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
