"""Several policies: a load needs the consent of each (expected values from CSP level 3, 6.7.2 and 8.1, worked out by hand)."""

from __future__ import annotations

import pytest
from secheaders_lint.csp.audit import audit_header
from secheaders_lint.csp.intersection import intersect
from secheaders_lint.csp.meeting import meet
from secheaders_lint.csp.parsing import parse_like_evaluator, split_header
from secheaders_lint.errors import UsageError


def both(text: str) -> str:
    return str(intersect([parse_like_evaluator(part) for part in split_header(text)]))


def found(text: str) -> set[tuple[str, str, str | None]]:
    quiet = {
        "REQUIRE_TRUSTED_TYPES_FOR_SCRIPTS",
        "UNSAFE_INLINE_FALLBACK",
        "ALLOWLIST_FALLBACK",
        "STRICT_DYNAMIC",
    }
    return {
        (each.type.name, each.directive, each.value)
        for each in audit_header(text).findings
        if each.type.name not in quiet
    }


@pytest.mark.parametrize(
    ("one", "other", "left"),
    [
        ("a.b", "a.b", "a.b"),
        ("a.b", "c.d", None),
        ("A.b", "a.B", "a.b"),
        ("*", "a.b", "a.b"),
        ("*", "https:", "https:"),
        ("*", "data:", None),
        ("*", "'self'", "'self'"),
        ("*", "*", "*"),
        ("https:", "'self'", "'self'"),
        ("https:", "a.b", "a.b"),
        ("https:", "http://a.b", "https://a.b"),
        ("https:", "http:", "https:"),
        ("http:", "https://a.b", "https://a.b"),
        ("data:", "'self'", None),
        ("data:", "a.b", None),
        ("data:", "https:", None),
        ("wss:", "a.b", "a.b"),
        ("blob:", "blob:", "blob:"),
        ("'self'", "a.b", None),
        ("https://a.b", "a.b", "https://a.b"),
        ("http://a.b", "a.b", "a.b"),
        ("http://a.b", "https://a.b", "https://a.b"),
        ("ws://a.b", "wss://a.b", "wss://a.b"),
        ("ftp://a.b", "https://a.b", None),
        ("*.b", "a.b", "a.b"),
        ("*.b", "*.a.b", "*.a.b"),
        ("*.b", "b", None),
        ("*.a.b", "*.c.b", None),
        ("*.b", "ab", None),
        ("https://*", "*.b", "https://*.b"),
        ("a.b:*", "a.b:8443", "a.b:8443"),
        ("a.b:8443", "a.b", None),
        ("a.b:*", "a.b", "a.b"),
        ("a.b", "a.b/x", "a.b/x"),
        ("a.b/x/", "a.b/x/y.js", "a.b/x/y.js"),
        ("a.b/x", "a.b/x/y.js", None),
        ("a.b/x/", "a.b/z/", None),
        # Neither holds the other, and yet they share something.
        ("*.b/x/", "https://a.b", "https://a.b/x/"),
        ("a.b:x", "a.b", None),
    ],
)
def test_two_sources(one, other, left):
    assert meet(one, other) == left
    assert meet(other, one) == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("img-src a.b", "img-src a.b"),
        ("img-src a.b, img-src a.b", "img-src a.b"),
        ("img-src a.b, font-src c.d", "img-src a.b; font-src c.d"),
        ("img-src a.b c.d, img-src c.d e.f", "img-src c.d"),
        ("img-src a.b, img-src c.d", "img-src 'none'"),
        ("img-src, img-src *", "img-src 'none'"),
        ("img-src 'none', img-src *", "img-src 'none'"),
        ("default-src 'self', img-src *", "default-src 'self'; img-src 'self'"),
        ("default-src 'self'; img-src a.b, default-src a.b", "default-src 'none'; img-src a.b"),
        ("script-src 'unsafe-inline', script-src 'unsafe-eval'", "script-src 'none'"),
        ("script-src 'unsafe-eval', script-src 'wasm-unsafe-eval'", "script-src 'wasm-unsafe-eval'"),
        ("script-src a.b 'report-sample', script-src a.b", "script-src a.b 'report-sample'"),
        ("script-src 'unsafe-inline', script-src 'nonce-abc'", "script-src 'nonce-abc'"),
        ("script-src 'nonce-abc', script-src 'nonce-xyz'", "script-src 'none'"),
        ("script-src 'nonce-abc', script-src 'self'", "script-src 'nonce-abc'"),
        ("script-src 'nonce-abc', script-src 'unsafe-eval'", "script-src 'none'"),
        ("script-src 'nonce-abc', script-src 'sha256-abc'", "script-src 'nonce-abc' 'sha256-abc'"),
        # Cancelled in both, for a reason that is not in the other.
        (
            "script-src 'nonce-abc' 'unsafe-inline', script-src 'nonce-xyz' 'unsafe-inline'",
            "script-src 'none'",
        ),
        (
            "script-src 'nonce-abc' 'unsafe-inline', script-src 'nonce-abc' 'unsafe-inline' 'unsafe-eval'",
            "script-src 'nonce-abc' 'unsafe-inline'",
        ),
        (
            "script-src 'nonce-abc' 'strict-dynamic' https: 'unsafe-inline', script-src 'self' a.b",
            "script-src 'nonce-abc' 'strict-dynamic'",
        ),
        # A worker is decided on by child-src in one policy and by script-src in the other.
        ("child-src a.b c.d, script-src c.d", "child-src a.b c.d; script-src c.d; worker-src c.d"),
        ("sandbox allow-scripts allow-forms, sandbox allow-forms", "sandbox allow-forms"),
        ("sandbox allow-scripts, sandbox", "sandbox"),
        ("report-uri /a, report-uri /b", "report-uri /a /b"),
        ("trusted-types a b, trusted-types b", "trusted-types b"),
        ("trusted-types a, trusted-types *", "trusted-types a"),
        ("trusted-types a, trusted-types b", "trusted-types 'none'"),
        ("trusted-types *, trusted-types * 'allow-duplicates'", "trusted-types *"),
        ("upgrade-insecure-requests, img-src a.b", "upgrade-insecure-requests; img-src a.b"),
        ("frame-ancestors 'self' a.b, frame-ancestors a.b", "frame-ancestors a.b"),
        ("base-uri 'self', default-src 'none'", "base-uri 'self'; default-src 'none'"),
    ],
)
def test_several_policies(text, left):
    assert both(text) == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        # One policy that stops a thing is enough.
        ("script-src 'unsafe-inline' *, default-src 'none'", set()),
        ("script-src 'unsafe-inline' *; object-src 'none', img-src 'self'", {
            ("SCRIPT_UNSAFE_INLINE", "script-src", "'unsafe-inline'"),
            ("PLAIN_WILDCARD", "script-src", "*"),
        }),
        ("object-src 'none', script-src 'none'", set()),
        ("script-src 'nonce-abcdefgh'; object-src 'none', base-uri 'none'", set()),
        ("default-src cdn.jsdelivr.net, default-src 'self'", set()),
        ("default-src 'none'; script-src cdn.jsdelivr.net, script-src https:", {
            ("SCRIPT_ALLOWLIST_BYPASS", "script-src", "cdn.jsdelivr.net"),
        }),
        # How each is written is looked at in each.
        ("default-src 'none', script-src self", {("INVALID_KEYWORD", "script-src", "self")}),
        # A comma by accident.
        ("default-src 'none'; script-src 'none', https://a.b", {("UNKNOWN_DIRECTIVE", "https://a.b", None)}),
    ],
)  # fmt: skip
def test_findings_on_several_policies(text, left):
    assert found(text) == left


def test_fallbacks_for_old_browsers_are_seen_in_several_policies_too():
    strict = "script-src 'nonce-abcdefgh' 'strict-dynamic' https: 'unsafe-inline'; base-uri 'none'; object-src 'none'"
    types = {each.type.name for each in audit_header(f"{strict}, {strict}; img-src 'self'").findings}
    assert types == {"IGNORED", "REQUIRE_TRUSTED_TYPES_FOR_SCRIPTS"}


def test_notes():
    assert audit_header("img-src a").notes == ()
    assert audit_header("img-src a; img-src b, font-src\u00a0c").notes == (
        "commas make 2 policies of this; a browser enforces all of them at once",
        "written more than once in a policy, the first counts: img-src",
        "left out by browsers for a character that is not ASCII: font-src\u00a0c",
    )
    many = ";".join(f"a{place}; a{place}" for place in range(7))
    assert audit_header(many).notes == (
        "written more than once in a policy, the first counts: a0, a1, a2, a3, a4 and 2 more",
    )


def test_more_than_can_be_compared():
    lists = (" ".join(f"a{place}.{end}" for place in range(1000)) for end in ("b", "c"))
    with pytest.raises(UsageError, match="audit them one by one"):
        both(", ".join(f"img-src {each}" for each in lists))
