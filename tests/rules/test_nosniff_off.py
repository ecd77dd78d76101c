from __future__ import annotations

from secheaders_lint.findings import Confidence, Severity

from .sites import BASE, PERHAPS, Site, sites

CODE = "CTO001"
OFF = "SECURE_CONTENT_TYPE_NOSNIFF = False\n"


def test_switched_off() -> None:
    site = Site(BASE + OFF)
    found = site.one(CODE)
    assert found.severity is Severity.WARNING
    assert found.django_checks == ("security.W006",)
    assert found.help.startswith("Remove the line")
    assert site.line(found) == OFF.strip()


def test_default_before_django_3() -> None:
    site = Site(BASE + "SECURE_SSL_REDIRECT = True\n", django="2.2.28")
    found = site.one(CODE)
    assert "False is the default of Django 2.2" in found.message
    assert found.help == "Set SECURE_CONTENT_TYPE_NOSNIFF = True."
    assert site.line(found) == "SECURE_SSL_REDIRECT = True"


def test_low_where_a_middleware_of_the_project_may_send_it() -> None:
    own = PERHAPS.format(header="X-Content-Type-Options", value="nosniff")
    site = Site(
        BASE + OFF + 'MIDDLEWARE.append("config.own.HeadersMiddleware")\n', files={"config/own.py": own}
    )
    assert site.one(CODE).confidence is Confidence.LOW


@sites(
    {
        "the default since Django 3.0": "",
        "on": "SECURE_CONTENT_TYPE_NOSNIFF = True\n",
        "a text is another finding": 'SECURE_CONTENT_TYPE_NOSNIFF = "0"\n',
        "a required variable is not known": 'SECURE_CONTENT_TYPE_NOSNIFF = os.environ["NOSNIFF"] == "1"\n',
        "the edge sends it": Site(BASE + OFF, edge={"X-Content-Type-Options": "nosniff"}),
        "SecurityMiddleware is missing": OFF + "MIDDLEWARE = MIDDLEWARE[1:]\n",
        "SecurityMiddleware may be missing": OFF + "import elsewhere\nMIDDLEWARE = elsewhere.middleware()\n",
        "unknown Django is the newest": Site(BASE, django=None),
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
