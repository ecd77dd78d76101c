"""Builtin functions that go through the items of something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.evaluator.comparison import ordered
from secheaders_lint.evaluator.conditions import FALSE, TRUE
from secheaders_lint.evaluator.library.signature import argument, cause_of
from secheaders_lint.evaluator.list_methods import sorted_items
from secheaders_lint.evaluator.operators import binary
from secheaders_lint.evaluator.pure import pure, unknown_of
from secheaders_lint.evaluator.sequences import certain_items, make_tuple, split, unknown_list
from secheaders_lint.evaluator.values import (
    UNSET,
    Arguments,
    Item,
    ListValue,
    Modelled,
    Sequence,
    Symbol,
    TupleValue,
    Unknown,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import libcst as cst

    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.values import Value


def _range(machine: Machine, arguments: Arguments) -> Value:
    return pure(
        machine, arguments.site.node, range, list(arguments.positional), "range({})", None, raises="TypeError"
    )


def _length(machine: Machine, arguments: Arguments) -> Value:
    node = arguments.site.node
    if not arguments.positional:
        return machine.fail("builtins.TypeError", "len() takes one argument", node)
    return machine.each(arguments.positional[0], lambda value: length_of(machine, value, node))


def length_of(machine: Machine, value: Value, node: cst.CSTNode) -> Value:
    """Return ``len(value)``."""
    if type(value) in {str, bytes, range} or isinstance(value, Symbol):
        return pure(machine, node, len, [value], "len({})", "int", raises="")
    if isinstance(value, Unknown):
        return unknown_of(machine, node, [value], "int")
    measure = getattr(value, "length", None)
    if isinstance(value, Modelled) and measure is not None:
        return measure(machine, node)
    from secheaders_lint.evaluator.classes import InstanceValue
    from secheaders_lint.evaluator.instances import call_special

    if isinstance(value, InstanceValue):
        found = call_special(machine, value, "__len__", [], node)
        return machine.unknown("length of an object", node, "int") if found is UNSET else found
    items = machine.items_of(value, node, ordered=False)
    rows = None if items is None else split(machine, TupleValue(list(items)))
    if rows is None:
        return machine.unknown("length of something that is not fully known", node, "int")
    unknown = machine.unknown("length of something that is not fully known", node, "int")
    return machine.choose(
        [(cond, unknown if any(item.many for item in row) else len(row)) for cond, row in rows]
    )


def _sorted(machine: Machine, arguments: Arguments) -> Value:
    node = arguments.site.node

    def one(value: Value) -> Value:
        items = machine.items_of(value, node, ordered=False)
        if items is None:
            return unknown_list(cause_of(machine, value, arguments, "items that cannot be told"))
        rows = split(machine, TupleValue(list(items)))
        if rows is None:
            return unknown_list(machine.unknown("sorted from what depends on too much", node, "list"))
        from secheaders_lint.evaluator.sequences import join

        running, after = machine.pc, []
        left = FALSE
        for cond, row in rows:
            machine.pc = cond
            done = sorted_items(machine, row, arguments)
            after.append((machine.pc, done))
            left = machine.conditions.or_(left, machine.pc)
        machine.pc = machine.conditions.and_(running, left)
        return ListValue(join(machine, after))

    return machine.each(argument(arguments, 0), one)


def _reversed(machine: Machine, arguments: Arguments) -> Value:
    def one(value: Value) -> Value:
        items = machine.items_of(value, arguments.site.node)
        if items is None:
            return unknown_list(cause_of(machine, value, arguments, "items that cannot be told"))
        return ListValue(list(reversed(items)))

    return machine.each(argument(arguments, 0), one)


def _rows(machine: Machine, value: Value, arguments: Arguments) -> list[Item]:
    items = machine.items_of(value, arguments.site.node)
    if items is None:
        cause = cause_of(machine, machine.settle(value), arguments, "items that cannot be told")
        return [Item(cause, cause.site, TRUE, many=True)]
    return items


def _enumerate(machine: Machine, arguments: Arguments) -> Value:
    node = arguments.site.node
    start = machine.settle(argument(arguments, 1, "start", 0))

    def one(value: Value) -> Value:
        items = certain_items(machine, TupleValue(_rows(machine, value, arguments)))
        if items is None or type(start) is not int:
            return unknown_list(
                cause_of(machine, value, arguments, "places in a list that is not fully known")
            )
        return ListValue(
            [Item(make_tuple([start + i, item.value]), item.site) for i, item in enumerate(items)]
        )

    del node
    return machine.each(argument(arguments, 0), one)


def _zip(machine: Machine, arguments: Arguments) -> Value:
    rows = []
    for value in arguments.positional:
        items = certain_items(machine, TupleValue(_rows(machine, value, arguments)))
        if items is None:
            return unknown_list(
                cause_of(machine, machine.settle(value), arguments, "items that cannot be told")
            )
        rows.append(items)
    return ListValue(
        [
            Item(make_tuple([item.value for item in group]), arguments.site)
            for group in zip(*rows, strict=False)
        ]
    )


def _map(machine: Machine, arguments: Arguments) -> Value:
    function = argument(arguments, 0)
    if len(arguments.positional) != 2:
        return unknown_list(machine.unknown("map over several sequences", arguments.site.node))
    made = ListValue([])
    for item, _ in _each_item(machine, arguments.positional[1], arguments):
        if item.many:
            made.items.append(item)
            continue
        value = machine.call(function, Arguments([item.value], {}, arguments.site))
        made.items.append(Item(value, item.site, machine.pc))
    made.plain = all(item.cond == TRUE and not item.many for item in made.items)
    return made


def _filter(machine: Machine, arguments: Arguments) -> Value:
    function = machine.settle(argument(arguments, 0))
    made = ListValue([])
    for item, _ in _each_item(machine, argument(arguments, 1), arguments):
        if item.many:
            made.items.append(item)
            continue
        kept = (
            item.value
            if function is None
            else machine.call(function, Arguments([item.value], {}, arguments.site))
        )
        for part in machine.worlds(machine.settle(item.value)) if function is None else [item.value]:
            holds = machine.truth(part if function is None else kept, arguments.site.node)
            if holds != FALSE:
                made.items.append(Item(part, item.site, holds))
    made.plain = all(item.cond == TRUE and not item.many for item in made.items)
    return made


def _each_item(machine: Machine, value: Value, arguments: Arguments) -> Iterator[tuple[Item, int]]:
    """Yield the items of an iterable, with the path condition narrowed to each one's worlds."""
    running, raised = machine.pc, FALSE
    for item in _rows(machine, value, arguments):
        machine.pc = machine.conditions.minus(machine.conditions.and_(running, item.cond), raised)
        before = machine.pc
        if machine.pc != FALSE:
            yield item, before
            raised = machine.conditions.or_(raised, machine.conditions.minus(before, machine.pc))
    machine.pc = machine.conditions.minus(running, raised)


