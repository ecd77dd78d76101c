"""Binding names, attributes and items, and taking values apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from secheaders_lint.evaluator.conditions import FALSE
from secheaders_lint.evaluator.sequences import certain_items, split
from secheaders_lint.evaluator.values import UNSET, Item, ListValue, Sequence, TupleValue, Unknown

if TYPE_CHECKING:
    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.values import Value


def assign(machine: Machine, target: cst.BaseExpression, value: Value, node: cst.CSTNode) -> None:
    """Carry out ``target = value`` in the running worlds; ``node`` is the statement that the binding is shown with."""
    if machine.pc == FALSE:
        return
    if isinstance(target, cst.Name):
        machine.bind(target.value, value, node)
    elif isinstance(target, cst.Attribute):
        owner = machine.eval(target.value)
        machine.set_attribute(owner, target.attr.value, value, node)
    elif isinstance(target, cst.Subscript):
        from secheaders_lint.evaluator.subscripts import assign_subscript

        assign_subscript(machine, target, value, node)
    elif isinstance(target, cst.Tuple | cst.List):
        for part in machine.worlds(machine.settle(value)):
            _unpack(machine, target, part, node)
    elif isinstance(target, cst.StarredElement):
        assign(machine, target.value, value, node)


def _unpack(machine: Machine, target: cst.Tuple | cst.List, value: Value, node: cst.CSTNode) -> None:
    items = machine.items_of(value, node)
    rows = None if items is None or any(item.many for item in items) else split(machine, TupleValue(items))
    if machine.pc == FALSE:
        return
    if rows is None:
        cause = value if isinstance(value, Unknown) else machine.unknown("taken from something that is not fully known", node)
        for element in target.elements:
            part = Unknown(cause.reason, cause.site)
            assign(machine, element.value, part, node)
        return
    left = FALSE
    for cond, row in rows:
        machine.pc = cond
        _unpack_row(machine, target, row, node)
        left = machine.conditions.or_(left, machine.pc)
    machine.pc = left


def _unpack_row(machine: Machine, target: cst.Tuple | cst.List, row: list[Item], node: cst.CSTNode) -> None:
    elements = list(target.elements)
    starred = next((i for i, element in enumerate(elements) if isinstance(element, cst.StarredElement)), None)
    if starred is None:
        if len(row) != len(elements):
            machine.fail("builtins.ValueError", "wrong number of values to unpack", node)
            return
        for element, item in zip(elements, row, strict=True):
            assign(machine, element.value, item.value, node)
        return
    behind = len(elements) - starred - 1
    if len(row) < len(elements) - 1:
        machine.fail("builtins.ValueError", "not enough values to unpack", node)
        return
    for element, item in zip(elements[:starred], row, strict=False):
        assign(machine, element.value, item.value, node)
    assign(machine, elements[starred].value, ListValue(row[starred : len(row) - behind]), node)
    for element, item in zip(elements[starred + 1 :], row[len(row) - behind :], strict=True):
        assign(machine, element.value, item.value, node)


def delete(machine: Machine, target: cst.BaseExpression, node: cst.CSTNode) -> None:
    """Carry out ``del target`` in the running worlds."""
    if isinstance(target, cst.Name):
        machine.load(target.value, target)
        machine.bind(target.value, UNSET, node)
    elif isinstance(target, cst.Subscript):
        from secheaders_lint.evaluator.subscripts import assign_subscript

        assign_subscript(machine, target, UNSET, node)
    elif isinstance(target, cst.Attribute):
        machine.set_attribute(machine.eval(target.value), target.attr.value, UNSET, node)
    elif isinstance(target, cst.Tuple | cst.List):
        for element in target.elements:
            delete(machine, element.value, node)


__all__ = ["Sequence", "assign", "certain_items", "delete"]
