"""COOKIE006: a cookie is called __Host- or __Secure- and does not have what browsers want for that name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.evaluator.rendering import UnknownPart
from secheaders_lint.findings import Severity
from secheaders_lint.remedies import Put, Remedy
from secheaders_lint.rules.asking import csrf_cookie, listing, session_cookie, shown
from secheaders_lint.rules.base import Docs, Report, Rule
from secheaders_lint.rules.cookies import csrf_checks, lacks_secure_for_prefix, prefix_of, session_checks
from secheaders_lint.rules.mending import UNSAFE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel

_PLAIN = {"True": True, "None": None, "'/'": "/"}
_LOSS = {"SESSION_COOKIE": "nobody stays logged in", "CSRF_COOKIE": "every form is refused"}


def check(site: SiteModel) -> Iterator[Report]:
    """Report the session and the CSRF cookie where browsers refuse them by their name."""
    if session_cookie(site) is True:
        yield from _refused(site, "SESSION_COOKIE")
    if csrf_cookie(site) is True:
        yield from _refused(site, "CSRF_COOKIE")


def _refused(site: SiteModel, cookie: str) -> Iterator[Report]:
    prefix, name = prefix_of(site, cookie), f"{cookie}_NAME"
    if prefix is None:
        return
    insecure = lacks_secure_for_prefix(site, cookie)
    faults = {f"{cookie}_SECURE is off": f"{cookie}_SECURE = True"} if insecure else {}
    if prefix == "__Host-":
        faults |= _ranges(site, cookie)
    if not faults:
        return
    secure = f"{cookie}_SECURE"
    found = session_checks(site, secure) if cookie == "SESSION_COOKIE" else csrf_checks(site)
    yield Report(
        f"{name} is {shown(site.value(name))}, and {listing([*faults])}: browsers refuse a {prefix} cookie like that, so {_LOSS[cookie]}",
        site.where(name),
        name,
        f"Set {listing([*faults.values()])}, or give the cookie another name.",
        checks=found if insecure else (),
        remedies=(Remedy(f"Set {listing([*faults.values()])}", tuple(_steps(cookie, faults)), UNSAFE),),
    )


def _steps(cookie: str, faults: dict[str, str]) -> Iterator[Put]:
    for wanted in faults.values():
        name, _, code = wanted.partition(" = ")
        yield Put(name, code.replace("'", '"'), (f"{cookie}_NAME",), plain=_PLAIN[code])


def _ranges(site: SiteModel, cookie: str) -> dict[str, str]:
    """Return what makes a cookie more than that of one host, and how to undo it."""
    domain, path = site.settings.get(f"{cookie}_DOMAIN"), site.settings.get(f"{cookie}_PATH")
    faults = {}
    if domain.truth is True:
        faults[f"{domain.name} is {shown(domain.value)}"] = f"{domain.name} = None"
    if not isinstance(path.value, UnknownPart) and path.value != "/":
        faults[f"{path.name} is {shown(path.value)}"] = f"{path.name} = '/'"
    return faults


RULE = Rule(
    code="COOKIE006",
    name="cookie-prefix-broken",
    summary="a cookie is called __Host- or __Secure- and does not have what browsers want for that name",
    severity=Severity.ERROR,
    check=check,
    checks=("security.W010", "security.W011", "security.W012", "security.W016"),
    observatory="cookies",
    cwe=614,
    source="RFC 6265bis, section 4.1.3; headers recorded from Django 2.2 to 6.1",
    docs=Docs(
        what=(
            "Reports a session or CSRF cookie whose name begins with `__Secure-` while it is not Secure, or with `__Host-` while it is not "
            "Secure, has a Domain, or a Path other than `/`."
        ),
        why=(
            "Browsers take a cookie with such a name only if it has all that the name promises, and drop it in silence otherwise: nobody "
            "can log in, or no form can be sent. Django sends what the settings say and does not look at the name."
        ),
        example='```python\nSESSION_COOKIE_NAME = "__Host-sessionid"\nSESSION_COOKIE_DOMAIN = ".example.com"\n```',
        instead='```python\nSESSION_COOKIE_NAME = "__Host-sessionid"\nSESSION_COOKIE_SECURE = True\n```',
        silence="Never.",
    ),
)
