"""Names of the Permissions-Policy, and which of them each version of django-permissions-policy accepts."""

from __future__ import annotations

from functools import cache
from typing import Any

from secheaders_lint.data import load


@cache
def _table() -> dict[str, Any]:
    loaded: dict[str, Any] = load("permissions_policy_features.json")
    return loaded


@cache
def features() -> frozenset[str]:
    """Return all names that browsers, the W3C list or a version of the package have, or once had."""
    return frozenset(_table()["features"])


def refuses(name: str, version: str) -> bool | None:
    """Tell whether a version refuses a feature's name, so that the site does not start; ``None``: not known.

    Names do not change between the versions that were read. A version that is newer than all of them may accept names
    that none did, but has not taken back any that was removed.
    """
    spans = _table()["features"].get(name, {"django_permissions_policy": []})["django_permissions_policy"]
    read = [_numbers(each) for each in _table()["django_permissions_policy_versions_read"]]
    wanted = _numbers(version)
    if wanted < read[0]:
        return None
    newer = wanted > read[-1]
    for span in spans:
        first = _numbers(span["from"])
        last = _next(read, _numbers(span["to"])) if span["to"] else None
        if first <= wanted and (last is None or wanted < last):
            return None if newer else False
    return None if newer and not spans else True


def _next(read: list[tuple[int, ...]], version: tuple[int, ...]) -> tuple[int, ...]:
    """Return the version read after another: the first one that no longer accepts a name."""
    return next(each for each in read if each > version)


def _numbers(version: str) -> tuple[int, ...]:
    parts = [int("".join(filter(str.isdigit, part)) or 0) for part in version.split(".")[:3]]
    return tuple(parts + [0] * (3 - len(parts)))
