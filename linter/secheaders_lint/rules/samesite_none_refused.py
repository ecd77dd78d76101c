"""COOKIE004: a cookie with SameSite=None that browsers, or an older Django, refuse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.findings import Severity
from secheaders_lint.rules.asking import csrf_cookie, session_cookie, switch
from secheaders_lint.rules.base import Docs, Report, Rule
from secheaders_lint.rules.cookies import csrf_checks, session_checks, wants_none
from secheaders_lint.rules.mending import UNSAFE, by_setting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel

_LOSS = {"SESSION_COOKIE": "nobody stays logged in", "CSRF_COOKIE": "every form is refused"}


def check(site: SiteModel) -> Iterator[Report]:
    """Report the session and the CSRF cookie where they ask for ``SameSite=None``."""
    if session_cookie(site) is True and wants_none(site, "SESSION_COOKIE"):
        yield from _refused(site, "SESSION_COOKIE")
    if csrf_cookie(site) is True and wants_none(site, "CSRF_COOKIE"):
        yield from _refused(site, "CSRF_COOKIE")


def _refused(site: SiteModel, prefix: str) -> Iterator[Report]:
    samesite, secure = f"{prefix}_SAMESITE", f"{prefix}_SECURE"
    if not site.at_least("3.1"):
        yield Report(
            f"{samesite} is 'None', which Django {site.django.version} refuses: every answer that sets the cookie is a server error (ValueError)",
            site.where(samesite),
            samesite,
            "Upgrade to Django 3.1 or newer, which send it, or use the middleware of django-cookies-samesite until then.",
        )
    elif switch(site, secure) is False:
        yield Report(
            f"{samesite} is 'None' without {secure}: browsers refuse such a cookie, so {_LOSS[prefix]}",
            site.where(samesite),
            samesite,
            f"Set {secure} = True beside it.",
            checks=session_checks(site, secure) if prefix == "SESSION_COOKIE" else csrf_checks(site),
            remedies=by_setting(secure, True, samesite, most=UNSAFE, leads_to=("COOKIE007",)),
        )


RULE = Rule(
    code="COOKIE004",
    name="samesite-none-refused",
    summary="a cookie with SameSite=None that browsers, or an older Django, refuse",
    severity=Severity.ERROR,
    check=check,
    checks=("security.W010", "security.W011", "security.W012", "security.W016"),
    observatory="cookies",
    cwe=1275,
    versions="Django 2.1 and newer",
    source="RFC 6265bis, section 5.7; headers recorded from Django 2.2 to 6.1",
    docs=Docs(
        what=(
            "Reports `SESSION_COOKIE_SAMESITE` or `CSRF_COOKIE_SAMESITE` that is the text `None` while the cookie is not Secure; under Django "
            "2.1 to 3.0, which know only Lax and Strict, in any case."
        ),
        why=(
            "`SameSite=None` asks browsers to send the cookie from other sites as well, for instance in a frame. Chrome and Firefox take such "
            "a cookie only if it is Secure, and otherwise drop it: nobody can log in. Django's check complains about Secure alone."
        ),
        example='```python\nSESSION_COOKIE_SAMESITE = "None"\n```',
        instead='```python\nSESSION_COOKIE_SAMESITE = "None"\nSESSION_COOKIE_SECURE = True\n```',
        silence="Never.",
    ),
)
