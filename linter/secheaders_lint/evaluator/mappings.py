"""Dictionaries and sets whose entries may be there or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.evaluator import budget
from secheaders_lint.evaluator.conditions import FALSE, TRUE
from secheaders_lint.evaluator.sequences import make_tuple, touch
from secheaders_lint.evaluator.values import (
    RAW_TYPES,
    UNSET,
    Choice,
    DictValue,
    Item,
    Library,
    SetValue,
    Symbol,
    TupleValue,
    Unknown,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from secheaders_lint.evaluator.conditions import Cond
    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.values import Site, Value


class Unhashable(Exception):  # noqa: N818 - what Python says of a list as a key
    """The value cannot be a key, or it cannot be told which key it is; ``certain`` tells the two apart."""

    def __init__(self, *, certain: bool) -> None:
        super().__init__()
        self.certain = certain


def key_of(value: Value) -> object:
    """Return the Python object that stands for a value as a key; raises :class:`Unhashable`."""
    return _key_of(value, [_MOST_PARTS])


# Tuples in one another hold more parts than there are objects: a key of more is taken as one that is not known.
_MOST_PARTS = 1_000


def _key_of(value: Value, left: list[int]) -> object:
    kind = type(value)
    if kind in RAW_TYPES:
        return value
    if kind is TupleValue:
        if not value.plain:
            raise Unhashable(certain=False)
        left[0] -= len(value.items)
        if left[0] < 0:
            raise Unhashable(certain=False)
        return tuple([_key_of(item.value, left) for item in value.items])
    if kind is SetValue and value.frozen and value.rest is None:
        return frozenset(value.items)
    if kind in {Unknown, Symbol, Choice}:
        raise Unhashable(certain=False)
    if kind is Library or getattr(value, "hashable", False):
        return value
    raise Unhashable(certain=kind.__name__ in {"ListValue", "DictValue", "SetValue"})


def value_of(key: object) -> Value:
    """Return the value that a key stands for."""
    if type(key) is tuple:
        return make_tuple([value_of(part) for part in key])
    if type(key) is frozenset:
        return SetValue({part: Item(value_of(part)) for part in key}, frozen=True)
    return key


def empty_dict(machine: Machine, place: object) -> DictValue:
    """Return a new empty dictionary, made at ``place`` in the running worlds.

    Where the same place has made one in none of these worlds, and that one is still empty in all of its own, it is taken again:
    no world then has two of it, and a value that was made at one place in many cases remains one value.
    """
    if machine.pc == TRUE:
        return DictValue()
    known: dict[object, tuple[DictValue, Cond]] = machine.state.setdefault("empty dictionaries", {})
    made, worlds = known.get(place, (None, FALSE))
    if (
        made is None
        or made.items
        or made.rest is not None
        or machine.conditions.and_(worlds, machine.pc) != FALSE
    ):
        made, worlds = DictValue(), FALSE
    known[place] = (made, machine.conditions.or_(worlds, machine.pc))
    return made


def lookup(machine: Machine, target: DictValue, key: object) -> Value:
    """Return the value under a key in the running worlds; ``UNSET``, or a choice with it, where there is none."""
    item = target.items.get(key)
    if item is None and may_equal_another(key, target.items):
        return Unknown("a key that is not known", None)
    if item is None:
        return UNSET if target.rest is None else machine.settle(_perhaps(machine, target))
    value = machine.settle(item.value)
    if target.rest is not None and (value is UNSET or (type(value) is Choice and _has_unset(value))):
        return machine.each(
            value, lambda found: machine.settle(_perhaps(machine, target)) if found is UNSET else found
        )
    return value


def may_equal_another(key: object, keys: Iterable[object]) -> bool:
    """Tell whether a key that is not among ``keys`` may still be equal to one: what a library calls by a name can be any value."""
    return isinstance(key, Library) or any(type(other) is Library for other in keys)


def _perhaps(machine: Machine, target: DictValue) -> Value:
    """Return what a key that is not listed may hold, in all worlds."""
    others = machine.conditions.not_(target.rest_cond)
    return machine.choose([(target.rest_cond, target.rest), (others, UNSET)])


def _has_unset(value: Choice) -> bool:
    return any(alternative is UNSET for _, alternative in value.alternatives)


def store(machine: Machine, target: DictValue, key: object, value: Value, site: Site | None) -> None:
    """Set a key in the running worlds."""
    if machine.pc == FALSE:
        return
    touch(machine, target)
    before = target.items.get(key)
    if before is not None:
        _move_to_end(machine, target, key, before)
    if machine.certain:
        target.items[key] = Item(value, site)
        return
    others = machine.conditions.not_(machine.pc)
    old = UNSET if before is None else before.value
    joined = machine.choose([(others, old), (machine.pc, value)])
    target.items[key] = Item(joined, site)
    if len(target.items) > budget.MAX_ITEMS:
        forget(machine, target, Unknown(f"more than {budget.MAX_ITEMS:,} keys", site, "dict"))


def _move_to_end(machine: Machine, target: DictValue, key: object, before: Item) -> None:
    """Give a key that comes back the last place; where it was there in some worlds, the order depends on the world."""
    value = machine.settle(before.value)
    if value is UNSET or type(value) is Choice:
        target.before_rest -= {key}
    if value is UNSET and before.value is UNSET:
        del target.items[key]
    elif (value is UNSET or (type(value) is Choice and _has_unset(value))) and next(
        reversed(target.items)
    ) != key:
        target.ordered = False


def remove(machine: Machine, target: DictValue, key: object) -> None:
    """Take a key out in the running worlds."""
    if machine.pc == FALSE:
        return
    touch(machine, target)
    if machine.certain and target.rest is None:
        target.items.pop(key, None)
    else:
        store(machine, target, key, UNSET, None)


def entries(machine: Machine, target: DictValue) -> list[tuple[object, Value, Cond, Item]]:
    """Return key, value, worlds and item of every entry that may be there in the running worlds, in order."""
    found = []
    for key, item in target.items.items():
        value = machine.settle(item.value)
        if value is UNSET:
            continue
        cond = machine.pc
        if type(value) is Choice and _has_unset(value):
            absent = FALSE
            for part, alternative in value.alternatives:
                if alternative is UNSET:
                    absent = machine.conditions.or_(absent, part)
            cond = machine.conditions.minus(cond, absent)
            rest = tuple(pair for pair in value.alternatives if pair[1] is not UNSET)
            value = rest[0][1] if len(rest) == 1 else Choice(rest)
        if cond != FALSE:
            found.append((key, value, cond, item))
    return found


def forget(machine: Machine, target: DictValue, cause: Unknown) -> None:
    """Let nothing be known of a dictionary in the running worlds: any key may be there or not, with any value."""
    _loosen(machine, target, cause, lambda value: UNSET)


def overwrite_somewhere(machine: Machine, target: DictValue, cause: Unknown) -> None:
    """Set a key that cannot be told in the running worlds: what is there stays there, but its value may be another."""

    def changed(value: Value) -> Value:
        return UNSET if value is UNSET else Unknown(cause.reason, cause.site)

    _loosen(machine, target, cause, changed)


def _loosen(machine: Machine, target: DictValue, cause: Unknown, change: Callable[[Value], Value]) -> None:
    if machine.pc == FALSE:
        return
    touch(machine, target)
    others = machine.conditions.not_(machine.pc)
    for key, item in list(target.items.items()):
        changed = machine.each(item.value, change)
        target.items[key] = Item(machine.choose([(others, item.value), (machine.pc, changed)]), item.site)
    if target.rest is None:
        target.rest, target.rest_cond = Unknown(cause.reason, cause.site), machine.pc
        target.before_rest = frozenset(target.items)
    else:
        target.rest_cond = machine.conditions.or_(target.rest_cond, machine.pc)


def update(machine: Machine, target: DictValue, other: DictValue) -> None:
    """Take over every entry of another dictionary in the running worlds, as ``dict.update`` does."""
    touch(machine, target)
    running = machine.pc
    target.ordered = target.ordered and other.ordered
    if other.rest is not None:
        machine.pc = machine.conditions.and_(running, other.rest_cond)
        overwrite_somewhere(machine, target, other.rest)
        machine.pc = running
    left = FALSE
    for key, value, cond, item in entries(machine, other):
        machine.pc = machine.conditions.and_(running, cond)
        store(machine, target, key, value, item.site)
        left = machine.conditions.or_(left, machine.pc)
    machine.pc = running


def present_key(machine: Machine, container: DictValue | SetValue, key: object) -> Cond:
    """Return the running worlds in which a key, or an element, is known to be there."""
    item = container.items.get(key)
    if item is None and may_equal_another(key, container.items):
        perhaps = machine.opaque("a value is a key", machine.site(machine.source.cst))
        return machine.conditions.and_(machine.pc, perhaps)
    if item is None:
        return FALSE
    conditions = machine.conditions
    if isinstance(container, SetValue):
        return conditions.and_(machine.pc, item.cond)
    return conditions.and_(machine.pc, machine.bound(item.value))
