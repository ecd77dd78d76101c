"""Migrations: whole or not at all, with every file that has a part in them."""

from __future__ import annotations

from textwrap import dedent
from typing import Any

import pytest
from secheaders_lint.findings import Applicability

from .trying import SETTINGS, Tree, mended

START = """\
DEBUG = False
ALLOWED_HOSTS = ["www.example.com"]
INSTALLED_APPS = ["django.contrib.auth", "csp"]
ROOT_URLCONF = "config.urls"
"""


def settings(*middleware: str, rest: str) -> str:
    listed = "".join(
        f'    "{each}",\n' for each in ("django.middleware.security.SecurityMiddleware", *middleware)
    )
    return f"{START}MIDDLEWARE = [\n{listed}]\n{dedent(rest)}"


def csp(rest: str, requirements: str = "django-csp==4.0\n", **more: Any) -> Tree:
    tree = Tree({SETTINGS: settings("csp.middleware.CSPMiddleware", rest=rest)}, requirements=requirements)
    return tree._replace(**more)


# -- django-csp 3 to 4 -------------------------------------------------------------------------------------------------

OLD = """
# What pages may load.
CSP_DEFAULT_SRC = ("'self'",)  # nothing else
CSP_IMG_SRC = (
    "'self'",
    # pictures
    "data:",
)
CSP_EXCLUDE_URL_PREFIXES = ("/admin/",)

X = 1
"""


def test_settings_of_django_csp_3_become_one_on_trial() -> None:
    result = mended(csp(OLD), "CSP005")
    assert result.applicability is Applicability.UNSAFE
    assert result.text().partition("]\n\n")[2] == dedent(
        """\
        # What pages may load.
        CONTENT_SECURITY_POLICY_REPORT_ONLY = {
            "EXCLUDE_URL_PREFIXES": ("/admin/",),
            "DIRECTIVES": {
                "default-src": ("'self'",),  # nothing else
                "img-src": (
                    "'self'",
                    # pictures
                    "data:",
                ),
            },
        }

        X = 1
        """
    )


def test_what_was_not_in_force_is_enforced_by_nobody_but_a_person() -> None:
    result = mended(csp(OLD), "CSP005", 1)
    assert result.applicability is Applicability.DISPLAY
    assert "CONTENT_SECURITY_POLICY = {" in result.text()


def test_a_policy_on_trial_stays_on_trial() -> None:
    result = mended(csp(OLD + "CSP_REPORT_ONLY = True\n"), "CSP005")
    assert "CONTENT_SECURITY_POLICY_REPORT_ONLY = {" in result.text()
    assert "CSP_REPORT_ONLY" not in result.text().replace("POLICY_REPORT_ONLY", "")


@pytest.mark.parametrize(
    ("rest", "reason"),
    [
        (
            "CSP_DEFAULT_SRC = [\"'self'\"]\nif not DEBUG:\n    CSP_IMG_SRC = ['data:']\n",
            "the settings do not stand in one block of one file",
        ),
        (
            "CSP_DEFAULT_SRC = [\"'self'\"]\nCSP_IMG_SRC = CSP_DEFAULT_SRC\n",
            f"{SETTINGS} uses CSP_DEFAULT_SRC elsewhere",
        ),
        ("CSP_DEFAULT_SRC = [\"'self'\"]; X = 1\n", "it shares its line with another statement"),
    ],
    ids=["a branch", "a second reference", "one line for two"],
)
def test_settings_of_django_csp_3_stay(rest: str, reason: str) -> None:
    assert mended(csp(rest), "CSP005").reason == reason


def test_settings_of_django_csp_3_that_a_view_reads_stay() -> None:
    view = "from django.conf import settings\nSHOWN = settings.CSP_IMG_SRC\n"
    case = csp(OLD)
    case = case._replace(files={**case.files, "shop/views.py": view})
    assert mended(case, "CSP005").reason == "shop/views.py reads CSP_IMG_SRC"


