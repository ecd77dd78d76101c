"""Lists and tuples whose items may be there or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.evaluator import budget
from secheaders_lint.evaluator.conditions import FALSE, TRUE
from secheaders_lint.evaluator.core import identical
from secheaders_lint.evaluator.values import Choice, Item, ListValue, Sequence, TupleValue, Unknown

if TYPE_CHECKING:
    from collections.abc import Callable

    from secheaders_lint.evaluator.conditions import Cond
    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.values import Site, Value


def make_list(values: list[Value], site: Site | None = None) -> ListValue:
    """Return a new list of values that are certainly there."""
    return ListValue([Item(value, site) for value in values], plain=True)


def make_tuple(values: list[Value], site: Site | None = None) -> TupleValue:
    """Return a new tuple of values that are certainly there."""
    return TupleValue([Item(value, site) for value in values], plain=True)


def unknown_list(cause: Unknown) -> ListValue:
    """Return a new list of which nothing is known but that it is one."""
    return ListValue([Item(cause, cause.site, TRUE, many=True)], plain=False)


def present(machine: Machine, sequence: Sequence) -> list[tuple[Item, Cond]]:
    """Return the items that may be there in the running worlds, each with the worlds in which it is."""
    if sequence.plain:
        return [(item, machine.pc) for item in sequence.items]
    and_ = machine.conditions.and_
    pairs = [(item, and_(machine.pc, item.cond)) for item in sequence.items]
    return [pair for pair in pairs if pair[1] != FALSE]


def certain_items(machine: Machine, sequence: Sequence) -> list[Item] | None:
    """Return the items where all of them are certainly there in the running worlds; ``None`` where they are not."""
    if sequence.plain:
        return sequence.items
    found = present(machine, sequence)
    if all(cond == machine.pc and not item.many for item, cond in found):
        return [item for item, _ in found]
    return None


def unknown_part(sequence: Sequence) -> Unknown | None:
    """Return the cause of the first stretch of unknown length in the sequence, if there is one."""
    if sequence.plain:
        return None
    return next((item.value for item in sequence.items if item.many), None)


def split(machine: Machine, sequence: Sequence) -> list[tuple[Cond, list[Item]]] | None:
    """Return the contents world by world, each with items that are certainly there; ``None`` where that is too much.

    Stretches of unknown length stay in the contents as one item.
    """
    conditions = machine.conditions
    worlds: list[tuple[Cond, list[Item]]] = [(machine.pc, [])]
    for item, cond in present(machine, sequence):
        if cond == machine.pc:
            for _, items in worlds:
                items.append(item)
            continue
        grown = []
        for world, items in worlds:
            with_it, without = conditions.and_(world, cond), conditions.minus(world, cond)
            if with_it != FALSE:
                grown.append((with_it, [*items, item]))
            if without != FALSE:
                grown.append((without, items))
        worlds = grown
        if len(worlds) > budget.MAX_WORLDS:
            return None
    return worlds


def join(machine: Machine, worlds: list[tuple[Cond, list[Item]]]) -> list[Item]:
    """Return one row of items for contents that differ by world: what they share at both ends stands once."""
    worlds = [world for world in worlds if world[0] != FALSE]
    if len(worlds) == 1 and worlds[0][0] == TRUE:
        return worlds[0][1]
    if not worlds:
        return []
    everywhere = FALSE
    for cond, _ in worlds:
        everywhere = machine.conditions.or_(everywhere, cond)
    shared = everywhere
    rows = [items for _, items in worlds]
    head = _common(rows)
    rows = [row[head:] for row in rows]
    tail = _common([row[::-1] for row in rows])
    first = worlds[0][1]
    joined = [item.under(shared) for item in first[:head]]
    for (cond, _), row in zip(worlds, rows, strict=True):
        joined += [item.under(cond) for item in row[: len(row) - tail]]
    if tail:
        joined += [item.under(shared) for item in first[-tail:]]
    return joined


def _common(rows: list[list[Item]]) -> int:
    shortest = min(len(row) for row in rows)
    count = 0
    while count < shortest and all(_alike(row[count], rows[0][count]) for row in rows):
        count += 1
    return count


def _alike(one: Item, other: Item) -> bool:
    return one is other or (
        one.many == other.many and one.site == other.site and identical(one.value, other.value)
    )


def rewrite(
    machine: Machine,
    target: ListValue,
    change: Callable[[list[Item]], list[Item] | None],
    why: str,
    site: Site,
) -> None:
    """Replace the contents of a list in the running worlds by ``change`` of them, worked out world by world.

    ``change`` gets the items of one world and returns the new ones, or ``None`` where it raised (it has told the
    machine so). Where the worlds are too many, the list is unknown from then on.
    """

    def cases(items: list[Item]) -> list[tuple[Cond, list[Item]]]:
        changed = change(items)
        return [] if changed is None else [(machine.pc, changed)]

    rewrite_by_case(machine, target, cases, why, site)


def rewrite_by_case(
    machine: Machine,
    target: ListValue,
    change: Callable[[list[Item]], list[tuple[Cond, list[Item]]]],
    why: str,
    site: Site,
) -> None:
    """Do as :func:`rewrite` does; ``change`` returns the new items by case: each with its worlds."""
    contents = split(machine, target)
    if contents is None:
        open_up(machine, target, Unknown(why, site, "list"))
        return
    after: list[tuple[Cond, list[Item]]] = []
    running, left = machine.pc, FALSE
    for cond, items in contents:
        machine.pc = cond
        after += change(items)
        after.append((machine.conditions.minus(cond, machine.pc), items))
        left = machine.conditions.or_(left, machine.pc)
    others = machine.conditions.not_(running)
    machine.pc = others
    untouched = split(machine, target) if others != FALSE else []
    if untouched is None:
        # Too many worlds to join: what is there in them stands behind the rest, each item under its own condition.
        kept = [item.under(machine.conditions.and_(others, item.cond)) for item in target.items]
        joined = [*join(machine, after), *(item for item in kept if item.cond != FALSE)]
    else:
        joined = join(machine, [*after, *untouched])
    machine.pc = left
    put(machine, target, joined)


def put(machine: Machine, target: ListValue, items: list[Item]) -> None:
    """Make ``items`` the contents of a list, and remember that it was written to."""
    if len(items) > budget.MAX_ITEMS:
        items = [Item(Unknown(f"more than {budget.MAX_ITEMS:,} items"), None, TRUE, many=True)]
    target.items = items
    target.plain = all(item.cond == TRUE and not item.many for item in items)
    touch(machine, target)


def touch(machine: Machine, target: Value) -> None:
    """Remember that a container was written to."""
    machine.written.append((target, machine.pc))


def append(machine: Machine, target: ListValue, items: list[Item]) -> None:
    """Add items at the end of a list in the running worlds."""
    if machine.pc == FALSE:
        return
    if machine.certain:
        added = items
    else:
        and_ = machine.conditions.and_
        added = [item.under(and_(machine.pc, item.cond)) for item in items]
    put(machine, target, [*target.items, *added])


def insert(machine: Machine, target: ListValue, index: int, item: Item, site: Site) -> None:
    """Insert an item in the running worlds, where Python's ``list.insert`` would put it."""
    if machine.pc == FALSE:
        return
    if index == 0 or not target.items:
        put(machine, target, [item.under(machine.pc), *target.items])
        return
    if any(there.many for there, _ in present(machine, target)):
        _insert_beside_unknown(machine, target, index, item, site)
        return
    places = _places(machine, target, index)
    if places is None:
        open_up(machine, target, Unknown("inserted at a place that depends on too much", site, "list"))
        return
    items = list(target.items)
    for position in sorted(places, reverse=True):
        cond = places[position]
        items.insert(position, item.under(cond))
    put(machine, target, items)


