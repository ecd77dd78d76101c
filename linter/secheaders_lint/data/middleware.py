"""What is known of 93 middleware paths: who makes them, what they send, whether they answer by themselves."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

from secheaders_lint.data import load

SECURITY = "django.middleware.security.SecurityMiddleware"
SESSION = "django.contrib.sessions.middleware.SessionMiddleware"
USER_SESSIONS = "user_sessions.middleware.SessionMiddleware"
COMMON = "django.middleware.common.CommonMiddleware"
CSRF = "django.middleware.csrf.CsrfViewMiddleware"
AUTHENTICATION = "django.contrib.auth.middleware.AuthenticationMiddleware"
MESSAGES = "django.contrib.messages.middleware.MessageMiddleware"
CLICKJACKING = "django.middleware.clickjacking.XFrameOptionsMiddleware"
LOCALE = "django.middleware.locale.LocaleMiddleware"
GZIP = "django.middleware.gzip.GZipMiddleware"
NATIVE_CSP = "django.middleware.csp.ContentSecurityPolicyMiddleware"
WHITENOISE = "whitenoise.middleware.WhiteNoiseMiddleware"
CORS = "corsheaders.middleware.CorsMiddleware"
DJANGO_CSP = "csp.middleware.CSPMiddleware"
DJANGO_CSP_RATE_LIMITED = "csp.contrib.rate_limiting.RateLimitedCSPMiddleware"
PERMISSIONS_POLICY = "django_permissions_policy.PermissionsPolicyMiddleware"
FEATURE_POLICY = "django_feature_policy.FeaturePolicyMiddleware"
FEATURE_POLICY_3 = "django_feature_policy.PermissionsPolicyMiddleware"
REFERRER_POLICY = "django_referrer_policy.middleware.ReferrerPolicyMiddleware"
SECURITY_PACKAGE_CSP = "security.middleware.ContentSecurityPolicyMiddleware"
DJANGO_SECURE = "djangosecure.middleware.SecurityMiddleware"
SSLIFY = "sslify.middleware.SSLifyMiddleware"
COOKIES_SAMESITE = "django_cookies_samesite.middleware.CookiesSameSite"
UPDATE_CACHE = "django.middleware.cache.UpdateCacheMiddleware"
FETCH_CACHE = "django.middleware.cache.FetchFromCacheMiddleware"


class Constraint(NamedTuple):
    """One wish for the order: ``relation`` to ``target``, how strong, why and by whose word."""

    relation: str
    target: str
    strength: str
    why: str
    source: str


class Known(NamedTuple):
    """What is known of one middleware."""

    path: str
    package: str
    sets: tuple[str, ...]
    answers: str | None
    constraints: tuple[Constraint, ...]


@cache
def table() -> dict[str, Known]:
    """Return the table: dotted path → what is known."""
    rows: dict[str, Any] = load("middleware.json")["middleware"]
    return {path: _known(path, row) for path, row in rows.items()}


def _known(path: str, row: dict[str, Any]) -> Known:
    constraints = tuple(
        Constraint(c["relation"], c["target"], c["strength"], c["why"], c["source"])
        for c in row["constraints"]
    )
    return Known(path, row["package"], tuple(row["sets"]), row["may_answer_itself"], constraints)
