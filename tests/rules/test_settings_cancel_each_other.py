from __future__ import annotations

import pytest
from secheaders_lint.findings import Severity

from .sites import BASE, GOOD, Site, sites

CODE = "DJ009"
IN_SESSION = "CSRF_USE_SESSIONS = True\n"


@pytest.mark.parametrize("line", ['SECURE_SSL_HOST = "a.example"', 'SECURE_REDIRECT_EXEMPT = [r"^health/$"]'])
def test_what_waits_for_the_redirect(line: str) -> None:
    site = Site(f"{BASE}{line}\n")
    found = site.one(CODE)
    assert found.severity is Severity.INFO
    assert found.message.endswith("does nothing, as SECURE_SSL_REDIRECT is off")
    assert site.line(found) == line
    assert not found.django_checks


def test_redirect_that_is_off_beside_it() -> None:
    found = Site(f'{BASE}SECURE_SSL_REDIRECT = False\nSECURE_SSL_HOST = "a.example"\n').one(CODE)
    assert found.subject == "SECURE_SSL_HOST"


@pytest.mark.parametrize(
    "line",
    ['CSRF_COOKIE_NAME = "XSRF-TOKEN"', 'CSRF_COOKIE_DOMAIN = ".a.example"', "CSRF_COOKIE_HTTPONLY = False"],
)
def test_what_scripts_and_hosts_need_of_the_cookie(line: str) -> None:
    found = Site(f"{GOOD}{IN_SESSION}{line}\n").one(CODE)
    assert f"{line.split(maxsplit=1)[0]} does nothing, as CSRF_USE_SESSIONS is on" in found.message


def test_all_in_one_finding() -> None:
    more = 'SECURE_SSL_HOST = "a.example"\nSECURE_REDIRECT_EXEMPT = ["x"]\nCSRF_COOKIE_HTTPONLY = False\n'
    found = Site(f"{BASE}{IN_SESSION}{more}").one(CODE)
    assert found.subject == "SECURE_SSL_HOST"
    assert "SECURE_SSL_HOST and SECURE_REDIRECT_EXEMPT do nothing" in found.message
    assert len(found.related) == 2


@sites(
    {
        "the redirect is on": Site(GOOD + 'SECURE_SSL_HOST = "a.example"\nSECURE_REDIRECT_EXEMPT = ["x"]\n'),
        "nothing waits for it": IN_SESSION,
        "empty values wait for nothing": "SECURE_SSL_HOST = None\nSECURE_REDIRECT_EXEMPT = []\n",
        "the environment may switch the redirect on": (
            'SECURE_SSL_REDIRECT = os.environ.get("REDIRECT") == "1"\nSECURE_SSL_HOST = "a.example"\n'
        ),
        "the environment may give a host": 'SECURE_SSL_HOST = os.environ.get("HOST", "a.example")\n',
        "another module switches the redirect off": Site(
            "from config.base import *\nSECURE_SSL_REDIRECT = False\n",
            files={"config/base.py": BASE + 'SECURE_SSL_REDIRECT = True\nSECURE_SSL_HOST = "a.example"\n'},
        ),
        "no SecurityMiddleware, which MW001 says": 'SECURE_SSL_HOST = "a.example"\nMIDDLEWARE = MIDDLEWARE[1:]\n',
        "the redirect is not known": 'from elsewhere import SECURE_SSL_REDIRECT\nSECURE_SSL_HOST = "a.example"\n',
        "flags to be on the safe side": Site(
            GOOD + IN_SESSION + 'CSRF_COOKIE_HTTPONLY = True\nCSRF_COOKIE_SAMESITE = "Strict"\n'
        ),
        "a name to be on the safe side": IN_SESSION
        + 'CSRF_COOKIE_NAME = "CrSiReFo"\nCSRF_COOKIE_AGE = 3600\n',
        "there is a CSRF cookie": 'CSRF_COOKIE_NAME = "XSRF-TOKEN"\nCSRF_COOKIE_HTTPONLY = False\n',
        "values as they are by default": IN_SESSION
        + "CSRF_COOKIE_NAME = 'csrftoken'\nCSRF_COOKIE_DOMAIN = None\n",
        "no CsrfViewMiddleware": IN_SESSION + "CSRF_COOKIE_HTTPONLY = False\nMIDDLEWARE = MIDDLEWARE[:1]\n",
        "the project sets a cookie by the setting": Site(
            GOOD + IN_SESSION + 'CSRF_COOKIE_NAME = "XSRF-TOKEN"\n',
            files={"app/views.py": "NAME = settings.CSRF_COOKIE_NAME\n"},
        ),
        "the environment may keep the cookie": (
            'CSRF_USE_SESSIONS = os.environ.get("SESSIONS", "1") == "1"\nCSRF_COOKIE_HTTPONLY = False\n'
        ),
        "HSTS001 speaks of its flags": "SECURE_HSTS_INCLUDE_SUBDOMAINS = True\nSECURE_HSTS_PRELOAD = True\n",
        "an old Django has no such switch": Site(
            GOOD + IN_SESSION + "CSRF_COOKIE_HTTPONLY = False\n", django="1.10.8"
        ),
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
