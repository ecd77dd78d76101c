"""Django's own security checks (``check --deploy``) by version, read from ``django/core/checks/security`` of 18 series."""

from __future__ import annotations

from functools import cache
from typing import Any

from secheaders_lint.data import load
from secheaders_lint.data.django import at_least, series_of


@cache
def table() -> dict[str, dict[str, Any]]:
    """Return the table: id → level, function, the series that have the check, what triggers it."""
    rows: dict[str, dict[str, Any]] = load("django_checks.json")["checks"]
    return rows


def has_check(check: str, version: str | None) -> bool:
    """Tell whether a version of Django has a check."""
    return series_of(version) in table()[check]["in"]


def wants_true(check: str, version: str | None) -> bool:
    """Tell whether a check of a switch is content with the object ``True`` alone, or with whatever is true."""
    since = table()[check].get("strict_true_from")
    return since is None or at_least(version, since)
