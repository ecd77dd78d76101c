from __future__ import annotations

import pytest
from secheaders_lint.findings import Severity

from .sites import BASE, Site, sites

CODE = "PERM004"
LINE = 'MIDDLEWARE.append("django_permissions_policy.PermissionsPolicyMiddleware")\n'


def setting(value: str, name: str = "PERMISSIONS_POLICY", line: str = LINE) -> Site:
    return Site(f"{BASE}{line}{name} = {value}\n")


def edge(text: str) -> Site:
    return Site(BASE, edge={"Permissions-Policy": text})


@pytest.mark.parametrize(
    ("value", "told", "advice"),
    [
        ('["\'self\'"]', '"\'self\'" for geolocation in PERMISSIONS_POLICY is no origin', "Write 'self' without the inner"),
        ("\"'none'\"", "is no origin", "Write 'none' without the inner quotes"),
        ('"example.com"', "'example.com' for geolocation", "Write 'https://example.com'"),
        ('["self", "*.example.com"]', "'*.example.com'", "Write 'self', '*' or an origin"),
        ('["src"]', "'src' for geolocation", "Write 'self', '*' or an origin"),
        ("['\"https://a.example\"']", "breaks the header, so that browsers drop the whole", "Write 'self'"),
    ],
)  # fmt: skip
def test_settings(value: str, told: str, advice: str) -> None:
    found = setting(f'{{"camera": [], "geolocation": {value}}}').one(CODE)
    assert found.severity is Severity.WARNING
    assert told in found.message
    assert found.help.startswith(advice)


def test_one_finding_for_all() -> None:
    found = setting('{"camera": ["a.example"], "usb": ["a.example"], "midi": ["b.example"]}').one(CODE)
    assert "'a.example' for camera and usb in PERMISSIONS_POLICY (and 1 more like it)" in found.message


def test_what_is_known_of_a_list() -> None:
    assert setting('{"camera": ["example.com", os.environ["HOST"]]}').one(CODE).message


@pytest.mark.parametrize(
    "text",
    [
        "camera 'none'; microphone 'none'",
        "camera=('none')",
        "camera=(https://a.example)",
        "camera=(), geolocation=('self')",
        "camera=();",
        "camera=(self, *)",
    ],
)
def test_a_syntax_error_of_the_edge(text: str) -> None:
    found = edge(text).one(CODE)
    assert found.severity is Severity.WARNING
    assert "is a syntax error, so that browsers drop the whole header" in found.message


def test_a_misspelt_feature_of_the_edge_is_advice() -> None:
    found = edge("camra=(), geolocation=()").one(CODE)
    assert found.severity is Severity.INFO
    assert "names camra, which no browser knows" in found.message
    assert found.help == "Write camera."


def test_advice_for_an_api() -> None:
    assert setting('{"camera": "a.example"}')._replace(profile="api").one(CODE).severity is Severity.INFO


def test_on_trial_is_advice() -> None:
    more = 'PERMISSIONS_POLICY = {"camera": []}\n'
    site = setting('{"camera": "a.example"}', "PERMISSIONS_POLICY_REPORT_ONLY", LINE + more)
    assert site.one(CODE).severity is Severity.INFO


@sites(
    {
        "a development server": setting('{"camera": ["http://localhost:8000"]}'),
        "a scheme of its own": setting('{"camera": ["capacitor://localhost"]}'),
        "a tuple": setting('{"camera": ("self", "https://a.example")}'),
        "no feature": setting("{}"),
        "closed": setting('{"camera": [], "midi": "none"}'),
        "words": setting('{"camera": "self", "midi": "*", "usb": ["self", "none"]}'),
        "origins": setting('{"camera": ["self", "https://a.example", "https://*.b.example:8443"]}'),
        "a value that is not known": setting('{"camera": os.environ["HOST"]}'),
        "the setting is not known": Site(BASE + LINE + "from elsewhere import PERMISSIONS_POLICY\n"),
        "no dictionary": setting('["camera"]'),
        "the middleware does not run": setting('{"camera": "a.example"}', line=""),
        "the edge sends another": setting('{"camera": "a.example"}')._replace(edge={"Permissions-Policy": "camera=()"}),
        "what the edge sends is right": edge('camera=(), fullscreen=*, usb=(self "https://a.example"),midi=self'),
        "commas in texts": edge('camera=("https://a.example/x,y"), usb=()'),
        "parameters": edge("camera=();report-to=main, usb=(self)"),
        "a feature of tomorrow": edge("brand-new-thing=(), camera=()"),
        "a feature that was taken back": edge("interest-cohort=()"),
        "the edge sends nothing": edge(""),
        "the list is not known": setting('{"camera": "a.example"}', line="from elsewhere import MIDDLEWARE\n"),
    }
)  # fmt: skip
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
