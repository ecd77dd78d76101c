from __future__ import annotations

import pytest
from secheaders_lint.findings import Severity

from .csp_sites import SECURITY_PACKAGE_LINE
from .sites import BASE, Site, sites

CODE = "CSP002"
NATIVE = BASE + 'MIDDLEWARE.append("django.middleware.csp.ContentSecurityPolicyMiddleware")\n'
PACKAGE = BASE + 'MIDDLEWARE.append("csp.middleware.CSPMiddleware")\n'
NATIVE_REPORT = 'SECURE_CSP_REPORT_ONLY = {"default-src": ["\'self\'"], "report-uri": "/csp/"}\n'
REPORT_4 = 'CONTENT_SECURITY_POLICY_REPORT_ONLY = {"DIRECTIVES": {"default-src": ["\'self\'"], "report-to": "csp"}}\n'


@pytest.mark.parametrize(
    ("site", "setting", "step"),
    [
        (
            Site(NATIVE + NATIVE_REPORT, django="6.0.10"),
            "SECURE_CSP_REPORT_ONLY",
            "move the policy to SECURE_CSP to enforce it",
        ),
        (
            Site(PACKAGE + REPORT_4, requirements="django-csp==4.0\n"),
            "CONTENT_SECURITY_POLICY_REPORT_ONLY",
            "move the policy to CONTENT_SECURITY_POLICY to enforce it",
        ),
        (
            Site(
                PACKAGE + 'CSP_REPORT_ONLY = True\nCSP_REPORT_URI = "/csp/"\n',
                requirements="django-csp==3.8\n",
            ),
            "CSP_REPORT_ONLY",
            "remove CSP_REPORT_ONLY to enforce it",
        ),
    ],
    ids=["native", "django-csp-4", "django-csp-3"],
)
def test_next_step(site: Site, setting: str, step: str) -> None:
    found = site.one(CODE)
    assert found.severity is Severity.INFO
    assert (
        found.message
        == f"{setting} makes the only policy one that reports and blocks nothing: an injected script still runs"
    )
    assert step in found.help
    assert site.line(found).startswith(setting)


def test_reports_that_nobody_hears_of() -> None:
    settings = NATIVE + 'SECURE_CSP_REPORT_ONLY = {"default-src": ["\'self\'"]}\n'
    found = Site(settings, django="6.0.10").one(CODE)
    assert "nobody hears of them" in found.message
    assert found.help.startswith("Next step: add report-uri")


def test_reports_that_may_be_heard_of() -> None:
    settings = (
        NATIVE + 'import elsewhere\nSECURE_CSP_REPORT_ONLY = {"img-src": ["*"], **elsewhere.policy()}\n'
    )
    assert "nobody hears" not in Site(settings, django="6.0.10").one(CODE).message


@sites(
    {
        "it is enforced": Site(NATIVE + NATIVE_REPORT.replace("_REPORT_ONLY", ""), django="6.0.10"),
        "another one is enforced": Site(
            NATIVE + NATIVE_REPORT + NATIVE_REPORT.replace("_REPORT_ONLY", ""), django="6.0.10"
        ),
        "django-csp enforces one": Site(
            NATIVE + NATIVE_REPORT + 'MIDDLEWARE.append("csp.middleware.CSPMiddleware")\n',
            django="6.0.10",
            requirements="django-csp==3.8\n",
        ),
        "an enforced one may be set": Site(
            NATIVE + NATIVE_REPORT + "from elsewhere import SECURE_CSP\n", django="6.0.10"
        ),
        "whether it only reports is not known": Site(
            PACKAGE + 'CSP_REPORT_ONLY = os.environ["CSP"] == "report"\n', requirements="django-csp==3.8\n"
        ),
        "nothing is sent, which is another finding": Site(BASE + NATIVE_REPORT, django="6.0.10"),
        "Django is too old, which is another finding": Site(NATIVE + NATIVE_REPORT, django="5.2.19"),
        "another package sends one": Site(
            NATIVE + NATIVE_REPORT + SECURITY_PACKAGE_LINE + "CSP_STRING = \"default-src 'self'\"\n",
            django="6.0.10",
        ),
        "the edge enforces one": Site(
            NATIVE + NATIVE_REPORT, django="6.0.10", edge={"Content-Security-Policy": "default-src 'self'"}
        ),
        "the list is unknown": Site(
            NATIVE + NATIVE_REPORT + "from elsewhere import MIDDLEWARE\n", django="6.0.10"
        ),
        "there is none": Site(BASE),
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
