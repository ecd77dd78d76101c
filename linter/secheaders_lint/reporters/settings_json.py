"""``settings --format json``, version 1 of its types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from secheaders_lint.reporters.jsonable import dump, location_of, module_of
from secheaders_lint.reporters.tables import NOT_SET

if TYPE_CHECKING:
    from collections.abc import Iterable

    from secheaders_lint.reporters.tables import Alternative, Remark, SettingRow, SettingsModule

SCHEMA = 1


def render(modules: Iterable[SettingsModule]) -> str:
    """Return the settings of all modules as one JSON document."""
    return dump({"schema": SCHEMA, "modules": [_module(module) for module in modules]})


def _module(module: SettingsModule) -> dict[str, Any]:
    opened = module.opened
    return {
        **module_of(module.info),
        "open": None
        if opened is None
        else {"path": opened.path, "line": opened.line, "reason": opened.message},
        "settings": {row.name: _row(row) for row in module.rows},
        "notes": [_remark(note) for note in module.notes],
        "reading": {"assume": module.assumed, "chosen": list(module.chosen)},
    }


def _row(row: SettingRow) -> dict[str, Any]:
    shown: dict[str, Any] = {"state": row.state}
    if row.unset:
        shown["unset"] = True
    elif row.value is not NOT_SET:
        shown["value"] = row.value
    if row.reason is not None:
        shown["reason"] = row.reason
    if row.alternatives:
        shown["alternatives"] = [_alternative(each) for each in row.alternatives]
    shown["defined"] = [location_of(location) for location in row.defined]
    return shown


def _alternative(alternative: Alternative) -> dict[str, Any]:
    if alternative.value is NOT_SET:
        return {"unset": True, "when": alternative.when}
    return {"value": alternative.value, "when": alternative.when}


def _remark(remark: Remark) -> dict[str, Any]:
    return {"path": remark.path, "line": remark.line, "message": remark.message}
