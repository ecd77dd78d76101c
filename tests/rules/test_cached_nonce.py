from __future__ import annotations

import pytest
from secheaders_lint.findings import Severity

from .sites import GOOD, Site, sites

CODE = "MW010"
SECURITY = "django.middleware.security.SecurityMiddleware"
UPDATE = "django.middleware.cache.UpdateCacheMiddleware"
FETCH = "django.middleware.cache.FetchFromCacheMiddleware"
NATIVE = "django.middleware.csp.ContentSecurityPolicyMiddleware"
PACKAGE = "csp.middleware.CSPMiddleware"
NONCE = 'from django.utils.csp import CSP\nSECURE_CSP = {"script-src": [CSP.SELF, CSP.NONCE]}\n'
VERSION_3 = 'CSP_SCRIPT_SRC = ["\'self\'"]\nCSP_INCLUDE_NONCE_IN = ["script-src"]\n'
VERSION_4 = (
    'from csp.constants import NONCE\nCONTENT_SECURITY_POLICY = {"DIRECTIVES": {"script-src": [NONCE]}}\n'
)


def listed(*paths: str, more: str = NONCE, django: str = "6.0.1", requirements: str = "") -> Site:
    """Return a site with exactly these middleware below SecurityMiddleware."""
    return Site(
        f"{GOOD}MIDDLEWARE = {[SECURITY, *paths]!r}\n{more}", django=django, requirements=requirements
    )


def test_same_nonce_for_all() -> None:
    site = listed(UPDATE, NATIVE, FETCH)
    found = site.one(CODE)
    assert found.severity is Severity.WARNING
    assert found.message.startswith(
        "SECURE_CSP has a nonce, and UpdateCacheMiddleware stands above ContentSecurityPolicyMiddleware: every visitor"
    )
    assert UPDATE in site.line(found)


def test_scripts_are_blocked() -> None:
    assert listed(NATIVE, UPDATE, FETCH).one(CODE).message.endswith("its scripts are blocked")


@pytest.mark.parametrize(
    ("more", "requirements", "setting"),
    [
        (VERSION_3, "django-csp==3.8\n", "CSP_INCLUDE_NONCE_IN"),
        (VERSION_4, "django-csp==4.0\n", "CONTENT_SECURITY_POLICY"),
    ],
)
def test_package(more: str, requirements: str, setting: str) -> None:
    site = listed(UPDATE, PACKAGE, FETCH, more=more, django="5.2.19", requirements=requirements)
    assert site.one(CODE).message.startswith(f"{setting} has a nonce")


def test_both_halves_in_one() -> None:
    assert listed("django.middleware.cache.CacheMiddleware", NATIVE).findings(CODE)


@sites(
    {
        "no nonce": listed(UPDATE, NATIVE, FETCH, more='SECURE_CSP = {"script-src": ["\'self\'"]}\n'),
        "no cache": listed(NATIVE),
        "nothing is read": listed(UPDATE, NATIVE),
        "nothing is stored": listed(NATIVE, FETCH),
        "the policy is not known": listed(
            UPDATE, NATIVE, FETCH, more="SECURE_CSP = __import__('json').load(open('x'))\n"
        ),
        "the middleware of the policy is missing": listed(UPDATE, FETCH),
        "Django has no CSP yet": listed(UPDATE, NATIVE, FETCH, django="5.2.19"),
        "the cache may be absent": listed(
            NATIVE, FETCH, more=f"{NONCE}if os.environ['X'] == '1':\n    MIDDLEWARE.insert(0, {UPDATE!r})\n"
        ),
        "no directive of django-csp has it": listed(
            UPDATE, PACKAGE, FETCH, more="CSP_SCRIPT_SRC = ['*']\n", requirements="django-csp==3.8\n"
        ),
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
