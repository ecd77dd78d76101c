"""Methods of strings, numbers and containers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from secheaders_lint.evaluator import dict_methods, set_methods
from secheaders_lint.evaluator.convert import from_python
from secheaders_lint.evaluator.forgetting import forget_all
from secheaders_lint.evaluator.list_methods import LIST_METHODS, TUPLE_METHODS
from secheaders_lint.evaluator.pure import unknown_of
from secheaders_lint.evaluator.text_methods import call_scalar, format_map, format_text, join
from secheaders_lint.evaluator.values import (
    RAW_TYPES,
    UNSET,
    Arguments,
    Bound,
    DictValue,
    ListValue,
    SetValue,
    Symbol,
    TupleValue,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    import libcst as cst

    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.values import Value


def method(machine: Machine, owner: Value, name: str, node: cst.CSTNode) -> Value:
    """Return the bound method (or data attribute) of a builtin value; raises AttributeError where there is none."""
    if isinstance(owner, TupleValue) and owner.fields:
        from secheaders_lint.evaluator.named_tuples import attribute

        found = attribute(machine, owner, name, node)
        if found is not UNSET:
            return found
    table = _TABLES.get(type(owner))
    if table is not None and name in table:
        function = table[name]
        return Bound(owner, name, lambda m, arguments: function(m, owner, arguments))
    if type(owner) in RAW_TYPES or type(owner) is Symbol:
        return _of_scalar(machine, owner, name, node)
    if hasattr(_PYTHON_TYPES.get(owner.type, object), name):
        return Bound(owner, name, lambda m, arguments: _not_followed(m, owner, name, arguments))
    return machine.fail("builtins.AttributeError", f"{owner.type!r} object has no attribute {name!r}", node)


_PYTHON_TYPES = {"list": list, "tuple": tuple, "dict": dict, "set": set, "str": str}
_TABLES: dict[type, dict[str, Callable[[Machine, Any, Arguments], Value]]] = {
    ListValue: LIST_METHODS,
    TupleValue: TUPLE_METHODS,
    DictValue: dict_methods.METHODS,
    SetValue: set_methods.METHODS,
}


def _not_followed(machine: Machine, owner: Value, name: str, arguments: Arguments) -> Value:
    """Return an unknown value for a method without a model, which may have changed its owner."""
    result = machine.unknown(f"result of {owner.type}.{name}()", arguments.site.node)
    forget_all(machine, [owner], result)
    return result


def _of_scalar(machine: Machine, owner: Value, name: str, node: cst.CSTNode) -> Value:
    if type(owner) is Symbol and owner.type not in {"str", "bytes"}:
        return Bound(owner, name, lambda m, arguments: unknown_of(m, arguments.site.node, [owner]))
    example = "" if type(owner) is Symbol else owner
    if not hasattr(example, name):
        return machine.fail(
            "builtins.AttributeError", f"{type(example).__name__!r} object has no attribute {name!r}", node
        )
    if not callable(getattr(example, name)):
        return from_python(getattr(owner, name), machine.site(node))
    if name in {"join", "format", "format_map"} and type(owner) is str:
        special = {"join": join, "format": format_text, "format_map": format_map}[name]
        return Bound(owner, name, lambda m, arguments: special(m, owner, arguments))
    return Bound(owner, name, lambda m, arguments: call_scalar(m, owner, name, arguments))
