"""TLS005: any visitor may name the host that Django takes itself for, by a header of his own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.findings import Related, Severity
from secheaders_lint.rules.asking import for_visitors, switch
from secheaders_lint.rules.base import Docs, Report, Rule
from secheaders_lint.rules.mending import DISPLAY, by_setting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel

NAME = "USE_X_FORWARDED_HOST"
HOSTS = "ALLOWED_HOSTS"


def check(site: SiteModel) -> Iterator[Report]:
    """Report ``USE_X_FORWARDED_HOST`` where any host is taken: with hosts that are limited the header names no other."""
    if switch(site, NAME) is not True or not for_visitors(site):
        return
    star = next((part for part in site.settings.parts(HOSTS) or [] if part.sure and part.value == "*"), None)
    if star is None:
        return
    place = site.place(star.site)
    yield Report(
        f"{NAME} is on, and {HOSTS} holds '*': unless the proxy overwrites X-Forwarded-Host, a visitor chooses the host of the addresses that "
        "Django builds, in redirects and password mails too, even where the proxy lets known hosts through alone",
        site.where(NAME),
        NAME,
        f"Name the hosts in {HOSTS}; set {NAME} only where the proxy sets X-Forwarded-Host on every request and takes away what the client sent.",
        related=(Related(f"{HOSTS} takes any host here", place),) if place is not None else (),
        # Behind some proxies it is the only way to the host that visitors asked for.
        remedies=by_setting(NAME, False, most=DISPLAY),
    )


RULE = Rule(
    code="TLS005",
    name="forwarded-host-trusted",
    summary="any visitor may name the host that Django takes itself for, by a header of his own",
    severity=Severity.WARNING,
    check=check,
    cwe=348,
    source="Django documentation, Settings, USE_X_FORWARDED_HOST; Host header validation",
    docs=Docs(
        what=(
            "Reports `USE_X_FORWARDED_HOST` that is on while `ALLOWED_HOSTS` holds `'*'`. With hosts that are limited nothing is reported, "
            "nor where they are not known: Django takes no other host from that header than from Host."
        ),
        why=(
            "Clients can send X-Forwarded-Host as they like. A proxy that looks at Host alone hands this header on, and Django then builds "
            "its addresses with the attacker's host: links in password mails, redirects, pages that a cache keeps for others."
        ),
        example='```python\nUSE_X_FORWARDED_HOST = True\nALLOWED_HOSTS = ["*"]\n```',
        instead='```python\nUSE_X_FORWARDED_HOST = True  # the proxy overwrites X-Forwarded-Host\nALLOWED_HOSTS = ["www.example.com"]\n```',
        silence="The proxy overwrites X-Forwarded-Host on every request.",
    ),
)
