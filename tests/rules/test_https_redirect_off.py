from __future__ import annotations

from secheaders_lint.findings import Confidence, Severity

from .sites import BASE, Site, sites

CODE = "TLS001"
PROXY = 'SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")\n'


def test_visitors_stay_on_http() -> None:
    site = Site(BASE + "SESSION_COOKIE_SECURE = True\n")
    found = site.one(CODE)
    assert found.severity is Severity.WARNING
    assert found.confidence is Confidence.HIGH
    assert found.django_checks == ("security.W008",)
    assert site.line(found) == "SESSION_COOKIE_SECURE = True"
    assert "SECURE_PROXY_SSL_HEADER" in found.help


def test_switched_off() -> None:
    site = Site(BASE + "SECURE_SSL_REDIRECT = False\n")
    assert site.one(CODE).message.startswith("SECURE_SSL_REDIRECT is False: ")


def test_declared_proxy_may_do_it() -> None:
    for site in (Site(BASE + PROXY), Site(BASE, tls="proxy")):
        found = site.one(CODE)
        assert found.severity is Severity.INFO
        assert "unless the proxy sends them to https" in found.message


def test_redirect_behind_a_proxy_that_django_does_not_know_never_ends() -> None:
    assert "or the redirect never ends" in Site(BASE, tls="proxy").one(CODE).help


def test_proxy_header_that_is_not_known_may_be_one() -> None:
    assert (
        Site(BASE + "import elsewhere\nSECURE_PROXY_SSL_HEADER = elsewhere.proxy()\n").one(CODE).severity
        is Severity.INFO
    )


def test_proxy_that_a_variable_names_may_do_it() -> None:
    for text in (
        'SECURE_PROXY_SSL_HEADER = tuple(os.environ["PROXY"].split(",")) if "PROXY" in os.environ else None\n',
        f'if os.environ.get("BEHIND_PROXY"):\n    {PROXY}',
    ):
        found = Site(BASE + text).one(CODE)
        assert found.severity is Severity.INFO
        assert "unless the proxy sends them to https" in found.message
        assert "or the redirect never ends" in found.help


def test_low_where_a_middleware_of_the_project_redirects() -> None:
    text = (
        "from django.http import HttpResponseRedirect\n"
        "def to_https(get_response):\n"
        "    def middleware(request):\n"
        "        if not request.is_secure():\n"
        "            return HttpResponseRedirect('https://www.example.com/')\n"
        "        return get_response(request)\n"
        "    return middleware\n"
    )
    site = Site(BASE + 'MIDDLEWARE.append("config.own.to_https")\n', files={"config/own.py": text})
    assert site.one(CODE).confidence is Confidence.LOW


@sites(
    {
        "it is on": "SECURE_SSL_REDIRECT = True\n",
        "1 is on": "SECURE_SSL_REDIRECT = 1\n",
        "a text is another finding": 'SECURE_SSL_REDIRECT = "False"\n',
        "a required variable is not known": 'SECURE_SSL_REDIRECT = os.environ["REDIRECT"] == "1"\n',
        "on unless a variable says no": 'SECURE_SSL_REDIRECT = os.environ.get("REDIRECT", "1") == "1"\n',
        "not in debug": 'DEBUG = os.environ.get("DEBUG") == "1"\nSECURE_SSL_REDIRECT = not DEBUG\n',
        "http only": Site(BASE, tls="none"),
        "SecurityMiddleware is missing": "MIDDLEWARE = MIDDLEWARE[1:]\n",
        "SecurityMiddleware may be missing": "import elsewhere\nMIDDLEWARE = elsewhere.middleware()\n",
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
