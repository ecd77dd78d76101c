"""``check --format json``, version 1 of its types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from secheaders_lint.reporters.grades_json import grades_of
from secheaders_lint.reporters.jsonable import dump, location_of, module_of
from secheaders_lint.reporters.report import TOOL

if TYPE_CHECKING:
    from secheaders_lint.findings import Finding, Fix
    from secheaders_lint.reporters.report import CheckReport

SCHEMA = 1


def render(report: CheckReport) -> str:
    """Return the report as one JSON document."""
    return dump(
        {
            "schema": SCHEMA,
            "tool": {"name": TOOL, "version": report.version},
            "modules": [
                {**module_of(module), "grades": grades_of(module.grades)} for module in report.modules
            ],
            "findings": [_finding(finding, report) for finding in report.findings],
            "silenced": [
                {
                    **_finding(each.finding, report),
                    "by": {"kind": each.kind, "location": location_of(each.location)},
                }
                for each in report.silenced
            ],
            "summary": dict(report.summary),
        }
    )


def _finding(finding: Finding, report: CheckReport) -> dict[str, Any]:
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.label,
        "confidence": finding.confidence.label,
        "message": finding.message,
        "help": finding.help,
        "modules": list(finding.modules),
        "location": location_of(finding.location),
        "related": [
            {"message": each.message, "location": location_of(each.location)} for each in finding.related
        ],
        "django_checks": list(finding.django_checks),
        "fingerprint": finding.fingerprint,
        "fixes": [_fix(each) for each in finding.fixes],
        "url": report.url(finding.code),
    }


def _fix(fix: Fix) -> dict[str, Any]:
    return {
        "title": fix.title,
        "applicability": fix.applicability.label,
        "edits": [{**location_of(each.location), "replacement": each.replacement} for each in fix.edits],
    }
