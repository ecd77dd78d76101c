from __future__ import annotations

from secheaders_lint.findings import Confidence, Severity

from .sites import BASE, GOOD, Site, sites

CODE = "TLS003"
HEADER = 'SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")\n'


def test_the_redirect_never_ends() -> None:
    site = Site(GOOD, tls="proxy")
    found = site.one(CODE)
    assert found.severity is Severity.ERROR
    assert found.confidence is Confidence.HIGH
    assert "never ends" in found.message
    assert site.line(found) == "SECURE_SSL_REDIRECT = True"
    assert found.django_checks == ()


def test_hsts_is_never_sent() -> None:
    site = Site(BASE + "SECURE_HSTS_SECONDS = 300\n", tls="proxy")
    found = site.one(CODE)
    assert found.severity is Severity.WARNING
    assert "no answer carries Strict-Transport-Security" in found.message
    assert site.line(found) == "SECURE_HSTS_SECONDS = 300"


def test_switched_off() -> None:
    site = Site(GOOD + "SECURE_PROXY_SSL_HEADER = None\n", tls="proxy")
    found = site.one(CODE)
    assert found.message.startswith("SECURE_PROXY_SSL_HEADER is None")
    assert site.line(found) == "SECURE_PROXY_SSL_HEADER = None"


@sites(
    {
        "it is told": Site(GOOD + HEADER, tls="proxy"),
        "Django ends TLS": Site(GOOD),
        "there is no TLS": Site(GOOD, tls="none"),
        "nothing depends on it": Site(BASE, tls="proxy"),
        "the redirect may be on": Site(BASE + "SECURE_SSL_REDIRECT = bool(os.environ['TLS'])\n", tls="proxy"),
        "the header is not known": Site(
            GOOD + "from elsewhere import SECURE_PROXY_SSL_HEADER\n", tls="proxy"
        ),
        "another finding has a header that is malformed": Site(
            GOOD + 'SECURE_PROXY_SSL_HEADER = "X"\n', tls="proxy"
        ),
        "SecurityMiddleware does not run": Site(GOOD + "MIDDLEWARE = MIDDLEWARE[1:]\n", tls="proxy"),
        "the list is not known": Site(GOOD + "from elsewhere import MIDDLEWARE\n", tls="proxy"),
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
