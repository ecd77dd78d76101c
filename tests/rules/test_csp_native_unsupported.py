from __future__ import annotations

from secheaders_lint.findings import Confidence, Severity

from .sites import BASE, Site, sites

CODE = "CSP006"
POLICY = 'SECURE_CSP = {"default-src": ["\'self\'"]}\n'
LINE = 'MIDDLEWARE.append("django.middleware.csp.ContentSecurityPolicyMiddleware")\n'


def test_setting_that_is_not_known() -> None:
    site = Site(BASE + POLICY)
    found = site.one("CSP")
    assert found.code == CODE
    assert found.severity is Severity.WARNING
    assert found.confidence is Confidence.HIGH
    assert "Django 5.2.19 does not know SECURE_CSP" in found.message
    assert site.line(found) == POLICY.strip()


def test_middleware_that_is_not_there() -> None:
    found = Site(BASE + POLICY + LINE).one(CODE)
    assert found.severity is Severity.ERROR
    assert "the site does not start (ImportError)" in found.message


def test_range_is_less_sure_than_a_pin() -> None:
    site = Site(BASE + POLICY, django=None, requirements="Django>=5,<5.3\n")
    assert site.one(CODE).confidence is Confidence.MEDIUM


def test_advice_for_an_api() -> None:
    assert Site(BASE + POLICY, profile="api").one(CODE).severity is Severity.INFO


@sites(
    {
        "Django 6.0 knows it": Site(BASE + POLICY + LINE, django="6.0.10"),
        "unknown Django is the newest": Site(BASE + POLICY + LINE, django=None),
        "an empty policy": "SECURE_CSP = {}\n",
        "not set": "",
        "the edge sends it": Site(BASE + POLICY, edge={"Content-Security-Policy": "default-src 'self'"}),
        "names may have been set unseen": "import elsewhere\nglobals().update(elsewhere.settings())\n",
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
