"""Print a table of what stays unknown in the settings of real repositories: one row a cause, the most frequent first.

    python scripts/unknown_causes.py FOLDER…

The columns: the cause, with the names of variables, files and functions left out where many share it; the number of settings
that are unknown because of it, wholly or in part, and how many of those are about security; the number of projects; one
example. Only the modules that are deployed are looked at: those of production, or where there are none all but the ones of
development and of tests.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LINT = [sys.executable, "-m", "secheaders_lint"]
HEAD = ("cause", "settings", "of security", "projects", "example")
NOT_DEPLOYED = {"development", "test"}
# Settings that decide headers, or whether a deployment is one at all.
SECURITY = re.compile(
    r"^(MIDDLEWARE|INSTALLED_APPS|DEBUG|ALLOWED_HOSTS|X_FRAME_OPTIONS|SECURE_|CSP_|CORS_|CONTENT_SECURITY|.*COOKIE)"
)
# What is a name in a reason, and what stands for it in the table.
NAMES = (
    (re.compile(r"'[^']*'"), "'…'"),
    (
        re.compile(r"value of [^;]+|^[A-Z][A-Z0-9_]+(?= |$)|(?<=of )[A-Z][A-Z0-9_]+|(?<=required: ).*"),
        "a variable",
    ),
    (re.compile(r"[\w./-]+\.(?:py|json|ya?ml|toml|ini|txt|env|cfg|pem|key)\b"), "a file"),
    (re.compile(r"\d[\d,]*"), "N"),
)


class Case(NamedTuple):
    """One setting that is unknown for one cause."""

    project: str
    module: str
    name: str
    place: str


def deployed(modules: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the modules of production; where there are none, all that are not of development or tests; else all."""
    production = [module for module in modules if module["role"] == "production"]
    others = [module for module in modules if module["role"] not in NOT_DEPLOYED]
    return production or others or modules


def reasons_in(value: Any) -> Iterator[str]:
    """Yield the reasons of the parts of a value that are unknown."""
    if isinstance(value, dict):
        if value.keys() == {"unknown"}:
            yield str(value["unknown"])
        for part in value.values():
            yield from reasons_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from reasons_in(part)


def causes_of(setting: dict[str, Any]) -> set[str]:
    """Return the causes that a setting is unknown for, names left out."""
    reasons = {setting.get("reason") or "no reason", *reasons_in(setting.get("value"))}
    causes = set()
    for reason in reasons:
        for part in reason.split("; "):
            cause = part
            for pattern, shown in NAMES:
                cause = pattern.sub(shown, cause)
            causes.add(cause)
    return causes


def cases_of(folder: str) -> Iterator[tuple[str, Case]]:
    """Yield cause and case of all that is unknown in the deployed settings of a repository."""
    command = [*LINT, "settings", "--format", "json", folder]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if not done.stdout:
        last = (done.stderr.strip().splitlines() or ["no answer"])[-1]
        print(f"{Path(folder).name}: {last}", file=sys.stderr)
        return
    for module in deployed(json.loads(done.stdout)["modules"]):
        label = ":".join(filter(None, (module["module"], module["configuration"])))
        for name, setting in module["settings"].items():
            if setting["state"] != "unknown":
                continue
            where = next(iter(setting.get("defined", [])), None)
            place = f"{where['path']}:{where['line']}" if where else module["path"]
            for cause in causes_of(setting):
                yield cause, Case(Path(folder).name, label, name, place)


def row_of(cause: str, cases: Iterable[Case]) -> list[str]:
    """Return the row of a cause; its example is a setting of security where there is one."""
    found = sorted(set(cases), key=lambda case: (SECURITY.match(case.name) is None, case))
    security = sum(SECURITY.match(case.name) is not None for case in found)
    projects = len({case.project for case in found})
    return [cause.replace("|", "\\|"), str(len(found)), str(security), str(projects), " ".join(found[0])]


def main(folders: list[str]) -> None:
    """Print the table as Markdown."""
    cases: dict[str, list[Case]] = defaultdict(list)
    for folder in folders:
        for cause, case in cases_of(folder):
            cases[cause].append(case)
    print(f"| {' | '.join(HEAD)} |\n|{'---|' * len(HEAD)}")
    rows = [row_of(cause, found) for cause, found in cases.items()]
    for row in sorted(rows, key=lambda row: (-int(row[1]), row[0])):
        print(f"| {' | '.join(row)} |")


if __name__ == "__main__":
    main(sys.argv[1:])