def _insert_beside_unknown(machine: Machine, target: ListValue, index: int, item: Item, site: Site) -> None:
    first = next(i for i, known in enumerate(target.items) if known.many)
    last = len(target.items) - 1 - next(i for i, known in enumerate(reversed(target.items)) if known.many)
    certain = all(known.cond == TRUE for known in target.items)
    if certain and machine.certain and 0 < index <= first:
        put(machine, target, [*target.items[:index], item, *target.items[index:]])
        return
    if certain and machine.certain and index < 0 and len(target.items) + index > last:
        place = len(target.items) + index
        put(machine, target, [*target.items[:place], item, *target.items[place:]])
        return
    cause = Unknown("inserted into a list that is not fully known", site, "list")

    def change(items: list[Item]) -> list[Item] | None:
        if any(known.many for known in items):
            return [Item(cause, site, TRUE, many=True)]
        made = list(items)
        made.insert(index, item)
        return made

    rewrite(machine, target, change, cause.reason, site)


def _places(machine: Machine, target: ListValue, index: int) -> dict[int, Cond] | None:
    """Return where an index lies in the row of items: position → worlds, for all running worlds."""
    conditions = machine.conditions
    if index < 0:
        backwards = _places_from(machine, list(reversed(target.items)), -index)
        if backwards is None:
            return None
        size = len(target.items)
        places: dict[int, Cond] = {}
        for position, cond in backwards.items():
            places[size - position] = conditions.or_(places.get(size - position, FALSE), cond)
        return places
    return _places_from(machine, target.items, index)


