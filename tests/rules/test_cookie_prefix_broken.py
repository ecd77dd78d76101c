from __future__ import annotations

import pytest
from secheaders_lint.findings import Severity

from .sites import BASE, GOOD, Site, sites

CODE = "COOKIE006"
HOST, CSRF = 'SESSION_COOKIE_NAME = "__Host-sessionid"\n', 'CSRF_COOKIE_NAME = "__Secure-csrftoken"\n'


@pytest.mark.parametrize(
    ("settings", "words", "help_"),
    [
        (BASE + HOST, "SESSION_COOKIE_SECURE is off", "Set SESSION_COOKIE_SECURE = True, or"),
        (
            GOOD + HOST + 'SESSION_COOKIE_DOMAIN = ".example.com"\n',
            "SESSION_COOKIE_DOMAIN is '.example.com'",
            "Set SESSION_COOKIE_DOMAIN = None, or",
        ),
        (
            GOOD + HOST + 'SESSION_COOKIE_PATH = "/app/"\n',
            "SESSION_COOKIE_PATH is '/app/'",
            "Set SESSION_COOKIE_PATH = '/', or",
        ),
        (
            GOOD + HOST.replace("__Host", "__host") + 'SESSION_COOKIE_DOMAIN = "a.example"\n',
            "__Host- cookie",
            "",
        ),
    ],
)
def test_session_cookie(settings: str, words: str, help_: str) -> None:
    site = Site(settings)
    found = site.one(CODE)
    assert found.severity is Severity.ERROR
    assert words in found.message
    assert found.message.endswith("so nobody stays logged in")
    assert found.help.startswith(help_)
    assert site.line(found).startswith("SESSION_COOKIE_NAME")


def test_csrf_cookie() -> None:
    found = Site(BASE + CSRF).one(CODE)
    assert found.message == (
        "CSRF_COOKIE_NAME is '__Secure-csrftoken', and CSRF_COOKIE_SECURE is off: browsers refuse a __Secure- cookie "
        "like that, so every form is refused"
    )
    assert found.django_checks == ("security.W016",)


def test_missing_flag_is_said_once() -> None:
    found = Site(BASE + HOST + CSRF).findings("COOKIE")
    assert [each.code for each in found] == [CODE, CODE]
    assert found[0].django_checks == ("security.W012",)


def test_other_causes_are_not_those_of_the_check() -> None:
    assert Site(GOOD + HOST + 'SESSION_COOKIE_PATH = "/app/"\n').one(CODE).django_checks == ()


@sites(
    {
        "usual names": "",
        "Secure and for one host": Site(GOOD + HOST + CSRF),
        "a domain is allowed for Secure": Site(
            GOOD + CSRF + 'CSRF_COOKIE_DOMAIN = ".example.com"\nCSRF_COOKIE_PATH = "/app/"\n'
        ),
        "an empty domain is none": Site(GOOD + HOST + 'SESSION_COOKIE_DOMAIN = ""\n'),
        "whether it is Secure is not known": HOST + 'SESSION_COOKIE_SECURE = os.environ["X"] == "1"\n',
        "Secure as a text is on": HOST + 'SESSION_COOKIE_SECURE = "False"\n',
        "the domain is not known": Site(GOOD + HOST + 'SESSION_COOKIE_DOMAIN = os.environ["X"]\n'),
        "the path is not known": Site(GOOD + HOST + 'SESSION_COOKIE_PATH = os.environ["X"]\n'),
        "the name is not known": 'SESSION_COOKIE_NAME = os.environ["X"]\n',
        "COOKIE004 speaks of a refused cookie": HOST + 'SESSION_COOKIE_SAMESITE = "None"\n',
        "no sessions": HOST + 'MIDDLEWARE.remove("django.contrib.sessions.middleware.SessionMiddleware")\n',
        "no CSRF cookie": CSRF + "CSRF_USE_SESSIONS = True\n",
        "the words further inside": 'SESSION_COOKIE_NAME = "my__Host-sessionid"\n',
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
