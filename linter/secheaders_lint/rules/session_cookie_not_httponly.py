"""COOKIE002: scripts can read the session cookie."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.findings import Severity
from secheaders_lint.rules.asking import app, session_cookie, stated, switch
from secheaders_lint.rules.base import Docs, Report, Rule
from secheaders_lint.rules.cookies import session_checks
from secheaders_lint.rules.mending import UNSAFE, by_setting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel

NAME = "SESSION_COOKIE_HTTPONLY"


def check(site: SiteModel) -> Iterator[Report]:
    """Report a session cookie without HttpOnly."""
    runs = session_cookie(site)
    if switch(site, NAME) is not False or runs is None or not (runs or app(site, "django.contrib.sessions")):
        return
    yield Report(
        f"{stated(site, NAME)}: a script that someone manages to inject can read the session cookie and carry it away",
        site.where(NAME),
        NAME,
        "Remove the line: True is the default. A script that needs to know who is logged in can ask a view.",
        checks=session_checks(site, NAME),
        severity=None if runs else Severity.INFO,
        remedies=by_setting(NAME, True, most=UNSAFE),
    )


RULE = Rule(
    code="COOKIE002",
    name="session-cookie-not-httponly",
    summary="scripts can read the session cookie",
    severity=Severity.WARNING,
    check=check,
    checks=("security.W013", "security.W014", "security.W015"),
    observatory="cookies",
    cwe=1004,
    source="RFC 6265bis, section 4.1.2.6; Django documentation, SESSION_COOKIE_HTTPONLY",
    docs=Docs(
        what="Reports `SESSION_COOKIE_HTTPONLY` that is switched off; Django's default is on.",
        why=(
            "With HttpOnly an injected script can act for the visitor while the page is open; without it the script takes the session away "
            "and uses it from anywhere. The HTTP Observatory takes 30 points off."
        ),
        example="```python\nSESSION_COOKIE_HTTPONLY = False\n```",
        instead="```python\nSESSION_COOKIE_HTTPONLY = True  # the default\n```",
        silence="A script of the site has to read the session's key.",
    ),
)