def _places_from(machine: Machine, items: list[Item], count: int) -> dict[int, Cond] | None:
    """Return the positions in front of which exactly ``count`` items are there (or the end, where there are fewer)."""
    conditions = machine.conditions
    waiting: dict[int, Cond] = {count: machine.pc}
    places: dict[int, Cond] = {}
    for position, item in enumerate(items):
        here = waiting.get(0, FALSE)
        arrived = conditions.and_(here, item.cond)
        if arrived != FALSE:
            places[position] = arrived
            waiting[0] = conditions.minus(here, item.cond)
        step: dict[int, Cond] = {}
        for left, cond in waiting.items():
            if left == 0:
                step[0] = conditions.or_(step.get(0, FALSE), cond)
                continue
            taken, passed = conditions.and_(cond, item.cond), conditions.minus(cond, item.cond)
            step[left - 1] = conditions.or_(step.get(left - 1, FALSE), taken)
            step[left] = conditions.or_(step.get(left, FALSE), passed)
        waiting = {left: cond for left, cond in step.items() if cond != FALSE}
        if not waiting:
            return places
        if len(waiting) > budget.MAX_WORLDS:
            return None
    for cond in waiting.values():
        places[len(items)] = conditions.or_(places.get(len(items), FALSE), cond)
    return places


def open_up(machine: Machine, target: ListValue, cause: Unknown) -> None:
    """Let the contents of a list be unknown in the running worlds."""
    if machine.pc == FALSE:
        return
    if machine.certain:
        put(machine, target, [Item(cause, cause.site, TRUE, many=True)])
        return
    conditions = machine.conditions
    others = conditions.not_(machine.pc)
    kept = [item.under(conditions.and_(others, item.cond)) for item in target.items]
    kept = [item for item in kept if item.cond != FALSE]
    opened = Item(cause, cause.site, machine.pc, many=True)
    # Rounds of a loop open a list one after the other: what they leave is one stretch, in the worlds of any of them.
    if kept and kept[-1].many and _are_alike(kept[-1].value, cause):
        opened = _widened(machine, kept.pop())
    put(machine, target, [*kept, opened])


def _widened(machine: Machine, stretch: Item) -> Item:
    return stretch.under(machine.conditions.or_(stretch.cond, machine.pc))


def _are_alike(one: Unknown, other: Unknown) -> bool:
    return (one.reason, one.site, one.type) == (other.reason, other.site, other.type)


def concatenate(left: Sequence, right: Sequence) -> list[Item]:
    """Return the items of two sequences one after the other."""
    items = [*left.items, *right.items]
    if len(items) > budget.MAX_ITEMS:
        return [Item(Unknown(f"more than {budget.MAX_ITEMS:,} items"), None, TRUE, many=True)]
    return items


def one_row(machine: Machine, value: Value) -> Sequence | None:
    """Return a list, or a tuple, that is one of several as one row of items that are there or not; ``None`` for others.

    So adding two of them takes as many steps as both have alternatives, and not one for each pair.
    """
    value = machine.settle(value)
    if isinstance(value, Sequence):
        return value
    if type(value) is not Choice:
        return None
    worlds = [(cond, part) for cond, part in value.alternatives if isinstance(part, Sequence)]
    if not worlds or len(worlds) < len(value.alternatives) or len({type(part) for _, part in worlds}) > 1:
        return None
    if all(item.cond == TRUE for _, part in worlds for item in part.items):
        return like(worlds[0][1], join(machine, [(cond, part.items) for cond, part in worlds]))
    and_ = machine.conditions.and_
    items = [item.under(and_(cond, item.cond)) for cond, part in worlds for item in part.items]
    return like(worlds[0][1], [item for item in items if item.cond != FALSE])


def like(kind: Sequence, items: list[Item]) -> Sequence:
    """Return a new sequence of the same type as ``kind``."""
    return TupleValue(items) if isinstance(kind, TupleValue) else ListValue(items)
