"""Rendered values of the evaluator as data that JSON holds."""

from __future__ import annotations

import math
from typing import Any

from secheaders_lint.evaluator.rendering import Repr, UnknownPart
from secheaders_lint.evaluator.values import UNSET
from secheaders_lint.reporters.tables import NOT_SET

# Integers beyond this are shown by their size: Python itself refuses to spell out much longer ones.
_MAX_BITS = 4_096


def plain(value: Any) -> Any:
    """Return a rendered value as JSON holds it; ``NOT_SET`` where nothing is set."""
    if value is UNSET:
        return NOT_SET
    if isinstance(value, UnknownPart):
        return {"unknown": value.reason}
    if isinstance(value, Repr):
        return {"repr": value.text}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    if isinstance(value, dict):
        return {str(key): plain(part) for key, part in value.items()}
    return _scalar(value)


def _scalar(value: Any) -> Any:
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int):
        return (
            value if value.bit_length() <= _MAX_BITS else {"repr": f"an integer of {value.bit_length()} bits"}
        )
    if isinstance(value, float):
        return value if math.isfinite(value) else {"repr": repr(value)}
    return {"repr": repr(value)}


def same(one: Any, other: Any) -> bool:
    """Tell whether two values ready for JSON are the same: ``True`` is not ``1`` here."""
    if type(one) is not type(other):
        return False
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(part, other[key]) for key, part in one.items())
    return bool(one == other)
