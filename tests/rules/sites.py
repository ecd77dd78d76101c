"""Small Django projects in memory, and what the rules find in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest
from secheaders_lint import engine
from secheaders_lint.discovery import discover
from secheaders_lint.engine.causes import one_cause
from secheaders_lint.model.site import Surroundings
from secheaders_lint.rules.registry import BY_CODE, RULES
from secheaders_lint.source.memory import MemoryTree

if TYPE_CHECKING:
    from collections.abc import Mapping

    from secheaders_lint.findings import Finding

MANAGE = 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")\n'
MIDDLEWARE = """
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
"""
# What startproject makes, as it is for production.
BASE = f"""
import os
DEBUG = False
ALLOWED_HOSTS = ["www.example.com"]
INSTALLED_APPS = ["django.contrib.admin", "django.contrib.auth", "django.contrib.sessions"]
{MIDDLEWARE}
"""
# All of Django's switches as they should be: what is left to say is that no CSP and no Permissions-Policy is sent.
GOOD = f"""{BASE}
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 31536000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
"""
# A middleware of the project that sets what the settings do not.
OWN = """
class HeadersMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response["{header}"] = "{value}"
        return response
"""
# The same, for some requests alone.
PERHAPS = OWN.replace("        response[", "        if request.path != '/':\n            response[")


class Site(NamedTuple):
    """A project: its settings, the Django in its requirements, other requirements and files, and its surroundings.

    ``module`` is judged in place of those that are by default.
    """

    settings: str
    django: str | None = "5.2.19"
    requirements: str = ""
    files: Mapping[str, str] = {}
    tls: str = "django"
    profile: str = "web"
    hsts_target: int | None = None
    edge: Mapping[str, str] = {}
    environment: Mapping[str, str] = {}
    module: str = ""

    def outcome(self) -> engine.Outcome:
        """Return all that a run finds out."""
        pinned = "" if self.django is None else f"Django=={self.django}\n"
        tree = MemoryTree(
            {
                "manage.py": MANAGE,
                "config/__init__.py": "",
                "config/settings.py": self.settings,
                "requirements.txt": pinned + self.requirements,
                **self.files,
            }
        )
        surroundings = Surroundings(self.tls, self.profile, self.hsts_target, self.edge)
        options = engine.Options(environment=self.environment, surroundings=surroundings)
        discovery = discover(tree)
        asked = [each for each in discovery.entrypoints if each.name == self.module]
        assert asked or not self.module
        judged = asked or discovery.judged
        return engine.judge(tree, discovery, judged, RULES, options)

    def findings(self, code: str = "") -> list[Finding]:
        """Return the findings that a reader gets to see, without those that others explain, whose code begins so."""
        outcome = self.outcome()
        assert not outcome.failures
        assert outcome.judged
        assert all({*found.django_checks} <= {*BY_CODE[found.code].checks} for found in outcome.findings)
        return [found for found in one_cause(outcome.findings) if found.code.startswith(code)]

    def one(self, code: str) -> Finding:
        """Return the only finding of a rule."""
        (found,) = self.findings(code)
        return found

    def checks(self) -> set[str]:
        """Return the ids of Django's checks behind all findings."""
        return {check for found in self.findings() for check in found.django_checks}

    def line(self, found: Finding) -> str:
        """Return the first line of a finding's location."""
        texts = {"config/settings.py": self.settings, **self.files}
        return texts[found.location.path].splitlines()[found.location.line - 1]


def beside(settings: str, module: str) -> Site:
    """Return a site of which another module than the deployed one is judged."""
    return Site(BASE, files={f"{module.replace('.', '/')}.py": settings}, module=module)


def sites(cases: Mapping[str, Site | str]) -> pytest.MarkDecorator:
    """Run a test for each case, named by its reason; a text is added to the settings of a usual site."""
    built = [case if isinstance(case, Site) else Site(BASE + case) for case in cases.values()]
    return pytest.mark.parametrize("site", built, ids=[reason.replace(" ", "-") for reason in cases])
