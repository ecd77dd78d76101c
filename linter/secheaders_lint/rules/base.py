"""What a rule is: identity and documentation as data, beside the check."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from secheaders_lint.findings import Confidence, Finding, Location, Related, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.remedies import Remedy

DOCS = "https://github.com/secheaders-lint/secheaders-lint/blob/main/docs/rules"


class Docs(NamedTuple):
    """A rule's page: what it does, why that is bad, an example, what to use instead, when to silence it."""

    what: str
    why: str
    example: str
    instead: str
    silence: str


class Rule(NamedTuple):
    """One rule. ``checks`` are the Django system checks, ``observatory`` the test of the HTTP Observatory that it relates to."""

    code: str
    name: str
    summary: str
    severity: Severity
    check: Callable[[SiteModel], Iterator[Report]]
    docs: Docs
    checks: tuple[str, ...] = ()
    observatory: str = ""
    cwe: int = 0
    versions: str = "all versions of Django"
    source: str = ""

    @property
    def family(self) -> str:
        """The letters of the code: ``HSTS`` of ``HSTS001``."""
        return self.code.rstrip("0123456789")

    @property
    def url(self) -> str:
        """The address of the rule's page."""
        return f"{DOCS}/{self.code}.md"


class Report(NamedTuple):
    """What a check yields; the engine makes a finding of it.

    ``severity`` and ``confidence`` change the rule's own where set; ``confidence`` is an upper bound: the engine lowers it
    where the finding rests on the environment. ``checks`` are the ids that this Django reports for this very cause.
    ``remedies`` are ways to make it go away, the best first; what becomes of them is the business of the fixes.
    ``explains`` names what follows from it and need not be told beside it: subjects of reports, or names of rules.
    """

    message: str
    location: Location
    subject: str
    help: str
    related: tuple[Related, ...] = ()
    checks: tuple[str, ...] = ()
    severity: Severity | None = None
    confidence: Confidence = Confidence.HIGH
    remedies: tuple[Remedy, ...] = ()
    explains: tuple[str, ...] = ()


def finding(rule: Rule, report: Report, module: str, confidence: Confidence) -> Finding:
    """Return the finding of a report for one settings module (``module`` or ``module:Class``)."""
    found = Finding(
        code=rule.code,
        name=rule.name,
        severity=report.severity or rule.severity,
        confidence=min(confidence, report.confidence),
        message=report.message,
        help=report.help,
        location=report.location,
        subject=report.subject,
        modules=(module,),
        related=report.related,
        django_checks=report.checks,
        explains=report.explains,
    )
    found.remedies = report.remedies
    return found


__all__ = ["Docs", "Report", "Rule", "Severity", "finding"]
