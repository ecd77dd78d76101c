"""The inputs of the Action as options of the command: a container gets them as variables whose names have hyphens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

# Inputs that take several values, one a line.
_LISTS = ("settings", "env")
_TEXTS = (
    "select", "ignore", "severity", "confidence", "fail-on", "min-grade", "config", "baseline", "assume", "django",
    "annotations", "suggestions", "only-new", "sarif-file", "json-file", "author",
)  # fmt: skip
_FLAGS = ("unsafe-suggestions", "verbose")
_YES, _NO = frozenset({"true", "yes", "1"}), frozenset({"false", "no", "0", ""})


def options_of(environment: Mapping[str, str]) -> list[str]:
    """Return the words of a command line that the inputs stand for; empty ones stand for nothing."""
    words: list[str] = []
    for name in _TEXTS:
        value = _input(environment, name)
        if value:
            words.append(f"--{name}={value}")
    for name in _LISTS:
        words += [f"--{name}={value}" for value in _lines(_input(environment, name))]
    for name in _FLAGS:
        value = _input(environment, name).lower()
        if value not in _YES | _NO:
            raise UsageError(f"input {name} is {value!r}: give true or false")
        if value in _YES:
            words.append(f"--{name}")
    # One that begins with a hyphen is no option.
    return [
        *words,
        *(f"./{path}" if path.startswith("-") else path for path in _lines(_input(environment, "path"))),
    ]


def _input(environment: Mapping[str, str], name: str) -> str:
    # The runner writes names in capitals and leaves hyphens as they are.
    return environment.get(f"INPUT_{name.upper()}", "").strip()


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]
