from __future__ import annotations

import pytest
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


def test_flood_of_one_sort_is_bounded() -> None:
    found = telling(*(f"k8s/{number}.yaml" for number in range(2000)))
    assert len(found.cluster) == 400
