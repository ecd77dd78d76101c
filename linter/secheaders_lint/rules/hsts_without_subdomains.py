"""HSTS004: Strict-Transport-Security leaves sub-domains out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.findings import Severity
from secheaders_lint.rules.asking import HSTS, checks, place, sends_hsts, stated, sureness, switch
from secheaders_lint.rules.base import Docs, Report, Rule
from secheaders_lint.rules.hsts import STAGES, seconds
from secheaders_lint.rules.hsts_preload_incomplete import wants_preload
from secheaders_lint.rules.mending import DISPLAY, OF_HTTPS, UNSAFE, by_setting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.findings import Applicability
    from secheaders_lint.model.site import SiteModel

NAME = "SECURE_HSTS_INCLUDE_SUBDOMAINS"
HELP = (
    "Set it to True only when every sub-domain of this host answers by https, those of others too (mail, wiki, old "
    "hosts, what your DNS hands to other firms): browsers then refuse http for all of them."
)


def check(site: SiteModel) -> Iterator[Report]:
    """Report a header without ``includeSubDomains``."""
    if not sends_hsts(site) or site.settings.get("SECURE_HSTS_SECONDS").truth is not True:
        return
    if switch(site, NAME) is not False or wants_preload(site) or _is_as_planned(site):
        return
    yield Report(
        f"{stated(site, NAME)}: sub-domains may still be asked by http, and whoever answers there can plant cookies for this site",
        place(site, NAME, "SECURE_HSTS_SECONDS"),
        NAME,
        HELP,
        checks=checks(site, "security.W005"),
        confidence=sureness(site, HSTS),
        remedies=by_setting(
            NAME,
            True,
            *OF_HTTPS,
            most=_most(site),
            note="once every sub-domain is reached by https, others' too",
        ),
    )


def _most(site: SiteModel) -> Applicability:
    """Return advice alone where sub-domains would be bound for longer than a trial, or were left out on purpose."""
    given = seconds(site)
    trial = given is not None and given.number is not None and given.number <= STAGES[0]
    return UNSAFE if trial and not site.settings.is_set(NAME) else DISPLAY


def _is_as_planned(site: SiteModel) -> bool:
    """Tell whether a stage of the ramp-up that the configuration plans is reached: what comes next is for the next stage."""
    target, given = site.surroundings.hsts_target, seconds(site)
    return target is not None and given is not None and given.number is not None and given.number >= target


RULE = Rule(
    code="HSTS004",
    name="hsts-without-subdomains",
    summary="Strict-Transport-Security leaves sub-domains out",
    severity=Severity.INFO,
    check=check,
    checks=("security.W005",),
    cwe=523,
    source="RFC 6797, section 14.4",
    docs=Docs(
        what="Reports Strict-Transport-Security without `includeSubDomains`, as advice.",
        why=(
            "Someone on the network can answer for `anything.example.com` by http and set cookies for the whole of `example.com`, the "
            "session cookie among them. With `includeSubDomains` browsers do not ask there by http at all."
        ),
        example="```python\nSECURE_HSTS_SECONDS = 31536000\n```",
        instead=(
            "```python\nSECURE_HSTS_SECONDS = 31536000\nSECURE_HSTS_INCLUDE_SUBDOMAINS = True\n```\n\n"
            "It holds for every sub-domain of the host that sends it, those too that are not this project's: list them first, and start "
            "again at `SECURE_HSTS_SECONDS = 300`."
        ),
        silence="Some sub-domain has to stay reachable by http. Where `hsts-target` is configured and reached, nothing is said.",
    ),
)
