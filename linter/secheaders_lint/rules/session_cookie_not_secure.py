"""COOKIE001: the session cookie is sent by plain http too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.findings import Severity
from secheaders_lint.rules.asking import app, place, session_cookie, stated, switch
from secheaders_lint.rules.base import Docs, Report, Rule
from secheaders_lint.rules.cookies import RELATED_SETTINGS, is_refused, session_checks
from secheaders_lint.rules.mending import UNSAFE, by_setting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel

NAME = "SESSION_COOKIE_SECURE"


def check(site: SiteModel) -> Iterator[Report]:
    """Report a session cookie without Secure on a site that is served over https."""
    if (
        site.surroundings.tls == "none"
        or switch(site, NAME) is not False
        or is_refused(site, "SESSION_COOKIE")
    ):
        return
    runs = session_cookie(site)
    if runs is None or not (runs or app(site, "django.contrib.sessions")):
        return
    yield Report(
        f"{stated(site, NAME)}: browsers send the session cookie by plain http too, and whoever reads it on the way is logged in as the visitor"
        if runs
        else f"{stated(site, NAME)}: no SessionMiddleware sets a session cookie now, but one that a view sets would be sent by plain http too",
        place(
            site,
            NAME,
            *RELATED_SETTINGS,
            "CSRF_COOKIE_SECURE",
        ),
        NAME,
        f"Set {NAME} = True, in settings that are used over https alone: over http nobody could log in any more.",
        checks=session_checks(site, NAME),
        severity=None if runs else Severity.INFO,
        remedies=by_setting(NAME, True, "CSRF_COOKIE_SECURE", *RELATED_SETTINGS, most=UNSAFE),
    )


RULE = Rule(
    code="COOKIE001",
    name="session-cookie-not-secure",
    summary="the session cookie is sent by plain http too",
    severity=Severity.WARNING,
    check=check,
    checks=("security.W010", "security.W011", "security.W012"),
    observatory="cookies",
    cwe=614,
    source="RFC 6265bis, section 4.1.2.5; Django documentation, SESSION_COOKIE_SECURE",
    docs=Docs(
        what="Reports `SESSION_COOKIE_SECURE` that is off where a session middleware runs, or the sessions app is installed.",
        why=(
            "One request by http is enough (an old link, a picture, an attacker's redirect) for the browser to send the cookie in the clear. "
            "Who reads it is the visitor, as far as the site can tell. The HTTP Observatory takes up to 40 points off. The cookie of "
            "django.contrib.messages follows the same setting."
        ),
        example="```python\nSECURE_SSL_REDIRECT = True\n```",
        instead="```python\nSECURE_SSL_REDIRECT = True\nSESSION_COOKIE_SECURE = True\n```",
        silence='The site is reached by http only: `tls = "none"`.',
    ),
)
