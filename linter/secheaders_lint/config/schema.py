"""The keys of the configuration: what each of them may hold, as data."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from secheaders_lint.config.values import (
    ASSUMPTIONS,
    CONFIDENCES,
    FAIL_ON,
    GRADED_HTTP,
    GRADED_SCRIPTS,
    SEVERITIES,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from secheaders_lint.config.values import Keys

_VERSION = re.compile(r"\d+(?:\.\d+){1,2}(?:(?:a|b|rc)\d+)?")
_GRADE = re.compile(r"(?:securityheaders:(?:A\+|[A-F])|observatory:(?:A\+|[A-D][+-]?|F)|A\+|[A-F])")
_HEADER = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")


class Wrong(NamedTuple):
    """What is wrong with a value, and the keys under the one that was asked about."""

    keys: Keys
    message: str


class Key(NamedTuple):
    """One key: how its value is told in an error, and what finds errors in it."""

    wanted: str
    wrong: Callable[[Any, str], Iterator[Wrong]]


def is_version(text: str) -> bool:
    """Tell whether a text is a version of Django."""
    return _VERSION.fullmatch(text) is not None


def is_grade(text: str) -> bool:
    """Tell whether a text is a grade of one of the graders, such as ``B`` or ``observatory:B+``."""
    return _GRADE.fullmatch(text) is not None


def hint(name: str, known: Iterable[str]) -> str:
    """Return the end of an error about a name that is none: the nearest one that is, else all of them."""
    from difflib import get_close_matches

    names = tuple(known)
    close = get_close_matches(name.replace("_", "-").lower(), names, n=1, cutoff=0.5)
    return f"; did you mean {close[0]}?" if close else f"; there are {', '.join(names)}"


def _text(value: Any, wanted: str) -> Iterator[Wrong]:
    if not isinstance(value, str) or not value.strip():
        yield _type(value, wanted)


def _texts(value: Any, wanted: str) -> Iterator[Wrong]:
    if not isinstance(value, list) or not all(isinstance(part, str) and part.strip() for part in value):
        yield _type(value, wanted)


def _specs(value: Any, wanted: str) -> Iterator[Wrong]:
    return _text(value, wanted) if isinstance(value, str) else _texts(value, wanted)


def _version(value: Any, wanted: str) -> Iterator[Wrong]:
    if not isinstance(value, str) or not is_version(value):
        yield _type(value, wanted)


def _grade(value: Any, wanted: str) -> Iterator[Wrong]:
    if not isinstance(value, str) or not is_grade(value):
        yield _type(value, wanted)


def _seconds(value: Any, wanted: str) -> Iterator[Wrong]:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        yield _type(value, wanted)


def _yes_or_no(value: Any, wanted: str) -> Iterator[Wrong]:
    if not isinstance(value, bool):
        yield _type(value, wanted)


def _one_of(*words: str) -> Key:
    def wrong(value: Any, wanted: str) -> Iterator[Wrong]:
        if not isinstance(value, str) or value not in words:
            yield _type(value, wanted)

    return Key("one of " + ", ".join(f'"{word}"' for word in words), wrong)


def _table_of(inner: Key, names: Callable[[str], str] = lambda _: "") -> Key:
    """Return a table whose names may be anything that ``names`` finds nothing wrong with."""

    def wrong(value: Any, wanted: str) -> Iterator[Wrong]:
        if not isinstance(value, dict):
            yield _type(value, wanted)
            return
        for name, part in value.items():
            problem = names(name)
            if problem:
                yield Wrong((name,), problem)
                continue
            for found in inner.wrong(part, inner.wanted):
                yield Wrong((name, *found.keys), found.message)

    return Key(f"a table whose values are each {inner.wanted}", wrong)


def _table_with(fields: dict[str, Key]) -> Key:
    """Return a table that may have these keys and no others."""

    def wrong(value: Any, wanted: str) -> Iterator[Wrong]:
        if not isinstance(value, dict):
            yield _type(value, wanted)
            return
        for name, part in value.items():
            if name not in fields:
                yield Wrong((name,), f"is an unknown key{hint(name, fields)}")
                continue
            inner = fields[name]
            for found in inner.wrong(part, inner.wanted):
                yield Wrong((name, *found.keys), found.message)

    return Key("a table", wrong)


def _type(value: Any, wanted: str) -> Wrong:
    return Wrong((), f"must be {wanted}, not {describe(value)}")


def describe(value: Any) -> str:
    """Name a value of TOML in an error: short ones as they are written, others by their kind."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{value}"' if len(value) <= 40 else "a long text"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list):
        return "an array"
    return "a table" if isinstance(value, dict) else "a date or time"


def _variable(name: str) -> str:
    return "" if name and "=" not in name and "\0" not in name else "is no name of an environment variable"


def _header(name: str) -> str:
    return "" if _HEADER.fullmatch(name) else "is no name of a header"


_TEXT = Key("a text", _text)
_FLAG = Key("true or false", _yes_or_no)
_TEXTS = Key("an array of texts", _texts)
_SELECTORS = Key("an array of rules: codes, names or families", _texts)

KEYS: dict[str, Key] = {
    "settings": Key("a settings module or an array of them", _specs),
    "exclude": Key("an array of path patterns", _texts),
    "django": Key('a version such as "5.2"', _version),
    "select": _SELECTORS,
    "ignore": _SELECTORS,
    "per-module-ignores": _table_of(_SELECTORS),
    "severities": _table_of(_one_of(*SEVERITIES)),
    "severity": _one_of(*SEVERITIES),
    "confidence": _one_of(*CONFIDENCES),
    "fail-on": _one_of(*FAIL_ON),
    "min-grade": Key('a grade such as "B" or "observatory:B+"', _grade),
    "baseline": Key("the path of a file", _text),
    "assume": _one_of(*ASSUMPTIONS),
    "environment": _table_of(
        Key("a text", lambda value, wanted: iter(() if isinstance(value, str) else (_type(value, wanted),))),
        _variable,
    ),
    "tls": _one_of("django", "proxy", "none"),
    "profile": _one_of("web", "api"),
    "hsts-target": Key("a number of seconds", _seconds),
    "edge": _table_of(_TEXT, _header),
    "grading": _table_with(
        {
            "certificate": _FLAG,
            "preloaded": _FLAG,
            "http": _one_of(*GRADED_HTTP),
            "scripts": _one_of(*GRADED_SCRIPTS),
        }
    ),
}
