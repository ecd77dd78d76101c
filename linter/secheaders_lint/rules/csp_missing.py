"""CSP001: pages carry no Content-Security-Policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.findings import Severity
from secheaders_lint.rules.asking import (
    CSP,
    CSP_REPORT_ONLY,
    advice,
    policy_middleware,
    sent_anyway,
    sureness,
)
from secheaders_lint.rules.base import Docs, Report, Rule
from secheaders_lint.rules.first_policy import first_policy
from secheaders_lint.rules.policies import intended

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel

NATIVE = (
    "Begin with SECURE_CSP_REPORT_ONLY and 'django.middleware.csp.ContentSecurityPolicyMiddleware', read the reports, "
    "then enforce the policy in SECURE_CSP."
)
PACKAGE = (
    "Begin with django-csp and a policy that only reports (CONTENT_SECURITY_POLICY_REPORT_ONLY), read the reports, then "
    "enforce it in CONTENT_SECURITY_POLICY."
)


def check(site: SiteModel) -> Iterator[Report]:
    """Report a site on which nothing sends a policy and no setting holds one."""
    if sent_anyway(site, CSP) or sent_anyway(site, CSP_REPORT_ONLY):
        return
    if policy_middleware(site) is not False or intended(site):
        return
    yield Report(
        "no page carries a Content-Security-Policy: a script that someone manages to inject runs with the rights of the visitor",
        site.anchor(),
        CSP,
        NATIVE if site.at_least("6.0") else PACKAGE,
        severity=advice(site),
        confidence=sureness(site, CSP),
        remedies=first_policy(site),
    )


RULE = Rule(
    code="CSP001",
    name="csp-missing",
    summary="pages carry no Content-Security-Policy",
    severity=Severity.WARNING,
    check=check,
    observatory="content-security-policy",
    cwe=1021,
    source="CSP level 3; OWASP Secure Headers Project",
    docs=Docs(
        what=(
            "Reports a site on which no middleware sends a Content-Security-Policy: not Django's own (6.0 and newer), not django-csp, not "
            'one of the project. For an API (`profile = "api"`) this is advice.'
        ),
        why=(
            "The policy tells browsers where scripts may come from. It is the second line behind template escaping: where a mistake lets "
            "text of an attacker into a page, a good policy keeps it from running. The HTTP Observatory takes 25 points off, "
            "securityheaders.com one grade."
        ),
        example='```python\nMIDDLEWARE = [\n    "django.middleware.security.SecurityMiddleware",\n    ...\n]\n```',
        instead=(
            "Django 6.0 and newer:\n\n```python\nfrom django.utils.csp import CSP\n\nMIDDLEWARE = [\n    ...\n"
            '    "django.middleware.csp.ContentSecurityPolicyMiddleware",\n]\nSECURE_CSP_REPORT_ONLY = {\n'
            '    "default-src": [CSP.SELF],\n    "report-uri": "/csp-reports/",\n}\n```\n\n'
            "Before that: the package django-csp. Never begin with an enforced policy: what it forgets is broken for everyone at once."
        ),
        silence='The proxy or CDN sends the policy: declare it under `[edge]`. The site answers with data only: `profile = "api"`.',
    ),
)
