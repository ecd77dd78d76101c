"""Named tuples: tuples whose class names their items, made by ``typing.NamedTuple`` or ``collections.namedtuple``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.evaluator.classes import ClassValue, bind, find
from secheaders_lint.evaluator.conditions import TRUE
from secheaders_lint.evaluator.library.signature import argument
from secheaders_lint.evaluator.sequences import certain_items, make_tuple
from secheaders_lint.evaluator.values import UNSET, Arguments, Bound, DictValue, Item, TupleValue

if TYPE_CHECKING:
    import libcst as cst

    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.values import Value


def attribute(machine: Machine, owner: TupleValue, name: str, node: cst.CSTNode) -> Value:
    """Return a field, a method of named tuples, or what the class of the repository adds; ``UNSET`` for anything else."""
    if isinstance(owner.cls, ClassValue):
        # A method may stand in the place of a field or of what every named tuple has.
        found = find(machine, owner.cls, name)
        if found is not UNSET and name not in owner.fields:
            return bind(machine, found, owner, name, node)
    items = certain_items(machine, owner)
    if name in owner.fields:
        return (
            machine.unknown(f"field {name}", node) if items is None else items[owner.fields.index(name)].value
        )
    if name == "_fields":
        return make_tuple(list(owner.fields))
    if items is None or name not in {"_asdict", "_replace"}:
        return UNSET
    return Bound(owner, name, lambda m, arguments: _METHODS[name](m, owner, items, arguments))


def class_attribute(machine: Machine, cls: Value, fields: tuple[str, ...], name: str) -> Value:
    """Return what the class of a named tuple offers; ``UNSET`` where there is no such thing."""
    if name == "_fields":
        return make_tuple(list(fields))
    if name == "_make":
        return Bound(cls, name, lambda m, arguments: _make(m, cls, len(fields), arguments))
    if hasattr(tuple, name) or name == "_field_defaults":
        return machine.unknown(f"{name} of a class", None)
    return UNSET


def _make(machine: Machine, cls: Value, count: int, arguments: Arguments) -> Value:
    items = machine.items_of(argument(arguments, 0), arguments.site.node)
    if items is None or len(items) != count or any(item.many or item.cond != TRUE for item in items):
        return machine.unknown("result of _make()", arguments.site.node)
    return machine.call(cls, Arguments([item.value for item in items], {}, arguments.site))


def _asdict(machine: Machine, owner: TupleValue, items: list[Item], arguments: Arguments) -> Value:
    del machine, arguments
    return DictValue(
        {field: Item(item.value, item.site) for field, item in zip(owner.fields, items, strict=True)}
    )


def _replace(machine: Machine, owner: TupleValue, items: list[Item], arguments: Arguments) -> Value:
    if arguments.open is not None:
        return machine.unknown("result of _replace()", arguments.site.node)
    strange = [name for name in arguments.keywords if name not in owner.fields]
    if strange or arguments.positional:
        # ValueError until Python 3.12, TypeError from 3.13 on.
        machine.may_fail("builtins.ValueError", arguments.site.node, "no such field")
        return machine.unknown("result of _replace()", arguments.site.node)
    changed = [
        Item(arguments.keywords[field], arguments.site) if field in arguments.keywords else item
        for field, item in zip(owner.fields, items, strict=True)
    ]
    return TupleValue(changed, None, owner.fields, owner.cls)


_METHODS = {"_asdict": _asdict, "_replace": _replace}
