"""Which settings have to do with which header: the order in which ``settings`` shows them."""

from __future__ import annotations

from typing import NamedTuple


class Group(NamedTuple):
    """Settings under one heading: ``core`` ones are shown even where the project leaves them to Django."""

    title: str
    core: tuple[str, ...]
    others: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()

    def holds(self, name: str) -> bool:
        """Tell whether a setting belongs here."""
        return name in self.core or name in self.others or name.startswith(self.prefixes)


GROUPS = (
    Group("Middleware", ("MIDDLEWARE",), ("MIDDLEWARE_CLASSES",)),
    Group(
        "HTTPS",
        ("SECURE_SSL_REDIRECT", "SECURE_PROXY_SSL_HEADER"),
        ("SECURE_SSL_HOST", "SECURE_REDIRECT_EXEMPT", "USE_X_FORWARDED_HOST", "USE_X_FORWARDED_PORT"),
    ),
    Group("Strict-Transport-Security", ("SECURE_HSTS_SECONDS",), prefixes=("SECURE_HSTS_",)),
    Group(
        "Content-Security-Policy",
        ("SECURE_CSP", "SECURE_CSP_REPORT_ONLY"),
        ("CONTENT_SECURITY_POLICY", "CONTENT_SECURITY_POLICY_REPORT_ONLY"),
        ("CSP_", "SECURE_CSP"),
    ),
    Group("X-Frame-Options", ("X_FRAME_OPTIONS",)),
    Group("X-Content-Type-Options", ("SECURE_CONTENT_TYPE_NOSNIFF",)),
    Group("Referrer-Policy", ("SECURE_REFERRER_POLICY",), ("REFERRER_POLICY",)),
    Group("Permissions-Policy", ("PERMISSIONS_POLICY",), prefixes=("PERMISSIONS_POLICY", "FEATURE_POLICY")),
    Group(
        "Cross-Origin-Opener-Policy",
        ("SECURE_CROSS_ORIGIN_OPENER_POLICY",),
        prefixes=("SECURE_CROSS_ORIGIN_",),
    ),
    Group("X-XSS-Protection", (), ("SECURE_BROWSER_XSS_FILTER",)),
    Group(
        "Session cookie",
        ("SESSION_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY", "SESSION_COOKIE_SAMESITE"),
        prefixes=("SESSION_COOKIE_",),
    ),
    Group(
        "CSRF cookie",
        ("CSRF_COOKIE_SECURE", "CSRF_COOKIE_HTTPONLY", "CSRF_COOKIE_SAMESITE"),
        others=("CSRF_USE_SESSIONS", "CSRF_TRUSTED_ORIGINS"),
        prefixes=("CSRF_COOKIE_",),
    ),
    Group("Cross-origin requests", (), prefixes=("CORS_",)),
    Group(
        "The site as a whole",
        ("DEBUG", "ALLOWED_HOSTS"),
        ("SILENCED_SYSTEM_CHECKS", "APPEND_SLASH"),
        ("WHITENOISE_",),
    ),
)
