from __future__ import annotations

import pytest
from secheaders_lint.findings import Severity

from .sites import BASE, GOOD, Site, sites

CODE = "TLS002"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ('"HTTP_X_FORWARDED_PROTO"', "a text and no pair"),
        ('("HTTP_X_FORWARDED_PROTO",)', "which has 1 part and not two"),
        ('["HTTP_X_FORWARDED_PROTO", "https", "http"]', "which has 3 parts and not two"),
        ("True", "no pair"),
    ],
)
def test_every_request_is_refused(value: str, said: str) -> None:
    site = Site(BASE + f"SECURE_PROXY_SSL_HEADER = {value}\n")
    found = site.one(CODE)
    assert found.severity is Severity.ERROR
    assert said in found.message
    assert "ImproperlyConfigured" in found.message
    assert found.django_checks == ()


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("X-Forwarded-Proto", "HTTP_X_FORWARDED_PROTO"),
        ("X_FORWARDED_PROTO", "HTTP_X_FORWARDED_PROTO"),
        ("HTTP_X-FORWARDED-PROTO", "HTTP_X_FORWARDED_PROTO"),
        ("http_x_forwarded_proto", "HTTP_X_FORWARDED_PROTO"),
        ("CloudFront-Forwarded-Proto", "HTTP_CLOUDFRONT_FORWARDED_PROTO"),
    ],
)
def test_name_that_is_never_found(name: str, right: str) -> None:
    found = Site(BASE + f"SECURE_PROXY_SSL_HEADER = ({name!r}, 'https')\n").one(CODE)
    assert found.severity is Severity.WARNING
    assert f"names {name!r}, but request.META holds headers as {right!r}" in found.message
    assert "Strict-Transport-Security is not sent" in found.message


def test_redirect_that_never_ends() -> None:
    found = Site(GOOD + "SECURE_PROXY_SSL_HEADER = ('X-Forwarded-Proto', 'https')\n").one(CODE)
    assert found.severity is Severity.ERROR
    assert "the redirect to https never ends" in found.message


def test_value_that_no_header_has() -> None:
    assert (
        "wants True, but headers are text"
        in Site(BASE + "SECURE_PROXY_SSL_HEADER = ('HTTP_X_FORWARDED_PROTO', True)\n").one(CODE).message
    )


@sites(
    {
        "as it should be": 'SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")\n',
        "a list is as good": 'SECURE_PROXY_SSL_HEADER = ["HTTP_X_FORWARDED_PROTO", "https"]\n',
        "another header": 'SECURE_PROXY_SSL_HEADER = ("HTTP_CLOUDFRONT_FORWARDED_PROTO", "https")\n',
        "a variable of the server": 'SECURE_PROXY_SSL_HEADER = ("wsgi.url_scheme", "https")\n',
        "another variable of the server": 'SECURE_PROXY_SSL_HEADER = ("HTTPS", "on")\n',
        "off": "SECURE_PROXY_SSL_HEADER = None\n",
        "off by an empty tuple": "SECURE_PROXY_SSL_HEADER = ()\n",
        "not set": "",
        "the name is not known": 'SECURE_PROXY_SSL_HEADER = (os.environ["PROXY_HEADER"], "https")\n',
        "the parts are not known": 'SECURE_PROXY_SSL_HEADER = tuple(os.environ["PROXY"].split(","))\n',
        "off unless a variable is set": 'if os.environ.get("PROXY"):\n    SECURE_PROXY_SSL_HEADER = "X-Proto"\n',
        "a later line makes a pair": 'SECURE_PROXY_SSL_HEADER = "HTTP_X_FORWARDED_PROTO"\nSECURE_PROXY_SSL_HEADER = (SECURE_PROXY_SSL_HEADER, "https")\n',
        "a text while debugging alone": 'if DEBUG:\n    SECURE_PROXY_SSL_HEADER = "X-Forwarded-Proto"\n',
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
