"""What Python scripts say: manage.py, wsgi.py, asgi.py, celery.py and the like name their settings module."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import islice
from typing import TYPE_CHECKING

from secheaders_lint.discovery.mentions import (
    CONFIGURATION_VARIABLE,
    DEFAULT,
    MODULE_VARIABLE,
    Mention,
    Voice,
)
from secheaders_lint.discovery.pytext import Strings, expression_at, without_comments
from secheaders_lint.discovery.resolve import is_dotted
from secheaders_lint.discovery.words import NameRole, role_of_name
from secheaders_lint.source.text import line_starts

if TYPE_CHECKING:
    from collections.abc import Iterator

_KEY = re.compile(rf"""["']({MODULE_VARIABLE}|{CONFIGURATION_VARIABLE})["']\s*(\]\s*=(?!=)|,|:)""")
_CALLEE = re.compile(r"\b(?:setdefault|getenv|get|config|env|str|var|setenv|putenv)\s*\(\s*$")
_SYS_PATH = re.compile(
    r"\bsys\.path\.(?:append|insert|extend)\s*\(|\bsys\.path\s*\+?=\s*\[|\bsite\.addsitedir\s*\("
)
_QUOTED = re.compile(r"""["']([\w./-]*)["']""")
# No script that is written for one site names a module, or changes ``sys.path``, more often; nor in longer lines.
_LIMIT = 100
_MAX_LINE = 2000


def read_script(path: str, text: str) -> list[Mention]:
    """Return what a Python script names; nothing of it is executed."""
    if MODULE_VARIABLE not in text and CONFIGURATION_VARIABLE not in text:
        return []
    code = without_comments(text)
    strings = Strings(code)
    named: dict[str, list[tuple[str, int]]] = {MODULE_VARIABLE: [], CONFIGURATION_VARIABLE: []}
    starts = line_starts(code)
    for key, start, values in islice(_writes(code, strings), _LIMIT):
        line = bisect_right(starts, start)
        named[key] += [(value, line) for value in values if is_dotted(value)]
    return _mentions(path, named, _roots_of(code))


def _writes(code: str, strings: Strings) -> Iterator[tuple[str, int, tuple[str, ...]]]:
    """Yield (variable, offset, possible values) of what is written to a variable or is its default."""
    for key in _KEY.finditer(code):
        before = code[max(0, key.start() - 500) : key.start()]
        if key[2] == ",":
            if _CALLEE.search(before):
                yield key[1], key.start(), strings.default_in(expression_at(code, key.end(), until=""))
        elif key[2] != ":" or "{" in before:
            until = ",;" if key[2] == ":" else ",;\n"
            yield key[1], key.start(), strings.of(expression_at(code, key.end(), until=until))


def _mentions(
    path: str, named: dict[str, list[tuple[str, int]]], roots: tuple[tuple[str, ...], tuple[str, ...]]
) -> list[Mention]:
    voice, what = _voice_of(path)
    modules, classes = named[MODULE_VARIABLE], named[CONFIGURATION_VARIABLE]
    if not modules:
        return [Mention(voice, None, each, path, line, what, *roots) for each, line in classes]
    chosen: list[str | None] = [each for each, _ in classes] or [None]
    pairs = [(module, line, each) for module, line in modules for each in chosen]
    return [
        Mention(voice, module, each, path, line, what, *roots) for module, line, each in dict.fromkeys(pairs)
    ]


def _voice_of(path: str) -> tuple[Voice, str]:
    folder, _, name = path.rpartition("/")
    shown = f"{folder.rpartition('/')[2]}/{name}" if name == "__init__.py" else name
    base = folder.rpartition("/")[2]
    word = base if name == "__init__.py" or base in {"wsgi", "asgi"} else name.lower()
    what = f"{shown} {DEFAULT}"
    role = role_of_name(name)
    if role is NameRole.TEST:
        return Voice.TEST, what
    if role is NameRole.DEVELOPMENT:
        return Voice.DEVELOPMENT, what
    if "wsgi" in word or "asgi" in word:
        return Voice.SERVER, what
    return (Voice.MANAGE if name == "manage.py" else Voice.SCRIPT), what


def _roots_of(code: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what a script puts at the front and at the end of ``sys.path``, relative to a folder above it."""
    first: list[str] = []
    last: list[str] = []
    for call in islice(_SYS_PATH.finditer(code), _LIMIT):
        line = code[call.end() : call.end() + _MAX_LINE].split("\n", 1)[0]
        parts = [
            part for quoted in _QUOTED.findall(line) for part in quoted.split("/") if part not in {"", "."}
        ]
        if parts and ".." not in parts:
            (first if "insert" in call[0] else last).append("/".join(parts))
    return tuple(dict.fromkeys(reversed(first))), tuple(dict.fromkeys(last))
