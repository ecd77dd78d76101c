"""Findings that the declared edge takes care of are silenced by it, each by the header that does."""

from __future__ import annotations

import pytest
from secheaders_lint.config import Config
from secheaders_lint.suppression import Silenced, settle

from .sites import BASE, MIDDLEWARE, Site

WITHOUT_FRAMING = BASE.replace('"django.middleware.clickjacking.XFrameOptionsMiddleware",', "")


def silenced(settings: str, edge: dict[str, str]) -> list[Silenced]:
    verdict = settle(Site(settings, edge=edge).outcome(), Config(edge=edge), complete=True)
    return [each for each in verdict.silenced if each.kind == "edge"]


@pytest.mark.parametrize(
    ("settings", "edge", "code"),
    [
        (BASE, {"Strict-Transport-Security": "max-age=31536000"}, "HSTS001"),
        (BASE, {"content-security-policy": "default-src 'self'"}, "CSP001"),
        (BASE, {"Content-Security-Policy-Report-Only": "default-src 'self'"}, "CSP001"),
        (BASE, {"Permissions-Policy": "camera=()"}, "PERM001"),
        (BASE + "SECURE_CONTENT_TYPE_NOSNIFF = False\n", {"X-Content-Type-Options": "nosniff"}, "CTO001"),
        (WITHOUT_FRAMING, {"X-Frame-Options": "DENY"}, "MW003"),
        (WITHOUT_FRAMING, {"Content-Security-Policy": "frame-ancestors 'none'"}, "MW003"),
    ],
)
def test_silenced_by_the_header(settings: str, edge: dict[str, str], code: str) -> None:
    assert code in {each.finding.code for each in silenced(settings, edge)}
    assert not Site(settings, edge=edge).findings(code)


def test_each_by_its_own_header() -> None:
    edge = {"Permissions-Policy": "camera=()", "Strict-Transport-Security": "max-age=31536000"}
    moot = Site(BASE, edge=edge).outcome().judged[0].mooted
    assert {(each.finding.code, each.header) for each in moot} == {
        ("PERM001", "Permissions-Policy"),
        ("HSTS001", "Strict-Transport-Security"),
    }


def test_takes_two_headers() -> None:
    edge = {"X-Content-Type-Options": "nosniff", "Strict-Transport-Security": "max-age=31536000"}
    settings = BASE.replace(MIDDLEWARE, "MIDDLEWARE = []\n") + (
        "SECURE_REFERRER_POLICY = None\nSECURE_CROSS_ORIGIN_OPENER_POLICY = None\n"
    )
    assert "MW001" in {each.finding.code for each in silenced(settings, edge)}


def test_closer_word_comes_first() -> None:
    settings = BASE + "SECURE_CONTENT_TYPE_NOSNIFF = False  # secheaders: ignore[CTO001] the edge\n"
    edge = {"X-Content-Type-Options": "nosniff"}
    verdict = settle(Site(settings, edge=edge).outcome(), Config(edge=edge), complete=True)
    assert [each.kind for each in verdict.silenced if each.finding.code == "CTO001"] == ["inline"]
    assert not [each for each in verdict.findings if each.code == "SET002"]


@pytest.mark.parametrize(
    ("settings", "edge"),
    [
        # What breaks the site breaks it behind an edge as well.
        (BASE + "X_FRAME_OPTIONS = None\n", {"X-Frame-Options": "DENY"}),
        # Another header.
        (BASE, {"X-Frame-Options": "DENY"}),
        # Nothing is wrong that the edge could make good.
        (BASE, {"Referrer-Policy": "same-origin"}),
        (BASE, {}),
    ],
)
def test_silences_nothing(settings: str, edge: dict[str, str]) -> None:
    assert not silenced(settings, edge)


def test_report_only_at_the_edge_is_no_policy() -> None:
    native = BASE.replace(
        "MIDDLEWARE = [", 'MIDDLEWARE = ["django.middleware.csp.ContentSecurityPolicyMiddleware",'
    )
    site = Site(
        native + 'SECURE_CSP_REPORT_ONLY = {"default-src": ["\'self\'"]}\n',
        django="6.0.10",
        edge={"Content-Security-Policy-Report-Only": "default-src 'self'"},
    )
    assert site.findings("CSP002")
