"""Constants of packages are those of the version that the project pins."""

from __future__ import annotations

import pytest

from tests.rules.sites import BASE, Site

SETTINGS = (
    BASE
    + "from corsheaders.defaults import default_headers\nCORS_ALLOW_HEADERS = (*default_headers, 'x-own')\n"
)
# Read in the packages: version 4.0.0 took three names out.
NEWER = ["accept", "authorization", "content-type", "user-agent", "x-csrftoken", "x-requested-with", "x-own"]
OLDER = [
    "accept", "accept-encoding", "authorization", "content-type", "dnt", "origin", "user-agent", "x-csrftoken",
    "x-requested-with", "x-own",
]  # fmt: skip


@pytest.mark.parametrize(
    ("requirements", "expected"),
    [
        ("django-cors-headers==3.14.0\n", OLDER),
        ("django-cors-headers==4.0.0\n", NEWER),
        ("django-cors-headers\n", NEWER),
        ("", NEWER),
    ],
)
def test_default_headers(requirements: str, expected: list[str]) -> None:
    (judged,) = Site(SETTINGS, requirements=requirements).outcome().judged
    assert judged.site.value("CORS_ALLOW_HEADERS") == expected
