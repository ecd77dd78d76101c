"""TLS003: a proxy ends TLS, and Django is not told which requests came by https."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.data.middleware import SECURITY
from secheaders_lint.findings import Severity
from secheaders_lint.remedies import Put, Remedy
from secheaders_lint.rules.asking import place, stated, switch
from secheaders_lint.rules.base import Docs, Report, Rule
from secheaders_lint.rules.mending import OF_HTTPS, UNSAFE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel

NAME = "SECURE_PROXY_SSL_HEADER"
REDIRECT = "SECURE_SSL_REDIRECT"
SECONDS = "SECURE_HSTS_SECONDS"
HELP = (
    f"Set {NAME} = ('HTTP_X_FORWARDED_PROTO', 'https') where the proxy sets X-Forwarded-Proto on every request and takes "
    "away what the client sent under that name."
)


def check(site: SiteModel) -> Iterator[Report]:
    """Report a site behind a declared proxy (``tls = "proxy"``) that acts on https and never gets to see it."""
    setting = site.settings.get(NAME)
    if site.surroundings.tls != "proxy" or setting.truth is not False or site.stack.has(SECURITY) is not True:
        return
    loops = switch(site, REDIRECT) is True
    if not loops and site.settings.get(SECONDS).truth is not True:
        return
    effect = (
        f"{REDIRECT} sends it to https again, and the redirect never ends"
        if loops
        else "no answer carries Strict-Transport-Security"
    )
    yield Report(
        f'{stated(site, setting.name)}, and the proxy ends TLS (tls = "proxy"): Django takes every request for plain http, so {effect}',
        place(site, NAME, REDIRECT if loops else SECONDS),
        NAME,
        HELP,
        severity=None if loops else Severity.WARNING,
        remedies=(
            Remedy(
                f"Set {NAME}, where the proxy overwrites X-Forwarded-Proto",
                (Put(NAME, '("HTTP_X_FORWARDED_PROTO", "https")', OF_HTTPS),),
                UNSAFE,
                ("TLS001", "TLS004", "HSTS001", "HSTS002", "HSTS004", "HSTS005"),
            ),
        ),
    )


RULE = Rule(
    code="TLS003",
    name="proxy-header-missing",
    summary="a proxy ends TLS, and Django is not told which requests came by https",
    severity=Severity.ERROR,
    check=check,
    cwe=319,
    source="Django documentation, Settings, SECURE_PROXY_SSL_HEADER; headers recorded from Django 2.2 to 6.0",
    docs=Docs(
        what=(
            'Reports a site whose config says `tls = "proxy"` and whose `SECURE_PROXY_SSL_HEADER` is not set, where `SECURE_SSL_REDIRECT` or '
            "`SECURE_HSTS_SECONDS` is on. Without that word in the config nothing is reported: who ends TLS cannot be read from settings."
        ),
        why=(
            "The proxy speaks plain http to Django, which therefore takes every request for an insecure one. With the redirect on it sends "
            "each to https, gets it by http again, and so on: no page is ever shown. Without the redirect it sends no "
            "Strict-Transport-Security, whatever `SECURE_HSTS_SECONDS` says."
        ),
        example="```python\n# behind a proxy that ends TLS\nSECURE_SSL_REDIRECT = True\n```",
        instead=(
            '```python\nSECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")\nSECURE_SSL_REDIRECT = True\n```\n\n'
            "Only behind a proxy that overwrites the header: else any client can claim to have come by https."
        ),
        silence="The server in front of Django passes the scheme on in another way, such as uWSGI's or gunicorn's own settings.",
    ),
)
