from __future__ import annotations

import pytest
from secheaders_lint.data.django import setting_names
from secheaders_lint.findings import Confidence, Severity
from secheaders_lint.rules.setting_misspelt import is_near

from .sites import BASE, GOOD, MIDDLEWARE, Site, sites

CODE = "DJ007"
SLIPS = {
    "SECURE_HSTS_SECOND": ("SECURE_HSTS_SECONDS", "31536000"),
    "SECURE_SLS_REDIRECT": ("SECURE_SSL_REDIRECT", "True"),
    "SECURE_HSTS_MAX_AGE": ("SECURE_HSTS_SECONDS", "31536000"),
    "HSTS_SECONDS": ("SECURE_HSTS_SECONDS", "31536000"),
    "SECURITY_HSTS_SECONDS": ("SECURE_HSTS_SECONDS", "31536000"),
    "SECURE_HSTS_INCLUDE_SUBDOMAIN": ("SECURE_HSTS_INCLUDE_SUBDOMAINS", "True"),
    "SECURE_HSTS_INCLUDE_SUB_DOMAINS": ("SECURE_HSTS_INCLUDE_SUBDOMAINS", "True"),
    "SECURE_SSL_REDIRECTS": ("SECURE_SSL_REDIRECT", "True"),
    "SECURE_REDIRECT_SSL": ("SECURE_SSL_REDIRECT", "True"),
    "SECURE_PROXY_SSL_HEADERS": ("SECURE_PROXY_SSL_HEADER", '("HTTP_X_FORWARDED_PROTO", "https")'),
    "SESSION_COOKIE_SECURED": ("SESSION_COOKIE_SECURE", "True"),
    "SESSION_COOKIES_SECURE": ("SESSION_COOKIE_SECURE", "True"),
    "SESSION_SECURE_COOKIE": ("SESSION_COOKIE_SECURE", "True"),
    "CSRF_COOKIES_SECURE": ("CSRF_COOKIE_SECURE", "True"),
    "CSRF_COOKIE_HTTP_ONLY": ("CSRF_COOKIE_HTTPONLY", "True"),
    "CSRF_TRUSTED_ORIGIN": ("CSRF_TRUSTED_ORIGINS", '["https://a.example"]'),
    "CSRF_ALLOWED_ORIGINS": ("CSRF_TRUSTED_ORIGINS", '["https://a.example"]'),
    "X_FRAME_OPTION": ("X_FRAME_OPTIONS", '"SAMEORIGIN"'),
    "SECURE_X_FRAME_OPTIONS": ("X_FRAME_OPTIONS", '"SAMEORIGIN"'),
    "SECURE_REFERER_POLICY": ("SECURE_REFERRER_POLICY", '"no-referrer"'),
    "SECURE_CROSS_ORIGIN_OPENNER_POLICY": ("SECURE_CROSS_ORIGIN_OPENER_POLICY", '"unsafe-none"'),
}


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_of_the_pen(name: str) -> None:
    right, value = SLIPS[name]
    site = Site(f"{BASE}{name} = {value}\n")
    found = site.one(CODE)
    assert (found.severity, found.confidence) == (Severity.WARNING, Confidence.HIGH)
    assert f"but nothing reads a setting of that name; {right} is meant" in found.message
    assert found.help == f"Write {right}."
    assert site.line(found) == f"{name} = {value}"


@pytest.mark.parametrize(
    ("name", "right"), [("ALLOWED_HOST", "ALLOWED_HOSTS"), ("MIDDLEWARES", "MIDDLEWARE")]
)
def test_lists_that_are_not_there(name: str, right: str) -> None:
    found = Site(f"DEBUG = False\n{(BASE + MIDDLEWARE).replace(f'{right} =', f'{name} =')}").one(CODE)
    assert f"{right} is meant, which stays []: " in found.message


def test_value_that_is_the_default_is_advice() -> None:
    found = Site(f"{GOOD}SECURE_CONTENT_TYPE_NO_SNIFF = True\n").one(CODE)
    assert found.severity is Severity.INFO
    assert Site(f"{GOOD}SECURE_CONTENT_TYPE_NO_SNIFF = True\n", django="2.2.28").one(CODE).severity is (
        Severity.WARNING
    )


def test_directive_of_django_csp_3() -> None:
    more = 'MIDDLEWARE.append("csp.middleware.CSPMiddleware")\nCSP_DEFAULT_SRC = ["x"]\n'
    site = Site(f"{GOOD}{more}CSP_SCRIPTS_SRC = ['y']\n", requirements="django-csp==3.8\n")
    assert "CSP_SCRIPT_SRC is meant: the policy leaves that directive out" in site.one(CODE).message


def test_variable_of_the_same_name_is_no_reader() -> None:
    site = Site(f'{BASE}SECURE_HSTS_SECOND = int(os.environ.get("SECURE_HSTS_SECOND", "3600"))\n')
    assert site.one(CODE).confidence is Confidence.HIGH


def test_overrides_in_tests_and_comments_are_no_readers() -> None:
    files = {
        "tests/test_x.py": "with override_settings(SECURE_HSTS_SECOND=0):\n    pass\n",
        "config/dev.py": "SECURE_HSTS_SECOND = 0\n# SECURE_HSTS_SECOND\n",
    }
    assert (
        Site(f"{BASE}SECURE_HSTS_SECOND = 3600\n", files=files).one(CODE).help == "Write SECURE_HSTS_SECONDS."
    )


