from __future__ import annotations

import pytest
from secheaders_lint.findings import Severity

from .sites import BASE, Site, sites

CODE = "COOP002"
NAME = "SECURE_CROSS_ORIGIN_OPENER_POLICY"


@pytest.mark.parametrize("value", ["SAME-ORIGIN", "same_origin", "", "same-origin, unsafe-none"])
def test_browsers_do_not_know_it(value: str) -> None:
    site = Site(BASE + f"{NAME} = {value!r}\n")
    found = site.one("COOP")
    assert found.code == CODE
    assert found.severity is Severity.WARNING
    assert found.django_checks == ("security.E024",)
    assert f"{NAME} is {value!r}: browsers do not know it" in found.message


def test_value_that_django_does_not_know_yet_is_advice() -> None:
    found = Site(BASE + f'{NAME} = "noopener-allow-popups"\n').one(CODE)
    assert found.severity is Severity.INFO
    assert found.django_checks == ("security.E024",)
    assert "browsers know it" in found.message
    assert "SILENCED_SYSTEM_CHECKS" in found.help


@sites(
    {
        "the default": "",
        "valid": f'{NAME} = "same-origin-allow-popups"\n',
        "off is another finding": f"{NAME} = None\n",
        "Django 3.2 has no such header": Site(BASE + f'{NAME} = "SAME-ORIGIN"\n', django="3.2.25"),
        "a required variable is not known": f'{NAME} = os.environ["COOP"]\n',
        "the edge sends it": Site(
            BASE + f'{NAME} = "SAME"\n', edge={"Cross-Origin-Opener-Policy": "same-origin"}
        ),
        "SecurityMiddleware is missing": f'{NAME} = "SAME"\nMIDDLEWARE = MIDDLEWARE[1:]\n',
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
