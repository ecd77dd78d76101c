from __future__ import annotations

import pytest
from secheaders_lint.findings import Severity

from .sites import BASE, GOOD, Site, sites

CODE = "COOKIE004"
SESSION, CSRF = 'SESSION_COOKIE_SAMESITE = "None"\n', 'CSRF_COOKIE_SAMESITE = "None"\n'


@pytest.mark.parametrize(
    ("line", "loss", "checks"),
    [
        (SESSION, "nobody stays logged in", ("security.W012",)),
        (CSRF, "every form is refused", ("security.W016",)),
        (SESSION.replace("None", "none"), "nobody stays logged in", ("security.W012",)),
    ],
)
def test_browsers_refuse_it(line: str, loss: str, checks: tuple[str, ...]) -> None:
    site = Site(BASE + line)
    found = site.one(CODE)
    assert found.severity is Severity.ERROR
    assert found.django_checks == checks
    assert found.message.endswith(f"browsers refuse such a cookie, so {loss}")
    assert site.line(found) == line.strip()


def test_http_only_site_too() -> None:
    assert Site(BASE + SESSION, tls="none").findings(CODE)


@pytest.mark.parametrize("django", ["2.1.15", "2.2.28", "3.0.14"])
def test_older_django_refuses_it(django: str) -> None:
    site = Site(GOOD + SESSION, django=django)
    found = site.one(CODE)
    assert found.severity is Severity.ERROR
    assert "(ValueError)" in found.message
    assert found.django_checks == ()


def test_missing_flag_is_a_second_cause_under_an_older_django() -> None:
    assert {found.code for found in Site(BASE + SESSION, django="2.2.28").findings("COOKIE")} >= {
        CODE,
        "COOKIE001",
    }


@sites(
    {
        "Secure": Site(GOOD + SESSION + CSRF),
        "the default": "",
        "Lax": 'SESSION_COOKIE_SAMESITE = "Lax"\n',
        "None leaves the attribute out": "SESSION_COOKIE_SAMESITE = None\n",
        "Secure is not known": SESSION + 'SESSION_COOKIE_SECURE = os.environ["HTTPS"] == "1"\n',
        "Secure as a text is on": SESSION + 'SESSION_COOKIE_SECURE = "False"\n',
        "a required variable is not known": 'SESSION_COOKIE_SAMESITE = os.environ["SAMESITE"]\n',
        "Django 2.0 knows no SameSite": Site(BASE + SESSION, django="2.0.13"),
        "a package writes it": Site(
            BASE + SESSION + 'MIDDLEWARE.insert(0, "django_cookies_samesite.middleware.CookiesSameSite")\n',
            django="2.2.28",
        ),
        "no sessions": SESSION
        + 'MIDDLEWARE.remove("django.contrib.sessions.middleware.SessionMiddleware")\n',
        "no CSRF cookie": CSRF + "CSRF_USE_SESSIONS = True\n",
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
