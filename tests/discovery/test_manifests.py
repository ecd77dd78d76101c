from __future__ import annotations

import pytest
from secheaders_lint.discovery.formats.claims import Claim, DependencyFileError, Rank
from secheaders_lint.discovery.formats.manifests import is_development_group, read_pipfile, read_pyproject


def brief(claims: list[Claim]) -> list[tuple[str, str, int, bool]]:
    return [(each.name, each.specifier, each.line, each.development) for each in claims]


def pyproject(text: str) -> list[tuple[str, str, int, bool]]:
    return brief(read_pyproject("pyproject.toml", text)[0])


def test_dependencies_of_the_project() -> None:
    text = '[project]\nname = "x"\ndependencies = [\n  "django>=5,<6",\n  "whitenoise[brotli]==6.0",\n]\n'
    assert pyproject(text) == [("django", ">=5,<6", 4, False), ("whitenoise", "==6.0", 5, False)]


def test_extras_for_development_are_told_apart() -> None:
    text = '[project.optional-dependencies]\ns3 = ["django-storages"]\ndev = ["django-debug-toolbar"]\n'
    assert pyproject(text) == [("django-storages", "", 2, False), ("django-debug-toolbar", "", 3, True)]


def test_dependency_groups_with_included_ones() -> None:
    text = '[dependency-groups]\nserver = ["gunicorn", {include-group = "db"}]\ndb = ["psycopg"]\ntest = [{include-group = "test"}, "pytest"]\n'
    assert pyproject(text) == [
        ("gunicorn", "", 2, False),
        ("psycopg", "", 3, False),
        ("psycopg", "", 3, False),
        ("pytest", "", 4, True),
    ]


def test_poetry_forms() -> None:
    text = """[tool.poetry.dependencies]
python = "^3.10"
Django = "^5.1"
whitenoise = {version = "6.0", extras = ["brotli"]}
local = {path = "../local"}
both = [{version = "1.0", python = "<3.10"}, {version = "2.0"}]

[tool.poetry.group.dev.dependencies]
django-debug-toolbar = "*"

[tool.poetry.dev-dependencies]
black = "24.1"
"""
    assert pyproject(text) == [
        ("python", "^3.10", 2, False),
        ("django", "^5.1", 3, False),
        ("whitenoise", "6.0", 4, False),
        ("local", "", 5, False),
        ("both", "1.0", 6, False),
        ("both", "2.0", 6, False),
        ("black", "24.1", 12, True),
        ("django-debug-toolbar", "*", 9, True),
    ]


def test_poetry_version_without_an_operator_is_exact() -> None:
    claims, _ = read_pyproject(
        "pyproject.toml", '[tool.poetry.dependencies]\na = "4.2"\nb = "4.2.*"\nc = "^4.2"\nd = "==4.2"\n'
    )
    assert [(each.rank, each.version) for each in claims] == [
        (Rank.PIN, "4.2"),
        (Rank.RANGE, None),
        (Rank.RANGE, None),
        (Rank.PIN, "4.2"),
    ]


def test_development_dependencies_of_uv_and_pdm() -> None:
    text = '[tool.uv]\ndev-dependencies = ["ruff"]\n[tool.pdm.dev-dependencies]\nlint = ["mypy"]\n'
    assert pyproject(text) == [("ruff", "", 2, True), ("mypy", "", 4, True)]


def test_requirements_files_of_the_build() -> None:
    assert read_pyproject("p", '[tool.setuptools.dynamic]\ndependencies = {file = ["a.txt"]}\n')[1] == [
        "a.txt"
    ]
    assert read_pyproject("p", '[tool.setuptools.dynamic.dependencies]\nfile = "a.txt"\n')[1] == ["a.txt"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[tool.black]\nline-length = 1\n",
        "project = 3\n",
        "[project]\ndependencies = 'django'\n",
        "[project]\ndependencies = [3, '-r x']\n",
        "dependency-groups = []\n",
        "[dependency-groups]\na = 3\n",
        "[tool.poetry]\ngroup = 3\n",
        "[tool.poetry.dependencies]\ndjango = 3\n",
    ],
)
def test_odd_manifest_names_nothing(text: str) -> None:
    assert pyproject(text) == []


def test_broken_manifest_says_where() -> None:
    with pytest.raises(DependencyFileError) as caught:
        read_pyproject("pyproject.toml", "[project]\nname = \n")
    assert caught.value.line == 2


def test_pipfile() -> None:
    text = '[packages]\ndjango = "==5.2.1"\nwhitenoise = "*"\ndjango-csp = {version = ">=3"}\n[dev-packages]\ndjango-silk = "*"\n'
    assert brief(read_pipfile("Pipfile", text)) == [
        ("django", "==5.2.1", 2, False),
        ("whitenoise", "*", 3, False),
        ("django-csp", ">=3", 4, False),
        ("django-silk", "*", 6, True),
    ]


@pytest.mark.parametrize(
    "name", ["dev", "test", "tests", "docs", "lint", "local", "typing", "requirements-dev", "ci"]
)
def test_groups_that_production_does_without(name: str) -> None:
    assert is_development_group(name)


@pytest.mark.parametrize(
    "name", ["prod", "production", "main", "server", "postgres", "s3", "base", "requirements", ""]
)
def test_groups_that_production_may_install(name: str) -> None:
    assert not is_development_group(name)
