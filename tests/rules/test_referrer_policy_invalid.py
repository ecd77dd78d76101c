from __future__ import annotations

import pytest
from secheaders_lint.findings import Severity

from .sites import BASE, Site, sites

CODE = "REF003"
PACKAGE = 'MIDDLEWARE.append("django_referrer_policy.middleware.ReferrerPolicyMiddleware")\n'


@pytest.mark.parametrize("value", ["'never'", "''", "'same_origin'", "['never', 'ever']"])
def test_browsers_ignore_it(value: str) -> None:
    found = Site(BASE + f"SECURE_REFERRER_POLICY = {value}\n").one(CODE)
    assert found.severity is Severity.WARNING
    assert found.django_checks == ("security.E023",)
    assert "browsers ignore the header" in found.message


@pytest.mark.parametrize("value", ["'never, same-origin'", "'SAME-ORIGIN'", "('same-origin', 'never')"])
def test_advice_where_browsers_find_a_valid_one(value: str) -> None:
    found = Site(BASE + f"SECURE_REFERRER_POLICY = {value}\n").one(CODE)
    assert found.severity is Severity.INFO
    assert found.django_checks == ("security.E023",)
    assert "browsers take 'same-origin', but check --deploy fails" in found.message


def test_package_refuses_it() -> None:
    found = Site(BASE + PACKAGE + 'REFERRER_POLICY = "same-origin, origin"\n').one(CODE)
    assert found.severity is Severity.ERROR
    assert "the site does not start" in found.message
    assert found.django_checks == ()


@sites(
    {
        "the default": "",
        "valid": 'SECURE_REFERRER_POLICY = "no-referrer-when-downgrade, strict-origin"\n',
        "none is another finding": "SECURE_REFERRER_POLICY = None\n",
        "a required variable is not known": 'SECURE_REFERRER_POLICY = os.environ["POLICY"]\n',
        "the package is content": PACKAGE + 'REFERRER_POLICY = "origin"\n',
        "the package overwrites it": PACKAGE
        + 'REFERRER_POLICY = "origin"\nSECURE_REFERRER_POLICY = "never"\n',
        "Django before 3.0 does not send it": Site(
            BASE + 'SECURE_REFERRER_POLICY = "never"\n', django="2.2.28"
        ),
        "the edge sends it": Site(
            BASE + 'SECURE_REFERRER_POLICY = "never"\n', edge={"Referrer-Policy": "same-origin"}
        ),
        "SecurityMiddleware is missing": 'SECURE_REFERRER_POLICY = "never"\nMIDDLEWARE = MIDDLEWARE[1:]\n',
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
