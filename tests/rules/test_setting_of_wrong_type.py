from __future__ import annotations

import pytest
from secheaders_lint.data import django_middleware
from secheaders_lint.data.cors import ALL
from secheaders_lint.data.middleware import table
from secheaders_lint.findings import Confidence, Severity
from secheaders_lint.rules.boolean_as_text import SWITCHES
from secheaders_lint.rules.setting_of_wrong_type import glued

from .sites import BASE, GOOD, Site, sites

CODE = "DJ008"
CORS = 'MIDDLEWARE.insert(1, "corsheaders.middleware.CorsMiddleware")\n'
SESSION = "django.contrib.sessions.middleware.SessionMiddleware"


@pytest.mark.parametrize(
    "name", [name for name in SWITCHES if name not in {"DEBUG", "SECURE_BROWSER_XSS_FILTER", *ALL}]
)
def test_comma_behind_false_is_true(name: str) -> None:
    site = Site(f"{GOOD}{CORS}{name} = False,\n")
    (found,) = [each for each in site.findings(CODE) if each.subject == name]
    assert found.severity is Severity.WARNING
    assert f"{name} is the tuple (False,), which is true all the same: " in found.message
    assert site.line(found) == f"{name} = False,"
    assert "Take the comma off" in found.help


def test_comma_behind_true_is_advice() -> None:
    found = Site(f'{GOOD}SESSION_COOKIE_SECURE = ("True",)\n').one(CODE)
    assert found.severity is Severity.INFO
    assert "SESSION_COOKIE_SECURE is the tuple ('True',), which is true: " in found.message
    assert "would be so with False in it as well" in found.message


def test_list_for_a_switch() -> None:
    assert "is the list [False]" in Site(f"{GOOD}SECURE_HSTS_PRELOAD = [False]\n").one(CODE).message


@pytest.mark.parametrize(
    ("line", "severity", "effect"),
    [
        ('SESSION_COOKIE_NAME = "sid",', Severity.ERROR, "a log-in, and whatever else sets"),
        ('SESSION_COOKIE_SAMESITE = "Lax",', Severity.ERROR, "a log-in, and whatever else sets"),
        ('SESSION_COOKIE_DOMAIN = "a.example",', Severity.ERROR, "nobody can log in"),
        ('CSRF_COOKIE_NAME = "xsrf",', Severity.ERROR, "every page with a form is a server error"),
        ('CSRF_COOKIE_SAMESITE = ["Lax"]', Severity.ERROR, "every page with a form is a server error"),
        ('CSRF_COOKIE_DOMAIN = "a.example",', Severity.ERROR, "every form is refused (403)"),
        ('SECURE_SSL_HOST = "a.example",', Severity.ERROR, "an address that does not exist"),
        ('SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin",', Severity.WARNING, "with its brackets"),
    ],
)
def test_comma_behind_a_text(line: str, severity: Severity, effect: str) -> None:
    site = Site(f"{GOOD}{line}\n")
    found = site.one(CODE)
    assert found.severity is severity
    assert effect in found.message
    assert "and no text: " in found.message
    assert site.line(found) == line
    assert found.django_checks == (("security.E024",) if "OPENER" in line else ())


@pytest.mark.parametrize("value", ['"3600"', "None", "timedelta(days=1)", "3600,"])
def test_age_of_the_session_that_is_no_number(value: str) -> None:
    found = Site(f"{GOOD}from datetime import timedelta\nSESSION_COOKIE_AGE = {value}\n").one(CODE)
    assert found.severity is Severity.ERROR
    assert "and no number: a log-in, and whatever else sets the session cookie" in found.message


def test_age_from_a_variable() -> None:
    found = Site(f'{GOOD}SESSION_COOKIE_AGE = os.environ.get("AGE", "3600")\n').one(CODE)
    assert "SESSION_COOKIE_AGE is '3600' and no number" in found.message


