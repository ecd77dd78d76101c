"""What rules would have written for the settings of packages: migrations, excluded paths, policies of django-csp 3."""

from __future__ import annotations

import pytest

from tests.fixes.layouts import LAYOUTS, Kind, Row, base_and_production
from tests.fixes.trying import mended

CSP = 'MIDDLEWARE += ["csp.middleware.CSPMiddleware"]\n'
NATIVE = "django.middleware.csp.ContentSecurityPolicyMiddleware"
THREE, FOUR = "django-csp==3.8\n", "django-csp==4.0\n"
PROCESSOR = "django.template.context_processors.csp"
NONCE = (
    f'MIDDLEWARE += ["{NATIVE}"]\nfrom django.utils.csp import CSP\n'
    'SECURE_CSP = {"default-src": [CSP.SELF, CSP.NONCE], "base-uri": [CSP.NONE], "form-action": [CSP.SELF]}\n'
)
ENGINES = "django.template.backends"
ENGINE = 'TEMPLATES = [\n    {\n        "OPTIONS": {\n            "context_processors": [\n'
OLD = "CSP_DEFAULT_SRC = (\"'self'\",)\nCSP_BASE_URI = (\"'none'\",)\nCSP_FORM_ACTION = (\"'self'\",)\n"
SELF = '"default-src": ["\'self\'"]'


def _of_three(code: str, before: str, after: str, kind: Kind = Kind.LITERAL) -> Row:
    return Row(code, f"{OLD}{before}", f"{OLD}{after}", CSP, THREE, kind=kind)


