from __future__ import annotations

import pytest
from secheaders_lint.findings import Confidence, Severity

from .sites import BASE, PERHAPS, Site, sites

CODE = "COOP001"
NONE = "SECURE_CROSS_ORIGIN_OPENER_POLICY = None\n"


@pytest.mark.parametrize(
    ("value", "checks"), [("None", ()), ('"unsafe-none"', ()), ("False", ("security.E024",))]
)
def test_switched_off(value: str, checks: tuple[str, ...]) -> None:
    site = Site(BASE + f"SECURE_CROSS_ORIGIN_OPENER_POLICY = {value}\n")
    found = site.one("COOP")
    assert found.code == CODE
    assert found.severity is Severity.INFO
    assert found.django_checks == checks
    assert "'same-origin-allow-popups'" in found.help


def test_low_where_a_middleware_of_the_project_may_send_it() -> None:
    own = PERHAPS.format(header="Cross-Origin-Opener-Policy", value="same-origin")
    site = Site(
        BASE + NONE + 'MIDDLEWARE.append("config.own.HeadersMiddleware")\n', files={"config/own.py": own}
    )
    assert site.one(CODE).confidence is Confidence.LOW


@sites(
    {
        "the default": "",
        "on": 'SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin-allow-popups"\n',
        "Django 3.2 has no such header": Site(BASE + NONE, django="3.2.25"),
        "a required variable is not known": 'SECURE_CROSS_ORIGIN_OPENER_POLICY = os.environ["COOP"]\n',
        "invalid is another finding": 'SECURE_CROSS_ORIGIN_OPENER_POLICY = ""\n',
        "the edge sends it": Site(BASE + NONE, edge={"Cross-Origin-Opener-Policy": "same-origin"}),
        "SecurityMiddleware is missing": NONE + "MIDDLEWARE = MIDDLEWARE[1:]\n",
        "SecurityMiddleware may be missing": NONE + "import elsewhere\nMIDDLEWARE = elsewhere.middleware()\n",
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
