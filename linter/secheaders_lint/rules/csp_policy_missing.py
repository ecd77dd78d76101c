"""CSP004: the middleware for Content-Security-Policy runs, and has no policy to send."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.data.middleware import (
    DJANGO_CSP,
    DJANGO_CSP_RATE_LIMITED,
    NATIVE_CSP,
    SECURITY_PACKAGE_CSP,
)
from secheaders_lint.findings import Severity
from secheaders_lint.prediction.django_security import DICTIONARY, MODE, REPORT_TEXT, TEXT, is_new, refusal
from secheaders_lint.prediction.policies import csp_major, legacy_settings
from secheaders_lint.rules.asking import CSP, advice, sent_anyway, sureness
from secheaders_lint.rules.base import Docs, Report, Rule
from secheaders_lint.rules.first_policy import first_policy
from secheaders_lint.rules.policies import NATIVE_SETTINGS, VERSION_4_SETTINGS, left_out, sent

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from secheaders_lint.model.site import SiteModel


def check(site: SiteModel) -> Iterator[Report]:
    """Report a middleware of a dialect that sends nothing without a setting, where no other policy is sent."""
    if sent_anyway(site, CSP) or sent(site) != []:
        return
    if site.at_least("6.0") and site.stack.has(NATIVE_CSP) is True:
        yield _report(site, NATIVE_CSP, NATIVE_SETTINGS)
    elif _runs_package(site) and csp_major(site) == 4 and not legacy_settings(site) and not _leaves_out(site):
        yield _report(site, DJANGO_CSP, VERSION_4_SETTINGS)
    elif site.stack.has(SECURITY_PACKAGE_CSP) is True and refusal(site) == ("", ""):
        yield _report(site, SECURITY_PACKAGE_CSP, (TEXT, DICTIONARY))


def _leaves_out(site: SiteModel) -> bool:
    """Tell whether there is a policy which no path gets: CSP007 speaks of that."""
    return any(left_out(site, header) for header in VERSION_4_SETTINGS.values())


def _runs_package(site: SiteModel) -> bool:
    return site.stack.has(DJANGO_CSP, DJANGO_CSP_RATE_LIMITED) is True


def _report(site: SiteModel, middleware: str, names: Iterable[str]) -> Report:
    first, second = names
    begin = f"Begin with a policy in {second}, read the reports, then enforce it in {first}."
    if middleware == SECURITY_PACKAGE_CSP:
        begin = f"Begin with a policy in {REPORT_TEXT if is_new(site) else first} and {MODE} = 'report-only', read the reports, then enforce it."
    entry = site.stack.find(middleware, DJANGO_CSP_RATE_LIMITED)
    place = site.place(entry.site) if entry is not None else None
    return Report(
        f"{middleware.rpartition('.')[2]} is in {site.stack.setting}, but neither {first} nor {second} holds a policy: no page carries one unless its view sets it",
        place or site.anchor(),
        middleware,
        begin,
        severity=advice(site),
        confidence=sureness(site, CSP),
        remedies=first_policy(site),
    )


RULE = Rule(
    code="CSP004",
    name="csp-policy-missing",
    summary="the middleware for Content-Security-Policy has no policy to send",
    severity=Severity.WARNING,
    check=check,
    observatory="content-security-policy",
    cwe=1021,
    source="Django 6.0 documentation, Content Security Policy; django-csp 4.0 documentation, Configuration",
    docs=Docs(
        what=(
            "Reports Django's `ContentSecurityPolicyMiddleware`, or the `CSPMiddleware` of django-csp 4, in a project that sets no policy. "
            "django-csp 3 sends `default-src 'self'` then, and is not reported."
        ),
        why="The middleware adds no header without a policy, so the pages are as unprotected as without it.",
        example='```python\nMIDDLEWARE = [..., "django.middleware.csp.ContentSecurityPolicyMiddleware"]\n```',
        instead=(
            '```python\nMIDDLEWARE = [..., "django.middleware.csp.ContentSecurityPolicyMiddleware"]\n'
            'SECURE_CSP_REPORT_ONLY = {"default-src": ["\'self\'"], "report-uri": "/csp-reports/"}\n```'
        ),
        silence="Every view that needs a policy sets its own by a decorator.",
    ),
)
