"""What rules would have written for a value of a wrong form, or for a setting that another one needs, in all layouts."""

from __future__ import annotations

from textwrap import indent

import pytest

from tests.fixes.layouts import LAYOUTS, USUAL, Kind, Row, base_and_production, listed
from tests.fixes.trying import Tree, mended

CORS = 'INSTALLED_APPS = ["corsheaders"]\nMIDDLEWARE += ["corsheaders.middleware.CorsMiddleware"]\n'
REDIRECT = "SECURE_SSL_REDIRECT = True\n"
PACKAGES = "django-cors-headers==4.4.0\n"

TYPES = {
    "switch": Row("DJ008", "SESSION_COOKIE_SECURE = (True,)", "SESSION_COOKIE_SECURE = True"),
    "switch that is on all the same": Row("DJ008", "SESSION_COOKIE_SECURE = False,", "SESSION_COOKIE_SECURE = False"),
    "text": Row("DJ008", 'SESSION_COOKIE_NAME = "sid",', 'SESSION_COOKIE_NAME = "sid"'),
    "text in a list": Row("DJ008", 'CSRF_COOKIE_NAME = ["token"]', 'CSRF_COOKIE_NAME = "token"'),
    "opener": Row(
        "DJ008", 'SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin",', 'SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"',
    ),
    "time": Row("DJ008", 'SESSION_COOKIE_AGE = "3600"', "SESSION_COOKIE_AGE = 3600"),
    "origins": Row(
        "DJ008",
        'CSRF_TRUSTED_ORIGINS = "https://a.example, https://b.example"',
        'CSRF_TRUSTED_ORIGINS = ["https://a.example", "https://b.example"]',
    ),
    "origin without a scheme": Row(
        "DJ008", 'CSRF_TRUSTED_ORIGINS = [".a.example"]', 'CSRF_TRUSTED_ORIGINS = ["https://*.a.example"]',
    ),
    "origin with a scheme": Row(
        "DJ008", 'CSRF_TRUSTED_ORIGINS = ["https://a.example"]', 'CSRF_TRUSTED_ORIGINS = ["a.example"]', django="3.2.25"
    ),
    "patterns": Row(
        "DJ008", 'SECURE_REDIRECT_EXEMPT = r"^health/$"', 'SECURE_REDIRECT_EXEMPT = ["^health/$"]', REDIRECT
    ),
    "host": Row("DJ008", 'SECURE_SSL_HOST = "https://a.example/"', 'SECURE_SSL_HOST = "a.example"', REDIRECT),
}  # fmt: skip
OTHERS = {
    "CORS003": Row(
        "CORS003",
        'CORS_ALLOWED_ORIGIN_REGEXES = [r"^https://\\w+.a.example"]',
        'CORS_ALLOWED_ORIGIN_REGEXES = [r"^https://\\w+\\.a\\.example$"]',
        CORS,
        PACKAGES,
    ),
    "TLS004": Row("TLS004", 'SECURE_REDIRECT_EXEMPT = ["^/health/$"]', 'SECURE_REDIRECT_EXEMPT = ["^health/$"]', REDIRECT),
    "COOKIE006": Row(
        "COOKIE006",
        'SESSION_COOKIE_NAME = "__Host-sid"\nSESSION_COOKIE_SECURE = False\nSESSION_COOKIE_DOMAIN = "a.example"\nSESSION_COOKIE_PATH = "/x/"',
        'SESSION_COOKIE_NAME = "__Host-sid"\nSESSION_COOKIE_SECURE = True\nSESSION_COOKIE_DOMAIN = None\nSESSION_COOKIE_PATH = "/"',
    ),
    "COOKIE004": Row(
        "COOKIE004",
        'SESSION_COOKIE_SAMESITE = "None"\nSESSION_COOKIE_SECURE = False',
        'SESSION_COOKIE_SAMESITE = "None"\nSESSION_COOKIE_SECURE = True',
    ),
    "COOKIE007": Row(
        "COOKIE007", 'SESSION_COOKIE_SAMESITE = "None"\nSESSION_COOKIE_SECURE = True', 'SESSION_COOKIE_SAMESITE = "Lax"\nSESSION_COOKIE_SECURE = True'
    ),
    "COOKIE007 domain": Row("COOKIE007", 'A = 1\nSESSION_COOKIE_DOMAIN = ".a.example"', "A = 1"),
    "DJ006": Row("DJ006", "A = 1\nSECURE_FRAME_DENY = True", "A = 1"),
    "DJ006 sent otherwise": Row(
        "DJ006",
        'A = 1\nSECURE_PERMISSIONS_POLICY = {"camera": []}',
        "A = 1",
        'MIDDLEWARE += ["django_permissions_policy.PermissionsPolicyMiddleware"]\nPERMISSIONS_POLICY = {"camera": []}\n',
        "django-permissions-policy==4.26.0\n",
    ),
    "HSTS002 stage": Row("HSTS002", "SECURE_HSTS_SECONDS = 2592000", "SECURE_HSTS_SECONDS = 31536000"),
    "HSTS002 no stage": Row("HSTS002", "SECURE_HSTS_SECONDS = 5184000", "SECURE_HSTS_SECONDS = 31536000"),
    "HSTS004": Row(
        "HSTS004",
        "SECURE_HSTS_SECONDS = 31536000\nSECURE_HSTS_INCLUDE_SUBDOMAINS = False",
        "SECURE_HSTS_SECONDS = 31536000\nSECURE_HSTS_INCLUDE_SUBDOMAINS = True",
    ),
    "REF001": Row(
        "REF001", "SECURE_REFERRER_POLICY = None", 'SECURE_REFERRER_POLICY = "same-origin"'
    ),
    "REF003 a word that is none beside others": Row(
        "REF003", 'SECURE_REFERRER_POLICY = "same_origin"', 'SECURE_REFERRER_POLICY = "same-origin"'
    ),
    "REF002 in a text of several": Row(
        "REF002",
        'SECURE_REFERRER_POLICY = "no-referrer, unsafe-url"',
        'SECURE_REFERRER_POLICY = "no-referrer, strict-origin-when-cross-origin"',
    ),
    "REF002 in a list": Row(
        "REF002",
        'SECURE_REFERRER_POLICY = ["strict-origin", "unsafe-url"]  # for old browsers too',
        'SECURE_REFERRER_POLICY = ["strict-origin", "strict-origin-when-cross-origin"]  # for old browsers too',
    ),
    "REF002 behind what is unpacked": Row(
        "REF002",
        'OURS = ["strict-origin-when-cross-origin"]\nSECURE_REFERRER_POLICY = [*OURS, "same-origin", "unsafe-url"]',
        'OURS = ["strict-origin-when-cross-origin"]\nSECURE_REFERRER_POLICY = [*OURS, "same-origin", "strict-origin-when-cross-origin"]',
        kind=Kind.STARS,
    ),
    "REF002 the right one stands before it": Row(
        "REF002",
        'SECURE_REFERRER_POLICY = ["strict-origin-when-cross-origin"]\nSECURE_REFERRER_POLICY.append("unsafe-url")',
        'SECURE_REFERRER_POLICY = ["strict-origin-when-cross-origin"]',
        kind=Kind.CALL,
    ),
    "REF003 a slip in a list": Row(
        "REF003",
        'SECURE_REFERRER_POLICY = ("no-referrer", "same_origin")',
        'SECURE_REFERRER_POLICY = ("no-referrer", "same-origin")',
    ),
    "REF003 in what is unpacked": Row(
        "REF003",
        'OURS = ["never", "same-origin"]\nSECURE_REFERRER_POLICY = [*OURS, "strict-origin"]',
        'OURS = ["same-origin"]\nSECURE_REFERRER_POLICY = [*OURS, "strict-origin"]',
        kind=Kind.STARS,
    ),
    "REF003 by call": Row(
        "REF003",
        'SECURE_REFERRER_POLICY = ["same-origin"]\nSECURE_REFERRER_POLICY.insert(0, "never")',
        'SECURE_REFERRER_POLICY = ["same-origin"]',
        kind=Kind.CALL,
    ),
    "REF003 in other letters": Row(
        "REF003", 'SECURE_REFERRER_POLICY = ["Same-Origin"]', 'SECURE_REFERRER_POLICY = ["same-origin"]'
    ),
    "REF003 nothing that is meant": Row(
        "REF003", 'SECURE_REFERRER_POLICY = ["never"]', 'SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"'
    ),
    "REF004 behind what is unpacked": Row(
        "REF004",
        'OURS = ["origin"]\nSECURE_REFERRER_POLICY = [*OURS, "no-referrer"]',
        'OURS = ["origin"]\nSECURE_REFERRER_POLICY = [*OURS, "same-origin"]',
        kind=Kind.STARS,
    ),
    "REF004 by call": Row(
        "REF004",
        'SECURE_REFERRER_POLICY = ["origin"]\nSECURE_REFERRER_POLICY.append("no-referrer")',
        'SECURE_REFERRER_POLICY = ["origin"]\nSECURE_REFERRER_POLICY.append("same-origin")',
        kind=Kind.CALL,
    ),
    "DJ006 unpacked": Row(
        "DJ006",
        'OURS = {"usb": []}\nSECURE_PERMISSIONS_POLICY = {**OURS, "camera": []}',
        'OURS = {"usb": []}',
        'MIDDLEWARE += ["django_permissions_policy.PermissionsPolicyMiddleware"]\nPERMISSIONS_POLICY = {"camera": []}\n',
        "django-permissions-policy==4.26.0\n",
        kind=Kind.STARS,
    ),
    "DJ007 unpacked": Row(
        "DJ007",
        'OURS = ["https://a.example"]\nCSRF_TRUSTED_ORIGIN = [*OURS, "https://b.example"]',
        'OURS = ["https://a.example"]\nCSRF_TRUSTED_ORIGINS = [*OURS, "https://b.example"]',
        kind=Kind.STARS,
    ),
    "DJ007 by call": Row(
        "DJ007",
        'CSRF_TRUSTED_ORIGIN = ["https://a.example"]\nCSRF_TRUSTED_ORIGIN.insert(0, "https://b.example")',
        'CSRF_TRUSTED_ORIGINS = ["https://a.example"]\nCSRF_TRUSTED_ORIGINS.insert(0, "https://b.example")',
        kind=Kind.CALL,
    ),
    "XFO003": Row("XFO003", 'X_FRAME_OPTIONS = "SAMEORIGIN"', 'X_FRAME_OPTIONS = "DENY"'),
    "COOP002": Row("COOP002", 'SECURE_CROSS_ORIGIN_OPENER_POLICY = "same_origin"', 'SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"'),
    "TLS003": Row(
        "TLS003",
        "SECURE_PROXY_SSL_HEADER = None\nSECURE_SSL_REDIRECT = True",
        'SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")\nSECURE_SSL_REDIRECT = True',
        tls="proxy",
    ),
    "TLS005": Row(
        "TLS005",
        'USE_X_FORWARDED_HOST = True\nALLOWED_HOSTS = ["*"]',
        'USE_X_FORWARDED_HOST = False\nALLOWED_HOSTS = ["*"]',
    ),
    "MW005": Row("MW005", 'A = 1\nMIDDLEWARE_CLASSES = ["ours.First"]', "A = 1"),
    "DJ007 XFRAME": Row("DJ007", 'X_FRAME_OPTION = "DENY"', 'X_FRAME_OPTIONS = "DENY"'),
    "DJ004 a flag": Row("DJ004", 'SECURE_SSL_REDIRECT = "False"', "SECURE_SSL_REDIRECT = False"),
}  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
@pytest.mark.parametrize("row", [*TYPES.values(), *OTHERS.values()], ids=[*TYPES, *OTHERS])
def test_a_setting_is_mended_where_it_is_written(row, layout):
    laid = layout(row)
    result = mended(laid.tree, row.code)
    assert not result.reason
    assert result.text(laid.path) == laid.after


