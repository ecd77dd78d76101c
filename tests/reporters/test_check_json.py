from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from secheaders_lint.findings import Location
from secheaders_lint.reporters import check_json
from secheaders_lint.reporters.report import CheckReport

from tests.reporters.runner import commands
from tests.reporters.samples import HOSTILE, finding, report, silenced

if TYPE_CHECKING:
    from secheaders_lint.findings import Finding


def render(*findings: Finding, **changes: Any) -> Any:
    return json.loads(check_json.render(report(*findings, **changes)))


def test_the_document():
    assert render(finding(), silenced=(silenced(code="CTO001", name="nosniff-off"),)) == {
        "schema": 1,
        "tool": {"name": "secheaders-lint", "version": "1.2.3"},
        "modules": [
            {
                "module": "shop.settings",
                "configuration": None,
                "path": "shop/settings.py",
                "role": "production",
                "django": {"version": "5.2.7", "source": "requirements.txt:1"},
                "grades": {},
            }
        ],
        "findings": [FOUND],
        "silenced": [
            {
                **FOUND,
                "code": "CTO001",
                "name": "nosniff-off",
                "url": "https://example.org/CTO001",
                "fingerprint": silenced(code="CTO001").finding.fingerprint,
                "by": {"kind": "inline", "location": place("shop/settings.py", 2, 1, 2, 30)},
            }
        ],
        "summary": {"error": 0, "warning": 1, "info": 0},
    }


def place(path: str, line: int, column: int, end_line: int, end_column: int) -> dict[str, Any]:
    return {"path": path, "line": line, "column": column, "end_line": end_line, "end_column": end_column}


FOUND = {
    "code": "HSTS001",
    "name": "hsts-missing",
    "severity": "warning",
    "confidence": "high",
    "message": "SECURE_HSTS_SECONDS is 0",
    "help": "Set it to 300.",
    "modules": ["shop.settings"],
    "location": place("shop/settings.py", 3, 1, 3, 24),
    "related": [{"message": "imported here", "location": place("shop/prod.py", 1, 1, 1, 20)}],
    "django_checks": ["security.W004"],
    "fingerprint": finding().fingerprint,
    "fixes": [],
    "url": "https://example.org/HSTS001",
}


def test_a_location_never_ends_before_it_begins():
    found = render(finding(location=Location("a.py", 4, 7)))["findings"][0]
    assert found["location"] == place("a.py", 4, 7, 4, 7)


def test_nothing_judged_is_a_document_too():
    document = json.loads(check_json.render(CheckReport("1.2.3")))
    assert document["modules"] == []
    assert document["summary"] == {"error": 0, "warning": 0, "info": 0}


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_comes_back_and_commands_nothing(text):
    rendered = check_json.render(report(finding(message=text, location=Location(text, 1))))
    assert commands(rendered) == []
    assert rendered.isascii()
    assert rendered.replace("\n", "").isprintable()
    found = json.loads(rendered)["findings"][0]
    assert (found["message"], found["location"]["path"]) == (text, text)
