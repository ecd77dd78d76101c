"""The recorded sites: settings that a real Django was asked about, written out as a settings module again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from .sites import Site

RECORDED: dict[str, Any] = json.loads(
    (Path(__file__).parent.parent / "data" / "django_deploy_checks.json").read_text(encoding="utf-8")
)
VERSIONS = tuple(RECORDED["checks"])
_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]
_FIXED = """
ALLOWED_HOSTS = ["testserver", "example.com", "www.example.com"]
SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
STATIC_URL = "/static/"
USE_TZ = True
"""
_VIEWS = """
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

def short_circuit(get_response):
    def middleware(request): return HttpResponse("maintenance", status=503)
    return middleware

def raise_denied(get_response):
    def middleware(request): raise PermissionDenied
    return middleware
"""


def recorded_site(variant: str, django: str) -> Site:
    """Return the site that a variant was recorded from."""
    given = dict(RECORDED["variants"][variant])
    given.pop("since", None)
    csp = given.pop("csp", None)
    apps = _APPS + given.pop("EXTRA_APPS", [])
    if "SECURE_PROXY_SSL_HEADER" in given:
        given["SECURE_PROXY_SSL_HEADER"] = tuple(given["SECURE_PROXY_SSL_HEADER"])
    lines = [f"{name} = {value!r}".replace("'@NONCE@'", "NONCE") for name, value in given.items()]
    return Site(
        "\n".join(
            [
                "from csp.constants import NONCE" if csp == "4.0" else "",
                f"INSTALLED_APPS = {apps!r}",
                _FIXED,
                *lines,
                "",
            ]
        ),
        django=django,
        requirements=f"django-csp=={csp}\n" if csp else "",
        files={"oracle_site.py": _VIEWS},
    )


def recorded_checks(variant: str, django: str) -> set[str]:
    """Return the ids that ``check --deploy`` reported."""
    words = RECORDED["checks"][django][variant].split()
    return {word if "." in word else f"security.{word}" for word in words}


def all_recorded() -> list[tuple[str, str]]:
    """Return every variant with every version that it was recorded with."""
    return [(variant, django) for django in VERSIONS for variant in RECORDED["checks"][django]]
