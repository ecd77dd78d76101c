from __future__ import annotations

import time

import pytest
from secheaders_lint.discovery.formats.claims import Claim, DependencyFileError, Rank
from secheaders_lint.discovery.formats.locks import read_pipfile_lock, read_toml_lock

UV = """version = 1
requires-python = ">=3.10"

[[package]]
name = "asgiref"
version = "3.8.1"
source = { registry = "https://pypi.org/simple" }

[[package]]
name = "Django"
version = "5.2.1"
source = { registry = "https://pypi.org/simple" }
dependencies = [
    { name = "asgiref" },
]

[package.metadata]
name = "no package"
version = "0"

[[package]]
name = "project"
source = { virtual = "." }
"""


def brief(claims: list[Claim]) -> list[tuple[str, str | None, int]]:
    return [(each.name, each.version, each.line) for each in claims]


def test_packages_with_their_lines() -> None:
    claims = read_toml_lock("uv.lock", UV)
    assert brief(claims) == [("asgiref", "3.8.1", 6), ("django", "5.2.1", 11)]
    assert {each.rank for each in claims} == {Rank.LOCK}


def test_pylock_and_single_quotes() -> None:
    text = "lock-version = '1.0'\n[[packages]]\nname = 'django'\nversion = '5.2.1'\n"
    assert brief(read_toml_lock("pylock.toml", text)) == [("django", "5.2.1", 4)]


@pytest.mark.parametrize(
    ("extra", "development"),
    [
        ('category = "dev"', True),
        ('category = "main"', False),
        ('groups = ["dev", "test"]', True),
        ('groups = ["main", "dev"]', False),
        ('groups = ["default"]', False),
        ("groups = []", False),
        ("optional = false", False),
    ],
)
def test_groups_of_a_package(extra: str, development: bool) -> None:
    text = f'[[package]]\nname = "a"\nversion = "1"\n{extra}\n\n[package.dependencies]\ngroups = ["dev"]\n'
    assert read_toml_lock("poetry.lock", text)[0].development is development


def test_lock_in_a_layout_of_its_own_is_parsed() -> None:
    text = 'package = [{version = "5.2.1", name = "django"}, {name = "local"}, 3]\n'
    assert brief(read_toml_lock("uv.lock", text)) == [("django", "5.2.1", 1)]


@pytest.mark.parametrize("text", ["", "version = 1\n", "package = 3\n", "[[packagex]]\n"])
def test_lock_without_packages(text: str) -> None:
    assert read_toml_lock("uv.lock", text) == []


@pytest.mark.parametrize("text", ["version = 1\nthis is no TOML\n", "version = 1\npackage = ["])
def test_broken_lock_says_where(text: str) -> None:
    with pytest.raises(DependencyFileError) as caught:
        read_toml_lock("uv.lock", text)
    assert caught.value.line == 2
    assert "not valid TOML" in caught.value.message


def test_merge_conflict_says_where() -> None:
    with pytest.raises(DependencyFileError) as caught:
        read_toml_lock("uv.lock", UV + "<<<<<<< HEAD\n[[package]]\n=======\n>>>>>>> main\n")
    assert (caught.value.line, caught.value.message) == (24, "has an unresolved merge conflict")


def test_pipfile_lock() -> None:
    text = """{
    "_meta": {"requires": {"python_version": "3.12"}},
    "default": {
        "asgiref": {
            "hashes": ["sha256:x"],
            "version": "==3.8.1"
        },
        "django": {
            "hashes": ["sha256:x"],
            "version": "==5.2.1"
        },
        "local": {"path": "."}
    },
    "develop": {
        "django-debug-toolbar": {"version": "==4.0.0"}
    }
}
"""
    claims = read_pipfile_lock("Pipfile.lock", text)
    assert brief(claims) == [
        ("asgiref", "3.8.1", 6),
        ("django", "5.2.1", 10),
        ("django-debug-toolbar", "4.0.0", 15),
    ]
    assert [each.development for each in claims] == [False, False, True]


@pytest.mark.parametrize(("text", "line"), [("{\n  'a': 1\n}", 2), ("", 1), ("[" * 100_000, 1)])
def test_broken_pipfile_lock_says_where(text: str, line: int) -> None:
    with pytest.raises(DependencyFileError) as caught:
        read_pipfile_lock("Pipfile.lock", text)
    assert caught.value.line == line


@pytest.mark.parametrize(
    "text", ["[]", "3", '{"default": []}', '{"default": {"a": 1}}', '{"default": {"a": {"version": "*"}}}']
)
def test_odd_pipfile_lock_names_nothing(text: str) -> None:
    assert read_pipfile_lock("Pipfile.lock", text) == []


def test_lock_of_megabytes_is_read_at_once() -> None:
    wheels = "wheels = [\n" + '    { url = "https://x", hash = "sha256:y" },\n' * 40 + "]\n\n"
    text = "".join(
        f'[[package]]\nname = "p{number}"\nversion = "1.{number}"\n{wheels}' for number in range(2000)
    )
    start = time.perf_counter()
    assert len(read_toml_lock("uv.lock", text)) == 2000
    assert time.perf_counter() - start < 1
