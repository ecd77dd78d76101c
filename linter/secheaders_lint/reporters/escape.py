"""Everything that a report quotes from a repository is data: here it loses whatever a terminal or a runner would obey."""

from __future__ import annotations

import re

# Control characters (C0, DEL, C1), those that reorder text, line and paragraph separators, and halves of surrogate pairs.
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
_OLD_COMMAND = re.compile(r"##\[")
# A workflow command opens its line, after blanks; a reader may take off colours in front of it.
_COMMAND = re.compile(r"^((?:[^\S\n]|\x1b\[[0-9;]*m)*):(?=:)", re.MULTILINE)


def visible(text: str) -> str:
    """Return a text in which what cannot be seen is spelled out."""
    return _UNSAFE.sub(_spelled, text)


def _spelled(match: re.Match[str]) -> str:
    character = match[0]
    code = ord(character)
    return _SHORT.get(character) or (f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}")


def safe(text: str) -> str:
    """Return a text from the repository as it can stand inside of a line."""
    return _OLD_COMMAND.sub(r"##\\x5b", visible(text))


def inert(report: str) -> str:
    """Return a finished report in which no line is a command of a workflow."""
    return _OLD_COMMAND.sub(r"##\\x5b", _COMMAND.sub(r"\1\\x3a", report))


def one_line(text: str) -> str:
    """Return a text from the repository as a line of its own."""
    return inert(safe(text))
