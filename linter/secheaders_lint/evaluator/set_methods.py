"""The methods of sets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.evaluator.dict_methods import with_key
from secheaders_lint.evaluator.library.signature import argument
from secheaders_lint.evaluator.mappings import Unhashable, key_of
from secheaders_lint.evaluator.sets import add_to_set, discard_from_set, forget_set, open_set, rest_of
from secheaders_lint.evaluator.values import SetValue, Unknown

if TYPE_CHECKING:
    from collections.abc import Callable

    import libcst as cst

    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.values import Arguments, Item, Value


def _add(machine: Machine, owner: SetValue, arguments: Arguments) -> Value:
    def known(key: object) -> Value:
        add_to_set(machine, owner, key, arguments.site)
        return None

    def unknown(part: Value) -> Value:
        cause = Unknown(getattr(part, "reason", "an element that is not known"), arguments.site)
        open_set(machine, owner, cause)
        return None

    return with_key(machine, argument(arguments, 0), arguments.site.node, known, unknown)


def _remove(*, strict: bool) -> Callable[[Machine, SetValue, Arguments], Value]:
    def take(machine: Machine, owner: SetValue, arguments: Arguments) -> Value:
        node = arguments.site.node

        def known(key: object) -> Value:
            if strict:
                item = owner.items.get(key)
                there = rest_of(machine, owner)
                if item is not None:
                    there = machine.conditions.or_(there, item.cond)
                machine.fail("builtins.KeyError", repr(key), node, machine.conditions.not_(there))
            discard_from_set(machine, owner, key)
            return None

        def unknown(part: Value) -> Value:
            cause = Unknown(getattr(part, "reason", "an element that is not known"), arguments.site)
            forget_set(machine, owner, cause)
            return None

        return with_key(machine, argument(arguments, 0), node, known, unknown)

    return take


def _algebra(operator: str, *, in_place: bool = False) -> Callable[[Machine, SetValue, Arguments], Value]:
    def algebra(machine: Machine, owner: SetValue, arguments: Arguments) -> Value:
        from secheaders_lint.evaluator.operators import augmented, binary

        result: Value = owner
        for value in arguments.positional:
            other = machine.make_set(value, arguments.site.node)
            apply = augmented if in_place else binary
            result = apply(machine, operator, result, other, arguments.site.node)
        if result is owner and not in_place:
            return _copy(machine, owner, arguments)
        return None if in_place else result

    return algebra


def _copy(machine: Machine, owner: SetValue, arguments: Arguments) -> Value:
    del machine, arguments
    return owner.copy()


METHODS: dict[str, Callable[[Machine, SetValue, Arguments], Value]] = {
    "add": _add,
    "remove": _remove(strict=True),
    "discard": _remove(strict=False),
    "union": _algebra("|"),
    "difference": _algebra("-"),
    "intersection": _algebra("&"),
    "update": _algebra("|", in_place=True),
    "difference_update": _algebra("-", in_place=True),
    "intersection_update": _algebra("&", in_place=True),
    "copy": _copy,
}


def add_element(machine: Machine, made: SetValue, item: Item, node: cst.CSTNode) -> None:
    """Put one evaluated element into a set that is being made."""
    running = machine.pc
    machine.pc = machine.conditions.and_(running, item.cond)
    skipped = machine.conditions.minus(running, item.cond)
    if item.many:
        open_set(machine, made, item.value)
        machine.pc = running
        return

    def one(value: Value) -> Value:
        try:
            key = key_of(value)
        except Unhashable as problem:
            if problem.certain:
                return machine.fail("builtins.TypeError", "unhashable type", node)
            known = isinstance(value, Unknown)
            open_set(machine, made, value if known else machine.unknown("an element that is not known", node))
            return None
        add_to_set(machine, made, key, item.site)
        return None

    machine.each(item.value, one)
    machine.pc = machine.conditions.or_(machine.pc, skipped)
