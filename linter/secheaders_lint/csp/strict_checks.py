"""What keeps a policy from being a strict one (CSP Evaluator's strict checks; each takes a policy as it is written)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.csp.effective import has_hash, has_nonce
from secheaders_lint.csp.findings import CspFinding, Severity, Type
from secheaders_lint.csp.policy import SCRIPT_SRC
from secheaders_lint.csp.sources import STRICT_DYNAMIC, UNSAFE_INLINE, is_quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.csp.policy import Policy

_TRUSTED_TYPES = "require-trusted-types-for"


def strict_dynamic(policy: Policy) -> Iterator[CspFinding]:
    """Yield the list of scripts that trusts hosts or schemes and has no ``'strict-dynamic'``."""
    for name in policy.deciding(SCRIPT_SRC):
        values = policy.directives[name]
        if STRICT_DYNAMIC not in values and not all(map(is_quoted, values)):
            message = (
                "Scripts are trusted for the host they come from, which attackers often find a way around. "
                "A nonce or hash with 'strict-dynamic' trusts single scripts instead."
            )
            yield CspFinding(Type.STRICT_DYNAMIC, Severity.STRICT_CSP, name, None, message)


def strict_dynamic_not_standalone(policy: Policy) -> Iterator[CspFinding]:
    """Yield the list of scripts in which ``'strict-dynamic'`` has neither nonce nor hash to start from."""
    for name in policy.deciding(SCRIPT_SRC):
        values = policy.directives[name]
        if STRICT_DYNAMIC in values and not has_nonce(values) and not has_hash(values):
            message = "'strict-dynamic' needs a nonce or hash beside it: without one no script runs at all."
            yield CspFinding(Type.STRICT_DYNAMIC_NOT_STANDALONE, Severity.INFO, name, None, message)


def unsafe_inline_fallback(policy: Policy) -> Iterator[CspFinding]:
    """Yield the list of scripts with a nonce or hash that leaves browsers of level 1 without inline scripts."""
    for name in policy.deciding(SCRIPT_SRC):
        values = policy.directives[name]
        if (has_nonce(values) or has_hash(values)) and UNSAFE_INLINE not in values:
            message = (
                "Browsers too old for nonces and hashes run no inline script here. "
                "'unsafe-inline' beside them helps those, and all others ignore it."
            )
            yield CspFinding(Type.UNSAFE_INLINE_FALLBACK, Severity.STRICT_CSP, name, None, message)


def allowlist_fallback(policy: Policy) -> Iterator[CspFinding]:
    """Yield the list of scripts with ``'strict-dynamic'`` that names no host or web scheme for browsers below level 3."""
    for name in policy.deciding(SCRIPT_SRC):
        values = policy.directives[name]
        if STRICT_DYNAMIC in values and not any(
            each in {"http:", "https:", "*"} or "." in each for each in values
        ):
            message = (
                "Browsers too old for 'strict-dynamic' load no further scripts here. "
                "https: and http: beside it help those, and all others ignore them."
            )
            yield CspFinding(Type.ALLOWLIST_FALLBACK, Severity.STRICT_CSP, name, None, message)


def requires_trusted_types(policy: Policy) -> Iterator[CspFinding]:
    """Yield that texts may go into the DOM's script sinks."""
    if "'script'" not in policy.directives.get(_TRUSTED_TYPES, ()):
        message = (
            "With require-trusted-types-for 'script' no plain text could get into innerHTML and its like."
        )
        yield CspFinding(Type.REQUIRE_TRUSTED_TYPES_FOR_SCRIPTS, Severity.INFO, _TRUSTED_TYPES, None, message)
