"""Requests held against GitHub's own description of them."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openapi_core import OpenAPI
from openapi_core.testing import MockRequest

if TYPE_CHECKING:
    from .fake import Request

_DESCRIPTION = Path(__file__).parents[1] / "data/github_openapi.json"


@cache
def description() -> OpenAPI:
    return OpenAPI.from_dict(json.loads(_DESCRIPTION.read_text(encoding="utf-8")))


def check(request: Request) -> None:
    """Raise where a request does not fit GitHub's description."""
    description().validate_request(mock(request.method, request.path, request.query, request.body))


def mock(method: str, path: str, query: dict[str, Any], body: bytes) -> MockRequest:
    # Beyond what OpenAPI knows: a path in a path has slashes of its own.
    head, sign, tail = path.partition("/contents/")
    path = head + sign + tail.replace("/", "%2F")
    return MockRequest(
        "https://api.github.com",
        method.lower(),
        path,
        args=query,
        data=body or None,
        content_type="application/json",
    )
