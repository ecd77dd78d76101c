"""The pages of docs/rules are what the rules say."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest
from secheaders_lint.rules.registry import RULES

ROOT = Path(__file__).parents[1]
PAGES: dict[str, str] = runpy.run_path(str(ROOT / "scripts/document_rules.py"))["pages"]()
TITLES = ["What it does", "Why is this bad?", "Example", "Use instead", "When to silence it", "Facts"]


def test_there_is_a_page_for_each_rule_and_no_other():
    assert {path.name for path in (ROOT / "docs/rules").iterdir()} == PAGES.keys()
    assert PAGES.keys() == {"README.md", "checks.md", *(f"{rule.code}.md" for rule in RULES)}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_up_to_date(name):
    # `python scripts/document_rules.py` writes it anew.
    assert (ROOT / "docs/rules" / name).read_text(encoding="utf-8") == PAGES[name]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_page_has_all_its_parts(rule):
    page = PAGES[rule.url.rpartition("/")[2]]
    assert page.startswith(f"# {rule.code} {rule.name}\n")
    assert [line[3:] for line in page.splitlines() if line.startswith("## ")] == TITLES
    assert page.count("```") % 2 == 0
