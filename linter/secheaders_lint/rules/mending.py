"""Remedies that several rules state: each says what a setting or the list should be, never where that is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.findings import Applicability
from secheaders_lint.remedies import Put, Remedy

if TYPE_CHECKING:
    from secheaders_lint.remedies import Step

SAFE, UNSAFE, DISPLAY = Applicability.SAFE, Applicability.UNSAFE, Applicability.DISPLAY
# Settings about https, the nearest relatives first: where one of them stands, another belongs beside it.
OF_HTTPS = (
    "SECURE_HSTS_SECONDS",
    "SECURE_HSTS_INCLUDE_SUBDOMAINS",
    "SECURE_SSL_REDIRECT",
    "SECURE_PROXY_SSL_HEADER",
    "SESSION_COOKIE_SECURE",
    "CSRF_COOKIE_SECURE",
)
# Settings about other headers, likewise.
OF_HEADERS = (
    "SECURE_CONTENT_TYPE_NOSNIFF",
    "SECURE_REFERRER_POLICY",
    "SECURE_CROSS_ORIGIN_OPENER_POLICY",
    "X_FRAME_OPTIONS",
    *OF_HTTPS,
)


def assign(name: str, value: bool | int | str, *beside: str) -> Put:
    """Return the step that gives a setting a plain value, beside its relatives where it is new."""
    code = f'"{value}"' if isinstance(value, str) else str(value)
    return Put(name, code, beside, plain=value)


def by_setting(
    name: str,
    value: bool | int | str,
    *beside: str,
    also: tuple[Step, ...] = (),
    most: Applicability = Applicability.SAFE,
    leads_to: tuple[str, ...] = (),
    note: str = "",
) -> tuple[Remedy, ...]:
    """Return the remedy that gives a setting a plain value; ``note`` is added to its title, ``also`` are further steps."""
    step = assign(name, value, *beside)
    shown = f"Set {name} = {value!r}"
    return (Remedy(f"{shown} ({note})" if note else shown, (step, *also), most, leads_to),)
