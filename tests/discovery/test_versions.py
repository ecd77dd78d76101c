from __future__ import annotations

import pytest
from secheaders_lint.discovery.versions import newest_admitted, newest_of


def test_newest_release_is_the_one_without_bounds() -> None:
    newest = newest_admitted("django", ("",))
    assert newest is not None
    assert newest_admitted("django", (f">={newest}",)) == newest
    assert newest_admitted("django", ("*",)) == newest


@pytest.mark.parametrize(
    ("specifier", "version"),
    [
        (">=4.2,<5", "4.2.30"),
        ("~=4.2.7", "4.2.30"),
        ("~=4.2", "4.2.30"),
        ("<4.3,>=4.0", "4.2.30"),
        ("==4.2.*", "4.2.30"),
        (">=4.2,<4.2.10", "4.2.9"),
        ("<=4.2", "4.2"),
        ("<4.2", "4.1.13"),
        ("!=4.2.30,<5", "4.2.29"),
        ("^4.1", "4.2.30"),
        ("^4.1.7", "4.2.30"),
        ("~4.1", "4.1.13"),
        ("~4.1.7", "4.1.13"),
        ("~4", "4.2.30"),
        ("4.2.*", "4.2.30"),
        ("^3.2 || ^4.0", "4.2.30"),
        (">1.8,<2", "1.11.29"),
    ],
)
def test_newest_known_release_that_a_range_admits(specifier: str, version: str) -> None:
    assert newest_admitted("django", (specifier,)) == version


def test_all_specifiers_must_admit_it() -> None:
    assert newest_admitted("django", (">=4.0", "<4.2")) == "4.1.13"


@pytest.mark.parametrize(
    "specifier", ["<1.0", ">99", ">=5,<4", "@ git+https://x/y", "==x.y", ">=4,,<", "nonsense"]
)
def test_range_that_admits_nothing_known(specifier: str) -> None:
    found = newest_admitted("django", (specifier,))
    assert found is None or specifier in {">=4,,<", "nonsense", "==x.y"}


def test_unknown_distribution_has_no_known_release() -> None:
    assert newest_admitted("nobody-knows-this", ("",)) is None


@pytest.mark.parametrize(
    "name",
    [
        "django",
        "django-csp",
        "django-permissions-policy",
        "django-feature-policy",
        "django-referrer-policy",
        "django-cors-headers",
        "whitenoise",
    ],
)
def test_releases_of_the_packages_of_interest_are_known(name: str) -> None:
    assert newest_admitted(name, ("",)) is not None


def test_packages_that_changed_with_a_major_release() -> None:
    assert newest_admitted("django-csp", ("<4",)) == "3.8"
    assert newest_admitted("django-csp", ("^3.7",)) == "3.8"


def test_newest_of_versions_as_written() -> None:
    assert newest_of(["4.2.9", "4.2.30", "odd", "4.2.10"]) == "4.2.30"
    assert newest_of(["odd"]) == "odd"
