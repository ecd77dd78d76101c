from __future__ import annotations

import pytest
from secheaders_lint.findings import Confidence, Severity

from .cors_sites import CREDENTIALS, cors, without
from .sites import Site, sites

CODE = "CORS001"
ALL = "CORS_ALLOW_ALL_ORIGINS = True\n"


@pytest.mark.parametrize("name", ["CORS_ALLOW_ALL_ORIGINS", "CORS_ORIGIN_ALLOW_ALL"])
def test_both_are_on(name: str) -> None:
    site = cors(f"{name} = True\n{CREDENTIALS}")
    (found,) = site.findings("CORS")
    assert found.code == CODE
    assert found.severity is Severity.ERROR
    assert found.confidence is Confidence.HIGH
    assert found.message.startswith(f"{name} and CORS_ALLOW_CREDENTIALS are both on: a page of any site may")
    assert found.message.endswith(
        "(from other sites browsers hold back the session cookie, as SameSite is Lax)"
    )
    assert site.line(found) == f"{name} = True"
    assert found.related[0].message == "CORS_ALLOW_CREDENTIALS is set here"


def test_session_cookie_goes_along() -> None:
    found = cors(f'{ALL}{CREDENTIALS}SESSION_COOKIE_SAMESITE = "None"\n').one(CODE)
    assert found.message.endswith("with the visitor's credentials, and read the answer")


def test_limited_to_paths() -> None:
    found = cors(f"{ALL}{CREDENTIALS}CORS_URLS_REGEX = r'^/api/'\n").one(CODE)
    assert "ask on paths that fit '^/api/' with" in found.message


def test_rests_on_the_environment() -> None:
    found = cors(f"CORS_ALLOW_ALL_ORIGINS = os.environ.get('X', '1') == '1'\n{CREDENTIALS}").one(CODE)
    assert found.confidence is Confidence.MEDIUM


@sites(
    {
        "a text is DJ004's": cors("CORS_ALLOW_ALL_ORIGINS = 'False'\n" + CREDENTIALS),
        "no credentials": cors(ALL),
        "credentials are off": cors(ALL + "CORS_ALLOW_CREDENTIALS = False\n"),
        "credentials are not known": cors(ALL + "CORS_ALLOW_CREDENTIALS = os.environ['X'] == '1'\n"),
        "origins are listed": cors(CREDENTIALS + "CORS_ALLOWED_ORIGINS = ['https://app.example.com']\n"),
        "whether all are let in is not known": cors(
            CREDENTIALS + "CORS_ALLOW_ALL_ORIGINS = os.environ['X'] == '1'\n"
        ),
        "the newer name counts": cors(
            CREDENTIALS + "CORS_ALLOW_ALL_ORIGINS = False\nCORS_ORIGIN_ALLOW_ALL = True\n"
        ),
        "no middleware": without(ALL + CREDENTIALS),
        "the middleware may be absent": without(
            ALL
            + CREDENTIALS
            + "if os.environ['X'] == '1':\n    MIDDLEWARE.insert(0, 'corsheaders.middleware.CorsMiddleware')\n"
        ),
        "neither is set": cors(""),
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
