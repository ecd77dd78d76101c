"""The test of cookies, and which of them a browser keeps.

Read in mdn/mdn-http-observatory 94042bb, ``src/analyzer/tests/cookies.js``, and in tough-cookie 5, its cookie jar.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from secheaders_lint.grades.observatory.fields import transport_security_result
from secheaders_lint.grades.observatory.scan import Result, trimmed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.grades.observatory.scan import Scan

# Set by a load balancer, with no say of the site in it.
_SKIPPED = frozenset({"heroku-session-affinity"})
_SAME_SITE = frozenset({"lax", "strict", "none"})
# From bad to worst: the worst fault of any cookie is the result.
_FAULTS = (
    "cookies-without-secure-flag-but-protected-by-hsts",
    "cookies-without-secure-flag",
    "cookies-session-without-secure-flag-but-protected-by-hsts",
    "cookies-samesite-flag-invalid",
    "cookies-anticsrf-without-samesite-flag",
    "cookies-session-without-httponly-flag",
    "cookies-session-without-secure-flag",
)


class Cookie(NamedTuple):
    """A cookie as a browser keeps it; ``same_site`` is empty where there is none that counts."""

    name: str
    secure: bool = False
    http_only: bool = False
    same_site: str = ""
    path: str = "/"
    domain: str = ""

    @property
    def is_kept(self) -> bool:
        """False where its name promises what the cookie does not hold: browsers refuse it."""
        if self.name.startswith("__Host-"):
            return self.secure and self.path == "/" and not self.domain
        return self.secure or not self.name.startswith("__Secure-")


def parse_cookie(line: str) -> Cookie | None:
    """Return the cookie of a Set-Cookie line; ``None`` where there is none in it."""
    first, *attributes = trimmed(line).split(";")
    name, sign, _ = first.partition("=")
    name = trimmed(name)
    if not sign or not name or any(each < " " or each == "\x7f" for each in first):
        return None
    given: dict[str, str] = {}
    for attribute in attributes:
        key, _, value = attribute.partition("=")
        given[trimmed(key).lower()] = trimmed(value)
    same_site, path = given.get("samesite", "").lower(), given.get("path", "")
    return Cookie(
        name,
        "secure" in given,
        "httponly" in given,
        same_site if same_site in _SAME_SITE else "",
        path if path.startswith("/") else "/",
        given.get("domain", ""),
    )


def cookies_result(scan: Scan) -> Result:
    """Judge the cookies of the page; the site is taken to lie within the domains that they name."""
    lines = scan.lines("set-cookie")
    jar = {
        (cookie.name, cookie.path, cookie.domain): cookie
        for cookie in map(parse_cookie, lines)
        if cookie is not None and cookie.is_kept and cookie.name not in _SKIPPED
    }
    if not jar:
        return Result("cookies-not-found", passed=True)
    protected = transport_security_result(scan).passed
    faults = {fault for cookie in jar.values() for fault in _faults(cookie, protected=protected)}
    # A line with a wrong word counts even where its cookie is not kept.
    if any(map(_misspells_same_site, lines)):
        faults.add("cookies-samesite-flag-invalid")
    if faults:
        return Result(max(faults, key=_FAULTS.index), passed=False)
    if all(cookie.same_site for cookie in jar.values()):
        return Result("cookies-secure-with-httponly-sessions-and-samesite", passed=True)
    return Result("cookies-secure-with-httponly-sessions", passed=True)


def _faults(cookie: Cookie, *, protected: bool) -> Iterator[str]:
    name = cookie.name.lower()
    of_session = "sess" in name or "login" in name
    if not cookie.secure:
        aside = "-but-protected-by-hsts" if protected else ""
        yield f"cookies-without-secure-flag{aside}"
        if of_session:
            yield f"cookies-session-without-secure-flag{aside}"
        if cookie.same_site == "none":
            yield "cookies-samesite-flag-invalid"
    if "csrf" in name and not cookie.same_site:
        yield "cookies-anticsrf-without-samesite-flag"
    if of_session and not cookie.http_only:
        yield "cookies-session-without-httponly-flag"


def _misspells_same_site(line: str) -> bool:
    for part in line.split(";"):
        key, _, value = part.partition("=")
        # What stands behind a second sign of equality is not looked at.
        word = trimmed(value.partition("=")[0]).lower()
        if trimmed(key).lower() == "samesite" and word not in _SAME_SITE:
            return True
    return False
