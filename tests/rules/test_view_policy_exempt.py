from __future__ import annotations

from secheaders_lint.findings import Severity

from .sites import GOOD, Site, sites

CODE = "CSP008"
POLICY = GOOD + (
    'MIDDLEWARE.append("csp.middleware.CSPMiddleware")\nCONTENT_SECURITY_POLICY = {"DIRECTIVES": {"default-src": ["\'self\'"]}}\n'
)
VIEW = "from csp.decorators import csp_exempt\n@csp_exempt()\ndef editor(request): ...\n"
NATIVE = GOOD + (
    'MIDDLEWARE.append("django.middleware.csp.ContentSecurityPolicyMiddleware")\nSECURE_CSP = {"default-src": ["\'self\'"]}\n'
)
OVERRIDE = (
    "from django.views.decorators.csp import csp_override\n@csp_override({})\ndef editor(request): ...\n"
)


def site_of(settings: str = POLICY, view: str = VIEW, path: str = "shop/views.py") -> Site:
    return Site(settings, requirements="django-csp==4.0\n", files={path: view})


def test_exempt_view() -> None:
    site = site_of()
    found = site.one(CODE)
    assert found.severity is Severity.INFO
    assert "editor goes out without the Content-Security-Policy" in found.message
    assert site.line(found) == "@csp_exempt()"


def test_empty_policy_of_django_6() -> None:
    site = Site(NATIVE, django="6.0.10", files={"shop/views.py": OVERRIDE})
    assert site.line(site.one(CODE)) == "@csp_override({})"


@sites(
    {
        "no view": site_of(view=""),
        "the site has no policy": site_of(GOOD),
        "the policy is report-only": site_of(
            POLICY.replace("CONTENT_SECURITY_POLICY =", "CONTENT_SECURITY_POLICY_REPORT_ONLY =")
        ),
        "the report-only policy alone is left out": site_of(view=VIEW.replace("()", "(REPORT_ONLY=True)", 1)),
        "another policy for the view": Site(
            NATIVE,
            django="6.0.10",
            files={"shop/views.py": OVERRIDE.replace("{}", "{'default-src': ['https:']}")},
        ),
        "a view of the documentation": site_of(path="docs/views.py"),
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
