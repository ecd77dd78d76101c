"""MW005: MIDDLEWARE_CLASSES under a Django that does not read it any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.data.middleware import CORS, DJANGO_CSP, NATIVE_CSP, PERMISSIONS_POLICY
from secheaders_lint.findings import Severity
from secheaders_lint.remedies import ANY, Drop, Remedy, Rename
from secheaders_lint.rules.asking import checks, release, version_sureness
from secheaders_lint.rules.base import Docs, Report, Rule
from secheaders_lint.rules.mending import UNSAFE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel

NAME = "MIDDLEWARE_CLASSES"
# The rules that speak of a middleware which is not in the list: where no list is read at all, that is the cause.
WITHOUT_MIDDLEWARE = (
    "security-middleware-missing",
    "frame-options-middleware-missing",
    "csp-missing",
    "csp-middleware-missing",
    "permissions-policy-missing",
    "cors-setting-without-middleware",
)
# Those of them that name a setting where a middleware lacks.
LACKS = {
    NATIVE_CSP: ("csp-missing", "csp-middleware-missing"),
    DJANGO_CSP: ("csp-missing", "csp-middleware-missing"),
    PERMISSIONS_POLICY: ("permissions-policy-missing",),
    CORS: ("cors-setting-without-middleware",),
}


def _leaves_nothing(site: SiteModel) -> bool:
    """Tell whether the project names its middleware in the dead setting alone, so that none of them runs."""
    return site.at_least("2.0") and site.settings.is_set(NAME) and not site.settings.is_set("MIDDLEWARE")


def check(site: SiteModel) -> Iterator[Report]:
    """Report ``MIDDLEWARE_CLASSES`` that is set under Django 2.0 or newer."""
    if not site.at_least("2.0") or not site.settings.get(NAME).origins:
        return
    if _leaves_nothing(site):
        yield Report(
            f"{release(site)} ignores MIDDLEWARE_CLASSES without a word: no middleware runs at all, so there is no security header, no session and no CSRF protection",
            site.where(NAME),
            NAME,
            "Rename the setting to MIDDLEWARE; classes of your own must be callable with get_response (inherit from django.utils.deprecation.MiddlewareMixin).",
            checks=checks(site, "security.W001", "security.W002", "security.W003", needs=""),
            severity=Severity.ERROR,
            confidence=version_sureness(site),
            remedies=(
                Remedy(
                    "Rename MIDDLEWARE_CLASSES to MIDDLEWARE", (Rename(NAME, "MIDDLEWARE"),), UNSAFE, (ANY,)
                ),
            ),
            explains=WITHOUT_MIDDLEWARE,
        )
    else:
        yield Report(
            f"{release(site)} ignores MIDDLEWARE_CLASSES without a word: only MIDDLEWARE counts",
            site.where(NAME),
            NAME,
            "Remove it: whoever adds a middleware there adds nothing.",
            severity=Severity.INFO,
            confidence=version_sureness(site),
            remedies=(Remedy(f"Remove {NAME}", (Drop(NAME),)),),
        )


RULE = Rule(
    code="MW005",
    name="middleware-classes-ignored",
    summary="MIDDLEWARE_CLASSES is set, and this Django does not read it",
    severity=Severity.ERROR,
    check=check,
    checks=("security.W001", "security.W002", "security.W003"),
    cwe=693,
    versions="Django 2.0 and newer",
    source="Django 2.0 release notes, features removed",
    docs=Docs(
        what=(
            "Reports `MIDDLEWARE_CLASSES` in settings that run under Django 2.0 or newer: an error where there is no `MIDDLEWARE` beside "
            "it, advice where there is."
        ),
        why=(
            "Django 1.10 introduced `MIDDLEWARE`, and 2.0 dropped the old setting without a message. A site that still uses it starts and "
            "answers, with no middleware at all: no security headers, no sessions, no CSRF protection."
        ),
        example='```python\nMIDDLEWARE_CLASSES = [\n    "django.middleware.security.SecurityMiddleware",\n]\n```',
        instead='```python\nMIDDLEWARE = [\n    "django.middleware.security.SecurityMiddleware",\n]\n```',
        silence="The settings also serve a Django before 2.0: name that version with `django`.",
    ),
)
