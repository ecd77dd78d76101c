"""Records what real versions of Django send on a page: ``python -m tests.prediction.record_pages CACHE`` (it takes minutes).

Each case of :mod:`cases` is imported by each version as a settings module; the test client asks for a page by http, by
https, by http with ``X-Forwarded-Proto: https`` (a visitor who came by https to a proxy that ends TLS), and for one that
reads the nonce of the policy by https. Packages are
installed with pip into folders of CACHE. The tests need none of this: they read the table.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from typing import Any

from .cases import CASES, DJANGO, URLS, Case

TABLE = Path(__file__).parent.parent / "data" / "page_headers.json"
IN_SCOPE = (
    "Strict-Transport-Security", "X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy", "Content-Security-Policy",
    "Content-Security-Policy-Report-Only", "Permissions-Policy", "Feature-Policy", "Cross-Origin-Opener-Policy",
    "X-XSS-Protection", "Vary", "Cache-Control",
)  # fmt: skip
SCHEMES = ("http", "https", "proxy", "nonce")
FLAGS = ("path", "domain", "secure", "httponly", "samesite")
_COMMON = ("asgiref", "sqlparse", "pytz")
# Runs in an interpreter of its own. Django 6 takes one name from a newer standard library than that of Python 3.11.
_WORKER = """
import inspect, json, os, sys
if not hasattr(inspect, "markcoroutinefunction"):
    from asgiref.sync import markcoroutinefunction
    inspect.markcoroutinefunction = markcoroutinefunction
os.environ["DJANGO_SETTINGS_MODULE"] = "recorded_settings"
import django, logging
django.setup()
logging.disable(logging.CRITICAL)
from django.test import Client
in_scope, flags = json.loads(sys.argv[1])
found = {}
from django.core.cache import cache
import re
forwarded = {"HTTP_X_FORWARDED_PROTO": "https"}
asked = ("http", "/page/", False, {}), ("https", "/page/", True, {}), ("proxy", "/page/", False, forwarded), ("nonce", "/nonce/", True, {})
for name, path, secure, extra in asked:
    cache.clear()
    try:
        answer = Client(raise_request_exception=False).get(path, secure=secure, HTTP_HOST="www.example.com", **extra)
    except Exception as error:
        found[name] = {"raised": f"{type(error).__name__}: {error}"}
        continue
    found[name] = {
        "status": answer.status_code,
        "headers": {
            key: re.sub(r"'nonce-[^']*'", "'nonce-*'", value) for key, value in answer.items() if key in in_scope
        },
        "cookies": [
            {"name": each.key, **{flag: each[flag] for flag in flags if each[flag] not in ("", False)}}
            for each in answer.cookies.values()
        ],
    }
print(json.dumps(found))
"""


def installed(cache: Path, *packages: str) -> str:
    """Return the folder that holds these packages, filled with pip where it is not there yet."""
    folder = cache / "-".join(packages).replace("==", "-")
    if not (folder / ".done").exists():
        folder.mkdir(parents=True, exist_ok=True)
        command = [
            sys.executable,
            "-m",
            "pip",
            "install",
            "-q",
            "--no-deps",
            "--ignore-requires-python",
            "--target",
            str(folder),
        ]
        subprocess.run([*command, *packages], check=True)
        (folder / ".done").touch()
    return str(folder)


def answers(cache: Path, case: Case, django: str) -> dict[str, object]:
    """Return what a version of Django answers under the settings of a case; ``raised`` where it does not start."""
    folder = cache / "sites" / sha256(f"{django}{case.text}{case.packages}".encode()).hexdigest()[:12]
    (folder / "static").mkdir(parents=True, exist_ok=True)
    (folder / "recorded_settings.py").write_text(case.text)
    (folder / "recorded_urls.py").write_text(URLS)
    paths = [str(folder), installed(cache, f"Django=={django}"), installed(cache, *_COMMON)]
    paths += [installed(cache, package) for package in case.packages]
    done = subprocess.run(
        [sys.executable, "-c", _WORKER, json.dumps([IN_SCOPE, FLAGS])],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONWARNINGS": "ignore"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        last = done.stderr.strip().splitlines()[-1:] or [""]
        return {scheme: {"raised": last[0]} for scheme in SCHEMES}
    found: dict[str, object] = json.loads(done.stdout)
    return found


def digest(case: Case) -> str:
    """Return what tells whether a case was changed since it was recorded."""
    return sha256(f"{case.text}{URLS}{_WORKER}{case.packages}".encode()).hexdigest()[:12]


def main() -> None:
    """Record what is not in the table yet, or was recorded from another text."""
    cache = Path(sys.argv[1])
    old: dict[str, Any] = json.loads(TABLE.read_text()) if TABLE.exists() else {"answers": [], "cases": {}}
    for version in DJANGO:
        installed(cache, f"Django=={version}")
    installed(cache, *_COMMON)
    for package in {package for case in CASES.values() for package in case.packages}:
        installed(cache, package)

    def one(name: str) -> dict[str, Any]:
        case, known = CASES[name], old["cases"].get(name, {})
        if known.get("digest") == digest(case):
            return {
                version: {scheme: old["answers"][number] for scheme, number in zip(SCHEMES, row, strict=True)}
                for version, row in known["django"].items()
            }
        return {version: answers(cache, case, version) for version in case.versions()}

    with ThreadPoolExecutor(2) as pool:
        TABLE.write_text(_table(dict(zip(CASES, pool.map(one, CASES), strict=True))))


def _table(found: dict[str, dict[str, Any]]) -> str:
    """Return the table as text: every answer once, with a line for each answer and each case."""
    numbers: dict[str, int] = {}
    cases = []
    for name, versions in found.items():
        rows = {
            version: [numbers.setdefault(json.dumps(row[scheme]), len(numbers)) for scheme in SCHEMES]
            for version, row in versions.items()
        }
        cases.append(f"{json.dumps(name)}: {json.dumps({'digest': digest(CASES[name]), 'django': rows})}")
    note = (
        "The page of tests/prediction/record_pages.py under the settings of tests/prediction/cases.py, as real versions of "
        "Django sent it: the numbers of the answers by http, by https, by http with X-Forwarded-Proto: https, and of a page "
        "that reads the nonce by https."
    )
    found_answers = ",\n".join(numbers)
    lines = ",\n".join(cases)
    return (
        f'{{\n"note": {json.dumps(note)},\n"answers": [\n{found_answers}\n],\n"cases": {{\n{lines}\n}}\n}}\n'
    )


if __name__ == "__main__":
    main()
