"""Which strangers a pattern of origins lets in, and that hostile patterns are never run."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from secheaders_lint.rules.origins import stranger


@pytest.mark.parametrize(
    ("pattern", "origin"),
    [
        (r"https://example\.com", "https://example.com.evil.example"),
        (r"^https://\w+\.example\.com", "https://a.example.com.evil.example"),
        (r"^http://localhost", "http://localhost.evil.example"),
        (r"^https://example\.com.*$", "https://example.com.evil.example"),
        (r"^https://example.com", "https://example.com.evil.example"),
        (r"^https://www.example.com$", "https://wwwxexample.com"),
        (r"^https://\w+.example.com$", "https://axexample.com"),
        (r"https://*.example.com$", "https://xexample.com"),
        (r"^https?://.*example\.com$", "https://evilaexample.com"),
        (r"^https://[\w-]+example\.com(:\d+)?$", "https://evilaexample.com"),
        (r".*", "https://evil.example"),
        ("", "https://evil.example"),
        (r"^https://.*$", "https://evil.example"),
        (r"^https?://[\w.-]+(:\d+)?$", "https://evil.example"),
        (r"^https://a\.example$|https://b\.example", "https://b.example.evil.example"),
        (r"https?:\/\/(www\.)?example\.com\/?", "http://example.com.evil.example"),
    ],
)
def test_lets_a_stranger_in(pattern: str, origin: str) -> None:
    found = stranger(pattern)
    assert found is not None
    assert found.origin == origin
    assert re.match(pattern, origin)


@pytest.mark.parametrize(
    "pattern",
    [
        r"^https://example\.com$",
        r"^https://\w+\.example\.com$",
        r"\Ahttps://\w+\.example\.com\Z",
        r"^https://.*\.example\.com$",
        r"^https://([\w-]+\.)?example\.com(:\d+)?$",
        r"^http://localhost:\d+$",
        r"^http://localhost:\d+",
        r"^http://127\.0\.0\.1:[0-9]+$",
        r"^https://deploy-preview-\d+--site\.netlify\.app$",
        r"^https://[a-z]+-team\.vercel\.app$",
        r"^chrome-extension://.*$",
        r"^https://a.b\.example\.com$",
        r"^https://example.com$",
        r"^null$",
    ],
)
def test_lets_no_stranger_in(pattern: str) -> None:
    assert stranger(pattern) is None


@pytest.mark.parametrize(
    "pattern",
    [
        r"(a+)+$",
        r"^(https://)?(\w*)*$",
        r"(x|y)+example",
        r"a?" * 30 + "a" * 30,
        r"(a|a)" * 30,
        r".*.*.*.*.*x",
        r"https://(?=a)a\.example",
        r"(?P<name>a)\1",
        r"[[:alpha:]]",
        r"[a",
        r"(a",
        r"a)",
        r"*a",
        r"a**",
        r"\x41",
        r"^https://(?:app|www)\.example\.com\b",
        "\\",
        "(" * 60 + ")" * 60,
        "a" * 300,
        "ä",
    ],
)
def test_what_is_not_plain_is_left_alone(pattern: str) -> None:
    started = time.perf_counter()
    assert stranger(pattern) is None
    assert time.perf_counter() - started < 1


@settings(max_examples=300, deadline=2000)
@given(st.text(alphabet="htps:/w.\\d[-]()|?*+{1,}^$ae", max_size=30))
def test_what_is_named_gets_in(pattern: str) -> None:
    found = stranger("https://" + pattern)
    assert found is None or re.match("https://" + pattern, found.origin)
