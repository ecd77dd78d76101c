"""Order and membership of abstract values: the worlds in which they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.evaluator.arithmetic import ORDER
from secheaders_lint.evaluator.conditions import FALSE
from secheaders_lint.evaluator.environment import same
from secheaders_lint.evaluator.equality import equal, is_plain_set
from secheaders_lint.evaluator.mappings import Unhashable, key_of, present_key
from secheaders_lint.evaluator.pure import pure
from secheaders_lint.evaluator.sequences import certain_items, present
from secheaders_lint.evaluator.truthiness import join_worlds, shown, truth, undecided
from secheaders_lint.evaluator.values import (
    RAW_TYPES,
    ROOT,
    Choice,
    DictValue,
    ListValue,
    Modelled,
    Sequence,
    SetValue,
    Symbol,
    TupleValue,
    Unknown,
)

if TYPE_CHECKING:
    import libcst as cst

    from secheaders_lint.evaluator.conditions import Cond
    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.values import Value


def ordered(machine: Machine, operator: str, a: Value, b: Value, node: cst.CSTNode) -> Cond:
    """Return the running worlds in which ``a < b`` (or ``<=``, ``>``, ``>=``)."""
    if type(a) is Choice:
        return join_worlds(machine, a, lambda part: ordered(machine, operator, part, b, node))
    if type(b) is Choice:
        return join_worlds(machine, b, lambda part: ordered(machine, operator, a, part, node))
    a, b = machine.comparable(a), machine.comparable(b)
    special = machine.order(operator, a, b, node)
    if special is not None:
        return machine.conditions.and_(machine.pc, special)
    if (isinstance(a, TupleValue) and isinstance(b, TupleValue)) or (
        isinstance(a, ListValue) and isinstance(b, ListValue)
    ):
        first, second = certain_items(machine, a), certain_items(machine, b)
        if first is not None and second is not None:
            one, other = [i.value for i in first], [i.value for i in second]
            # Where the repository lies decides how its paths compare with others.
            if all(type(v) in RAW_TYPES and not (type(v) is str and ROOT in v) for v in (*one, *other)):
                compared = pure(
                    machine, node, lambda: ORDER[operator](one, other), [], "", "bool", raises="TypeError"
                )
                return truth(machine, compared, node)
    if is_plain_set(a) and is_plain_set(b):
        return machine.pc if ORDER[operator](set(a.items), set(b.items)) else FALSE
    compared = pure(
        machine, node, ORDER[operator], [a, b], f"{{}} {operator} {{…}}", "bool", raises="TypeError"
    )
    if isinstance(compared, Unknown):
        return machine.conditions.and_(
            machine.pc, undecided(machine, compared, f"{{}} {operator} another value", node)
        )
    return truth(machine, compared, node)


def contains(machine: Machine, container: Value, element: Value, node: cst.CSTNode) -> Cond:
    """Return the running worlds in which ``element in container``."""
    if type(container) is Choice:
        return join_worlds(machine, container, lambda part: contains(machine, part, element, node))
    if type(element) is Choice:
        return join_worlds(machine, element, lambda part: contains(machine, container, part, node))
    if isinstance(container, Sequence):
        return _contains_item(machine, container, element, node)
    if isinstance(container, DictValue | SetValue):
        return _contains_key(machine, container, element, node)
    if isinstance(container, Modelled):
        found = container.contains(machine, element, node)
        text = f"a {container.kind} contains {shown(element)}"
        found = machine.opaque(text, machine.site(node)) if found is None else found
        return machine.conditions.and_(machine.pc, found)
    if type(container) in RAW_TYPES or type(container) is Symbol:
        found_value = (
            pure(
                machine,
                node,
                lambda one, two: one in two,
                [element, container],
                "in",
                "bool",
                raises="TypeError",
            )
            if type(element) in RAW_TYPES and type(container) in RAW_TYPES
            else _in_text(machine, container, element, node)
        )
        if isinstance(found_value, Unknown):
            return machine.conditions.and_(
                machine.pc, undecided(machine, found_value, f"{{}} contains {shown(element)}", node)
            )
        return truth(machine, found_value, node)
    if isinstance(container, Unknown):
        return machine.conditions.and_(
            machine.pc, undecided(machine, container, f"{{}} contains {shown(element)}", node)
        )
    return machine.contains_instance(container, element, node)


def _in_text(machine: Machine, container: Value, element: Value, node: cst.CSTNode) -> Value:
    if type(container) is Symbol:
        return pure(
            machine, node, lambda two, one: one in two, [container, element], "{…} in {}", "bool", raises=""
        )
    return pure(
        machine,
        node,
        lambda one, two: one in two,
        [element, container],
        "{} in {…}",
        "bool",
        raises="TypeError",
    )


def _contains_item(machine: Machine, container: Sequence, element: Value, node: cst.CSTNode) -> Cond:
    found = FALSE
    conditions = machine.conditions
    doubts: list[tuple[Unknown, Cond]] = []
    running = machine.pc
    for item, cond in present(machine, container):
        if item.many:
            doubts.append((item.value, cond))
            continue
        machine.pc = conditions.and_(running, cond)
        found = conditions.or_(found, conditions.and_(cond, equal(machine, item.value, element, node)))
        machine.pc = running
        if found == running:
            return found
    for doubt, cond in doubts:
        maybe = undecided(machine, doubt, f"{{}} contains {shown(element)}", node)
        found = conditions.or_(found, conditions.and_(cond, maybe))
    return found


def _contains_key(
    machine: Machine, container: DictValue | SetValue, element: Value, node: cst.CSTNode
) -> Cond:
    conditions = machine.conditions
    if isinstance(element, Unknown) or type(element) is TupleValue:
        keys = list(container.items)
        found = FALSE
        if type(element) is Symbol and element.apply is same:
            for key in keys:
                if type(key) is str:
                    here = conditions.and_(present_key(machine, container, key), element.variable.equals(key))
                    found = conditions.or_(found, here)
            if container.rest is None:
                return found
            maybe = machine.opaque(f"{element.variable.name} is a key", machine.site(node))
            return conditions.or_(found, conditions.and_(container.rest_cond, maybe))
    try:
        key = key_of(element)
    except Unhashable as problem:
        if problem.certain:
            machine.fail("builtins.TypeError", "unhashable type", node)
            return FALSE
        if isinstance(element, Unknown):
            return conditions.and_(machine.pc, undecided(machine, element, "{} is a key", node))
        return conditions.and_(machine.pc, machine.opaque("a value is a key", machine.site(node)))
    found = present_key(machine, container, key)
    if container.rest is not None and found != machine.pc:
        maybe = undecided(machine, container.rest, f"{{}} contains {shown(element)}", node)
        worlds = conditions.and_(machine.pc, container.rest_cond)
        found = conditions.or_(found, conditions.and_(worlds, maybe))
    return found
