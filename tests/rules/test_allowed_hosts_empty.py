from __future__ import annotations

import pytest
from secheaders_lint.findings import Confidence, Severity

from .sites import BASE, Site, beside, sites

CODE = "DJ002"
UNSET = BASE.replace('ALLOWED_HOSTS = ["www.example.com"]\n', "")


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (UNSET, "ALLOWED_HOSTS is not set: Django refuses every request (400)"),
        (BASE + "ALLOWED_HOSTS = []\n", "ALLOWED_HOSTS is []: Django refuses every request (400)"),
        (BASE + "ALLOWED_HOSTS = ()\n", "ALLOWED_HOSTS is []: Django refuses every request (400)"),
        (UNSET + "DEBUG = True\n", "ALLOWED_HOSTS is not set: Django answers to localhost alone"),
        (UNSET + "from elsewhere import DEBUG\n", "without DEBUG Django refuses every request (400)"),
    ],
)
def test_empty(settings: str, said: str) -> None:
    found = Site(settings).one(CODE)
    assert found.severity is Severity.WARNING
    assert found.confidence is Confidence.HIGH
    assert found.django_checks == ("security.W020",)
    assert said in found.message


def test_beside_debug() -> None:
    site = Site(UNSET)
    assert site.line(site.one(CODE)) == "DEBUG = False"


def test_low_where_a_variable_fills_it() -> None:
    settings = BASE + 'ALLOWED_HOSTS = [each for each in os.environ.get("HOSTS", "").split(",") if each]\n'
    assert Site(settings).one(CODE).confidence is Confidence.LOW


@sites(
    {
        "hosts are named": "",
        "a required variable is not known": 'ALLOWED_HOSTS = os.environ["HOSTS"].split(",")\n',
        "it comes from a package": "from elsewhere import ALLOWED_HOSTS\n",
        "any is another finding": 'ALLOWED_HOSTS = ["*"]\n',
        "a module for development": beside(BASE + "ALLOWED_HOSTS = []\n", "config.settings_dev"),
        "a module for tests": beside(BASE + "ALLOWED_HOSTS = []\n", "config.test_settings"),
        "a module that others complete": beside(BASE + "ALLOWED_HOSTS = []\n", "config.settings_base"),
        "hosts are added to an empty list": "ALLOWED_HOSTS = []\nALLOWED_HOSTS += ['a.example']\n",
        "hosts from a variable with a default": "ALLOWED_HOSTS = os.environ.get('HOSTS', 'a.example').split(',')\n",
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
