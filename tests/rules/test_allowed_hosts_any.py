from __future__ import annotations

from secheaders_lint.findings import Confidence, Severity

from .sites import BASE, Site, beside, sites

CODE = "DJ003"


def test_any_host() -> None:
    site = Site(BASE + 'ALLOWED_HOSTS += ["*"]\n')
    found = site.one(CODE)
    assert found.severity is Severity.WARNING
    assert found.confidence is Confidence.HIGH
    assert found.django_checks == ()
    assert site.line(found) == 'ALLOWED_HOSTS += ["*"]'


def test_default_of_a_variable_makes_it_medium() -> None:
    found = Site(BASE + 'ALLOWED_HOSTS = os.environ.get("HOSTS", "*").split(",")\n').one(CODE)
    assert found.confidence is Confidence.MEDIUM


@sites(
    {
        "hosts are named": "",
        "all below a host": 'ALLOWED_HOSTS = [".example.com"]\n',
        "a required variable is not known": 'ALLOWED_HOSTS = os.environ["HOSTS"].split(",")\n',
        "it may be there": 'ALLOWED_HOSTS += ["*"] * (os.environ["ANY"] == "1")\n',
        "it is there in debug alone": 'DEBUG = os.environ.get("DEBUG") == "1"\nif DEBUG:\n    ALLOWED_HOSTS = ["*"]\n',
        "it comes from a package": "from elsewhere import ALLOWED_HOSTS\n",
        "a module for development": beside(BASE + 'ALLOWED_HOSTS = ["*"]\n', "config.settings_dev"),
        "a module for tests": beside(BASE + 'ALLOWED_HOSTS = ["*"]\n', "config.test_settings"),
        "a module that others complete": beside(BASE + 'ALLOWED_HOSTS = ["*"]\n', "config.settings_base"),
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
