"""``rules`` for people: a line for each, or the page of one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from secheaders_lint.reporters.style import SEVERITY_COLORS, pad

if TYPE_CHECKING:
    from collections.abc import Sequence

    from secheaders_lint.reporters.style import Style
    from secheaders_lint.rules.base import Rule

_FENCE = re.compile(r"```\w*\n(.*?)\n?```", re.DOTALL)


def render_list(rules: Sequence[Rule], style: Style) -> str:
    """Return code, name, severity and summary of each rule, a line each."""
    codes = max(len(rule.code) for rule in rules)
    names = max(len(rule.name) for rule in rules)
    lines = []
    for rule in rules:
        severity = rule.severity.label
        start = f"{style.paint(pad(rule.code, codes), 'bold')}  {pad(rule.name, names)}  "
        lines.append(f"{start}{style.paint(pad(severity, 7), SEVERITY_COLORS[severity])}  {rule.summary}")
    return "".join(f"{line}\n" for line in lines)


def render_one(rule: Rule, style: Style) -> str:
    """Return the page of a rule."""
    severity = rule.severity.label
    lines = [
        f"{style.paint(f'{rule.code} {rule.name}', 'bold')}  {style.paint(severity, SEVERITY_COLORS[severity])}",
        f"{rule.summary}.",
    ]
    docs = rule.docs
    for title, text in (
        ("What it does", docs.what),
        ("Why is this bad?", docs.why),
        ("Example", docs.example),
        ("Use instead", docs.instead),
        ("When to silence it", docs.silence),
    ):
        lines += ["", style.paint(title, "bold"), *_markdown(text, style)]
    lines += ["", *_facts(rule, style)]
    return "".join(f"{line}\n" for line in lines)


def _markdown(text: str, style: Style) -> list[str]:
    """Return paragraphs wrapped and blocks of code as they are."""
    lines: list[str] = []
    for place, part in enumerate(_FENCE.split(text)):
        if place % 2:
            lines += ["", *(f"      {line}".rstrip() for line in part.split("\n")), ""]
            continue
        for paragraph in filter(None, (each.strip() for each in part.split("\n\n"))):
            lines += ["", *style.wrap(paragraph, "  ")]
    while lines and not lines[0]:
        del lines[0]
    while lines and not lines[-1]:
        del lines[-1]
    return [line for place, line in enumerate(lines) if line or lines[place - 1]]


def _facts(rule: Rule, style: Style) -> list[str]:
    facts = (
        ("Django", rule.versions),
        ("Django's checks", ", ".join(rule.checks)),
        ("HTTP Observatory", rule.observatory),
        ("CWE", str(rule.cwe or "")),
        ("Source", rule.source),
        ("Page", rule.url),
    )
    return [line for name, value in facts if value for line in style.wrap(f"{name}: {value}", "  ", "    ")]
