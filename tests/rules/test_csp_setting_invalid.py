from __future__ import annotations

import pytest
from secheaders_lint.findings import Confidence, Severity

from .csp_sites import NATIVE_LINE, native
from .sites import BASE, Site, sites

CODE = "CSP019"


def setting(value: str, name: str = "SECURE_CSP", django: str | None = "6.0.10") -> Site:
    return Site(f"{BASE}{NATIVE_LINE}{name} = {value}\n", django=django)


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("\"default-src 'self'\"", "SECURE_CSP"),
        ("['x']", "SECURE_CSP_REPORT_ONLY"),
        ("True", "SECURE_CSP"),
        ("{'a', 'b'}", "SECURE_CSP_REPORT_ONLY"),
    ],
)
def test_no_dictionary(value: str, name: str) -> None:
    site = setting(value, name)
    found = site.one(CODE)
    assert found.severity is Severity.ERROR
    assert found.confidence is Confidence.HIGH
    assert found.django_checks == ("security.E026",)
    assert found.message.startswith(f"{name} is ")
    assert "every page is a server error" in found.message
    assert site.line(found).startswith(name)


@pytest.mark.parametrize("value", ["''", "[]"])
def test_empty(value: str) -> None:
    found = setting(value).one(CODE)
    assert "no page carries a policy" in found.message
    assert found.django_checks == ("security.E026",)


def test_no_other_finding_has_the_same_cause() -> None:
    assert [found.code for found in setting("'x'").findings("CSP")] == [CODE]


def test_without_the_middleware() -> None:
    found = Site(BASE + "SECURE_CSP = 'x'\n", django="6.1.3").one(CODE)
    assert "no policy can be made of it" in found.message
    assert found.django_checks == ("security.E026",)


def test_the_version_is_not_known() -> None:
    assert setting("'x'", django=None).one(CODE).confidence is Confidence.MEDIUM


@sites(
    {
        "a dictionary": native('"default-src": [CSP.SELF]'),
        "sources that are texts": native('"default-src": "x"'),
        "a later one is in force": setting("'x'\nSECURE_CSP = {}"),
        "an empty one": setting("{}"),
        "a dictionary that is made": setting("dict(default_src=['x'])"),
        "None": setting("None"),
        "not set": Site(BASE + NATIVE_LINE, django="6.0.1"),
        "a version that does not read it": setting("'x'", django="5.2.19"),
        "not known": setting("os.environ['CSP']"),
        "imported": Site(BASE + "from elsewhere import SECURE_CSP\n", django="6.0.1"),
        "an object of a class": setting("__import__('types').MappingProxyType({})"),
        "parts that are not known": setting("{'default-src': os.environ['CSP']}"),
        "the setting of django-csp": setting("'x'", name="CONTENT_SECURITY_POLICY"),
        "a decision that is not known": setting("None if os.environ['A'] == '1' else {}"),
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
