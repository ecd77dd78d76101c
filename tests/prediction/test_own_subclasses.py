"""Subclasses in the project of middleware that is known: what they override is not predicted as if they did not."""

from __future__ import annotations

import pytest
from secheaders_lint.prediction.simulate import page

from tests.rules.csp_sites import version_4
from tests.rules.sites import GOOD, Site

SECURITY = "django.middleware.security.SecurityMiddleware"
FRAMING = "django.middleware.clickjacking.XFrameOptionsMiddleware"


def states(site: Site) -> dict[str, str]:
    (judged,) = site.outcome().judged
    return {each.name: each.state for each in page(judged.site, "https").headers}


def subclass(path: str, body: str, site: Site) -> Site:
    """Return a site with a subclass of its own in the place of a middleware."""
    module, _, name = path.rpartition(".")
    text = f"from {module} import {name} as Base\nclass Ours(Base):\n    {body}\n"
    assert path in site.settings
    return site._replace(
        settings=site.settings.replace(path, "config.own.Ours"), files={"config/own.py": text}
    )


HARMLESS = [
    "pass",
    '"""Ours."""',
    "def __init__(self, get_response):\n        super().__init__(get_response)",
    "def process_request(self, request):\n        if request.path != '/up/':\n            return super().process_request(request)",
]


@pytest.mark.parametrize("body", HARMLESS)
@pytest.mark.parametrize("path", [SECURITY, FRAMING])
def test_known_where_the_way_out_is_left_alone(path: str, body: str) -> None:
    found = states(subclass(path, body, Site(GOOD)))
    names = ["X-Frame-Options"] if path == FRAMING else ["Strict-Transport-Security", "Referrer-Policy"]
    assert {found[name] for name in names} == {"known"}


@pytest.mark.parametrize(
    ("path", "body", "name"),
    [
        (FRAMING, "def get_xframe_options_value(self, request, response):\n        return WORD", "X-Frame-Options"),
        (FRAMING, "def process_response(self, request, response):\n        return response", "X-Frame-Options"),
        (SECURITY, "def process_response(self, request, response):\n        return response", "Referrer-Policy"),
        (SECURITY, "def __call__(self, request):\n        return self.get_response(request)", "Strict-Transport-Security"),
    ],
)  # fmt: skip
def test_unknown_where_it_is_not(path: str, body: str, name: str) -> None:
    assert states(subclass(path, body, Site(GOOD)))[name] == "unknown"


def test_a_policy_that_is_changed_is_not_known() -> None:
    site = version_4('"default-src": [SELF]')
    assert states(site)["Content-Security-Policy"] == "known"
    body = "def get_policy_parts(self, request, response, report_only=False):\n        return super().get_policy_parts(request, response)"
    assert (
        states(subclass("csp.middleware.CSPMiddleware", body, site))["Content-Security-Policy"] == "unknown"
    )
