"""DJ006: a security setting that this version of Django does not read, or that no version ever did."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from secheaders_lint.data.django import knows_setting, series
from secheaders_lint.data.middleware import CLICKJACKING, COOKIES_SAMESITE, DJANGO_SECURE, SECURITY
from secheaders_lint.findings import Confidence, Severity
from secheaders_lint.remedies import Drop, Remedy
from secheaders_lint.rules.asking import (
    CSP,
    OPENER,
    PERMISSIONS,
    REFERRER,
    csrf_cookie,
    senders,
    sent_anyway,
    session_cookie,
    shown,
    sureness,
    version_sureness,
)
from secheaders_lint.rules.base import Docs, Report, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel


class Dead(NamedTuple):
    """What a visitor does not get, the header that it is about, and what to do in place of an upgrade."""

    loss: str
    header: str = ""
    instead: str = ""
    severity: Severity | None = None


EMBEDDER, RESOURCE = "Cross-Origin-Embedder-Policy", "Cross-Origin-Resource-Policy"
_SAMESITE = (
    "the cookie goes out without SameSite, and it is left to the browser whether other sites can have it sent"
)
_LANGUAGE = "the language cookie goes out without that flag"
NEW = {
    "SECURE_REFERRER_POLICY": Dead(
        "no answer carries Referrer-Policy, and each browser decides what other sites get to see of an address",
        REFERRER,
        "use the package django-referrer-policy until then",
    ),
    "SECURE_CROSS_ORIGIN_OPENER_POLICY": Dead(
        "no answer carries Cross-Origin-Opener-Policy, and a window that opened the site keeps its hold on it",
        OPENER,
        "send the header from a middleware of your own until then",
    ),
    "SECURE_HSTS_PRELOAD": Dead("Strict-Transport-Security goes out without preload", severity=Severity.INFO),
    "SESSION_COOKIE_SAMESITE": Dead(_SAMESITE, instead="use the package django-cookies-samesite until then"),
    "CSRF_COOKIE_SAMESITE": Dead(_SAMESITE, instead="use the package django-cookies-samesite until then"),
    "CSRF_USE_SESSIONS": Dead("the CSRF token stays in a cookie"),
    "CSRF_TRUSTED_ORIGINS": Dead(
        "forms that other hosts send over https are refused", severity=Severity.INFO
    ),
    "LANGUAGE_COOKIE_SECURE": Dead(_LANGUAGE, severity=Severity.INFO),
    "LANGUAGE_COOKIE_HTTPONLY": Dead(_LANGUAGE, severity=Severity.INFO),
    "LANGUAGE_COOKIE_SAMESITE": Dead(_LANGUAGE, severity=Severity.INFO),
}
# Settings that read as if they were Django's.
NEVER = {
    "SECURE_PERMISSIONS_POLICY": Dead(
        "no answer gets a Permissions-Policy by it",
        PERMISSIONS,
        "Use the package django-permissions-policy, whose setting is PERMISSIONS_POLICY.",
    ),
    "SECURE_CONTENT_SECURITY_POLICY": Dead(
        "no answer gets a Content-Security-Policy by it, and an injected script runs unhindered",
        CSP,
        "Use SECURE_CSP with ContentSecurityPolicyMiddleware (Django 6.0), or the package django-csp and CONTENT_SECURITY_POLICY.",
    ),
    "SECURE_CROSS_ORIGIN_EMBEDDER_POLICY": Dead(
        f"no answer gets {EMBEDDER} by it",
        EMBEDDER,
        "Remove it; if the pages need to be isolated, send the header from a middleware of your own or the proxy.",
    ),
    "SECURE_CROSS_ORIGIN_RESOURCE_POLICY": Dead(
        f"no answer gets {RESOURCE} by it, and other sites can load what is served",
        RESOURCE,
        "Remove it, or send the header from a middleware of your own or the proxy.",
    ),
}
_OLD = "SECURE_FRAME_DENY"


def check(site: SiteModel) -> Iterator[Report]:
    """Report settings that are newer than the project's Django, that it never had, and one of its forerunner."""
    for name, dead in NEW.items():
        if _expects(site, name) and not _is_known(site, name) and not _works_otherwise(site, name):
            yield _too_new(site, name, dead)
    for name, dead in NEVER.items():
        if _expects(site, name) and not site.views.is_read(name):
            yield _never(site, name, dead)
    if _expects(site, _OLD) and site.stack.has(DJANGO_SECURE) is False and site.stack.known:
        yield from _of_django_secure(site)


def _expects(site: SiteModel, name: str) -> bool:
    """Tell whether the project sets it to something that would have an effect."""
    setting = site.settings.get(name)
    return bool(setting.origins) and setting.truth is True


def _is_known(site: SiteModel, name: str) -> bool:
    return site.django.version is None or knows_setting(name, site.django.version)


