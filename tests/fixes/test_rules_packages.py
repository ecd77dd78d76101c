"""What rules would have written for the settings of packages: migrations, excluded paths, policies of django-csp 3."""

from __future__ import annotations

import pytest

from tests.fixes.layouts import LAYOUTS, Row
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


def _of_three(code: str, before: str, after: str) -> Row:
    return Row(code, f"{OLD}{before}", f"{OLD}{after}", CSP, THREE)


ROWS = {
    "CSP007 list under 3": _of_three(
        "CSP007", 'CSP_EXCLUDE_URL_PREFIXES = ["/admin/"]', 'CSP_EXCLUDE_URL_PREFIXES = ("/admin/",)'
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
    ),
    "CSP018 by key": Row(
        "CSP018",
        'TEMPLATES = [{"OPTIONS": {}}]\nTEMPLATES[0]["OPTIONS"]["context_processors"] = ["a.b"]',
        f'TEMPLATES = [{{"OPTIONS": {{}}}}]\nTEMPLATES[0]["OPTIONS"]["context_processors"] = ["a.b", "{PROCESSOR}"]',
        NONCE,
        django="6.0.1",
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
