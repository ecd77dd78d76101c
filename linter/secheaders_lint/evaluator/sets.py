"""Sets: elements that may be there or not, and worlds in which more may be there than is known."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from secheaders_lint.evaluator.conditions import FALSE, TRUE
from secheaders_lint.evaluator.mappings import value_of
from secheaders_lint.evaluator.sequences import touch
from secheaders_lint.evaluator.values import RAW_TYPES, DictValue, Item, Sequence, SetValue, Unknown

if TYPE_CHECKING:
    from collections.abc import Callable

    import libcst as cst

    from secheaders_lint.evaluator.conditions import Cond
    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.values import Site, Value


def add_to_set(machine: Machine, target: SetValue, key: object, site: Site | None) -> None:
    """Put an element into a set in the running worlds."""
    if machine.pc == FALSE:
        return
    touch(machine, target)
    before = target.items.get(key)
    if machine.certain:
        if before is None or before.cond != TRUE:
            target.items[key] = Item(value_of(key), site)
    elif before is None:
        target.items[key] = Item(value_of(key), site, machine.pc)
    else:
        target.items[key] = before.under(machine.conditions.or_(before.cond, machine.pc))


def discard_from_set(machine: Machine, target: SetValue, key: object) -> None:
    """Take an element out of a set in the running worlds."""
    before = target.items.get(key)
    if before is None or machine.pc == FALSE:
        return
    touch(machine, target)
    cond = machine.conditions.minus(before.cond, machine.pc)
    if machine.certain or cond == FALSE:
        del target.items[key]
    else:
        target.items[key] = before.under(cond)


def open_set(machine: Machine, target: SetValue, cause: Unknown) -> None:
    """Let more be in a set than is known, in the running worlds."""
    if machine.pc == FALSE:
        return
    touch(machine, target)
    if target.rest is None:
        target.rest, target.rest_cond = Unknown(cause.reason, cause.site, "set"), machine.pc
    else:
        target.rest_cond = machine.conditions.or_(target.rest_cond, machine.pc)


def forget_set(machine: Machine, target: SetValue, cause: Unknown) -> None:
    """Let nothing be known of what is in a set, in the running worlds."""
    for key in list(target.items):
        discard_from_set(machine, target, key)
    open_set(machine, target, cause)


def rest_of(machine: Machine, value: SetValue) -> Cond:
    """Return the running worlds in which more may be in a set than is known."""
    return FALSE if value.rest is None else machine.conditions.and_(machine.pc, value.rest_cond)


def on_sets(machine: Machine, operator: str, left: SetValue, right: SetValue, node: cst.CSTNode) -> Value:
    """Return the new set ``left operator right``, for ``|``, ``-``, ``&`` and ``^``."""
    if operator == "^":
        only = on_sets(machine, "-", left, right, node), on_sets(machine, "-", right, left, node)
        return on_sets(machine, "|", *only, node)
    result = left.copy()
    change_set(machine, operator, result, right, node)
    return result


def change_set(machine: Machine, operator: str, left: SetValue, right: Value, node: cst.CSTNode) -> Value:
    """Carry out ``left |= right`` and the like in the running worlds."""
    if not isinstance(right, SetValue):
        if type(right) in RAW_TYPES or isinstance(right, Sequence | DictValue):
            return machine.fail("builtins.TypeError", f"unsupported operand type(s) for {operator}=", node)
        cause = right if isinstance(right, Unknown) else machine.unknown("a set that is not known", node)
        (open_set if operator == "|" else forget_set)(machine, left, cause)
        return None
    if operator == "^":
        changed = on_sets(machine, "^", left, right, node)
        _replace(machine, left, changed)
        return None
    more = rest_of(machine, right)
    if operator == "|":
        for key, item in list(right.items.items()):
            _with_worlds(machine, item.cond, partial(add_to_set, machine, left, key, item.site))
    elif operator == "-":
        for key, item in list(right.items.items()):
            _with_worlds(machine, item.cond, partial(discard_from_set, machine, left, key))
    else:
        for key in list(left.items):
            other = right.items.get(key)
            absent = TRUE if other is None else machine.conditions.not_(other.cond)
            _with_worlds(machine, absent, partial(discard_from_set, machine, left, key))
    if right.rest is not None and more != FALSE:
        open_or_forget = open_set if operator == "|" else forget_set
        _with_worlds(machine, more, partial(open_or_forget, machine, left, right.rest))
    return None


def _replace(machine: Machine, target: SetValue, made: SetValue) -> None:
    """Let a set hold, in the running worlds, what another one holds."""
    for key in [key for key in target.items if key not in made.items]:
        discard_from_set(machine, target, key)
    for key, item in made.items.items():
        absent = machine.conditions.not_(item.cond)
        _with_worlds(machine, absent, partial(discard_from_set, machine, target, key))
        _with_worlds(machine, item.cond, partial(add_to_set, machine, target, key, item.site))
    if made.rest is not None:
        _with_worlds(machine, made.rest_cond, partial(open_set, machine, target, made.rest))


def _with_worlds(machine: Machine, cond: Cond, action: Callable[[], None]) -> None:
    running = machine.pc
    machine.pc = machine.conditions.and_(running, cond)
    if machine.pc != FALSE:
        action()
    machine.pc = running
