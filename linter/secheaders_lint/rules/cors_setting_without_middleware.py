"""CORS005: CORS is set up, and no middleware reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.data.cors import ALL, LISTED, PATTERNS
from secheaders_lint.data.middleware import CORS
from secheaders_lint.findings import Severity
from secheaders_lint.rules.asking import app
from secheaders_lint.rules.base import Docs, Report, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.model.stack import Entry


def check(site: SiteModel) -> Iterator[Report]:
    """Report settings that let origins in where the app of django-cors-headers is installed and its middleware is not."""
    if site.stack.has(CORS) is not False or not app(
        site, "corsheaders", "corsheaders.apps.CorsHeadersAppConfig"
    ):
        return
    if any(_may_read(site, entry) for entry in site.stack.entries):
        return
    names = [
        name
        for name in (*ALL, *LISTED, *PATTERNS)
        if site.settings.is_set(name) and site.settings.get(name).truth is True
    ]
    if not names:
        return
    yield Report(
        f"{names[0]} is set, and {CORS} is not in {site.stack.setting}: no answer carries Access-Control-Allow-Origin, and browsers refuse what other origins ask",
        site.where(names[0]),
        names[0],
        f"Put '{CORS}' directly below SecurityMiddleware, or take the setting and the app out.",
    )


def _may_read(site: SiteModel, entry: Entry) -> bool:
    """Tell whether a middleware of the project, or one that is not known, may do the same work."""
    if "cors" in entry.path.lower():
        return True
    written = site.written(entry) if entry.own else None
    return written is not None and (written.may_say("CORS_") or written.names("Access-Control-Allow-Origin"))


RULE = Rule(
    code="CORS005",
    name="cors-setting-without-middleware",
    summary="CORS is set up, and no middleware reads it",
    severity=Severity.INFO,
    check=check,
    versions="django-cors-headers in all versions",
    source="django-cors-headers documentation",
    docs=Docs(
        what=(
            "Reports settings of django-cors-headers that let origins in while `corsheaders` is in `INSTALLED_APPS` and its middleware is not "
            "in `MIDDLEWARE`."
        ),
        why=(
            "The middleware is what reads the settings and sends the headers; the app has checks alone. Without it the settings do nothing, "
            "and browsers refuse what scripts of the listed origins ask for."
        ),
        example='```python\nINSTALLED_APPS = ["corsheaders"]\nCORS_ALLOWED_ORIGINS = ["https://app.example.com"]\n```',
        instead=(
            '```python\nMIDDLEWARE = [\n    "django.middleware.security.SecurityMiddleware",\n'
            '    "corsheaders.middleware.CorsMiddleware",\n]\n```'
        ),
        silence="The middleware is added in a way that cannot be seen from the settings.",
    ),
)