def test_age_of_the_csrf_cookie() -> None:
    assert "every page with a form" in Site(f'{GOOD}CSRF_COOKIE_AGE = "3600"\n').one(CODE).message


def test_hosts_as_a_text() -> None:
    site = Site(f'{GOOD}ALLOWED_HOSTS = "a.example, b.example"\n')
    found = site.one(CODE)
    assert found.severity is Severity.ERROR
    assert "the site does not start (ImproperlyConfigured)" in found.message
    assert "Write ALLOWED_HOSTS = ['a.example', 'b.example']" in found.help
    before = Site(site.settings, django="3.2.25").one(CODE)
    assert "every request is refused (400)" in before.message


def test_hosts_as_a_set() -> None:
    found = Site(f'{GOOD}ALLOWED_HOSTS = {{"a.example"}}\n').one(CODE)
    assert "ALLOWED_HOSTS is a set and no list" in found.message


@pytest.mark.parametrize(
    "read",
    [
        'env = environ.Env()\nHOSTS = env.list("HOSTS", default="a.example")\n',
        'env = environ.Env(HOSTS=(list, "*"))\nHOSTS = env("HOSTS")\n',
    ],
)
def test_default_of_a_list_that_is_a_text_is_unsure(read: str) -> None:
    settings = f"{GOOD}import environ\n{read}ALLOWED_HOSTS = CSRF_TRUSTED_ORIGINS = HOSTS\n"
    assert {found.confidence for found in Site(settings).findings(CODE)} == {Confidence.LOW}


def test_origins_as_a_text() -> None:
    found = Site(f'{GOOD}CSRF_TRUSTED_ORIGINS = "https://a.example"\n').one(CODE)
    assert found.severity is Severity.WARNING
    assert "each of its letters is taken for an origin" in found.message


@pytest.mark.parametrize(
    ("origin", "django", "right"),
    [
        ("a.example", "4.2.30", "https://a.example"),
        (".a.example", "5.2.19", "https://*.a.example"),
        ("https://a.example", "3.2.25", "a.example"),
    ],
)
def test_origin_in_the_form_of_another_version(origin: str, django: str, right: str) -> None:
    site = Site(f'{GOOD}CSRF_TRUSTED_ORIGINS = [\n    "{origin}",\n]\n', django=django)
    found = site.one(CODE)
    assert f"CSRF_TRUSTED_ORIGINS holds '{origin}'" in found.message
    assert found.help == f"Write '{right}'."
    assert site.line(found) == f'    "{origin}",'
    assert not found.django_checks


@pytest.mark.parametrize(
    ("value", "severity", "effect"),
    [
        ("^health$", Severity.WARNING, "'$' fits every path, so nobody is sent to https"),
        ("health", Severity.WARNING, "paths that hold any of them are not sent to https"),
        ("^health/.*", Severity.ERROR, "'*' is none, and the site does not start (re.error)"),
    ],
)
def test_patterns_as_a_text(value: str, severity: Severity, effect: str) -> None:
    found = Site(f'{GOOD}SECURE_REDIRECT_EXEMPT = r"{value}"\n').one(CODE)
    assert found.severity is severity
    assert effect in found.message
    assert found.help == f"Write SECURE_REDIRECT_EXEMPT = ['{value}']."


def test_host_that_is_an_address() -> None:
    found = Site(f'{GOOD}SECURE_SSL_HOST = "https://www.a.example/"\n').one(CODE)
    assert "are sent to https://https://www.a.example/" in found.message
    assert found.help == "Write SECURE_SSL_HOST = 'www.a.example'."


def test_middleware_as_a_text() -> None:
    found = Site(f'{GOOD}MIDDLEWARE = ("{SESSION}")\n').one(CODE)
    assert found.severity is Severity.ERROR
    assert "takes each of its letters for a middleware" in found.message


