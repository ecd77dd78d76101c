"""Lock files: `uv.lock`, `poetry.lock`, `pdm.lock`, `pylock.toml` and `Pipfile.lock`.

A lock of a large project has megabytes, of which only names and versions matter here. The tools write TOML
locks in one layout, so a search for the head of each package does; a TOML parser is asked only where that
finds nothing.
"""

from __future__ import annotations

import re

from secheaders_lint.discovery.formats.claims import Claim, DependencyFileError, Lines, Rank, normalise

_HEAD = re.compile(r"^\[\[packages?\]\][ \t]*$", re.MULTILINE)
_KEY = re.compile(
    r"""^(name|version|category|groups)[ \t]*=[ \t]*(?:["']([^"'\n]*)["']|\[([^\]]*)\])""", re.MULTILINE
)
_CONFLICT = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)
# Characters that one package of a `Pipfile.lock` takes, with the hashes of all its files.
_MAX_ENTRY = 100_000
_MAIN_GROUPS = frozenset({"main", "default"})


def read_toml_lock(path: str, text: str) -> list[Claim]:
    """Return the packages of a lock in TOML."""
    conflict = _CONFLICT.search(text)
    if conflict is not None:
        raise DependencyFileError("has an unresolved merge conflict", Lines(text).at(conflict.start()))
    heads = [found.end() for found in _HEAD.finditer(text)]
    if not heads:
        return _parsed(path, text)
    claims = []
    line, counted = 1, 0
    for start, end in zip(heads, [*heads[1:], len(text)], strict=True):
        # What follows the package's own keys are its sub-tables and lists of files.
        stop = text.find("\n[", start, end)
        keys = {found[1]: found for found in _KEY.finditer(text, start, end if stop < 0 else stop)}
        if "name" not in keys or "version" not in keys:
            continue
        offset = keys["version"].start()
        line += text.count("\n", counted, offset)
        counted = offset
        version = keys["version"][2]
        development = _is_development(keys)
        claims.append(_locked(keys["name"][2], version, path, line, development=development))
    return claims


def _locked(name: str, version: str, path: str, line: int, *, development: bool = False) -> Claim:
    return Claim(
        normalise(name), f"=={version}", Rank.LOCK, path, line, version, development=development, direct=False
    )


def _is_development(keys: dict[str, re.Match[str]]) -> bool:
    if "category" in keys:
        return keys["category"][2] == "dev"
    if "groups" not in keys or keys["groups"][3] is None:
        return False
    groups = set(re.findall(r"[\w.-]+", keys["groups"][3]))
    return bool(groups) and groups.isdisjoint(_MAIN_GROUPS)


def _parsed(path: str, text: str) -> list[Claim]:
    """Read a lock in a layout of its own; one without packages gives none."""
    import tomli

    try:
        data = tomli.loads(text)
    except (ValueError, RecursionError) as error:
        raise toml_error(error) from error
    packages = data.get("package", data.get("packages"))
    claims = []
    lines, at = Lines(text), 0
    for package in packages if isinstance(packages, list) else []:
        name, version = (
            (package.get("name"), package.get("version")) if isinstance(package, dict) else (None, None)
        )
        if isinstance(name, str) and isinstance(version, str):
            at = max(at, text.find(name, at))
            claims.append(_locked(name, version, path, lines.at(at)))
    return claims


def toml_error(error: Exception) -> DependencyFileError:
    """Turn a TOML parser's error into one with a line; Python's own ValueError is about a number of thousands of digits."""
    what = "it nests too deep" if isinstance(error, RecursionError) else "it holds a number that is too long"
    line = getattr(error, "lineno", 1)
    return DependencyFileError(f"is not valid TOML: {getattr(error, 'msg', what)}", line)


def read_pipfile_lock(path: str, text: str) -> list[Claim]:
    """Return the packages of a `Pipfile.lock`."""
    import json

    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise DependencyFileError(f"is not valid JSON: {error.msg}", error.lineno) from error
    except RecursionError as error:
        raise DependencyFileError("is nested too deeply", 1) from error
    except ValueError as error:
        raise DependencyFileError("holds a number that is too long", 1) from error
    claims, lines, at = [], Lines(text), 0
    for section, development in (("default", False), ("develop", True)):
        packages = data.get(section) if isinstance(data, dict) else None
        for name, package in packages.items() if isinstance(packages, dict) else ():
            version = package.get("version") if isinstance(package, dict) else None
            # One that is not found (its name has escapes) must not make each search go to the end.
            at = max(at, text.find(f'"{name}"', at, at + _MAX_ENTRY))
            if isinstance(version, str) and version.startswith("=="):
                place = max(at, text.find('"version"', at, at + _MAX_ENTRY))
                claims.append(_locked(name, version[2:], path, lines.at(place), development=development))
    return claims