@pytest.mark.parametrize(
    "growth", ['.append("https://b.example")', '.insert(0, "https://b.example")', ' += ["x"]']
)
def test_what_adds_to_it_is_no_reader(growth: str) -> None:
    site = Site(f"{BASE}CSRF_TRUSTED_ORIGIN = []\nCSRF_TRUSTED_ORIGIN{growth}\n")
    assert site.one(CODE).help == "Write CSRF_TRUSTED_ORIGINS."


def test_what_sets_a_key_of_it_is_no_reader() -> None:
    site = Site(f'{BASE}SECURE_CPS = {{}}\nSECURE_CPS["img-src"] = ["data:"]\n', django="6.0.1")
    assert site.one(CODE).help == "Write SECURE_CSP."


def test_settings_are_not_near_each_other() -> None:
    names = setting_names()
    assert not [(one, two) for one in names for two in names if one != two and is_near(one, two)]


@sites(
    {
        "right names": GOOD,
        "right name is set too": "SECURE_HSTS_SECOND = 60\nSECURE_HSTS_SECONDS = 3600\n",
        "the settings read it": "ALLOWED_HOST = 'a.example'\nALLOWED_HOSTS = [ALLOWED_HOST]\n",
        "a view reads it": Site(
            BASE + "SESSION_COOKIES_SECURE = True\n",
            files={"app/views.py": "from django.conf import settings\nX = settings.SESSION_COOKIES_SECURE\n"},
        ),
        "a view asks for it by getattr": Site(
            BASE + "SESSION_COOKIES_SECURE = True\n",
            files={"app/views.py": 'X = getattr(settings, "SESSION_COOKIES_SECURE", False)\n'},
        ),
        "the settings take an item of it": "CSRF_TRUSTED_ORIGIN = ['x']\nFIRST = CSRF_TRUSTED_ORIGIN[0]\n",
        "the settings compare an item of it": "CSRF_TRUSTED_ORIGIN = ['x']\nFIRST = CSRF_TRUSTED_ORIGIN[0] == 'x'\n",
        "the settings take one out of it": "CSRF_TRUSTED_ORIGIN = ['x', 'y']\nFIRST = CSRF_TRUSTED_ORIGIN.pop()\n",
        "another module names it": Site(
            BASE + "SESSION_COOKIES_SECURE = True\n",
            files={"app/names.py": 'NAMES = ["SESSION_COOKIES_SECURE"]\n'},
        ),
        "off as it is by default": "SESSION_COOKIES_SECURE = False\nSECURE_HSTS_SECOND = 0\nX_FORWARDED = 1\n",
        "a setting of an older Django": "MIDDLEWARE_CLASSES = []\nSECURE_BROWSER_XSS_FILTER = True\n",
        "a setting of a newer Django": Site(GOOD + "SECURE_REFERRER_POLICY = 'x'\n", django="2.2.28"),
        "another word": "SECURE_PROXY_SSL_HEADER_NAME = 'X'\nUSE_X_FORWARDED_FOR = True\nUSE_X_FORWARDED_PROTO = True\n",
        "another word of the same length": "XSRF_COOKIE_NAME = 'x'\nSESSION_COOKIE_SAME = 'x'\nSECURE_TLS_REDIRECT = True\n",
        "names of packages": "SESSION_REDIS = {'a': 1}\nSESSION_SECURITY_WARN_AFTER = 60\nALLOWED_CIDR_NETS = ['10.0.0.0/8']\n",
        "several names": "SESSION_COOKIE_NAMES = ['a']\nLANGUAGES_ = 1\n",
        "django-csp does not run": "CSP_SCRIPTS_SRC = ['y']\n",
        "django-csp 4 reads no such settings": Site(
            GOOD + 'MIDDLEWARE.append("csp.middleware.CSPMiddleware")\nCSP_SCRIPTS_SRC = ["y"]\n',
            requirements="django-csp==4.0\n",
        ),
        "invented name, of which DJ006 speaks": "SECURE_CONTENT_SECURITY_POLICY = 'x'\n",
        "short name that fits something else": "SSL_HOST = 'a'\nSSL_REDIRECT = True\n",
        "lower case is no setting": "secure_hsts_second = 3600\n",
        "settings that cannot be followed may set the right one": (
            "from elsewhere import *\nSESSION_COOKIES_SECURE = True\n"
        ),
        "a later Django may know it": "SECURE_CSP_REPORT_ONLY = {'x': ['y']}\n",
        "the name is gone in the end": "SECURE_HSTS_SECOND = 60\ndel SECURE_HSTS_SECOND\n",
        "DJ008 is a matter of values: a name that is right": "SECURE_HSTS_SECONDS = 300\n",
        "a name of the project that two settings are near": "CSRF_COOKIE = True\nSESSION_COOKIE = True\n",
        "a number at the end": "SECURE_HSTS_SECONDS_2 = 60\n",
        "a prefix of the project": "APP_SECURE_HSTS_SECOND = 60\nOUR_SESSION_COOKIES_SECURE = True\n",
        "set while debugging alone": "if DEBUG:\n    SECURE_HSTS_SECOND = 60\n",
        "a function of such a name": "def SECURE_HSTS_SECOND():\n    return 60\ndel SECURE_HSTS_SECOND\n",
        "a command of the project reads it": Site(
            BASE + "SECURE_HSTS_SECOND = 60\n",
            files={
                "app/management/commands/x.py": "from django.conf import settings\nprint(settings.SECURE_HSTS_SECOND)\n"
            },
        ),
        "a package of which the policy is not known to be read": "PERMISSION_POLICY = {'camera': []}\n",
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
