"""What is not written as a policy has to be (CSP Evaluator's parser checks; each takes an effective policy)."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from secheaders_lint.csp.findings import CspFinding, Severity, Type
from secheaders_lint.csp.sources import KEYWORDS, is_hash, is_nonce, is_quoted
from secheaders_lint.data.csp import table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.csp.policy import Policy

_BARE_KEYWORDS = frozenset(each.strip("'") for each in KEYWORDS)
_BARE_NONCE_OR_HASH = re.compile(r"(?:nonce|sha256|sha384|sha512)-")
# Two directives have keywords of their own, and none of the others.
_OWN_KEYWORDS = {
    "require-trusted-types-for": frozenset({"'script'"}),
    "trusted-types": frozenset({"'allow-duplicates'", "'none'"}),
}


@cache
def _directives() -> frozenset[str]:
    """Return the directives that CSP Evaluator 1.1.8 knows: all of the table but ``fenced-frame-src``."""
    return frozenset(name for name, row in table().items() if row["known_to_csp_evaluator"])


def unknown_directive(policy: Policy) -> Iterator[CspFinding]:
    """Yield the directives with a name that is none."""
    for name in policy.directives:
        if name in _directives():
            continue
        if name.endswith(":"):
            message = f"`{name}` is no directive: a name stands without a colon behind it. Browsers skip it."
        else:
            message = f"`{name}` is no directive that is known. Browsers skip it, so it protects nothing."
        yield CspFinding(Type.UNKNOWN_DIRECTIVE, Severity.SYNTAX, name, None, message)


def missing_semicolon(policy: Policy) -> Iterator[CspFinding]:
    """Yield the values that are names of directives."""
    for name, values in policy.directives.items():
        for value in values:
            if value in _directives():
                message = f"`{value}` stands among the sources of {name}; a semicolon in front would begin a directive."
                yield CspFinding(Type.MISSING_SEMICOLON, Severity.SYNTAX, name, value, message)


def invalid_keyword(policy: Policy) -> Iterator[CspFinding]:
    """Yield keywords, nonces and hashes without their quotes, and quoted values that are none of them."""
    for name, values in policy.directives.items():
        for value in values:
            if value in _BARE_KEYWORDS or _BARE_NONCE_OR_HASH.match(value):
                message = f"{value} without single quotes is read as the name of a host."
            elif is_quoted(value) and not _is_keyword_of(name, value):
                message = f"{value} is no keyword, nonce or hash that {name} knows. Browsers skip it."
            else:
                continue
            yield CspFinding(Type.INVALID_KEYWORD, Severity.SYNTAX, name, value, message)


def _is_keyword_of(directive: str, value: str) -> bool:
    own = _OWN_KEYWORDS.get(directive)
    return value in own if own is not None else value in KEYWORDS or is_hash(value) or is_nonce(value)
