"""The tests of headers that hold one short value each.

Read in mdn/mdn-http-observatory 94042bb, ``src/analyzer/tests``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from secheaders_lint.grades.observatory.scan import Result, trimmed

if TYPE_CHECKING:
    from secheaders_lint.grades.observatory.scan import Scan

# 180 days, though the texts of the Observatory name 15768000.
SIX_MONTHS = 15_552_000
_MAX_AGE = "max-age="
_LONGEST_NUMBER = 128
_LONGEST = 1_024
_SHORT = 256
_LEADING_INTEGER = re.compile(r"[+-]?[0-9]+")

PRIVATE = frozenset({"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"})
UNSAFE = frozenset({"origin", "origin-when-cross-origin", "unsafe-url", "no-referrer-when-downgrade"})

_NAME = r"[A-Za-z*][A-Za-z0-9!\#$%&'*+.^_`|~:/-]*"
_BARE = rf"""
    -?[0-9]{{1,12}}\.[0-9]{{1,3}} | -?[0-9]{{1,15}}  # numbers
    | "(?:[\ !\#-\[\]-~]|\\["\\])*"                  # a text
    | {_NAME}                                        # a token
    | :[A-Za-z0-9+/=]*:                              # bytes
    | \?[01] | @-?[0-9]{{1,15}}                      # yes or no, a date
    | %"(?:[\ !\#$&-~]|%[0-9a-f]{{2}})*"             # a text of Unicode
"""
# A token of structured fields (RFC 9651) with its parameters.
_TOKEN = re.compile(rf"({_NAME})(?:;[ ]*[a-z*][a-z0-9_.*-]*(?:=(?:{_BARE}))?)*[ ]*", re.VERBOSE)


def transport_security_result(scan: Scan) -> Result:
    """Judge Strict-Transport-Security; the preload list outdoes whatever is sent."""
    if scan.tls == "none":
        return Result("hsts-not-implemented-no-https", passed=False)
    if scan.preloaded:
        return Result("hsts-preloaded", passed=True)
    if scan.tls != "valid":
        return Result("hsts-invalid-cert", passed=False)
    header = scan.header("strict-transport-security")
    if header is None:
        return Result("hsts-not-implemented", passed=False)
    ages = [] if "," in header[:_LONGEST] else max_ages(header[:_LONGEST])
    if not ages:
        return Result("hsts-header-invalid", passed=False)
    # What is no number is not below the limit.
    if ages[-1] is not None and ages[-1] < SIX_MONTHS:
        return Result("hsts-implemented-max-age-less-than-six-months", passed=False)
    return Result("hsts-implemented-max-age-at-least-six-months", passed=True)


def max_ages(value: str) -> list[int | None]:
    """Return every ``max-age`` of Strict-Transport-Security; ``None`` stands for one that is no number."""
    parts = [trimmed(part).lower() for part in value.split(";")]
    return [_integer(part[len(_MAX_AGE) : _LONGEST_NUMBER]) for part in parts if part.startswith(_MAX_AGE)]


def _integer(text: str) -> int | None:
    """Return the whole number that a text begins with, as JavaScript's ``parseInt`` does."""
    found = _LEADING_INTEGER.match(trimmed(text))
    return None if found is None else int(found[0])


def referrer_result(scan: Scan) -> Result:
    """Judge Referrer-Policy by the last of its words that is one."""
    header = scan.header("referrer-policy")
    if header is None:
        return Result("referrer-policy-not-implemented", passed=True)
    words = [trimmed(part.lower()) for part in header.split(",")]
    last = next((word for word in reversed(words) if word in PRIVATE | UNSAFE), None)
    if last is None:
        return Result("referrer-policy-header-invalid", passed=False)
    if last in PRIVATE:
        return Result("referrer-policy-private", passed=True)
    return Result("referrer-policy-unsafe", passed=False)


def content_type_result(scan: Scan) -> Result:
    """Judge X-Content-Type-Options, which has one value."""
    header = scan.header("x-content-type-options")
    if not header:
        return Result("x-content-type-options-not-implemented", passed=False)
    if trimmed(header[:_SHORT]).lower() == "nosniff":
        return Result("x-content-type-options-nosniff", passed=True)
    return Result("x-content-type-options-header-invalid", passed=False)


def resource_policy_result(scan: Scan) -> Result:
    """Judge Cross-Origin-Resource-Policy, in any case."""
    header = scan.header("cross-origin-resource-policy") or ""
    value = trimmed(header[:_SHORT]).lower()
    if not value:
        return Result("corp-not-implemented", passed=True)
    if value in {"same-site", "same-origin", "cross-origin"}:
        return Result(f"corp-implemented-with-{value}", passed=True)
    return Result("corp-header-invalid", passed=False)


def opener_policy_result(scan: Scan) -> Result:
    """Judge Cross-Origin-Opener-Policy."""
    words = ("same-origin", "same-origin-allow-popups", "noopener-allow-popups", "unsafe-none")
    return _by_token(scan.header("cross-origin-opener-policy"), "coop", words)


def embedder_policy_result(scan: Scan) -> Result:
    """Judge Cross-Origin-Embedder-Policy."""
    words = ("require-corp", "credentialless", "unsafe-none")
    return _by_token(scan.header("cross-origin-embedder-policy"), "coep", words)


def _by_token(header: str | None, short: str, words: tuple[str, ...]) -> Result:
    if not header:
        return Result(f"{short}-not-implemented", passed=True)
    found = _TOKEN.fullmatch(trimmed(header[:_LONGEST]))
    # Case counts, and two lines make no token.
    if found is None or found[1] not in words:
        return Result(f"{short}-header-invalid", passed=False)
    return Result(f"{short}-implemented-with-{found[1]}", passed=True)
