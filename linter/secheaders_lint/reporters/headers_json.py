"""``headers --format json``, version 1 of its types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from secheaders_lint.reporters.grades_json import grades_of
from secheaders_lint.reporters.jsonable import dump, module_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from secheaders_lint.reporters.tables import HeadersModule, ResponseTable

SCHEMA = 1


def render(modules: Iterable[HeadersModule]) -> str:
    """Return the predicted answers of all modules as one JSON document."""
    return dump({"schema": SCHEMA, "modules": [_module(module) for module in modules]})


def _module(module: HeadersModule) -> dict[str, Any]:
    return {
        **module_of(module.info),
        "responses": [_response(response) for response in module.responses],
        "grades": grades_of(module.grades),
    }


def _response(response: ResponseTable) -> dict[str, Any]:
    return {
        "kind": response.kind,
        "scheme": response.scheme,
        "status": response.status,
        "headers": [
            {
                "name": each.name,
                "value": each.value,
                "state": each.state,
                "from": list(each.sources),
                **({"echo": each.echo} if each.echo else {}),
            }
            for each in response.headers
        ],
    }
