"""Every rule is listed, named after its module, documented and tested."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from secheaders_lint.data.checks import table
from secheaders_lint.rules import registry

if TYPE_CHECKING:
    from secheaders_lint.rules.base import Rule

RULES_FOLDER = Path(registry.__file__).parent
# What rules are made of, and the questions that several of them ask.
HELPERS = {
    "__init__",
    "asking",
    "base",
    "cookies",
    "cors",
    "dialects",
    "held_policies",
    "held_policy",
    "hsts",
    "first_policy",
    "framing",
    "mending",
    "order",
    "origins",
    "policies",
    "referrer",
    "registry",
    "views",
}
FAMILIES = (
    "MW",
    "HSTS",
    "TLS",
    "CTO",
    "XFO",
    "REF",
    "CSP",
    "PERM",
    "COOP",
    "XSS",
    "COOKIE",
    "CORS",
    "DJ",
    "SET",
)

every_rule = pytest.mark.parametrize("rule", registry.RULES, ids=lambda rule: rule.code)


def test_every_module_is_listed() -> None:
    modules = {path.stem for path in RULES_FOLDER.glob("*.py")} - HELPERS
    assert {rule.name.replace("-", "_") for rule in registry.RULES} == modules


def test_codes_and_names_are_unique() -> None:
    assert len(registry.BY_CODE) == len(registry.BY_NAME) == len(registry.RULES)


def test_codes_count_up_within_their_families() -> None:
    assert registry.FAMILIES == FAMILIES
    for family in FAMILIES:
        codes = [rule.code for rule in registry.RULES if rule.family == family]
        assert codes == [f"{family}{number:03}" for number in range(1, len(codes) + 1)]


def test_codes_that_others_rely_on() -> None:
    known = {"HSTS001": "hsts-missing", "CTO001": "nosniff-off", "SET001": "settings-unreadable"}
    known |= {"SET002": "unused-ignore", "SET003": "malformed-ignore"}
    assert {code: registry.BY_CODE[code].name for code in known} == known


@every_rule
def test_module_is_named_after_the_rule(rule: Rule) -> None:
    text = (RULES_FOLDER / f"{rule.name.replace('-', '_')}.py").read_text(encoding="utf-8")
    assert text.startswith(f'"""{rule.code}: ')


@every_rule
def test_rule_has_a_test_module(rule: Rule) -> None:
    assert (Path(__file__).parent / f"test_{rule.name.replace('-', '_')}.py").is_file()


@every_rule
def test_documentation_is_complete(rule: Rule) -> None:
    for part in rule.docs:
        assert len(part) > 5
        assert part.count("```") % 2 == 0
    assert rule.docs.what.startswith(("Reports", "Compares"))
    assert "```python" in rule.docs.example
    assert (
        rule.summary[0].islower() or rule.summary.split()[0].strip('"').isupper() or rule.summary[0].isupper()
    )
    assert not rule.summary.endswith(".")


@every_rule
def test_checks_exist(rule: Rule) -> None:
    for check in rule.checks:
        assert check in table() or re.fullmatch(r"csp\.E\d{3}", check)


@every_rule
def test_nothing_pushes_preload(rule: Rule) -> None:
    if rule.code != "HSTS005":
        assert "SECURE_HSTS_PRELOAD = True" not in rule.docs.instead
