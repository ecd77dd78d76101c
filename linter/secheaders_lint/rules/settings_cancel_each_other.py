"""DJ009: settings that another setting makes do nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.data.django import default_of
from secheaders_lint.data.middleware import CSRF, SECURITY
from secheaders_lint.findings import Related, Severity
from secheaders_lint.rules.asking import for_visitors, listing, switch
from secheaders_lint.rules.base import Docs, Report, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel

REDIRECT, IN_SESSION = "SECURE_SSL_REDIRECT", "CSRF_USE_SESSIONS"
_OF_REDIRECT = ("SECURE_SSL_HOST", "SECURE_REDIRECT_EXEMPT")
# The name that Angular and axios read the token from.
_SCRIPTS_READ = "XSRF-TOKEN"


def check(site: SiteModel) -> Iterator[Report]:
    """Report all settings of a module that wait for another one, in one finding."""
    if not for_visitors(site):
        return
    of_redirect, of_cookie = _without_redirect(site), _without_cookie(site)
    names = [*of_redirect, *of_cookie]
    if not names:
        return
    causes = []
    if of_redirect:
        causes.append(f"{listing(of_redirect)} {_do(of_redirect)} nothing, as {REDIRECT} is off")
    if of_cookie:
        causes.append(
            f"{listing(of_cookie)} {_do(of_cookie)} nothing, as {IN_SESSION} is on: there is no CSRF cookie, and a script that reads it finds none"
        )
    yield Report(
        "; ".join(causes),
        site.where(names[0]),
        names[0],
        _help(redirect=bool(of_redirect), cookie=bool(of_cookie)),
        related=tuple(Related("does nothing either", site.where(name)) for name in names[1:]),
    )


def _do(names: list[str]) -> str:
    return "does" if len(names) == 1 else "do"


def _help(*, redirect: bool, cookie: bool) -> str:
    advice = []
    if redirect:
        advice.append(f"set {REDIRECT} = True, or take those lines out where the proxy redirects")
    if cookie:
        advice.append(f"take {IN_SESSION} out if scripts read the cookie, else those lines")
    text = "; ".join(advice)
    return f"{text[0].upper()}{text[1:]}."


def _without_redirect(site: SiteModel) -> list[str]:
    """Return what is set for a redirect that is off by the module's own word, and not by the environment's."""
    if site.stack.has(SECURITY) is not True or switch(site, REDIRECT) is not False:
        return []
    if site.settings.atoms({REDIRECT}) or not _decided_here(site):
        return []
    return [name for name in _OF_REDIRECT if _waits(site, name)]


def _decided_here(site: SiteModel) -> bool:
    """Tell whether the redirect is off by default, or beside the settings that wait for it, not by a later decision."""
    if not site.settings.is_set(REDIRECT):
        return True
    place = site.where(REDIRECT).path
    return all(site.where(name).path == place for name in _OF_REDIRECT if site.settings.is_set(name))


def _without_cookie(site: SiteModel) -> list[str]:
    """Return what other hosts or scripts need of a CSRF cookie, while the token is kept in the session.

    Flags, a path or a name of the project's own may stand there to be on the safe side: nobody waits for their effect.
    """
    if switch(site, IN_SESSION) is not True or site.stack.has(CSRF) is not True or not site.at_least("1.11"):
        return []
    if site.settings.atoms({IN_SESSION}):
        return []
    names = ["CSRF_COOKIE_DOMAIN"] if _waits(site, "CSRF_COOKIE_DOMAIN") else []
    if _waits(site, "CSRF_COOKIE_NAME") and site.value("CSRF_COOKIE_NAME") == _SCRIPTS_READ:
        names.append("CSRF_COOKIE_NAME")
    readable = site.settings.get("CSRF_COOKIE_HTTPONLY")
    if readable.origins and readable.truth is False:
        names.append("CSRF_COOKIE_HTTPONLY")
    return [name for name in names if not site.views.is_read(name)]


def _waits(site: SiteModel, name: str) -> bool:
    """Tell whether a setting is there for an effect: not as it is by default, not for what another environment needs."""
    setting = site.settings.get(name)
    if not setting.origins or setting.truth is not True or site.settings.atoms({name}):
        return False
    return default_of(name, site.django.version) != (setting.value,)


RULE = Rule(
    code="DJ009",
    name="settings-cancel-each-other",
    summary="settings that another setting makes do nothing",
    severity=Severity.INFO,
    check=check,
    cwe=1188,
    source="django.middleware.security and django.middleware.csrf of Django 1.11 to 6.1",
    docs=Docs(
        what=(
            "Reports, in one finding for a module, `SECURE_SSL_HOST` and `SECURE_REDIRECT_EXEMPT` while `SECURE_SSL_REDIRECT` is off, and what "
            "other hosts and scripts need of the CSRF cookie (its domain, the name `XSRF-TOKEN`, an `HttpOnly` that was switched off) while "
            "`CSRF_USE_SESSIONS` is on. It is silent where the environment decides, and where another module switches the redirect off."
        ),
        why=(
            "Whoever wrote the line expected an effect that there is not: visitors are not sent to that host, a script waits for a cookie that "
            "never comes."
        ),
        example='```python\nCSRF_USE_SESSIONS = True\nCSRF_COOKIE_NAME = "XSRF-TOKEN"\n```',
        instead='```python\nCSRF_COOKIE_NAME = "XSRF-TOKEN"\n```',
        silence="The lines are kept for a deployment that switches the other setting on.",
    ),
)
