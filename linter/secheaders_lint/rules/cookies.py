"""Questions about cookies: whether they are sent across sites, and what Django's checks say of their flags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.data.middleware import COOKIES_SAMESITE, CSRF
from secheaders_lint.rules.asking import checks, objects_to, session_check, switch

if TYPE_CHECKING:
    from secheaders_lint.model.site import SiteModel

# Where a person would put a cookie's Secure: beside what else is set of cookies, or of https.
RELATED_SETTINGS = (
    "SESSION_COOKIE_HTTPONLY",
    "SESSION_COOKIE_SAMESITE",
    "SESSION_COOKIE_NAME",
    "SESSION_COOKIE_DOMAIN",
    "SESSION_COOKIE_AGE",
    "SECURE_SSL_REDIRECT",
    "SECURE_HSTS_SECONDS",
    "SECURE_PROXY_SSL_HEADER",
)
SECURE_IDS = ("security.W010", "security.W011", "security.W012")
_PREFIXES = ("__Host-", "__Secure-")
HTTPONLY_IDS = ("security.W013", "security.W014", "security.W015")


def wants_none(site: SiteModel, prefix: str) -> bool:
    """Tell whether a cookie asks for ``SameSite=None`` by Django's own setting."""
    value = site.value(f"{prefix}_SAMESITE")
    return (
        site.at_least("2.1") and isinstance(value, str) and value.lower() == "none" and not _by_package(site)
    )


def is_refused(site: SiteModel, prefix: str) -> bool:
    """Tell whether browsers refuse a cookie for want of Secure, so that its missing flag is COOKIE004's or COOKIE006's."""
    return (site.at_least("3.1") and wants_none(site, prefix)) or prefix_of(site, prefix) is not None


def prefix_of(site: SiteModel, cookie: str) -> str | None:
    """Return the prefix of a cookie's name that browsers demand something for; they do not look at its case."""
    name = site.value(f"{cookie}_NAME")
    lowered = name.lower() if isinstance(name, str) else ""
    return next((prefix for prefix in _PREFIXES if lowered.startswith(prefix.lower())), None)


def lacks_secure_for_prefix(site: SiteModel, cookie: str) -> bool:
    """Tell whether a cookie with such a name is refused for want of Secure, and nothing else says so: COOKIE004 does."""
    wanted = site.at_least("3.1") and wants_none(site, cookie)
    return not wanted and switch(site, f"{cookie}_SECURE") is False


def session_checks(site: SiteModel, name: str) -> tuple[str, ...]:
    """Return the check that objects to a flag of the session cookie."""
    ids = HTTPONLY_IDS if name.endswith("HTTPONLY") else SECURE_IDS
    found = session_check(site, ids)
    return tuple(check for check in found if objects_to(site, check, site.value(name)))


def csrf_checks(site: SiteModel) -> tuple[str, ...]:
    """Return the check that objects to ``CSRF_COOKIE_SECURE``."""
    found = checks(site, "security.W016", needs=CSRF)
    return tuple(check for check in found if objects_to(site, check, site.value("CSRF_COOKIE_SECURE")))


def _by_package(site: SiteModel) -> bool:
    # django-cookies-samesite reads the same settings, and writes what Django before 3.1 refuses.
    return site.stack.has(COOKIES_SAMESITE) is not False
