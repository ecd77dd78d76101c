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
    split,
    unknown_part,
)
from secheaders_lint.evaluator.values import (
    RAW_TYPES,
    Arguments,
    Item,
    ListValue,
    Sequence,
    TupleValue,
    Unknown,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

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

    def change(items: list[Item]) -> list[Item] | None:
        for index, item in enumerate(items):
            if item.many:
                return [
                    Item(
                        Unknown("removed from a list that is not fully known", arguments.site, "list"),
                        item.site,
                        TRUE,
                        many=True,
                    )
                ]
            here = equal(machine, item.value, value, node)
            if here == machine.pc:
                return [*items[:index], *items[index + 1 :]]
            if here != FALSE:
                return [
                    Item(
                        Unknown("removed by a value that is not known", arguments.site, "list"),
                        item.site,
                        TRUE,
                        many=True,
                    )
                ]
        machine.fail("builtins.ValueError", "list.remove(x): x not in list", node)
        return None

    rewrite(machine, owner, change, "removed from a list that depends on too much", arguments.site)
    owner.writes.append(arguments.site)
    return None


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
            return [
                Item(
                    Unknown("popped from a list that is not fully known", arguments.site, "list"),
                    None,
                    TRUE,
                    many=True,
                )
            ]
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
    def change(items: list[Item]) -> list[Item] | None:
        return sorted_items(machine, items, arguments)

    rewrite(machine, owner, change, "sorted", arguments.site)
    return None


def sorted_items(machine: Machine, items: list[Item], arguments: Arguments) -> list[Item]:
    """Return items of one world in the order of ``sorted(…)``; one unknown stretch where it cannot be told."""
    cause = Item(
        Unknown("sorted by something that is not known", arguments.site, "list"),
        arguments.site,
        TRUE,
        many=True,
    )
    key = arguments.keywords.get("key")
    reverse = machine.settle(arguments.keywords.get("reverse", False))
    if any(item.many for item in items) or type(reverse) not in {bool, int}:
        return [cause] if items else []
    ranks = []
    for item in items:
        rank = machine.settle(item.value)
        if key is not None:
            rank = machine.settle(machine.call(key, Arguments([rank], {}, arguments.site)))
        if type(rank) is TupleValue and rank.plain:
            parts = [machine.settle(part) for part in rank]
            rank = tuple(parts) if all(type(part) in RAW_TYPES for part in parts) else cause
        elif type(rank) not in RAW_TYPES:
            rank = cause
        if rank is cause:
            return [cause]
        ranks.append(rank)
    try:
        order = sorted(range(len(items)), key=lambda index: ranks[index], reverse=bool(reverse))
    except TypeError as error:
        machine.fail("builtins.TypeError", str(error), arguments.site.node)
        return items
    return [items[index] for index in order]


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
    rows = split(machine, owner)
    if rows is None or any(item.many for _, row in rows for item in row):
        return machine.unknown("count in a list that is not fully known", node, "int")
    running, counts = machine.pc, []
    for cond, row in rows:
        machine.pc = cond
        verdicts = [equal(machine, item.value, sought, node) for item in row]
        if any(here not in {FALSE, cond} for here in verdicts):
            machine.pc = running
            return machine.unknown("count of a value that is not known", node, "int")
        counts.append((cond, sum(here == cond for here in verdicts)))
    machine.pc = running
    return machine.choose(counts)


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
