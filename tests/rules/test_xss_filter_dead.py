from __future__ import annotations

import pytest
from secheaders_lint.findings import Confidence, Severity

from .sites import BASE, Site, sites

CODE = "XSS001"


@pytest.mark.parametrize("value", ["True", "False", '"True"'])
def test_dead_since_django_4(value: str) -> None:
    site = Site(BASE + f"SECURE_BROWSER_XSS_FILTER = {value}\n")
    (found,) = [each for each in site.findings() if "XSS_FILTER" in each.message]
    assert found.code == CODE
    assert found.severity is Severity.INFO
    assert found.django_checks == ()
    assert site.line(found).startswith("SECURE_BROWSER_XSS_FILTER")


def test_unknown_version_is_said() -> None:
    found = Site(BASE + "SECURE_BROWSER_XSS_FILTER = True\n", django=None).one(CODE)
    assert "no version was found" in found.message
    assert found.confidence is Confidence.MEDIUM


@sites(
    {
        "Django 3.2 reads it": Site(BASE + "SECURE_BROWSER_XSS_FILTER = True\n", django="3.2.25"),
        "not set": "",
        "taken back": "SECURE_BROWSER_XSS_FILTER = True\ndel SECURE_BROWSER_XSS_FILTER\n",
        "names may have been set unseen": "import elsewhere\nglobals().update(elsewhere.settings())\n",
        "set where Django is debugged alone": "if DEBUG:\n    SECURE_BROWSER_XSS_FILTER = True\n",
        "another name": "BROWSER_XSS_FILTER = True\n",
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
