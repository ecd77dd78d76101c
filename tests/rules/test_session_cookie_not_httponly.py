from __future__ import annotations

import pytest
from secheaders_lint.findings import Severity

from .sites import BASE, Site, sites

CODE = "COOKIE002"
OFF = "SESSION_COOKIE_HTTPONLY = False\n"
APP, LINE = '"django.contrib.sessions"', '    "django.contrib.sessions.middleware.SessionMiddleware",\n'


@pytest.mark.parametrize(
    ("settings", "checks", "severity"),
    [
        (BASE, ("security.W015",), Severity.WARNING),
        (BASE.replace(APP, ""), ("security.W014",), Severity.WARNING),
        (BASE.replace(LINE, ""), ("security.W013",), Severity.INFO),
    ],
)
def test_scripts_can_read_it(settings: str, checks: tuple[str, ...], severity: Severity) -> None:
    site = Site(settings + OFF)
    found = site.one(CODE)
    assert found.django_checks == checks
    assert found.severity is severity
    assert found.help.startswith("Remove the line")
    assert site.line(found) == OFF.strip()


def test_http_only_site_too() -> None:
    assert Site(BASE + OFF, tls="none").findings(CODE)


@sites(
    {
        "the default": "",
        "on": "SESSION_COOKIE_HTTPONLY = True\n",
        "a text is another finding": 'SESSION_COOKIE_HTTPONLY = "False"\n',
        "a required variable is not known": 'SESSION_COOKIE_HTTPONLY = os.environ["H"] == "1"\n',
        "no sessions": Site(BASE.replace(APP, "").replace(LINE, "") + OFF),
        "it may be that there are no sessions": OFF
        + "import elsewhere\nMIDDLEWARE = elsewhere.middleware()\n",
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
