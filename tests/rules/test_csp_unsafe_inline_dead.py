from __future__ import annotations

import pytest
from secheaders_lint.findings import Severity

from .csp_sites import at_the_edge, native, version_3, version_4
from .sites import Site, sites

CODE = "CSP014"


@pytest.mark.parametrize(
    "site",
    [
        native('"script-src": [CSP.SELF, CSP.UNSAFE_INLINE, CSP.NONCE]'),
        version_4('"script-src": [SELF, "\'unsafe-inline\'", NONCE]'),
        version_3("CSP_SCRIPT_SRC = [\"'unsafe-inline'\"]\nCSP_INCLUDE_NONCE_IN = ['script-src']"),
    ],
)
def test_beside_a_nonce_that_not_every_page_has(site: Site) -> None:
    found = site.one(CODE)
    assert found.severity is Severity.INFO
    assert "counts only on pages that do not read the nonce: there any inline script runs" in found.message


def test_beside_a_hash() -> None:
    found = native('"style-src": [CSP.UNSAFE_INLINE, "\'sha256-abc=\'"]').one(CODE)
    assert found.message == (
        "'unsafe-inline' in style-src (SECURE_CSP) stands beside a nonce or hash, so browsers ignore it: inline style "
        "without one is blocked"
    )


def test_at_the_edge() -> None:
    site = at_the_edge("default-src 'self' 'unsafe-inline' 'nonce-abcdefgh'")
    assert "inline code without one is blocked" in site.one(CODE).message


@sites(
    {
        "the fallback of a strict policy": native(
            '"script-src": [CSP.NONCE, CSP.STRICT_DYNAMIC, CSP.UNSAFE_INLINE]'
        ),
        "it counts": native('"script-src": [CSP.UNSAFE_INLINE]'),
        "a nonce alone": native('"script-src": [CSP.SELF, CSP.NONCE]'),
        "a hash alone": native('"script-src": [CSP.SELF, "\'sha256-abc=\'"]'),
        "in another list": native('"script-src": [CSP.NONCE], "style-src": [CSP.UNSAFE_INLINE]'),
        "default-src decides about no code": native(
            '"default-src": [CSP.UNSAFE_INLINE, CSP.NONCE], "script-src": [CSP.SELF], "style-src": [CSP.SELF]'
        ),
        "a policy on trial": native('"script-src": [CSP.UNSAFE_INLINE, CSP.NONCE]', name="SECURE_CSP_REPORT_ONLY"),
        "a part of the list is not known": native('"script-src": [CSP.UNSAFE_INLINE, CSP.NONCE, os.environ["X"]]'),
        "images": native('"img-src": [CSP.UNSAFE_INLINE, CSP.NONCE]'),
        "the setting is not known": native("", "from elsewhere import SECURE_CSP\n"),
    }
)  # fmt: skip
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
