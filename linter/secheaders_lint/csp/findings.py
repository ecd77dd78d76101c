"""What an audit reports, in the words of CSP Evaluator."""

from __future__ import annotations

from enum import Enum, IntEnum
from typing import NamedTuple


class Severity(IntEnum):
    """How bad a finding is: names and ranks of CSP Evaluator, a lower rank is worse."""

    HIGH = 10
    SYNTAX = 20
    MEDIUM = 30
    HIGH_MAYBE = 40
    STRICT_CSP = 45
    MEDIUM_MAYBE = 50
    INFO = 60
    NONE = 100


class Type(Enum):
    """What a finding is about: the names and numbers of CSP Evaluator's default and strict checks."""

    MISSING_SEMICOLON = 100
    UNKNOWN_DIRECTIVE = 101
    INVALID_KEYWORD = 102
    NONCE_CHARSET = 106
    MISSING_DIRECTIVES = 300
    SCRIPT_UNSAFE_INLINE = 301
    SCRIPT_UNSAFE_EVAL = 302
    PLAIN_URL_SCHEMES = 303
    PLAIN_WILDCARD = 304
    SCRIPT_ALLOWLIST_BYPASS = 305
    OBJECT_ALLOWLIST_BYPASS = 306
    NONCE_LENGTH = 307
    IP_SOURCE = 308
    DEPRECATED_DIRECTIVE = 309
    SRC_HTTP = 310
    SCRIPT_UNSAFE_HASHES = 317
    STRICT_DYNAMIC = 400
    STRICT_DYNAMIC_NOT_STANDALONE = 401
    UNSAFE_INLINE_FALLBACK = 403
    ALLOWLIST_FALLBACK = 404
    IGNORED = 405
    REQUIRE_TRUSTED_TYPES_FOR_SCRIPTS = 500


class CspFinding(NamedTuple):
    """One finding: ``value`` is the source it is about, ``None`` where it is about the directive as a whole."""

    type: Type
    severity: Severity
    directive: str
    value: str | None
    message: str
