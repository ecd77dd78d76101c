"""The methods of lists and tuples."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.evaluator import budget
from secheaders_lint.evaluator.conditions import FALSE, TRUE
from secheaders_lint.evaluator.equality import equal
from secheaders_lint.evaluator.library.signature import argument
from secheaders_lint.evaluator.sequences import (
    append,
    insert,
    open_up,
    put,
    rewrite,
    rewrite_by_case,
    unknown_part,
)
from secheaders_lint.evaluator.values import (
    RAW_TYPES,
    ROOT,
    Arguments,
    Choice,
    Item,
    ListValue,
    Sequence,
    TupleValue,
    Unknown,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from secheaders_lint.evaluator.conditions import Cond
    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.values import Value


def _append(machine: Machine, owner: ListValue, arguments: Arguments) -> Value:
    value = argument(arguments, 0)
    append(machine, owner, [Item(value, machine.site_of_argument(arguments, 0))])
    owner.writes.append(arguments.site)
    return None


def _extend(machine: Machine, owner: ListValue, arguments: Arguments) -> Value:
    from secheaders_lint.evaluator.operators import extend

    extend(machine, owner, argument(arguments, 0), arguments.site.node)
    owner.writes.append(arguments.site)
    return None


def _insert(machine: Machine, owner: ListValue, arguments: Arguments) -> Value:
    site = machine.site_of_argument(arguments, 1)
    value = argument(arguments, 1)
    for index in machine.worlds(machine.settle(argument(arguments, 0))):
        if type(index) in {int, bool}:
            insert(machine, owner, int(index), Item(value, site), arguments.site)
        else:
            open_up(
                machine,
                owner,
                Unknown(getattr(index, "reason", "inserted at an unknown place"), arguments.site, "list"),
            )
    owner.writes.append(arguments.site)
    return None


def _remove(machine: Machine, owner: ListValue, arguments: Arguments) -> Value:
    value = argument(arguments, 0)
    node = arguments.site.node
    conditions = machine.conditions

    def change(items: list[Item]) -> list[tuple[Cond, list[Item]]]:
        found: list[tuple[Cond, list[Item]]] = []
        running = machine.pc
        for index, item in enumerate(items):
            if item.many:
                found.append(
                    (machine.pc, [_not_told("removed from a list that is not fully known", arguments)])
                )
                machine.pc = running
                return found
            here = equal(machine, item.value, value, node)
            if here != FALSE:
                found.append((here, [*items[:index], *items[index + 1 :]]))
                machine.pc = conditions.minus(machine.pc, here)
            if machine.pc == FALSE:
                machine.pc = running
                return found
        missing, machine.pc = machine.pc, running
        machine.fail("builtins.ValueError", "list.remove(x): x not in list", node, missing)
        return found

    rewrite_by_case(machine, owner, change, "removed from a list that depends on too much", arguments.site)
    owner.writes.append(arguments.site)
    return None


def _not_told(reason: str, arguments: Arguments) -> Item:
    """Return one stretch of items that are not known, for ``reason``."""
    return Item(Unknown(reason, arguments.site, "list"), arguments.site, TRUE, many=True)


def _pop(machine: Machine, owner: ListValue, arguments: Arguments) -> Value:
    index = machine.settle(argument(arguments, 0, default=-1))
    node = arguments.site.node
    if type(index) is not int:
        open_up(machine, owner, Unknown("popped at an unknown place", arguments.site, "list"))
        return machine.unknown("popped at an unknown place", node)
    popped: list[tuple[int, Value]] = []

    def change(items: list[Item]) -> list[Item] | None:
        if any(item.many for item in items):
            popped.append((machine.pc, machine.unknown("item of a list that is not fully known", node)))
            return [_not_told("popped from a list that is not fully known", arguments)]
        place = index + len(items) if index < 0 else index
        if not 0 <= place < len(items):
            machine.fail("builtins.IndexError", "pop index out of range", node)
            return None
        popped.append((machine.pc, items[place].value))
        return [*items[:place], *items[place + 1 :]]

    rewrite(machine, owner, change, "popped from a list that depends on too much", arguments.site)
    owner.writes.append(arguments.site)
    return machine.choose(popped) if popped else machine.unknown("popped item", node)


def _clear(machine: Machine, owner: ListValue, arguments: Arguments) -> Value:
    rewrite(machine, owner, lambda _: [], "cleared", arguments.site)
    return None


def _reverse(machine: Machine, owner: ListValue, arguments: Arguments) -> Value:
    if machine.certain and unknown_part(owner) is None:
        put(machine, owner, owner.items[::-1])
    else:
        rewrite(machine, owner, lambda items: items[::-1], "reversed", arguments.site)
    return None


def _sort(machine: Machine, owner: ListValue, arguments: Arguments) -> Value:
    def change(items: list[Item]) -> list[tuple[Cond, list[Item]]]:
        return sorted_items(machine, items, arguments)

    rewrite_by_case(machine, owner, change, "sorted", arguments.site)
    return None


_UNSORTED = "sorted by something that is not known"


def sorted_items(machine: Machine, items: list[Item], arguments: Arguments) -> list[tuple[Cond, list[Item]]]:
    """Return items of one world in the order of ``sorted(…)``, by case; one unknown stretch where it cannot be told."""
    cause = [_not_told(_UNSORTED, arguments)]
    if any(item.many for item in items):
        return [(machine.pc, cause)]
    key = arguments.keywords.get("key")
    ranks: list[Value] = []
    for item in items:
        rank = machine.settle(item.value)
        if key is not None:
            rank = machine.settle(machine.call(key, Arguments([rank], {}, arguments.site)))
        ranks.append(rank)
    cases = _by_value(machine, [machine.settle(arguments.keywords.get("reverse", False)), *ranks])
    if cases is None:
        return [(machine.pc, cause)]
    found: list[tuple[Cond, list[Item]]] = []
    running, left = machine.pc, FALSE
    for cond, values in cases:
        machine.pc = cond
        order = _in_order(machine, items, values, arguments)
        found.append((cond, cause if order is None else order))
        left = machine.conditions.or_(left, machine.pc)
    machine.pc = machine.conditions.and_(running, left)
    return [(machine.conditions.and_(cond, machine.pc), row) for cond, row in found]


def _by_value(machine: Machine, values: list[Value]) -> list[tuple[Cond, list[Value]]] | None:
    """Return values by case, none of which has alternatives any more; ``None`` where the cases are too many."""
    machine.step(len(values) // 4)
    cases: list[tuple[Cond, list[Value]]] = [(machine.pc, [])]
    for value in values:
        if type(value) is not Choice:
            for _, row in cases:
                row.append(value)
            continue
        cases = [
            (both, [*row, part])
            for cond, row in cases
            for here, part in value.alternatives
            if (both := machine.conditions.and_(cond, here)) != FALSE
        ]
        if len(cases) > budget.MAX_WORLDS:
            return None
    return cases


def _in_order(
    machine: Machine, items: list[Item], values: list[Value], arguments: Arguments
) -> list[Item] | None:
    """Return items in the order of their ranks, ``values`` behind the first, which is ``reverse``; ``None`` where it cannot be told."""
    reverse, *given = values
    ranks = [_rank(machine, machine.comparable(value)) for value in given]
    if type(reverse) not in {bool, int} or any(rank is None for rank in ranks):
        kinds = {_kind(value) for value in given}
        if len(kinds) > 1 or (None in kinds and len(given) > 1):
            machine.may_fail(
                "builtins.TypeError", arguments.site.node, "items that are sorted differ in type"
            )
        return None
    try:
        order = sorted(range(len(items)), key=lambda index: ranks[index], reverse=bool(reverse))
    except TypeError as error:
        machine.fail("builtins.TypeError", str(error), arguments.site.node)
        return items
    return [items[index] for index in order]


def _kind(value: Value) -> str | None:
    """Return a name for what a value can be put in order with; ``None`` where nobody knows that."""
    name = value.type if isinstance(value, Unknown) else type(value).__name__
    return "number" if name in {"bool", "int", "float"} else name


def _rank(machine: Machine, value: Value) -> Any:
    """Return the Python value that an item is ordered by, in a tuple of one; ``None`` where it is not known."""
    if type(value) is TupleValue and value.plain:
        parts = [_rank(machine, machine.settle(item.value)) for item in value.items]
        return None if any(part is None for part in parts) else (tuple(part[0] for part in parts),)
    if type(value) is str and ROOT in value:
        return None
    return (value,) if type(value) in RAW_TYPES else None


def _copy(machine: Machine, owner: ListValue, arguments: Arguments) -> Value:
    del machine, arguments
    return ListValue(list(owner.items), owner.plain)


def _index(machine: Machine, owner: Sequence, arguments: Arguments) -> Value:
    node = arguments.site.node
    value = argument(arguments, 0)
    untold = machine.unknown("place in a list that is not fully known", node, "int")
    if len(arguments.positional) > 1:
        return untold
    waiting: dict[int, int] = {0: machine.pc}
    found: list[tuple[int, Value]] = []
    conditions = machine.conditions
    for item in owner.items:
        step: dict[int, int] = {}
        for place, cond in waiting.items():
            there, gone = conditions.and_(cond, item.cond), conditions.minus(cond, item.cond)
            if there != FALSE and item.many:
                # It may be among these, or at any place behind them.
                found.append((there, untold))
            elif there != FALSE:
                machine.pc = there
                here = equal(machine, item.value, value, node)
                if here != FALSE:
                    found.append((here, place))
                rest = conditions.minus(there, here)
                step[place + 1] = conditions.or_(step.get(place + 1, FALSE), rest)
            step[place] = conditions.or_(step.get(place, FALSE), gone)
        waiting = {place: cond for place, cond in step.items() if cond != FALSE}
        if len(waiting) > budget.MAX_WORLDS:
            found += [(cond, untold) for cond in waiting.values()]
            waiting = {}
    missing = FALSE
    for cond in waiting.values():
        missing = conditions.or_(missing, cond)
    machine.pc = missing
    for cond, _ in found:
        machine.pc = conditions.or_(machine.pc, cond)
    if missing != FALSE:
        machine.fail("builtins.ValueError", "value is not in the list", node, missing)
    return machine.choose(found)


def _count(machine: Machine, owner: Sequence, arguments: Arguments) -> Value:
    node = arguments.site.node
    sought = argument(arguments, 0)
    conditions = machine.conditions
    running = machine.pc
    counts: dict[int, Cond] = {0: running}
    untold = FALSE
    for item in owner.items:
        there = conditions.minus(conditions.and_(running, item.cond), untold)
        if item.many:
            untold = conditions.or_(untold, there)
            counts = {count: conditions.minus(cond, there) for count, cond in counts.items()}
            continue
        machine.pc = there
        here = FALSE if there == FALSE else equal(machine, item.value, sought, node)
        grown: dict[int, Cond] = {}
        for count, cond in counts.items():
            for place, part in (
                (count, conditions.minus(cond, here)),
                (count + 1, conditions.and_(cond, here)),
            ):
                if part != FALSE:
                    grown[place] = conditions.or_(grown.get(place, FALSE), part)
        counts = grown
        if len(counts) > budget.MAX_WORLDS:
            machine.pc = running
            return machine.unknown("count in a list that depends on too much", node, "int")
    machine.pc = running
    found: list[tuple[Cond, Value]] = [(cond, count) for count, cond in counts.items() if cond != FALSE]
    if untold != FALSE:
        found.append((untold, machine.unknown("count in a list that is not fully known", node, "int")))
    return machine.choose(found)


TUPLE_METHODS: dict[str, Callable[[Machine, Any, Arguments], Value]] = {"index": _index, "count": _count}
LIST_METHODS: dict[str, Callable[[Machine, Any, Arguments], Value]] = {
    "append": _append,
    "extend": _extend,
    "insert": _insert,
    "remove": _remove,
    "pop": _pop,
    "clear": _clear,
    "reverse": _reverse,
    "sort": _sort,
    "copy": _copy,
    **TUPLE_METHODS,
}
