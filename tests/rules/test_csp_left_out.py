from __future__ import annotations

import pytest
from secheaders_lint.findings import Confidence, Severity

from .sites import BASE, Site, sites

CODE = "CSP007"
LINE = 'MIDDLEWARE.append("csp.middleware.CSPMiddleware")\n'


def version_3(prefixes: str) -> Site:
    return Site(f"{BASE}{LINE}CSP_EXCLUDE_URL_PREFIXES = {prefixes}\n", requirements="django-csp==3.8\n")


def version_4(prefixes: str, name: str = "CONTENT_SECURITY_POLICY", more: str = "") -> Site:
    text = f'{name} = {{"EXCLUDE_URL_PREFIXES": {prefixes}, "DIRECTIVES": {{"default-src": ["a"]}}}}\n'
    return Site(f"{BASE}{LINE}{more}{text}", requirements="django-csp==4.0\n")


@pytest.mark.parametrize("prefixes", ['"/"', '("/",)', '("/admin", "")', '("/x", "/")'])
def test_version_3(prefixes: str) -> None:
    site = version_3(prefixes)
    found = site.one(CODE)
    assert found.severity is Severity.WARNING
    assert found.confidence is Confidence.HIGH
    assert found.django_checks == ()
    assert "fits every path: no page carries the policy" in found.message
    assert site.line(found).startswith("CSP_EXCLUDE_URL_PREFIXES")


@pytest.mark.parametrize("prefixes", ['["/"]', '("/", "/admin")', '[""]'])
@pytest.mark.parametrize("name", ["CONTENT_SECURITY_POLICY", "CONTENT_SECURITY_POLICY_REPORT_ONLY"])
def test_version_4(prefixes: str, name: str) -> None:
    found = version_4(prefixes, name).one(CODE)
    assert found.message.startswith(f"EXCLUDE_URL_PREFIXES of {name} is")
    assert found.django_checks == ()


def test_letter_by_letter() -> None:
    found = version_4('"/admin"').one(CODE)
    assert "is '/admin', which is taken letter by letter" in found.message
    assert found.django_checks == ()


def test_with_its_app_django_csp_says_so_too() -> None:
    assert version_4('"/admin"', more='INSTALLED_APPS += ["csp"]\n').one(CODE).django_checks == ("csp.E002",)


def test_a_text_that_leaves_out_nothing_where_django_csp_says_so() -> None:
    found = version_4('"admin"', more='INSTALLED_APPS += ["csp"]\n').one(CODE)
    assert found.message.endswith(
        "is 'admin', which is taken letter by letter and fits no path: nothing is left out"
    )
    assert found.django_checks == ("csp.E002",)


@pytest.mark.parametrize("prefixes", ['["/admin"]', "[]"])
def test_version_3_takes_no_list(prefixes: str) -> None:
    found = version_3(prefixes).one(CODE)
    assert found.severity is Severity.ERROR
    assert "which takes a tuple: every page is a server error" in found.message


def test_no_other_finding_has_the_same_cause() -> None:
    assert [found.code for found in version_4('["/"]').findings("CSP")] == [CODE]


def test_advice_for_an_api() -> None:
    assert version_3('"/"')._replace(profile="api").one(CODE).severity is Severity.INFO


@sites(
    {
        "a prefix": version_3('"/admin"'),
        "prefixes": version_3('("/admin/", "/api/")'),
        "no prefix": version_3("()"),
        "a list of version 4": version_4('["/admin"]', more='INSTALLED_APPS += ["csp"]\n'),
        "no text where django-csp looks": version_4("None", more='INSTALLED_APPS += ["csp"]\n'),
        "a text that is not known": version_4('os.environ["P"]', more='INSTALLED_APPS += ["csp"]\n'),
        "a text of version 3": version_3('"/admin/"'),
        "a list that a tuple is made of": version_3('tuple(["/admin/"])'),
        "prefixes of version 4": version_4('["/admin/", "/api/"]'),
        "none of version 4": version_4("[]"),
        "a text of version 4 without a slash": version_4('"admin"'),
        "a variable decides": version_4('os.environ["PREFIXES"].split(",")'),
        "the middleware does not run": Site(
            BASE + 'CSP_EXCLUDE_URL_PREFIXES = ("/",)\n', requirements="django-csp==3.8\n"
        ),
        "the setting of version 3 under version 4": Site(
            f'{BASE}{LINE}CSP_EXCLUDE_URL_PREFIXES = ("/",)\n', requirements="django-csp==4.0\n"
        ),
        "the setting of version 4 under version 3": Site(
            f'{BASE}{LINE}CONTENT_SECURITY_POLICY = {{"EXCLUDE_URL_PREFIXES": ["/"]}}\n',
            requirements="django-csp==3.8\n",
        ),
        "the edge sends the policy": version_3('"/"')._replace(edge={"Content-Security-Policy": "x"}),
        "the list is not known": Site(
            f'{BASE}CSP_EXCLUDE_URL_PREFIXES = ("/",)\nfrom elsewhere import MIDDLEWARE\n',
            requirements="django-csp==3.8\n",
        ),
        "the settings are not known": Site(
            f"{BASE}{LINE}from elsewhere import CONTENT_SECURITY_POLICY\n", requirements="django-csp==4.0\n"
        ),
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
