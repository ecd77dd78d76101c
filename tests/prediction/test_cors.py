"""What an origin is told that asks: ``*``, its own name, or nothing (``test_recorded_answers`` has what the package sent)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from secheaders_lint.prediction.simulate import answer

from tests.rules.sites import GOOD, Site

if TYPE_CHECKING:
    from secheaders_lint.prediction.answer import Header

CORS = 'MIDDLEWARE.insert(1, "corsheaders.middleware.CorsMiddleware")\n'
ORIGIN = "Access-Control-Allow-Origin"


def told(settings: str) -> Header | None:
    """Return what an origin is told that the project lets in."""
    site = Site(GOOD + CORS + settings, requirements="django-cors-headers==4.9.0\n")
    (judged,) = site.outcome().judged
    return answer(judged.site, "preflight", "https").header(ORIGIN)


@pytest.mark.parametrize(
    "settings",
    [
        "CORS_ALLOW_ALL_ORIGINS = True\nCORS_ALLOW_CREDENTIALS = True",
        "CORS_ORIGIN_ALLOW_ALL = True\nCORS_ALLOW_CREDENTIALS = True",
        "CORS_ALLOWED_ORIGINS = ['https://a.example', 'https://b.example']",
        "CORS_ALLOWED_ORIGIN_REGEXES = [r'^https://[a-z]+[.]b[.]example$']",
        "CORS_ALLOWED_ORIGINS = ['https://a.example']\nCORS_ALLOWED_ORIGIN_REGEXES = [r'^https://[a-z]+[.]b[.]example$']",
    ],
)
def test_its_own_name(settings: str) -> None:
    header = told(settings)
    assert header is not None
    assert (header.value, header.state, header.echo) == (None, "known", "Origin")


def test_its_own_name_where_the_list_depends_on_the_environment() -> None:
    header = told("CORS_ALLOWED_ORIGINS = ['https://a.example', os.environ['OTHER']]")
    assert header is not None
    assert (header.value, header.state, header.echo) == (None, "conditional", "Origin")


@pytest.mark.parametrize(
    ("settings", "value"),
    [
        ("CORS_ALLOW_ALL_ORIGINS = True", "*"),
        ("CORS_ALLOWED_ORIGINS = ['https://a.example']", "https://a.example"),
        ("CORS_ALLOWED_ORIGINS = ['https://a.example']\nCORS_ALLOW_CREDENTIALS = True", "https://a.example"),
        (
            "CORS_ALLOWED_ORIGINS = ['https://a.example']\nCORS_ALLOWED_ORIGIN_REGEXES = []",
            "https://a.example",
        ),
    ],
)
def test_one_value_for_all(settings: str, value: str) -> None:
    header = told(settings)
    assert header is not None
    assert (header.value, header.state, header.echo) == (value, "known", "")


@pytest.mark.parametrize(
    "settings",
    [
        "CORS_ALLOW_ALL_ORIGINS = True\nCORS_ALLOW_CREDENTIALS = os.environ['WITH']",
        "import elsewhere\nCORS_ALLOW_ALL_ORIGINS = elsewhere.ALL\nCORS_ALLOW_CREDENTIALS = True",
        "CORS_ALLOWED_ORIGIN_REGEXES = os.environ['PATTERNS'].split()",
        "CORS_ALLOWED_ORIGINS = os.environ['ORIGINS'].split()",
        "CORS_ALLOW_ALL_ORIGINS = True\nCORS_ALLOW_CREDENTIALS = True\nCORS_URLS_REGEX = '^/api/'",
    ],
)
def test_not_sure(settings: str) -> None:
    header = told(settings)
    assert header is not None
    assert (header.value, header.state) == (None, "conditional")


def test_empty_lists_are_sent_empty_but_for_the_one_that_has_no_default() -> None:
    settings = "CORS_ALLOW_ALL_ORIGINS = True\nCORS_ALLOW_METHODS = []\nCORS_ALLOW_HEADERS = ()\nCORS_EXPOSE_HEADERS = []\n"
    site = Site(GOOD + CORS + settings, requirements="django-cors-headers==4.9.0\n")
    (judged,) = site.outcome().judged
    found = answer(judged.site, "preflight", "https")
    assert [
        getattr(found.header(f"Access-Control-Allow-{name}"), "value", None)
        for name in ("Methods", "Headers")
    ] == ["", ""]
    assert found.header("Access-Control-Expose-Headers") is None


@pytest.mark.parametrize("settings", ["", "CORS_ALLOWED_ORIGINS = []", "CORS_ALLOW_ALL_ORIGINS = False"])
def test_nobody_is_let_in(settings: str) -> None:
    assert told(settings) is None
