from __future__ import annotations

import pytest
from secheaders_lint.findings import Confidence, Severity

from .cors_sites import CREDENTIALS, cors, without
from .sites import Site, sites

CODE = "CORS003"


def patterns(*texts: str, more: str = "", name: str = "CORS_ALLOWED_ORIGIN_REGEXES") -> Site:
    """Return a site that lets origins in by patterns."""
    return cors(f"import re\n{name} = {[*texts]!r}\n{more}")


@pytest.mark.parametrize("name", ["CORS_ALLOWED_ORIGIN_REGEXES", "CORS_ORIGIN_REGEX_WHITELIST"])
def test_open_end(name: str) -> None:
    site = patterns(r"^https://\w+\.example\.com", name=name)
    (found,) = site.findings("CORS")
    assert found.code == CODE
    assert found.severity is Severity.WARNING
    assert found.confidence is Confidence.HIGH
    assert found.message == (
        f"{name} holds r'^https://\\w+\\.example\\.com', which has no end ('$'): pages of "
        "https://a.example.com.evil.example are let in, and may read what the site answers"
    )
    assert site.line(found).startswith(name)


def test_with_credentials_it_is_an_error() -> None:
    found = patterns("https://www.example.com$", more=CREDENTIALS).one(CODE)
    assert found.severity is Severity.ERROR
    assert "pages of https://wwwxexample.com are let in" in found.message
    assert found.message.endswith("with the visitor's cookies")


def test_each_pattern_has_its_finding() -> None:
    assert len(patterns("^https://a.example.com$", "^https://b.example.com$").findings(CODE)) == 2


@sites(
    {
        "as it should be": patterns(r"^https://\w+\.example\.com$"),
        "what is not plain is left alone": patterns(r"^https://(?!evil)[a-z]+\.example\.com", r"(a+)+$"),
        "everyone is let in anyway": patterns("https://a", more="CORS_ALLOW_ALL_ORIGINS = True\n"),
        "whether everyone is let in is not known": patterns(
            "https://a.example.com", more="CORS_ALLOW_ALL_ORIGINS = os.environ['X'] == '1'\n"
        ),
        "a pattern that may be absent": cors(
            "CORS_ALLOWED_ORIGIN_REGEXES = ['https://a'] if os.environ['X'] == '1' else []\n"
        ),
        "patterns are not known": cors("CORS_ALLOWED_ORIGIN_REGEXES = os.environ['X'].split()\n"),
        "compiled patterns are not read": cors(
            "import re\nCORS_ALLOWED_ORIGIN_REGEXES = [re.compile('https://a')]\n"
        ),
        "the newer name counts": patterns(
            r"^https://\w+\.example\.com$", more="CORS_ORIGIN_REGEX_WHITELIST = ['https://a']\n"
        ),
        "no middleware": without("CORS_ALLOWED_ORIGIN_REGEXES = ['https://a']\n"),
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
