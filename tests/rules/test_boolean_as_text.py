from __future__ import annotations

import pytest
from secheaders_lint.findings import Confidence, Severity
from secheaders_lint.rules.boolean_as_text import SWITCHES

from .sites import BASE, GOOD, Site, beside, sites

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
        "SECURE_SSL_REDIRECT is bound anew": 'SECURE_SSL_REDIRECT = "False"\nSECURE_SSL_REDIRECT = False\n',
        "SECURE_HSTS_INCLUDE_SUBDOMAINS is bound anew": 'SECURE_HSTS_INCLUDE_SUBDOMAINS = "False"\nSECURE_HSTS_INCLUDE_SUBDOMAINS = False\n',
        "SECURE_CONTENT_TYPE_NOSNIFF is bound anew": 'SECURE_CONTENT_TYPE_NOSNIFF = "False"\nSECURE_CONTENT_TYPE_NOSNIFF = False\n',
        "SESSION_COOKIE_SECURE is bound anew": 'SESSION_COOKIE_SECURE = "False"\nSESSION_COOKIE_SECURE = False\n',
        "SESSION_COOKIE_HTTPONLY is bound anew": 'SESSION_COOKIE_HTTPONLY = "False"\nSESSION_COOKIE_HTTPONLY = False\n',
        "CSRF_COOKIE_SECURE is bound anew": 'CSRF_COOKIE_SECURE = "False"\nCSRF_COOKIE_SECURE = False\n',
        "CSRF_COOKIE_HTTPONLY is bound anew": 'CSRF_COOKIE_HTTPONLY = "False"\nCSRF_COOKIE_HTTPONLY = False\n',
        "CSRF_USE_SESSIONS is bound anew": 'CSRF_USE_SESSIONS = "False"\nCSRF_USE_SESSIONS = False\n',
        "LANGUAGE_COOKIE_SECURE is bound anew": 'LANGUAGE_COOKIE_SECURE = "False"\nLANGUAGE_COOKIE_SECURE = False\n',
        "USE_X_FORWARDED_HOST is bound anew": 'USE_X_FORWARDED_HOST = "False"\nUSE_X_FORWARDED_HOST = False\n',
        "SECURE_SSL_REDIRECT is compared": 'SECURE_SSL_REDIRECT = os.environ.get("SECURE_SSL_REDIRECT", "False").lower() == "true"\n',
        "SECURE_HSTS_INCLUDE_SUBDOMAINS is compared": 'SECURE_HSTS_INCLUDE_SUBDOMAINS = os.environ.get("SECURE_HSTS_INCLUDE_SUBDOMAINS", "False").lower() == "true"\n',
        "SECURE_CONTENT_TYPE_NOSNIFF is compared": 'SECURE_CONTENT_TYPE_NOSNIFF = os.environ.get("SECURE_CONTENT_TYPE_NOSNIFF", "False").lower() == "true"\n',
        "SESSION_COOKIE_SECURE is compared": 'SESSION_COOKIE_SECURE = os.environ.get("SESSION_COOKIE_SECURE", "False").lower() == "true"\n',
        "SESSION_COOKIE_HTTPONLY is compared": 'SESSION_COOKIE_HTTPONLY = os.environ.get("SESSION_COOKIE_HTTPONLY", "False").lower() == "true"\n',
        "CSRF_COOKIE_SECURE is compared": 'CSRF_COOKIE_SECURE = os.environ.get("CSRF_COOKIE_SECURE", "False").lower() == "true"\n',
        "CSRF_COOKIE_HTTPONLY is compared": 'CSRF_COOKIE_HTTPONLY = os.environ.get("CSRF_COOKIE_HTTPONLY", "False").lower() == "true"\n',
        "CSRF_USE_SESSIONS is compared": 'CSRF_USE_SESSIONS = os.environ.get("CSRF_USE_SESSIONS", "False").lower() == "true"\n',
        "LANGUAGE_COOKIE_SECURE is compared": 'LANGUAGE_COOKIE_SECURE = os.environ.get("LANGUAGE_COOKIE_SECURE", "False").lower() == "true"\n',
        "USE_X_FORWARDED_HOST is compared": 'USE_X_FORWARDED_HOST = os.environ.get("USE_X_FORWARDED_HOST", "False").lower() == "true"\n',
        "a text in a branch that is not taken": 'if DEBUG:\n    SESSION_COOKIE_SECURE = "False"\n',
        "a text under another name": 'SESSION_COOKIE_SECURE_TEXT = "False"\nSESSION_COOKIE_SECURE = SESSION_COOKIE_SECURE_TEXT == "True"\n',
        "the filter of a Django that has none": Site(
            GOOD + 'SECURE_BROWSER_XSS_FILTER = "False"\n', django="4.0.10"
        ),
        "a module for development": beside(BASE + 'DEBUG = "True"\n', "config.settings_dev"),
        "the text is gone in the end": 'CSRF_COOKIE_SECURE = "False"\ndel CSRF_COOKIE_SECURE\n',
        "nothing reads it without CsrfViewMiddleware": 'CSRF_COOKIE_SECURE = "False"\nMIDDLEWARE = [each for each in MIDDLEWARE if "csrf" not in each]\n',
        "the middleware of CORS may be missing": 'import elsewhere\nMIDDLEWARE = elsewhere.middleware()\nCORS_ALLOW_CREDENTIALS = "False"\n',
        "a number as a text that is cast": 'SECURE_SSL_REDIRECT = bool(int("0"))\n',
        "a helper of the project makes a bool": 'def on(name):\n    return os.environ.get(name, "no") in ("yes", "1")\nSESSION_COOKIE_SECURE = on("SECURE")\n',
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
