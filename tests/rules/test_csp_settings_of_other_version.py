from __future__ import annotations

import pytest
from secheaders_lint.findings import Confidence, Severity

from .sites import BASE, Site, sites

CODE = "CSP005"
SETTINGS = BASE + 'MIDDLEWARE.append("csp.middleware.CSPMiddleware")\n'
OLD = 'CSP_DEFAULT_SRC = ["\'self\'"]\nCSP_IMG_SRC = ["*"]\nCSP_FONT_SRC = ["*"]\nCSP_REPORT_ONLY = False\n'
NEW = 'CONTENT_SECURITY_POLICY = {"DIRECTIVES": {"default-src": ["\'self\'"]}}\n'


def under(version: str, settings: str, **more: object) -> Site:
    """Return a site with django-csp of that version."""
    return Site(SETTINGS + settings, requirements=f"django-csp{version}\n", **more)  # type: ignore[arg-type]


def test_old_settings_give_no_header_under_4() -> None:
    site = under("==4.0", OLD)
    found = site.one("CSP")
    assert found.code == CODE
    assert found.severity is Severity.WARNING
    assert found.confidence is Confidence.HIGH
    assert "does not read CSP_DEFAULT_SRC, CSP_FONT_SRC and 2 more" in found.message
    assert "no page carries a Content-Security-Policy" in found.message
    assert found.django_checks == ()
    assert site.line(found) == "CSP_DEFAULT_SRC = [\"'self'\"]"


@pytest.mark.parametrize(
    ("app", "django", "checks"),
    [
        ("csp", "5.2.19", ("csp.E001",)),
        ("csp.apps.CspConfig", "5.2.19", ("csp.E001",)),
        ("csp", "3.1.14", ()),
        ("csp.apps.CspConfig", "3.1.14", ("csp.E001",)),
    ],
)
def test_check_of_the_app(app: str, django: str, checks: tuple[str, ...]) -> None:
    site = under("==4.0", OLD + f"INSTALLED_APPS.append({app!r})\n", django=django)
    assert site.one(CODE).django_checks == checks


def test_check_does_not_look_for_nonces() -> None:
    site = under("==4.0", 'CSP_INCLUDE_NONCE_IN = ["script-src"]\nINSTALLED_APPS.append("csp")\n')
    assert site.one(CODE).django_checks == ()


def test_left_over_beside_the_new_settings_is_advice() -> None:
    found = under("==4.0", OLD + NEW).one(CODE)
    assert found.severity is Severity.INFO
    assert "the policy is that of the new settings alone" in found.message


def test_new_settings_under_3_give_the_default() -> None:
    found = under("==3.8", NEW).one(CODE)
    assert found.severity is Severity.WARNING
    assert "it sends default-src 'self' instead" in found.message


def test_new_settings_beside_old_ones_under_3_are_advice() -> None:
    assert under("==3.8", OLD + NEW).one(CODE).severity is Severity.INFO


def test_range_is_less_sure_than_a_pin() -> None:
    assert under(">=3.7", OLD).one(CODE).confidence is Confidence.MEDIUM


def test_advice_for_an_api() -> None:
    assert under("==4.0", OLD, profile="api").one(CODE).severity is Severity.INFO


@sites(
    {
        "old settings under 3": under("==3.8", OLD),
        "new settings under 4": under("==4.0", NEW),
        "a range that ends before 4": under(">=3.7,<4", OLD),
        "the version is not known": Site(SETTINGS + OLD),
        "the middleware is missing, which is another finding": Site(
            BASE + OLD, requirements="django-csp==4.0\n"
        ),
        "the middleware may be missing": under("==4.0", OLD + "from elsewhere import MIDDLEWARE\n"),
        "the edge sends it": under("==4.0", OLD, edge={"Content-Security-Policy": "default-src 'self'"}),
        "names may have been set unseen": Site(
            "import elsewhere\nglobals().update(elsewhere.settings())\n" + SETTINGS,
            requirements="django-csp==4.0\n",
        ),
        "settings of both under 3": under(
            "==3.8",
            OLD
            + "CONTENT_SECURITY_POLICY = None\nCONTENT_SECURITY_POLICY_REPORT_ONLY = None\ndel CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY_REPORT_ONLY\n",
        ),
        "old settings that are taken back under 4": under(
            "==4.0", NEW + "CSP_IMG_SRC = []\ndel CSP_IMG_SRC\n"
        ),
        "a setting of the project by a like name": under(
            "==4.0", NEW + "CSP_ENABLED = True\nCSP_HOSTS = []\n"
        ),
        "old settings in a branch that is not taken": under(
            "==4.0", NEW + "if DEBUG:\n    CSP_IMG_SRC = ['*']\n"
        ),
        "the middleware of Django in its place": Site(
            BASE + 'MIDDLEWARE.append("django.middleware.csp.ContentSecurityPolicyMiddleware")\n' + OLD,
            django="6.0.10",
            requirements="django-csp==4.0\n",
        ),
    }
)
def test_silent(site: Site) -> None:
    assert not site.findings(CODE)
