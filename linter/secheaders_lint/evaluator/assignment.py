"""Binding names, attributes and items, and taking values apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from secheaders_lint.evaluator.conditions import FALSE
from secheaders_lint.evaluator.sequences import split
from secheaders_lint.evaluator.values import UNSET, Item, ListValue, TupleValue, Unknown

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
    rows = None if items is None else split(machine, TupleValue(list(items)))
    if machine.pc == FALSE:
        return
    if rows is None:
        cause = (
            value
            if isinstance(value, Unknown)
            else machine.unknown("taken from something that is not fully known", node)
        )
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
    if any(item.many for item in row):
        _unpack_open_row(machine, elements, starred, row, node)
        return
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


def _unpack_open_row(
    machine: Machine, elements: list[cst.BaseElement], starred: int | None, row: list[Item], node: cst.CSTNode
) -> None:
    """Unpack a row with a stretch of unknown length: what stands in front of it, and behind it, is still told."""
    first = next(i for i, item in enumerate(row) if item.many)
    last = len(row) - 1 - next(i for i, item in enumerate(reversed(row)) if item.many)
    cause = (
        row[first].value
        if isinstance(row[first].value, Unknown)
        else machine.unknown("items that cannot be told", node)
    )
    for place, element in enumerate(elements):
        if place == starred:
            behind = len(elements) - starred - 1
            rest = row[starred : len(row) - behind] if starred <= first and last < len(row) - behind else None
            part: Value = Unknown(cause.reason, cause.site, "list") if rest is None else ListValue(rest)
        elif place < first and (starred is None or place < starred):
            part = row[place].value
        elif starred is not None and place > starred and len(elements) - place < len(row) - last:
            part = row[place - len(elements)].value
        else:
            part = Unknown(cause.reason, cause.site)
        assign(machine, element.value, part, node)


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
