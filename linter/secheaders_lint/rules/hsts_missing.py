"""HSTS001: https pages carry no Strict-Transport-Security."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.data.middleware import SECURITY
from secheaders_lint.findings import Confidence, Severity
from secheaders_lint.rules.base import Docs, Report, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel

HELP = (
    "Start small and watch each stage: SECURE_HSTS_SECONDS = 300, then 604800 (a week), 2592000 (30 days), "
    "31536000 (a year). Every visitor is bound to https for that long."
)


def check(site: SiteModel) -> Iterator[Report]:
    """Report a falsy ``SECURE_HSTS_SECONDS`` where SecurityMiddleware runs and the site is served over https."""
    if site.surroundings.tls == "none" or "strict-transport-security" in site.edge_headers:
        return
    seconds = site.settings.get("SECURE_HSTS_SECONDS")
    if seconds.truth is not False or site.stack.has(SECURITY) is not True:
        return
    shown = f"is {seconds.value!r}" if seconds.is_set else "is not set"
    yield Report(
        f"SECURE_HSTS_SECONDS {shown}: no answer carries Strict-Transport-Security, so a visitor's first request by http can be intercepted",
        site.where("SECURE_HSTS_SECONDS") if seconds.is_set else site.anchor("SECURE_SSL_REDIRECT", "SECURE_PROXY_SSL_HEADER", "SESSION_COOKIE_SECURE"),
        "SECURE_HSTS_SECONDS",
        HELP,
        checks=("security.W004",),
        confidence=Confidence.HIGH,
    )


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
        what="Reports a site whose `SECURE_HSTS_SECONDS` is zero, or not set, though `SecurityMiddleware` runs.",
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
        silence="The proxy or CDN sends the header: declare it under `[edge]`. The site is reached by http only: `tls = \"none\"`.",
    ),
)
