"""HSTS001: https pages carry no Strict-Transport-Security."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.findings import Severity
from secheaders_lint.rules.asking import HSTS, checks, listing, place, sends_hsts, stated, sureness
from secheaders_lint.rules.base import Docs, Report, Rule
from secheaders_lint.rules.hsts import RAMP, STAGES
from secheaders_lint.rules.mending import OF_HTTPS, UNSAFE, assign, by_setting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.remedies import Put

HELP = f"Set SECURE_HSTS_SECONDS = 300 and watch; then {RAMP}."


def check(site: SiteModel) -> Iterator[Report]:
    """Report a falsy ``SECURE_HSTS_SECONDS`` where SecurityMiddleware runs and the site is served over https."""
    seconds = site.settings.get("SECURE_HSTS_SECONDS")
    if seconds.truth is not False or not sends_hsts(site):
        return
    flags = [name for name in ("SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_HSTS_PRELOAD") if _is_on(site, name)]
    dead = f" ({listing(flags)} {'do' if len(flags) > 1 else 'does'} nothing without it)" if flags else ""
    yield Report(
        f"{stated(site, seconds.name)}{dead}: no answer carries Strict-Transport-Security, so a visitor's first request by http can be intercepted",
        place(
            site,
            "SECURE_HSTS_SECONDS",
            *flags,
            "SECURE_SSL_REDIRECT",
            "SECURE_PROXY_SSL_HEADER",
            "SESSION_COOKIE_SECURE",
        ),
        "SECURE_HSTS_SECONDS",
        HELP,
        checks=checks(site, "security.W004"),
        confidence=sureness(site, HSTS),
        remedies=by_setting(
            "SECURE_HSTS_SECONDS",
            STAGES[0],
            *OF_HTTPS,
            also=_no_preload(site),
            most=UNSAFE,
            leads_to=("HSTS002", "HSTS004"),
            note="five minutes: the first stage",
        ),
    )


def _no_preload(site: SiteModel) -> tuple[Put, ...]:
    """Return the step that keeps the header from saying preload from its first day on."""
    return (assign("SECURE_HSTS_PRELOAD", False),) if _is_on(site, "SECURE_HSTS_PRELOAD") else ()


def _is_on(site: SiteModel, name: str) -> bool:
    return site.settings.is_set(name) and site.settings.get(name).truth is True


RULE = Rule(
    code="HSTS001",
    name="hsts-missing",
    summary="https pages carry no Strict-Transport-Security",
    severity=Severity.WARNING,
    check=check,
    checks=("security.W004",),
    observatory="strict-transport-security",
    cwe=523,
    source="RFC 6797; hstspreload.org",
    docs=Docs(
        what=(
            "Reports a site whose `SECURE_HSTS_SECONDS` is zero, or not set, though `SecurityMiddleware` runs. "
            "`SECURE_HSTS_INCLUDE_SUBDOMAINS` and `SECURE_HSTS_PRELOAD` do nothing without it; where they are on, the finding says so."
        ),
        why=(
            "Without the header a browser that is given an `http://` address uses it. Whoever controls the network can answer that "
            "request in the site's place. The HTTP Observatory takes 20 points off."
        ),
        example="```python\nSECURE_SSL_REDIRECT = True\n```",
        instead=(
            "```python\nSECURE_SSL_REDIRECT = True\nSECURE_HSTS_SECONDS = 300\n```\n\n"
            "Raise it in stages (300, 604800, 2592000, 31536000), each after its time has passed without a complaint. A browser that has "
            "seen the header refuses plain http for that long, whatever the server says afterwards."
        ),
        silence='The proxy or CDN sends the header: declare it under `[edge]`. The site is reached by http only: `tls = "none"`.',
    ),
)
