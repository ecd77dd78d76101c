"""Policies that are not the same in every answer: without where to report to, without the nonce."""

from __future__ import annotations

import pytest
from secheaders_lint.prediction.simulate import answer, page

from tests.rules.csp_sites import native, version_3, version_4

PLAIN, LIMITED = "csp.middleware.CSPMiddleware", "csp.contrib.rate_limiting.RateLimitedCSPMiddleware"


def state(settings: str, *, old: bool = False, middleware: str = LIMITED) -> str:
    site = version_3(settings) if old else version_4('"default-src": [SELF]', settings)
    assert PLAIN in site.settings
    (judged,) = site._replace(settings=site.settings.replace(PLAIN, middleware)).outcome().judged
    header = page(judged.site, "https").header("Content-Security-Policy")
    assert header is not None
    return header.state


def test_some_answers_report() -> None:
    settings = (
        "CONTENT_SECURITY_POLICY |= {'REPORT_PERCENTAGE': 10}\n"
        "CONTENT_SECURITY_POLICY['DIRECTIVES']['report-uri'] = '/csp/'\n"
    )
    assert state(settings) == "conditional"
    assert state(settings, middleware=PLAIN) == "known"
    assert state("CSP_REPORT_PERCENTAGE = 0.1\nCSP_REPORT_URI = '/csp/'", old=True) == "conditional"


@pytest.mark.parametrize(
    ("settings", "old"),
    [
        ("CONTENT_SECURITY_POLICY['DIRECTIVES']['report-uri'] = '/csp/'\n", False),
        ("CONTENT_SECURITY_POLICY |= {'REPORT_PERCENTAGE': 10}\n", False),
        ("CSP_REPORT_PERCENTAGE = 1\nCSP_REPORT_URI = '/csp/'", True),
    ],
)
def test_all_answers_are_alike(settings: str, *, old: bool) -> None:
    assert state(settings, old=old) == "known"


def test_a_policy_of_nothing_but_the_nonce_is_empty_where_no_page_asks_for_it() -> None:
    (judged,) = native('"script-src": [CSP.NONCE]').outcome().judged
    header = answer(judged.site, "error", "https").header("Content-Security-Policy")
    assert header is not None
    assert header.value == ""
