"""CSP003: a Content-Security-Policy is set, but the middleware that sends it is not in the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.data.middleware import (
    DJANGO_CSP,
    DJANGO_CSP_RATE_LIMITED,
    NATIVE_CSP,
    SECURITY,
    SECURITY_PACKAGE_CSP,
)
from secheaders_lint.findings import Severity
from secheaders_lint.prediction.django_security import PACKAGE, SETTINGS
from secheaders_lint.prediction.policies import legacy_settings
from secheaders_lint.remedies import ANY, Insert, Remedy
from secheaders_lint.rules.asking import CSP, advice, sent_anyway, sureness
from secheaders_lint.rules.base import Docs, Report, Rule
from secheaders_lint.rules.mending import UNSAFE
from secheaders_lint.rules.policies import NATIVE_SETTINGS, VERSION_4_SETTINGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel


def check(site: SiteModel) -> Iterator[Report]:
    """Report policies of a dialect whose middleware does not run."""
    if sent_anyway(site, CSP):
        return
    native = [name for name in NATIVE_SETTINGS if _holds(site, name)]
    if native and site.at_least("6.0") and site.stack.has(NATIVE_CSP) is False:
        yield _report(site, native[0], NATIVE_CSP)
    package = [name for name in VERSION_4_SETTINGS if _holds(site, name)]
    legacy = [] if package else _legacy(site)
    if (package or legacy) and site.stack.has(DJANGO_CSP, DJANGO_CSP_RATE_LIMITED) is False:
        # Without any setting of its own django-csp 3 enforces a policy.
        yield _report(site, (package or legacy)[0], DJANGO_CSP, (*legacy,))
    # The names are such that other code may have them too.
    if site.package_version(PACKAGE) is not None and site.stack.has(SECURITY_PACKAGE_CSP) is False:
        others = [name for name in SETTINGS if _holds(site, name)]
        if others:
            yield _report(site, others[0], SECURITY_PACKAGE_CSP)


def _holds(site: SiteModel, name: str) -> bool:
    return site.settings.is_set(name) and site.settings.get(name).truth is True


def _legacy(site: SiteModel) -> list[str]:
    # Under a different package the same names mean other things: only directives tell that django-csp is meant.
    return [
        name for name in legacy_settings(site) if _holds(site, name) and not name.startswith("CSP_REPORT_")
    ]


def _report(site: SiteModel, name: str, middleware: str, within: tuple[str, ...] = ()) -> Report:
    return Report(
        f"{name} is set, but {middleware.rpartition('.')[2]} is not in {site.stack.setting}: the policy is not sent, and an injected script runs unhindered",
        site.where(name),
        name,
        f"Add '{middleware}' to {site.stack.setting}, or remove the setting.",
        severity=advice(site),
        confidence=sureness(site, CSP),
        remedies=(
            Remedy(
                f"Add {middleware.rpartition('.')[2]} to {site.stack.setting}",
                (Insert(middleware, below=(SECURITY,), within=within),),
                UNSAFE,
                (ANY,),
            ),
        ),
        # The middleware of the other dialect, which has nothing to send.
        explains=(NATIVE_CSP, DJANGO_CSP, SECURITY_PACKAGE_CSP),
    )


RULE = Rule(
    code="CSP003",
    name="csp-middleware-missing",
    summary="a Content-Security-Policy is set, but its middleware is not in MIDDLEWARE",
    severity=Severity.WARNING,
    check=check,
    observatory="content-security-policy",
    cwe=1021,
    source="Django 6.0 documentation, Content Security Policy; django-csp documentation, Installation",
    docs=Docs(
        what=(
            "Reports `SECURE_CSP` or `SECURE_CSP_REPORT_ONLY` without Django's `ContentSecurityPolicyMiddleware`, and the settings of "
            "django-csp without `CSPMiddleware`."
        ),
        why="The settings alone do nothing, and neither Django nor django-csp says so. The site looks protected to whoever reads the settings.",
        example='```python\nSECURE_CSP = {"default-src": ["\'self\'"]}\nMIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]\n```',
        instead=(
            '```python\nSECURE_CSP = {"default-src": ["\'self\'"]}\nMIDDLEWARE = [\n    "django.middleware.security.SecurityMiddleware",\n'
            '    "django.middleware.csp.ContentSecurityPolicyMiddleware",\n]\n```\n\n'
            "A policy that has never been sent has never been tried: send it as report-only first."
        ),
        silence="Another part of the project reads the setting and sends the header.",
    ),
)
