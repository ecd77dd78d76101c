from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from secheaders_lint.csp.audit import audit_header
from secheaders_lint.csp.parsing import (
    dropped_by_browsers,
    parse,
    parse_like_evaluator,
    split_header,
)
from secheaders_lint.reporters import csp_json, csp_text
from secheaders_lint.reporters.escape import visible
from secheaders_lint.reporters.style import Style

from tests.reporters.runner import commands

WORDS = st.sampled_from((
    "script-src", "default-src", "object-src", "base-uri", "style-src", "img-src", "'self'", "'none'", "'unsafe-inline'",
    "'unsafe-eval'", "'strict-dynamic'", "'nonce-abcdefghij'", "'nonce-b'", "'sha256-abc='", "https:", "http:", "data:", "*",
    "*.a.b", "a.b/c/", "https://a.b:*", "127.1", "[::1]", "x", "a%b", ";", ",", ";;", "\u00a0", "\ufeff", "\x85", "\u0130",
    "\ud800", "\x00", "SELF",
))  # fmt: skip
TEXTS = st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=25).map(" ".join))


@pytest.mark.parametrize(
    ("text", "directives"),
    [
        ("", {}),
        (" ; ;; ", {}),
        ("default-src", {"default-src": ()}),
        ("Default-SRC 'self';", {"default-src": ("'self'",)}),
        ("img-src\ta\n\fb\r c", {"img-src": ("a", "b", "c")}),
        ("img-src a; IMG-SRC b; font-src c", {"img-src": ("a",), "font-src": ("c",)}),
        # As written: case, repetition, and a vertical tab, which is no white space of ASCII's.
        ("img-src 'SELF' 'SELF' HTTPS:", {"img-src": ("'SELF'", "'SELF'", "HTTPS:")}),
        ("img-src\x0ba", {"img-src\x0ba": ()}),
        ("img-src a, b", {"img-src": ("a,", "b")}),
        # Whoever copies a policy from a page gets blanks that are none.
        ("img-src\u00a0a; font-src b", {"font-src": ("b",)}),
        ("img-src a.b/\u00e9", {}),
        ("upgrade-insecure-requests; x", {"upgrade-insecure-requests": (), "x": ()}),
    ],
)
def test_as_a_browser(text, directives):
    assert parse(text).directives == directives


@pytest.mark.parametrize(
    ("text", "directives"),
    [
        ("img-src 'SELF' 'self' HTTPS: A.b", {"img-src": ("'self'", "https:", "A.b")}),
        ("img-src\u00a0a\x0bb\ufeffc\u3000d", {"img-src": ("a", "b", "c", "d")}),
        ("img-src a\x1cb\x85c", {"img-src": ("a\x1cb\x85c",)}),
        ("img-src a.b/\u00e9", {"img-src": ("a.b/\u00e9",)}),
        ("img-src 'NONCE-Ab'", {"img-src": ("'NONCE-Ab'",)}),
    ],
)
def test_as_csp_evaluator(text, directives):
    assert parse_like_evaluator(text).directives == directives


def test_directives_that_were_repeated_are_named_once():
    text = "img-src a; font-src b; img-src c; IMG-SRC d; font-src e"
    assert parse(text).repeated == parse_like_evaluator(text).repeated == ("img-src", "font-src")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("img-src a", ["img-src a"]),
        ("img-src a, font-src b", ["img-src a", " font-src b"]),
        ("img-src a,, ;,", ["img-src a"]),
        (",", []),
        ("", []),
    ],
)
def test_commas_separate_policies(text, parts):
    assert split_header(text) == parts


def test_what_is_not_ascii_is_named():
    assert dropped_by_browsers("img-src\u00a0a; font-src b;script-src \u00e9") == [
        "img-src\u00a0a",
        "script-src",
    ]
    assert dropped_by_browsers("img-src a") == []


@given(TEXTS)
@example("img-src \u0130 \u03a3 A\u03a3")
def test_written_down_and_read_again_it_is_the_same(text):
    for read in (parse, parse_like_evaluator):
        policy = read(text)
        again = read(str(policy))
        assert again.directives == policy.directives
        assert list(again.directives) == list(policy.directives)
        assert str(again) == str(policy)


@given(TEXTS)
@settings(max_examples=300)
def test_nothing_raises(text):
    audit = audit_header(text)
    shown = csp_text.render(audit, Style(60))
    assert visible(shown.replace("\n", "")) == shown.replace("\n", "")
    assert commands(shown) == []
    assert csp_json.render(audit).isascii()
    assert all(each.message and "\n" not in each.message for each in audit.findings)


@given(st.lists(WORDS.filter(lambda word: "," not in word), max_size=20).map(" ".join))
def test_the_same_policy_twice_is_that_policy(text):
    assert audit_header(f"{text}, {text}")[:2] == audit_header(text)[:2]
