"""COOKIE003: the CSRF cookie is sent by plain http too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.findings import Severity
from secheaders_lint.rules.asking import csrf_cookie, place, stated, switch
from secheaders_lint.rules.base import Docs, Report, Rule
from secheaders_lint.rules.cookies import RELATED_SETTINGS, csrf_checks, is_refused
from secheaders_lint.rules.mending import UNSAFE, by_setting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel

NAME = "CSRF_COOKIE_SECURE"


def check(site: SiteModel) -> Iterator[Report]:
    """Report a CSRF cookie without Secure on a site that is served over https."""
    if site.surroundings.tls == "none" or switch(site, NAME) is not False or csrf_cookie(site) is not True:
        return
    if is_refused(site, "CSRF_COOKIE"):
        return
    yield Report(
        f"{stated(site, NAME)}: browsers send the CSRF cookie by plain http too, and whoever reads it on the way can forge the visitor's forms",
        place(
            site,
            NAME,
            "SESSION_COOKIE_SECURE",
            "CSRF_COOKIE_HTTPONLY",
            "CSRF_COOKIE_NAME",
            *RELATED_SETTINGS,
        ),
        NAME,
        f"Set {NAME} = True, in settings that are used over https alone: over http every form would be refused.",
        checks=csrf_checks(site),
        remedies=by_setting(
            NAME,
            True,
            "SESSION_COOKIE_SECURE",
            "CSRF_COOKIE_HTTPONLY",
            "CSRF_COOKIE_NAME",
            *RELATED_SETTINGS,
            most=UNSAFE,
        ),
    )


RULE = Rule(
    code="COOKIE003",
    name="csrf-cookie-not-secure",
    summary="the CSRF cookie is sent by plain http too",
    severity=Severity.WARNING,
    check=check,
    checks=("security.W016",),
    observatory="cookies",
    cwe=614,
    source="RFC 6265bis, section 4.1.2.5; Django documentation, CSRF_COOKIE_SECURE",
    docs=Docs(
        what=(
            "Reports `CSRF_COOKIE_SECURE` that is off where `CsrfViewMiddleware` runs. With `CSRF_USE_SESSIONS` there is no such cookie, and "
            "no finding."
        ),
        why=(
            "The cookie holds the secret that forms are checked against. Who reads it in one plain http request can send forms in the "
            "visitor's name. The HTTP Observatory takes up to 20 points off."
        ),
        example="```python\nSESSION_COOKIE_SECURE = True\n```",
        instead="```python\nSESSION_COOKIE_SECURE = True\nCSRF_COOKIE_SECURE = True\n```",
        silence='The site is reached by http only: `tls = "none"`.',
    ),
)
