"""Which files beside Python's may name a settings module or a version, by their names alone."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from secheaders_lint.discovery.kinds import UNTOLD, is_untold

if TYPE_CHECKING:
    from secheaders_lint.discovery.inventory import Inventory

_DEPENDENCIES = frozenset(
    {"uv.lock", "poetry.lock", "pdm.lock", "pipfile.lock", "pipfile", "pyproject.toml", "setup.cfg"}
)
_TESTS = frozenset({
    "pyproject.toml", "setup.cfg", "tox.ini", "pytest.ini", ".pytest.ini", "mypy.ini", ".mypy.ini", ".travis.yml",
    ".gitlab-ci.yml", "azure-pipelines.yml", "devcontainer.json", ".devcontainer.json",
})  # fmt: skip
_DEPLOY = frozenset({
    "app.json", "app.yaml", "app.yml", "render.yaml", "render.yml", "heroku.yml", "zappa_settings.json", "serverless.yml",
    "cloudbuild.yaml", "railway.json", "railway.toml", "nixpacks.toml", "captain-definition", ".platform.app.yaml",
    "supervisord.conf", "supervisor.conf",
})  # fmt: skip
_DEPLOY_FOLDERS = frozenset({".ebextensions", ".do"})
_DEPLOY_PATTERN = re.compile(
    r"(?:.*\.)?(?:dockerfile|containerfile)(?:[._-].*)?|procfile(?:\..*)?|fly[\w.-]*\.toml|app-[\w-]+\.ya?ml"
    r"|u?wsgi[\w.-]*\.conf|gunicorn[\w.-]*|[\w.-]+\.service|[\w.-]+\.ini"
)
_SHELL = re.compile(r"(?:.*entrypoint.*|(?:start|run|boot|serve|deploy|release)[\w-]*)(?:\.sh)?")
_COMPOSE = re.compile(r"(?:docker-)?compose[\w.-]*\.ya?ml")
_ENVIRONMENT_FOLDERS = frozenset({".envs", "env.d", "envs", ".env.d", "environments"})
_ENVIRONMENT = re.compile(
    r".*\.env(?:[._-].*)?|env(?:ironment)?(?:[-_.](?:file|sample|example|dist|prod|dev|local)[\w.-]*)?"
)
_CLUSTER_FOLDERS = frozenset(
    {"k8s", "kubernetes", "helm", "charts", "chart", "manifests", "kustomize", "infrastructure"}
)
_CLUSTER = re.compile(r"(?:values|deployment|configmap|manifest)[\w.-]*\.ya?ml|.*task[-_]def[\w-]*\.json")
_REQUIREMENTS = re.compile(r".*(?:requirements?|constraints?|reqs?)[\w.-]*\.(?:txt|in|pip)|requires\.txt")
_REQUIREMENTS_FOLDER = re.compile(
    r"(?:pip[_-])?(?:requirements?|reqs?|deps|dependencies|constraints)(?:[._-]\w+)*"
)
_PYLOCK = re.compile(r"pylock(?:\.[^.]+)?\.toml")
# Files of one sort that say something about a site are few; this many belong to something else.
_LIMIT = 400


@dataclass(frozen=True, slots=True)
class TellingFiles:
    """Files that may tell something about a project, as paths relative to the root, by what they may tell."""

    deploy: list[str] = field(default_factory=list)
    compose: list[str] = field(default_factory=list)
    environment: list[str] = field(default_factory=list)
    cluster: list[str] = field(default_factory=list)
    """Manifests of Kubernetes, ECS and the like."""
    tests: list[str] = field(default_factory=list)
    """Configuration of test runners, type checkers and continuous integration."""
    dependencies: list[str] = field(default_factory=list)


def telling_files(inventory: Inventory) -> TellingFiles:
    """Sort the files of a repository by what they may tell."""
    found = TellingFiles(dependencies=inventory.setups[:_LIMIT])
    for folder in inventory.mixed:
        # The common case first, without a call for each.
        names = [name for name in inventory.files_in(folder) if name[name.rfind(".") + 1 :] not in UNTOLD]
        lower = folder.lower()
        names = sorted(name for name in names if not is_untold(name.lower(), lower))
        if names:
            _sort(found, lower.split("/"), f"{folder}/" if folder else "", names)
    return found


def is_requirements_folder(folder: str) -> bool:
    """Say whether a folder holds requirements files by its name."""
    return _REQUIREMENTS_FOLDER.fullmatch(folder.rpartition("/")[2].lower()) is not None


def _sort(found: TellingFiles, parts: list[str], prefix: str, names: list[str]) -> None:
    for name in names:
        lower = name.lower()
        suffix = lower.rpartition(".")[2]
        if suffix in {"txt", "in", "pip"}:
            if _REQUIREMENTS.fullmatch(lower) or _REQUIREMENTS_FOLDER.fullmatch(parts[-1]):
                _add(found.dependencies, prefix + name)
        else:
            _sort_other(found, lower, suffix, parts, prefix + name)


def _sort_other(found: TellingFiles, lower: str, suffix: str, parts: list[str], path: str) -> None:
    if lower in _DEPENDENCIES or _PYLOCK.fullmatch(lower) or _is_metadata(lower, parts):
        _add(found.dependencies, path)
    if lower in _TESTS or (suffix in {"yml", "yaml"} and not {".github", ".circleci"}.isdisjoint(parts)):
        _add(found.tests, path)
    elif _is_deploy(lower, suffix, parts):
        _add(found.deploy, path)
    elif suffix in {"yml", "yaml", "json"}:
        if _COMPOSE.fullmatch(lower):
            _add(found.compose, path)
        elif _CLUSTER.fullmatch(lower) or (suffix != "json" and not _CLUSTER_FOLDERS.isdisjoint(parts)):
            _add(found.cluster, path)
    elif _ENVIRONMENT.fullmatch(lower) or (
        suffix in {lower, lower[1:], "env"} and not _ENVIRONMENT_FOLDERS.isdisjoint(parts)
    ):
        _add(found.environment, path)


def _is_deploy(lower: str, suffix: str, parts: list[str]) -> bool:
    if lower in _DEPLOY or _DEPLOY_PATTERN.fullmatch(lower) is not None:
        return True
    if parts[-1] in _DEPLOY_FOLDERS:
        return suffix in {"yml", "yaml", "config"}
    return suffix in {"sh", lower} and _SHELL.fullmatch(lower) is not None


def _is_metadata(lower: str, parts: list[str]) -> bool:
    return lower == "metadata" and len(parts) == 1 and parts[0].endswith(".dist-info")


def _add(paths: list[str], path: str) -> None:
    if len(paths) < _LIMIT:
        paths.append(path)
