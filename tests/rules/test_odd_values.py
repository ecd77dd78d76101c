"""No rule and no prediction fails on values that make no sense, whatever the version of Django and the packages."""

from __future__ import annotations

import pytest
from secheaders_lint.data.django import setting_names
from secheaders_lint.prediction.simulate import page

from .sites import GOOD, Site

NAMES = sorted(
    {
        *(name for name in setting_names() if name != "INSTALLED_APPS"),
        "INSTALLED_APPS",
        "CSP_DEFAULT_SRC",
        "CSP_REPORT_ONLY",
        "CSP_EXCLUDE_URL_PREFIXES",
        "CSP_INCLUDE_NONCE_IN",
        "CONTENT_SECURITY_POLICY",
        "CONTENT_SECURITY_POLICY_REPORT_ONLY",
        "PERMISSIONS_POLICY",
        "FEATURE_POLICY",
        "REFERRER_POLICY",
        "CORS_URLS_REGEX",
        "SILENCED_SYSTEM_CHECKS",
    }
)
VALUES = (
    "None",
    "True",
    "-1",
    "0.5",
    "''",
    "'text, with a comma'",
    "b'bytes'",
    "[]",
    "[1, None, ['x']]",
    "('a', 'b')",
    "{'a', 'b'}",
    "{}",
    "{1: 2, 'DIRECTIVES': 3, 'default-src': {'x': 1}, 'EXCLUDE_URL_PREFIXES': 4}",
    "{'DIRECTIVES': {'img-src': 5, 'script-src': [None]}, 'EXCLUDE_URL_PREFIXES': ['/', 1]}",
    "object()",
    "lambda: 1",
    "elsewhere.VALUE",
    "[elsewhere.VALUE, *elsewhere.VALUES]",
    "{'default-src': elsewhere.VALUE, **elsewhere.VALUES}",
    "os.environ['REQUIRED']",
    "os.environ.get('OPTIONAL', 'x')",
    "1 / 0",
)
ODDEST = ("None", "-1", "[1, None, ['x']]", "{1: 2, 'x': {'y': 1}}", "elsewhere.VALUE")
# What rules and prediction look at.
ABOUT = (
    "ALLOWED", "APPEND", "CACHE_", "CONTENT_", "CORS_", "CSP_", "CSRF_", "DEBUG", "FEATURE_", "INSTALLED", "MIDDLEWARE", "PERMISSIONS_",
    "PREPEND", "REFERRER_", "SECURE_", "SESSION_", "SILENCED", "X_FRAME",
)  # fmt: skip
MORE = (
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django_feature_policy.FeaturePolicyMiddleware",
    "django_referrer_policy.middleware.ReferrerPolicyMiddleware",
    "django.middleware.cache.UpdateCacheMiddleware",
    "django.middleware.cache.FetchFromCacheMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
)
NATIVE = "django.middleware.csp.ContentSecurityPolicyMiddleware"


def nothing_fails(site: Site) -> None:
    outcome = site.outcome()
    assert not outcome.failures
    for judged in outcome.judged:
        for scheme in ("http", "https"):
            assert page(judged.site, scheme).kind == "page"


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("django", ["1.11.29", "4.2.30", "6.0.10"])
def test_all_settings_at_once(value: str, django: str) -> None:
    names = [name for name in NAMES if name not in {"MIDDLEWARE", "INSTALLED_APPS"}]
    lines = "".join(f"try:\n    {name} = {value}\nexcept ZeroDivisionError:\n    pass\n" for name in names)
    for csp in ("3.8", "4.0"):
        more = [*MORE, NATIVE] if django == "6.0.10" else [*MORE]
        settings = f"import elsewhere\n{GOOD}MIDDLEWARE += {more!r}\n{lines}"
        requirements = f"django-csp=={csp}\ndjango-permissions-policy==4.21.0\ndjango-cors-headers==3.14.0\n"
        nothing_fails(Site(settings, django=django, requirements=requirements))


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith(ABOUT)])
def test_one_setting(name: str) -> None:
    for value in ODDEST:
        settings = f"import elsewhere\n{GOOD}MIDDLEWARE += {[*MORE, NATIVE]!r}\n{name} = {value}\n"
        nothing_fails(Site(settings, django="6.0.10", requirements="django-csp==4.0\n"))
