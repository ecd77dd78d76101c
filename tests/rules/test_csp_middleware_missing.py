from __future__ import annotations

import pytest
from secheaders_lint.findings import Confidence, Severity

from .sites import BASE, PERHAPS, Site, sites

CODE = "CSP003"
NATIVE = 'SECURE_CSP = {"default-src": ["\'self\'"]}\n'
VERSION_4 = 'CONTENT_SECURITY_POLICY = {"DIRECTIVES": {"default-src": ["\'self\'"]}}\n'
VERSION_3 = 'CSP_DEFAULT_SRC = ["\'self\'"]\nCSP_IMG_SRC = ["*"]\n'


@pytest.mark.parametrize(
    ("policy", "setting", "middleware"),
    [
        (NATIVE, "SECURE_CSP", "django.middleware.csp.ContentSecurityPolicyMiddleware"),
        (
            NATIVE.replace("SECURE_CSP", "SECURE_CSP_REPORT_ONLY"),
            "SECURE_CSP_REPORT_ONLY",
            "django.middleware.csp",
        ),
        (VERSION_4, "CONTENT_SECURITY_POLICY", "csp.middleware.CSPMiddleware"),
        (VERSION_3, "CSP_DEFAULT_SRC", "csp.middleware.CSPMiddleware"),
    ],
)
def test_the_setting_alone_does_nothing(policy: str, setting: str, middleware: str) -> None:
    site = Site(BASE + policy, django="6.0.10")
    found = site.one("CSP")
    assert found.code == CODE
    assert found.severity is Severity.WARNING
    assert found.message.startswith(f"{setting} is set, but ")
    assert middleware in found.help
    assert site.line(found).startswith(setting)


def test_advice_for_an_api() -> None:
    assert Site(BASE + VERSION_4, profile="api").one(CODE).severity is Severity.INFO


def test_each_dialect_for_itself() -> None:
    assert len(Site(BASE + NATIVE + VERSION_4, django="6.0.10").findings(CODE)) == 2


def test_low_where_a_middleware_of_the_project_may_send_it() -> None:
    own = PERHAPS.format(header="Content-Security-Policy", value="default-src")
    site = Site(
        BASE + VERSION_3 + 'MIDDLEWARE.append("config.own.HeadersMiddleware")\n', files={"config/own.py": own}
    )
    assert site.one(CODE).confidence is Confidence.LOW


@sites(
    {
        "Django's own is there": Site(
            BASE + NATIVE + 'MIDDLEWARE.append("django.middleware.csp.ContentSecurityPolicyMiddleware")\n',
            django="6.0.10",
        ),
        "django-csp is there": VERSION_4 + 'MIDDLEWARE.append("csp.middleware.CSPMiddleware")\n',
        "the rate limited one is there": VERSION_4
        + 'MIDDLEWARE.append("csp.contrib.rate_limiting.RateLimitedCSPMiddleware")\n',
        "the policy is empty": Site(BASE + "SECURE_CSP = {}\n", django="6.0.10"),
        "the policy is not known": Site(BASE + "from elsewhere import SECURE_CSP\n", django="6.0.10"),
        "Django is too old, which is another finding": Site(BASE + NATIVE, django="5.2.19"),
        "settings that are no directives may be someone else's": "CSP_REPORT_PERCENTAGE = 0.1\n",
        "directives that are switched off": "CSP_IMG_SRC = None\n",
        "the edge sends it": Site(BASE + VERSION_4, edge={"Content-Security-Policy": "default-src 'self'"}),
        "the list is unknown": VERSION_4 + "from elsewhere import MIDDLEWARE\n",
        "a stretch of the list is unknown": VERSION_4 + "import elsewhere\nMIDDLEWARE += elsewhere.more()\n",
        "another finding has the cause": Site(
            BASE.replace("MIDDLEWARE =", "MIDDLEWARE_CLASSES =") + VERSION_4
        ),
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
