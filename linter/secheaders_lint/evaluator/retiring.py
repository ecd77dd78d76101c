"""Taking conditions that nobody can decide out again.

Each call of a function that reads a file or asks a library makes atoms of its own ("the file cannot be read"). Kept, they
would only let every later condition grow. So a statement or call that made many of them is *retired*: what depends on them
is unknown from then on, and the ways out of it (going on, raising, returning, breaking) hang on one new atom each, where
they cannot be told apart without.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from secheaders_lint.evaluator.conditions import FALSE, TRUE
from secheaders_lint.evaluator.core import Pending
from secheaders_lint.evaluator.values import (
    UNSET,
    Choice,
    DictValue,
    Item,
    ListValue,
    Raised,
    SetValue,
    Site,
    Unknown,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from secheaders_lint.evaluator.conditions import Cond
    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.values import Value

_REASON = "depends on calls that are not followed"
Gone = frozenset[int]


def retire(machine: Machine, opaque_mark: int, written_mark: int, site: Site) -> Gone:
    """Take the opaque atoms made since a mark out of the ways that the code took, and of what was written since another.

    Returns the places of those atoms.
    """
    gone = frozenset(machine.opaques[opaque_mark:])
    del machine.opaques[opaque_mark:]
    _separate(machine, gone, site)
    seen: set[int] = set()
    for target, _ in machine.written[written_mark:]:
        if isinstance(target, tuple):
            space, name = target
            binding = space.bindings.get(name)
            if binding is not None and id(binding) not in seen:
                seen.add(id(binding))
                binding.value = without(machine, binding.value, gone)
        elif id(target) not in seen:
            seen.add(id(target))
            _retire_container(machine, target, gone)
    return gone


def without(machine: Machine, value: Value, gone: Gone) -> Value:
    """Return a value with the atoms at those places taken out: where they decided, it is unknown."""
    if type(value) is not Choice:
        return value
    conditions = machine.conditions
    spread = [(conditions.exists(cond, gone), part) for cond, part in value.alternatives]
    doubt, covered = FALSE, FALSE
    for cond, _ in spread:
        doubt = conditions.or_(doubt, conditions.and_(cond, covered))
        covered = conditions.or_(covered, cond)
    if doubt == FALSE:
        return (
            value
            if all(a[0] == b[0] for a, b in zip(spread, value.alternatives, strict=True))
            else machine.choose(spread)
        )
    cause = next((part for _, part in value.alternatives if isinstance(part, Unknown)), None)
    unknown = Unknown(_REASON) if cause is None else Unknown(cause.reason, cause.site)
    rest: list[tuple[Cond, Value]] = [(doubt, unknown)]
    absent = FALSE
    for cond, part in spread:
        if part is UNSET:
            absent = conditions.or_(absent, conditions.and_(cond, doubt))
    if absent != FALSE:
        # A name or key that may not be there at all is something else than one whose value is not known.
        gone_too = conditions.and_(
            absent, machine.opaque("it is not set", Site(machine.source, machine.source.cst))
        )
        rest = [(gone_too, UNSET), (conditions.minus(doubt, gone_too), unknown)]
    return machine.choose([*((conditions.minus(cond, doubt), part) for cond, part in spread), *rest])


# -- ways out ------------------------------------------------------------------------------------------------------


def _separate(machine: Machine, gone: Gone, site: Site) -> None:
    """Give every way out that depended on the atoms its worlds anew, so that they exclude one another again."""
    conditions = machine.conditions
    ways = [*_pending_ways(machine, gone), *_returned_ways(machine, gone), *_loop_ways(machine, gone)]
    going_on = conditions.exists(machine.pc, gone)
    regions = [region for region, _ in ways]
    for place, (_, take) in enumerate(ways):
        region = regions[place]
        others = going_on
        for other in regions[place + 1 :]:
            others = conditions.or_(others, other)
        both = conditions.and_(region, others)
        taken = conditions.minus(region, others)
        if both != FALSE:
            taken = conditions.or_(
                taken,
                conditions.and_(both, machine.opaque("a call in this statement fails", site, chance=True)),
            )
        take(taken)
        regions[place + 1 :] = [conditions.minus(other, taken) for other in regions[place + 1 :]]
        going_on = conditions.minus(going_on, taken)
    machine.pc = going_on


def _depends(machine: Machine, cond: Cond, gone: Gone) -> bool:
    return not gone.isdisjoint(machine.conditions.support(cond))


def _pending_ways(machine: Machine, gone: Gone) -> list[tuple[Cond, Callable[[Cond], None]]]:
    """Return the exceptions on their way up that depend on the atoms, one way for each class."""
    if not machine.tries:
        return []
    frame = machine.tries[-1]
    merged: dict[object, Pending] = {}
    kept: list[Pending] = []
    for one in frame.pending:
        if not _depends(machine, one.cond, gone):
            kept.append(one)
            continue
        key = one.exception.kind if isinstance(one.exception, Raised) else id(one.exception)
        cond = machine.conditions.exists(one.cond, gone)
        before = merged.get(key)
        merged[key] = Pending(
            cond if before is None else machine.conditions.or_(before.cond, cond), one.exception, one.site
        )
    frame.pending = kept

    def take(one: Pending) -> Callable[[Cond], None]:
        def worlds(cond: Cond) -> None:
            if cond != FALSE:
                frame.pending.append(Pending(cond, one.exception, one.site))

        return worlds

    return [(one.cond, take(one)) for one in merged.values()]


def _returned_ways(machine: Machine, gone: Gone) -> list[tuple[Cond, Callable[[Cond], None]]]:
    frame = machine.frame
    mixed = [(cond, value) for cond, value in frame.returned if _depends(machine, cond, gone)]
    if not mixed:
        return []
    frame.returned = [(cond, value) for cond, value in frame.returned if not _depends(machine, cond, gone)]
    region = FALSE
    for cond, _ in mixed:
        region = machine.conditions.or_(region, machine.conditions.exists(cond, gone))
    value = without(machine, machine.choose(mixed), gone)
    return [(region, lambda cond: frame.returned.append((cond, value)))]


def _loop_ways(machine: Machine, gone: Gone) -> list[tuple[Cond, Callable[[Cond], None]]]:
    loop = machine.frame.loop
    if loop is None:
        return []
    ways: list[tuple[Cond, Callable[[Cond], None]]] = []
    for name in ("broken", "continued"):
        cond = getattr(loop, name)
        if _depends(machine, cond, gone):
            ways.append((machine.conditions.exists(cond, gone), partial(setattr, loop, name)))
    return ways


# -- containers ----------------------------------------------------------------------------------------------------


def _retire_container(machine: Machine, target: Value, gone: Gone) -> None:
    """Take the atoms out of a container: what they decided may be there or not."""
    if isinstance(target, ListValue):
        _retire_list(machine, target, gone)
    elif isinstance(target, DictValue):
        for key, item in list(target.items.items()):
            value = without(machine, item.value, gone)
            if value is not item.value:
                target.items[key] = Item(value, item.site)
    elif isinstance(target, SetValue):
        for key, item in list(target.items.items()):
            sure, maybe = _spread(machine, item, gone)
            if maybe != FALSE:
                target.rest, target.rest_cond = target.rest or Unknown(_REASON, item.site, "set"), TRUE
            if sure != item.cond:
                target.items[key] = item.under(sure)


def _retire_list(machine: Machine, target: ListValue, gone: Gone) -> None:
    items: list[Item] = []
    for item in target.items:
        if item.cond == TRUE:
            items.append(item)
            continue
        sure, maybe = _spread(machine, item, gone)
        if sure != FALSE:
            items.append(item.under(sure))
        if maybe != FALSE:
            items.append(Item(Unknown(_REASON, item.site, "list"), item.site, maybe, many=True))
    target.items = items
    target.plain = all(item.cond == TRUE and not item.many for item in items)


def _spread(machine: Machine, item: Item, gone: Gone) -> tuple[Cond, Cond]:
    """Return where an item is surely there, and where it may be or not."""
    conditions = machine.conditions
    there = conditions.exists(item.cond, gone)
    absent = conditions.exists(conditions.not_(item.cond), gone)
    return conditions.minus(there, absent), conditions.and_(there, absent)
