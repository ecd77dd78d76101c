"""``match`` statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from secheaders_lint.evaluator.conditions import FALSE
from secheaders_lint.evaluator.equality import equal, same_object
from secheaders_lint.evaluator.mappings import lookup, present_key
from secheaders_lint.evaluator.sequences import split
from secheaders_lint.evaluator.truthiness import truth
from secheaders_lint.evaluator.values import (
    RAW_TYPES,
    Choice,
    DictValue,
    Item,
    Library,
    ListValue,
    Sequence,
    SetValue,
)

if TYPE_CHECKING:
    from secheaders_lint.evaluator.conditions import Cond
    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.values import Value


if TYPE_CHECKING:
    # What a pattern binds: a name → its values, each with its worlds.
    _Captured = dict[str, list[tuple[Cond, Value]]]


def run_match(machine: Machine, node: cst.Match) -> None:
    """Run a ``match`` statement: each case in the worlds that no case before it took."""
    from secheaders_lint.evaluator.statements import run_block

    conditions = machine.conditions
    subject = machine.eval(node.subject)
    done = FALSE
    for case in node.cases:
        if machine.pc == FALSE:
            break
        running = machine.pc
        captured: _Captured = {}
        holds = _matches(machine, case.pattern, subject, captured, case)
        machine.pc = holds
        for name, values in captured.items():
            for cond, value in values:
                machine.pc = conditions.and_(holds, cond)
                if machine.pc != FALSE:
                    machine.bind(name, value, case)
        machine.pc = holds
        if case.guard is not None and holds != FALSE:
            holds = truth(machine, machine.eval(case.guard), case.guard)
        machine.pc = holds
        if holds != FALSE:
            run_block(machine, case.body)
            done = conditions.or_(done, machine.pc)
        machine.pc = conditions.minus(running, holds)
    machine.pc = conditions.or_(machine.pc, done)


def _capture(machine: Machine, captured: _Captured, name: str, value: Value) -> None:
    captured.setdefault(name, []).append((machine.pc, value))


def _matches(
    machine: Machine, pattern: cst.MatchPattern, subject: Value, captured: _Captured, node: cst.CSTNode
) -> Cond:
    """Return the running worlds in which a pattern fits."""
    if isinstance(subject, Choice) and not isinstance(pattern, cst.MatchAs):
        found = FALSE
        for part in machine.worlds(subject):
            found = machine.conditions.or_(found, _matches(machine, pattern, part, captured, node))
        return found
    if isinstance(pattern, cst.MatchValue):
        return equal(machine, subject, machine.eval(pattern.value), node)
    if isinstance(pattern, cst.MatchSingleton):
        return same_object(machine, subject, machine.eval(pattern.value), node)
    if isinstance(pattern, cst.MatchOr):
        return _either(machine, pattern, subject, captured, node)
    if isinstance(pattern, cst.MatchAs):
        holds = machine.pc
        if pattern.pattern is not None:
            holds = _matches(machine, pattern.pattern, subject, captured, node)
        if pattern.name is not None:
            _capture(machine, captured, pattern.name.value, subject)
        return holds
    if isinstance(pattern, cst.MatchList | cst.MatchTuple):
        return _sequence(machine, pattern, subject, captured, node)
    if isinstance(pattern, cst.MatchMapping):
        return _mapping(machine, pattern, subject, captured, node)
    if isinstance(pattern, cst.MatchClass):
        return _class(machine, pattern, subject, captured, node)
    return _unreadable(machine, pattern, subject, captured, node)


def _either(
    machine: Machine, pattern: cst.MatchOr, subject: Value, captured: _Captured, node: cst.CSTNode
) -> Cond:
    running, found = machine.pc, FALSE
    for element in pattern.patterns:
        here = _matches(machine, element.pattern, subject, captured, node)
        found = machine.conditions.or_(found, here)
        machine.pc = machine.conditions.minus(running, found)
        if machine.pc == FALSE:
            break
    machine.pc = running
    return found


def _sequence(
    machine: Machine,
    pattern: cst.MatchList | cst.MatchTuple,
    subject: Value,
    captured: _Captured,
    node: cst.CSTNode,
) -> Cond:
    if not isinstance(subject, Sequence):
        # A text is no sequence to a pattern (PEP 634); of other objects it is not followed whether they are.
        plain = isinstance(subject, DictValue | SetValue) or (
            type(subject) in RAW_TYPES and type(subject) is not range
        )
        return FALSE if plain else _unreadable(machine, pattern, subject, captured, node)
    rows = split(machine, subject)
    if rows is None:
        return _unreadable(machine, pattern, subject, captured, node)
    running, found = machine.pc, FALSE
    for machine.pc, items in rows:
        if any(item.many for item in items):
            here = _unreadable(machine, pattern, subject, captured, node)
        else:
            here = _row(machine, pattern, items, captured, node)
        found = machine.conditions.or_(found, here)
    machine.pc = running
    return found


def _row(
    machine: Machine,
    pattern: cst.MatchList | cst.MatchTuple,
    items: list[Item],
    captured: _Captured,
    node: cst.CSTNode,
) -> Cond:
    """Match items that are certainly there."""
    parts = list(pattern.patterns)
    star = next((i for i, part in enumerate(parts) if isinstance(part, cst.MatchStar)), None)
    if (star is None and len(items) != len(parts)) or (star is not None and len(items) < len(parts) - 1):
        return FALSE
    behind = 0 if star is None else len(parts) - star - 1
    running = machine.pc
    for place, part in enumerate(parts):
        if isinstance(part, cst.MatchStar):
            if part.name is not None:
                _capture(machine, captured, part.name.value, ListValue(items[place : len(items) - behind]))
            continue
        index = place if star is None or place < star else place - len(parts)
        value = part.value
        machine.pc = _matches(machine, value, machine.settle(items[index].value), captured, node)
    holds, machine.pc = machine.pc, running
    return holds


def _mapping(
    machine: Machine, pattern: cst.MatchMapping, subject: Value, captured: _Captured, node: cst.CSTNode
) -> Cond:
    as_dict = getattr(subject, "as_dict", None)
    if as_dict is not None:
        subject = as_dict(machine)
    if not isinstance(subject, DictValue):
        # Of other objects it is not followed whether they are mappings.
        plain = type(subject) in RAW_TYPES or isinstance(subject, Sequence | SetValue)
        return FALSE if plain else _unreadable(machine, pattern, subject, captured, node)
    running, maybe = machine.pc, FALSE
    if subject.rest is not None:
        machine.pc = machine.conditions.and_(running, subject.rest_cond)
        if machine.pc != FALSE:
            maybe = _unreadable(machine, pattern, subject, captured, node)
        machine.pc = machine.conditions.minus(running, subject.rest_cond)
    found = FALSE if machine.pc == FALSE else _entries(machine, pattern, subject, captured, node)
    machine.pc = running
    return machine.conditions.or_(maybe, found)


def _entries(
    machine: Machine, pattern: cst.MatchMapping, subject: DictValue, captured: _Captured, node: cst.CSTNode
) -> Cond:
    """Match the entries of a dictionary of which every key is known."""
    running = machine.pc
    taken: set[object] = set()
    for element in pattern.elements:
        key = machine.eval(element.key)
        taken.add(key)
        machine.pc = present_key(machine, subject, key)
        if machine.pc == FALSE:
            machine.pc = running
            return FALSE
        value = lookup(machine, subject, key)
        machine.pc = _matches(machine, element.pattern, value, captured, node)
    if pattern.rest is not None:
        rest = DictValue(
            {k: Item(i.value, i.site) for k, i in subject.items.items() if k not in taken},
            ordered=subject.ordered,
        )
        _capture(machine, captured, pattern.rest.value, rest)
    holds, machine.pc = machine.pc, running
    return holds


# Builtin types whose one positional pattern is for the whole value (PEP 634).
_WHOLE = frozenset({"bool", "bytes", "dict", "float", "frozenset", "int", "list", "set", "str", "tuple"})


def _class(
    machine: Machine, pattern: cst.MatchClass, subject: Value, captured: _Captured, node: cst.CSTNode
) -> Cond:
    kind = machine.settle(machine.eval(pattern.cls))
    name = kind.name.removeprefix("builtins.") if isinstance(kind, Library) else ""
    if name not in _WHOLE or pattern.kwds or len(pattern.patterns) > 1:
        return _unreadable(machine, pattern, subject, captured, node)
    verdict = machine.is_instance(subject, kind)
    if verdict is None:
        return _unreadable(machine, pattern, subject, captured, node)
    if not verdict:
        return FALSE
    inner = pattern.patterns[0].value if pattern.patterns else None
    return machine.pc if inner is None else _matches(machine, inner, subject, captured, node)


def _unreadable(
    machine: Machine, pattern: cst.CSTNode, subject: Value, captured: _Captured, node: cst.CSTNode
) -> Cond:
    """Say that nobody knows whether a pattern fits; every name in it is unknown then."""
    stack = [pattern]
    while stack:
        part = stack.pop()
        name = getattr(part, "name", None)
        if isinstance(part, cst.MatchAs | cst.MatchStar) and isinstance(name, cst.Name):
            cause = machine.unknown("captured by a pattern that is not followed", node)
            _capture(machine, captured, name.value, cause)
        stack.extend(part.children)
    del subject
    return machine.conditions.and_(machine.pc, machine.opaque("a pattern matches", machine.site(node)))
