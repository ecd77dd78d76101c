from __future__ import annotations

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st
from secheaders_lint.discovery.inventory import Inventory, take_inventory
from secheaders_lint.discovery.telling import TellingFiles, telling_files
from secheaders_lint.source.memory import MemoryTree


def inventory(*paths: str) -> Inventory:
    return take_inventory(MemoryTree(dict.fromkeys(paths, "")))


def telling(*paths: str) -> TellingFiles:
    return telling_files(inventory(*paths))


@pytest.mark.parametrize(
    "path",
    [
        "manage.py",
        "src/manage.py",
        "shop/wsgi.py",
        "shop/asgi.py",
        "shop/asgi/__init__.py",
        "shop/wsgi/app.py",
        "shop/celery.py",
        "shop/celery/__init__.py",
        "shop/celeryapp.py",
        "passenger_wsgi.py",
        "deploy/django.wsgi",
        "shop/__main__.py",
    ],
)
def test_scripts_that_start_django(path: str) -> None:
    assert inventory(path).scripts == [path]


@pytest.mark.parametrize(
    "path", ["shop/views.py", "shop/celery/tasks.py", "shop/manage_users.py", "shop/__init__.py", "wsgi.md"]
)
def test_other_modules_are_no_scripts(path: str) -> None:
    assert inventory(path).scripts == []


@pytest.mark.parametrize(
    "path",
    [
        "settings.py",
        "shop/settings_prod.py",
        "shop/settings/anything.py",
        "config/base.py",
        "shop/envs/live.py",
        "shop/settings/__init__.py",
    ],
)
def test_modules_that_are_settings_by_name(path: str) -> None:
    assert inventory(path).settings == [path]


@pytest.mark.parametrize(
    "path", ["shop/models.py", "settings.txt", "shop/settings.html", "conference/base.py"]
)
def test_other_files_are_no_settings(path: str) -> None:
    assert inventory(path).settings == []


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("Dockerfile", "deploy"),
        ("Dockerfile.prod", "deploy"),
        ("web.dockerfile", "deploy"),
        ("docker/Containerfile", "deploy"),
        ("Procfile", "deploy"),
        ("app.json", "deploy"),
        ("fly.toml", "deploy"),
        ("render.yaml", "deploy"),
        ("uwsgi.ini", "deploy"),
        ("docker/entrypoint.sh", "deploy"),
        ("bin/gunicorn_start", "deploy"),
        (".ebextensions/01.config", "deploy"),
        (".do/app.yaml", "deploy"),
        ("compose.yaml", "compose"),
        ("docker-compose.prod.yml", "compose"),
        (".env", "environment"),
        (".env.example", "environment"),
        ("config/production.env", "environment"),
        ("docker/web.env.example", "environment"),
        (".envs/.production/.django", "environment"),
        ("env.d/production.dist/backend", "environment"),
        ("k8s/web.yaml", "cluster"),
        ("helm/values.prod.yaml", "cluster"),
        ("aws/ecs-task-definition.json", "cluster"),
        ("pytest.ini", "tests"),
        ("tox.ini", "tests"),
        (".github/workflows/ci.yml", "tests"),
        (".devcontainer/devcontainer.json", "tests"),
    ],
)
def test_files_that_name_settings(path: str, kind: str) -> None:
    found = telling(path)
    kinds = ("deploy", "compose", "environment", "cluster", "tests")
    assert [each for each in kinds if getattr(found, each)] == [kind]


@pytest.mark.parametrize(
    "path",
    [
        "README.md",
        "data.json",
        "theme.yaml",
        "main.js",
        "environment.yml",
        "notes.txt",
        "Makefile",
        "LICENSE",
        "style.css",
    ],
)
def test_other_files_name_nothing(path: str) -> None:
    found = telling(path)
    assert not (
        found.deploy + found.compose + found.environment + found.cluster + found.tests + found.dependencies
    )


