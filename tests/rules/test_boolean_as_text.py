from __future__ import annotations

import pytest
from secheaders_lint.findings import Confidence, Severity
from secheaders_lint.rules.boolean_as_text import SWITCHES

from .sites import BASE, GOOD, Site, sites

CODE = "DJ004"
CORS = 'MIDDLEWARE.insert(1, "corsheaders.middleware.CorsMiddleware")\n'


@pytest.mark.parametrize(
    "name", [name for name in SWITCHES if name not in {"DEBUG", "SECURE_BROWSER_XSS_FILTER"}]
)
def test_false_is_true(name: str) -> None:
    site = Site(GOOD + CORS + f'{name} = "False"\n')
    (found,) = [each for each in site.findings() if each.subject == name]
    assert found.code == CODE
    assert found.severity is Severity.WARNING
    assert f"{name} is the text 'False', which is true: " in found.message
    assert site.line(found) == f'{name} = "False"'


@pytest.mark.parametrize("text", ["0", "no", "OFF", " false ", "None"])
def test_other_words_for_off(text: str) -> None:
    assert Site(GOOD + f"SECURE_SSL_REDIRECT = {text!r}\n").one(CODE).severity is Severity.WARNING


@pytest.mark.parametrize("text", ["True", "1", "yes", "whatever"])
def test_words_for_on_are_advice(text: str) -> None:
    found = Site(GOOD + f"SECURE_SSL_REDIRECT = {text!r}\n").one(CODE)
    assert found.severity is Severity.INFO
    assert "and works, but 'False' in its place would be true as well" in found.message


def test_default_of_a_variable() -> None:
    found = Site(GOOD + 'SECURE_SSL_REDIRECT = os.environ.get("REDIRECT", "False")\n').one(CODE)
    assert "SECURE_SSL_REDIRECT is the text of the variable REDIRECT" in found.message
    assert "os.environ.get('REDIRECT') == '1'" in found.help


def test_filter_of_old_browsers_while_django_sends_it() -> None:
    site = Site(GOOD + 'SECURE_BROWSER_XSS_FILTER = "False"\n', django="2.2.28")
    assert site.one(CODE).django_checks == ("security.W007",)


@pytest.mark.parametrize(
    ("name", "django", "checks"),
    [
        ("SECURE_SSL_REDIRECT", "2.2.28", ("security.W008",)),
        ("SECURE_CONTENT_TYPE_NOSNIFF", "5.2.19", ("security.W006",)),
        ("SECURE_HSTS_INCLUDE_SUBDOMAINS", "5.2.19", ("security.W005",)),
        ("SECURE_HSTS_PRELOAD", "5.2.19", ("security.W021",)),
        ("SESSION_COOKIE_SECURE", "4.0.10", ()),
        ("SESSION_COOKIE_SECURE", "4.1.13", ("security.W012",)),
        ("SESSION_COOKIE_HTTPONLY", "4.1.13", ("security.W015",)),
        ("CSRF_COOKIE_SECURE", "4.0.10", ()),
        ("CSRF_COOKIE_SECURE", "4.1.13", ("security.W016",)),
        ("CSRF_USE_SESSIONS", "5.2.19", ()),
    ],
)
def test_checks_want_the_object_true(name: str, django: str, checks: tuple[str, ...]) -> None:
    site = Site(GOOD + f'{name} = "False"\n', django=django)
    (found,) = [each for each in site.findings(CODE) if each.subject == name]
    assert found.django_checks == checks


def test_flag_of_a_header_that_is_not_sent_is_not_checked() -> None:
    settings = GOOD + 'SECURE_HSTS_SECONDS = 0\nSECURE_HSTS_INCLUDE_SUBDOMAINS = "False"\n'
    assert Site(settings).one(CODE).django_checks == ()


def test_debug_as_a_text_is_on() -> None:
    site = Site(BASE + 'DEBUG = "False"\n')
    found = site.one("DJ")
    assert found.code == CODE
    assert found.severity is Severity.ERROR
    assert found.django_checks == ("security.W018",)
    assert "is shown settings, paths and source code" in found.message


@pytest.mark.parametrize(
    "value",
    [
        'os.environ.get("DEBUG", False)',
        'os.getenv("DEBUG", "")',
        'os.environ.get("DEBUG")',
        'os.environ["DEBUG"]',
    ],
)
def test_debug_that_a_variable_cannot_switch_off(value: str) -> None:
    site = Site(BASE + f"DEBUG = {value}\n")
    found = site.one(CODE)
    assert found.severity is Severity.WARNING
    assert found.confidence is Confidence.HIGH
    assert (
        "DEBUG is the text of the variable DEBUG, and every text but the empty one is true, 'False' too"
        in found.message
    )


@sites(
    {
        "bools": Site(GOOD),
        "an empty text is off": 'SECURE_HSTS_PRELOAD = ""\n',
        "a comparison makes a bool": 'DEBUG = os.environ.get("DEBUG", "False") == "True"\n',
        "a cast makes a bool": 'DEBUG = bool(int(os.environ.get("DEBUG", "0")))\n',
        "django-environ makes a bool": 'import environ\nenv = environ.Env(DEBUG=(bool, False))\nDEBUG = env("DEBUG")\n',
        "a required variable is not known": 'SECURE_SSL_REDIRECT = os.environ["REDIRECT"]\n',
        "a package decides": "from elsewhere import DEBUG, SECURE_SSL_REDIRECT\n",
        "Django 4.0 does not read it, which is another finding": 'SECURE_BROWSER_XSS_FILTER = "False"\n',
        "nothing reads it without the middleware": 'CORS_ALLOW_CREDENTIALS = "False"\n',
        "nothing reads it without SecurityMiddleware": 'SECURE_SSL_REDIRECT = "False"\nMIDDLEWARE = MIDDLEWARE[1:]\n',
        "not a switch": 'SECURE_REFERRER_POLICY = "origin"\n',
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
