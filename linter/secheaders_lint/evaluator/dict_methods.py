"""The methods of dictionaries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.evaluator import budget
from secheaders_lint.evaluator.dict_views import DictView
from secheaders_lint.evaluator.equality import equal
from secheaders_lint.evaluator.library.signature import argument
from secheaders_lint.evaluator.mappings import (
    Unhashable,
    entries,
    forget,
    key_of,
    lookup,
    overwrite_somewhere,
    remove,
    store,
    update,
    value_of,
)
from secheaders_lint.evaluator.pure import unknown_of
from secheaders_lint.evaluator.sequences import (
    certain_items,
    make_tuple,
)
from secheaders_lint.evaluator.values import (
    UNSET,
    Arguments,
    DictValue,
    Sequence,
    Symbol,
    Unknown,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    import libcst as cst

    from secheaders_lint.evaluator.conditions import Cond
    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.values import Value


def with_key(
    machine: Machine,
    key: Value,
    node: cst.CSTNode,
    known: Callable[[object], Value],
    unknown: Callable[[Value], Value],
) -> Value:
    """Do ``known`` with the Python object of a key, per alternative; ``unknown`` where it cannot be told which it is."""

    def one(part: Value) -> Value:
        try:
            found = key_of(part)
        except Unhashable as problem:
            if problem.certain:
                return machine.fail("builtins.TypeError", "unhashable type", node)
            return unknown(
                part if isinstance(part, Unknown) else machine.unknown("a key that is not known", node)
            )
        return known(found)

    return machine.each(key, one)


def _get(machine: Machine, owner: DictValue, arguments: Arguments) -> Value:
    default = argument(arguments, 1, "default", None)
    return get_item(machine, owner, argument(arguments, 0), arguments.site.node, default=default)


def get_item(
    machine: Machine, owner: DictValue, key: Value, node: cst.CSTNode, default: Value = UNSET
) -> Value:
    """Return the value under a key; where there is none, ``default``, or KeyError without one."""

    def known(found: object) -> Value:
        value = lookup(machine, owner, found)
        if default is UNSET and owner.rest is not None:
            machine.may_fail("builtins.KeyError", node, "the key is missing")
        return machine.each(value, lambda part: missing(found) if part is UNSET else part)

    def missing(found: object) -> Value:
        if default is not UNSET:
            return default
        if owner.factory is not None:
            made = machine.call(owner.factory, Arguments([], {}, machine.site(node)))
            store(machine, owner, found, made, machine.site(node))
            return made
        return machine.fail("builtins.KeyError", str(found), node)

    def unknown(part: Value) -> Value:
        found = _by_unknown_key(machine, owner, part, node, default)
        if default is UNSET and owner.factory is not None:
            overwrite_somewhere(machine, owner, machine.unknown("made under a key that is not known", node))
        if type(found) is Unknown:
            found.one_of([*(item.value for item in owner.items.values()), default])
        return found

    return with_key(machine, machine.comparable(key), node, known, unknown)


def _by_unknown_key(
    machine: Machine, owner: DictValue, key: Value, node: cst.CSTNode, default: Value
) -> Value:
    """Look up a key that is only known by case: one alternative for each key that it may equal."""
    found: list[tuple[int, Value]] = []
    rest = machine.pc
    if (
        type(key) is Symbol
        and key.type == "str"
        and owner.rest is None
        and len(owner.items) <= budget.MAX_ALTERNATIVES
    ):
        for candidate, value, cond, _ in entries(machine, owner):
            if type(candidate) is str:
                here = machine.conditions.and_(cond, equal(machine, key, candidate, node))
                found.append((here, value))
                rest = machine.conditions.minus(rest, here)
        if owner.factory is not None and default is UNSET:
            found.append((rest, _made_under_unknown_key(machine, owner, key, rest, node)))
        elif default is UNSET:
            machine.fail("builtins.KeyError", "no such key", node, rest)
        else:
            found.append((rest, default))
        return machine.choose(found)
    return unknown_of(machine, node, [key])


def _made_under_unknown_key(
    machine: Machine, owner: DictValue, key: Value, cond: Cond, node: cst.CSTNode
) -> Value:
    """Return what a ``defaultdict`` makes, in the worlds of ``cond``, for a key that is not known."""
    others = machine.conditions.minus(machine.pc, cond)
    machine.pc = cond
    made = machine.call(owner.factory, Arguments([], {}, machine.site(node)))
    set_item(machine, owner, key, made, node, machine.site(node))
    machine.pc = machine.conditions.or_(others, machine.pc)
    return made


def _setdefault(machine: Machine, owner: DictValue, arguments: Arguments) -> Value:
    node = arguments.site.node
    default = argument(arguments, 1, "default", None)

    def known(key: object) -> Value:
        def one(part: Value) -> Value:
            if part is not UNSET:
                return part
            store(machine, owner, key, default, arguments.site)
            return default

        return machine.each(lookup(machine, owner, key), one)

    def unknown(part: Value) -> Value:
        overwrite_somewhere(
            machine, owner, Unknown(getattr(part, "reason", "a key that is not known"), arguments.site)
        )
        return unknown_of(machine, node, [part])

    owner.writes.append(arguments.site)
    return with_key(machine, argument(arguments, 0), node, known, unknown)


def _pop(machine: Machine, owner: DictValue, arguments: Arguments) -> Value:
    node = arguments.site.node
    default = argument(arguments, 1)

    def known(key: object) -> Value:
        def one(part: Value) -> Value:
            if part is UNSET:
                return default if default is not UNSET else machine.fail("builtins.KeyError", str(key), node)
            remove(machine, owner, key)
            return part

        return machine.each(lookup(machine, owner, key), one)

    def unknown(part: Value) -> Value:
        forget(machine, owner, Unknown(getattr(part, "reason", "a key that is not known"), arguments.site))
        return unknown_of(machine, node, [part])

    owner.writes.append(arguments.site)
    return with_key(machine, argument(arguments, 0), node, known, unknown)


def _update(machine: Machine, owner: DictValue, arguments: Arguments) -> Value:
    for value in arguments.positional:
        for part in machine.worlds(machine.settle(value)):
            update_from(machine, owner, part, arguments.site.node)
    for name, value in arguments.keywords.items():
        store(machine, owner, name, value, arguments.site)
    if arguments.open is not None:
        overwrite_somewhere(machine, owner, arguments.open)
    owner.writes.append(arguments.site)
    return None


def update_from(machine: Machine, owner: DictValue, value: Value, node: cst.CSTNode) -> None:
    """Take over the entries of a mapping or of an iterable of pairs."""
    if isinstance(value, DictValue):
        update(machine, owner, value)
        return
    mapping = getattr(value, "as_dict", None)
    if mapping is not None:
        update(machine, owner, mapping(machine))
        return
    reason = value.reason if isinstance(value, Unknown) else "updated from something that is not known"
    cause = machine.unknown(reason, node)
    items = machine.items_of(value, node)
    if items is None:
        overwrite_somewhere(machine, owner, cause)
    left = machine.pc
    for item in items or []:
        machine.pc = machine.conditions.and_(left, item.cond)
        skipped = machine.conditions.minus(left, item.cond)
        pair = machine.settle(item.value)
        parts = certain_items(machine, pair) if isinstance(pair, Sequence) else None
        if item.many or parts is None or len(parts) != 2:
            overwrite_somewhere(machine, owner, cause)
        else:
            set_item(machine, owner, parts[0].value, parts[1].value, node)
        left = machine.conditions.or_(machine.pc, skipped)
    machine.pc = left


def set_item(
    machine: Machine, owner: DictValue, key: Value, value: Value, node: cst.CSTNode, site: object = None
) -> None:
    """Set ``owner[key] = value`` in the running worlds."""
    where = site or machine.site(node)

    def known(found: object) -> Value:
        store(machine, owner, found, value, where)  # type: ignore[arg-type]
        return None

    def unknown(part: Value) -> Value:
        reason = part.reason if isinstance(part, Unknown) else "set under a key that is not known"
        overwrite_somewhere(machine, owner, machine.unknown(reason, node))
        return None

    with_key(machine, key, node, known, unknown)


def _popitem(machine: Machine, owner: DictValue, arguments: Arguments) -> Value:
    node = arguments.site.node
    there = entries(machine, owner)
    if owner.rest is not None or not owner.ordered or any(cond != machine.pc for _, _, cond, _ in there):
        cause = machine.unknown("the last entry of a dictionary that is not fully known", node)
        forget(machine, owner, cause)
        return cause
    if not there:
        return machine.fail("builtins.KeyError", "popitem(): dictionary is empty", node)
    key, value, _, item = there[-1]
    remove(machine, owner, key)
    return make_tuple([value_of(key), value], item.site)


def _clear(machine: Machine, owner: DictValue, arguments: Arguments) -> Value:
    del arguments
    for key in list(owner.items):
        remove(machine, owner, key)
    if machine.certain:
        owner.rest = None
    return None


def _copy(machine: Machine, owner: DictValue, arguments: Arguments) -> Value:
    del machine, arguments
    return owner.copy()


def _view(part: str) -> Callable[[Machine, DictValue, Arguments], Value]:
    def view(machine: Machine, owner: DictValue, arguments: Arguments) -> Value:
        del machine, arguments
        return DictView(owner, part)

    return view


METHODS: dict[str, Callable[[Machine, DictValue, Arguments], Value]] = {
    "get": _get,
    "setdefault": _setdefault,
    "pop": _pop,
    "update": _update,
    "clear": _clear,
    "popitem": _popitem,
    "copy": _copy,
    "keys": _view("keys"),
    "values": _view("values"),
    "items": _view("items"),
}
