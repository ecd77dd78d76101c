from __future__ import annotations

import pytest
from secheaders_lint.findings import Severity

from .csp_sites import at_the_edge, native, version_3, version_4
from .sites import Site, sites

CODE = "CSP016"
DENY, SAME = 'X_FRAME_OPTIONS = "DENY"\n', 'X_FRAME_OPTIONS = "SAMEORIGIN"\n'
NONE, SELF = '"frame-ancestors": ["\'none\'"]', '"frame-ancestors": ["\'self\'"]'
OUT = "MIDDLEWARE.remove('django.middleware.clickjacking.XFrameOptionsMiddleware')\n"


@pytest.mark.parametrize(
    ("site", "told"),
    [
        (native(SELF, DENY), "is 'self' and X_FRAME_OPTIONS is 'DENY': browsers go by frame-ancestors, and the site may"),
        (native(NONE, SAME), "is 'none' and X_FRAME_OPTIONS is 'SAMEORIGIN': browsers go by frame-ancestors, and no page"),
        (version_4(SELF, 'X_FRAME_OPTIONS = "deny"\n'), "X_FRAME_OPTIONS is 'deny'"),
        (version_3("CSP_FRAME_ANCESTORS = [\"'self'\"]", DENY), "frame-ancestors (CSP_FRAME_ANCESTORS) is 'self'"),
    ],
)  # fmt: skip
def test_hits(site: Site, told: str) -> None:
    found = site.one(CODE)
    assert found.severity is Severity.INFO
    assert told in found.message
    assert site.settings.splitlines()[found.related[0].location.line - 1].startswith("X_FRAME_OPTIONS")


def test_empty_list_of_version_4() -> None:
    assert "is empty and X_FRAME_OPTIONS" in version_4('"frame-ancestors": []', SAME).one(CODE).message


@sites(
    {
        "both forbid it": native(NONE, DENY),
        "both allow the site itself": native(SELF, SAME),
        "hosts cannot be said in the other": native('"frame-ancestors": ["https://partner.example"]', DENY),
        "the site and hosts": native("\"frame-ancestors\": [\"'self'\", \"https://partner.example\"]", SAME),
        "the default of Django": native(SELF),
        "no frame-ancestors": native('"default-src": [CSP.SELF]', DENY),
        "a policy on trial": native(SELF, DENY, name="SECURE_CSP_REPORT_ONLY"),
        "X-Frame-Options is not sent": native(SELF, DENY + OUT),
        "the edge sends X-Frame-Options": native(SELF, DENY)._replace(edge={"X-Frame-Options": "SAMEORIGIN"}),
        "another value": native(SELF, 'X_FRAME_OPTIONS = "ALLOWALL"\n'),
        "a value that is not known": native(SELF, 'X_FRAME_OPTIONS = os.environ["X"]\n'),
        "a list that is not known": native('"frame-ancestors": [CSP.SELF, os.environ["X"]]', DENY),
        "no policy": at_the_edge("x")._replace(edge={}),
        "no X-Frame-Options beside the edge": at_the_edge("frame-ancestors 'self'"),
    }
)  # fmt: skip
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
