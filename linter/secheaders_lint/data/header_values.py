"""Values with which a security header does what its absence does."""

from __future__ import annotations

import re

# By lower-case names of headers.
_OFF = {
    "x-frame-options": re.compile(r"(?!\s*(?:deny|sameorigin)\s*$)", re.IGNORECASE),
    "strict-transport-security": re.compile(r"\s*max-age\s*=\s*\"?0*\"?\s*(?:;|$)", re.IGNORECASE),
    "x-content-type-options": re.compile(r"(?!\s*nosniff\s*$)", re.IGNORECASE),
    "referrer-policy": re.compile(r"\s*(?:unsafe-url|no-referrer-when-downgrade)\s*$", re.IGNORECASE),
    "cross-origin-opener-policy": re.compile(r"\s*unsafe-none\s*$", re.IGNORECASE),
}


def protects_nobody(header: str, value: str) -> bool:
    """Tell whether a browser that gets a header with this value does what it does without."""
    pattern = _OFF.get(header.lower())
    return not value.strip() or (pattern is not None and pattern.match(value) is not None)
