"""Scans that the Observatory's own code has graded, as ours."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from secheaders_lint.grades.observatory import Hop, Scan
from secheaders_lint.grades.observatory.scan import HOST

if TYPE_CHECKING:
    from secheaders_lint.grades.observatory.scan import Headers

_DATA = Path(__file__).parent.parent / "data"
_OTHER = Hop("http", "other.example")
_HTTP, _HTTPS = Hop("http", HOST), Hop("https", HOST)
_HOPS = {
    "redirect": (_HTTP, _HTTPS),
    "off-host": (_HTTP, Hop("https", "other.example")),
    "via-http": (_HTTP, _OTHER, _HTTPS),
    "to-http": (_HTTP, _HTTP),
    "missing": (_HTTP,),
    "none": None,
}
GOOD = {
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; form-action 'self'",
}


def table(name: str) -> Any:
    return json.loads((_DATA / name).read_text(encoding="utf-8"))


def lines(headers: dict[str, Any]) -> Headers:
    """Return headers line by line."""
    return tuple(
        (name, line)
        for name, value in headers.items()
        for line in (value if isinstance(value, list) else [value])
    )


def scan(case: dict[str, Any]) -> Scan:
    """Return a recorded case as a scan."""
    cors = case.get("cors")
    return Scan(
        lines(case["headers"]),
        _HOPS[case.get("http", "redirect")],
        {True: "valid", "bad-cert": "invalid", False: "none"}[case.get("https", True)],
        None if cors is None else lines(cors),
        case.get("preloaded", False),
    )
