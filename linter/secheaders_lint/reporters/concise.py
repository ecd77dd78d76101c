"""One line a finding, as editors and scripts read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.reporters.escape import inert, safe

if TYPE_CHECKING:
    from secheaders_lint.reporters.report import CheckReport


def render(report: CheckReport) -> str:
    """Return ``path:line:column: severity CODE name: message`` for each finding."""
    lines = [
        f"{safe(each.location.path)}:{each.location.line}:{each.location.column}: "
        f"{each.severity.label} {each.code} {each.name}: {safe(each.message)}"
        for each in report.findings
    ]
    return inert("".join(f"{line}\n" for line in lines))
