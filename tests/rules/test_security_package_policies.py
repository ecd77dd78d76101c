"""Policies of django-security: what switches its middleware off, and what its policies leave open."""

from __future__ import annotations

import pytest
from secheaders_lint.findings import Severity

from .csp_sites import SECURITY_PACKAGE_LINE, security_package
from .sites import GOOD, Site

SOUND = "CSP_DICT = {'default-src': ['self'], 'object-src': ['none'], 'form-action': ['self'], 'frame-ancestors': ['none']}"


@pytest.mark.parametrize(
    ("settings", "version", "told"),
    [
        ("CSP_DICT = {'default-src': ['self'], 'base-uri': ['none']}", "1.1.6", "CSP_DICT has base-uri, which it does not know"),
        ("CSP_DICT = {'default-src': 'self'}", "1.1.6", "CSP_DICT has no list for default-src"),
        ("CSP_DICT = {'default-src': {'self'}}", "1.1.6", "CSP_DICT has a set and no list for default-src"),
        ("CSP_DICT = {'default-src': ['self'], 'sandbox': ['allow-modals']}", "0.12.0", "CSP_DICT has 'allow-modals' for sandbox"),
        ("CSP_STRING = \"default-src 'self'\"\nCSP_DICT = {'default-src': ['self']}", "1.1.6", "CSP_STRING stands beside CSP_DICT"),
        ("CSP_STRING = \"default-src 'self'\"\nCSP_MODE = 'enforce-and-report-only'", "0.12.0", "CSP_MODE is no mode of it"),
        ("CSP_STRING = \"default-src 'self'\"\nCSP_MODE = 'enforced'", "1.1.6", "CSP_MODE is no mode of it"),
    ],
)  # fmt: skip
def test_switched_off(settings: str, version: str, told: str) -> None:
    site = security_package(settings, version)
    found = site.one("CSP")
    assert found.code == "CSP019"
    assert found.severity is Severity.WARNING
    assert found.message.startswith(f"{told}: the middleware of django-security switches itself off")
    assert site.line(found).startswith(told.split(maxsplit=1)[0])


def test_what_is_reported_alone_has_settings_of_its_own_since_version_1() -> None:
    settings = "CSP_STRING = \"default-src 'self'\"\nCSP_MODE = 'report-only'"
    assert "the header goes out as 'None'" in security_package(settings).one("CSP019").message
    assert not security_package(settings, "0.12.0").findings("CSP019")


def test_no_policy_at_all() -> None:
    found = security_package("").one("CSP")
    assert found.code == "CSP004"
    assert "neither CSP_STRING nor CSP_DICT holds a policy" in found.message


def test_a_policy_without_its_middleware() -> None:
    site = security_package(SOUND, line="")
    found = site.one("CSP003")
    assert found.message.startswith(
        "CSP_DICT is set, but ContentSecurityPolicyMiddleware is not in MIDDLEWARE"
    )
    assert "'security.middleware.ContentSecurityPolicyMiddleware'" in found.help


@pytest.mark.parametrize(
    "settings",
    [
        "CSP_DICT = {'default-src': ['self'], 'script-src': ['self', 'unsafe-inline']}",
        "CSP_STRING = \"default-src 'self'; script-src 'self' 'unsafe-inline'\"",
        "CSP_DICT = {'script-src': [\"'unsafe-inline'\"]}",
    ],
)
def test_scripts_of_others(settings: str) -> None:
    site = security_package(settings)
    found = site.one("CSP009")
    assert "has 'unsafe-inline'" in found.message
    assert site.line(found).startswith(settings[:8])


def test_a_word_that_it_does_not_quote() -> None:
    found = security_package("CSP_DICT = {'script-src': ['self', 'strict-dynamic']}").one("CSP010")
    assert "strict-dynamic without single quotes" in found.message


def test_what_is_missing_cannot_be_added_to_the_dictionary() -> None:
    found = security_package(SOUND).one("CSP012")
    assert found.help == (
        "Add base-uri 'none' (not in CSP_DICT, which takes no such directive, but with the whole policy in a text)."
    )
    text = "CSP_STRING = \"default-src 'self'; form-action 'self'\""
    assert security_package(text).one("CSP012").help == "Add base-uri 'none'."


def test_only_reported() -> None:
    settings = "CSP_MODE = 'report-only'\nCSP_REPORT_STRING = \"default-src 'self'; script-src *\""
    assert security_package(settings).one("CSP009").severity is Severity.INFO
    assert security_package(settings).findings("CSP002")


def test_frame_ancestors_stand_for_the_missing_middleware() -> None:
    framing = '    "django.middleware.clickjacking.XFrameOptionsMiddleware",\n'
    site = security_package(SOUND)
    assert not site._replace(settings=site.settings.replace(framing, "")).findings("MW003")
    without = site.settings.replace(framing, "").replace(", 'frame-ancestors': ['none']", "")
    assert site._replace(settings=without).findings("MW003")


@pytest.mark.parametrize(
    "settings",
    [
        "CSP_STRING = \"default-src 'self'; base-uri 'none'; form-action 'self'\"",
        "CSP_MODE = ''\nCSP_STRING = \"default-src 'self'; base-uri 'none'; form-action 'self'\"",
        "CSP_STRING = os.environ['POLICY']",
        # Only the mode that reports looks at the other settings.
        "CSP_STRING = \"default-src 'self'; base-uri 'none'; form-action 'self'\"\nCSP_REPORT_DICT = {'base-uri': ['self']}",
        "CSP_MODE = 'enforce'\nCSP_STRING = \"default-src 'self'; base-uri 'none'; form-action 'self'\"\nCSP_REPORT_DICT = {'x': 'y'}",
        "CSP_DICT = {}\nCSP_STRING = \"default-src 'self'; base-uri 'none'; form-action 'self'\"",
        "CSP_DICT = None\nCSP_STRING = \"default-src 'self'; base-uri 'none'; form-action 'self'\"",
        "CSP_DICT = {'default-src': ['none'], 'form-action': ['none']}",
        "if DEBUG:\n    CSP_DICT = {'default-src': 'self'}\nCSP_STRING = \"default-src 'self'; base-uri 'none'; form-action 'self'\"",
        "CSP_DICT = {'default-src': ['self'], 'script-src': [os.environ['CDN']], 'form-action': ['self'], **{}}\ndel CSP_DICT\nfrom elsewhere import CSP_DICT",
        "import elsewhere\nCSP_MODE = elsewhere.MODE\nCSP_STRING = 'default-src *'",
    ],
)
def test_silent(settings: str) -> None:
    assert not security_package(settings).findings("CSP")


@pytest.mark.parametrize("name", ["CSP_STRING", "CSP_DICT", "CSP_MODE"])
def test_silent_where_the_names_are_those_of_other_code(name: str) -> None:
    codes = {found.code for found in Site(f"{GOOD}{name} = {{'a': 1}}\n").findings("CSP")}
    assert codes == {"CSP001"}


def test_silent_where_the_middleware_may_be_there() -> None:
    line = f"from elsewhere import FLAG\nif FLAG:\n    {SECURITY_PACKAGE_LINE}"
    assert not security_package(SOUND, line=line).findings("CSP003")
