from __future__ import annotations

from secheaders_lint.findings import Severity

from .sites import BASE, Site, sites

CODE = "COOKIE003"


def test_sent_by_plain_http() -> None:
    site = Site(BASE + "SESSION_COOKIE_SECURE = True\n")
    found = site.one(CODE)
    assert found.severity is Severity.WARNING
    assert found.django_checks == ("security.W016",)
    assert site.line(found) == "SESSION_COOKIE_SECURE = True"


def test_subclass_runs_but_django_does_not_see_it() -> None:
    text = (
        "from django.middleware.csrf import CsrfViewMiddleware\nclass Ours(CsrfViewMiddleware):\n    pass\n"
    )
    settings = BASE.replace("django.middleware.csrf.CsrfViewMiddleware", "config.own.Ours")
    assert Site(settings, files={"config/own.py": text}).one(CODE).django_checks == ()


@sites(
    {
        "it is on": "CSRF_COOKIE_SECURE = True\n",
        "a text is another finding": 'CSRF_COOKIE_SECURE = "False"\n',
        "the token is kept in the session": "CSRF_USE_SESSIONS = True\n",
        "the token may be kept in the session": 'CSRF_USE_SESSIONS = os.environ["CSRF"] == "session"\n',
        "a required variable is not known": 'CSRF_COOKIE_SECURE = os.environ["HTTPS"] == "1"\n',
        "http only": Site(BASE, tls="none"),
        "no such middleware": 'MIDDLEWARE.remove("django.middleware.csrf.CsrfViewMiddleware")\n',
        "the list is unknown": "from elsewhere import MIDDLEWARE\n",
        "SameSite=None is another finding": 'CSRF_COOKIE_SAMESITE = "None"\n',
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