# -- django-csp to Django's own ----------------------------------------------------------------------------------------

NATIVE = """
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        # ours
        "default-src": ["'self'"],
        "object-src": ["'none'"],
    },
}
"""


def test_django_takes_over_from_django_csp() -> None:
    result = mended(csp(NATIVE, django="6.0.1"), "CSP020")
    assert result.applicability is Applicability.UNSAFE
    text = result.text()
    assert '"csp' not in text
    assert '"django.middleware.csp.ContentSecurityPolicyMiddleware",\n]\n' in text
    assert text.endswith(
        'SECURE_CSP = {\n    # ours\n    "default-src": ["\'self\'"],\n    "object-src": ["\'none\'"],\n}\n'
    )
    assert result.text("requirements.txt") == "Django==6.0.1\n"


@pytest.mark.parametrize(
    ("case", "reason"),
    [
        (csp("from csp.constants import NONE\n" + NATIVE, django="6.0.1"), f"{SETTINGS} imports csp"),
        (
            csp(
                NATIVE,
                django="6.0.1",
                files={
                    SETTINGS: csp(NATIVE).files[SETTINGS],
                    "shop/views.py": "from csp.decorators import csp_exempt\n",
                },
            ),
            "shop/views.py imports csp",
        ),
        (
            csp(NATIVE, "django-csp==4.0 \\\n    --hash=sha256:0\n", django="6.0.1"),
            "requirements.txt is written by a tool",
        ),
        (
            csp(NATIVE.replace("[\"'self'\"]", "[each for each in (\"'self'\",)]"), django="6.0.1"),
            "CONTENT_SECURITY_POLICY holds more than DIRECTIVES, or is not written out",
        ),
    ],
    ids=["constants of the package", "decorators of the package", "a file with hashes", "code"],
)
def test_django_csp_stays(case: Tree, reason: str) -> None:
    assert mended(case, "CSP020").reason == reason


# -- other packages ----------------------------------------------------------------------------------------------------


def package(middleware: str, rest: str, requirement: str) -> Tree:
    return Tree({SETTINGS: settings(middleware, rest=rest)}, requirements=requirement)


def test_django_takes_over_from_django_referrer_policy() -> None:
    case = package(
        "django_referrer_policy.middleware.ReferrerPolicyMiddleware",
        'REFERRER_POLICY = "same-origin"  # as ever\n',
        "django-referrer-policy==1.0\nother==1\n",
    )
    result = mended(case, "REF005")
    assert result.applicability is Applicability.UNSAFE
    assert result.text().endswith(']\nSECURE_REFERRER_POLICY = "same-origin"  # as ever\n')
    assert "Referrer" not in result.text()
    assert result.text("requirements.txt") == "Django==5.2.7\nother==1\n"


def test_permissions_policy_takes_over_from_feature_policy() -> None:
    case = package(
        "django_feature_policy.FeaturePolicyMiddleware",
        'FEATURE_POLICY = {"camera": "none"}\n',
        "django-feature-policy==3.8  # headers\n",
    )
    result = mended(case, "PERM002")
    assert result.applicability is Applicability.UNSAFE
    assert '    "django_permissions_policy.PermissionsPolicyMiddleware",\n' in result.text()
    assert result.text().endswith('PERMISSIONS_POLICY = {"camera": "none"}\n')
    assert result.text("requirements.txt") == "Django==5.2.7\ndjango-permissions-policy>=4.0  # headers\n"


def test_a_lock_is_not_edited() -> None:
    lock = '[[package]]\nname = "django-referrer-policy"\nversion = "1.0"\n\n[[package]]\nname = "django"\nversion = "5.2.7"\n'
    case = package(
        "django_referrer_policy.middleware.ReferrerPolicyMiddleware", 'REFERRER_POLICY = "same-origin"\n', ""
    )
    case = case._replace(files={**case.files, "poetry.lock": lock})
    assert (
        mended(case, "REF005").reason
        == "django-referrer-policy is locked in poetry.lock, which a tool writes"
    )
