"""CSP006: Django's own Content-Security-Policy under a Django that has none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.data.middleware import DJANGO_CSP, NATIVE_CSP
from secheaders_lint.findings import Severity
from secheaders_lint.rules.asking import CSP, advice, sent_anyway, version_sureness
from secheaders_lint.rules.base import Docs, Report, Rule
from secheaders_lint.rules.policies import NATIVE_SETTINGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel

HELP = "Use the package django-csp until the project runs on Django 6.0."


def check(site: SiteModel) -> Iterator[Report]:
    """Report the middleware, or else the settings, of Django 6.0 under an older one."""
    if site.at_least("6.0"):
        return
    entry = site.stack.find(NATIVE_CSP)
    if entry is not None and not entry.own:
        yield Report(
            f"Django {site.django.version} has no {NATIVE_CSP}: the site does not start (ImportError)",
            site.place(entry.site) or site.anchor(),
            NATIVE_CSP,
            HELP,
            severity=Severity.ERROR,
            confidence=version_sureness(site),
        )
        return
    names = [
        name for name in NATIVE_SETTINGS if site.settings.get(name).origins and site.settings.get(name).truth
    ]
    if names and not sent_anyway(site, CSP):
        yield Report(
            f"Django {site.django.version} does not know {names[0]}: the policy is not sent, and an injected script runs unhindered",
            site.where(names[0]),
            names[0],
            HELP,
            severity=advice(site),
            confidence=version_sureness(site),
            explains=(DJANGO_CSP,),
        )


RULE = Rule(
    code="CSP006",
    name="csp-native-unsupported",
    summary="Content-Security-Policy settings of Django 6.0 under an older Django",
    severity=Severity.WARNING,
    check=check,
    observatory="content-security-policy",
    cwe=1021,
    versions="Django before 6.0",
    source="Django 6.0 release notes",
    docs=Docs(
        what="Reports `SECURE_CSP`, `SECURE_CSP_REPORT_ONLY` and `ContentSecurityPolicyMiddleware` where the project runs on Django before 6.0.",
        why="Older versions ignore the settings without a word, and do not start with the middleware.",
        example='```python\n# Django==5.2\nSECURE_CSP = {"default-src": ["\'self\'"]}\n```',
        instead=(
            '```python\n# Django==5.2, django-csp==4.0\nMIDDLEWARE = [..., "csp.middleware.CSPMiddleware"]\n'
            'CONTENT_SECURITY_POLICY = {"DIRECTIVES": {"default-src": ["\'self\'"]}}\n```'
        ),
        silence="The settings are ready for an upgrade that is under way.",
    ),
)
