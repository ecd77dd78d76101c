"""Patterns of origins: which origin a pattern lets in that it was hardly written for.

A pattern comes from the repository under analysis. It is taken apart here first, and what is not plain (nested repetitions,
look-arounds, back references) is left alone; only a pattern that cannot take long is then tried, on a short text.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_LONGEST = 200
# Each repetition multiplies the steps by the length of the text, each choice by two.
_MOST_REPEATS = 3
_MOST_CHOICES = 7
_DEEPEST = 4
_LONGEST_ORIGIN = 100
_ORIGIN = re.compile(r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?::\d{1,5})?")
_STRANGER = "evil.example"
_CLASSES = {"w": "a", "d": "1", "S": "a", "D": "a"}
_QUANTIFIER = re.compile(r"([*+?])|\{(\d{0,2})(,?)(\d{0,2})\}")
_TRIED = "a1-x0_.:/"


class Stranger(NamedTuple):
    """An origin that a pattern lets in, and by what."""

    origin: str
    how: str


class _RefusedError(Exception):
    """The pattern is none that is understood."""


class _Piece(NamedTuple):
    """A part of a pattern: a character that it stands for (none for anchors), or the alternatives of a group.

    ``bare``: a dot that is not escaped; ``wild``: it stands for more than that character.
    """

    text: str = ""
    bare: bool = False
    wild: bool = False
    options: tuple[tuple[_Piece, ...], ...] = ()
    least: int = 1
    most: int | None = 1


class _Sign(NamedTuple):
    """A character of an example, and what it comes from."""

    text: str
    bare: bool
    wild: bool


def stranger(pattern: str) -> Stranger | None:
    """Return an origin that a pattern lets in by oversight, as ``re.match`` has it; ``None`` where none is found."""
    if len(pattern) > _LONGEST or not pattern.isascii() or not pattern.isprintable():
        return None
    try:
        options = _Parser(pattern).whole()
        compiled = re.compile(pattern)
    except (_RefusedError, re.error):
        return None
    examples = [_example(option, taken=taken) for option in options for taken in (False, True)]
    candidates = [Stranger(f"https://{_STRANGER}", "which fits any site")]
    for example in examples:
        text = "".join(sign.text for sign in example)
        candidates.append(Stranger(f"{text}.{_STRANGER}", "which has no end ('$')"))
        candidates += _by_bare_dot(example)
        candidates += _by_wild_beginning(example)
    return next((each for each in candidates if _lets_in(compiled, each.origin)), None)


def _lets_in(compiled: re.Pattern[str], origin: str) -> bool:
    plain = len(origin) <= _LONGEST_ORIGIN and _ORIGIN.fullmatch(origin) is not None
    return plain and compiled.match(origin) is not None


def _by_bare_dot(example: list[_Sign]) -> list[Stranger]:
    """Return origins with a letter for a bare dot, where that makes a domain that anyone can register.

    That is the dot before the last but one label: what is left of it then runs into the registered name.
    """
    found = []
    for index, sign in enumerate(example):
        after = "".join(each.text for each in example[index + 1 :])
        if sign.bare and after.partition(":")[0].count(".") == 1:
            before = "".join(each.text for each in example[:index])
            found.append(Stranger(f"{before}x{after}", "in which '.' stands for any character"))
    return found


def _by_wild_beginning(example: list[_Sign]) -> list[Stranger]:
    """Return an origin with another beginning of the registered name, where the pattern leaves that open."""
    text = "".join(sign.text for sign in example)
    scheme, mark, host = text.partition("://")
    start = len(scheme) + len(mark)
    opens = mark and start < len(example) and example[start].wild
    if not opens or host.partition(":")[0].count(".") != 1:
        return []
    return [Stranger(f"{scheme}{mark}evil{host}", "which fits any name that ends so")]


def _example(pieces: tuple[_Piece, ...], *, taken: bool) -> list[_Sign]:
    """Return a text that the pieces stand for; ``taken``: with what may be left out."""
    found: list[_Sign] = []
    for piece in pieces:
        count = piece.least or (1 if taken else 0)
        inner = (
            _example(piece.options[0], taken=taken)
            if piece.options
            else [_Sign(sign, piece.bare, piece.wild) for sign in piece.text]
        )
        found += inner * count
    return found


class _Parser:
    """Takes a pattern apart; everything that it does not know is refused."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._at = 0
        self._repeats = 0
        self._choices = 0

    def whole(self) -> list[tuple[_Piece, ...]]:
        """Return the alternatives of the whole pattern."""
        options = self._options(0)
        if self._at < len(self._pattern) or self._choices > _MOST_CHOICES:
            raise _RefusedError
        return options

    def _options(self, depth: int) -> list[tuple[_Piece, ...]]:
        if depth > _DEEPEST:
            raise _RefusedError
        options: list[list[_Piece]] = [[]]
        while self._at < len(self._pattern) and self._pattern[self._at] != ")":
            if self._pattern[self._at] == "|":
                self._at += 1
                # Those of the whole pattern are tried one after another.
                self._choices += depth > 0
                options.append([])
                continue
            options[-1].append(self._repeated(depth))
        return [tuple(option) for option in options]

    def _repeated(self, depth: int) -> _Piece:
        before = self._repeats
        piece = self._piece(depth)
        match = _QUANTIFIER.match(self._pattern, self._at)
        if match is None:
            return piece
        self._at = match.end()
        least, most = _bounds(match)
        self._choices += 1
        if most is None or most > 1:
            self._repeats += 1
            # A repetition of repetitions can take for ever.
            if self._repeats > _MOST_REPEATS or before != self._repeats - 1 or piece.options:
                raise _RefusedError
        if self._pattern[self._at : self._at + 1] in {"*", "+", "?", "{"} - {""}:
            self._lazy()
        if not piece.text and not piece.options:
            raise _RefusedError
        bare_alone = piece.bare and most == 1 and least == 1
        text = "a" if piece.bare and not bare_alone else piece.text
        return piece._replace(text=text, bare=bare_alone, wild=piece.wild, least=least, most=most)

    def _lazy(self) -> None:
        if self._pattern[self._at] != "?":
            raise _RefusedError
        self._at += 1

    def _piece(self, depth: int) -> _Piece:
        sign = self._pattern[self._at]
        self._at += 1
        if sign in "^$":
            return _Piece()
        if sign == ".":
            return _Piece(".", bare=True, wild=True)
        if sign == "\\":
            return self._escaped()
        if sign == "[":
            return self._class()
        if sign == "(":
            return self._group(depth)
        if sign in "*+?{":
            raise _RefusedError
        return _Piece(sign)

    def _escaped(self) -> _Piece:
        sign = self._pattern[self._at : self._at + 1]
        self._at += 1
        if sign in {"A", "Z"}:
            return _Piece()
        if sign in _CLASSES:
            return _Piece(_CLASSES[sign], wild=True)
        if not sign or sign.isalnum():
            raise _RefusedError
        return _Piece(sign)

    def _class(self) -> _Piece:
        end = self._pattern.find("]", self._at + 1)
        text = self._pattern[self._at - 1 : end + 1]
        if (
            end < 0
            or "[" in text[1:]
            or "\\]" in text
            or any(twice in text for twice in ("--", "&&", "||", "~~"))
        ):
            raise _RefusedError
        self._at = end + 1
        sign = next((each for each in _TRIED if re.fullmatch(text, each)), None)
        if sign is None:
            raise _RefusedError
        return _Piece(sign, wild=True)

    def _group(self, depth: int) -> _Piece:
        if self._pattern.startswith("?:", self._at):
            self._at += 2
        elif self._pattern.startswith("?", self._at):
            raise _RefusedError
        options = self._options(depth + 1)
        if self._pattern[self._at : self._at + 1] != ")":
            raise _RefusedError
        self._at += 1
        return _Piece(options=tuple(options))


def _bounds(match: re.Match[str]) -> tuple[int, int | None]:
    sign, least, comma, most = match.groups()
    if sign:
        return {"*": (0, None), "+": (1, None), "?": (0, 1)}[sign]
    if not least:
        raise _RefusedError
    return int(least), (int(most) if most else None) if comma else int(least)
