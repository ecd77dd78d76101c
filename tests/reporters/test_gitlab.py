from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from secheaders_lint.findings import Location, Severity
from secheaders_lint.reporters import gitlab

from tests.reporters.runner import commands
from tests.reporters.samples import HOSTILE, finding, report

if TYPE_CHECKING:
    from secheaders_lint.findings import Finding


def entries(*findings: Finding) -> Any:
    return json.loads(gitlab.render(report(*findings)))


def test_an_entry_has_what_gitlab_asks_for():
    # GitLab: docs/ci/testing/code_quality, "Import Code Quality results from a CI/CD job".
    assert entries(finding()) == [
        {
            "description": "HSTS001 hsts-missing: SECURE_HSTS_SECONDS is 0",
            "check_name": "HSTS001",
            "fingerprint": finding().fingerprint,
            "severity": "major",
            "location": {"path": "shop/settings.py", "lines": {"begin": 3, "end": 3}},
        }
    ]


def test_nothing_found_is_an_empty_list():
    assert entries() == []


@pytest.mark.parametrize(
    ("severity", "word"),
    [(Severity.ERROR, "critical"), (Severity.WARNING, "major"), (Severity.INFO, "info")],
)
def test_severities(severity, word):
    assert entries(finding(severity=severity))[0]["severity"] == word


def test_each_fingerprint_is_its_own():
    found = [each["fingerprint"] for each in entries(finding(), finding(message="other"), finding(code="X"))]
    assert found[0] == finding().fingerprint
    assert found[1] == f"{finding().fingerprint}-2"
    assert len(set(found)) == 3


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_are_no_commands(name):
    text = gitlab.render(report(finding(location=Location(name, 1), message=name)))
    assert commands(text) == []
    assert json.loads(text)[0]["location"]["path"] == name
