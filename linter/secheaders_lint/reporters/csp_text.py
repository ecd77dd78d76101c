"""``csp`` for people: findings under their severity, worst first, then what counts of the policy, then the sum."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from secheaders_lint.reporters.escape import inert, safe
from secheaders_lint.reporters.style import GLUE, pad, width_of
from secheaders_lint.reporters.words import plural

if TYPE_CHECKING:
    from secheaders_lint.csp.audit import Audit
    from secheaders_lint.csp.findings import CspFinding
    from secheaders_lint.reporters.style import Style

_MEANINGS = {
    "HIGH": "an attacker gets around the policy",
    "SYNTAX": "a browser reads something else than what was meant",
    "MEDIUM": "weakens the policy",
    "HIGH_MAYBE": "may let an attacker around the policy",
    "STRICT_CSP": "what a strict policy would have",
    "MEDIUM_MAYBE": "depends on what these sources serve",
    "INFO": "good to know",
    "NONE": "written, but without effect in browsers of today",
}
_LOOKS = {
    "HIGH": ("red", "bold"),
    "SYNTAX": ("red", "bold"),
    "MEDIUM": ("yellow", "bold"),
    "HIGH_MAYBE": ("yellow", "bold"),
    "STRICT_CSP": ("cyan", "bold"),
    "MEDIUM_MAYBE": ("cyan", "bold"),
    "INFO": ("cyan",),
    "NONE": ("dim",),
}
_WIDEST_NAME = 28


def render(audit: Audit, style: Style, *, quiet: bool = False) -> str:
    """Return an audit as text; ``quiet`` leaves out all but the findings."""
    worst_first = sorted(audit.findings, key=lambda each: each.severity)
    blocks = [
        _group(severity, list(found), style)
        for severity, found in groupby(worst_first, key=lambda each: each.severity.name)
    ]
    if not quiet:
        blocks.append(_effective(audit, style))
        blocks.append(style.wrap(_sum(worst_first), "", "  "))
    return inert("\n".join("".join(f"{line}\n" for line in block) for block in blocks if block))


def _group(severity: str, findings: list[CspFinding], style: Style) -> list[str]:
    """Return the findings of one severity; those that say the same of several sources share their text."""
    first, *rest = style.wrap(f"{severity}: {_MEANINGS[severity]}", "", "  ")
    lines = [first.replace(severity, style.paint(severity, *_LOOKS[severity]), 1), *rest]
    by_text: dict[tuple[str, str, str], list[str]] = {}
    for each in findings:
        by_text.setdefault((each.type.name, each.directive, each.message), []).append(each.value or "")
    for (kind, directive, message), values in by_text.items():
        lines += _finding(kind, directive, list(filter(None, values)), message, style)
    return lines


def _finding(kind: str, directive: str, values: list[str], message: str, style: Style) -> list[str]:
    first, *rest = style.wrap(" ".join(map(safe, [directive, *values])), "  ", "    ")
    name = f"({kind})"
    last = rest.pop() if rest else first
    fits = width_of(last) + 1 + len(name) <= style.width
    end = [f"{last} {style.paint(name, 'dim')}"] if fits else [last, f"    {style.paint(name, 'dim')}"]
    head = [*([first] if last is not first else []), *rest, *end]
    head[0] = head[0].replace(safe(directive), style.paint(safe(directive), "bold"), 1)
    return [*head, *style.wrap(safe(message), "    ")]


def _effective(audit: Audit, style: Style) -> list[str]:
    directives = audit.effective.directives
    if not directives:
        return []
    title = "What counts"
    if audit.policies > 1:
        title = f"What all {audit.policies} policies allow"
    names = min(max(width_of(safe(name)) for name in directives), _WIDEST_NAME)
    lines = [style.paint(title, "bold")]
    for name, values in directives.items():
        shown = pad(safe(name), names).replace(" ", GLUE)
        text = " ".join((f"{shown}{GLUE}", *map(safe, values)))
        lines += [line.rstrip() for line in style.wrap(text, "  ", " " * (names + 4))]
    return lines


def _sum(findings: list[CspFinding]) -> str:
    counts: dict[str, int] = {}
    for each in findings:
        if each.severity.name != "NONE":
            counts[each.severity.name] = counts.get(each.severity.name, 0) + 1
    if not counts:
        return "No findings"
    told = ", ".join(f"{count} {name}" for name, count in counts.items())
    return f"{plural(sum(counts.values()), 'finding')}: {told}"
