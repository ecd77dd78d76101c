"""Static files that ``SECURE_REDIRECT_EXEMPT`` leaves at http (as Django 3.2, 5.2 and 6.0 answer; patterns are never run)."""

from __future__ import annotations

import re

import pytest
from secheaders_lint.prediction.simulate import answer

from tests.rules.sites import GOOD, Site

WHITENOISE = 'MIDDLEWARE.insert(1, "whitenoise.middleware.WhiteNoiseMiddleware")\nSTATIC_URL = "/static/"\n'
FILES = ("static/app.css", "static/css/site.css", "static/x")


def status(patterns: str, kind: str = "static") -> int | None:
    """Return the status of a static file that is asked for by http."""
    (judged,) = Site(f"{GOOD}{WHITENOISE}SECURE_REDIRECT_EXEMPT = [{patterns}]\n").outcome().judged
    return answer(judged.site, kind, "http").status


@pytest.mark.parametrize(
    "pattern", ["^static/", "^static", "^sta", "^static/.*", "^static/.*$", "^stat.*$", r"^static\\/", ".*"]
)
def test_all_static_files(pattern: str) -> None:
    assert all(re.search(pattern.replace("\\\\", "\\"), name) for name in FILES)
    assert status(f'"{pattern}"') == 200
    assert status(f'"^health/$", "{pattern}"') == 200


@pytest.mark.parametrize("pattern", ["^health/$", "^/static/", "^media/", "^statics/", "^api/.*"])
def test_no_static_file(pattern: str) -> None:
    assert not any(re.search(pattern, name) for name in FILES)
    assert status(f'"{pattern}"') == 301


@pytest.mark.parametrize(
    "pattern",
    ["^static/css/", "^static/$", "css", "static/", r"^static/[a-z]+\\.css$", "^(static|media)/", "^static$"],
)
def test_some_static_files_or_what_cannot_be_told(pattern: str) -> None:
    assert status(f'"{pattern}"') is None


def test_pages_are_redirected_all_the_same() -> None:
    assert status('"^static/"', "page") == 301


def test_none_is_left_out_without_patterns() -> None:
    assert status("") == 301
