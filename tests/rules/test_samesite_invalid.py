from __future__ import annotations

import pytest
from secheaders_lint.findings import Confidence, Severity

from .sites import BASE, GOOD, Site, sites

CODE = "COOKIE005"
SESSION = 'SESSION_COOKIE_SAMESITE = "Laxx"\n'


@pytest.mark.parametrize("value", ['"Laxx"', '"lax "', '"default"', "True"])
@pytest.mark.parametrize("name", ["SESSION_COOKIE_SAMESITE", "CSRF_COOKIE_SAMESITE"])
def test_refused(name: str, value: str) -> None:
    site = Site(f"{GOOD}{name} = {value}\n")
    found = site.one(CODE)
    assert found.severity is Severity.ERROR
    assert found.confidence is Confidence.HIGH
    assert found.message.startswith(f"{name} is {value.replace(chr(34), chr(39))}, which Django refuses")
    assert found.django_checks == ()
    assert site.line(found) == f"{name} = {value}"


def test_both() -> None:
    assert len(Site(GOOD + SESSION + SESSION.replace("SESSION", "CSRF")).findings(CODE)) == 2


@sites(
    {
        "Lax": 'SESSION_COOKIE_SAMESITE = "Lax"\n',
        "lower case is as good": 'SESSION_COOKIE_SAMESITE = "strict"\nCSRF_COOKIE_SAMESITE = "LAX"\n',
        "None is another finding": 'SESSION_COOKIE_SAMESITE = "None"\n',
        "nothing leaves it out": "SESSION_COOKIE_SAMESITE = None\nCSRF_COOKIE_SAMESITE = False\n",
        "an empty text leaves it out": 'SESSION_COOKIE_SAMESITE = ""\n',
        "the default": "",
        "a variable decides": 'SESSION_COOKIE_SAMESITE = os.environ["SAMESITE"]\n',
        "a package has it": "from elsewhere import SESSION_COOKIE_SAMESITE\n",
        "a later line mends it": SESSION + 'SESSION_COOKIE_SAMESITE = "Lax"\n',
        "Django 2.0 knows no SameSite": Site(BASE + SESSION, django="2.0.13"),
        "no middleware sets the cookie": SESSION
        + 'MIDDLEWARE.remove("django.contrib.sessions.middleware.SessionMiddleware")\n',
        "no middleware is known to set it": SESSION + "from elsewhere import MIDDLEWARE\n",
        "the token is in the session": 'CSRF_COOKIE_SAMESITE = "Laxx"\nCSRF_USE_SESSIONS = True\n',
        "another cookie": 'LANGUAGE_COOKIE_SAMESITE = "Laxx"\n',
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
