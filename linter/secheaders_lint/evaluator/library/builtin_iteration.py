"""Builtin functions that go through the items of something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.evaluator import budget
from secheaders_lint.evaluator.comparison import ordered
from secheaders_lint.evaluator.conditions import FALSE, TRUE
from secheaders_lint.evaluator.iterators import IteratorValue, drive, hand_watching, iterator_over, sources_of
from secheaders_lint.evaluator.library.signature import argument, cause_of
from secheaders_lint.evaluator.library.types import type_name
from secheaders_lint.evaluator.list_methods import sorted_items
from secheaders_lint.evaluator.namespaces import Loop
from secheaders_lint.evaluator.operators import binary
from secheaders_lint.evaluator.pure import Refused, pure, unknown_of
from secheaders_lint.evaluator.sequences import certain_items, make_tuple, split, unknown_list
from secheaders_lint.evaluator.values import (
    RAW_TYPES,
    UNSET,
    Arguments,
    DictValue,
    Item,
    ListValue,
    Modelled,
    Sequence,
    SetValue,
    Symbol,
    TupleValue,
    Unknown,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    import libcst as cst

    from secheaders_lint.evaluator.conditions import Cond
    from secheaders_lint.evaluator.iterators import Reader
    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.values import Value

    # The rows of several iterables, world by world; ``None`` where they are not known.
    _Worlds = list[tuple[Cond, list[list[Item]] | None]]


def _range(machine: Machine, arguments: Arguments) -> Value:
    return pure(
        machine,
        arguments.site.node,
        _bounded_range,
        list(arguments.positional),
        "range({})",
        None,
        raises="TypeError",
    )


def _bounded_range(*bounds: int) -> range:
    made = range(*bounds)
    try:
        len(made)
    except OverflowError:
        raise Refused("a range of more numbers than Python counts") from None
    return made


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
            after += sorted_items(machine, row, arguments)
            left = machine.conditions.or_(left, machine.pc)
        machine.pc = machine.conditions.and_(running, left)
        return ListValue(join(machine, after))

    return machine.each(argument(arguments, 0), one)


def _reversed(machine: Machine, arguments: Arguments) -> Value:
    node = arguments.site.node

    def one(value: Value) -> Value:
        plain = type(value) in RAW_TYPES and type(value) not in {str, bytes, range}
        if plain or isinstance(value, IteratorValue):
            return machine.fail("builtins.TypeError", "object is not reversible", node)

        before = (value.items, value.plain) if isinstance(value, ListValue) else None

        def produce(machine: Machine, reader: Reader) -> None:
            rows = _rows(machine, value, arguments)
            if before is not None and rows is not before[0]:
                rows = _from_first_length(machine, value, *before, node)
            hand_watching(machine, list(reversed(rows)), reader, (value,), node)

        return IteratorValue("reversed", produce, (value,))

    return machine.each(argument(arguments, 0), one)


def _from_first_length(
    machine: Machine, value: ListValue, items: list[Item], plain: bool, node: cst.CSTNode
) -> list[Item]:
    """Return what a reversed iterator meets in a list that has changed: it starts where the end was when it was made."""
    if plain and value.plain:
        return value.items[: len(items)] if len(value.items) >= len(items) else []
    cause = machine.unknown("a list that changed after reversed() was called", node)
    return [Item(cause, cause.site, TRUE, many=True)]


def _rows(machine: Machine, value: Value, arguments: Arguments) -> list[Item]:
    items = machine.items_of(value, arguments.site.node)
    if items is None:
        cause = cause_of(machine, machine.settle(value), arguments, "items that cannot be told")
        return [Item(cause, cause.site, TRUE, many=True)]
    return items


def _check_iterable(machine: Machine, value: Value, node: cst.CSTNode) -> None:
    """Raise TypeError where a plain value is given that nothing can iterate over."""
    for part in machine.worlds(machine.settle(value)):
        if type(part) in RAW_TYPES:
            machine.items_of(part, node)


def _by_world(machine: Machine, values: list[Value], arguments: Arguments) -> _Worlds:
    """Return the items of several iterables world by world; ``None`` in those where they are not all known."""
    worlds: _Worlds = [(machine.pc, [])]
    running = machine.pc
    for value in values:
        items = _rows(machine, value, arguments)
        grown: _Worlds = []
        for machine.pc, known in worlds:
            rows = None if known is None else split(machine, TupleValue(items))
            if known is None or rows is None:
                grown.append((machine.pc, None))
                continue
            for cond, row in rows:
                grown.append((cond, None if any(item.many for item in row) else [*known, row]))
        worlds, machine.pc = grown, running
        if len(worlds) > budget.MAX_WORLDS:
            return [(running, None)]
    return worlds


def _hand_by_world(
    machine: Machine,
    worlds: _Worlds,
    make: Callable[[list[list[Item]]], list[Item]],
    reader: Reader,
    sources: tuple[Value, ...],
    arguments: Arguments,
    why: str,
) -> None:
    """Hand what ``make`` makes of the rows of each world to a reader; an unknown stretch where they are not known."""
    left = FALSE
    for machine.pc, rows in worlds:
        if rows is None:
            cause = cause_of(machine, machine.settle(arguments.positional[0]), arguments, why)
            reader(Item(Unknown(cause.reason, cause.site), cause.site, many=True))
        else:
            hand_watching(machine, make(rows), reader, sources, arguments.site.node)
        left = machine.conditions.or_(left, machine.pc)
    machine.pc = left


def _enumerate(machine: Machine, arguments: Arguments) -> Value:
    value = argument(arguments, 0, "iterable")
    start = machine.settle(argument(arguments, 1, "start", 0))

    def produce(machine: Machine, reader: Reader) -> None:
        def number(rows: list[list[Item]]) -> list[Item]:
            return [
                Item(make_tuple([place, item.value]), item.site) for place, item in enumerate(rows[0], start)
            ]

        known = type(start) is int
        worlds: _Worlds = _by_world(machine, [value], arguments) if known else [(machine.pc, None)]
        text = "places in a list that is not fully known"
        _hand_by_world(machine, worlds, number, reader, sources or (), arguments, text)

    sources = sources_of([value])
    _check_iterable(machine, value, arguments.site.node)
    return IteratorValue("enumerate", produce, sources)


def _zip(machine: Machine, arguments: Arguments) -> Value:
    if arguments.keywords or arguments.open is not None:
        return machine.unknown("zip with options", arguments.site.node)

    def produce(machine: Machine, reader: Reader) -> None:
        def join_up(rows: list[list[Item]]) -> list[Item]:
            groups = zip(*rows, strict=False)
            return [Item(make_tuple([item.value for item in group]), arguments.site) for group in groups]

        worlds = _by_world(machine, arguments.positional, arguments)
        _hand_by_world(
            machine, worlds, join_up, reader, sources or (), arguments, "items that cannot be told"
        )

    sources = sources_of(arguments.positional)
    return IteratorValue("zip", produce, sources)


def _map(machine: Machine, arguments: Arguments) -> Value:
    function = argument(arguments, 0)
    several = len(arguments.positional) > 2
    if len(arguments.positional) < 2 or arguments.open is not None or arguments.keywords:
        return machine.unknown("map with arguments that are not known", arguments.site.node)
    rows = (
        _zip(machine, arguments._replace(positional=arguments.positional[1:]))
        if several
        else arguments.positional[1]
    )

    def produce(machine: Machine, reader: Reader) -> None:
        def apply(item: Item) -> None:
            if item.many:
                _apply_to_many(machine, function, item, arguments, reader)
                return
            row = item.value
            given = [part.value for part in row.items] if several and isinstance(row, TupleValue) else [row]
            value = machine.call(function, Arguments(given, {}, arguments.site))
            if machine.pc != FALSE:
                reader(Item(value, item.site))

        drive(machine, rows, apply, arguments.site.node)

    stateless = sources_of(arguments.positional[1:]) is not None
    return IteratorValue("map", produce, globals_=machine.frame.globals, stateless=stateless)


def _apply_to_many(
    machine: Machine, function: Value, item: Item, arguments: Arguments, reader: Reader
) -> None:
    """Call a function on a stretch of items that are not known: what it writes is unknown then, and what it gives."""
    from secheaders_lint.evaluator.loops import element_of, unknown_rounds

    node = arguments.site.node
    cause = cause_of(machine, item.value, arguments, "items that cannot be told")

    def call() -> None:
        machine.call(function, Arguments([element_of(machine, cause, node)], {}, arguments.site))

    unknown_rounds(machine, lambda: None, call, cause, Loop())
    if machine.pc != FALSE:
        reader(Item(Unknown(cause.reason, cause.site), item.site, many=True))


def _filter(machine: Machine, arguments: Arguments) -> Value:
    node = arguments.site.node
    function, rows = machine.settle(argument(arguments, 0)), argument(arguments, 1)

    def produce(machine: Machine, reader: Reader) -> None:
        def keep(item: Item) -> None:
            if item.many and function is None:
                reader(item)
            elif item.many:
                _apply_to_many(machine, function, item, arguments, reader)
            else:
                # Without a function an item is its own test: each of its alternatives is kept or not by itself.
                for part in machine.worlds(machine.settle(item.value)) if function is None else [item.value]:
                    _keep_if(machine, function, Item(part, item.site), arguments, reader)

        drive(machine, rows, keep, node)

    sources = sources_of([rows]) if function is None else None
    return IteratorValue("filter", produce, sources, machine.frame.globals if sources is None else None)


def _keep_if(machine: Machine, function: Value, item: Item, arguments: Arguments, reader: Reader) -> None:
    tested = item.value
    if function is not None:
        tested = machine.call(function, Arguments([tested], {}, arguments.site))
    running = machine.pc
    machine.pc = machine.truth(tested, arguments.site.node)
    dropped = machine.conditions.minus(running, machine.pc)
    if machine.pc != FALSE:
        reader(item)
    machine.pc = machine.conditions.or_(machine.pc, dropped)


def _any(machine: Machine, arguments: Arguments) -> Value:
    return _quantified(machine, arguments, decides=True)


def _all(machine: Machine, arguments: Arguments) -> Value:
    return _quantified(machine, arguments, decides=False)


def _quantified(machine: Machine, arguments: Arguments, *, decides: bool) -> Value:
    node = arguments.site.node
    decided, unclear = FALSE, FALSE
    causes: list[Unknown] = []
    or_, minus = machine.conditions.or_, machine.conditions.minus

    def test(item: Item) -> None:
        nonlocal decided, unclear
        if item.many:
            causes.append(cause_of(machine, item.value, arguments, "items that cannot be told"))
            unclear = or_(unclear, machine.pc)
            return
        holds = machine.truth(item.value, node)
        here = holds if decides else minus(machine.pc, holds)
        decided = or_(decided, here)
        machine.pc = minus(machine.pc, here)

    drive(machine, argument(arguments, 0), test, node, ordered=False)
    undecided = machine.pc
    machine.pc = or_(undecided, decided)
    # Behind a stretch of unknown items a deciding one only confirms what one of those may have decided before.
    found: list[tuple[Cond, Value]] = [(decided, decides), (minus(undecided, unclear), not decides)]
    if causes:
        unknown = machine.unknown(causes[0].reason, node, "bool")
        found.append((machine.conditions.and_(undecided, unclear), unknown))
    return machine.choose(found)


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
        if not isinstance(value, IteratorValue):
            if isinstance(value, Sequence | DictValue | SetValue) or type(value) in RAW_TYPES:
                return machine.fail("builtins.TypeError", "object is not an iterator", node)
            return machine.unknown("the next item of what cannot be told", node)
        found, ended = value.next_item(machine, node)
        if ended != FALSE and default is UNSET:
            machine.fail("builtins.StopIteration", "", node, ended)
        elif ended != FALSE:
            found.append((ended, default))
        return machine.choose(found)

    return machine.each(argument(arguments, 0), one)


def _iter(machine: Machine, arguments: Arguments) -> Value:
    node = arguments.site.node
    if len(arguments.positional) != 1:
        return machine.unknown("iter() of a function", node)

    def one(value: Value) -> Value:
        _check_iterable(machine, value, node)
        return iterator_over(f"{type_name(value) or 'object'}_iterator", value, node)

    return machine.each(arguments.positional[0], one)


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
