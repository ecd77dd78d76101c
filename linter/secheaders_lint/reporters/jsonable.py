"""The shapes that all JSON reports share."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from secheaders_lint.findings import Location
    from secheaders_lint.reporters.report import ModuleInfo


def dump(document: dict[str, Any] | list[dict[str, Any]]) -> str:
    """Return a document as text: ASCII, so that neither a terminal nor a runner can be told anything by it."""
    text = json.dumps(document, indent=2, ensure_ascii=True, allow_nan=False)
    # Only texts hold these characters; read back they are the same. DEL is the one control character that json leaves.
    return text.replace("##[", "#\\u0023[").replace("\x7f", "\\u007f") + "\n"


def location_of(location: Location) -> dict[str, Any]:
    """Return a location with an end that is not before its start."""
    end_line = max(location.end_line, location.line)
    end_column = location.end_column or location.column
    if end_line == location.line:
        end_column = max(end_column, location.column)
    return {
        "path": location.path,
        "line": location.line,
        "column": location.column,
        "end_line": end_line,
        "end_column": end_column,
    }


def module_of(module: ModuleInfo) -> dict[str, Any]:
    """Return what every document says of a settings module."""
    return {
        "module": module.module,
        "configuration": module.configuration,
        "path": module.path,
        "role": module.role,
        "django": {"version": module.django, "source": module.django_source},
    }