def test_a_flag_that_a_name_promises_is_added_by_production():
    row = Row("COOKIE006", 'SESSION_COOKIE_NAME = "__Secure-sid"', "")
    result = mended(base_and_production(row).tree, row.code)
    assert result.text("config/production.py") == (
        "from config.base import *\n\n# Security\nSESSION_COOKIE_SECURE = True\n"
    )


@pytest.mark.parametrize(
    "layout", [each for each in LAYOUTS if each is not base_and_production], ids=lambda each: each.__name__
)
def test_a_flag_that_a_name_promises_is_added_beside_it(layout):
    name = 'SESSION_COOKIE_NAME = "__Secure-sid"'
    laid = layout(Row("COOKIE006", name, f"{name}\nSESSION_COOKIE_SECURE = True"))
    result = mended(laid.tree, "COOKIE006")
    assert result.text(laid.path) == laid.after


# -- DEBUG, which each module decides for itself -----------------------------------------------------------------------

DEBUG = f'SECRET_KEY = "a"\nDEBUG = True\nALLOWED_HOSTS = ["a.example"]\n{listed(USUAL)}'
OFF = DEBUG.replace("True", "False")
CLASS = "from configurations import Configuration\n\n\nclass Prod(Configuration):\n"
STAGES_OF = 'import os\n\nSTAGE = os.environ.get("STAGE")\n'
BRANCHES = f"""\
{STAGES_OF}{DEBUG.replace("DEBUG = True", "FIRST = 1")}if STAGE == "production":
    # No pages with errors.
    DEBUG = True  # for now
    LAST = 1
elif STAGE == "staging":
    DEBUG = False
else:
    DEBUG = True
"""
OVER = f"""\
{STAGES_OF}{OFF}if STAGE == "production":
    DEBUG = True
    LAST = 1
"""
DEBUGS = {
    "a literal": (Kind.LITERAL, DEBUG, OFF),
    "single quotes": (Kind.LITERAL, DEBUG.replace('"', "'"), OFF.replace('"', "'")),
    "a class": (Kind.CLASS, CLASS + indent(DEBUG, "    "), CLASS + indent(OFF, "    ")),
    "the branch of production": (
        Kind.GUARD,
        BRANCHES,
        BRANCHES.replace("DEBUG = True  #", "DEBUG = False  #"),
    ),
    "a branch over a default": (Kind.GUARD, OVER, OVER.replace("DEBUG = True", "DEBUG = False")),
}


