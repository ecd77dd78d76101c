from __future__ import annotations

import pytest
from secheaders_lint.findings import Severity

from .cors_sites import CREDENTIALS, cors, without
from .sites import Site, sites

CODE = "CORS004"
NULL = 'CORS_ALLOWED_ORIGINS = ["https://app.example.com", "null"]\n'


@pytest.mark.parametrize("name", ["CORS_ALLOWED_ORIGINS", "CORS_ORIGIN_WHITELIST"])
def test_null_is_listed(name: str) -> None:
    site = cors(f'{name} = ["null"]\n')
    found = site.one(CODE)
    assert found.severity is Severity.WARNING
    assert found.message.startswith(f"{name} holds 'null': that is the origin of every sandboxed frame")
    assert site.line(found).startswith(name)


def test_with_credentials_it_is_an_error() -> None:
    found = cors(NULL + CREDENTIALS).one(CODE)
    assert found.severity is Severity.ERROR
    assert found.message.endswith("with the visitor's cookies")


@sites(
    {
        "origins alone": cors('CORS_ALLOWED_ORIGINS = ["https://app.example.com"]\n'),
        "None is no origin": cors("CORS_ALLOWED_ORIGINS = [None]\n"),
        "everyone is let in anyway": cors(NULL + "CORS_ALLOW_ALL_ORIGINS = True\n"),
        "may be absent": cors("CORS_ALLOWED_ORIGINS = ['null'] if os.environ['X'] == '1' else []\n"),
        "the list is not known": cors("CORS_ALLOWED_ORIGINS = os.environ['X'].split()\n"),
        "the newer name counts": cors("CORS_ALLOWED_ORIGINS = []\nCORS_ORIGIN_WHITELIST = ['null']\n"),
        "no middleware": without(NULL),
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
