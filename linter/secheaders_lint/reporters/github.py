"""Annotations: workflow commands that GitHub's runner reads from stdout, and nothing else that it could take for one."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from secheaders_lint.findings import Finding, Severity
from secheaders_lint.reporters.escape import one_line, safe, visible
from secheaders_lint.reporters.words import counted

if TYPE_CHECKING:
    from secheaders_lint.reporters.report import CheckReport

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
# What GitHub keeps of each kind in one step; the first ones that are printed win.
KEPT = 10
# Messages are cut at 4,096 characters; what is cut here ends in a way that shows it.
_LONGEST = 4_000


def render(report: CheckReport) -> str:
    """Return one command a finding, the most important first, then a line that sums up."""
    findings = sorted(report.findings, key=Finding.order)
    lines = [annotation(finding) for finding in findings]
    lines += [
        one_line(f"Judged {module.name} (Django {module.django or 'of unknown version'}).")
        for module in report.modules
    ]
    lines.append(f"{counted(report.summary)}.")
    lines += _left_out(findings)
    return "".join(f"{line}\n" for line in lines)


def annotation(finding: Finding) -> str:
    """Return the command that annotates the place of a finding."""
    where = finding.location
    properties = {"file": where.path, "line": str(where.line)}
    last = where.end_line - (where.end_column == 1 and where.end_line > where.line)
    if last > where.line:
        # The runner drops the columns of a range of lines.
        properties["endLine"] = str(last)
    else:
        properties |= {"endLine": str(where.line), "col": str(where.column)}
        if where.end_column > where.column:
            properties["endColumn"] = str(where.end_column)
    properties["title"] = f"{finding.code} {finding.name}"
    message = "\n\n".join(safe(part) for part in (finding.message, finding.help) if part)
    if len(message) > _LONGEST:
        message = message[:_LONGEST] + "..."
    shown = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{_COMMANDS[finding.severity]} {shown}::{_data(message)}"


def problem_annotation(text: str) -> str:
    """Return the command that tells why nothing was judged; it has no place."""
    return f"::error title=secheaders-lint::{_data(safe(text))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Escape the value of a property, whose line ends have to come through: a file may be called so."""
    return visible(_data(text)).replace(":", "%3A").replace(",", "%2C")


def _left_out(findings: list[Finding]) -> list[str]:
    over = [
        f"{count - KEPT} {_COMMANDS[severity]}s"
        for severity, count in Counter(finding.severity for finding in findings).items()
        if count > KEPT
    ]
    return (
        [f"GitHub shows the first {KEPT} annotations of a kind: {' and '.join(over)} are in this log alone."]
        if over
        else []
    )