def _any(machine: Machine, arguments: Arguments) -> Value:
    return _quantified(machine, arguments, decides=True)


def _all(machine: Machine, arguments: Arguments) -> Value:
    return _quantified(machine, arguments, decides=False)


def _quantified(machine: Machine, arguments: Arguments, *, decides: bool) -> Value:
    node = arguments.site.node
    decided = FALSE
    items = machine.items_of(argument(arguments, 0), node, ordered=False)
    if items is None:
        return machine.unknown("any or all of what cannot be told", node, "bool")
    running = machine.pc
    for item in items:
        if item.many:
            machine.pc = running
            return machine.unknown(
                getattr(item.value, "reason", "any or all of what cannot be told"), node, "bool"
            )
        machine.pc = machine.conditions.and_(running, item.cond)
        holds = machine.truth(item.value, node)
        here = holds if decides else machine.conditions.minus(machine.pc, holds)
        decided = machine.conditions.or_(decided, here)
    machine.pc = running
    return machine.boolean(decided if decides else machine.conditions.minus(running, decided))


def _sum(machine: Machine, arguments: Arguments) -> Value:
    node = arguments.site.node
    total: Value = argument(arguments, 1, "start", 0)
    items = certain_items(machine, TupleValue(_rows(machine, argument(arguments, 0), arguments)))
    if items is None:
        return machine.unknown("sum of what is not fully known", node)
    for item in items:
        total = binary(machine, "+", total, item.value, node)
    return total


def _extreme(operator: str) -> Callable[[Machine, Arguments], Value]:
    def extreme(machine: Machine, arguments: Arguments) -> Value:
        node = arguments.site.node
        if "key" in arguments.keywords:
            return machine.unknown("a minimum or maximum by a key", node)
        single = len(arguments.positional) == 1
        rows = machine.items_of(arguments.positional[0], node, ordered=False) if single else None
        values = [i.value for i in rows] if rows is not None else list(arguments.positional)
        if single and (rows is None or any(i.many or i.cond not in {TRUE, machine.pc} for i in rows)):
            return machine.unknown("a minimum or maximum of what is not fully known", node)
        if not values:
            if "default" in arguments.keywords:
                return arguments.keywords["default"]
            return machine.fail("builtins.ValueError", "empty sequence", node)
        best = values[0]
        for value in values[1:]:
            better = ordered(machine, operator, value, best, node)
            others = machine.conditions.minus(machine.pc, better)
            best = machine.choose([(better, value), (others, best)])
        return best

    return extreme


def _next(machine: Machine, arguments: Arguments) -> Value:
    node = arguments.site.node
    default = argument(arguments, 1)

    def one(value: Value) -> Value:
        items = machine.items_of(value, node) if isinstance(value, Sequence) else None
        if items is None or any(item.many for item in items):
            return machine.unknown("the next item of what cannot be told", node)
        rows = split(machine, TupleValue(list(items)))
        if rows is None:
            return machine.unknown("the next item of what depends on too much", node)
        found, empty = [], FALSE
        for cond, row in rows:
            if row:
                found.append((cond, row[0].value))
            else:
                empty = machine.conditions.or_(empty, cond)
        if empty != FALSE and default is UNSET:
            machine.fail("builtins.StopIteration", "", node, empty)
        elif empty != FALSE:
            found.append((empty, default))
        return machine.choose(found)

    return machine.each(argument(arguments, 0), one)


def _iter(machine: Machine, arguments: Arguments) -> Value:
    value = machine.settle(argument(arguments, 0))
    return value if isinstance(value, Sequence) else ListValue(list(_rows(machine, value, arguments)))


ITERATION: dict[str, Callable[[Machine, Arguments], Value]] = {
    "builtins.range": _range,
    "builtins.len": _length,
    "builtins.sorted": _sorted,
    "builtins.reversed": _reversed,
    "builtins.enumerate": _enumerate,
    "builtins.zip": _zip,
    "builtins.map": _map,
    "builtins.filter": _filter,
    "builtins.any": _any,
    "builtins.all": _all,
    "builtins.sum": _sum,
    "builtins.min": _extreme("<"),
    "builtins.max": _extreme(">"),
    "builtins.next": _next,
    "builtins.iter": _iter,
}
