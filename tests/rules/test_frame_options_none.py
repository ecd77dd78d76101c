from __future__ import annotations

import pytest
from secheaders_lint.findings import Confidence, Severity

from .sites import BASE, Site, sites

CODE = "XFO002"


@pytest.mark.parametrize("value", ["None", "False", "True", '["DENY"]'])
def test_every_page_is_a_server_error(value: str) -> None:
    site = Site(BASE + f"X_FRAME_OPTIONS = {value}\n")
    found = site.one(CODE)
    assert found.severity is Severity.ERROR
    assert found.confidence is Confidence.HIGH
    assert found.django_checks == ("security.W019",)
    assert "every page is a server error (500)" in found.message
    assert not site.findings("XFO001")


def test_default_of_a_variable_makes_it_medium() -> None:
    found = Site(BASE + 'X_FRAME_OPTIONS = os.environ.get("FRAMING")\n').one(CODE)
    assert found.confidence is Confidence.MEDIUM


def test_edge_does_not_mend_it() -> None:
    assert Site(BASE + "X_FRAME_OPTIONS = None\n", edge={"X-Frame-Options": "DENY"}).findings(CODE)


def test_subclass_may_ask_in_a_way_of_its_own() -> None:
    text = "from django.middleware.clickjacking import XFrameOptionsMiddleware as Base\nclass Ours(Base):\n    pass\n"
    settings = BASE.replace("django.middleware.clickjacking.XFrameOptionsMiddleware", "config.own.Ours")
    site = Site(settings + "X_FRAME_OPTIONS = None\n", files={"config/own.py": text})
    assert site.one(CODE).confidence is Confidence.LOW


@sites(
    {
        "a text": 'X_FRAME_OPTIONS = "DENY"\n',
        "an empty text has upper": 'X_FRAME_OPTIONS = ""\n',
        "the default": "",
        "a required variable is not known": 'X_FRAME_OPTIONS = os.environ["FRAMING"]\n',
        "it comes from a library": "import elsewhere\nX_FRAME_OPTIONS = elsewhere.FRAMING\n",
        "the middleware is missing": "X_FRAME_OPTIONS = None\nMIDDLEWARE = MIDDLEWARE[:-1]\n",
        "the middleware may be missing": "X_FRAME_OPTIONS = None\nimport elsewhere\nMIDDLEWARE = elsewhere.middleware()\n",
        "a later line sets a text": "X_FRAME_OPTIONS = None\nX_FRAME_OPTIONS = 'DENY'\n",
        "none while debugging alone": "if DEBUG:\n    X_FRAME_OPTIONS = None\n",
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
