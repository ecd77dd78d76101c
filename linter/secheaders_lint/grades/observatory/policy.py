"""Content-Security-Policy as the Observatory reads it: several policies become one, with quirks that decide scores.

Read in mdn/mdn-http-observatory 94042bb, ``src/analyzer/cspParser.js``.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from secheaders_lint.grades.observatory.scan import trimmed, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SHORTEST = len("img-sr")
_MAY_REPEAT = frozenset({"report-uri", "report-to"})
NOTHING = "'none'"

# The order of "en" for what a source can hold; ICU compares punctuation before digits before letters.
_ORDER = {
    each: place
    for place, each in enumerate(
        "\t\n\v\f\r _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$0123456789abcdefghijklmnopqrstuvwxyz"
    )
}
_ESCAPES = re.compile(r"(?:%[0-9A-Fa-f]{2})+")


class InvalidPolicyError(Exception):
    """A policy that the Observatory does not take."""


class Policy:
    """All policies of an answer made one: the sources of each directive, and whether one that may repeat does."""

    def __init__(self, directives: dict[str, set[str]], *, repeats: bool) -> None:
        self.directives = directives
        self.repeats = repeats

    def effective(self, name: str) -> set[str]:
        """Return the sources of a directive or of ``default-src``, any source where there is neither.

        It is the very set of the policy: what is taken out of it is gone for every directive that falls back to it.
        """
        found = self.directives.get(name)
        return found if found is not None else self.directives.get("default-src", {"*"})


class _Source:
    """One source on its way through the policies: in which of them it stands, and whether it is still in force."""

    __slots__ = ("index", "keep", "text")

    def __init__(self, text: str, index: int) -> None:
        self.text = text
        self.index = index
        self.keep = index == 0


def split_policies(header: str | None) -> list[str]:
    """Return the policies of a header: a comma ends one, wherever it stands."""
    return [] if header is None else [trimmed(part) for part in header.split(",")]


def parse_policies(policies: Iterable[str]) -> Policy:
    """Return what is in force under all of the policies; raises :class:`InvalidPolicyError`."""
    texts = [trimmed(re.sub(r"[\r\n]", "", policy)) for policy in policies]
    if any(len(text) < _SHORTEST for text in texts):
        raise InvalidPolicyError
    found: dict[str, list[_Source]] = {}
    repeats = False
    for index, text in enumerate(texts):
        seen: set[str] = set()
        for name, words in _directives(text):
            if name in seen and name not in _MAY_REPEAT:
                raise InvalidPolicyError
            repeats = repeats or name in seen
            seen.add(name)
            found[name] = _combined(found.get(name, ()) if index else (), _sources(name, words, index))
            if not index and len(texts) > 1:
                # From here on a source has to stand in a later policy too.
                for source in found[name]:
                    source.keep = False
    return Policy(
        {name: {source.text for source in sources} or {NOTHING} for name, sources in found.items()},
        repeats=repeats,
    )


def _directives(policy: str) -> Iterator[tuple[str, list[str]]]:
    for part in policy.split(";"):
        name, *words = words_of(part)
        if name:
            yield name.lower(), words


def _sources(directive: str, words: list[str], index: int) -> list[_Source]:
    # A list of sources that is empty allows none.
    given = words or ([NOTHING] if directive.endswith("-src") else [])
    return [_Source(word.lower(), index) for word in given]


def _combined(before: Iterable[_Source], added: Iterable[_Source]) -> list[_Source]:
    """Return what is left of the sources of earlier policies and of those of the next one.

    Only neighbours in the order of the alphabet are compared, as the Observatory does.
    """
    sources = sorted([*before, *added], key=lambda source: _key(source.text))
    for previous, source in pairwise(sources):
        if source.index == previous.index:
            if source.text.startswith(previous.text):
                source.keep = False
        elif _covers(previous.text, source.text):
            source.keep = True
    return [source for source in sources if source.keep]


def _key(text: str) -> tuple[int, ...]:
    return tuple(_ORDER.get(each, len(_ORDER) + ord(each)) for each in text if each >= " " and each != "\x7f")


def _covers(one: str, other: str) -> bool:
    """Tell whether a source covers another one of the same parts, or of more where it ends in a slash."""
    if not one or (one == "/" and not other):
        return True
    parts, others = one.split("/"), other.split("/")
    exact = bool(parts[-1])
    if len(parts) > len(others) or (exact and len(parts) != len(others)):
        return False
    if not exact:
        parts.pop()
    # Decoding stops at the first difference: what cannot be decoded behind it does no harm.
    return all(
        _decoded(part) == _decoded(counterpart) for part, counterpart in zip(parts, others, strict=False)
    )


@lru_cache(maxsize=256)
def _decoded(text: str) -> str:
    """Return a text with its escapes resolved; raises :class:`InvalidPolicyError` where one is broken."""
    if "%" not in text:
        return text
    if "%" in _ESCAPES.sub("", text):
        raise InvalidPolicyError
    try:
        return _ESCAPES.sub(lambda found: bytes.fromhex(found[0].replace("%", "")).decode("utf-8"), text)
    except UnicodeDecodeError:
        raise InvalidPolicyError from None
