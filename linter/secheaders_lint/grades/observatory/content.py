"""The test of Content-Security-Policy, and that of X-Frame-Options, which a policy can stand in for.

Read in mdn/mdn-http-observatory 94042bb, ``src/analyzer/tests/csp.js`` and ``x-frame-options.js``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.grades.observatory.policy import (
    NOTHING,
    InvalidPolicyError,
    Policy,
    parse_policies,
    split_policies,
)
from secheaders_lint.grades.observatory.scan import Result, trimmed

if TYPE_CHECKING:
    from secheaders_lint.grades.observatory.scan import Scan

CSP = "content-security-policy"
_BROAD = (
    "ftp:", "http:", "https:", "*", "http://*", "http://*.*", "https://*", "https://*.*",
)  # fmt: skip
_INLINE = "'unsafe-inline'"
_UNSAFE = frozenset((*_BROAD, _INLINE, "data:"))
_NONCE_OR_HASH = ("'sha256-", "'sha384-", "'sha512-", "'nonce-")
_PASSIVE = ("img-src", "media-src")
_INSECURE = ("http:", "ftp:")
_LONGEST_FRAME_OPTIONS = 1_024


def policy_result(scan: Scan) -> Result:
    """Judge the policies of the header; what a page's meta elements add needs the page."""
    policies = split_policies(scan.header(CSP))
    try:
        policy = parse_policies(policies)
    except InvalidPolicyError:
        return Result("csp-header-invalid", passed=False)
    if not policy.directives:
        only_reported = bool(scan.header(f"{CSP}-report-only"))
        name = "csp-not-implemented-but-reporting-enabled" if only_reported else "csp-not-implemented"
        return Result(name, passed=False)
    return _judged(policy, secure=scan.tls != "none")


def _judged(policy: Policy, *, secure: bool) -> Result:
    """Return the result of a policy that was read: the first fault in the Observatory's order decides."""
    scripts, styles, objects = map(policy.effective, ("script-src", "style-src", "object-src"))
    for sources in (scripts, styles):
        if _has_nonce_or_hash(sources):
            sources.discard(_INLINE)
    if "'strict-dynamic'" in scripts:
        if not _has_nonce_or_hash(scripts):
            return Result("csp-header-invalid", passed=False)
        scripts -= {each for each in scripts if each.startswith(_BROAD) or each in {"'self'", _INLINE}}
    if scripts & _UNSAFE or not objects.isdisjoint(_BROAD):
        return Result("csp-implemented-with-unsafe-inline", passed=False)
    if secure and _is_insecure(_active(policy) | scripts):
        return Result("csp-implemented-with-insecure-scheme", passed=False)
    if "'unsafe-eval'" in scripts | styles:
        return Result("csp-implemented-with-unsafe-eval", passed=False)
    return _passing(policy, styles, secure=secure)


def _passing(policy: Policy, styles: set[str], *, secure: bool) -> Result:
    if policy.repeats:
        # All that is left passes, and this takes its place.
        return Result("csp-implemented-but-duplicate-directives", passed=True)
    if secure and _is_insecure(_passive(policy)):
        return Result("csp-implemented-with-insecure-scheme-in-passive-content-only", passed=True)
    if styles & _UNSAFE:
        return Result("csp-implemented-with-unsafe-inline-in-style-src-only", passed=True)
    if policy.directives.get("default-src") == {NOTHING}:
        return Result("csp-implemented-with-no-unsafe-default-src-none", passed=True)
    return Result("csp-implemented-with-no-unsafe", passed=True)


def _active(policy: Policy) -> set[str]:
    others = {*_PASSIVE, "script-src"}
    return {each for name, sources in policy.directives.items() if name not in others for each in sources}


def _passive(policy: Policy) -> set[str]:
    default = policy.directives.get("default-src", set())
    return {each for name in _PASSIVE for each in policy.directives.get(name, default)}


def _is_insecure(sources: set[str]) -> bool:
    return any(source.startswith(_INSECURE) for source in sources)


def _has_nonce_or_hash(sources: set[str]) -> bool:
    return any(source.startswith(_NONCE_OR_HASH) for source in sources)


def framing_result(scan: Scan) -> Result:
    """Judge X-Frame-Options; ``frame-ancestors`` of a policy that could be read, whatever it says, comes first."""
    if _names_ancestors(scan):
        return Result("x-frame-options-implemented-via-csp", passed=True)
    header = scan.header("x-frame-options")
    if not header:
        return Result("x-frame-options-not-implemented", passed=False)
    value = trimmed(header[:_LONGEST_FRAME_OPTIONS]).lower()
    if value in {"deny", "sameorigin"}:
        return Result("x-frame-options-sameorigin-or-deny", passed=True)
    if value.startswith("allow-from"):
        return Result("x-frame-options-allow-from-origin", passed=True)
    return Result("x-frame-options-header-invalid", passed=False)


def _names_ancestors(scan: Scan) -> bool:
    try:
        return "frame-ancestors" in parse_policies(split_policies(scan.header(CSP))).directives
    except InvalidPolicyError:
        return False
