"""MW001: SecurityMiddleware is not in the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.data.middleware import DJANGO_SECURE, SECURITY
from secheaders_lint.findings import Confidence, Severity
from secheaders_lint.remedies import Insert, Remedy
from secheaders_lint.rules.asking import (
    HSTS,
    NOSNIFF,
    checks,
    listing,
    security_headers,
    sent_anyway,
    sureness,
    switch,
)
from secheaders_lint.rules.base import Docs, Report, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel

# Rules about headers that are judged once the middleware is there to send them.
_JUDGED_THEN = (
    "COOP001", "COOP002", "CTO001", "HSTS001", "HSTS002", "HSTS003", "HSTS004", "HSTS005", "MW004", "REF001", "REF002", "REF003",
    "REF004", "TLS001", "TLS004",
)  # fmt: skip
HELP = f"Put '{SECURITY}' first in {{setting}}."


def check(site: SiteModel) -> Iterator[Report]:
    """Report a list without SecurityMiddleware and without a subclass of it."""
    known = [SECURITY] if site.at_least("2.0") else [SECURITY, DJANGO_SECURE]
    lost = security_headers(site)
    redirect = site.surroundings.tls != "none" and switch(site, "SECURE_SSL_REDIRECT") is True
    if site.stack.has(*known) is not False:
        return
    if not lost and not redirect and sent_anyway(site, HSTS) and sent_anyway(site, NOSNIFF):
        return
    effects = [f"no answer carries {listing(lost)}"] if lost else []
    effects += ["nobody is sent to https, though SECURE_SSL_REDIRECT is on"] if redirect else []
    effects = effects or ["no SECURE_ setting for headers or https does anything"]
    yield Report(
        f"SecurityMiddleware is not in {site.stack.setting}: {', and '.join(effects)}",
        site.anchor(),
        SECURITY,
        HELP.format(setting=site.stack.setting),
        checks=checks(site, "security.W001", needs=""),
        confidence=min((sureness(site, header) for header in lost), default=Confidence.HIGH),
        remedies=(Remedy("Put SecurityMiddleware first", (Insert(SECURITY),), leads_to=_JUDGED_THEN),),
    )


RULE = Rule(
    code="MW001",
    name="security-middleware-missing",
    summary="SecurityMiddleware is not in MIDDLEWARE",
    severity=Severity.WARNING,
    check=check,
    checks=("security.W001",),
    cwe=693,
    source="Django documentation, Middleware, Security middleware",
    docs=Docs(
        what=(
            "Reports a `MIDDLEWARE` list that holds neither Django's `SecurityMiddleware` nor a class of the project that inherits "
            "from it. Django's own check looks for the dotted path alone and complains about such a class as well; this rule does not."
        ),
        why=(
            "Every `SECURE_*` setting but `SECURE_PROXY_SSL_HEADER` and `SECURE_CSP` is carried out by this middleware. Without it "
            "there is no redirect to https, no Strict-Transport-Security, no X-Content-Type-Options, no Referrer-Policy and no "
            "Cross-Origin-Opener-Policy, whatever the settings say, and nothing tells you so at run time."
        ),
        example=(
            "```python\nSECURE_SSL_REDIRECT = True  # does nothing\nMIDDLEWARE = [\n"
            '    "django.contrib.sessions.middleware.SessionMiddleware",\n    ...\n]\n```'
        ),
        instead=(
            '```python\nMIDDLEWARE = [\n    "django.middleware.security.SecurityMiddleware",\n'
            '    "django.contrib.sessions.middleware.SessionMiddleware",\n    ...\n]\n```\n\n'
            "It belongs at the top: a middleware sees only the answers that are made below it."
        ),
        silence="The proxy or CDN sends all of its headers: declare them under `[edge]`.",
    ),
)
