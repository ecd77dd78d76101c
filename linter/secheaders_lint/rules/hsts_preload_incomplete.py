"""HSTS005: the header asks for the preload list without what the list requires."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.findings import Severity
from secheaders_lint.rules.asking import HSTS, checks, sends_hsts, sureness, switch
from secheaders_lint.rules.base import Docs, Report, Rule
from secheaders_lint.rules.hsts import YEAR, lasting, seconds
from secheaders_lint.rules.mending import UNSAFE, by_setting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel

NAME = "SECURE_HSTS_PRELOAD"
SUBDOMAINS = "SECURE_HSTS_INCLUDE_SUBDOMAINS"


def wants_preload(site: SiteModel) -> bool:
    """Tell whether the header that goes out says ``preload``."""
    return site.at_least("1.11") and switch(site, NAME) is True


def check(site: SiteModel) -> Iterator[Report]:
    """Report ``preload`` without ``includeSubDomains``, or with less than a year."""
    given = seconds(site) if sends_hsts(site) and wants_preload(site) else None
    if given is None:
        return
    alone = switch(site, SUBDOMAINS) is False
    short = given.number is not None and given.number < YEAR
    if not alone and not short:
        return
    wants = [f"{SUBDOMAINS} = True"] if alone else []
    wants += (
        [f"SECURE_HSTS_SECONDS of at least 31536000 (it is {lasting(given.number or 0)})"] if short else []
    )
    yield Report(
        f"SECURE_HSTS_PRELOAD is on, but the preload list wants {' and '.join(wants)}: it will not take the site, and the word does nothing",
        site.where(NAME),
        NAME,
        "Remove SECURE_HSTS_PRELOAD until the rest has been in force for a while, or for good: being on the list is hard to undo, and not needed for the header to work.",
        checks=checks(site, "security.W005") if alone else (),
        severity=Severity.INFO if short else None,
        confidence=sureness(site, HSTS),
        remedies=by_setting(NAME, False, most=UNSAFE, leads_to=("HSTS004",)),
    )


RULE = Rule(
    code="HSTS005",
    name="hsts-preload-incomplete",
    summary="the header says preload, without what the preload list requires",
    severity=Severity.WARNING,
    check=check,
    checks=("security.W005",),
    cwe=523,
    versions="Django 1.11 and newer",
    source="hstspreload.org, submission requirements",
    docs=Docs(
        what=(
            "Reports `SECURE_HSTS_PRELOAD = True` without `SECURE_HSTS_INCLUDE_SUBDOMAINS`, or with less than 31536000 seconds. While the "
            "seconds are still being raised it is advice."
        ),
        why=(
            "`preload` is the owner's consent to be built into browsers, sub-domains and all. The list refuses a header that is incomplete, "
            "and takes sites off whose header becomes so; the setting then only looks as if something had been done."
        ),
        example="```python\nSECURE_HSTS_SECONDS = 31536000\nSECURE_HSTS_PRELOAD = True\n```",
        instead=(
            "```python\nSECURE_HSTS_SECONDS = 31536000\nSECURE_HSTS_INCLUDE_SUBDOMAINS = True\n```\n\n"
            "Only who has read https://hstspreload.org and wants every sub-domain bound to https for years adds `SECURE_HSTS_PRELOAD`. "
            "Django's W021 asks everyone for it; to silence that check is fine."
        ),
        silence="Never: remove the setting instead.",
    ),
)
