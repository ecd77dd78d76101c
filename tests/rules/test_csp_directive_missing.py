from __future__ import annotations

import pytest
from secheaders_lint.findings import Severity

from .csp_sites import SOUND, at_the_edge, native, version_3, version_4
from .sites import Site, sites

CODE = "CSP012"
OPEN = "from elsewhere import MORE\nSECURE_CSP.update(MORE)\n"


def test_scripts_are_not_restricted() -> None:
    found = native('"frame-ancestors": [CSP.NONE], "upgrade-insecure-requests": True').one(CODE)
    assert found.severity is Severity.WARNING
    assert found.message.startswith(
        "SECURE_CSP has neither script-src nor default-src, only frame-ancestors and upgrade-insecure-requests: "
    )
    assert found.help == 'Add "default-src": ["\'self\'"] as report-only first.'


def test_at_the_edge() -> None:
    found = at_the_edge("frame-ancestors 'none'").one(CODE)
    assert "that the edge sends has neither" in found.message
    assert "Add default-src 'self'" in found.help


@pytest.mark.parametrize(
    ("site", "missing", "add"),
    [
        (native('"default-src": [CSP.SELF]'), "SECURE_CSP has no base-uri and form-action, for", '"form-action"'),
        (version_4('"base-uri": ["\'none\'"]'), "CONTENT_SECURITY_POLICY has no form-action, for", '"form-action"'),
        (
            version_3("CSP_FORM_ACTION = [\"'self'\"]"),
            "the policy of the CSP_ settings has no base-uri, for which default-src does not stand in",
            "CSP_BASE_URI = [\"'none'\"]",
        ),
        (
            native(f'"script-src": [CSP.SELF], {SOUND}'),
            "SECURE_CSP has no object-src: plugins",
            "\"object-src\": [\"'none'\"]",
        ),
        (
            native('"script-src": [CSP.NONCE, CSP.STRICT_DYNAMIC], "object-src": [CSP.NONE]'),
            "SECURE_CSP has no base-uri: an injected <base>",
            '"base-uri"',
        ),
        (
            native(f'"default-src": [CSP.SELF], {SOUND}', "MIDDLEWARE.remove('django.middleware.clickjacking.XFrameOptionsMiddleware')\n"),
            "SECURE_CSP has no frame-ancestors, for",
            '"frame-ancestors"',
        ),
    ],
)  # fmt: skip
def test_what_else_is_open_is_one_advice(site: Site, missing: str, add: str) -> None:
    found = site.one(CODE)
    assert found.severity is Severity.INFO
    assert found.message.startswith(missing)
    assert add in found.help


def test_advice_for_an_api() -> None:
    site = native('"frame-ancestors": [CSP.NONE]')._replace(profile="api")
    assert site.one(CODE).severity is Severity.INFO


@sites(
    {
        "nothing is missing": native(f'"default-src": [CSP.SELF], {SOUND}'),
        "a strict policy": native(
            '"script-src": [CSP.NONCE, CSP.STRICT_DYNAMIC], "object-src": [CSP.NONE], "base-uri": [CSP.NONE]'
        ),
        "X-Frame-Options is sent": native(
            f'"default-src": [CSP.SELF], {SOUND}', "X_FRAME_OPTIONS = 'DENY'\n"
        ),
        "the edge sends X-Frame-Options": native(
            f'"default-src": [CSP.SELF], {SOUND}',
            "MIDDLEWARE.remove('django.middleware.clickjacking.XFrameOptionsMiddleware')\n",
        )._replace(edge={"X-Frame-Options": "DENY"}),
        "no script may run": native('"default-src": [CSP.NONE], "form-action": [CSP.NONE]'),
        "elements and attributes each have theirs": native(
            f'"script-src-elem": [CSP.SELF], "script-src-attr": [CSP.NONE], "object-src": [CSP.NONE], {SOUND}'
        ),
        "a policy on trial": native('"img-src": [CSP.SELF]', name="SECURE_CSP_REPORT_ONLY"),
        "directives that are not known": native('"img-src": [CSP.SELF]', OPEN),
        "a list that is not known is there": native(f'"default-src": [os.environ["X"]], {SOUND}'),
        "the setting is not known": native("", "from elsewhere import SECURE_CSP\n"),
        "no directive": native(""),
        "the middleware does not run": Site("SECURE_CSP = {'img-src': ['x']}\n", django="6.0.1"),
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
