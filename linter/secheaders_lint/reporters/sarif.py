"""``check --format sarif``: version 2.1.0, as GitHub's code scanning reads it, with fixes for those who read them too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from secheaders_lint.edits import by_file
from secheaders_lint.findings import Applicability, Severity
from secheaders_lint.reporters.escape import visible
from secheaders_lint.reporters.jsonable import dump, location_of
from secheaders_lint.reporters.report import TOOL

if TYPE_CHECKING:
    from collections.abc import Iterable

    from secheaders_lint.findings import Finding, Fix, Location
    from secheaders_lint.reporters.report import CheckReport
    from secheaders_lint.rules.base import Rule

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_HOME = "https://github.com/secheaders-lint/secheaders-lint"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
# What code scanning sorts by: 7.0 and over is high, 4.0 and over medium, below it low.
_SECURITY = {Severity.ERROR: "7.5", Severity.WARNING: "5.0", Severity.INFO: "2.0"}
_PROBLEM = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}
# Limits of code scanning: results of a run, characters of a description, locations of a result.
_MOST_RESULTS, _LONGEST, _MOST_RELATED = 25_000, 1_024, 100


def render(report: CheckReport, rules: Iterable[Rule]) -> str:
    """Return the findings as one run; ``rules`` are all that there are. What is silenced is left out: code scanning would show it."""
    findings = report.findings[:_MOST_RESULTS]
    codes = {each.code for each in findings}
    named = [rule for rule in rules if rule.code in codes]
    numbers = {rule.code: number for number, rule in enumerate(named)}
    run = {
        "tool": {
            "driver": {
                "name": TOOL,
                "semanticVersion": report.version,
                "informationUri": _HOME,
                "rules": [_rule(each) for each in named],
            }
        },
        "automationDetails": {"id": f"{TOOL}/"},
        "columnKind": "utf16CodeUnits",
        "results": [_result(each, numbers, report) for each in findings],
    }
    return dump({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(rule: Rule) -> dict[str, Any]:
    docs = rule.docs
    text = f"{docs.what}\n\n{docs.why}\n\n{docs.instead}"
    markdown = (
        f"{docs.what}\n\n## Why is this bad?\n\n{docs.why}\n\n## Use instead\n\n{docs.instead}\n\n"
        f"## When to silence it\n\n{docs.silence}\n\n[More]({rule.url})"
    )
    tags = ["security", "django", rule.family]
    if rule.cwe:
        tags.append(f"external/cwe/cwe-{rule.cwe:03d}")
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": _sentence(rule.summary)[:_LONGEST]},
        "fullDescription": {"text": _sentence(docs.what)[:_LONGEST]},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "helpUri": rule.url,
        "help": {"text": text, "markdown": markdown},
        "properties": {
            "tags": tags,
            "precision": "high",
            "problem.severity": _PROBLEM[rule.severity],
            "security-severity": _SECURITY[rule.severity],
        },
    }


def _result(finding: Finding, numbers: dict[str, int], report: CheckReport) -> dict[str, Any]:
    related = [
        {**_location(each.location, report), "message": {"text": _message(each.message)}}
        for each in finding.related[:_MOST_RELATED]
    ]
    fixes = [_fix(each, report) for each in finding.fixes if each.applicability is not Applicability.DISPLAY]
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "level": _LEVELS[finding.severity],
        "message": {"text": _message(finding.message, finding.help)},
        "locations": [_location(finding.location, report)],
        # primaryLocationLineHash is left to who uploads: with another value there each upload would warn.
        "partialFingerprints": {f"{TOOL}/v1": finding.fingerprint},
        "properties": {"confidence": finding.confidence.label, "modules": list(finding.modules)},
    }
    if finding.code in numbers:
        result["ruleIndex"] = numbers[finding.code]
    if related:
        result["relatedLocations"] = [{"id": number, **each} for number, each in enumerate(related, 1)]
    if fixes:
        result["fixes"] = fixes
    return result


def _fix(fix: Fix, report: CheckReport) -> dict[str, Any]:
    return {
        "description": {"text": f"{_sentence(_message(fix.title))} ({fix.applicability.label})"},
        "artifactChanges": [
            {
                "artifactLocation": {"uri": uri(path)},
                "replacements": [
                    {
                        "deletedRegion": _region(each.location, report),
                        "insertedContent": {"text": each.replacement},
                    }
                    for each in edits
                ],
            }
            for path, edits in by_file(fix).items()
        ],
    }


def _location(location: Location, report: CheckReport) -> dict[str, Any]:
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": uri(location.path)},
            "region": _region(location, report),
        }
    }


def uri(path: str) -> str:
    """Return a path as a relative reference: a colon in its first part would begin a scheme, so it is encoded, too."""
    return quote(path.encode("utf-8", "surrogateescape"), safe="/")


def _region(location: Location, report: CheckReport) -> dict[str, Any]:
    shape = location_of(location)
    return {
        "startLine": shape["line"],
        "startColumn": _utf16(location.path, shape["line"], shape["column"], report),
        "endLine": shape["end_line"],
        "endColumn": _utf16(location.path, shape["end_line"], shape["end_column"], report),
    }


def _utf16(path: str, line: int, column: int, report: CheckReport) -> int:
    """Return a column in UTF-16 units: characters beyond the first 65,536 take two."""
    before = (report.line(path, line) or "")[: column - 1]
    return column + sum(ord(character) > 0xFFFF for character in before)


def _message(*parts: str) -> str:
    """Return texts as a message, in which brackets could make a link."""
    return " ".join(_sentence(visible(part)) for part in parts if part).replace("](", "] (")


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?", ":")) else f"{text}."
