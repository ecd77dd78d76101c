"""Write the pages of docs/rules from the rules themselves: one for each, and a list of all.

python scripts/document_rules.py
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from secheaders_lint.rules.registry import RULES

if TYPE_CHECKING:
    from secheaders_lint.rules.base import Rule

FOLDER = Path(__file__).parents[1] / "docs" / "rules"
_LIST_HEAD = """\
# Rules

`secheaders-lint rules CODE` shows these pages in a terminal. They are written by `scripts/document_rules.py`.

| code | name | severity | what it finds |
|---|---|---|---|
"""
_MORE = "\n[Rules and Django's own checks](checks.md) says which of them speak of the same, and where they differ.\n"
_CHECKS_HEAD = """\
# Rules and Django's own checks

`manage.py check --deploy` looks at single settings, in whatever environment it is started. A finding names the checks that would
report for the very same cause; what `SILENCED_SYSTEM_CHECKS` names is silenced here as well.

| check | rules |
|---|---|
"""
_CHECKS_TAIL = """
## Where the two differ on purpose

| Django says | and here |
|---|---|
| W001, W002: the middleware is missing, for its path is not in the list | nothing where a class of the project that inherits from it is: it does the same work |
| W002, W019: framing is not denied, whatever the policy says | nothing of `X_FRAME_OPTIONS` where an enforced policy has `frame-ancestors`: browsers go by that alone |
| W019: `X_FRAME_OPTIONS` is not `DENY`, for `"deny"` | nothing: the middleware sends capitals |
| W003: no CSRF middleware | only where `MIDDLEWARE_CLASSES` leaves no middleware at all: forms are not about headers |
| W007: `SECURE_BROWSER_XSS_FILTER` is off | nothing, and XSS001 where it is on: browsers have taken the filter out again |
| W021: `SECURE_HSTS_PRELOAD` is off | nothing: being on the preload list is hard to undo, and nobody needs it |
| W009, W025: the secret key is weak | nothing: other tools look for secrets |
"""


def pages() -> dict[str, str]:
    """Return the text of every file of the folder by its name."""
    rows = [
        f"| [{rule.code}]({rule.code}.md) | {rule.name} | {rule.severity.label} | {rule.summary} |\n"
        for rule in RULES
    ]
    lists = {"README.md": _LIST_HEAD + "".join(rows) + _MORE, "checks.md": _checks()}
    return {**lists, **{f"{rule.code}.md": page(rule) for rule in RULES}}


def _checks() -> str:
    """Return the page that says which rules speak of which of Django's checks."""
    rules: dict[str, list[str]] = {}
    for rule in RULES:
        for check in rule.checks:
            rules.setdefault(check, []).append(f"[{rule.code}]({rule.code}.md)")
    rows = (f"| `{check}` | {', '.join(codes)} |\n" for check, codes in sorted(rules.items()))
    return f"{_CHECKS_HEAD}{''.join(rows)}{_CHECKS_TAIL}"


def page(rule: Rule) -> str:
    """Return the page of a rule in Markdown."""
    docs = rule.docs
    parts = [f"# {rule.code} {rule.name}", f"{rule.summary[:1].upper()}{rule.summary[1:]}."]
    for title, text in (
        ("What it does", docs.what),
        ("Why is this bad?", docs.why),
        ("Example", docs.example),
        ("Use instead", docs.instead),
        ("When to silence it", docs.silence),
    ):
        parts += [f"## {title}", text.strip()]
    return "\n\n".join([*parts, "## Facts", _facts(rule)]) + "\n"


def _facts(rule: Rule) -> str:
    facts = (
        ("Severity", rule.severity.label),
        ("Django", rule.versions),
        ("Django's checks", ", ".join(f"`{check}`" for check in rule.checks)),
        ("HTTP Observatory", rule.observatory and f"`{rule.observatory}`"),
        ("CWE", rule.cwe and f"[{rule.cwe}](https://cwe.mitre.org/data/definitions/{rule.cwe}.html)"),
        ("Source", rule.source),
    )
    rows = "".join(f"\n| {name} | {value} |" for name, value in facts if value)
    return f"| | |\n|---|---|{rows}"


def main() -> None:
    """Write all pages, and remove those of rules that are gone."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    written = pages()
    for path in FOLDER.glob("*.md"):
        if path.name not in written:
            path.unlink()
    for name, text in written.items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
