from __future__ import annotations

import pytest
from secheaders_lint.findings import Severity

from .csp_sites import PACKAGE_LINE, native, version_4
from .sites import Site, sites

CODE = "CSP017"
FOUR = 'CONTENT_SECURITY_POLICY = {"DIRECTIVES": {"default-src": ["\'self\'"]}}\n'
TOP = 'MIDDLEWARE.insert(0, "csp.middleware.CSPMiddleware")\n'


def both(line: str, policy: str = FOUR, requirements: str = "django-csp==4.0\n", **changes: str) -> Site:
    return native('"default-src": [CSP.SELF]', line + policy, **changes)._replace(requirements=requirements)


def test_django_csp_is_lower() -> None:
    site = both(PACKAGE_LINE)
    found = site.one(CODE)
    assert found.severity is Severity.WARNING
    assert found.message.startswith(
        "SECURE_CSP is never sent: CSPMiddleware of django-csp 4 stands lower in MIDDLEWARE"
    )
    assert found.message.endswith("so that CONTENT_SECURITY_POLICY alone is in force")
    assert site.line(found).startswith("SECURE_CSP")
    assert [related.message for related in found.related] == ["CSPMiddleware stands here"]


def test_django_is_lower() -> None:
    site = both(TOP)
    found = site.one(CODE)
    assert found.message.startswith(
        "CONTENT_SECURITY_POLICY is never sent: ContentSecurityPolicyMiddleware of Django"
    )
    assert found.message.endswith("so that SECURE_CSP alone is in force")
    assert site.line(found).startswith("CONTENT_SECURITY_POLICY")


def test_whose_nonce_counts() -> None:
    nonced = 'SECURE_CSP["script-src"] = [CSP.NONCE]\n'
    assert both(PACKAGE_LINE, FOUR + nonced).one(CODE).message.endswith("with its nonce (request.csp_nonce)")
    assert both(TOP, FOUR + nonced).one(CODE).message.endswith("with its nonce (csp_nonce)")


@pytest.mark.parametrize("policy", ["CSP_DEFAULT_SRC = [\"'self'\"]\n", "CSP_DEFAULT_SRC = [\"'none'\"]\n"])
def test_version_3(policy: str) -> None:
    assert both(PACKAGE_LINE, policy, "django-csp==3.8\n").one(CODE).subject == "SECURE_CSP"


def test_the_rest_is_judged_by_what_is_sent() -> None:
    dead = 'SECURE_CSP = {"script-src": ["*"]}\n'
    assert (
        not native("", PACKAGE_LINE + FOUR + dead)
        ._replace(requirements="django-csp==4.0\n")
        .findings("CSP009")
    )


@sites(
    {
        "one of the two": native('"default-src": [CSP.SELF]'),
        "the other": version_4('"default-src": [SELF]'),
        "one enforces and the other is on trial": both(PACKAGE_LINE, FOUR.replace("POLICY =", "POLICY_REPORT_ONLY =")),
        "one is on trial and the other enforces": both(PACKAGE_LINE, name="SECURE_CSP_REPORT_ONLY"),
        "no policy for the other": both(PACKAGE_LINE, ""),
        "an empty policy for the other": both(PACKAGE_LINE, "CONTENT_SECURITY_POLICY = None\n"),
        "every path of the other is left out": both(
            PACKAGE_LINE, FOUR + 'CONTENT_SECURITY_POLICY["EXCLUDE_URL_PREFIXES"] = ["/"]\n'
        ),
        "the policy of the other is not known": both(PACKAGE_LINE, "from elsewhere import CONTENT_SECURITY_POLICY\n"),
        "the middleware may not be there": both(f'if os.environ["X"] == "1":\n    {PACKAGE_LINE}'),
        "a version without it": both(PACKAGE_LINE, django="5.2.1"),
        "the edge sends the policy": both(PACKAGE_LINE)._replace(edge={"Content-Security-Policy": "x"}),
    }
)  # fmt: skip
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
