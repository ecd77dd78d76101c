"""``csp --format json``, version 1 of its types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from secheaders_lint.reporters.jsonable import dump

if TYPE_CHECKING:
    from secheaders_lint.csp.audit import Audit
    from secheaders_lint.csp.findings import CspFinding

SCHEMA = 1


def render(audit: Audit) -> str:
    """Return an audit as one JSON document; findings in the order of CSP Evaluator."""
    return dump(
        {
            "schema": SCHEMA,
            "findings": [_finding(each) for each in audit.findings],
            "effective": {name: list(values) for name, values in audit.effective.directives.items()},
        }
    )


def _finding(finding: CspFinding) -> dict[str, Any]:
    return {
        "type": finding.type.name,
        "severity": finding.severity.name,
        "directive": finding.directive,
        "value": finding.value,
        "message": finding.message,
    }
