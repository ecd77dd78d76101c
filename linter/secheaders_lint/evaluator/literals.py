"""String and number literals, decoded from their source text (language reference, section 2.4)."""

from __future__ import annotations

import re

_PREFIX = re.compile(r"[A-Za-z]*")
_ESCAPE = re.compile(
    r"\\(?:(?P<newline>\r\n|\r|\n)|(?P<simple>[\\'\"abfnrtv])|(?P<octal>[0-7]{1,3})|x(?P<hex>[0-9a-fA-F]{2})"
    r"|u(?P<short>[0-9a-fA-F]{4})|U(?P<long>[0-9a-fA-F]{8})|N\{(?P<name>[^}]*)\})"
)
_BYTES_ESCAPE = re.compile(
    r"\\(?:(?P<newline>\r\n|\r|\n)|(?P<simple>[\\'\"abfnrtv])|(?P<octal>[0-7]{1,3})|x(?P<hex>[0-9a-fA-F]{2}))"
)
_SIMPLE = {
    "a": "\a",
    "b": "\b",
    "f": "\f",
    "n": "\n",
    "r": "\r",
    "t": "\t",
    "v": "\v",
    "\\": "\\",
    "'": "'",
    '"': '"',
}


class BadLiteralError(ValueError):
    """A literal that Python would refuse."""


def string(text: str) -> str | bytes:
    """Return the value of one string literal as written, prefix and quotes included; f-strings are not for here."""
    prefix = _PREFIX.match(text)
    lead = prefix.group().lower() if prefix else ""
    start = len(lead)
    quotes = 3 if text[start : start + 3] in {'"""', "'''"} else 1
    body = text[start + quotes : len(text) - quotes]
    if "\r" in body:
        body = body.replace("\r\n", "\n").replace("\r", "\n")
    if "b" in lead:
        return _bytes(body, raw="r" in lead)
    if "\\" not in body or "r" in lead:
        return body
    return _ESCAPE.sub(_unescape, body)


def part(text: str, *, raw: bool) -> str:
    """Return the value of a literal stretch of an f-string."""
    text = text.replace("{{", "{").replace("}}", "}")
    return text if raw or "\\" not in text else _ESCAPE.sub(_unescape, text)


def integer(text: str) -> int:
    """Return the value of an integer literal; raises :class:`BadLiteralError` for one of Python 2 (``0777``, ``10L``)."""
    try:
        return int(text, 0)
    except ValueError:
        raise BadLiteralError(text) from None


def _bytes(body: str, *, raw: bool) -> bytes:
    try:
        text = body if raw or "\\" not in body else _BYTES_ESCAPE.sub(_unescape, body)
        return text.encode("latin-1")
    except UnicodeEncodeError:
        raise BadLiteralError(body) from None


def _unescape(match: re.Match[str]) -> str:
    kind, text = match.lastgroup, match.group(match.lastgroup or 0)
    if kind == "simple":
        return _SIMPLE[text]
    if kind == "newline":
        return ""
    if kind == "octal":
        return chr(int(text, 8))
    if kind == "name":
        return _named(text)
    try:
        return chr(int(text, 16))
    except (ValueError, OverflowError):
        raise BadLiteralError(match.group()) from None


def _named(name: str) -> str:
    import unicodedata

    try:
        return unicodedata.lookup(name)
    except KeyError:
        raise BadLiteralError(name) from None
