"""Manifests in TOML: `pyproject.toml` of every tool, and `Pipfile`."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Any

from secheaders_lint.discovery.formats.claims import Claim, Lines, Rank, claim_of, exact_version, normalise
from secheaders_lint.discovery.formats.locks import toml_error
from secheaders_lint.discovery.words import NameRole, role_of_name, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# What can stand at the beginning of a line that begins a table or a key, and strings.
_HEADING = re.compile(r"^[ \t]*\[([^\]\n]+)\]", re.MULTILINE)
_KEY = re.compile(r"""^[ \t]*(?:"([^"\n]*)"|'([^'\n]*)'|([\w-]+))[ \t]*[=.]""", re.MULTILINE)
_STRING = re.compile(r""""([^"\n]*)"|'([^'\n]*)'""")
_DEVELOPMENT_WORDS = frozenset(
    {"doc", "lint", "linting", "linters", "typing", "types", "mypy", "format", "tools", "release", "ruff"}
)


def is_development_group(name: str) -> bool:
    """Say whether production does without a group of dependencies, by the group's name."""
    role = role_of_name(name)
    if role in {NameRole.DEVELOPMENT, NameRole.TEST, NameRole.AUXILIARY}:
        return True
    return not _DEVELOPMENT_WORDS.isdisjoint(words_of(name))


class _Places:
    """Where headings, keys and strings stand in a TOML file, found in one pass over it: the parser does not tell."""

    def __init__(self, text: str) -> None:
        self._lines = Lines(text)
        self._headings: dict[str, int] = {}
        self._keys: dict[str, list[int]] = {}
        self._strings: dict[str, int] = {}
        for found in _HEADING.finditer(text):
            self._headings.setdefault(found[1].strip(), found.start())
        for found in _KEY.finditer(text):
            self._keys.setdefault(found[1] or found[2] or found[3] or "", []).append(found.start())
        for found in _STRING.finditer(text):
            self._strings.setdefault(found[1] or found[2] or "", found.start())

    def of_string(self, string: str) -> int:
        """Return the line of a string's first occurrence, 1 where it is written in another way."""
        return self._lines.at(self._strings.get(string, 0))

    def of_key(self, heading: str, key: str) -> int:
        """Return the line of a key of a table, that of the table where it is written in another way."""
        start = self._headings.get(heading, 0)
        places = self._keys.get(key, [])
        index = bisect_left(places, start)
        return self._lines.at(places[index] if index < len(places) else start)


class _Manifest:
    """One TOML file while its claims are put together."""

    def __init__(self, path: str, text: str) -> None:
        import tomli

        self.path = path
        self.claims: list[Claim] = []
        self._places = _Places(text)
        try:
            self.data: dict[str, Any] = tomli.loads(text)
        except (ValueError, RecursionError) as error:
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
                line = self._places.of_string(item)
                claim = claim_of(item, self.path, line, development=development)
                if claim is not None:
                    self.claims.append(claim)

    def add_table(self, table: dict[str, Any], heading: str, *, development: bool) -> None:
        """Add requirements that are written as ``name = version`` or ``name = {version = …}``."""
        for name, value in table.items():
            line = self._places.of_key(heading, name)
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


def _group(groups: dict[str, Any], name: str) -> list[str]:
    """Return the requirements of a group with those of the groups that it includes, each group taken in once."""
    found: dict[str, None] = {}
    names = {name: None}
    for each in (queue := [name]):
        items = groups.get(each)
        for item in items if isinstance(items, list) else []:
            included = item.get("include-group") if isinstance(item, dict) else None
            if isinstance(item, str):
                found[item] = None
            elif isinstance(included, str) and included not in names:
                names[included] = None
                queue.append(included)
    return list(found)


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
