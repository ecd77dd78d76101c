"""django-cors-headers: its settings under both of their names, and its defaults (read in 2.5.3, 3.7.0, 3.14.0, 4.0.0, 4.9.0)."""

from __future__ import annotations

from secheaders_lint.data.django import major_of

PACKAGE = "django-cors-headers"
# The newer name first: the older one counts where the newer is not set.
ALL = ("CORS_ALLOW_ALL_ORIGINS", "CORS_ORIGIN_ALLOW_ALL")
LISTED = ("CORS_ALLOWED_ORIGINS", "CORS_ORIGIN_WHITELIST")
PATTERNS = ("CORS_ALLOWED_ORIGIN_REGEXES", "CORS_ORIGIN_REGEX_WHITELIST")
CREDENTIALS = "CORS_ALLOW_CREDENTIALS"
PATHS = "CORS_URLS_REGEX"
DEFAULT_METHODS = ("DELETE", "GET", "OPTIONS", "PATCH", "POST", "PUT")
_HEADERS = ("accept", "authorization", "content-type", "user-agent", "x-csrftoken", "x-requested-with")
_HEADERS_BEFORE_4 = (
    "accept", "accept-encoding", "authorization", "content-type", "dnt", "origin", "user-agent", "x-csrftoken", "x-requested-with",
)  # fmt: skip


def is_before_4(version: str | None) -> bool:
    """Tell whether a version (the newest for ``None``) is older than 4.0."""
    return version is not None and major_of(version) < 4


def default_headers(version: str | None) -> tuple[str, ...]:
    """Return the default of ``CORS_ALLOW_HEADERS``: version 4.0 took three names out."""
    return _HEADERS_BEFORE_4 if is_before_4(version) else _HEADERS
