"""``check --format gitlab``: the report of GitLab's Code Quality, which merge requests show."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from secheaders_lint.findings import Severity
from secheaders_lint.reporters.escape import visible
from secheaders_lint.reporters.jsonable import dump

if TYPE_CHECKING:
    from secheaders_lint.findings import Finding
    from secheaders_lint.reporters.report import CheckReport

# GitLab knows info, minor, major, critical and blocker.
_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.INFO: "info"}


def render(report: CheckReport) -> str:
    """Return the findings as a JSON array. Fingerprints have no line numbers; equal ones are numbered, as each has to be its own."""
    seen: Counter[str] = Counter()
    entries = []
    for each in report.findings:
        fingerprint = each.fingerprint
        seen[fingerprint] += 1
        again = f"-{seen[fingerprint]}" if seen[fingerprint] > 1 else ""
        entries.append(_entry(each, f"{fingerprint}{again}"))
    return dump(entries)


def _entry(finding: Finding, fingerprint: str) -> dict[str, Any]:
    where = finding.location
    return {
        "description": f"{finding.code} {finding.name}: {visible(finding.message)}",
        "check_name": finding.code,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[finding.severity],
        "location": {
            "path": where.path,
            "lines": {"begin": where.line, "end": max(where.end_line, where.line)},
        },
    }
