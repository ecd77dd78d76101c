"""From the text of a header to policies: as browsers read it, and as CSP Evaluator does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from secheaders_lint.csp.policy import Policy
from secheaders_lint.csp.sources import KEYWORDS, is_scheme

if TYPE_CHECKING:
    from collections.abc import Callable

_ASCII_SPACE = "\t\n\f\r "
_ASCII_WORD = re.compile(f"[^{_ASCII_SPACE}]+")
# White space of JavaScript: that of Unicode and the byte order mark, without the separators U+001C-U+001F and U+0085
# that Python has beside it.
_ANY_WORD = re.compile(r"[^\t-\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+")


def parse(text: str) -> Policy:
    """Return a serialized policy as a browser reads it (CSP level 3, 2.2.1 "parse a serialized CSP"). Never raises.

    Directives are split at semicolons and at the white space of ASCII; one that holds any other character than ASCII does
    not count; names are lower-cased, values stay as written; of directives with one name the first counts.
    """
    parts = (part for part in text.split(";") if part.isascii())
    return _collect(list(map(_ASCII_WORD.findall, parts)), tuple)


def parse_like_evaluator(text: str) -> Policy:
    """Return a serialized policy as CSP Evaluator's parser reads it. Never raises.

    Where it differs from `parse`: any white space of Unicode separates, characters beyond ASCII are kept, a keyword or
    scheme is lower-cased, and a value that comes again in its directive is dropped. A directive called ``constructor`` or
    ``__proto__`` gets lost in the original (these are members of every JavaScript object); here it is one like others.
    """
    return _collect(list(map(_ANY_WORD.findall, text.split(";"))), _normalized)


def split_header(text: str) -> list[str]:
    """Return the serialized policies of a header's value: commas separate them, and those without a directive do not count.

    Nothing quotes a comma (Fetch, "extract header list values" with the ABNF of CSP level 3, 3.1): one that slipped into a
    list of sources begins a second policy.
    """
    return [part for part in text.split(",") if part.strip(f"{_ASCII_SPACE};")]


def dropped_by_browsers(text: str) -> list[str]:
    """Return the directives of a serialized policy that a browser leaves out for a character that is not ASCII."""
    parts = (part.strip(_ASCII_SPACE) for part in text.split(";") if not part.isascii())
    return [_ASCII_WORD.findall(part)[0] for part in parts]


def _collect(parts: list[list[str]], values_of: Callable[[list[str]], tuple[str, ...]]) -> Policy:
    directives: dict[str, tuple[str, ...]] = {}
    repeated: dict[str, None] = {}
    for words in parts:
        if not words:
            continue
        name = words[0].lower()
        if name in directives:
            repeated[name] = None
        else:
            directives[name] = values_of(words[1:])
    return Policy(directives, tuple(repeated))


def _normalized(values: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(_normal, values)))


def _normal(value: str) -> str:
    lower = value.lower()
    return lower if lower in KEYWORDS or is_scheme(value) else value
