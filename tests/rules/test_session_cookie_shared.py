from __future__ import annotations

from secheaders_lint.findings import Severity

from .sites import BASE, GOOD, Site, beside, sites

CODE = "COOKIE007"
NONE, DOMAIN = 'SESSION_COOKIE_SAMESITE = "None"\n', 'SESSION_COOKIE_DOMAIN = ".example.com"\n'


def test_across_sites() -> None:
    site = Site(GOOD + NONE)
    found = site.one(CODE)
    assert found.severity is Severity.INFO
    assert found.message.startswith(
        "SESSION_COOKIE_SAMESITE is 'None': browsers send the session cookie with requests"
    )
    assert site.line(found) == NONE.strip()
    assert found.django_checks == ()


def test_every_host_of_a_domain() -> None:
    site = Site(GOOD + DOMAIN)
    found = site.one(CODE)
    assert "to every host below example.com" in found.message
    assert site.line(found) == DOMAIN.strip()


def test_each_has_a_finding() -> None:
    assert len(Site(GOOD + NONE + DOMAIN).findings(CODE)) == 2


@sites(
    {
        "the defaults": Site(GOOD),
        "Lax": Site(GOOD + 'SESSION_COOKIE_SAMESITE = "Lax"\n'),
        "None leaves the attribute out": Site(GOOD + "SESSION_COOKIE_SAMESITE = None\n"),
        "COOKIE004 speaks of it without Secure": Site(BASE + NONE),
        "whether it is Secure is not known": Site(
            GOOD + NONE + "SESSION_COOKIE_SECURE = os.environ['X'] == '1'\n"
        ),
        "Django refuses it": Site(GOOD + NONE, django="3.0.14"),
        "COOKIE006 speaks of a domain with that name": Site(
            GOOD + DOMAIN + 'SESSION_COOKIE_NAME = "__Host-sessionid"\n'
        ),
        "an address": Site(GOOD + 'SESSION_COOKIE_DOMAIN = "192.0.2.1"\n'),
        "a name without dots": Site(GOOD + 'SESSION_COOKIE_DOMAIN = "localhost"\n'),
        "the domain is not known": Site(GOOD + "SESSION_COOKIE_DOMAIN = os.environ['X']\n"),
        "no domain": Site(GOOD + "SESSION_COOKIE_DOMAIN = None\n"),
        "no sessions": Site(
            GOOD + DOMAIN + 'MIDDLEWARE.remove("django.contrib.sessions.middleware.SessionMiddleware")\n'
        ),
        "the CSRF cookie alone": Site(GOOD + 'CSRF_COOKIE_DOMAIN = ".example.com"\n'),
        "development": beside("from config.settings import *\n" + DOMAIN, "config.settings_dev"),
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
