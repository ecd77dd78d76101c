from __future__ import annotations

import pytest
from secheaders_lint.findings import Severity

from .sites import BASE, Site, sites

CODE = "CSP004"
NATIVE_LINE = 'MIDDLEWARE.append("django.middleware.csp.ContentSecurityPolicyMiddleware")\n'
PACKAGE_LINE = 'MIDDLEWARE.append("csp.middleware.CSPMiddleware")\n'


@pytest.mark.parametrize(
    "site",
    [
        Site(BASE + NATIVE_LINE, django="6.0.10"),
        Site(BASE + NATIVE_LINE + "SECURE_CSP = {}\n", django="6.1.3"),
        Site(BASE + NATIVE_LINE + "SECURE_CSP = None\n", django="6.1.3"),
        Site(BASE + PACKAGE_LINE, requirements="django-csp==4.0\n"),
        Site(BASE + PACKAGE_LINE + "CONTENT_SECURITY_POLICY = {}\n", requirements="django-csp==4.0\n"),
    ],
    ids=["native", "native-empty", "native-None", "django-csp-4", "django-csp-4-empty"],
)
def test_nothing_to_send(site: Site) -> None:
    found = site.one("CSP")
    assert found.code == CODE
    assert found.severity is Severity.WARNING
    assert "holds a policy: no page carries one unless its view sets it" in found.message
    assert "REPORT_ONLY" in found.help
    assert "MIDDLEWARE.append" in site.line(found)


def test_advice_for_an_api() -> None:
    assert Site(BASE + NATIVE_LINE, django="6.0.10", profile="api").one(CODE).severity is Severity.INFO


@sites(
    {
        "a policy is enforced": Site(
            BASE + NATIVE_LINE + 'SECURE_CSP = {"img-src": ["*"]}\n', django="6.0.10"
        ),
        "a policy is tried": Site(
            BASE + NATIVE_LINE + 'SECURE_CSP_REPORT_ONLY = {"img-src": ["*"]}\n', django="6.0.10"
        ),
        "the policy is not known": Site(
            BASE + NATIVE_LINE + "from elsewhere import SECURE_CSP\n", django="6.0.10"
        ),
        "the policy depends on a variable": Site(
            BASE + NATIVE_LINE + 'if os.environ["CSP"]:\n    SECURE_CSP = {"img-src": ["*"]}\n',
            django="6.0.10",
        ),
        "django-csp 3 has a default": Site(BASE + PACKAGE_LINE, requirements="django-csp==3.8\n"),
        "django-csp 4 fills in a default": Site(
            BASE + PACKAGE_LINE + 'CONTENT_SECURITY_POLICY = {"EXCLUDE_URL_PREFIXES": ["/x/"]}\n',
            requirements="django-csp==4.0\n",
        ),
        "the version of django-csp is not known": Site(BASE + PACKAGE_LINE),
        "old settings under django-csp 4 are another finding": Site(
            BASE + PACKAGE_LINE + "CSP_DEFAULT_SRC = [\"'self'\"]\n", requirements="django-csp==4.0\n"
        ),
        "django-csp sends one": Site(
            BASE + NATIVE_LINE + PACKAGE_LINE, django="6.0.10", requirements="django-csp==3.8\n"
        ),
        "another package sends one": Site(
            BASE + NATIVE_LINE + 'MIDDLEWARE.append("csp.middleware.CspHeaderMiddleware")\n', django="6.0.10"
        ),
        "Django is too old, which is another finding": Site(BASE + NATIVE_LINE, django="5.2.19"),
        "the edge sends it": Site(BASE + NATIVE_LINE, django="6.0.10", edge={"Content-Security-Policy": "x"}),
        "no middleware is another finding": Site(BASE, django="6.0.10", requirements="django-csp==4.0\n"),
        "no middleware for the policy is another finding": Site(
            BASE + 'CONTENT_SECURITY_POLICY = {"DIRECTIVES": {}}\n', requirements="django-csp==4.0\n"
        ),
        "the list is unknown": Site(
            BASE + NATIVE_LINE + "from elsewhere import MIDDLEWARE\n", django="6.0.10"
        ),
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
