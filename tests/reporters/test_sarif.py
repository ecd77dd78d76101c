"""SARIF. The schema and GitHub's own rules are asked by scripts/check_integrations.sh; here is what they do not look at."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from secheaders_lint.findings import Applicability, Confidence, Edit, Location, Severity
from secheaders_lint.reporters import sarif
from secheaders_lint.rules.registry import RULES

from tests.reporters.runner import commands
from tests.reporters.samples import HOSTILE, finding, fix, fixed, report

if TYPE_CHECKING:
    from secheaders_lint.findings import Finding


def run(*findings: Finding, **changes: Any) -> Any:
    (only,) = json.loads(sarif.render(report(*findings, **changes), RULES))["runs"]
    return only


def result(*findings: Finding, **changes: Any) -> Any:
    (only,) = run(*findings, **changes)["results"]
    return only


def region(one: Any) -> Any:
    return one["locations"][0]["physicalLocation"]["region"]


def test_a_result_names_its_rule_twice():
    one = run(finding())
    (rule,) = one["tool"]["driver"]["rules"]
    assert rule["id"] == one["results"][0]["ruleId"] == "HSTS001"
    assert one["results"][0]["ruleIndex"] == 0


def test_every_rule_can_be_told():
    found = [finding(code=rule.code) for rule in RULES]
    for rule in run(*found)["tool"]["driver"]["rules"]:
        # facts of code scanning: limits of what it shows.
        assert len(rule["name"]) <= 255
        assert len(rule["shortDescription"]["text"]) <= 1024
        assert len(rule["fullDescription"]["text"]) <= 1024
        assert rule["help"]["text"]
        assert len(rule["properties"]["tags"]) <= 10
        assert 0.1 <= float(rule["properties"]["security-severity"]) <= 10.0


@pytest.mark.parametrize(
    ("severity", "level"),
    [(Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.INFO, "note")],
)
def test_levels(severity, level):
    assert result(finding(severity=severity))["level"] == level


def test_a_region_has_all_four_numbers():
    assert region(result(finding())) == {"startLine": 3, "startColumn": 1, "endLine": 3, "endColumn": 24}
    assert region(result(finding(location=Location("a.py", 7)))) == {
        "startLine": 7,
        "startColumn": 1,
        "endLine": 7,
        "endColumn": 1,
    }


def test_columns_count_utf_16_units():
    one = finding(location=Location("a.py", 1, 6, 1, 9))
    found = region(result(one, line=lambda _path, _number: "x\U0001f512\U0001f512 = 'é'"))
    assert (found["startColumn"], found["endColumn"]) == (8, 11)


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("shop/settings.py", "shop/settings.py"),
        ("a b/ü.py", "a%20b/%C3%BC.py"),
        ("c:/x.py", "c%3A/x.py"),
        ("a#b?c%.py", "a%23b%3Fc%25.py"),
        ("\udcff.py", "%FF.py"),
    ],
)
def test_paths_are_relative_references(path, uri):
    one = result(finding(location=Location(path, 1)))
    assert one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


def test_the_fingerprint_is_ours_and_the_upload_makes_its_own():
    assert result(finding())["partialFingerprints"] == {"secheaders-lint/v1": finding().fingerprint}


def test_fixes_are_replacements():
    (one,) = result(fixed())["fixes"]
    assert one["description"]["text"] == "Set SECURE_HSTS_SECONDS to 300. (unsafe)"
    (change,) = one["artifactChanges"]
    assert change["artifactLocation"]["uri"] == "shop/settings.py"
    assert change["replacements"] == [
        {
            "deletedRegion": {"startLine": 3, "startColumn": 23, "endLine": 3, "endColumn": 24},
            "insertedContent": {"text": "300"},
        }
    ]


def test_edits_of_one_file_are_one_change():
    edits = (
        Edit(Location("a.py", 1, 1, 1, 1), "x"),
        Edit(Location("b.py", 1, 1, 1, 1), "y"),
        Edit(Location("a.py", 2, 1, 2, 1), "z"),
    )
    (one,) = result(fixed(fix(edits=edits)))["fixes"]
    assert [len(each["replacements"]) for each in one["artifactChanges"]] == [2, 1]


def test_advice_is_no_fix():
    assert "fixes" not in result(fixed(fix(applicability=Applicability.DISPLAY)))


def test_a_message_makes_no_link():
    text = result(finding(message="[here](https://evil.example)"))["message"]["text"]
    assert "](" not in text


def test_how_sure_it_is_is_told():
    assert result(finding(confidence=Confidence.LOW))["properties"]["confidence"] == "low"


def test_related_places_come_along():
    (one,) = result(finding())["relatedLocations"]
    assert one["message"]["text"] == "imported here."


def test_what_is_silenced_is_left_out():
    assert run()["results"] == []
    assert run()["tool"]["driver"]["rules"] == []


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_are_no_commands(name):
    text = sarif.render(
        report(fixed(fix(title=name), message=name, help=name, location=Location(name, 1))), RULES
    )
    assert commands(text) == []
    assert json.loads(text)["version"] == "2.1.0"
