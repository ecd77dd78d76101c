"""Score whether the alternatives of a setting name the variables that decide it, against real imports with one variable changed.

``python scripts/score_dependents.py CORPUS CHECKOUTS``: CORPUS holds ``corpus.jsonl`` and ``truth/*.json``, CHECKOUTS the text files of
the repositories in folders of their names there. For each setting that a variable was seen to change: *named* where a condition of an
alternative names the variable, or the value is known to depend on it; *listed* where the changed value is one of the alternatives as
well; *silent* where the setting is shown as known, which is wrong. Exits 1 where one is silent.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any


def shown_settings(root: Path, module: str, given: dict[str, str]) -> dict[str, Any]:
    """Return what ``settings --format json`` says of a module's settings with these variables given."""
    words = ["settings", "--format", "json", "--assume", "unset", "--settings", module]
    for name, text in given.items():
        if "$" not in text:
            words += ["--env", f"{name}={text}"]
    done = subprocess.run(
        [sys.executable, "-m", "secheaders_lint", *words, str(root)],
        capture_output=True,
        text=True,
        check=False,
    )
    found: dict[str, Any] = json.loads(done.stdout)["modules"][0]["settings"]
    return found


def verdict(entry: dict[str, Any] | None, variable: str, changed: dict[str, Any]) -> str:
    """Return what an entry of ``settings`` says of one change of one variable."""
    if entry is None:
        return "unnamed"
    if entry["state"] == "known":
        return "silent"
    alternatives = entry.get("alternatives", [])
    texts = [
        *(case["when"] for case in alternatives),
        json.dumps(alternatives),
        json.dumps(entry.get("reason")),
        json.dumps(entry.get("value")),
    ]
    if not any(variable in text for text in texts):
        return "unnamed"
    listed = "value" in changed and any(case.get("value") == changed["value"] for case in alternatives)
    return "listed" if listed else "named"


def main(arguments: list[str]) -> int:
    """Score every module of the corpus that is checked out; returns the exit code."""
    corpus, checkouts = map(Path, arguments)
    counts: Counter[str] = Counter()
    for line in (corpus / "corpus.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        for module in row["modules"]:
            name = ":".join(filter(None, (module["module"], module.get("configuration"))))
            truth = corpus / "truth" / f"{row['repo'].replace('/', '+')}__{name.replace(':', '@')}.json"
            root = checkouts / row["checkout"]
            if truth.exists() and root.is_dir():
                told = json.loads(truth.read_text(encoding="utf-8"))
                given = row.get("env") or {}
                counts += score(told, shown_settings(root, name, given), given, f"{row['repo']} {name}")
    total = sum(counts.values())
    print(f"{total} changes of a setting by one variable: {dict(counts)}")
    return 1 if counts["silent"] else 0


def score(told: dict[str, Any], shown: dict[str, Any], given: dict[str, str], label: str) -> Counter[str]:
    """Return how many of a module's changes are listed, named, unnamed and silent; those that are not named are printed.

    A variable that was given to the import as well as to the linter is not asked for: the linter is right to say nothing of it.
    """
    counts: Counter[str] = Counter()
    for setting, changes in told.get("env_dependent", {}).items():
        for change in changes if setting not in told.get("tainted", []) else []:
            for variable in change["env"].keys() - given.keys():
                found = verdict(shown.get(setting), variable, change)
                counts[found] += 1
                if found in {"silent", "unnamed"}:
                    print(
                        f"{found:8} {label} {setting} by {variable}: {json.dumps(shown.get(setting))[:200]}"
                    )
    return counts


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