ROWS = {
    "CSP007 list under 3": _of_three(
        "CSP007", 'CSP_EXCLUDE_URL_PREFIXES = ["/admin/"]', 'CSP_EXCLUDE_URL_PREFIXES = ("/admin/",)'
    ),
    "CSP007 comments": _of_three(
        "CSP007",
        "CSP_EXCLUDE_URL_PREFIXES = [\n    # Ours.\n    '/admin/',  # all of it\n    \"/api/\"\n]",
        "CSP_EXCLUDE_URL_PREFIXES = (\n    # Ours.\n    '/admin/',  # all of it\n    \"/api/\"\n)",
    ),
    "CSP007 a row that is unpacked": _of_three(
        "CSP007",
        'OURS = ["/admin/"]\nCSP_EXCLUDE_URL_PREFIXES = [*OURS, "/api/"]',
        'OURS = ["/admin/"]\nCSP_EXCLUDE_URL_PREFIXES = (*OURS, "/api/")',
        Kind.STARS,
    ),
    "CSP007 nothing but a row that is unpacked": _of_three(
        "CSP007",
        'OURS = ["/admin/"]\nCSP_EXCLUDE_URL_PREFIXES = [*OURS]',
        'OURS = ["/admin/"]\nCSP_EXCLUDE_URL_PREFIXES = (*OURS,)',
        Kind.STARS,
    ),
    "CSP007 text under 4": Row(
        "CSP007",
        f'CONTENT_SECURITY_POLICY = {{"EXCLUDE_URL_PREFIXES": "/admin/", "DIRECTIVES": {{{SELF}}}}}',
        f'CONTENT_SECURITY_POLICY = {{"EXCLUDE_URL_PREFIXES": ("/admin/",), "DIRECTIVES": {{{SELF}}}}}',
        CSP,
        FOUR,
    ),
    "CSP010 under 3": _of_three("CSP010", 'CSP_IMG_SRC = ["self", "data:"]', "CSP_IMG_SRC = [\"'self'\", \"data:\"]"),
    "CSP010 text under 3": _of_three("CSP010", 'CSP_IMG_SRC = "self"', "CSP_IMG_SRC = \"'self'\""),
    "CSP014 under 3": _of_three(
        "CSP014",
        "CSP_STYLE_SRC = [\"'sha256-abc='\", \"'unsafe-inline'\"]",
        "CSP_STYLE_SRC = [\"'sha256-abc='\"]",
    ),
    "CSP011 under 3": _of_three("CSP011", "A = 1\nCSP_BLOCK_ALL_MIXED_CONTENT = True", "A = 1"),
    "CSP011 under 3, unpacked": _of_three(
        "CSP011",
        'TYPES = ["application/pdf"]\nCSP_PLUGIN_TYPES = [*TYPES, "image/svg+xml"]',
        'TYPES = ["application/pdf"]',
        Kind.STARS,
    ),
    "CSP005 unpacked": Row(
        "CSP005",
        "CDN = [\"https://b.example\"]\nCSP_DEFAULT_SRC = (\"'self'\",)\nCSP_IMG_SRC = [*CDN, \"data:\"]",
        'CDN = ["https://b.example"]\nCONTENT_SECURITY_POLICY_REPORT_ONLY = {\n'
        '    "DIRECTIVES": {\n        "default-src": ("\'self\'",),\n        "img-src": [*CDN, "data:"],\n    },\n}',
        CSP,
        FOUR,
        kind=Kind.STARS,
    ),
    "CSP005": Row(
        "CSP005",
        "CSP_DEFAULT_SRC = (\"'self'\",)\nCSP_IMG_SRC = [\"data:\"]",
        "CONTENT_SECURITY_POLICY_REPORT_ONLY = {\n"
        '    "DIRECTIVES": {\n        "default-src": ("\'self\'",),\n        "img-src": ["data:"],\n    },\n}',
        CSP,
        FOUR,
    ),
    "CSP020": Row(
        "CSP020",
        f'{CSP}CONTENT_SECURITY_POLICY = {{\n    "DIRECTIVES": {{\n        {SELF},\n    }},\n}}',
        f'MIDDLEWARE += ["{NATIVE}"]\nSECURE_CSP = {{\n    {SELF},\n}}',
        requirements=FOUR,
        django="6.0.1",
    ),
    "CSP020 one line": Row(
        "CSP020",
        f'{CSP}CONTENT_SECURITY_POLICY = {{"DIRECTIVES": {{{SELF}}}}}',
        f'MIDDLEWARE += ["{NATIVE}"]\nSECURE_CSP = {{{SELF}}}',
        requirements=FOUR,
        django="6.0.1",
    ),
    "CSP020 by call": Row(
        "CSP020",
        f'MIDDLEWARE.insert(1, "csp.middleware.CSPMiddleware")\nCONTENT_SECURITY_POLICY = {{"DIRECTIVES": {{{SELF}}}}}',
        f'MIDDLEWARE.insert(1, "{NATIVE}")\nSECURE_CSP = {{{SELF}}}',
        requirements=FOUR,
        django="6.0.1",
        kind=Kind.CALL,
    ),
    "CSP020 unpacked": Row(
        "CSP020",
        'OURS = ["csp.middleware.CSPMiddleware"]\nMIDDLEWARE = [*MIDDLEWARE, *OURS]\nCDN = ["https://b.example"]\n'
        'CONTENT_SECURITY_POLICY = {"DIRECTIVES": {"default-src": ["\'self\'", *CDN]}}',
        f'OURS = ["{NATIVE}"]\nMIDDLEWARE = [*MIDDLEWARE, *OURS]\nCDN = ["https://b.example"]\n'
        'SECURE_CSP = {"default-src": ["\'self\'", *CDN]}',
        requirements=FOUR,
        django="6.0.1",
        kind=Kind.STARS,
    ),
    "PERM002 by call and by key": Row(
        "PERM002",
        'MIDDLEWARE.insert(1, "django_feature_policy.FeaturePolicyMiddleware")\nFEATURE_POLICY = {}\nFEATURE_POLICY["camera"] = "none"',
        'MIDDLEWARE.insert(1, "django_permissions_policy.PermissionsPolicyMiddleware")\nPERMISSIONS_POLICY = {}\nPERMISSIONS_POLICY["camera"] = "none"',
        requirements="django-feature-policy==3.8\n",
        kind=Kind.CALL,
    ),
    "PERM002 by key under a condition": Row(
        "PERM002",
        'MIDDLEWARE += ["django_feature_policy.FeaturePolicyMiddleware"]\nFEATURE_POLICY = {"camera": "none"}\nif DEBUG:\n    FEATURE_POLICY["usb"] = "self"',
        'MIDDLEWARE += ["django_permissions_policy.PermissionsPolicyMiddleware"]\nPERMISSIONS_POLICY = {"camera": "none"}\nif DEBUG:\n    PERMISSIONS_POLICY["usb"] = "self"',
        requirements="django-feature-policy==3.8\n",
        kind=Kind.CALL,
    ),
    "PERM002 unpacked": Row(
        "PERM002",
        'OURS = ["django_feature_policy.FeaturePolicyMiddleware"]\nMIDDLEWARE = [*MIDDLEWARE, *OURS]\nMORE = {"usb": "none"}\nFEATURE_POLICY = {**MORE, "camera": "none"}',
        'OURS = ["django_permissions_policy.PermissionsPolicyMiddleware"]\nMIDDLEWARE = [*MIDDLEWARE, *OURS]\nMORE = {"usb": "none"}\nPERMISSIONS_POLICY = {**MORE, "camera": "none"}',
        requirements="django-feature-policy==3.8\n",
        kind=Kind.STARS,
    ),
    "PERM002": Row(
        "PERM002",
        'MIDDLEWARE += ["django_feature_policy.FeaturePolicyMiddleware"]\nFEATURE_POLICY = {"camera": "none"}',
        'MIDDLEWARE += ["django_permissions_policy.PermissionsPolicyMiddleware"]\nPERMISSIONS_POLICY = {"camera": "none"}',
        requirements="django-feature-policy==3.8\n",
    ),
    "PERM002 setting alone": Row(
        "PERM002",
        'FEATURE_POLICY = {"camera": "none"}',
        'PERMISSIONS_POLICY = {"camera": "none"}',
        'MIDDLEWARE += ["django_permissions_policy.PermissionsPolicyMiddleware"]\n',
        "django-permissions-policy==4.26.0\n",
    ),
    "REF005": Row(
        "REF005",
        'MIDDLEWARE += ["corsheaders.middleware.CorsMiddleware", "django_referrer_policy.middleware.ReferrerPolicyMiddleware"]\n'
        'REFERRER_POLICY = "same-origin"',
        'MIDDLEWARE += ["corsheaders.middleware.CorsMiddleware"]\nSECURE_REFERRER_POLICY = "same-origin"',
        requirements="django-referrer-policy==1.0\ndjango-cors-headers==4.4.0\n",
    ),
    "REF005 by call": Row(
        "REF005",
        'MIDDLEWARE.insert(1, "django_referrer_policy.middleware.ReferrerPolicyMiddleware")\nREFERRER_POLICY = "same-origin"',
        'SECURE_REFERRER_POLICY = "same-origin"',
        requirements="django-referrer-policy==1.0\n",
        kind=Kind.CALL,
    ),
    "REF005 unpacked": Row(
        "REF005",
        'OURS = ["corsheaders.middleware.CorsMiddleware", "django_referrer_policy.middleware.ReferrerPolicyMiddleware"]\n'
        'MIDDLEWARE = [*MIDDLEWARE, *OURS]\nREFERRER_POLICY = "same-origin"',
        'OURS = ["corsheaders.middleware.CorsMiddleware"]\nMIDDLEWARE = [*MIDDLEWARE, *OURS]\nSECURE_REFERRER_POLICY = "same-origin"',
        requirements="django-referrer-policy==1.0\ndjango-cors-headers==4.4.0\n",
        kind=Kind.STARS,
    ),
    "REF005 a name that is used": Row(
        "REF005",
        'MIDDLEWARE += ["django_referrer_policy.middleware.ReferrerPolicyMiddleware"]\nREFERRER_POLICY = "same-origin"\nSHOWN = f"policy: {REFERRER_POLICY}"',
        'SECURE_REFERRER_POLICY = "same-origin"\nSHOWN = f"policy: {SECURE_REFERRER_POLICY}"',
        requirements="django-referrer-policy==1.0\n",
    ),
    "CSP018 one line": Row(
        "CSP018",
        'TEMPLATES = [{"OPTIONS": {"context_processors": ["a.b"]}}]',
        f'TEMPLATES = [{{"OPTIONS": {{"context_processors": ["a.b", "{PROCESSOR}"]}}}}]',
        NONCE,
        django="6.0.1",
    ),
    "CSP018 many lines": Row(
        "CSP018",
        f'{ENGINE}                # Ours.\n                "a.b",\n            ],\n        }},\n    }},\n]',
        f'{ENGINE}                # Ours.\n                "a.b",\n                "{PROCESSOR}",\n            ],\n        }},\n    }},\n]',
        NONCE,
        django="6.0.1",
    ),
    "CSP018 unpacked": Row(
        "CSP018",
        'OURS = ["a.b"]\nTEMPLATES = [{"OPTIONS": {"context_processors": [*OURS, "c.d"]}}]',
        f'OURS = ["a.b"]\nTEMPLATES = [{{"OPTIONS": {{"context_processors": [*OURS, "c.d", "{PROCESSOR}"]}}}}]',
        NONCE,
        django="6.0.1",
        kind=Kind.STARS,
    ),
    "CSP018 by call": Row(
        "CSP018",
        'TEMPLATES = [{"OPTIONS": {"context_processors": ["a.b"]}}]\nTEMPLATES[0]["OPTIONS"]["context_processors"].append("c.d")',
        f'TEMPLATES = [{{"OPTIONS": {{"context_processors": ["a.b", "{PROCESSOR}"]}}}}]\nTEMPLATES[0]["OPTIONS"]["context_processors"].append("c.d")',
        NONCE,
        django="6.0.1",
        kind=Kind.CALL,
    ),
    "CSP018 by key": Row(
        "CSP018",
        'TEMPLATES = [{"OPTIONS": {}}]\nTEMPLATES[0]["OPTIONS"]["context_processors"] = ["a.b"]',
        f'TEMPLATES = [{{"OPTIONS": {{}}}}]\nTEMPLATES[0]["OPTIONS"]["context_processors"] = ["a.b", "{PROCESSOR}"]',
        NONCE,
        django="6.0.1",
        kind=Kind.CALL,
    ),
    "CSP018 other engines": Row(
        "CSP018",
        f'TEMPLATES = [{{"BACKEND": "{ENGINES}.jinja2.Jinja2"}}, {{"BACKEND": "{ENGINES}.django.DjangoTemplates", "OPTIONS": {{}}}}]',
        f'TEMPLATES = [{{"BACKEND": "{ENGINES}.jinja2.Jinja2"}}, {{"BACKEND": "{ENGINES}.django.DjangoTemplates", '
        f'"OPTIONS": {{"context_processors": ["{PROCESSOR}"]}}}}]',
        NONCE,
        django="6.0.1",
    ),
    "CSP018 no list yet": Row(
        "CSP018",
        'TEMPLATES = [{"APP_DIRS": True, "OPTIONS": {}}]',
        f'TEMPLATES = [{{"APP_DIRS": True, "OPTIONS": {{"context_processors": ["{PROCESSOR}"]}}}}]',
        NONCE,
        django="6.0.1",
    ),
    "PERM001": Row(
        "PERM001",
        "PERMISSIONS_POLICY = {}",
        "PERMISSIONS_POLICY = {\n"
        + "".join(
            f'    "{name}": [],\n'
            for name in (
                "accelerometer", "camera", "display-capture", "gyroscope", "magnetometer", "microphone", "midi", "usb"
            )
        )
        + "}",
        'MIDDLEWARE += ["django_permissions_policy.PermissionsPolicyMiddleware"]\n',
        "django-permissions-policy==4.26.0\n",
    ),
}  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
@pytest.mark.parametrize("row", ROWS.values(), ids=[*ROWS])
def test_a_setting_is_mended_where_it_is_written(row, layout):
    laid = layout(row)
    result = mended(laid.tree, row.code)
    assert not result.reason
    assert result.text(laid.path) == laid.after


ADDED = "CSP_BASE_URI = [\"'none'\"]\n"
LACKING = OLD.replace("CSP_BASE_URI = (\"'none'\",)\n", "") + "A = 1"


@pytest.mark.parametrize(
    "layout", [each for each in LAYOUTS if each is not base_and_production], ids=lambda each: each.__name__
)
def test_a_directive_of_django_csp_3_is_added_beside_the_others(layout):
    after = LACKING.replace("CSP_FORM", f"{ADDED}CSP_FORM")
    laid = layout(Row("CSP012", LACKING, after, CSP, THREE))
    result = mended(laid.tree, "CSP012")
    assert not result.reason
    assert result.text(laid.path) == laid.after


def test_a_directive_of_django_csp_3_is_added_by_production():
    laid = base_and_production(Row("CSP012", LACKING, LACKING, CSP, THREE))
    result = mended(laid.tree, "CSP012")
    assert result.text("config/base.py") == laid.after
    assert result.text("config/production.py") == f"from config.base import *\n\n# Security\n{ADDED}"
