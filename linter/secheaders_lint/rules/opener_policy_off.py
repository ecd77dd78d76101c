"""COOP001: Cross-Origin-Opener-Policy is switched off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.findings import Severity
from secheaders_lint.rules.asking import OPENER, checks, runs_security, stated, sureness
from secheaders_lint.rules.base import Docs, Report, Rule
from secheaders_lint.rules.mending import UNSAFE, by_setting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel

NAME = "SECURE_CROSS_ORIGIN_OPENER_POLICY"


def check(site: SiteModel) -> Iterator[Report]:
    """Report ``None`` and ``unsafe-none``."""
    setting = site.settings.get(NAME)
    if not site.at_least("4.0") or not runs_security(site, OPENER) or not setting.is_set:
        return
    off = setting.value is None or setting.value is False
    if not off and setting.value != "unsafe-none":
        return
    yield Report(
        f"{stated(site, setting.name)}: a site that opens this one in a window keeps a hold on it, and can lead the visitor to another page there",
        site.where(NAME),
        NAME,
        "If it was switched off for log-in or payment pop-ups, 'same-origin-allow-popups' serves them as well; else remove the line.",
        checks=checks(site, "security.E024") if setting.value is False else (),
        confidence=sureness(site, OPENER),
        remedies=by_setting(NAME, "same-origin-allow-popups", most=UNSAFE),
    )


RULE = Rule(
    code="COOP001",
    name="opener-policy-off",
    summary="Cross-Origin-Opener-Policy is switched off",
    severity=Severity.INFO,
    check=check,
    checks=("security.E024",),
    observatory="cross-origin-opener-policy",
    cwe=1021,
    versions="Django 4.0 and newer",
    source="HTML standard, Cross-origin opener policies; Django 4.0 release notes",
    docs=Docs(
        what="Reports `SECURE_CROSS_ORIGIN_OPENER_POLICY` that is `None` or `unsafe-none`, as advice.",
        why=(
            "Django 4.0 began to send `same-origin`, which cuts the tie between a page and the one that opened it. Pop-ups of OAuth and "
            "payment services need that tie, so many projects switched the header off; `same-origin-allow-popups` keeps the tie to windows "
            "that the site itself opens, and no other."
        ),
        example="```python\nSECURE_CROSS_ORIGIN_OPENER_POLICY = None\n```",
        instead='```python\nSECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin-allow-popups"\n```',
        silence="Other sites have to open this one in a window and talk to it.",
    ),
)
