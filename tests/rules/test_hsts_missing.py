from __future__ import annotations

from secheaders_lint.findings import Confidence, Severity

from .sites import BASE, OWN, PERHAPS, Site, sites

CODE = "HSTS001"


def test_never_set() -> None:
    site = Site(BASE + "SECURE_SSL_REDIRECT = True\n")
    found = site.one(CODE)
    assert found.severity is Severity.WARNING
    assert found.confidence is Confidence.HIGH
    assert found.django_checks == ("security.W004",)
    assert found.message.startswith("SECURE_HSTS_SECONDS is not set: ")
    assert site.line(found) == "SECURE_SSL_REDIRECT = True"
    for stage in ("300", "604800", "2592000", "31536000"):
        assert stage in found.help
    assert "preload" not in found.help.lower()


def test_set_to_nothing() -> None:
    site = Site(BASE + "SECURE_HSTS_SECONDS = 0\n")
    assert site.one(CODE).message.startswith("SECURE_HSTS_SECONDS is 0: ")
    assert site.line(site.one(CODE)) == "SECURE_HSTS_SECONDS = 0"


def test_flags_without_seconds_are_told_in_the_same_finding() -> None:
    site = Site(BASE + "SECURE_HSTS_INCLUDE_SUBDOMAINS = True\nSECURE_HSTS_PRELOAD = True\n")
    (found,) = site.findings("HSTS")
    assert "(SECURE_HSTS_INCLUDE_SUBDOMAINS and SECURE_HSTS_PRELOAD do nothing without it)" in found.message
    assert site.line(found) == "SECURE_HSTS_INCLUDE_SUBDOMAINS = True"


def test_default_of_a_variable_makes_it_medium() -> None:
    settings = BASE + 'SECURE_HSTS_SECONDS = int(os.environ.get("HSTS", "0"))\n'
    assert Site(settings).one(CODE).confidence is Confidence.MEDIUM


def test_subclass_runs_but_django_does_not_see_it() -> None:
    text = "from django.middleware.security import SecurityMiddleware\nclass Ours(SecurityMiddleware):\n    pass\n"
    settings = BASE.replace("django.middleware.security.SecurityMiddleware", "config.own.Ours")
    assert Site(settings, files={"config/own.py": text}).one(CODE).django_checks == ()


def test_low_where_a_middleware_of_the_project_may_send_it() -> None:
    own = PERHAPS.format(header="Strict-Transport-Security", value="max-age=31536000")
    site = Site(BASE + 'MIDDLEWARE.append("config.own.HeadersMiddleware")\n', files={"config/own.py": own})
    assert site.one(CODE).confidence is Confidence.LOW


def test_stays_high_where_the_middleware_sets_another_header() -> None:
    own = OWN.format(header="X-Request-ID", value="1").replace("HeadersMiddleware", "RequestMiddleware")
    site = Site(BASE + 'MIDDLEWARE.append("config.own.RequestMiddleware")\n', files={"config/own.py": own})
    assert site.one(CODE).confidence is Confidence.HIGH


@sites(
    {
        "it is set": "SECURE_HSTS_SECONDS = 300\n",
        "a text that is a number works": 'SECURE_HSTS_SECONDS = "3600"\n',
        "a required variable is not known": 'SECURE_HSTS_SECONDS = int(os.environ["HSTS"])\n',
        "it comes from a package": "from elsewhere import SECURE_HSTS_SECONDS\n",
        "it comes from a library": "import elsewhere\nSECURE_HSTS_SECONDS = elsewhere.YEAR\n",
        "it is set under production alone": 'if os.environ.get("ENV") == "production":\n    SECURE_HSTS_SECONDS = 300\n',
        "names may have been set unseen": "import elsewhere\nglobals().update(elsewhere.settings())\n",
        "the edge sends it": Site(BASE, edge={"strict-transport-security": "max-age=31536000"}),
        "http only": Site(BASE, tls="none"),
        "SecurityMiddleware is missing": "MIDDLEWARE = MIDDLEWARE[1:]\n",
        "SecurityMiddleware may be missing": "import elsewhere\nMIDDLEWARE = elsewhere.middleware()\n",
        "the variable is given": Site(
            BASE + 'SECURE_HSTS_SECONDS = int(os.environ.get("HSTS", "0"))\n', environment={"HSTS": "300"}
        ),
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
