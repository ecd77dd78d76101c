from __future__ import annotations

import time

import pytest
from secheaders_lint.discovery.formats.claims import Rank, claim_of, exact_version, normalise
from secheaders_lint.discovery.formats.requirements import read_requirements


def claims(text: str) -> list[tuple[str, str, int]]:
    return [
        (each.name, each.specifier, each.line) for each in read_requirements("requirements.txt", text).claims
    ]


@pytest.mark.parametrize(
    ("line", "name", "specifier"),
    [
        ("Django==5.2.1", "django", "==5.2.1"),
        ("django == 5.2.1", "django", "==5.2.1"),
        ("django>=4.2,<5", "django", ">=4.2,<5"),
        ("django >=4.2, <5", "django", ">=4.2,<5"),
        ("django (>=4.2,<5)", "django", ">=4.2,<5"),
        ("django~=5.2.1", "django", "~=5.2.1"),
        ("django", "django", ""),
        ("django[bcrypt,argon2]==5.2.1", "django", "==5.2.1"),
        ("Django_CSP==4.0  # why", "django-csp", "==4.0"),
        ("django==5.2.1 ; python_version >= '3.10'", "django", "==5.2.1"),
        ("django==5.2.1 --hash=sha256:abc --hash=sha256:def", "django", "==5.2.1"),
        ("django==5.2.1 \\\n    --hash=sha256:abc", "django", "==5.2.1"),
        (
            "django @ https://example.com/Django-5.2.1.tar.gz",
            "django",
            "@ https://example.com/Django-5.2.1.tar.gz",
        ),
        (
            "git+https://github.com/x/django-csp@v3.8#egg=django-csp",
            "django-csp",
            "@ git+https://github.com/x/django-csp@v3.8",
        ),
        ("-e git+https://github.com/x/y.git#egg=y", "y", "@ git+https://github.com/x/y.git"),
    ],
)
def test_forms_of_a_requirement(line: str, name: str, specifier: str) -> None:
    assert claims(f"# top\n{line}\nother\n")[0] == (name, specifier, 2)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "# django==5.2",
        "--index-url https://example.com/simple",
        "-i https://example.com",
        "--no-binary :all:",
        "-e .",
        "./local/package",
        "https://example.com/x.zip",
        "django==${DJANGO_VERSION}",
        "<<<<<<< HEAD",
        "django 5.2",
    ],
)
def test_what_is_no_requirement(line: str) -> None:
    assert claims(f"{line}\n") == []


def test_lines_after_a_continued_one_are_counted() -> None:
    assert claims("a==1 \\\n  --hash=x \\\n  --hash=y\nb==2\n") == [("a", "==1", 1), ("b", "==2", 4)]


def test_includes_and_constraints() -> None:
    read = read_requirements("r.txt", "-r base.txt\n--requirement=more.txt\n-c bounds.txt\n-rtight.txt\n")
    assert read.included == ["base.txt", "more.txt", "tight.txt"]
    assert read.constraints == ["bounds.txt"]
    assert read.claims == []


@pytest.mark.parametrize(
    ("specifier", "version"),
    [
        ("==5.2.1", "5.2.1"),
        ("===5.2.1", "5.2.1"),
        ("==5.2rc1", "5.2rc1"),
        (">=4,==4.2.1", "4.2.1"),
        ("==5.2.*", None),
        (">=5.2", None),
        ("", None),
    ],
)
def test_exact_version(specifier: str, version: str | None) -> None:
    assert exact_version(specifier) == version


def test_pin_ranks_before_range() -> None:
    pin, loose = claim_of("a==1", "x", 1), claim_of("a>=1", "x", 1)
    assert pin is not None
    assert loose is not None
    assert (pin.rank, loose.rank) == (Rank.PIN, Rank.RANGE)


@pytest.mark.parametrize(
    ("url", "version"),
    [
        ("https://x/Django-5.2.1.tar.gz", "5.2.1"),
        ("https://x/Django-5.2.1-py3-none-any.whl", "5.2.1"),
        ("git+https://x/django.git@5.2.1", "5.2.1"),
        ("git+https://x/django.git@stable/5.2.x", None),
        ("git+https://x/django.git@main", None),
        ("git+https://x/django.git", None),
    ],
)
def test_version_in_an_address(url: str, version: str | None) -> None:
    claim = claim_of(f"django @ {url}", "x", 1)
    assert claim is not None
    assert claim.version == version


def test_names_are_normalised() -> None:
    assert normalise("Django_Cors..Headers") == "django-cors-headers"


@pytest.mark.parametrize(
    "text",
    ["a" * 50_000 + "!", "a==1" + " " * 50_000 + "!", "a[" * 20_000, "a==1," * 20_000 + "!", "\\\n" * 20_000],
)
def test_hostile_text_costs_linear_time(text: str) -> None:
    start = time.perf_counter()
    read_requirements("r.txt", text)
    assert time.perf_counter() - start < 2