@pytest.mark.parametrize("name", DEBUGS)
def test_debug_is_switched_off(name):
    kind, before, after = DEBUGS[name]
    tree = Tree({"config/settings.py": before})
    if kind is Kind.CLASS:
        tree = tree._replace(requirements="django-configurations==2.5\n", configuration="Prod")
    result = mended(tree, "DJ001")
    assert not result.reason
    assert result.text() == after


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ("TEMPLATE_DEBUG = DEBUG\n", "TEMPLATE_DEBUG would change as well"),
        ("if DEBUG:\n    EMAIL_PORT = 25\n", "EMAIL_PORT would change as well"),
        (
            "if not DEBUG:\n    SESSION_COOKIE_SECURE = True\n",
            "SESSION_COOKIE_SECURE would change as well",
        ),
    ],
    ids=["a setting is the same", "a setting of developers", "a setting of production"],
)
def test_debug_stays_on_where_other_settings_follow_it(lines, reason):
    assert mended(Tree({"config/settings.py": f"{DEBUG}{lines}"}), "DJ001").reason == reason


def test_debug_is_switched_off_by_production_where_developers_have_it_from_the_base():
    files = {
        "config/base.py": DEBUG,
        "config/development.py": "from config.base import *\n",
        "config/production.py": 'from config.base import *\n\nALLOWED_HOSTS = ["b.example"]\n',
    }
    result = mended(Tree(files, "config.production"), "DJ001")
    assert result.text("config/base.py") == DEBUG
    assert result.text("config/production.py") == f"{files['config/production.py']}DEBUG = False\n"


