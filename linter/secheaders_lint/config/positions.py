"""Where keys stand in a TOML file that parses: the parser itself does not tell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.config.values import Keys

_PART = r"(?:[A-Za-z0-9_-]+|\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*')"
_NAME = rf"{_PART}(?:\s*\.\s*{_PART})*"
_HEADER = re.compile(rf"\s*\[{{1,2}}\s*({_NAME})\s*\]")
_KEY = re.compile(rf"\s*({_NAME})\s*=")
_INLINE = re.compile(rf"[{{,]\s*({_NAME})\s*=")
_PIECES = re.compile(_PART)
_MULTI_LINE = ('"""', "'''")


def key_lines(text: str, below: Keys) -> dict[Keys, int]:
    """Return the 1-based lines of the keys under a table, by their names inside of it; ``()`` is the table itself."""
    found: dict[Keys, int] = {}
    table: Keys = ()
    for number, line in _lines(text):
        header = _HEADER.match(line)
        if header is not None:
            table = _pieces(header[1])
            _keep(found, table, below, number)
            continue
        key = _KEY.match(line)
        if key is None:
            continue
        name = (*table, *_pieces(key[1]))
        _keep(found, name, below, number)
        for inner in _INLINE.finditer(line, key.end()):
            _keep(found, (*name, *_pieces(inner[1])), below, number)
    return found


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines that can begin a key or a table: those inside of a text of several lines cannot."""
    closing = ""
    for number, line in enumerate(text.split("\n"), 1):
        if closing:
            if closing in line:
                closing = ""
            continue
        yield number, line
        closing = next((mark for mark in _MULTI_LINE if line.count(mark) % 2), "")


def _keep(found: dict[Keys, int], name: Keys, below: Keys, number: int) -> None:
    for count in range(len(below), len(name) + 1):
        if name[: len(below)] == below:
            found.setdefault(name[len(below) : count], number)


def _pieces(name: str) -> Keys:
    return tuple(part.strip("\"'") for part in _PIECES.findall(name))
