"""COOP002: Cross-Origin-Opener-Policy holds a value that Django's check refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.findings import Severity
from secheaders_lint.rules.asking import OPENER, checks, runs_security, shown, sureness
from secheaders_lint.rules.base import Docs, Report, Rule
from secheaders_lint.rules.mending import UNSAFE, by_setting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel

NAME = "SECURE_CROSS_ORIGIN_OPENER_POLICY"
_DJANGO = frozenset({"same-origin", "same-origin-allow-popups", "unsafe-none"})
_BROWSERS = _DJANGO | {"noopener-allow-popups"}


def check(site: SiteModel) -> Iterator[Report]:
    """Report a text that is none of the three values."""
    value = site.value(NAME)
    if (
        not site.at_least("4.0")
        or not runs_security(site, OPENER)
        or not isinstance(value, str)
        or value in _DJANGO
    ):
        return
    works = value in _BROWSERS
    yield Report(
        f"{NAME} is {shown(value)}: {'browsers know it, but check --deploy fails with security.E024' if works else 'browsers do not know it, and treat the page as if there were no header'}",
        site.where(NAME),
        NAME,
        "Silence security.E024 in SILENCED_SYSTEM_CHECKS if you mean it."
        if works
        else "Use 'same-origin', or 'same-origin-allow-popups' where the site opens log-in or payment windows; lower case counts.",
        checks=checks(site, "security.E024"),
        severity=Severity.INFO if works else None,
        confidence=sureness(site, OPENER),
        remedies=() if works else by_setting(NAME, _meant(value), most=UNSAFE),
    )


def _meant(value: str) -> str:
    from difflib import get_close_matches

    plain = value.strip().lower().replace("_", "-")
    near = get_close_matches(plain, ["same-origin", "same-origin-allow-popups"], n=1, cutoff=0.8)
    return near[0] if near else "same-origin"


RULE = Rule(
    code="COOP002",
    name="opener-policy-invalid",
    summary="Cross-Origin-Opener-Policy holds a value that Django's check refuses",
    severity=Severity.WARNING,
    check=check,
    checks=("security.E024",),
    observatory="cross-origin-opener-policy",
    cwe=1021,
    versions="Django 4.0 and newer",
    source="HTML standard, Cross-origin opener policies; Django's check security.E024",
    docs=Docs(
        what=(
            "Reports a value other than `same-origin`, `same-origin-allow-popups` and `unsafe-none`. `noopener-allow-popups` is advice only: "
            "browsers know it, Django's check does not."
        ),
        why="Django sends what the setting says. A browser that does not know the value (capitals are enough) goes on as if there were no header.",
        example='```python\nSECURE_CROSS_ORIGIN_OPENER_POLICY = "SAME-ORIGIN"\n```',
        instead='```python\nSECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"  # the default since Django 4.0\n```',
        silence="The value is newer than this tool.",
    ),
)
