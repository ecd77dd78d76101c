"""Colour and line breaks of text for people."""

from __future__ import annotations

import re
import textwrap
from typing import NamedTuple

_CODES = {
    "bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "blue": "34", "cyan": "36",
}  # fmt: skip
_LOOK = re.compile(r"\x1b\[[0-9;]*m")
# A blank at which no line breaks; no text from a repository holds it, for it is a control character.
GLUE = "\x1f"
SEVERITY_COLORS = {"error": "red", "warning": "yellow", "info": "cyan"}


class Style(NamedTuple):
    """How text for people looks: its width, and whether it has colour."""

    width: int = 100
    color: bool = False

    def paint(self, text: str, *looks: str) -> str:
        """Return a text in the given looks, where there is colour."""
        if not self.color or not text:
            return text
        return f"\x1b[{';'.join(_CODES[look] for look in looks)}m{text}\x1b[0m"

    def wrap(self, text: str, indent: str = "", hanging: str | None = None) -> list[str]:
        """Return a text in lines of the width; words are never broken, nor what `GLUE` holds together."""
        lines = textwrap.wrap(
            text,
            max(self.width, len(indent) + 20),
            initial_indent=indent,
            subsequent_indent=indent if hanging is None else hanging,
            break_long_words=False,
            break_on_hyphens=False,
        )
        return [line.replace(GLUE, " ") for line in lines]


def width_of(text: str) -> int:
    """Return the columns that a text takes on a terminal, colours aside."""
    plain = _LOOK.sub("", text)
    if plain.isascii():
        return len(plain)
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(each) else 2 if east_asian_width(each) in "WF" else 1 for each in plain)


def pad(text: str, width: int) -> str:
    """Fill a text up with blanks."""
    return text + " " * max(width - width_of(text), 0)
