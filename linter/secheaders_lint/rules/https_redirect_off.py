"""TLS001: visitors who come by http are not sent to https."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from secheaders_lint.data.middleware import SECURITY, SSLIFY
from secheaders_lint.findings import Confidence, Severity
from secheaders_lint.rules.asking import checks, place, stated, switch
from secheaders_lint.rules.base import Docs, Report, Rule
from secheaders_lint.rules.mending import DISPLAY, OF_HTTPS, UNSAFE, by_setting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel

NAME = "SECURE_SSL_REDIRECT"
PROXY = "SECURE_PROXY_SSL_HEADER"

_HEALTH = re.compile(r"health|heart_?beat|liveness|readiness|watchman|(?:^|_)ping", re.IGNORECASE)


def check(site: SiteModel) -> Iterator[Report]:
    """Report a falsy ``SECURE_SSL_REDIRECT`` where SecurityMiddleware runs."""
    if (
        site.surroundings.tls == "none"
        or site.stack.has(SECURITY) is not True
        or switch(site, NAME) is not False
    ):
        return
    # Whether there is a proxy is said where the site runs: then the redirect is nothing to decide here.
    asked_for = site.settings.get(PROXY).truth is False and bool(site.settings.deciding(PROXY))
    behind_proxy = (
        asked_for or site.surroundings.tls == "proxy" or site.settings.get(PROXY).truth is not False
    )
    unless = ", unless the proxy sends them to https" if behind_proxy else ""
    yield Report(
        f"{stated(site, NAME)}: visitors who come by http stay there{unless}, and what they send can be read and changed on the way",
        place(site, NAME, "SECURE_HSTS_SECONDS", PROXY, "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE"),
        NAME,
        _help(site, behind_proxy=behind_proxy),
        checks=checks(site, "security.W008"),
        severity=Severity.INFO if behind_proxy else None,
        confidence=_sureness(site),
        remedies=by_setting(
            NAME,
            True,
            *OF_HTTPS,
            most=DISPLAY if asked_for else UNSAFE,
            leads_to=("TLS003", "TLS004"),
            note=_note(site),
        ),
    )


def _note(site: SiteModel) -> str:
    """Return what to look at before the redirect is on: who ends TLS, and what asks for the site by http on purpose."""
    notes = [] if site.settings.get(PROXY).truth is True else [f"behind a proxy {PROXY} has to be set first"]
    health = [each.label for each in site.stack.entries if _HEALTH.search(each.label)]
    apps = site.settings.parts("INSTALLED_APPS") or []
    health += [part.value for part in apps if isinstance(part.value, str) and _HEALTH.search(part.value)]
    if health and not site.settings.is_set("SECURE_REDIRECT_EXEMPT"):
        notes.append(f"a health check by http ({health[0]}) needs its path in SECURE_REDIRECT_EXEMPT")
    return "; ".join(notes)


def _sureness(site: SiteModel) -> Confidence:
    """Return low where a middleware that is not Django's may redirect in its place."""
    if site.stack.has(SSLIFY) is not False:
        return Confidence.LOW
    texts = [site.written(entry) for entry in site.stack.entries if entry.own]
    return (
        Confidence.LOW
        if any(text is not None and (text.unread or "is_secure" in text.acts) for text in texts)
        else Confidence.HIGH
    )


def _help(site: SiteModel, *, behind_proxy: bool) -> str:
    if behind_proxy and site.settings.get(PROXY).truth is not False:
        return f'Set {NAME} = True as well; if the proxy redirects every request already, say tls = "proxy" in the config and silence this.'
    return (
        f"Set {NAME} = True. Where a proxy ends TLS, set {PROXY} = ('HTTP_X_FORWARDED_PROTO', 'https') with it, "
        "or the redirect never ends; the proxy has to overwrite that header."
    )


RULE = Rule(
    code="TLS001",
    name="https-redirect-off",
    summary="visitors who come by http are not sent to https",
    severity=Severity.WARNING,
    check=check,
    checks=("security.W008",),
    observatory="redirection",
    cwe=319,
    source="Django documentation, SSL/HTTPS; HTTP Observatory, redirection",
    docs=Docs(
        what=(
            "Reports `SECURE_SSL_REDIRECT` that is off, though `SecurityMiddleware` runs. Where a proxy is declared (`SECURE_PROXY_SSL_HEADER`, "
            'be it by an environment variable, or `tls = "proxy"` in the config) it is advice: the proxy may do it.'
        ),
        why=(
            "A visitor who types the name of the site comes by http. Without a redirect everything that follows, the password too, can be "
            "read and changed on the way, and the browser never gets to see Strict-Transport-Security. The HTTP Observatory takes 20 points off."
        ),
        example="```python\nSESSION_COOKIE_SECURE = True\n```",
        instead=(
            "```python\nSECURE_SSL_REDIRECT = True\n# only behind a proxy that ends TLS and overwrites this header:\n"
            'SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")\n```\n\n'
            "Behind such a proxy Django takes every request for plain http; without the second setting the redirect goes round in circles."
        ),
        silence='The load balancer redirects. The site is reached by http only: `tls = "none"`.',
    ),
)
