"""Builtin types called to convert, and builtin functions on numbers and texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.evaluator import budget
from secheaders_lint.evaluator.conditions import FALSE, TRUE
from secheaders_lint.evaluator.convert import from_python
from secheaders_lint.evaluator.dict_methods import set_item, update_from
from secheaders_lint.evaluator.formatting import format_value, to_text
from secheaders_lint.evaluator.library.environ import Environ
from secheaders_lint.evaluator.library.signature import argument, cause_of
from secheaders_lint.evaluator.mappings import forget, store
from secheaders_lint.evaluator.pure import Refused, pure
from secheaders_lint.evaluator.sequences import split
from secheaders_lint.evaluator.values import (
    RAW_TYPES,
    Arguments,
    Choice,
    DictValue,
    Item,
    ListValue,
    Sequence,
    SetValue,
    TupleValue,
    Unknown,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.values import Value


def _str(machine: Machine, arguments: Arguments) -> Value:
    if not arguments.positional:
        return ""
    if len(arguments.positional) > 1 or arguments.keywords:
        return machine.unknown("a text decoded from bytes", arguments.site.node, "str")
    return machine.each(arguments.positional[0], lambda part: to_text(machine, part, arguments.site.node))


def _to_int(value: Value = 0, *base: Value) -> int:
    if (isinstance(value, str) and len(value) > 4000) or (isinstance(value, float) and abs(value) > 1e300):
        raise Refused("a number too large to compute")
    return int(value, *base)


def _number(name: str, function: Callable[..., Value]) -> Callable[[Machine, Arguments], Value]:
    def convert(machine: Machine, arguments: Arguments) -> Value:
        if not arguments.positional:
            return function()
        node = arguments.site.node

        def one(value: Value) -> Value:
            value = machine.comparable(value)
            if type(value) not in RAW_TYPES and not isinstance(value, Unknown):
                if isinstance(value, Sequence | DictValue | SetValue):
                    return machine.fail(
                        "builtins.TypeError", f"{name}() argument must be a string or a number", node
                    )
                return machine.unknown(f"{name}() of an object", node, name)
            values = [value, *arguments.positional[1:], *arguments.keywords.values()]
            shape = f"{name}({{}})"
            return pure(machine, node, function, values, shape, name, raises="ValueError")

        return machine.each(arguments.positional[0], one)

    return convert


def _bool(machine: Machine, arguments: Arguments) -> Value:
    if not arguments.positional:
        return False
    return machine.boolean(machine.truth(arguments.positional[0], arguments.site.node))


def _container(make: Callable[[list[Item]], Value]) -> Callable[[Machine, Arguments], Value]:
    def convert(machine: Machine, arguments: Arguments) -> Value:
        if not arguments.positional:
            return make([])
        node = arguments.site.node

        def one(value: Value) -> Value:
            items = machine.items_of(value, node)
            if items is None:
                text = (
                    "the order of a set is not fixed"
                    if isinstance(value, SetValue)
                    else "items that cannot be told"
                )
                cause = cause_of(machine, value, arguments, text)
                return make([Item(cause, cause.site, TRUE, many=True)])
            return make(list(items))

        return machine.each(arguments.positional[0], one)

    return convert


def _set(machine: Machine, arguments: Arguments) -> Value:
    return _any_set(machine, arguments, frozen=False)


def _frozenset(machine: Machine, arguments: Arguments) -> Value:
    return _any_set(machine, arguments, frozen=True)


def _any_set(machine: Machine, arguments: Arguments, *, frozen: bool) -> Value:
    if not arguments.positional:
        return SetValue({}, frozen=frozen)

    def one(value: Value) -> Value:
        return machine.make_set(value, arguments.site.node).copy(frozen=frozen)

    return machine.each(arguments.positional[0], one)


def _dict(machine: Machine, arguments: Arguments) -> Value:
    first = arguments.positional[0] if len(arguments.positional) == 1 else None
    if isinstance(first, Environ) and not arguments.keywords:
        return first.copied()
    return make_dict(machine, arguments)


def make_dict(machine: Machine, arguments: Arguments) -> DictValue:
    """Return the new dictionary that ``dict(*positional, **keywords)`` and its like make."""
    made = DictValue()
    for value in arguments.positional:
        for part in machine.worlds(machine.settle(value)):
            update_from(machine, made, part, arguments.site.node)
    for name, value in arguments.keywords.items():
        store(machine, made, name, value, arguments.site)
    if arguments.open is not None:
        forget(machine, made, arguments.open)
    return made


def fromkeys(machine: Machine, arguments: Arguments) -> Value:
    """Return ``dict.fromkeys(keys, value)``."""
    node = arguments.site.node
    items = machine.items_of(argument(arguments, 0), node, ordered=False)
    if items is None:
        return DictValue(rest=machine.unknown("keys that cannot be told", node))
    made = _from_keys(machine, items, arguments)
    rows = None if made.ordered else split(machine, TupleValue(list(items)))
    if rows is None:
        return made
    # Keys that stand at other places in other worlds: a dictionary for each keeps their order.
    running, found = machine.pc, []
    for cond, row in rows:
        machine.pc = cond
        found.append((cond, _from_keys(machine, row, arguments)))
    machine.pc = running
    return machine.choose(found)


def _from_keys(machine: Machine, items: list[Item], arguments: Arguments) -> DictValue:
    made = DictValue()
    value = argument(arguments, 1, default=None)
    conditions = machine.conditions
    left = machine.pc
    for item in items:
        if item.many:
            made.rest_cond = (
                item.cond if made.rest is None else machine.conditions.or_(made.rest_cond, item.cond)
            )
            if made.rest is None:
                made.before_rest = frozenset(made.items)
            made.rest = item.value
            continue
        machine.pc = there = conditions.and_(left, item.cond)
        if there != FALSE:
            set_item(machine, made, item.value, value, arguments.site.node)
            # A key that cannot be one ends the worlds that it is in.
            left = conditions.minus(left, conditions.minus(there, machine.pc))
    machine.pc = left
    return made


def _repr(machine: Machine, arguments: Arguments) -> Value:
    return machine.each(
        argument(arguments, 0), lambda part: format_value(machine, part, "r", "", arguments.site.node)
    )


def _format(machine: Machine, arguments: Arguments) -> Value:
    spec = argument(arguments, 1, default="")
    return machine.each(
        argument(arguments, 0), lambda part: format_value(machine, part, None, spec, arguments.site.node)
    )


def _scalar(
    name: str, function: Callable[..., Value], result: str | None
) -> Callable[[Machine, Arguments], Value]:
    def apply(machine: Machine, arguments: Arguments) -> Value:
        values = list(arguments.positional)
        if arguments.keywords or any(
            not (type(v) in RAW_TYPES or isinstance(v, Unknown | Choice)) for v in values
        ):
            return machine.unknown(f"result of {name}()", arguments.site.node, result)
        found = pure(
            machine, arguments.site.node, function, values, f"{name}({{}})", result, raises="TypeError"
        )
        return machine.each(
            found, lambda part: from_python(part, arguments.site) if isinstance(part, tuple) else part
        )

    return apply


def _power(*values: Value) -> Value:
    from secheaders_lint.evaluator.arithmetic import power

    return power(*values) if len(values) == 2 else pow(*values)


def _rounded(number: Value, digits: Value = None) -> Value:
    # CPython works out ten to the power of the digits.
    if isinstance(digits, int) and abs(digits) > budget.MAX_BITS:
        raise Refused("rounded to more digits than there is room for")
    return round(number, digits)


def _pow(machine: Machine, arguments: Arguments) -> Value:
    return _scalar("pow", _power, None)(machine, arguments)


def _bytes(machine: Machine, arguments: Arguments) -> Value:
    value = machine.settle(argument(arguments, 0, default=b""))
    if type(value) is str and len(arguments.positional) == 2:
        return pure(
            machine, arguments.site.node, bytes, [value, arguments.positional[1]], "bytes({})", "bytes"
        )
    return value if type(value) is bytes else machine.unknown("bytes", arguments.site.node, "bytes")


CONVERSIONS: dict[str, Callable[[Machine, Arguments], Value]] = {
    "builtins.str": _str,
    "builtins.int": _number("int", _to_int),
    "builtins.float": _number("float", float),
    "builtins.bool": _bool,
    "builtins.list": _container(ListValue),
    "builtins.tuple": _container(TupleValue),
    "builtins.set": _set,
    "builtins.frozenset": _frozenset,
    "builtins.dict": _dict,
    "builtins.dict.fromkeys": fromkeys,
    "builtins.bytes": _bytes,
    "builtins.repr": _repr,
    "builtins.format": _format,
    "builtins.abs": _scalar("abs", abs, None),
    "builtins.round": _scalar("round", _rounded, None),
    "builtins.divmod": _scalar("divmod", divmod, "tuple"),
    "builtins.pow": _pow,
    "builtins.ord": _scalar("ord", ord, "int"),
    "builtins.chr": _scalar("chr", chr, "str"),
    "builtins.hex": _scalar("hex", hex, "str"),
    "builtins.oct": _scalar("oct", oct, "str"),
    "builtins.bin": _scalar("bin", bin, "str"),
}