def test_missing_comma() -> None:
    site = Site(BASE.replace(f'"{SESSION}",', f'"{SESSION}"'))
    found = site.one(CODE)
    assert found.severity is Severity.ERROR
    assert f"no comma between '{SESSION}' and 'django.middleware.common.CommonMiddleware'" in found.message
    assert SESSION in site.line(found)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("app.middleware.Odd", SESSION),
        (SESSION, "app.middleware.OddMiddleware"),
        ("corsheaders.middleware.CorsMiddleware", SESSION),
        ("one.middleware.OneMiddleware", "two.middleware.Two"),
    ],
)
def test_paths_that_became_one(first: str, second: str) -> None:
    assert glued(first + second) == (first, second)


def test_no_known_path_is_taken_for_two() -> None:
    assert not [path for path in (*table(), *django_middleware.table()) if glued(path)]
    assert not [path for path in table() if glued(f"my{path}") or glued(f"vendored.{path}")]


@sites(
    {
        "good values": Site(GOOD),
        "all as lists": 'CSRF_TRUSTED_ORIGINS = ["https://a.example"]\nSECURE_REDIRECT_EXEMPT = [r"^health/$"]\n',
        "tuples of texts are lists": 'ALLOWED_HOSTS = ("a.example",)\nSECURE_REFERRER_POLICY = ("origin",)\n',
        "empty tuples are off": "SECURE_SSL_REDIRECT = ()\nSESSION_COOKIE_SECURE = []\n",
        "numbers for switches": "SECURE_SSL_REDIRECT = 1\nSESSION_COOKIE_SECURE = 0\n",
        "DJ004 speaks of texts": 'SECURE_SSL_REDIRECT = "False"\n',
        "DJ001 speaks of DEBUG": "DEBUG = False,\n",
        "CORS002 speaks of all origins": CORS + "CORS_ALLOW_ALL_ORIGINS = False,\n",
        "DJ002 speaks of an empty text": Site(GOOD + 'ALLOWED_HOSTS = ""\n', django="3.2.25"),
        "XFO002 speaks of the frame options": 'X_FRAME_OPTIONS = "DENY",\n',
        "TLS002 speaks of the proxy's header": 'SECURE_PROXY_SSL_HEADER = "HTTP_X_FORWARDED_PROTO"\n',
        "HSTS003 speaks of the seconds": 'SECURE_HSTS_SECONDS = "a year"\n',
        "seconds as a text work": 'SECURE_HSTS_SECONDS = "3600"\n',
        "COOKIE005 speaks of words": 'SESSION_COOKIE_SAMESITE = "lux"\n',
        "nothing reads it without the middleware": Site(
            GOOD
            + "SECURE_SSL_REDIRECT = False,\nSECURE_REDIRECT_EXEMPT = '^x$'\nMIDDLEWARE = MIDDLEWARE[1:]\n"
        ),
        "no session": 'SESSION_COOKIE_AGE = "3600"\nSESSION_COOKIE_NAME = "a",\nMIDDLEWARE = MIDDLEWARE[:1]\n',
        "no CSRF cookie": 'CSRF_COOKIE_AGE = "3600"\nCSRF_COOKIE_NAME = "a",\nCSRF_USE_SESSIONS = True\n',
        "the CSRF cookie may last for the session": "CSRF_COOKIE_AGE = None\n",
        "a cast makes a number": 'SESSION_COOKIE_AGE = int(os.environ.get("AGE", "3600"))\n',
        "a fraction is a number": "SESSION_COOKIE_AGE = 3600 * 1.5\n",
        "a required variable is not known": 'SESSION_COOKIE_AGE = os.environ["AGE"]\nALLOWED_HOSTS = os.environ["HOSTS"]\n',
        "a package decides": "from elsewhere import AGE, HOSTS\nSESSION_COOKIE_AGE = AGE\nALLOWED_HOSTS = HOSTS\n",
        "any host, as a text, of an old Django": Site(GOOD + 'ALLOWED_HOSTS = "*"\n', django="3.2.25"),
        "a split text is a list": 'ALLOWED_HOSTS = os.environ.get("HOSTS", "a.example").split(",")\n',
        "origins of the version": Site(
            GOOD + 'CSRF_TRUSTED_ORIGINS = ["a.example", ".b.example"]\n', django="3.2.25"
        ),
        "origins with wildcards": 'CSRF_TRUSTED_ORIGINS = ["https://*.a.example"]\n',
        "an origin that is not known": 'CSRF_TRUSTED_ORIGINS = [os.environ["ORIGIN"], f"https://{os.environ[\'HOST\']}"]\n',
        "no CsrfViewMiddleware": "CSRF_TRUSTED_ORIGINS = ['a.example']\nMIDDLEWARE = MIDDLEWARE[:1]\n",
        "the redirect is off": Site(
            BASE + "SECURE_REDIRECT_EXEMPT = 'health'\nSECURE_SSL_HOST = 'https://a'\n"
        ),
        "patterns of which TLS004 speaks": "SECURE_SSL_REDIRECT = True\nSECURE_REDIRECT_EXEMPT = ['.*']\n",
        "a path that does not exist, of which MW008 speaks": 'MIDDLEWARE.append("django.middleware.nothing.Middleware")\n',
        "a class whose name goes on": 'MIDDLEWARE.append("app.middleware.OddMiddlewareV2")\n',
        "Django 2.2 sends no opener policy": Site(
            GOOD + 'SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin",\n', django="2.2.28"
        ),
        "the filter is gone": "SECURE_BROWSER_XSS_FILTER = False,\n",
        "SECURE_SSL_REDIRECT while debugging alone": "if DEBUG:\n    SECURE_SSL_REDIRECT = False,\n",
        "SESSION_COOKIE_NAME while debugging alone": "if DEBUG:\n    SESSION_COOKIE_NAME = 'sid',\n",
        "SESSION_COOKIE_SAMESITE while debugging alone": "if DEBUG:\n    SESSION_COOKIE_SAMESITE = 'Lax',\n",
        "CSRF_COOKIE_DOMAIN while debugging alone": "if DEBUG:\n    CSRF_COOKIE_DOMAIN = '.a.example',\n",
        "SESSION_COOKIE_AGE while debugging alone": "if DEBUG:\n    SESSION_COOKIE_AGE = '3600'\n",
        "CSRF_COOKIE_AGE while debugging alone": "if DEBUG:\n    CSRF_COOKIE_AGE = '3600'\n",
        "ALLOWED_HOSTS while debugging alone": "if DEBUG:\n    ALLOWED_HOSTS = 'a.example'\n",
        "CSRF_TRUSTED_ORIGINS while debugging alone": "if DEBUG:\n    CSRF_TRUSTED_ORIGINS = 'https://a.example'\n",
        "SECURE_REDIRECT_EXEMPT while debugging alone": "if DEBUG:\n    SECURE_REDIRECT_EXEMPT = '(x'\n",
        "SECURE_CROSS_ORIGIN_OPENER_POLICY while debugging alone": "if DEBUG:\n    SECURE_CROSS_ORIGIN_OPENER_POLICY = 'same-origin',\n",
        "two paths with a comma between them": 'MIDDLEWARE += ["django.middleware.gzip.GZipMiddleware", "django.middleware.http.ConditionalGetMiddleware"]\n',
        "a comma that stands in brackets": 'SECURE_HSTS_SECONDS = max(300,)\nSESSION_COOKIE_NAME = ("sid")\n',
        "a tuple that is taken apart": '(SESSION_COOKIE_NAME, CSRF_COOKIE_NAME) = "sid", "ct"\n',
        "a list that is joined": 'SESSION_COOKIE_NAME = "".join(["s", "id"])\n',
        "one of a list": "SESSION_COOKIE_AGE = [3600, 60][0]\nSECURE_SSL_REDIRECT = [False][0]\n",
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
