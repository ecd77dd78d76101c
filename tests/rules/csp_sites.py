"""Sites with a Content-Security-Policy in each of the dialects."""

from __future__ import annotations

from .sites import BASE, Site

NATIVE_LINE = 'MIDDLEWARE.append("django.middleware.csp.ContentSecurityPolicyMiddleware")\n'
PACKAGE_LINE = 'MIDDLEWARE.append("csp.middleware.CSPMiddleware")\n'
SECURITY_PACKAGE_LINE = 'MIDDLEWARE.append("security.middleware.ContentSecurityPolicyMiddleware")\n'
# Nothing is missing in this one.
SOUND = '"base-uri": ["\'none\'"], "form-action": ["\'self\'"]'
PROCESSORS = "TEMPLATES = [{'OPTIONS': {'context_processors': ['django.template.context_processors.csp']}}]\n"


def native(directives: str, more: str = "", name: str = "SECURE_CSP", django: str = "6.0.10") -> Site:
    """Return a site with a policy of Django's own, as the text of a dictionary's entries."""
    return Site(
        f"{BASE}{NATIVE_LINE}{PROCESSORS}from django.utils.csp import CSP\n{name} = {{{directives}}}\n{more}",
        django=django,
    )


def version_4(directives: str, more: str = "", name: str = "CONTENT_SECURITY_POLICY") -> Site:
    """Return a site with django-csp 4."""
    return Site(
        f"{BASE}{PACKAGE_LINE}from csp.constants import NONCE, SELF\n"
        f'{name} = {{"DIRECTIVES": {{{directives}}}}}\n{more}',
        requirements="django-csp==4.0\n",
    )


def version_3(lines: str, more: str = "") -> Site:
    """Return a site with django-csp 3."""
    return Site(f"{BASE}{PACKAGE_LINE}{lines}\n{more}", requirements="django-csp==3.8\n")


def security_package(settings: str, version: str = "1.1.6", line: str = SECURITY_PACKAGE_LINE) -> Site:
    """Return a site with the middleware of django-security."""
    return Site(f"{BASE}{line}{settings}\n", requirements=f"django-security=={version}\n")


def at_the_edge(text: str, name: str = "Content-Security-Policy") -> Site:
    """Return a site whose proxy sends a policy."""
    return Site(BASE, edge={name: text})
