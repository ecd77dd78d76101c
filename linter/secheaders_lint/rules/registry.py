"""All rules, one line each; the order is that of the documentation."""

from __future__ import annotations

from secheaders_lint.rules import hsts_missing, nosniff_off, settings_unreadable

RULES = (
    hsts_missing.RULE,
    nosniff_off.RULE,
    settings_unreadable.RULE,
)
BY_CODE = {rule.code: rule for rule in RULES}
BY_NAME = {rule.name: rule for rule in RULES}
FAMILIES = tuple(dict.fromkeys(rule.family for rule in RULES))
