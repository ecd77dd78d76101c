from __future__ import annotations

import pytest
from secheaders_lint.findings import Confidence, Severity

from .csp_sites import PROCESSORS, native, version_3, version_4
from .sites import OWN, Site, sites

CODE = "CSP018"
NONCE = '"script-src": [CSP.SELF, CSP.NONCE]'
BARE = "TEMPLATES = [{'OPTIONS': {'context_processors': ['django.template.context_processors.request']}}]\n"
OTHERS = '<html>\n<script nonce="{{ request.csp_nonce }}"></script>\n'
VARIABLE = '<script nonce="{{ CSP_NONCE }}"></script>\n'
OWN_LINE = 'MIDDLEWARE.append("config.own.HeadersMiddleware")\n'
OWN_PROCESSOR = BARE.replace("django.template.context_processors.request", "config.context.nonce")


def pages(text: str, name: str = "templates/base.html") -> dict[str, str]:
    return {name: text}


@pytest.mark.parametrize(("django", "checks"), [("6.0.10", ()), ("6.1.3", ("security.W027",))])
def test_no_context_processor(django: str, checks: tuple[str, ...]) -> None:
    site = native(NONCE, BARE, django=django)
    found = site.one(CODE)
    assert found.severity is Severity.WARNING
    assert found.confidence is Confidence.HIGH
    assert found.django_checks == checks
    assert found.message.startswith(
        "script-src (SECURE_CSP) asks for a nonce, but no entry of TEMPLATES lists django."
    )
    assert site.line(found).startswith("TEMPLATES")


def test_no_templates_at_all() -> None:
    site = native(NONCE, "TEMPLATES = []\n")
    assert site.one(CODE).message


def test_a_policy_on_trial_is_advice() -> None:
    site = native(NONCE, BARE, name="SECURE_CSP_REPORT_ONLY", django="6.1.3")
    found = site.one(CODE)
    assert found.severity is Severity.INFO
    assert found.django_checks == ("security.W027",)


def test_templates_for_django_csp() -> None:
    site = native(NONCE)._replace(files=pages(OTHERS))
    found = site.one(CODE)
    assert found.severity is Severity.WARNING
    assert found.message.startswith("templates/base.html reads request.csp_nonce for the nonce of script-src")
    assert found.django_checks == ()
    (related,) = found.related
    assert related.location.path == "templates/base.html"
    assert related.location.line == 2


def test_one_finding_where_both_are_wrong() -> None:
    found = native(NONCE, BARE)._replace(files=pages(OTHERS)).one(CODE)
    assert found.subject == "TEMPLATES"
    assert [each.message for each in found.related] == ["request.csp_nonce of django-csp is read here"]


def test_several_templates() -> None:
    files = {f"app/templates/{name}.html": OTHERS for name in "abc"}
    found = native(NONCE)._replace(files=files).one(CODE)
    assert found.message.startswith("app/templates/a.html and 2 more read request.csp_nonce")
    assert len(found.related) == 3


@pytest.mark.parametrize(
    "site",
    [
        version_4('"script-src": [NONCE]', BARE),
        version_3("CSP_SCRIPT_SRC = []\nCSP_INCLUDE_NONCE_IN = ['script-src']", BARE),
    ],
)
def test_variable_of_a_context_processor_that_is_missing(site: Site) -> None:
    found = site._replace(files=pages(VARIABLE)).one(CODE)
    assert "TEMPLATES does not list csp.context_processors.nonce, which makes that variable" in found.message


@sites(
    {
        "the context processor is there": native(NONCE),
        "no nonce in the policy": native('"script-src": [CSP.SELF]', BARE),
        "no nonce, and templates that read one": native('"script-src": [CSP.SELF]')._replace(files=pages(OTHERS)),
        "templates for Django": native(NONCE)._replace(files=pages('<script nonce="{{ csp_nonce }}"></script>')),
        "templates of tests": native(NONCE)._replace(files=pages(OTHERS, "tests/templates/a.html")),
        "templates of a package": native(NONCE)._replace(files=pages(OTHERS, "node_modules/x/a.html")),
        "no template": native(NONCE)._replace(files=pages(OTHERS, "app/notes.md")),
        "TEMPLATES is not known": native(NONCE, "from elsewhere import TEMPLATES\n"),
        "a processor is not known": native(NONCE, BARE.replace("'django.template.context_processors.request'", "os.environ['P']")),
        "the policy is not known": native("", BARE + "from elsewhere import SECURE_CSP\n"),
        "the list is not known": native(NONCE, BARE + "from elsewhere import MIDDLEWARE\n"),
        "the middleware does not run": Site(f"SECURE_CSP = {{'script-src': ['<CSP_NONCE_SENTINEL>']}}\n{BARE}", django="6.1.3"),
        "a version without it": native(NONCE, BARE, django="5.2.19"),
        "the edge sends the policy": native(NONCE, BARE)._replace(edge={"Content-Security-Policy": "x"}),
        "a middleware of the project makes it": native(NONCE, OWN_LINE)._replace(
            files={**pages(OTHERS), "config/own.py": OWN.format(header="x", value="y").replace("        resp", "        request.csp_nonce = make(request)\n        resp", 1)}
        ),
        "django-csp makes it": version_4('"script-src": [NONCE]', BARE)._replace(files=pages(OTHERS)),
        "django-csp makes the variable": version_4(
            '"script-src": [NONCE]', BARE.replace("django.template.context_processors.request", "csp.context_processors.nonce")
        )._replace(files=pages(VARIABLE)),
        "a processor of the project may make the variable": version_4('"script-src": [NONCE]', OWN_PROCESSOR)._replace(
            files=pages(VARIABLE)
        ),
        "TEMPLATES of django-csp is not known": version_4('"script-src": [NONCE]', "from elsewhere import TEMPLATES\n")._replace(
            files=pages(VARIABLE)
        ),
        "no nonce in the policy of django-csp": version_4('"script-src": [SELF]', BARE)._replace(files=pages(VARIABLE)),
    }
)  # fmt: skip
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)


def test_the_processors_of_these_tests() -> None:
    assert "django.template.context_processors.csp" in PROCESSORS