# -- comments that silence nothing -------------------------------------------------------------------------------------

COMMENTS = {
    "alone behind a value": Row("SET002", "A = 1  # secheaders: ignore[XFO001]", "A = 1"),
    "behind a call": Row(
        "SET002",
        'OURS = []\nOURS.append("a")  # secheaders: ignore[XFO001]',
        'OURS = []\nOURS.append("a")',
        kind=Kind.CALL,
    ),
    "behind what is unpacked": Row(
        "SET002",
        'OURS = []\nMORE = [\n    *OURS,  # secheaders: ignore[XFO001]\n    "a",\n]',
        'OURS = []\nMORE = [\n    *OURS,\n    "a",\n]',
        kind=Kind.STARS,
    ),
    "one of two": Row(
        "SET002",
        "SESSION_COOKIE_HTTPONLY = False  # secheaders: ignore[XFO001, COOKIE002] scripts read it",
        "SESSION_COOKIE_HTTPONLY = False  # secheaders: ignore[COOKIE002] scripts read it",
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
@pytest.mark.parametrize("row", COMMENTS.values(), ids=[*COMMENTS])
def test_a_comment_loses_what_silences_nothing(row, layout):
    laid = layout(row)
    result = mended(laid.tree, row.code)
    assert not result.reason
    assert result.text(laid.path) == laid.after
    with pytest.raises(AssertionError, match="SET002 reports nothing"):
        mended(laid.tree._replace(files={**laid.tree.files, laid.path: laid.after}), row.code)


# -- the ramp-up -------------------------------------------------------------------------------------------------------

STAGES = {0: 300, 1: 300, 300: 604800, 301: 604800, 604800: 2592000, 2592000: 31536000}


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
@pytest.mark.parametrize("seconds", STAGES)
def test_no_fix_skips_a_stage(seconds, layout):
    code = "HSTS002" if seconds else "HSTS001"
    row = Row(code, f"SECURE_HSTS_SECONDS = {seconds}", f"SECURE_HSTS_SECONDS = {STAGES[seconds]}")
    laid = layout(row)
    # The stage behind it is a finding of its own.
    left = ("config.settings", "config.production", "config.settings:Prod")
    result = mended(laid.tree._replace(left=left), code)
    assert not result.reason
    assert result.text(laid.path) == laid.after
    assert "preload" not in result.text(laid.path).lower()
