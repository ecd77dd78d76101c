"""What decides, and what cancels what: facts of CSP level 3 that CSP Evaluator has no word on, or that are easy to get wrong."""

from __future__ import annotations

import pytest
from secheaders_lint.csp.effective import active, effective
from secheaders_lint.csp.parsing import parse
from secheaders_lint.csp.policy import SCRIPTS

NONCE, HASH = "'nonce-abcdefgh'", "'sha256-abc='"


@pytest.mark.parametrize(
    ("text", "name", "deciding"),
    [
        ("default-src a; script-src b; script-src-elem c", "script-src-elem", "script-src-elem"),
        ("default-src a; script-src b", "script-src-elem", "script-src"),
        ("default-src a; script-src b", "script-src-attr", "script-src"),
        ("default-src a; script-src-elem b", "script-src", "default-src"),
        ("default-src a", "script-src-attr", "default-src"),
        ("default-src a; style-src b", "style-src-attr", "style-src"),
        ("default-src a; script-src b; child-src c", "worker-src", "child-src"),
        ("default-src a; script-src b", "worker-src", "script-src"),
        ("default-src a; child-src b", "frame-src", "child-src"),
        ("default-src a; frame-src b", "fenced-frame-src", "frame-src"),
        ("default-src a", "img-src", "default-src"),
        ("default-src a", "base-uri", None),
        ("default-src a", "form-action", None),
        ("default-src a", "frame-ancestors", None),
        ("script-src a", "img-src", None),
        ("unheard-of a", "unheard-of", "unheard-of"),
        ("default-src a", "unheard-of", None),
    ],
)
def test_what_decides(text, name, deciding):
    policy = parse(text)
    assert policy.governing(name) == deciding
    assert policy.sources(name) == (policy.directives[deciding] if deciding else ())


def test_what_decides_on_scripts_comes_once():
    assert parse("default-src a; script-src-elem b").deciding(*SCRIPTS) == ["default-src", "script-src-elem"]
    assert parse("img-src a").deciding(*SCRIPTS) == []


@pytest.mark.parametrize(
    ("written", "counts"),
    [
        ("'self' 'unsafe-inline'", "'self' 'unsafe-inline'"),
        (f"'self' 'unsafe-inline' {NONCE}", f"'self' {NONCE}"),
        (f"'self' 'unsafe-inline' {HASH}", f"'self' {HASH}"),
        # A nonce beyond base64 is none, so it cancels nothing.
        ("'self' 'unsafe-inline' 'nonce-a!'", "'self' 'unsafe-inline' 'nonce-a!'"),
        (f"'self' https: *.a.b 'unsafe-inline' 'strict-dynamic' {NONCE}", f"'strict-dynamic' {NONCE}"),
        ("'self' https: 'unsafe-inline' 'strict-dynamic'", "'strict-dynamic'"),
        (
            "'unsafe-eval' 'unsafe-hashes' 'report-sample' 'none' 'strict-dynamic'",
            "'unsafe-eval' 'unsafe-hashes' 'report-sample' 'none' 'strict-dynamic'",
        ),
    ],
)
def test_what_counts_for_scripts(written, counts):
    assert active(written.split(), scripts=True) == tuple(counts.split())


@pytest.mark.parametrize(
    ("written", "counts"),
    [
        (f"'self' 'unsafe-inline' {NONCE}", f"'self' {NONCE}"),
        ("'self' https: 'unsafe-inline' 'strict-dynamic'", "'self' https: 'unsafe-inline' 'strict-dynamic'"),
    ],
)
def test_what_counts_elsewhere(written, counts):
    assert active(written.split(), scripts=False) == tuple(counts.split())


def test_only_lists_of_scripts_are_worked_on():
    text = f"script-src 'self' {NONCE} 'strict-dynamic'; style-src {NONCE} 'unsafe-inline'; default-src 'strict-dynamic' a"
    policy = parse(text)
    counting, ignored = effective(policy)
    assert counting.directives == {
        "script-src": (NONCE, "'strict-dynamic'"),
        "style-src": (NONCE, "'unsafe-inline'"),
        "default-src": ("'strict-dynamic'", "a"),
    }
    assert [(each.directive, each.value, each.trust) for each in ignored] == [("script-src", "'self'", True)]
    assert policy == parse(text)
