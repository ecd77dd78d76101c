"""Item access, slices, and assignment to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import libcst as cst

from secheaders_lint.evaluator.conditions import FALSE, TRUE
from secheaders_lint.evaluator.dict_methods import get_item, set_item
from secheaders_lint.evaluator.forgetting import written_through
from secheaders_lint.evaluator.mappings import Unhashable, forget, key_of, lookup, remove
from secheaders_lint.evaluator.pure import pure, unknown_of
from secheaders_lint.evaluator.sequences import certain_items, like, open_up, rewrite, split
from secheaders_lint.evaluator.values import (
    RAW_TYPES,
    UNSET,
    Choice,
    DictValue,
    Item,
    Library,
    ListValue,
    Modelled,
    Sequence,
    SetValue,
    Symbol,
    TupleValue,
    Unknown,
)

if TYPE_CHECKING:
    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.values import Value


class Place(NamedTuple):
    """What ``owner[…]`` names once its parts are evaluated; ``bounds`` is ``None`` where it is not a slice."""

    owner: Value
    bounds: list[Value] | None
    key: Value


def place_of(machine: Machine, node: cst.Subscript) -> Place:
    """Evaluate the parts of ``owner[…]``."""
    owner = machine.eval(node.value)
    bounds = _slice_of(machine, node)
    return Place(owner, bounds, None if bounds is not None else _key(machine, node))


def subscript(machine: Machine, node: cst.Subscript) -> Value:
    """Evaluate ``owner[…]``."""
    return value_at(machine, place_of(machine, node), node)


def value_at(machine: Machine, place: Place, node: cst.Subscript) -> Value:
    """Return what is at a place; raises what Python would."""
    bounds = place.bounds
    if bounds is not None:
        return machine.each(place.owner, lambda one: _slice(machine, one, bounds, node))
    return machine.each(place.owner, lambda one: item_of(machine, one, place.key, node))


def _slice_of(machine: Machine, node: cst.Subscript) -> list[Value] | None:
    if len(node.slice) != 1 or not isinstance(node.slice[0].slice, cst.Slice):
        return None
    part = node.slice[0].slice
    return [
        None if bound is None else machine.settle(machine.eval(bound))
        for bound in (part.lower, part.upper, part.step)
    ]


def _key(machine: Machine, node: cst.Subscript) -> Value:
    keys = [machine.eval(e.slice.value) for e in node.slice if isinstance(e.slice, cst.Index)]
    if len(keys) == 1 and len(node.slice) == 1:
        return keys[0]
    return TupleValue([Item(key, machine.site(node)) for key in keys])


def item_of(machine: Machine, owner: Value, key: Value, node: cst.CSTNode) -> Value:
    """Return ``owner[key]``; raises what Python would."""
    if isinstance(owner, DictValue):
        return get_item(machine, owner, key, node)
    if isinstance(owner, Sequence):
        return machine.each(key, lambda index: _at(machine, owner, index, node))
    if isinstance(owner, Modelled):
        return owner.subscript(machine, key, node)
    if type(owner) in RAW_TYPES or isinstance(owner, Symbol):
        if isinstance(owner, str | bytes | Symbol):
            # What a variable's text was parsed to is more often a mapping than anything else.
            text = not isinstance(owner, Symbol) or owner.type == "str"
            return pure(
                machine,
                node,
                lambda text, index: text[index],
                [owner, key],
                "{}[{…}]",
                "str" if text else None,
                raises="IndexError" if text else "KeyError",
            )
        return machine.fail(
            "builtins.TypeError", f"{type(owner).__name__!r} object is not subscriptable", node
        )
    if isinstance(owner, Unknown):
        machine.may_fail("builtins.KeyError", node, "the key is missing")
        return unknown_of(machine, node, [owner])
    if isinstance(owner, Library):
        return _item_of_library(machine, owner, key, node)
    return machine.item_of_instance(owner, key, node)


def _item_of_library(machine: Machine, owner: Library, key: Value, node: cst.CSTNode) -> Value:
    if owner.name not in {"typing.Literal", "typing_extensions.Literal"}:
        return machine.unknown(f"item of {owner.name}", node)
    from secheaders_lint.evaluator.library.objects import LiteralType

    items = certain_items(machine, key) if isinstance(key, TupleValue) else [Item(key)]
    if items is None:
        return machine.unknown("a type that is not known", node)
    return LiteralType([item.value for item in items])


def _at(machine: Machine, owner: Sequence, index: Value, node: cst.CSTNode) -> Value:
    if type(index) is bool:
        index = int(index)
    if type(index) is not int and not isinstance(index, Unknown):
        from secheaders_lint.evaluator.instances import call_special

        number = call_special(machine, index, "__index__", [], node)
        index = index if number is UNSET else number
    if isinstance(index, Unknown | Library):
        reason = index.reason if isinstance(index, Unknown) else index.name
        return machine.unknown(reason, node).one_of(owner)
    if type(index) is not int:
        return machine.fail("builtins.TypeError", "indices must be integers or slices", node)
    if owner.plain:
        if -len(owner.items) <= index < len(owner.items):
            return machine.settle(owner.items[index].value)
        return machine.fail("builtins.IndexError", "index out of range", node)
    rows = split(machine, owner)
    if rows is None:
        return machine.unknown("item of a list that depends on too much", node)
    running, left = machine.pc, FALSE
    found: list[tuple[int, Value]] = []
    for cond, row in rows:
        machine.pc = cond
        value = _at_row(machine, row, index, node)
        found.append((machine.pc, value))
        left = machine.conditions.or_(left, machine.pc)
    machine.pc = machine.conditions.and_(running, left)
    return machine.choose(found)


def _at_row(machine: Machine, row: list[Item], index: int, node: cst.CSTNode) -> Value:
    walked = row[: index + 1] if index >= 0 else row[max(0, len(row) + index) :]
    many = next((item.value for item in walked if item.many), None)
    if many is not None or (any(item.many for item in row) and not -len(row) <= index < len(row)):
        machine.may_fail("builtins.IndexError", node, "the list is too short")
        return unknown_of(machine, node, [many] if many is not None else [])
    if not -len(row) <= index < len(row):
        return machine.fail("builtins.IndexError", "index out of range", node)
    return machine.settle(row[index].value)


def _slice(machine: Machine, owner: Value, bounds: list[Value], node: cst.Subscript) -> Value:
    if type(owner) in {str, bytes, range} or isinstance(owner, Symbol):
        return pure(machine, node, _cut, [owner, *bounds], "{}[{…}:{…}:{…}]", "str", raises="")
    choice = next((place for place, bound in enumerate(bounds) if type(bound) is Choice), None)
    if choice is not None:
        before, after = bounds[:choice], bounds[choice + 1 :]
        return machine.each(bounds[choice], lambda one: _slice(machine, owner, [*before, one, *after], node))
    if any(not (bound is None or type(bound) in {int, bool}) for bound in bounds):
        return machine.unknown("a slice whose bounds are not known", node, getattr(owner, "type", None))
    if isinstance(owner, Sequence):
        return _slice_sequence(machine, owner, slice(*bounds), node)
    if isinstance(owner, Unknown):
        return unknown_of(machine, node, [owner], owner.type)
    if isinstance(owner, Modelled):
        items = owner.iterate(machine, node)
        if items is not None:
            return _slice_sequence(machine, ListValue(items), slice(*bounds), node)
    return machine.unknown("a slice of an object", node)


def _cut(text: Value, lower: Value, upper: Value, step: Value) -> Value:
    return text[lower:upper:step]


def _slice_sequence(machine: Machine, owner: Sequence, cut: slice, node: cst.CSTNode) -> Value:
    if cut.step == 0:
        return machine.fail("builtins.ValueError", "slice step cannot be zero", node)
    whole = cut.start in {None, 0} and cut.stop is None and cut.step in {None, 1}
    if owner.plain or whole:
        return like(owner, owner.items[cut])
    rows = split(machine, owner)
    if rows is None:
        return machine.unknown("a slice of a list that is not fully known", node, owner.type)
    return machine.choose([(cond, _slice_row(machine, owner, row, cut, node)) for cond, row in rows])


def _slice_row(machine: Machine, owner: Sequence, row: list[Item], cut: slice, node: cst.CSTNode) -> Value:
    if not any(item.many for item in row):
        return like(owner, row[cut])
    known = next(i for i, item in enumerate(row) if item.many)
    if cut.step in {None, 1} and (cut.start or 0) >= 0 and cut.stop is not None and 0 <= cut.stop <= known:
        return like(owner, row[cut])
    if cut.step in {None, 1} and cut.stop is None and 0 <= (cut.start or 0) <= known:
        return like(owner, row[cut])
    return machine.unknown("a slice of a list that is not fully known", node, owner.type)


# -- assignment ----------------------------------------------------------------------------------------------------


def assign_subscript(machine: Machine, target: cst.Subscript, value: Value, node: cst.CSTNode) -> None:
    """Carry out ``owner[…] = value`` in the running worlds (``UNSET``: ``del owner[…]``)."""
    assign_at(machine, place_of(machine, target), value, node)


def assign_at(machine: Machine, place: Place, value: Value, node: cst.CSTNode) -> None:
    """Put a value at a place (``UNSET``: take out what is there) in the running worlds; raises what Python would."""
    owner, bounds, key = place
    for one in machine.worlds(machine.settle(owner)):
        if isinstance(one, DictValue):
            one.writes.append(machine.site(node))
            if value is UNSET:
                _delete_key(machine, one, key, node)
            else:
                set_item(machine, one, key, value, node)
        elif isinstance(one, ListValue):
            one.writes.append(machine.site(node))
            if bounds is not None:
                _assign_slice(machine, one, bounds, value, node)
            else:
                _assign_index(machine, one, key, value, node)
        elif isinstance(one, Modelled):
            one.set_subscript(machine, key, value, node)
        elif isinstance(one, TupleValue | SetValue) or type(one) in RAW_TYPES:
            machine.fail("builtins.TypeError", "object does not support item assignment", node)
        elif isinstance(one, Unknown):
            written_through(machine, one, node)
            one.hold(value)
        elif not isinstance(one, Unknown | Library):
            machine.set_item_of_instance(one, key, value, node)


def _delete_key(machine: Machine, owner: DictValue, key: Value, node: cst.CSTNode) -> None:
    for part in machine.worlds(machine.settle(key)):
        try:
            found = key_of(part)
        except Unhashable:
            forget(machine, owner, machine.unknown("a key that is not known was deleted", node))
            continue
        value = lookup(machine, owner, found)
        for one in machine.worlds(value):
            if one is UNSET:
                machine.fail("builtins.KeyError", str(found), node)
            else:
                remove(machine, owner, found)


def _assign_index(machine: Machine, owner: ListValue, key: Value, value: Value, node: cst.CSTNode) -> None:
    index = machine.settle(key)
    if type(index) not in {int, bool}:
        open_up(machine, owner, machine.unknown("an item at an unknown place was set", node))
        return

    def change(row: list[Item]) -> list[Item] | None:
        if any(item.many for item in row):
            return [
                Item(
                    machine.unknown("an item of a list that is not fully known was set", node),
                    None,
                    TRUE,
                    many=True,
                )
            ]
        if not -len(row) <= index < len(row):
            machine.fail("builtins.IndexError", "list assignment index out of range", node)
            return None
        changed = list(row)
        if value is UNSET:
            del changed[index]
        else:
            changed[index] = Item(value, machine.site(node))
        return changed

    rewrite(machine, owner, change, "an item of a list that depends on too much was set", machine.site(node))


def _assign_slice(
    machine: Machine, owner: ListValue, bounds: list[Value], value: Value, node: cst.CSTNode
) -> None:
    known = all(bound is None or type(bound) in {int, bool} for bound in bounds)
    added = [] if value is UNSET else machine.items_of(value, node)
    if added is None or not known:
        cause = (
            value
            if isinstance(value, Unknown)
            else machine.unknown("a slice that is not known was set", node)
        )
        open_up(machine, owner, cause)
        return
    rows = split(machine, TupleValue(added))
    if rows is None:
        open_up(machine, owner, machine.unknown("a slice was set to what depends on too much", node))
        return
    left = FALSE
    for cond, row in rows:
        machine.pc = cond
        _assign_row(machine, owner, bounds, None if value is UNSET else row, node)
        left = machine.conditions.or_(left, machine.pc)
    machine.pc = left


def _assign_row(
    machine: Machine, owner: ListValue, bounds: list[Value], items: list[Item] | None, node: cst.CSTNode
) -> None:
    cut = slice(*bounds)
    whole = bounds == [None, None, None]

    def change(row: list[Item]) -> list[Item] | None:
        if any(item.many for item in row) and not whole:
            return [
                Item(
                    machine.unknown("a slice of a list that is not fully known was set", node),
                    None,
                    TRUE,
                    many=True,
                )
            ]
        changed = list(row)
        try:
            if items is None:
                del changed[cut]
            else:
                changed[cut] = items
        except ValueError as error:
            machine.fail("builtins.ValueError", str(error), node)
            return None
        return changed

    rewrite(machine, owner, change, "a slice of a list that depends on too much was set", machine.site(node))
