from __future__ import annotations

import pytest
from secheaders_lint.findings import Confidence, Severity

from .sites import BASE, GOOD, OWN, Site, sites

CODE = "DJ006"
REFERRER = 'SECURE_REFERRER_POLICY = "same-origin"\n'
READER = """
from django.conf import settings

class ReferrerMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response["Referrer-Policy"] = settings.SECURE_REFERRER_POLICY
        return response
"""


def old(settings: str, django: str = "2.2.28") -> Site:
    return Site(GOOD + settings, django=django)


@pytest.mark.parametrize(
    ("line", "django", "since", "severity"),
    [
        (REFERRER, "2.2.28", "3.0", Severity.WARNING),
        ('SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"\n', "3.2.25", "4.0", Severity.WARNING),
        ('SESSION_COOKIE_SAMESITE = "Strict"\n', "2.0.13", "2.1", Severity.WARNING),
        ('CSRF_COOKIE_SAMESITE = "Lax"\n', "1.11.29", "2.1", Severity.WARNING),
        ("CSRF_USE_SESSIONS = True\n", "1.10.8", "1.11", Severity.WARNING),
        ("SECURE_HSTS_PRELOAD = True\n", "1.10.8", "1.11", Severity.INFO),
        ("LANGUAGE_COOKIE_SECURE = True\n", "2.2.28", "3.0", Severity.INFO),
    ],
)
def test_newer_than_django(line: str, django: str, since: str, severity: Severity) -> None:
    site = old(line, django)
    found = site.one(CODE)
    assert (found.severity, found.confidence) == (severity, Confidence.HIGH)
    assert f"Django {django} does not know {found.subject} yet (it came with {since})" in found.message
    assert f"Upgrade to Django {since} or newer" in found.help
    assert site.line(found) == line.strip()
    assert not found.django_checks


def test_version_that_is_a_range_is_less_sure() -> None:
    site = Site(GOOD + REFERRER, django=None, requirements="Django<3\n")
    assert site.one(CODE).confidence is Confidence.MEDIUM


@pytest.mark.parametrize(
    "name",
    [
        "SECURE_PERMISSIONS_POLICY",
        "SECURE_CONTENT_SECURITY_POLICY",
        "SECURE_CROSS_ORIGIN_EMBEDDER_POLICY",
        "SECURE_CROSS_ORIGIN_RESOURCE_POLICY",
    ],
)
def test_name_that_never_was_a_setting(name: str) -> None:
    found = Site(f'{GOOD}{name} = "x"\n').one(CODE)
    assert found.severity is Severity.WARNING
    assert f"{name} is no setting of Django in any version, and nothing reads it" in found.message


def test_header_that_is_sent_otherwise_makes_it_a_mere_line_too_many() -> None:
    more = 'MIDDLEWARE.insert(1, "django_permissions_policy.PermissionsPolicyMiddleware")\nPERMISSIONS_POLICY = {"camera": []}\n'
    found = Site(f'{GOOD}{more}SECURE_PERMISSIONS_POLICY = {{"camera": []}}\n').one(CODE)
    assert found.severity is Severity.INFO
    assert found.help == "Remove it: Permissions-Policy is sent otherwise."


def test_switch_of_django_secure() -> None:
    found = Site(f'{GOOD}SECURE_FRAME_DENY = True\nX_FRAME_OPTIONS = "SAMEORIGIN"\n').one(CODE)
    assert found.severity is Severity.INFO
    assert "X_FRAME_OPTIONS decides who may frame these pages, and is 'SAMEORIGIN'" in found.message


@sites(
    {
        "Django knows it": REFERRER + 'SESSION_COOKIE_SAMESITE = "Strict"\nCSRF_USE_SESSIONS = True\n',
        "first version that knows it": old(REFERRER, "3.0.14"),
        "version that is not known": Site(GOOD + REFERRER, django=None),
        "off as it would be": old("SECURE_REFERRER_POLICY = None\nCSRF_USE_SESSIONS = False\n", "1.10.8"),
        "no SecurityMiddleware, which MW001 says": old(REFERRER + "MIDDLEWARE = MIDDLEWARE[1:]\n"),
        "middleware of the project reads it": Site(
            GOOD + REFERRER + 'MIDDLEWARE.append("app.ReferrerMiddleware")\n',
            django="2.2.28",
            files={"app.py": READER},
        ),
        "another package sends the header": old(
            REFERRER + 'MIDDLEWARE.append("django_referrer_policy.middleware.ReferrerPolicyMiddleware")\n'
        ),
        "the edge sends the header": Site(
            GOOD + REFERRER, django="2.2.28", edge={"Referrer-Policy": "same-origin"}
        ),
        "preload without a header": old("SECURE_HSTS_PRELOAD = True\nSECURE_HSTS_SECONDS = 0\n", "1.10.8"),
        "package reads SameSite": old(
            'SESSION_COOKIE_SAMESITE = "Lax"\nMIDDLEWARE.insert(0, "django_cookies_samesite.middleware.CookiesSameSite")\n',
            "2.0.13",
        ),
        "None asks for what old Django does": old('SESSION_COOKIE_SAMESITE = "None"\n', "2.0.13"),
        "no session cookie": old('SESSION_COOKIE_SAMESITE = "Lax"\nMIDDLEWARE = MIDDLEWARE[:1]\n', "2.0.13"),
        "value that is not known": old('SECURE_REFERRER_POLICY = os.environ["POLICY"]\n'),
        "CSP006 speaks of Django's CSP": old('SECURE_CSP = {"default-src": ["x"]}\n', "5.2.19"),
        "XSS001 speaks of the filter": "SECURE_BROWSER_XSS_FILTER = True\n",
        "MW005 speaks of the list": "MIDDLEWARE_CLASSES = []\n",
        "invented name that is off": "SECURE_CROSS_ORIGIN_EMBEDDER_POLICY = None\n",
        "invented name that a view reads": Site(
            GOOD + 'SECURE_PERMISSIONS_POLICY = "camera=()"\n',
            files={"app/headers.py": 'VALUE = getattr(settings, "SECURE_PERMISSIONS_POLICY", "")\n'},
        ),
        "invented name that goes into another setting": 'SECURE_PERMISSIONS_POLICY = {"camera": []}\nPERMISSIONS_POLICY = SECURE_PERMISSIONS_POLICY\n',
        "django-secure runs": 'SECURE_FRAME_DENY = True\nMIDDLEWARE.append("djangosecure.middleware.SecurityMiddleware")\n',
        "MW003 speaks of the missing middleware": "SECURE_FRAME_DENY = True\nMIDDLEWARE.pop()\n",
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)


def test_unrelated_middleware_of_the_project_lowers_the_confidence() -> None:
    own = OWN.format(header="Cross-Origin-Resource-Policy", value="same-origin")
    settings = f'{BASE}MIDDLEWARE.append("app.HeadersMiddleware")\nSECURE_CROSS_ORIGIN_RESOURCE_POLICY = "same-origin"\n'
    assert Site(settings, files={"app.py": own}).one(CODE).confidence is Confidence.LOW
