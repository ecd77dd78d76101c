"""The estimated letter follows what is known of the grader: facts in the docstring of the module."""

from __future__ import annotations

import pytest
from secheaders_lint.grades.securityheaders import COUNTED, estimate

ALL = {
    "Strict-Transport-Security": "max-age=31536000",
    "Content-Security-Policy": "default-src 'self'",
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "geolocation=()",
}


def letter(*left_out: str, **changes: str) -> str:
    given = {**ALL, **{name.replace("_", "-"): value for name, value in changes.items()}}
    return estimate(tuple((name, value) for name, value in given.items() if name not in left_out)).grade


def test_all_six_without_a_warning():
    assert letter() == "A+"


@pytest.mark.parametrize("count", range(7))
def test_each_that_is_missing_costs_a_letter(count):
    assert letter(*COUNTED[:count]) == ("A+", "A", "B", "C", "D", "E", "F")[count]


def test_over_http_five_count():
    sent = tuple((name, value) for name, value in ALL.items() if name != "Strict-Transport-Security")
    assert estimate(sent, secure=False).grade == "A+"
    assert estimate(sent).grade == "A"


@pytest.mark.parametrize(
    "policy",
    [
        "default-src 'self'; script-src 'self' 'unsafe-inline'",
        "default-src 'self' 'unsafe-inline'",
        "script-src 'unsafe-eval'",
        "script-src 'nonce-*' 'unsafe-eval'",
    ],
)
def test_unsafe_scripts_keep_from_the_best(policy):
    assert letter(Content_Security_Policy=policy) == "A"


@pytest.mark.parametrize(
    "policy",
    [
        # Since November 2023 styles are not judged.
        "default-src 'self'; style-src 'unsafe-inline'",
        "script-src 'self'; default-src 'unsafe-inline'",
        "script-src 'nonce-*' 'unsafe-inline'",
        "script-src 'sha256-abc=' 'unsafe-inline'",
        # Its content is not judged otherwise.
        "frame-ancestors 'self'",
        "upgrade-insecure-requests",
    ],
)
def test_other_policies_do_not(policy):
    assert letter(Content_Security_Policy=policy) == "A+"


@pytest.mark.parametrize("value", ["unsafe-url", "origin", "no-referrer, unsafe-url", "never", ""])
def test_a_weak_or_invalid_referrer_policy(value):
    assert letter(Referrer_Policy=value) == "A"


def test_a_fallback_for_old_browsers_is_not_weak():
    assert letter(Referrer_Policy="unsafe-url, strict-origin-when-cross-origin") == "A+"


@pytest.mark.parametrize(
    ("value", "found"),
    [("max-age=2592000", "A+"), ("max-age=2591999", "A"), ("max-age=0", "A"), ("includeSubDomains", "A")],
)
def test_short_transport_security(value, found):
    assert letter(Strict_Transport_Security=value) == found


def test_a_header_sent_twice():
    found = estimate((*ALL.items(), ("x-frame-options", "DENY")))
    assert found == ("A", ("X-Frame-Options is sent 2 times: at most A",))


def test_a_warning_costs_nothing_where_a_header_is_missing():
    assert letter("Permissions-Policy", Referrer_Policy="unsafe-url") == "A"
    assert letter("Permissions-Policy", "X-Frame-Options", Referrer_Policy="unsafe-url") == "B"


def test_what_does_not_count():
    more = (
        ("X-XSS-Protection", "0"),
        ("Expect-CT", "x"),
        ("Set-Cookie", "sessionid=*"),
        ("Cross-Origin-Opener-Policy", "x"),
    )
    assert estimate((*ALL.items(), *more)).grade == "A+"


def test_a_policy_that_only_reports_is_none():
    sent = (*ALL.items(), ("Content-Security-Policy-Report-Only", "default-src 'self'"))
    found = estimate(tuple(each for each in sent if each[0] != "Content-Security-Policy"))
    assert found == ("A", ("Content-Security-Policy is missing: a letter less",))