def _since(name: str) -> str:
    return next(each for each in series() if knows_setting(name, each))


def _works_otherwise(site: SiteModel, name: str) -> bool:
    """Tell whether something else reads the setting, sends its header, or lacks what it is about."""
    dead = NEW[name]
    if name.startswith("SECURE_") and site.stack.has(SECURITY) is not True:
        return True
    if dead.header and (
        sent_anyway(site, dead.header) or any(k != SECURITY for k in senders(site, dead.header))
    ):
        return True
    if name == "SECURE_HSTS_PRELOAD" and site.settings.get("SECURE_HSTS_SECONDS").truth is not True:
        return True
    if name.endswith("_SAMESITE"):
        cookie = {"SESSION": session_cookie(site), "CSRF": csrf_cookie(site)}.get(
            name.partition("_")[0], True
        )
        if cookie is not True or site.stack.has(COOKIES_SAMESITE) is not False or _wants_none(site, name):
            return True
    return site.views.is_read(name)


def _wants_none(site: SiteModel, name: str) -> bool:
    value = site.value(name)
    return not isinstance(value, str) or value.lower() == "none"


def _too_new(site: SiteModel, name: str, dead: Dead) -> Report:
    since = _since(name)
    instead = f"; {dead.instead}" if dead.instead else ""
    certain = sureness(site, dead.header) if dead.header else Confidence.HIGH
    return Report(
        f"Django {site.django.version} does not know {name} yet (it came with {since}), so {shown(site.value(name))} does nothing: {dead.loss}",
        site.where(name),
        name,
        f"Upgrade to Django {since} or newer{instead}.",
        severity=dead.severity,
        confidence=min(certain, version_sureness(site)),
        # What a setting holds that nothing reads is all one.
        explains=(name,),
    )


def _never(site: SiteModel, name: str, dead: Dead) -> Report:
    sent = sent_anyway(site, dead.header) or bool(senders(site, dead.header))
    return Report(
        f"{name} is no setting of Django in any version, and nothing reads it: {dead.loss}",
        site.where(name),
        name,
        f"Remove it: {dead.header} is sent otherwise." if sent else dead.instead,
        severity=Severity.INFO if sent else None,
        confidence=sureness(site, dead.header),
        # Where nothing else sends the header, what stands there is to be moved, not to be lost.
        remedies=(Remedy(f"Remove {name}", (Drop(name),)),) if sent else (),
        explains=(dead.header,),
    )


def _of_django_secure(site: SiteModel) -> Iterator[Report]:
    """Report the switch of django-secure, which Django took over under another name; MW003 speaks of the middleware."""
    if site.stack.has(CLICKJACKING) is not True or site.views.is_read(_OLD):
        return
    yield Report(
        f"{_OLD} is a setting of django-secure, which Django does not read: X_FRAME_OPTIONS decides who may frame these pages, and is {shown(site.value('X_FRAME_OPTIONS'))}",
        site.where(_OLD),
        _OLD,
        "Remove the line, and set X_FRAME_OPTIONS = 'DENY' if that is what you want.",
        severity=Severity.INFO,
        remedies=(Remedy(f"Remove {_OLD}", (Drop(_OLD),)),),
        explains=() if site.settings.is_set("X_FRAME_OPTIONS") else ("X_FRAME_OPTIONS",),
    )


RULE = Rule(
    code="DJ006",
    name="setting-dead",
    summary="a security setting that this Django does not read",
    severity=Severity.WARNING,
    check=check,
    cwe=1188,
    source="django/conf/global_settings.py of Django 1.8 to 6.1",
    docs=Docs(
        what=(
            "Reports security settings that are newer than the project's Django (`SECURE_REFERRER_POLICY` before 3.0, "
            "`SECURE_CROSS_ORIGIN_OPENER_POLICY` before 4.0, `SESSION_COOKIE_SAMESITE` before 2.1 and others), settings that sound like "
            "Django's and never were (`SECURE_PERMISSIONS_POLICY`, `SECURE_CROSS_ORIGIN_EMBEDDER_POLICY`), and `SECURE_FRAME_DENY` of "
            "django-secure. Nothing is reported of a name that code of the repository reads, nor of one that a later Django brought "
            "where it is not known which version runs."
        ),
        why=(
            "Django takes any name in capitals for a setting and says nothing of those that nobody asks for. The line reads like a "
            "protection, and visitors have none."
        ),
        example='```python\n# Django==2.2\nSECURE_REFERRER_POLICY = "same-origin"\n```',
        instead=(
            "```python\n# Django==2.2, django-referrer-policy\n"
            'MIDDLEWARE = [..., "django_referrer_policy.middleware.ReferrerPolicyMiddleware"]\nREFERRER_POLICY = "same-origin"\n```'
        ),
        silence="The setting is ready for an upgrade that is under way, or code outside of the repository reads it.",
    ),
)
