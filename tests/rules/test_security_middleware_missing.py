from __future__ import annotations

import pytest
from secheaders_lint.findings import Confidence, Severity

from .sites import BASE, GOOD, PERHAPS, Site, sites

CODE = "MW001"
FIRST = '    "django.middleware.security.SecurityMiddleware",\n'
WITHOUT = GOOD.replace(FIRST, "")
SUBCLASS = (
    "from django.middleware.security import SecurityMiddleware\nclass Ours(SecurityMiddleware):\n    pass\n"
)


def test_names_what_visitors_lose() -> None:
    found = Site(WITHOUT).one(CODE)
    assert found.severity is Severity.WARNING
    assert found.confidence is Confidence.HIGH
    assert found.django_checks == ("security.W001",)
    assert "Strict-Transport-Security, X-Content-Type-Options, Referrer-Policy and" in found.message
    assert "nobody is sent to https" in found.message
    assert Site(WITHOUT).line(found) == "MIDDLEWARE = ["


def test_names_no_header_that_the_settings_leave_out() -> None:
    found = Site(BASE.replace(FIRST, "") + "SECURE_CONTENT_TYPE_NOSNIFF = False\n").one(CODE)
    assert "nosniff" not in found.message.lower()
    assert "Strict-Transport-Security" not in found.message


def test_old_django_sends_nothing_by_default() -> None:
    assert "no SECURE_ setting" in Site(BASE.replace(FIRST, ""), django="2.2.28").one(CODE).message


def test_classes_setting_of_old_django() -> None:
    settings = BASE.replace(FIRST, "").replace("MIDDLEWARE =", "MIDDLEWARE_CLASSES =")
    found = Site(settings, django="1.8.19").one(CODE)
    assert "MIDDLEWARE_CLASSES" in found.message


def test_one_cause_one_finding() -> None:
    codes = {found.code for found in Site(WITHOUT).findings()}
    assert codes.isdisjoint({"HSTS001", "HSTS004", "CTO001", "REF001", "COOP001", "TLS001"})


def test_low_where_a_middleware_of_the_project_may_send_the_headers() -> None:
    settings = WITHOUT.replace("MIDDLEWARE = [", 'MIDDLEWARE = [\n    "config.own.HeadersMiddleware",')
    own = PERHAPS.format(header="X-Content-Type-Options", value="nosniff")
    assert Site(settings, files={"config/own.py": own}).one(CODE).confidence is Confidence.LOW


@sites(
    {
        "it is there": Site(GOOD),
        "a subclass of the project": Site(
            GOOD.replace("django.middleware.security.SecurityMiddleware", "config.own.Ours"),
            files={"config/own.py": SUBCLASS},
        ),
        "a subclass that is imported through a package": Site(
            GOOD.replace("django.middleware.security.SecurityMiddleware", "config.web.Ours"),
            files={"config/web/__init__.py": "from .own import Ours\n", "config/web/own.py": SUBCLASS},
        ),
        "a subclass of a subclass": Site(
            GOOD.replace("django.middleware.security.SecurityMiddleware", "config.more.Last"),
            files={
                "config/own.py": SUBCLASS,
                "config/more.py": "from . import own\nclass Last(own.Ours):\n    pass\n",
            },
        ),
        "the whole list is unknown": Site(GOOD + "from elsewhere import MIDDLEWARE\n"),
        "a stretch of the list is unknown": Site(
            WITHOUT + "import elsewhere\nMIDDLEWARE += elsewhere.more()\n"
        ),
        "a variable may bring it": Site(WITHOUT + 'MIDDLEWARE.insert(0, os.environ["FIRST_MIDDLEWARE"])\n'),
        "the names of the module are not all known": Site(
            "import elsewhere\nglobals().update(elsewhere.settings())\n"
        ),
        "the edge sends all of its headers": Site(
            BASE.replace(FIRST, ""),
            edge={
                "Strict-Transport-Security": "max-age=31536000",
                "X-Content-Type-Options": "nosniff",
                "Referrer-Policy": "same-origin",
                "Cross-Origin-Opener-Policy": "same-origin",
            },
        ),
        "another finding has the cause": Site(BASE.replace("MIDDLEWARE =", "MIDDLEWARE_CLASSES =")),
        "django-secure did it before": Site(
            BASE.replace("MIDDLEWARE =", "MIDDLEWARE_CLASSES =").replace(
                "django.middleware.security", "djangosecure.middleware"
            ),
            django="1.8.19",
        ),
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)


@pytest.mark.parametrize("header", ["Strict-Transport-Security", "X-Content-Type-Options"])
def test_an_edge_that_sends_one_header_leaves_the_others(header: str) -> None:
    found = Site(WITHOUT, edge={header: "…"}).one(CODE)
    assert header not in found.message
