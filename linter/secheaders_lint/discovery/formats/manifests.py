"""Manifests in TOML: `pyproject.toml` of every tool, and `Pipfile`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from secheaders_lint.discovery.formats.claims import Claim, Rank, claim_of, exact_version, line_at, normalise
from secheaders_lint.discovery.formats.locks import toml_error
from secheaders_lint.discovery.words import NameRole, role_of_name, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MAX_DEPTH = 20
_DEVELOPMENT_WORDS = frozenset(
    {"doc", "lint", "linting", "linters", "typing", "types", "mypy", "format", "tools", "release", "ruff"}
)


def is_development_group(name: str) -> bool:
    """Say whether production does without a group of dependencies, by the group's name."""
    role = role_of_name(name)
    if role in {NameRole.DEVELOPMENT, NameRole.TEST, NameRole.AUXILIARY}:
        return True
    return not _DEVELOPMENT_WORDS.isdisjoint(words_of(name))


class _Manifest:
    """One TOML file while its claims are put together."""

    def __init__(self, path: str, text: str) -> None:
        import tomli

        self.path = path
        self.text = text
        self.claims: list[Claim] = []
        try:
            self.data: dict[str, Any] = tomli.loads(text)
        except (tomli.TOMLDecodeError, RecursionError) as error:
            raise toml_error(error) from error

    def table(self, *keys: str) -> dict[str, Any]:
        """Return a table by its path, an empty one where there is none."""
        node: Any = self.data
        for key in keys:
            node = node.get(key) if isinstance(node, dict) else None
        return node if isinstance(node, dict) else {}

    def add_list(self, items: object, *, development: bool) -> None:
        """Add requirements that are written as strings."""
        for item in items if isinstance(items, list) else []:
            if isinstance(item, str):
                line = line_at(self.text, self.text.find(item))
                claim = claim_of(item, self.path, line, development=development)
                if claim is not None:
                    self.claims.append(claim)

    def add_table(self, table: dict[str, Any], heading: str, *, development: bool) -> None:
        """Add requirements that are written as ``name = version`` or ``name = {version = …}``."""
        start = max(self.text.find(f"[{heading}]"), 0)
        for name, value in table.items():
            written = re.compile(rf"""^[ \t]*["']?{re.escape(name)}["']?[ \t]*[=.]""", re.MULTILINE).search(
                self.text, start
            )
            line = line_at(self.text, written.start() if written else start)
            for version in _versions(value):
                self.claims.append(self._versioned(name, version, line, development=development))

    def _versioned(self, name: str, written: str, line: int, *, development: bool) -> Claim:
        bare = written.strip()
        # Poetry and Pipenv: a version without an operator is that version.
        exact = bare if bare[:1].isdigit() and "*" not in bare and "," not in bare else exact_version(bare)
        rank = Rank.RANGE if exact is None else Rank.PIN
        return Claim(normalise(name), bare, rank, self.path, line, exact, development)


def _versions(value: object) -> Iterator[str]:
    """Yield the versions of a Poetry or Pipenv entry; one from elsewhere has the version ''."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        version = value.get("version", "")
        yield version if isinstance(version, str) else ""
    elif isinstance(value, list):
        for each in value:
            yield from _versions(each)


def read_pyproject(path: str, text: str) -> tuple[list[Claim], list[str]]:
    """Return the claims of a `pyproject.toml`, and the requirements files that its build takes in."""
    manifest = _Manifest(path, text)
    project = manifest.table("project")
    manifest.add_list(project.get("dependencies"), development=False)
    for name, items in manifest.table("project", "optional-dependencies").items():
        manifest.add_list(items, development=is_development_group(name))
    groups = manifest.table("dependency-groups")
    for name in groups:
        manifest.add_list(_group(groups, name), development=is_development_group(name))
    _add_tools(manifest)
    return manifest.claims, list(_dynamic_files(manifest))


def _group(groups: dict[str, Any], name: str, depth: int = 0) -> list[str]:
    """Return the requirements of a group with those of the groups that it includes."""
    found: list[str] = []
    items = groups.get(name)
    for item in items if isinstance(items, list) and depth < _MAX_DEPTH else []:
        if isinstance(item, str):
            found.append(item)
        elif isinstance(item, dict) and isinstance(item.get("include-group"), str):
            found += _group(groups, item["include-group"], depth + 1)
    return list(dict.fromkeys(found))


def _add_tools(manifest: _Manifest) -> None:
    poetry = manifest.table("tool", "poetry")
    manifest.add_table(
        manifest.table("tool", "poetry", "dependencies"), "tool.poetry.dependencies", development=False
    )
    old = "dev-dependencies"
    manifest.add_table(manifest.table("tool", "poetry", old), f"tool.poetry.{old}", development=True)
    groups = poetry.get("group")
    for name in groups if isinstance(groups, dict) else ():
        table = manifest.table("tool", "poetry", "group", name, "dependencies")
        heading = f"tool.poetry.group.{name}.dependencies"
        manifest.add_table(table, heading, development=is_development_group(name))
    manifest.add_list(manifest.table("tool", "uv").get(old), development=True)
    for items in manifest.table("tool", "pdm", old).values():
        manifest.add_list(items, development=True)


def _dynamic_files(manifest: _Manifest) -> Iterable[str]:
    files = manifest.table("tool", "setuptools", "dynamic", "dependencies").get("file")
    if isinstance(files, str):
        return [files]
    return [each for each in files if isinstance(each, str)] if isinstance(files, list) else []


def read_pipfile(path: str, text: str) -> list[Claim]:
    """Return the claims of a `Pipfile`."""
    manifest = _Manifest(path, text)
    manifest.add_table(manifest.table("packages"), "packages", development=False)
    manifest.add_table(manifest.table("dev-packages"), "dev-packages", development=True)
    return manifest.claims
