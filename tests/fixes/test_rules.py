"""What the rules would have changed, in the layouts that settings come in: the same mistake, mended where it is written."""

from __future__ import annotations

import pytest

from tests.fixes.layouts import (
    LAYOUTS,
    Row,
)
from tests.fixes.trying import mended

ROWS = (
    Row("CTO001", "SECURE_CONTENT_TYPE_NOSNIFF = False", "SECURE_CONTENT_TYPE_NOSNIFF = True"),
    Row("REF002", 'SECURE_REFERRER_POLICY = "unsafe-url"', 'SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"'),
    Row("XFO001", 'X_FRAME_OPTIONS = "ALLOWALL"', 'X_FRAME_OPTIONS = "DENY"'),
    Row("COOKIE001", "SESSION_COOKIE_SECURE = False", "SESSION_COOKIE_SECURE = True"),
    Row("COOKIE002", "SESSION_COOKIE_HTTPONLY = False", "SESSION_COOKIE_HTTPONLY = True"),
    Row("COOKIE003", "CSRF_COOKIE_SECURE = False", "CSRF_COOKIE_SECURE = True"),
    Row("HSTS001", "SECURE_HSTS_SECONDS = 0", "SECURE_HSTS_SECONDS = 300"),
    Row("TLS001", "SECURE_SSL_REDIRECT = False", "SECURE_SSL_REDIRECT = True"),
    Row(
        "TLS002",
        'SECURE_PROXY_SSL_HEADER = ("X-Forwarded-Proto", "https")',
        'SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")',
    ),
    Row("XSS001", "A = 1\nSECURE_BROWSER_XSS_FILTER = True", "A = 1"),
    Row(
        "COOP001",
        "SECURE_CROSS_ORIGIN_OPENER_POLICY = None",
        'SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin-allow-popups"',
    ),
    Row("DJ007", "SECURE_CONTENT_TYPE_NO_SNIFF = True", "SECURE_CONTENT_TYPE_NOSNIFF = True"),
    Row("DJ004", 'SESSION_COOKIE_HTTPONLY = "True"', "SESSION_COOKIE_HTTPONLY = True"),
    Row("COOKIE005", 'SESSION_COOKIE_SAMESITE = "Laxx"', 'SESSION_COOKIE_SAMESITE = "Lax"'),
    Row("XFO002", "X_FRAME_OPTIONS = None", 'X_FRAME_OPTIONS = "DENY"'),
    Row("REF003", 'SECURE_REFERRER_POLICY = "never"', 'SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"'),
    Row("REF004", 'SECURE_REFERRER_POLICY = "no-referrer"', 'SECURE_REFERRER_POLICY = "same-origin"'),
    Row("HSTS003", "SECURE_HSTS_SECONDS = -1", "SECURE_HSTS_SECONDS = 300"),
    Row(
        "HSTS005",
        "SECURE_HSTS_SECONDS = 300\nSECURE_HSTS_INCLUDE_SUBDOMAINS = True\nSECURE_HSTS_PRELOAD = True",
        "SECURE_HSTS_SECONDS = 300\nSECURE_HSTS_INCLUDE_SUBDOMAINS = True\nSECURE_HSTS_PRELOAD = False",
    ),
)  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.code)
def test_a_setting_is_mended_where_it_is_written(row, layout):
    laid = layout(row)
    result = mended(laid.tree, row.code)
    assert not result.reason
    assert result.text(laid.path) == laid.after
    assert {edit.location.path for edit in result.edits} == {laid.path}
