"""Where rules have nothing offered, each for its reason: what code makes, what others read, what depends on the environment."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest

from tests.fixes.layouts import USUAL, Kind, listed
from tests.fixes.trying import Tree, mended

START = f"import os\nDEBUG = False\n{listed(USUAL)}"
HOSTS = 'ALLOWED_HOSTS = ["a.example"]\n'
SOUND = '"base-uri": ["\'none\'"], "form-action": ["\'self\'"]'
DEFAULT = '"default-src": ["\'self\'"]'


class Refused(NamedTuple):
    """The rule, where it is tried, the lines for which nothing is offered, a part of the reason, and how the lines are written."""

    code: str
    place: Place
    text: str
    reason: str
    kind: Kind = Kind.LITERAL


class Place(NamedTuple):
    """What a project has installed, and the lines in front of the setting."""

    lines: str = HOSTS
    requirements: str = ""
    django: str = "5.2.7"


def _with(middleware: str, requirements: str = "", django: str = "5.2.7") -> Place:
    return Place(f'{HOSTS}MIDDLEWARE += ["{middleware}"]\n', requirements, django)


PLAIN = Place()
NEW = Place(django="6.0.1")
NATIVE = _with("django.middleware.csp.ContentSecurityPolicyMiddleware", django="6.0.1")
PERMISSIONS = _with(
    "django_permissions_policy.PermissionsPolicyMiddleware", "django-permissions-policy==4.26.0\n"
)
FOUR = _with("csp.middleware.CSPMiddleware", "django-csp==4.0\n")
THREE = _with("csp.middleware.CSPMiddleware", "django-csp==3.8\n")
CORS = _with("corsheaders.middleware.CorsMiddleware", "django-cors-headers==4.4.0\n")
CORS = CORS._replace(lines=f'{CORS.lines}INSTALLED_APPS = ["corsheaders"]\n')
REDIRECT = Place(f"{HOSTS}SECURE_SSL_REDIRECT = True\n")
NONCE = NATIVE._replace(
    lines=f"{NATIVE.lines}from django.utils.csp import CSP\nSECURE_CSP = {{'script-src': [CSP.NONCE], {SOUND}}}\n"
)

CASES: dict[str, tuple[Any, ...]] = {
    "CSP010 a name": ("CSP010", NATIVE, f'SRC = "self"\nSECURE_CSP = {{"img-src": [SRC], {SOUND}}}', "not written out"),
    "CSP010 a text that is split": (
        "CSP010", NATIVE, f'SECURE_CSP = {{"img-src": "self data:".split(), {SOUND}}}', "not written out",
    ),
    "CSP010 made by a loop": (
        "CSP010", NATIVE, f'SECURE_CSP = {{"img-src": [each for each in ("self",)], {SOUND}}}', "not written out",
    ),
    "CSP010 the default of a variable": (
        "CSP010", NATIVE, f'SECURE_CSP = {{"img-src": os.environ.get("IMG", "self").split(","), {SOUND}}}', "not written out",
    ),
    "CSP010 another setting takes it": (
        "CSP010", NATIVE, f'SECURE_CSP = {{"img-src": ["self"], {SOUND}}}\nOTHER = SECURE_CSP["img-src"][0]', "OTHER would change",
    ),
    "CSP011 the name of an argument": (
        "CSP011", NATIVE, f'SECURE_CSP = {{{DEFAULT}, **dict(img_src=["data:"]), {SOUND}}}', "not written in a dictionary",
    ),
    "CSP011 set in a loop": (
        "CSP011", NATIVE, f'SECURE_CSP = {{{DEFAULT}, {SOUND}}}\nfor name in ("img_src",):\n    SECURE_CSP[name] = ["data:"]', "in a loop",
    ),
    "CSP011 a key with a name": (
        "CSP011", NATIVE, f'NAME = "img_src"\nSECURE_CSP = {{{DEFAULT}, NAME: ["data:"], {SOUND}}}', "the key img_src is not written out",
    ),
    "CSP011 a key with a name in a statement": (
        "CSP011", NATIVE, f'NAME = "img_src"\nSECURE_CSP = {{{DEFAULT}, {SOUND}}}\nSECURE_CSP[NAME] = ["data:"]', "not written out",
    ),
    "CSP012 made by a call": ("CSP012", NATIVE, 'SECURE_CSP = dict([("default-src", ["\'self\'"])])', "not written out in one place"),
    "CSP012 the policy of another name": (
        "CSP012", NATIVE, f"OURS = {{{DEFAULT}}}\nSECURE_CSP = OURS", "not written out in one place",
    ),
    "CSP012 united with another one": (
        "CSP012", NATIVE, f'SECURE_CSP = {{{DEFAULT}}}\nSECURE_CSP |= {{"img-src": ["data:"]}}', "not written out in one place",
    ),
    "CSP012 another policy is the same one": (
        "CSP012", NATIVE, f"SECURE_CSP = {{{DEFAULT}}}\nSECURE_CSP_REPORT_ONLY = SECURE_CSP", "SECURE_CSP_REPORT_ONLY would change as well",
    ),
    "DJ008 the origins of another setting": (
        "DJ008", CORS, 'CORS_ALLOWED_ORIGINS = ["a.example"]\nCSRF_TRUSTED_ORIGINS = CORS_ALLOWED_ORIGINS', "CORS_ALLOWED_ORIGINS would change as well",
    ),
    "CSP014 added texts": (
        "CSP014", NATIVE, f"SECURE_CSP = {{{DEFAULT}, \"style-src\": (\"'sha256-abc='\" + \" 'unsafe-inline'\").split(), {SOUND}}}", "not written out",
    ),
    "CSP018 no templates": ("CSP018", NONCE, "", "TEMPLATES has no 0"),
    "CSP018 a text that is split": (
        "CSP018", NONCE, 'TEMPLATES = [{"OPTIONS": {"context_processors": "a.b c.d".split()}}]', "not an element of a list",
    ),
    "CSP001 the name is taken": ("CSP001", NEW, "CSP = 1", "has a name CSP of its own"),
    "CSP007 a list with a name": ("CSP007", THREE, 'OURS = ["/admin/"]\nCSP_EXCLUDE_URL_PREFIXES = OURS', "worked out by code"),
    "CSP007 a list that grows": (
        "CSP007", THREE, 'CSP_EXCLUDE_URL_PREFIXES = ["/a/"]\nCSP_EXCLUDE_URL_PREFIXES += ["/b/"]', "not set by an assignment",
    ),
    "PERM002 a key is an argument": (
        "PERM002",
        _with("django_feature_policy.FeaturePolicyMiddleware", "django-feature-policy==3.8\n"),
        'FEATURE_POLICY = {"camera": "none"}\nOURS = dict(FEATURE_POLICY=FEATURE_POLICY)',
        "uses FEATURE_POLICY elsewhere",
    ),
    "PERM003 keys of a loop": (
        "PERM003", PERMISSIONS, 'PERMISSIONS_POLICY = {name: [] for name in ("camera", "no-such")}', "not written in a dictionary",
    ),
    "PERM003 nothing would be left": ("PERM003", PERMISSIONS, 'PERMISSIONS_POLICY = {"no-such": []}', "only element"),
    "PERM004 a name": ("PERM004", PERMISSIONS, 'HOST = "a.example"\nPERMISSIONS_POLICY = {"camera": [HOST]}', "not written out"),
    "CORS003 a name in it": (
        "CORS003", CORS, 'OURS = "a.example"\nCORS_ALLOWED_ORIGIN_REGEXES = [rf"^https://\\w+.{OURS}"]', "not written out",
    ),
    "TLS004 two texts": ("TLS004", REDIRECT, 'SECURE_REDIRECT_EXEMPT = ["^" + "/health/$"]', "not written out"),
    "TLS004 the default of a variable": (
        "TLS004", REDIRECT, 'SECURE_REDIRECT_EXEMPT = os.environ.get("OPEN", "^/health/$").split(",")', "not written out",
    ),
    "DJ008 a name": ("DJ008", PLAIN, 'AGE = "3600"\nSESSION_COOKIE_AGE = AGE', "worked out by code"),
    "DJ008 two names at once": (
        "DJ008", PLAIN, "SESSION_COOKIE_SECURE = SESSION_COOKIE_HTTPONLY = True,", "gives several names a value",
    ),
    "DJ008 a call": ("DJ008", PLAIN, 'SESSION_COOKIE_NAME = str("sid"),', "worked out by code"),
    "DJ008 written twice": ("DJ008", PLAIN, 'ALLOWED_HOSTS = "b.example"', "sets ALLOWED_HOSTS 2 times"),
    "COOKIE006 a variable without a default": (
        "COOKIE006", PLAIN, 'SESSION_COOKIE_NAME = "__Host-x"\nSESSION_COOKIE_SECURE = os.environ.get("S") == "1"', "worked out by code",
    ),
    "REF005 a name in a text": (
        "REF005",
        _with("django_referrer_policy.middleware.ReferrerPolicyMiddleware", "django-referrer-policy==1.0\n"),
        'REFERRER_POLICY = "same-origin"\nSHOWN = globals()["REFERRER_POLICY"]',
        "uses REFERRER_POLICY elsewhere",
    ),
    "CSP005 a list that a call adds to": (
        "CSP005",
        FOUR,
        "CSP_DEFAULT_SRC = [\"'self'\"]\nCSP_DEFAULT_SRC.append(\"https://b.example\")",
        "uses CSP_DEFAULT_SRC elsewhere",
        Kind.CALL,
    ),
    "CSP007 a list that a call adds to": (
        "CSP007",
        THREE,
        'CSP_EXCLUDE_URL_PREFIXES = ["/a/"]\nCSP_EXCLUDE_URL_PREFIXES.append("/b/")',
        "uses CSP_EXCLUDE_URL_PREFIXES elsewhere",
        Kind.CALL,
    ),
    "CSP007 a list that is added to another": (
        "CSP007", THREE, 'CSP_EXCLUDE_URL_PREFIXES = ["/a/"]\nALL = CSP_EXCLUDE_URL_PREFIXES + ["/b/"]', "uses CSP_EXCLUDE_URL_PREFIXES elsewhere",
    ),
    "CSP011 a list that a call adds to": (
        "CSP011",
        THREE,
        'CSP_PLUGIN_TYPES = ["application/pdf"]\nCSP_PLUGIN_TYPES.append("image/svg+xml")',
        "uses CSP_PLUGIN_TYPES elsewhere",
        Kind.CALL,
    ),
    "MW005 a list that a call adds to": (
        "MW005",
        PLAIN,
        'MIDDLEWARE_CLASSES = []\nMIDDLEWARE_CLASSES.append("ours.First")',
        "uses MIDDLEWARE_CLASSES elsewhere",
        Kind.CALL,
    ),
    "DJ006 a dictionary that grows by keys": (
        "DJ006",
        PERMISSIONS,
        'PERMISSIONS_POLICY = {"usb": []}\nSECURE_PERMISSIONS_POLICY = {"usb": []}\nSECURE_PERMISSIONS_POLICY["camera"] = []',
        "uses SECURE_PERMISSIONS_POLICY elsewhere",
        Kind.CALL,
    ),
}  # fmt: skip


REFUSED: dict[str, Refused] = {name: Refused(*case) for name, case in CASES.items()}


@pytest.mark.parametrize("name", REFUSED)
def test_nothing_is_offered(name):
    case = REFUSED[name]
    place = case.place
    files = {"config/settings.py": f"{START}{place.lines}{case.text}\n"}
    result = mended(Tree(files, "config.settings", place.django, place.requirements), case.code)
    assert result.applicability is None, result.text()
    assert case.reason in result.reason