@pytest.mark.parametrize(
    "path",
    [
        "uv.lock",
        "api/poetry.lock",
        "pdm.lock",
        "Pipfile.lock",
        "pylock.toml",
        "pylock.web.toml",
        "requirements.txt",
        "requirements-dev.txt",
        "dev-requirements.in",
        "requirements/prod.txt",
        "requirements/base.in",
        "constraints.txt",
        "pyproject.toml",
        "Pipfile",
        "setup.cfg",
        "setup.py",
        "shop-1.0.dist-info/METADATA",
    ],
)
def test_dependency_files(path: str) -> None:
    assert telling(path).dependencies == [path]


@pytest.mark.parametrize(
    "path", ["robots.txt", "a/b-1.0.dist-info/METADATA", "METADATA", "yarn.lock", "required.txt.bak"]
)
def test_other_files_are_no_dependency_files(path: str) -> None:
    assert telling(path).dependencies == []


@pytest.mark.parametrize(
    "folder",
    [
        ".git",
        ".venv",
        "venv",
        "node_modules",
        "lib/python3.12/site-packages",
        ".tox/py312",
        "__pycache__",
        "{{cookiecutter.project_slug}}",
        "{{ project_name }}",
    ],
)
def test_folders_that_are_not_entered(folder: str) -> None:
    found = inventory(f"{folder}/manage.py", f"{folder}/deep/settings.py")
    assert not found.scripts
    assert not found.settings


def test_virtual_environment_of_any_name_is_not_entered() -> None:
    found = inventory("env312/pyvenv.cfg", "env312/lib/x/settings.py", "env312/manage.py", "shop/settings.py")
    assert found.settings == ["shop/settings.py"]
    assert not found.scripts


def test_folder_called_env_with_own_code_is_entered() -> None:
    assert inventory("env/settings.py").settings == ["env/settings.py"]


def test_folders_of_what_is_served_are_not_gone_through() -> None:
    found = inventory(
        "static/js/app.js", "static/tools/manage.py", "web/staticfiles/x/settings.py", "manage.py"
    )
    assert found.scripts == ["manage.py"]
    assert not found.settings
    assert found.files.keys() == {"", "static", "web", "web/staticfiles"}


def test_folder_called_static_that_holds_modules_is_like_others() -> None:
    found = inventory("static/manage.py", "static/shop/settings.py", "static/shop/static/css/site.css")
    assert (found.scripts, found.settings) == (["static/manage.py"], ["static/shop/settings.py"])


_FOLDERS = (
    "",
    "app",
    "shop/settings",
    "requirements",
    "docs/k8s",
    ".github/workflows",
    "env",
    "a/Config",
    "deps-dev",
)
_STEMS = (
    "models",
    "wsgi",
    "prod_settings",
    "manage",
    "reqs",
    "task-def",
    "app",
    "compose",
    "x",
    "Dockerfile",
    ".env",
)
_ENDINGS = (
    "",
    ".py",
    ".txt",
    ".json",
    ".JSON",
    ".html",
    ".svg",
    ".yml",
    ".toml",
    ".TXT",
    ".in",
    ".ini",
    ".lock",
    ".sh",
)
_PATHS = st.builds(
    lambda folder, stem, ending: f"{folder}/{stem}{ending}".lstrip("/"),
    st.sampled_from(_FOLDERS),
    st.sampled_from(_STEMS) | st.text("ab.\udcff\u00e9", min_size=1).filter(lambda name: name.strip(".")),
    st.sampled_from(_ENDINGS),
)


@given(st.lists(_PATHS, min_size=1, max_size=60, unique=True))
def test_what_a_file_tells_does_not_hang_on_the_files_beside_it(paths: list[str]) -> None:
    """All names are looked at together, in groups: one by one they have to tell the same."""
    whole, files = inventory(*paths), telling(*paths)
    alone = [(inventory(path), telling(path)) for path in paths]
    for name in ("scripts", "settings", "setups"):
        assert sorted(getattr(whole, name)) == sorted(
            path for found, _ in alone for path in getattr(found, name)
        )
    for field in fields(TellingFiles):
        assert sorted(getattr(files, field.name)) == sorted(
            path for _, found in alone for path in getattr(found, field.name)
        )


def test_flood_of_one_sort_is_bounded() -> None:
    found = telling(*(f"k8s/{number}.yaml" for number in range(2000)))
    assert len(found.cluster) == 400
