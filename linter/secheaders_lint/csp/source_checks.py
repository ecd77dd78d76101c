"""What is weak in single sources and directives (CSP Evaluator's security checks; each takes an effective policy)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.csp.findings import CspFinding, Severity, Type
from secheaders_lint.csp.hosts import WILDCARD, is_address, locate
from secheaders_lint.csp.sources import is_nonce, nonce_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.csp.policy import Policy

_LOCALHOST = "127.0.0.1"
_SHORTEST_NONCE = 8
_BEYOND_BMP = 0xFFFF
_DEPRECATED = {
    "reflected-xss": "reflected-xss went away with CSP level 2; no browser reads it.",
    "referrer": "referrer went away with CSP level 2; the Referrer-Policy header has taken its place.",
    "disown-opener": "disown-opener went away with CSP level 3; Cross-Origin-Opener-Policy has taken its place.",
    "prefetch-src": "prefetch-src went away with CSP level 3; browsers have given it up.",
}


def ip_source(policy: Policy) -> Iterator[CspFinding]:
    """Yield the sources that are IP addresses, in whatever directive."""
    for name, values in policy.directives.items():
        for value in values:
            place = locate(value)
            host = place.host.replace(WILDCARD, "*", 1) if place else ""
            if not is_address(host):
                continue
            if host == _LOCALHOST:
                message = f"{name} trusts the machine that the browser runs on: of use while developing only."
            else:
                message = f"{name} names the IP address {host}, which browsers do not match."
            yield CspFinding(Type.IP_SOURCE, Severity.INFO, name, value, message)


def nonce_length(policy: Policy) -> Iterator[CspFinding]:
    """Yield nonces that can be guessed, and those with characters that are not of base64."""
    for name, values in policy.directives.items():
        for value in values:
            nonce = nonce_of(value)
            if nonce is None:
                continue
            if _utf16_length(nonce) < _SHORTEST_NONCE:
                message = f"A nonce of fewer than {_SHORTEST_NONCE} characters can be guessed; 128 random bits are advised."
                yield CspFinding(Type.NONCE_LENGTH, Severity.MEDIUM, name, value, message)
            if not is_nonce(value):
                message = "A nonce is made of the characters of base64; browsers skip any other."
                yield CspFinding(Type.NONCE_CHARSET, Severity.INFO, name, value, message)


def src_http(policy: Policy) -> Iterator[CspFinding]:
    """Yield the addresses that are loaded from, or reported to, without encryption."""
    for name, values in policy.directives.items():
        what = "Reports go out" if name == "report-uri" else "What comes from there is loaded"
        for value in values:
            if value.startswith("http://"):
                message = f"{what} without encryption, open to whoever sits on the line. Use https."
                yield CspFinding(Type.SRC_HTTP, Severity.MEDIUM, name, value, message)


def deprecated_directive(policy: Policy) -> Iterator[CspFinding]:
    """Yield the directives that browsers have given up, in a fixed order."""
    for name, message in _DEPRECATED.items():
        if name in policy.directives:
            yield CspFinding(Type.DEPRECATED_DIRECTIVE, Severity.INFO, name, None, message)


def _utf16_length(text: str) -> int:
    """Return the length as JavaScript counts it."""
    return len(text) + sum(ord(each) > _BEYOND_BMP for each in text)
