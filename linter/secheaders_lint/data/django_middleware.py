"""Which middleware Django has by version: the paths of all of them, read from the packages of 18 series (1.8 to 6.1)."""

from __future__ import annotations

import re
from functools import cache

from secheaders_lint.data import load
from secheaders_lint.data.django import at_least, newest, series_of

# What letters may differ for a path to be a slip of the pen for another.
_LIKENESS = 0.85


@cache
def table() -> dict[str, tuple[str, str | None]]:
    """Return the table: dotted path → first and last series that have it, ``None`` where the newest known one has."""
    rows: dict[str, list[str | None]] = load("django_middleware.json")["paths"]
    return {path: (str(first), last) for path, (first, last) in rows.items()}


def has_middleware(path: str, version: str | None) -> bool:
    """Tell whether a version of Django (the newest for ``None``) has a middleware of that path."""
    row = table().get(path)
    if row is None:
        return False
    first, last = row
    return at_least(version, first) and (last is None or at_least(last, series_of(version)))


def is_beyond(version: str | None) -> bool:
    """Tell whether a version of Django is newer than all that the table knows: it may have others."""
    return version is not None and _series(version) > _series(newest())


def _series(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version)[:2])


def nearest(path: str, version: str | None) -> str | None:
    """Return the path that was probably meant; ``None`` where none is near."""
    # No other rule needs it, and hardly a project has the slip.
    from difflib import get_close_matches

    known = [each for each in table() if has_middleware(each, version)]
    same = [each for each in known if each.rpartition(".")[2] == path.rpartition(".")[2]]
    close = get_close_matches(path, same or known, n=1, cutoff=0.0 if same else _LIKENESS)
    return close[0] if close else None
