from __future__ import annotations

import pytest
from secheaders_lint.findings import Confidence, Severity

from .sites import BASE, Site, sites

CODE = "COOKIE001"
APP, LINE = '"django.contrib.sessions"', '    "django.contrib.sessions.middleware.SessionMiddleware",\n'


def test_sent_by_plain_http() -> None:
    site = Site(BASE + "CSRF_COOKIE_SECURE = True\n")
    found = site.one(CODE)
    assert found.severity is Severity.WARNING
    assert found.confidence is Confidence.HIGH
    assert found.django_checks == ("security.W012",)
    assert "is logged in as the visitor" in found.message
    assert site.line(found) == "CSRF_COOKIE_SECURE = True"


@pytest.mark.parametrize(
    ("settings", "checks", "severity"),
    [
        (BASE.replace(APP, ""), ("security.W011",), Severity.WARNING),
        (BASE.replace(LINE, ""), ("security.W010",), Severity.INFO),
        (
            BASE.replace(LINE, '    "user_sessions.middleware.SessionMiddleware",\n'),
            ("security.W010",),
            Severity.WARNING,
        ),
        (
            BASE.replace(LINE, '    "user_sessions.middleware.SessionMiddleware",\n').replace(APP, ""),
            (),
            Severity.WARNING,
        ),
    ],
)
def test_checks_by_app_and_middleware(settings: str, checks: tuple[str, ...], severity: Severity) -> None:
    found = Site(settings).one(CODE)
    assert found.django_checks == checks
    assert found.severity is severity


def test_middleware_of_the_project_that_goes_by_the_setting() -> None:
    text = (
        "from django.conf import settings\nfrom django.utils.deprecation import MiddlewareMixin\n"
        "class OurSessions(MiddlewareMixin):\n    def process_response(self, request, response):\n"
        "        response.set_cookie(settings.SESSION_COOKIE_NAME, '1', secure=settings.SESSION_COOKIE_SECURE)\n"
        "        return response\n"
    )
    site = Site(BASE.replace(LINE, '    "config.own.OurSessions",\n'), files={"config/own.py": text})
    found = site.one(CODE)
    assert found.severity is Severity.WARNING
    assert "is logged in as the visitor" in found.message


def test_apps_that_are_not_all_known_leave_the_check_open() -> None:
    found = Site(BASE + "import elsewhere\nINSTALLED_APPS = elsewhere.apps()\n").one(CODE)
    assert found.django_checks == ()


def test_default_of_a_variable_makes_it_medium() -> None:
    found = Site(BASE + 'SESSION_COOKIE_SECURE = os.environ.get("HTTPS") == "1"\n').one(CODE)
    assert found.confidence is Confidence.MEDIUM


@sites(
    {
        "it is on": "SESSION_COOKIE_SECURE = True\n",
        "1 is on": "SESSION_COOKIE_SECURE = 1\n",
        "a text is another finding": 'SESSION_COOKIE_SECURE = "False"\n',
        "a required variable is not known": 'SESSION_COOKIE_SECURE = os.environ["HTTPS"] == "1"\n',
        "not in debug": 'DEBUG = os.environ.get("DEBUG") == "1"\nSESSION_COOKIE_SECURE = not DEBUG\n',
        "http only": Site(BASE, tls="none"),
        "no sessions": Site(BASE.replace(APP, "").replace(LINE, "")),
        "it may be that there are no sessions": "import elsewhere\nMIDDLEWARE = elsewhere.middleware()\n",
        "SameSite=None is another finding": 'SESSION_COOKIE_SAMESITE = "None"\n',
        "names may have been set unseen": "import elsewhere\nglobals().update(elsewhere.settings())\n",
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)


def test_a_setting_under_a_condition_is_told_with_it() -> None:
    guarded = 'if os.environ.get("HOST") == "live":\n    SESSION_COOKIE_SECURE = True\n'
    found = Site(BASE + guarded, environment={"HOST": "other"}).findings(CODE)
    assert "SESSION_COOKIE_SECURE is not set: " in found[0].message
    found = Site(BASE + guarded.replace('get("HOST") == "live"', 'get("HOST", "LOCAL") != "LOCAL"')).findings(
        CODE
    )
    assert "SESSION_COOKIE_SECURE is set only where HOST is set and HOST is not 'LOCAL': " in found[0].message
