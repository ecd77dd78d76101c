"""The directives of Content-Security-Policy, and how django-csp 3 and 4 name them."""

from __future__ import annotations

from functools import cache
from typing import Any

from secheaders_lint.data import load


@cache
def table() -> dict[str, dict[str, Any]]:
    """Return the table: directive → level, fallback chain, status, django-csp names."""
    rows: dict[str, dict[str, Any]] = load("csp_directives.json")["directives"]
    return rows


@cache
def directives() -> dict[str, str | None]:
    """Return the directives that django-csp 4 keeps, in order, each with its setting in django-csp 3."""
    return {name: row["django_csp_3_setting"] for name, row in table().items() if row["django_csp_4_key"]}
