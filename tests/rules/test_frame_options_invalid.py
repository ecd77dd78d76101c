from __future__ import annotations

import pytest
from secheaders_lint.findings import Severity

from .sites import BASE, Site, sites

CODE = "XFO001"
NATIVE = 'MIDDLEWARE.append("django.middleware.csp.ContentSecurityPolicyMiddleware")\n'
ALLOW_FROM = 'X_FRAME_OPTIONS = "ALLOW-FROM https://partner.example/"\n'


def test_allow_from() -> None:
    site = Site(BASE + ALLOW_FROM)
    found = site.one(CODE)
    assert found.severity is Severity.WARNING
    assert found.django_checks == ("security.W019",)
    assert "which no browser supports any more" in found.message
    assert "frame-ancestors" in found.help
    assert site.line(found) == ALLOW_FROM.strip()


@pytest.mark.parametrize("value", ["ALLOWALL", "", "DENY, SAMEORIGIN", "SAME-ORIGIN", "none", "DENY;"])
def test_browsers_ignore_it(value: str) -> None:
    found = Site(BASE + f"X_FRAME_OPTIONS = {value!r}\n").one(CODE)
    assert f"X_FRAME_OPTIONS is {value!r}, which no browser knows" in found.message


def test_policy_that_only_reports_does_not_replace_it() -> None:
    settings = BASE + NATIVE + ALLOW_FROM + 'SECURE_CSP_REPORT_ONLY = {"frame-ancestors": ["\'none\'"]}\n'
    assert Site(settings, django="6.0.10").findings(CODE)


@sites(
    {
        "the default": "",
        "DENY": 'X_FRAME_OPTIONS = "DENY"\n',
        "lower case is sent in capitals": 'X_FRAME_OPTIONS = "deny"\n',
        "SAMEORIGIN is another finding": 'X_FRAME_OPTIONS = "SAMEORIGIN"\n',
        "None is another finding": "X_FRAME_OPTIONS = None\n",
        "a required variable is not known": 'X_FRAME_OPTIONS = os.environ["FRAMING"]\n',
        "an enforced policy replaces it": Site(
            BASE + NATIVE + ALLOW_FROM + 'SECURE_CSP = {"frame-ancestors": ["https://partner.example"]}\n',
            django="6.0.10",
        ),
        "the policy is not known": Site(
            BASE + NATIVE + ALLOW_FROM + "from elsewhere import SECURE_CSP\n", django="6.0.10"
        ),
        "the edge replaces it": Site(BASE + ALLOW_FROM, edge={"X-Frame-Options": "DENY"}),
        "the middleware is missing": ALLOW_FROM + "MIDDLEWARE = MIDDLEWARE[:-1]\n",
        "the middleware may be missing": ALLOW_FROM
        + "import elsewhere\nMIDDLEWARE = elsewhere.middleware()\n",
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
