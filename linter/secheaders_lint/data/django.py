"""Django's defaults by version, read from ``django/conf/global_settings.py`` of 18 series (1.8 to 6.1)."""

from __future__ import annotations

from functools import cache
from typing import Any

from secheaders_lint.data import load


@cache
def _table() -> dict[str, Any]:
    loaded: dict[str, Any] = load("django_defaults.json")
    return loaded


@cache
def series() -> tuple[str, ...]:
    """Return the known series of Django, oldest first (``"1.8"`` … ``"6.1"``)."""
    return tuple(_table()["read_from"])


def newest() -> str:
    """Return the newest known series of Django."""
    return series()[-1]


@cache
def series_of(version: str | None) -> str:
    """Return the known series that a version of Django belongs to; the nearest one below, the newest for ``None``."""
    if version is None:
        return newest()
    parts = _numbers(version)
    below = [name for name in series() if _numbers(name) <= parts[:2]]
    return below[-1] if below else series()[0]


@cache
def at_least(version: str | None, wanted: str) -> bool:
    """Tell whether a version of Django (the newest for ``None``) is of the series ``wanted`` or newer."""
    return _numbers(series_of(version)) >= _numbers(wanted)


def major_of(version: str) -> int:
    """Return the first number of a version, of Django or any other package; 0 where it begins with none."""
    return _numbers(version)[0]


def _numbers(version: str) -> tuple[int, ...]:
    parts = []
    for part in version.split(".")[:2]:
        digits = "".join(character for character in part if character in "0123456789")[:9]
        parts.append(int(digits) if digits else 0)
    return tuple(parts)


@cache
def knows_setting(name: str, version: str | None) -> bool:
    """Tell whether a version of Django (the newest for ``None``) has a default for a setting of that name."""
    row = _names().get(name)
    if row is None:
        return False
    first, last = row
    here = _numbers(series_of(version))
    return _numbers(first) <= here and (last is None or here <= _numbers(last))


def knew_setting(name: str) -> bool:
    """Tell whether any version of Django has, or had, a default for a setting of that name."""
    return name in _names()


@cache
def _names() -> dict[str, tuple[str, str | None]]:
    found: dict[str, tuple[str, str | None]] = load("django_setting_names.json")["names"]
    return found


@cache
def setting_names() -> tuple[str, ...]:
    """Return the names of the settings whose defaults are known."""
    return tuple(_table()["defaults"])


def default_of(name: str, version: str | None) -> tuple[Any] | None:
    """Return Django's default of a setting, in a tuple of one; ``None`` where that version does not know the setting."""
    row = _table()["defaults"].get(name, {})
    wanted = series_of(version)
    return (row[wanted],) if wanted in row else None
