from __future__ import annotations

import pytest
from secheaders_lint.findings import Confidence, Location, Severity
from secheaders_lint.reporters import github

from tests.reporters.runner import Command, commands
from tests.reporters.samples import HOSTILE, MODULE, finding, report


def test_a_finding_is_one_annotation():
    text = github.render(report(finding()))
    assert commands(text) == [
        Command(
            "warning",
            {
                "file": "shop/settings.py",
                "line": "3",
                "endLine": "3",
                "col": "1",
                "endColumn": "24",
                "title": "HSTS001 hsts-missing",
            },
            "SECURE_HSTS_SECONDS is 0\n\nSet it to 300.",
        )
    ]


def test_the_rest_of_the_log_sums_up():
    assert github.render(report(finding())).splitlines()[1:] == [
        "Judged shop.settings (Django 5.2.7).",
        "1 warning.",
    ]


def test_nothing_found_is_no_annotation():
    text = github.render(report())
    assert commands(text) == []
    assert text.splitlines()[-1] == "No findings."


def test_a_range_of_lines_has_no_columns():
    found = commands(github.render(report(finding(location=Location("a.py", 7, 1, 12, 2)))))
    assert found[0].properties.keys() == {"file", "line", "endLine", "title"}
    assert found[0].properties["endLine"] == "12"


def test_a_range_that_ends_before_a_line_begins_ends_on_the_line_before():
    found = commands(github.render(report(finding(location=Location("a.py", 7, 3, 8, 1)))))
    assert found[0].properties["endLine"] == "7"
    assert found[0].properties["col"] == "3"
    assert "endColumn" not in found[0].properties


@pytest.mark.parametrize(
    ("severity", "name"),
    [(Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.INFO, "notice")],
)
def test_severities_are_the_kinds_of_the_runner(severity, name):
    assert commands(github.render(report(finding(severity=severity))))[0].name == name


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_no_commands_and_stay_in_their_property(name):
    module = MODULE._replace(module=name, django=name)
    one = finding(location=Location(name, 3, 1, 3, 24), message=f"{name} is {name}", help=name)
    found = commands(github.render(report(one, modules=(module,))))
    assert len(found) == 1
    assert found[0].properties.keys() == {"file", "line", "endLine", "col", "endColumn", "title"}
    assert found[0].properties["line"] == "3"


@pytest.mark.parametrize("name", ["a,b.py", "a:b.py", "50%.py", "a\nb.py", "a%0Ab.py", "a=b.py", "##[x].py"])
def test_a_file_is_found_again_by_its_name(name):
    found = commands(github.render(report(finding(location=Location(name, 3, 1, 3, 24)))))
    assert found[0].properties["file"] == name


def test_the_most_important_comes_first():
    many = [
        finding(severity=severity, confidence=confidence, message=f"{severity.label} {confidence.label}")
        for severity in Severity
        for confidence in Confidence
    ]
    found = [command.message.partition("\n")[0] for command in commands(github.render(report(*many)))]
    assert found == [f"{s} {c}" for s in ("error", "warning", "info") for c in ("high", "medium", "low")]


def test_what_github_drops_is_told():
    many = [finding(location=Location("a.py", line)) for line in range(1, 14)]
    text = github.render(report(*many))
    assert len(commands(text)) == 13
    assert text.splitlines()[-1] == (
        "GitHub shows the first 10 annotations of a kind: 3 warnings are in this log alone."
    )


def test_a_long_message_is_cut_before_github_cuts_it():
    found = commands(github.render(report(finding(message="x" * 9000))))
    assert len(found[0].message) < 4096
    assert found[0].message.endswith("...")
