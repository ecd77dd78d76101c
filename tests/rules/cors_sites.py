"""Sites with django-cors-headers."""

from __future__ import annotations

from .sites import GOOD, Site

MIDDLEWARE = "corsheaders.middleware.CorsMiddleware"
WITH_MIDDLEWARE = GOOD + f'INSTALLED_APPS.append("corsheaders")\nMIDDLEWARE.insert(1, "{MIDDLEWARE}")\n'
CREDENTIALS = "CORS_ALLOW_CREDENTIALS = True\n"


def cors(settings: str) -> Site:
    """Return a site where the middleware of django-cors-headers runs."""
    return Site(WITH_MIDDLEWARE + settings)


def without(settings: str) -> Site:
    """Return a site where it does not."""
    return Site(GOOD + settings)
