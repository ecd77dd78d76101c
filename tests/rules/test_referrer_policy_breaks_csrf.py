from __future__ import annotations

import pytest
from secheaders_lint.findings import Severity

from .sites import BASE, Site, sites

CODE = "REF004"
NO_REFERRER = 'SECURE_REFERRER_POLICY = "no-referrer"\n'


def test_origin_null_is_refused() -> None:
    site = Site(BASE + NO_REFERRER)
    found = site.one(CODE)
    assert found.severity is Severity.ERROR
    assert "browsers send Origin: null" in found.message
    assert "(403)" in found.message
    assert found.django_checks == ()
    assert found.help.startswith("Use 'same-origin'")
    assert site.line(found) == NO_REFERRER.strip()


def test_missing_referer_is_refused_over_https() -> None:
    assert "send no Referer" in Site(BASE + NO_REFERRER, django="3.2.25").one(CODE).message


def test_origin_is_looked_at_over_http_too() -> None:
    assert Site(BASE + NO_REFERRER, tls="none").findings(CODE)


@pytest.mark.parametrize("value", ["'same-origin, no-referrer'", "['strict-origin', 'no-referrer']"])
def test_last_token_counts(value: str) -> None:
    assert Site(BASE + f"SECURE_REFERRER_POLICY = {value}\n").findings(CODE)


def test_by_the_package() -> None:
    settings = (
        BASE
        + 'REFERRER_POLICY = "no-referrer"\nMIDDLEWARE.append("django_referrer_policy.middleware.ReferrerPolicyMiddleware")\n'
    )
    assert Site(settings, django="2.2.28").one(CODE).message.startswith("REFERRER_POLICY is 'no-referrer'")


@sites(
    {
        "the default": "",
        "no-referrer is for old browsers": 'SECURE_REFERRER_POLICY = "no-referrer, strict-origin-when-cross-origin"\n',
        "nothing is checked": NO_REFERRER
        + 'MIDDLEWARE.remove("django.middleware.csrf.CsrfViewMiddleware")\n',
        "it may be that nothing is checked": NO_REFERRER
        + "import elsewhere\nMIDDLEWARE = elsewhere.middleware()\n",
        "http only before Django 4.0": Site(BASE + NO_REFERRER, django="3.2.25", tls="none"),
        "a required variable is not known": 'SECURE_REFERRER_POLICY = os.environ["POLICY"]\n',
        "Django before 3.0 does not send it": Site(BASE + NO_REFERRER, django="2.2.28"),
        "the edge replaces it": Site(BASE + NO_REFERRER, edge={"Referrer-Policy": "same-origin"}),
        "SecurityMiddleware is missing": NO_REFERRER + "MIDDLEWARE = MIDDLEWARE[1:]\n",
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
