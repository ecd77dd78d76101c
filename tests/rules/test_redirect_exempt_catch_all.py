from __future__ import annotations

import pytest
from secheaders_lint.findings import Severity

from .sites import BASE, GOOD, Site, sites

CODE = "TLS004"


def exempt(value: str, tls: str = "django") -> Site:
    """Return a site that redirects, with these exceptions."""
    return Site(GOOD + f"import re\nSECURE_REDIRECT_EXEMPT = {value}\n", tls=tls)


@pytest.mark.parametrize("pattern", ["", ".*", "^", "^.*$"])
def test_fits_every_path(pattern: str) -> None:
    site = exempt(repr(["^health/$", pattern]))
    found = site.one(CODE)
    assert found.severity is Severity.WARNING
    assert found.message.endswith(
        "which fits every path: nobody is sent to https, though SECURE_SSL_REDIRECT is on"
    )
    assert site.line(found).startswith("SECURE_REDIRECT_EXEMPT")
    assert found.django_checks == ()


def test_behind_a_proxy_it_is_advice() -> None:
    assert exempt("['.*']", tls="proxy").one(CODE).severity is Severity.INFO


@pytest.mark.parametrize(
    ("pattern", "better"),
    [("^/health/$", "^health/$"), (r"^\/health/$", "^health/$"), (r"\A/health", "^health")],
)
def test_never_fits(pattern: str, better: str) -> None:
    found = exempt(repr([pattern])).one(CODE)
    assert found.severity is Severity.WARNING
    assert "never fits" in found.message
    assert found.help == f"Write {better!r}."


@sites(
    {
        "no exceptions": GOOD,
        "one path": exempt("[r'^health/$']"),
        "a slash may stand further inside": exempt("['/health/$']"),
        "a slash is the other choice": exempt("['^health/$|^/x']"),
        "no redirect": BASE + "SECURE_REDIRECT_EXEMPT = ['.*', '^/x']\n",
        "whether it redirects is not known": exempt("['.*']\nSECURE_SSL_REDIRECT = os.environ['X'] == '1'"),
        "the patterns are not known": exempt("os.environ['X'].split()"),
        "a pattern may be absent": exempt("['^/x'] if os.environ['X'] == '1' else []"),
        "compiled patterns are not read": exempt("[re.compile('^/x')]"),
        "a site without https": exempt("['.*']", tls="none"),
        "no SecurityMiddleware": exempt(
            "['.*']\nMIDDLEWARE.remove('django.middleware.security.SecurityMiddleware')"
        ),
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
