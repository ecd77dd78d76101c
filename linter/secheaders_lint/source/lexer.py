"""Where the tokens of Python source begin and end: enough of the lexical rules to count what stands in a file.

The rules are those of libcst's tokenizer, which reads the newest grammar (PEP 701: an f-string may hold its own quotes).
A plain string without escapes is one match; other strings are followed escape by escape, in a loop rather than by a
repeated group, since the regular expression engine would keep a stack entry for each of five million escapes.
"""

from __future__ import annotations

import re
from typing import NamedTuple

# Groups of TOKEN, by number; the order of the alternatives is the order in which they are tried.
STRING, QUOTE, WORD, NUMBER, OPERATOR, NEWLINE, COMMENT, CONTINUATION, END = range(1, 10)

TOKEN = re.compile(
    r"""[ \t\f]*(?:
      ((?:[uU]|[bB][rR]?|[rR][bB]?)?(?:'(?!'')[^'\\\r\n]*'|"(?!"")[^"\\\r\n]*"))
    | ((?:[uU]|[bB][rR]?|[rR][bBfFtT]?|[fFtT][rR]?)?(?:'{3}|"{3}|'|"))
    | ([A-Za-z_\x80-\U0010ffff][0-9A-Za-z_\x80-\U0010ffff]*)
    | (0[xX][0-9a-fA-F_]*|0[bB][01_]*|0[oO][0-7_]*|(?:[0-9][0-9_]*\.?[0-9_]*|\.[0-9][0-9_]*)(?:[eE][+-]?[0-9][0-9_]*|[eE][+-])?[jJ]?)
    | (\.\.\.|\*\*=?|//=?|<<=?|>>=?|->|<>|[-+*/%@&|^<>=!:]=|[-+*/%@&|^<>=!:.,;~()\[\]{}])
    | (\r\n?|\n)
    | (\#[^\r\n]*)
    | (\\(?:\r\n|\r(?!\n)|\n)(?!\Z))
    | (\Z)
    )""",
    re.VERBOSE,
)

# A line that holds no code.
BLANK_LINE = re.compile(r"[ \t\f]*(?:(#[^\r\n]*)(?:\r\n?|\n|\Z)|\r\n?|\n)")
_SPACE = re.compile(r"[ \t\f]*")

_DIGITS = r"[0-9](?:_?[0-9])*"
_NUMBER_LITERAL = rf"""
    0(?:_?0)*|[1-9](?:_?[0-9])*
    |(?:{_DIGITS}\.(?:{_DIGITS})?|\.{_DIGITS})(?:[eE][+-]?{_DIGITS})?[jJ]?|{_DIGITS}(?:[eE][+-]?{_DIGITS}[jJ]?|[jJ])
    |0[xX](?:_?[0-9a-fA-F])+|0[bB](?:_?[01])+|0[oO](?:_?[0-7])+"""

# What matters inside a string, for each closing quote: an escaped character, the end, and a line end for short quotes.
_IN_STRING = {
    quote: re.compile(r"\\(?:\r\n|.)|(" + quote + ")" + ("|[\r\n]" if len(quote) == 1 else ""), re.DOTALL)
    for quote in ("'", '"', "'''", '"""')
}
_LITERAL_RUN = re.compile(r"[^\\{}'\"\r\n]*")


class FString(NamedTuple):
    """An open f-string or t-string."""

    quote: str
    raw: bool
    offset: int
    # Where it would end if it were a plain string; 0 where that does not matter.
    plain_end: int


def space_end(text: str, offset: int) -> int:
    """Return the offset after the white space at ``offset``."""
    match = _SPACE.match(text, offset)
    return match.end() if match else offset


def is_number(word: str) -> bool:
    """Tell whether a word that begins as a number is one that Python 3 reads."""
    # The pattern takes longer to compile than most modules take to read.
    if word.isascii() and word.isdigit():
        return word[0] != "0" or not word.strip("0")
    return re.fullmatch(_NUMBER_LITERAL, word, re.VERBOSE) is not None


def string_end(text: str, offset: int, quote: str) -> int:
    """Return the offset after the string whose content begins at ``offset``; -1 where it is not closed."""
    search = _IN_STRING[quote].search
    while match := search(text, offset):
        offset = match.end()
        if match[1]:
            return offset
        if text[match.start()] != "\\":
            return -1
    return -1


def literal_end(text: str, offset: int, fstring: FString, *, spec: bool) -> int:
    """Return where the literal part at ``offset`` ends: at a brace, at the closing quote; -1 where neither comes.

    ``spec``: inside a format specification, where doubled braces are no escapes.
    """
    quote, raw, _, _ = fstring
    named = False
    while True:
        match = _LITERAL_RUN.match(text, offset)
        offset = match.end() if match else offset
        char = text[offset : offset + 1]
        if char == "\\":
            named, offset = _escape(text, offset, raw=raw, spec=spec, named=named)
        elif char in {"'", '"'}:
            if text.startswith(quote, offset):
                return offset
            offset += 1
        elif char == "}" and named:
            named = False
            offset += 1
        elif char in {"{", "}"}:
            if spec or text[offset + 1 : offset + 2] != char:
                return offset
            offset += 2
        elif not char or len(quote) == 1:
            return -1
        else:
            offset += 1


def _escape(text: str, offset: int, *, raw: bool, spec: bool, named: bool) -> tuple[bool, int]:
    """Step over the backslash at ``offset``: whether a named character is open then, and the next offset."""
    following = text[offset + 1 : offset + 2]
    if raw:
        return named, offset + (2 if following in {"'", '"', "\\"} else 1)
    if following in {"{", "}"}:
        return named, offset + 1
    if following == "N" and not spec and text.startswith("{", offset + 2):
        return True, offset + 3
    # A carriage return and its line feed are one escaped character.
    return named, offset + (3 if text.startswith("\r\n", offset + 1) else 2)
