"""``check --format markdown``: what a wiki, a merge request or the summary of a job can show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.findings import Applicability, Confidence
from secheaders_lint.reporters.escape import inert, safe
from secheaders_lint.reporters.markup import block, code, details, html, prose
from secheaders_lint.reporters.patch import patch_of
from secheaders_lint.reporters.words import SILENCED_BY, counted, plural

if TYPE_CHECKING:
    from collections.abc import Iterable

    from secheaders_lint.findings import Finding, Fix, Location
    from secheaders_lint.reporters.report import CheckReport, ModuleInfo, SilencedFinding

_MOST_FIXES = 5


def render(report: CheckReport) -> str:
    """Return the report as Markdown."""
    parts = [f"## secheaders-lint: {counted(report.summary)}\n"]
    if report.findings:
        parts.append(findings_list(report.findings, report))
    if report.silenced:
        parts.append(silenced_list(report.silenced))
    if report.known:
        parts.append(f"{plural(report.known, 'finding')} already there in {code(report.since)}.\n")
    if report.modules:
        parts.append(judged_modules(report.modules))
    return inert("\n".join(parts))


def judged_modules(modules: Iterable[ModuleInfo]) -> str:
    """Return a paragraph that names the settings modules that were judged, each with its Django."""
    judged = ", ".join(
        f"{code(each.name)} (Django {safe(each.django or 'of unknown version')})" for each in modules
    )
    return f"Judged: {judged}.\n"


def findings_list(findings: Iterable[Finding], report: CheckReport) -> str:
    """Return findings as a list, each with its fixes as patches."""
    return "".join(finding_item(each, report) for each in findings)


def finding_item(finding: Finding, report: CheckReport) -> str:
    """Return a finding as an item of a list."""
    sure = "" if finding.confidence is Confidence.HIGH else f", {finding.confidence.label} confidence"
    lines = [f"{rule_link(finding, report)} ({finding.severity.label}{sure}) in {place(finding.location)}"]
    lines.append(f"— {prose(finding.message)}")
    if finding.help:
        lines.append(f"— {prose(finding.help)}")
    lines += [f"— {place(each.location)}: {prose(each.message)}" for each in finding.related]
    item = "- " + "  \n  ".join(lines) + "\n"
    for fix in finding.fixes[:_MOST_FIXES]:
        patch = patch_of(fix, report.text)
        if patch:
            item += _indented("\n" + details(fix_title(fix), block(patch, "diff")))
    return item


def fix_title(fix: Fix) -> str:
    """Return what a fix is called, as HTML."""
    kind = "Advice" if fix.applicability is Applicability.DISPLAY else f"Fix ({fix.applicability.label})"
    return f"{kind}: {html(fix.title)}"


def rule_link(finding: Finding, report: CheckReport) -> str:
    """Return the name of the rule as a link to its page."""
    name = f"{finding.code} {finding.name}"
    url = report.url(finding.code)
    return f"[**{name}**]({url})" if url else f"**{name}**"


def place(location: Location) -> str:
    """Return a location as code."""
    return code(f"{location.path}:{location.line}")


def silenced_list(silenced: Iterable[SilencedFinding], title: str = "silenced") -> str:
    """Return what is silenced and by what, folded away."""
    items = [
        f"- {each.finding.code} {each.finding.name} in {place(each.finding.location)}, "
        f"by {SILENCED_BY[each.kind]} ({place(each.location)})\n"
        for each in silenced
    ]
    return details(f"{plural(len(items), 'finding')} {title}", "".join(items))


def _indented(text: str) -> str:
    """Return a block as a part of the item above it."""
    return "".join(f"  {line}\n" if line else "\n" for line in text.split("\n")[:-1])
