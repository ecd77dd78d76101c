"""Findings and reports to render."""

from __future__ import annotations

from typing import Any

from secheaders_lint.findings import (
    Applicability,
    Confidence,
    Edit,
    Finding,
    Fix,
    Location,
    Related,
    Severity,
)
from secheaders_lint.reporters.report import CheckReport, ModuleInfo, SilencedFinding

LINES = {
    ("shop/settings.py", 3): 'SECURE_HSTS_SECONDS = 0  # for "now"',
    ("shop/settings.py", 7): "MIDDLEWARE = [",
    ("shop/settings.py", 9): "\tX_FRAME_OPTIONS = 'ALLOW'",
}
MODULE = ModuleInfo(
    "shop.settings",
    None,
    "shop/settings.py",
    "production",
    "5.2.7",
    "requirements.txt:1",
    why="wsgi.py:3 names it",
)


def finding(**changes: Any) -> Finding:
    values: dict[str, Any] = {
        "code": "HSTS001",
        "name": "hsts-missing",
        "severity": Severity.WARNING,
        "confidence": Confidence.HIGH,
        "message": "SECURE_HSTS_SECONDS is 0",
        "help": "Set it to 300.",
        "location": Location("shop/settings.py", 3, 1, 3, 24),
        "subject": "SECURE_HSTS_SECONDS",
        "modules": ("shop.settings",),
        "related": (Related("imported here", Location("shop/prod.py", 1, 1, 1, 20)),),
        "django_checks": ("security.W004",),
    }
    return Finding(**{**values, **changes})


def report(*findings: Finding, **changes: Any) -> CheckReport:
    values: dict[str, Any] = {
        "version": "1.2.3",
        "modules": (MODULE,),
        "line": lambda path, number: LINES.get((path, number)),
        "url": "https://example.org/{}".format,
    }
    return CheckReport(findings=findings, **{**values, **changes})


def fix(**changes: Any) -> Fix:
    values: dict[str, Any] = {
        "title": "Set SECURE_HSTS_SECONDS to 300",
        "applicability": Applicability.UNSAFE,
        "edits": (Edit(Location("shop/settings.py", 3, 23, 3, 24), "300"),),
    }
    return Fix(**{**values, **changes})


def fixed(*fixes: Fix, **changes: Any) -> Finding:
    """Return a finding with fixes, as the planner leaves it."""
    one = finding(**changes)
    one.fixes = fixes or (fix(),)
    return one


def silenced(**changes: Any) -> SilencedFinding:
    return SilencedFinding(finding(**changes), "inline", Location("shop/settings.py", 2, 1, 2, 30))


# Names and texts that a repository under attack would hold.
HOSTILE = (
    "::error::pwned",
    " ::warning file=a.py,line=1::pwned",
    "##[error]pwned",
    "a\n::error::pwned",
    "a\r\n##[add-path]/tmp",
    "\x1b[31mred\x1b]0;title\x07",
    "\u202egnp.exe\u2028::error::x",
    "%0A::error::x",
    "x,line=99::error::y",
    "\x85::error::x",
    "\udcff",
)
