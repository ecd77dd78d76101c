"""The example after all fixes, in real Django: its own checks, its pages, and what a second run has to do."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from secheaders_lint.__main__ import main

ROOT = Path(__file__).parents[2]
# What Django's own check may find that this linter speaks of; W020 needs the owner's host names.
IN_SCOPE = {
    "security.W001", "security.W002", "security.W004", "security.W005", "security.W006", "security.W008", "security.W010",
    "security.W011", "security.W012", "security.W013", "security.W014", "security.W015", "security.W016", "security.W018",
    "security.W019", "security.W022", "security.E023", "security.E024", "security.E026", "security.W027",
    "csp.E001", "csp.E002",
}  # fmt: skip
ENOUGH = {"A+": 0, "A": 1, "A-": 2, "B+": 3, "B": 4, "B-": 5}
# Asks for the pages as a proxy passes a visitor's request on, and prints the status of each.
VISIT = """
import json, django
django.setup()
from django.test import Client
client = Client(headers={"host": "www.example.com", "x-forwarded-proto": "https"})
print(json.dumps({path: client.get(path).status_code for path in ("/", "/cart/")}))
"""


def python(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "DJANGO_SECRET_KEY": "a0b1c2d3e4f5g6h7i8j9" * 4,
        "DJANGO_SETTINGS_MODULE": "shop.settings.production",
    }
    return subprocess.run(
        [sys.executable, *words], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def checked(folder: Path) -> set[str]:
    """Return the ids that ``manage.py check --deploy`` of the installed Django prints."""
    done = python(folder, "manage.py", "check", "--deploy", "--settings", "shop.settings.production")
    assert "System check identified" in done.stderr + done.stdout, done.stderr
    return set(re.findall(r"\(((?:security|csp)\.\w+)\)", done.stderr + done.stdout))


def texts(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.py")}


@pytest.fixture(scope="module")
def before(tmp_path_factory):
    folder = tmp_path_factory.mktemp("before") / "shop"
    shutil.copytree(ROOT / "examples/shop", folder, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


@pytest.fixture(scope="module")
def fixed(tmp_path_factory, before):
    folder = tmp_path_factory.mktemp("fixed") / "shop"
    shutil.copytree(before, folder, ignore=shutil.ignore_patterns("__pycache__"))
    main(["check", "--fix", "--unsafe-fixes", "--quiet", "--format", "json", str(folder)])
    return folder


def test_django_has_something_to_say_before(before):
    assert len(checked(before) & IN_SCOPE) >= 4


def test_django_has_nothing_to_say_after(fixed):
    assert not checked(fixed) & IN_SCOPE


def test_its_pages_answer(fixed):
    done = python(fixed, "-c", VISIT)
    assert json.loads(done.stdout or "{}") == {"/": 200, "/cart/": 200}, done.stderr


def test_its_grades_are_good(fixed, capsys):
    assert main(["headers", "--format", "json", str(fixed)]) == 0
    (module,) = json.loads(capsys.readouterr().out)["modules"]
    assert module["grades"]["securityheaders"]["grade"] == "A"
    assert module["grades"]["observatory"]["grade"] in ENOUGH


def test_the_steps_that_remain_are_named(fixed, capsys):
    main(["check", "--format", "json", str(fixed)])
    codes = {each["code"] for each in json.loads(capsys.readouterr().out)["findings"]}
    assert {"HSTS002", "CSP001"} & codes


def test_a_second_run_changes_nothing(fixed, capsys):
    after = texts(fixed)
    assert main(["check", "--diff", "--unsafe-fixes", str(fixed)]) == 0
    assert capsys.readouterr().out == ""
    main(["check", "--fix", "--unsafe-fixes", str(fixed)])
    assert texts(fixed) == after


def test_nothing_else_is_touched(before, fixed):
    changed = {path for path, text in texts(before).items() if texts(fixed)[path] != text}
    assert changed == {"shop/settings/base.py", "shop/settings/production.py"}
