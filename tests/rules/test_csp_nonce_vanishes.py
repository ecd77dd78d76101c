from __future__ import annotations

import pytest
from secheaders_lint.findings import Severity

from .csp_sites import at_the_edge, native, version_3, version_4
from .sites import Site, sites

CODE = "CSP013"
READER = """
class Eager:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        str(request._csp_nonce)
        return self.get_response(request)
"""
OPEN = "from elsewhere import MORE\nSECURE_CSP.update(MORE)\n"


def test_nothing_decides_any_more() -> None:
    found = native('"script-src": [CSP.NONCE], "object-src": [CSP.NONE]').one(CODE)
    assert found.severity is Severity.WARNING
    assert "Django leaves it out on pages that do not read the nonce: no directive decides" in found.message


def test_default_src_decides() -> None:
    found = native('"default-src": [CSP.SELF], "style-src": [CSP.NONCE]').one(CODE)
    assert found.severity is Severity.INFO
    assert found.message.endswith("default-src decides in its place, which allows 'self'")


@pytest.mark.parametrize(
    "site",
    [
        native('"default-src": [CSP.NONE], "script-src": [CSP.NONCE, CSP.STRICT_DYNAMIC]'),
        native('"script-src": [CSP.NONCE, CSP.STRICT_DYNAMIC, "https:", CSP.UNSAFE_INLINE]'),
        version_4('"script-src": [NONCE, "\'strict-dynamic\'"]'),
        version_3("CSP_SCRIPT_SRC = [\"'strict-dynamic'\"]\nCSP_INCLUDE_NONCE_IN = ['script-src']"),
    ],
)
def test_strict_dynamic_is_left_alone(site: Site) -> None:
    found = site.one(CODE)
    assert found.severity is Severity.INFO
    assert "has no nonce on pages that do not read it" in found.message


@sites(
    {
        "another source stays": native('"script-src": [CSP.SELF, CSP.NONCE]'),
        "what decides instead forbids all": native('"default-src": [CSP.NONE], "script-src": [CSP.NONCE]'),
        "a hash stays": native('"script-src": [CSP.NONCE, CSP.STRICT_DYNAMIC, "\'sha256-abc=\'"]'),
        "version 4 leaves the directive empty": version_4('"script-src": [NONCE]'),
        "version 3 leaves the directive empty": version_3("CSP_SCRIPT_SRC = []\nCSP_INCLUDE_NONCE_IN = ['script-src']"),
        "no nonce": native('"script-src": [CSP.SELF]'),
        "strict-dynamic without a nonce": native('"script-src": [CSP.STRICT_DYNAMIC]'),
        "a policy on trial": native('"script-src": [CSP.NONCE]', name="SECURE_CSP_REPORT_ONLY"),
        "a middleware of the project reads the nonce": native(
            '"script-src": [CSP.NONCE]', 'MIDDLEWARE.append("config.own.Eager")\n'
        )._replace(files={"config/own.py": READER}),
        "a part of the list is not known": native('"script-src": [CSP.NONCE, os.environ["X"]]'),
        "what decides instead is not known": native('"default-src": [os.environ["X"]], "script-src": [CSP.NONCE]'),
        "directives that are not known": native('"script-src": [CSP.NONCE]', OPEN),
        "a nonce that the proxy writes": at_the_edge("script-src 'nonce-abcdefgh' 'strict-dynamic'"),
        "the middleware does not run": Site("SECURE_CSP = {'script-src': ['<CSP_NONCE_SENTINEL>']}\n", django="6.0.1"),
    }
)  # fmt: skip
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
