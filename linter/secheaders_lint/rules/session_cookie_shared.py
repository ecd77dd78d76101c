"""COOKIE007: the session cookie goes along with requests from other sites, or to other hosts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from secheaders_lint.findings import Severity
from secheaders_lint.remedies import Drop, Remedy
from secheaders_lint.rules.asking import for_visitors, session_cookie, switch
from secheaders_lint.rules.base import Docs, Report, Rule
from secheaders_lint.rules.cookies import prefix_of, wants_none
from secheaders_lint.rules.mending import DISPLAY, by_setting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel

SAMESITE, SECURE, DOMAIN = "SESSION_COOKIE_SAMESITE", "SESSION_COOKIE_SECURE", "SESSION_COOKIE_DOMAIN"
# An address has no sub-domains, and neither has a name without dots.
_WITH_SUBDOMAINS = re.compile(r"\.?(?!\d+(?:\.\d+){3}$)[\w-]+(?:\.[\w-]+)+")


def check(site: SiteModel) -> Iterator[Report]:
    """Report a session cookie with ``SameSite=None`` that browsers take, and one that is for a whole domain."""
    if session_cookie(site) is not True or not for_visitors(site):
        return
    # Without Secure it is refused, which COOKIE004 says.
    if site.at_least("3.1") and wants_none(site, "SESSION_COOKIE") and switch(site, SECURE) is True:
        yield Report(
            f"{SAMESITE} is 'None': browsers send the session cookie with requests that other sites make, and only the CSRF token tells them from the visitor's own",
            site.where(SAMESITE),
            SAMESITE,
            f"Set {SAMESITE} = 'Lax', unless the site has to work inside of frames of other sites or logs its visitors in by a POST from one.",
            remedies=by_setting(SAMESITE, "Lax", most=DISPLAY),
        )
    domain = site.value(DOMAIN)
    if (
        isinstance(domain, str)
        and _WITH_SUBDOMAINS.fullmatch(domain)
        and prefix_of(site, "SESSION_COOKIE") != "__Host-"
    ):
        yield Report(
            f"{DOMAIN} is {domain!r}: browsers send the session cookie to every host below {domain.lstrip('.')}, and each of them, one that was forgotten too, can log in as the visitor",
            site.where(DOMAIN),
            DOMAIN,
            f"Leave {DOMAIN} out, so that the cookie is for the host that set it alone, unless several hosts share the log-in.",
            remedies=(Remedy(f"Remove {DOMAIN}", (Drop(DOMAIN),), DISPLAY),),
        )


RULE = Rule(
    code="COOKIE007",
    name="session-cookie-shared",
    summary="the session cookie goes along with requests from other sites, or to other hosts",
    severity=Severity.INFO,
    check=check,
    observatory="cookies",
    cwe=1275,
    source="RFC 6265bis, sections 5.1.3 and 5.7; Django documentation, Settings, SESSION_COOKIE_DOMAIN",
    docs=Docs(
        what=(
            "Reports `SESSION_COOKIE_SAMESITE = 'None'` on a cookie that is Secure, so that browsers take it, and `SESSION_COOKIE_DOMAIN` that "
            "opens the cookie to all hosts of a domain. Both are advice: there are sites that need them."
        ),
        why=(
            "`SameSite` is the second line of defence against requests that other sites forge; with `None` the CSRF token stands alone. A "
            "cookie with a Domain is sent to every host below it: a blog, a test server or a name that points to a rented service gets the "
            "sessions of all visitors, and can set one of its own."
        ),
        example='```python\nSESSION_COOKIE_DOMAIN = ".example.com"\nSESSION_COOKIE_SAMESITE = "None"\n```',
        instead="```python\n# both left out: SameSite=Lax, and for the one host alone\n```",
        silence="Several hosts share the log-in, or the site is shown in frames of others.",
    ),
)
