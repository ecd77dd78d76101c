"""Score the production reading against what production gets, as written down by hand for real repositories.

    python scripts/score_production.py FOLDER… [--only REPOSITORY] [--verbose]

Each FOLDER holds checkouts named ``owner+name``; the expectations stand in tests/data/production_readings.json. A
setting is *right* where the linter states what was written down, or leaves open what nobody can know; *missed* where it
leaves open what can be known; *WRONG* where it states something else. The exit code is 1 where one is wrong, or where
nothing was scored.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

EXPECTED = Path(__file__).parent.parent / "tests" / "data" / "production_readings.json"
LINT = [sys.executable, "-m", "secheaders_lint", "settings", "--format", "json", "--assume", "production"]
HOLE = {"unknown": "nothing is said"}
UNSET = {"unset": True}
REST = "…"  # the key under which a dict shows that it may hold more
RELEVANT = re.compile(
    r"(?:SECURE_|SESSION_COOKIE_|CSRF_COOKIE_|LANGUAGE_COOKIE_|CSP_|CONTENT_SECURITY_POLICY|CORS_)\w*"
    r"|DEBUG|ALLOWED_HOSTS|MIDDLEWARE|X_FRAME_OPTIONS|CSRF_TRUSTED_ORIGINS|CSRF_USE_SESSIONS|USE_X_FORWARDED_HOST"
    r"|PERMISSIONS_POLICY|FEATURE_POLICY|REFERRER_POLICY|SILENCED_SYSTEM_CHECKS"
)


def is_hole(value: Any) -> bool:
    """Whether a value stands for what is not known."""
    return isinstance(value, dict) and list(value) == ["unknown"]


def has_holes(value: Any) -> bool:
    """Whether some part of a value is not known."""
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return is_hole(value) or any(map(has_holes, parts))


def covers(value: Any, other: Any) -> bool:
    """Whether a value, with the parts of it that are not known, leaves room for another."""
    if is_hole(value):
        return True
    if isinstance(value, list) and isinstance(other, list):
        if not value:
            return not other
        if is_hole(value[0]):  # in a list it stands for any number of items
            return any(covers(value[1:], other[skipped:]) for skipped in range(len(other) + 1))
        return bool(other) and covers(value[0], other[0]) and covers(value[1:], other[1:])
    if isinstance(value, dict) and isinstance(other, dict):
        if "repr" in value and "repr" in other:
            return value["repr"] in other["repr"] or other["repr"] in value["repr"]
        known = value.keys() - {REST}
        complete = REST in value or known == other.keys()
        return complete and all(key in other and covers(value[key], other[key]) for key in known)
    return type(value) is type(other) and bool(value == other)


def possibilities(entry: dict[str, Any] | None, absent: dict[str, Any]) -> list[Any]:
    """Return what a setting may be by an entry, the linter's or ours: one value where it is decided."""
    if entry is None:
        return [absent]
    if entry.get("unset"):
        return [UNSET]
    if "value" in entry:
        return [entry["value"]]
    found = entry.get("alternatives", [HOLE])
    return [each["value"] if isinstance(each, dict) and "value" in each else each for each in found]


def verdict(stated: list[Any], expected: list[Any]) -> str:
    """Return ``right``, ``missed`` or ``WRONG``."""
    if expected == [HOLE]:
        return "right" if len(stated) > 1 or has_holes(stated[0]) else "WRONG"
    if not all(any(covers(one, wanted) for one in stated) for wanted in expected):
        return "WRONG"
    exact = all(any(covers(one, wanted) and covers(wanted, one) for wanted in expected) for one in stated)
    return "right" if exact else "missed"


def plain(entry: dict[str, Any]) -> dict[str, Any]:
    """Return an alternative of the linter without its condition."""
    return {key: value for key, value in entry.items() if key != "when"}


def stated_settings(project: dict[str, Any], root: Path) -> dict[str, Any]:
    """Return what the linter says of a project's module; the error that it ends with, if it says nothing."""
    label = ":".join(filter(None, (project["module"], project.get("configuration"))))
    given = [f"--env={name}={value}" for name, value in project.get("environment", {}).items()]
    command = [*LINT, *given, "--settings", label, str(root)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if not done.stdout:
        raise SystemExit(f"{project['repository']}: {done.stderr.strip()}")
    found: dict[str, Any] = json.loads(done.stdout)["modules"][0]
    for entry in found["settings"].values():
        if "alternatives" in entry:
            entry["alternatives"] = [plain(each) for each in entry["alternatives"]]
    return found


def score(project: dict[str, Any], root: Path, *, verbose: bool) -> Counter[str]:
    """Print a line for each setting of a project that is not right, and count all."""
    found = stated_settings(project, root)
    absent = HOLE if found["open"] else UNSET
    counts: Counter[str] = Counter()
    for name, wanted in project["settings"].items():
        stated = possibilities(found["settings"].get(name), absent)
        expected = possibilities(wanted, HOLE)
        word = verdict(stated, expected)
        counts[word] += 1
        if word != "right" or verbose:
            print(f"{word:6}  {project['repository']}  {name}")
        if word != "right":
            print(
                f"        says   {json.dumps(stated)}\n        wanted {json.dumps(expected)}\n        {wanted['reason']}"
            )
    if verbose:
        for name in sorted(found["settings"].keys() - project["settings"].keys()):
            if RELEVANT.fullmatch(name):
                print(f"not written down  {project['repository']}  {name}")
    return counts


def main(arguments: list[str]) -> int:
    """Score each project whose checkout is in one of the folders."""
    parser = argparse.ArgumentParser(description="Score the production reading on real repositories.")
    parser.add_argument("folders", nargs="+", type=Path, help="folders that hold checkouts")
    parser.add_argument("--only", metavar="REPOSITORY", help="score this one alone, given as owner/name")
    parser.add_argument(
        "--verbose", action="store_true", help="print what is right and what is not written down too"
    )
    options = parser.parse_args(arguments)
    counts: Counter[str] = Counter()
    scored = 0
    for project in json.loads(EXPECTED.read_text(encoding="utf-8"))["projects"]:
        if options.only not in {None, project["repository"]}:
            continue
        name = project["repository"].replace("/", "+")
        root = next((folder / name for folder in options.folders if (folder / name).is_dir()), None)
        if root is None:
            print(f"no checkout of {project['repository']}", file=sys.stderr)
            continue
        counts += score(project, root, verbose=options.verbose)
        scored += 1
    words = ", ".join(f"{counts[word]} {word}" for word in ("right", "missed", "WRONG"))
    print(f"{scored} projects, {counts.total()} settings: {words}")
    return 1 if counts["WRONG"] or not scored else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
