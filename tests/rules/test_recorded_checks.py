"""The findings stand for the same checks as ``check --deploy`` of seven versions of Django reported for 70 sites."""

from __future__ import annotations

import pytest

from .recorded import all_recorded, recorded_checks, recorded_site
from .sites import BASE, GOOD, Site

# CSRF, secret keys, the filter that browsers dropped and the push to the preload list: not these rules' matter.
OUT_OF_SCOPE = {f"security.W{number:03}" for number in (3, 7, 9, 21, 25)}

# Sites of which a check says something that is not so: the finding is absent, and with it the id.
DJANGO_IS_WRONG = {
    "X_FRAME_OPTIONS in lower case is sent in capitals": (
        Site(GOOD + 'X_FRAME_OPTIONS = "deny"\n'),
        "security.W019",
    ),
    "a subclass of SecurityMiddleware does its work": (
        Site(
            GOOD + 'MIDDLEWARE[0] = "config.middleware.Security"\n',
            files={
                "config/middleware.py": "from django.middleware.security import SecurityMiddleware\n"
                "class Security(SecurityMiddleware):\n    pass\n"
            },
        ),
        "security.W001",
    ),
    "a subclass of XFrameOptionsMiddleware does its work": (
        Site(
            GOOD + 'MIDDLEWARE[-1] = "config.middleware.Framing"\n',
            files={
                "config/middleware.py": "from django.middleware import clickjacking\n"
                "class Framing(clickjacking.XFrameOptionsMiddleware):\n    pass\n"
            },
        ),
        "security.W002",
    ),
    "1 is as good as True": (Site(GOOD + "SESSION_COOKIE_SECURE = 1\n"), "security.W012"),
}


@pytest.mark.parametrize(("variant", "django"), all_recorded())
def test_same_checks_as_django(variant: str, django: str) -> None:
    expected = recorded_checks(variant, django) - OUT_OF_SCOPE
    found = recorded_site(variant, django).checks() - OUT_OF_SCOPE
    assert found == expected


@pytest.mark.parametrize(
    ("site", "check"), DJANGO_IS_WRONG.values(), ids=[name.replace(" ", "-") for name in DJANGO_IS_WRONG]
)
def test_silent_where_django_is_wrong(site: Site, check: str) -> None:
    assert check not in site.checks()


def test_every_id_in_scope_is_met() -> None:
    met = {check for variant, django in all_recorded() for check in recorded_checks(variant, django)}
    assert met >= {f"security.W{number:03}" for number in (1, 2, 4, 5, 6, 8, 10, 12, 16, 18, 19, 22, 27)}


@pytest.mark.parametrize(
    ("settings", "check"),
    [
        (BASE.replace('"django.contrib.sessions"', ""), "security.W011"),
        (BASE.replace('"django.contrib.sessions.middleware.SessionMiddleware",', ""), "security.W010"),
        (GOOD + "SESSION_COOKIE_HTTPONLY = False\n", "security.W015"),
        (
            GOOD.replace('"django.contrib.sessions"', "") + "SESSION_COOKIE_HTTPONLY = False\n",
            "security.W014",
        ),
        (
            GOOD.replace('"django.contrib.sessions.middleware.SessionMiddleware",', "")
            + "SESSION_COOKIE_HTTPONLY = False\n",
            "security.W013",
        ),
        (GOOD + "ALLOWED_HOSTS = []\n", "security.W020"),
        (GOOD + 'SECURE_CROSS_ORIGIN_OPENER_POLICY = "same_origin"\n', "security.E024"),
    ],
)
def test_ids_that_no_recorded_site_has(settings: str, check: str) -> None:
    assert check in Site(settings).checks()


@pytest.mark.parametrize(
    ("django", "met"), [("5.2.19", set()), ("6.0.10", {"security.E026"}), ("6.1.3", {"security.E026"})]
)
def test_a_policy_that_is_no_dictionary(django: str, met: set[str]) -> None:
    assert (
        Site(GOOD + "SECURE_CSP = \"default-src 'self'\"\n", django=django).checks() & {"security.E026"}
        == met
    )
