"""Version arithmetic: the newest known release that a range admits.

`packaging` and the list of releases are loaded with the first range; exact versions need neither.
"""

from __future__ import annotations

import re
from functools import lru_cache
from math import prod
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from packaging.version import Version

_RELEASES = Path(__file__).with_name("releases.json")
_CLAUSE = re.compile(r"(\^|~=?|[<>]=?|!=|={1,3})?\s*v?(\d+(?:\.(?:\d+|\*))*[\w.+!-]*|\*)")


# Of all specifiers together: characters, and combinations of what ``||`` sets side by side.
_MAX_CHARS = 1000
_MAX_ALTERNATIVES = 50


# What other parts take apart: numbers that Python reads, in ASCII digits.
_VERSION = re.compile(r"v?(?:\d{1,4}!)?\d{1,9}(?:\.(?:\d{1,9}|\*))*[\w.+!-]{0,40}", re.ASCII)


def is_version(text: str) -> bool:
    """Tell whether a text that a file gives as a version is one that can be compared with others."""
    return len(text) <= 100 and _VERSION.fullmatch(text) is not None


@lru_cache(maxsize=32)
def _known_releases(name: str) -> tuple[Version, ...]:
    """Return the known releases of a distribution, newest first."""
    import json

    from packaging.version import Version

    listed = json.loads(_RELEASES.read_bytes()).get(name, ())
    releases = set()
    for newest in listed:
        *series, patch = newest.split(".")
        releases.add(Version(newest))
        if len(series) > 1:
            releases.add(Version(".".join(series)))
            releases.update(Version(".".join([*series, str(each)])) for each in range(1, int(patch)))
    return tuple(sorted(releases, reverse=True))


def newest_admitted(name: str, specifiers: tuple[str, ...]) -> str | None:
    """Return the newest known release of ``name`` that all ``specifiers`` admit; None where none is known."""
    if any(specifier.startswith("@") for specifier in specifiers) or _is_too_much(specifiers):
        return None
    from packaging.specifiers import InvalidSpecifier, SpecifierSet

    try:
        alternatives = [SpecifierSet(",".join(filter(None, each))) for each in _alternatives(specifiers)]
    except InvalidSpecifier:
        return None
    admitted = [
        release
        for release in _known_releases(name)
        for admits in alternatives
        if admits.contains(release, prereleases=True)
    ]
    return str(admitted[0]) if admitted else None


def _is_too_much(specifiers: tuple[str, ...]) -> bool:
    alternatives = prod(specifier.count("||") + 1 for specifier in specifiers)
    return sum(map(len, specifiers)) > _MAX_CHARS or alternatives > _MAX_ALTERNATIVES


def newest_of(versions: list[str]) -> str:
    """Return the newest of versions as a file writes them; an odd one loses."""
    from packaging.version import Version

    def key(version: str) -> Version:
        try:
            return Version(version)
        except ValueError:
            # No version; or a number that is too long for Python.
            return Version("0")

    return max(versions, key=key)


def _alternatives(specifiers: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Return the specifiers in packaging's own syntax; ``||`` makes alternatives."""
    whole: list[tuple[str, ...]] = [()]
    for specifier in specifiers:
        branches = [_translated(branch) for branch in specifier.split("||")]
        whole = [(*left, branch) for left in whole for branch in branches]
    return whole


def _translated(specifier: str) -> str:
    """Translate the operators of Poetry and Pipenv; what is PEP 440 already comes out unchanged."""
    return ",".join(
        filter(None, (_clause(operator, version) for operator, version in _CLAUSE.findall(specifier)))
    )


def _clause(operator: str, version: str) -> str:
    if version == "*":
        return ""
    if operator in {"", "=", "=="} and version.endswith(".*"):
        return f"=={version}"
    if operator in {"^", "~"}:
        return f">={version},<{_upper(operator, version)}"
    return f"{operator if operator not in {'', '='} else '=='}{version}"


def _upper(operator: str, version: str) -> str:
    """Return the first version that ``^`` or ``~`` leaves out."""
    numbers = [int(number) for number in re.findall(r"\d+", version)][:3]
    if operator == "~":
        keep = min(len(numbers), 2)
    else:
        keep = next((place + 1 for place, number in enumerate(numbers) if number), len(numbers))
    return ".".join(str(number) for number in [*numbers[: keep - 1], numbers[keep - 1] + 1])
