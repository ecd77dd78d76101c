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


def pages() -> dict[str, str]:
    """Return the text of every file of the folder by its name."""
    rows = [
        f"| [{rule.code}]({rule.code}.md) | {rule.name} | {rule.severity.label} | {rule.summary} |\n"
        for rule in RULES
    ]
    return {"README.md": _LIST_HEAD + "".join(rows), **{f"{rule.code}.md": page(rule) for rule in RULES}}


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
