"""``check`` for people: each finding with its source, then what was judged and why, then the sum."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.findings import Confidence
from secheaders_lint.reporters.escape import inert, safe
from secheaders_lint.reporters.excerpt import excerpt
from secheaders_lint.reporters.modules import django, known_as
from secheaders_lint.reporters.style import SEVERITY_COLORS, width_of
from secheaders_lint.reporters.words import SILENCED_BY, counted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from secheaders_lint.findings import Finding, Location, Related
    from secheaders_lint.reporters.report import CheckReport, ModuleInfo, SilencedFinding
    from secheaders_lint.reporters.style import Style

_SHOWN_OTHERS = 5
_IMPORTED = ": imported here"
_CONFIDENCE = {
    Confidence.MEDIUM: "Medium confidence: the environment decides it, and may decide otherwise.",
    Confidence.LOW: "Low confidence: something that cannot be read has a part in it.",
}


def render(report: CheckReport, style: Style, *, quiet: bool = False, verbose: bool = False) -> str:
    """Return the report; ``quiet`` leaves out all but the findings, ``verbose`` leaves out nothing."""
    before: Finding | None = None
    blocks: list[list[str]] = []
    imports: set[tuple[str, str]] = set()
    for each in report.findings:
        blocks.append(_finding(each, before, report, style, set() if verbose else imports))
        before = each
    if not quiet:
        if (verbose or report.since) and report.silenced:
            blocks.append([_silenced(each, style) for each in report.silenced])
        blocks.append(_judged(report, style, verbose=verbose))
        blocks.append(_sum(report, style))
    return inert("\n".join("".join(f"{line}\n" for line in block) for block in blocks if block))


def _finding(
    finding: Finding, before: Finding | None, report: CheckReport, style: Style, imports: set[tuple[str, str]]
) -> list[str]:
    """Return a finding; what it has in common with the one before, and known ``imports``, are not shown again."""
    color = SEVERITY_COLORS[finding.severity.label]
    head = (
        f"{style.paint(place(finding.location), 'bold')}: {style.paint(finding.severity.label, color, 'bold')} "
        f"{style.paint(finding.code, 'bold')} {finding.name}"
    )
    if finding.confidence is not Confidence.HIGH:
        sure = f" ({finding.confidence.label} confidence)"
        room = style.width - width_of(head)
        head += style.paint(sure if width_of(sure) <= room else f" ({finding.confidence.label})", "dim")
    lines = [head, *style.wrap(safe(finding.message), "  ")]
    same = before is not None and before.location == finding.location
    if not same:
        lines += excerpt(finding.location, report.line, style, color)
    known = before.related if same and before is not None else ()
    for line in _related(related for related in finding.related if related not in known):
        if line.endswith(_IMPORTED):
            # How one file comes into the settings is the same for all that is found in it.
            if (finding.location.path, line) in imports:
                continue
            imports.add((finding.location.path, line))
        lines += style.wrap(line, "  - ", "    ")
    if len(finding.modules) > 1 and (not same or before is None or before.modules != finding.modules):
        lines += style.wrap("holds for " + ", ".join(map(safe, finding.modules)), "  - ", "    ")
    if finding.help:
        lines += style.wrap(safe(finding.help), "  > ", "    ")
    return lines


def _related(places: Iterable[Related]) -> list[str]:
    """Return a line for each thing that is said of places: those that share it stand side by side."""
    by_message: dict[str, list[str]] = {}
    for each in places:
        by_message.setdefault(each.message, []).append(place(each.location))
    return [f"{', '.join(shown)}: {safe(message)}" for message, shown in by_message.items()]


def place(location: Location) -> str:
    """Return a location as compilers write it."""
    return f"{safe(location.path)}:{location.line}:{location.column}"


def _silenced(each: SilencedFinding, style: Style) -> str:
    finding = each.finding
    where = f"{safe(each.location.path)}:{each.location.line}"
    return style.paint(
        f"{place(finding.location)}: {finding.code} {finding.name}, silenced by {SILENCED_BY[each.kind]} ({where})",
        "dim",
    )


def _judged(report: CheckReport, style: Style, *, verbose: bool) -> list[str]:
    lines = []
    for module in report.modules:
        first, *rest = style.wrap(f"Judged {known_as(module)}, {django(module)}", "", "  ")
        lines += [first.replace("Judged", style.paint("Judged", "bold"), 1), *rest]
        for note in module.notes:
            lines += style.wrap(safe(note), "  - ", "    ")
    if verbose:
        for module in report.others:
            lines += style.wrap(f"Not judged: {known_as(module)}", "", "  ")
    elif report.others:
        lines += style.wrap(_others(report.others), "", "  ")
    return lines


def _others(others: tuple[ModuleInfo, ...]) -> str:
    shown = ", ".join(f"{safe(each.name)} ({each.role})" for each in others[:_SHOWN_OTHERS])
    more = f" and {len(others) - _SHOWN_OTHERS} more" if len(others) > _SHOWN_OTHERS else ""
    return f"Not judged: {shown}{more}; --settings NAME judges one, --verbose says why"


def _sum(report: CheckReport, style: Style) -> list[str]:
    parts = []
    if report.silenced:
        parts.append(f"{len(report.silenced)} silenced")
    if report.known:
        parts.append(f"{report.known} already there in {safe(report.since)}")
    if report.hidden:
        parts.append(f"{report.hidden} left out by --severity or --confidence")
    said = counted(report.summary)
    worst = next((word for word, count in report.summary.items() if count), None)
    painted = style.paint(said, SEVERITY_COLORS[worst] if worst else "green", "bold")
    aside = f" ({', '.join(parts)})" if parts else ""
    lines = [f"{painted}{aside}."]
    sure = {each.confidence for each in report.findings}
    lines += [
        line for each, words in _CONFIDENCE.items() if each in sure for line in style.wrap(words, "", "  ")
    ]
    if report.findings:
        code = report.findings[0].code
        lines.append(f"More about a rule: secheaders-lint rules {code}")
    if report.mendable:
        lines.append(
            f"{report.mendable} may be fixed for you: secheaders-lint check --diff --unsafe-fixes shows how"
        )
    return lines
