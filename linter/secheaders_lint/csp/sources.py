"""The values of directives: keywords, nonces, hashes, schemes and hosts (grammar: CSP level 3, 2.3.1)."""

from __future__ import annotations

import re

SELF, NONE = "'self'", "'none'"
UNSAFE_INLINE, UNSAFE_EVAL, UNSAFE_HASHES = "'unsafe-inline'", "'unsafe-eval'", "'unsafe-hashes'"
STRICT_DYNAMIC, REPORT_SAMPLE, WASM_UNSAFE_EVAL = "'strict-dynamic'", "'report-sample'", "'wasm-unsafe-eval'"
# What CSP Evaluator 1.1.8 takes for a keyword: 'wasm-eval' and 'unsafe-hashed-attributes' are names of drafts, 'block' and
# 'allow' belong to webrtc, and the later 'trusted-types-eval' is not known to it.
KEYWORDS = frozenset((
    SELF, NONE, UNSAFE_INLINE, UNSAFE_EVAL, "'wasm-eval'", WASM_UNSAFE_EVAL, STRICT_DYNAMIC, "'unsafe-hashed-attributes'",
    UNSAFE_HASHES, REPORT_SAMPLE, "'block'", "'allow'", "'inline-speculation-rules'",
))  # fmt: skip

_BASE64 = "[a-zA-Z0-9+/_-]+={0,2}"
_NONCE = re.compile(f"'nonce-{_BASE64}'")
_LOOSE_NONCE = re.compile(r"'nonce-(.+)'")
_HASH = re.compile(f"'sha(?:256|384|512)-{_BASE64}'")
_SCHEME = re.compile(r"[a-zA-Z][+a-zA-Z0-9.-]*:")
_SCHEME_OF_URL = re.compile(r"\w[+\w.-]*://", re.ASCII)


def is_nonce(value: str) -> bool:
    """Tell whether a value is a nonce in the alphabet of base64."""
    return _NONCE.fullmatch(value) is not None


def nonce_of(value: str) -> str | None:
    """Return what stands in a quoted nonce, whatever its characters; ``None`` for all else."""
    match = _LOOSE_NONCE.fullmatch(value)
    return match[1] if match else None


def is_hash(value: str) -> bool:
    """Tell whether a value is a hash by its form: the length of the digest is not looked at."""
    return _HASH.fullmatch(value) is not None


def is_scheme(value: str) -> bool:
    """Tell whether a value is a scheme alone, such as ``https:``."""
    return _SCHEME.fullmatch(value) is not None


def is_quoted(value: str) -> bool:
    """Tell whether a value is meant as a keyword, nonce or hash; hosts and schemes begin without a quote."""
    return value.startswith("'")


def without_scheme(value: str) -> str:
    """Return a source without ``scheme://`` or ``//`` in front."""
    match = _SCHEME_OF_URL.match(value)
    return (value[match.end() :] if match else value).removeprefix("//")
