from __future__ import annotations

from secheaders_lint.findings import Confidence, Severity

from .sites import BASE, Site, beside, sites

CODE = "DJ001"


def test_shown_to_whoever_meets_an_error() -> None:
    site = Site(BASE + "DEBUG = True\n")
    found = site.one(CODE)
    assert found.severity is Severity.ERROR
    assert found.confidence is Confidence.HIGH
    assert found.django_checks == ("security.W018",)
    assert site.line(found) == "DEBUG = True"


def test_low_where_a_local_file_may_switch_it_off() -> None:
    settings = BASE + "DEBUG = True\ntry:\n    from .local import *\nexcept ImportError:\n    pass\n"
    assert Site(settings).one(CODE).confidence is Confidence.LOW


def test_1_is_on() -> None:
    assert Site(BASE + "DEBUG = 1\n").findings(CODE)


def test_variable_that_is_given() -> None:
    settings = BASE + 'DEBUG = os.environ.get("DEBUG") == "1"\n'
    assert Site(settings, environment={"DEBUG": "1"}).one(CODE).confidence is Confidence.HIGH


@sites(
    {
        "off": "",
        "off in production, whatever the default": 'DEBUG = os.environ.get("DEBUG", "1") == "1"\n',
        "switched off later": "DEBUG = True\nDEBUG = False\n",
        "a text is another finding": 'DEBUG = "False"\n',
        "it comes from a package": "from elsewhere import DEBUG\n",
        "a module for development": beside(BASE + "DEBUG = True\n", "config.settings_dev"),
        "a module for tests": beside(BASE + "DEBUG = True\n", "config.test_settings"),
        "a module that others complete": beside(BASE + "DEBUG = True\n", "config.settings_base"),
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
