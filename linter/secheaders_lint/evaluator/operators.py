"""Binary and unary operators on abstract values."""

from __future__ import annotations

import operator as python_operator
from typing import TYPE_CHECKING

from secheaders_lint.evaluator import budget
from secheaders_lint.evaluator.arithmetic import BINARY
from secheaders_lint.evaluator.conditions import TRUE
from secheaders_lint.evaluator.forgetting import written_through
from secheaders_lint.evaluator.iterators import drive
from secheaders_lint.evaluator.mappings import update
from secheaders_lint.evaluator.pure import IMMUTABLE, pure, unknown_of
from secheaders_lint.evaluator.sequences import append, concatenate, like, one_row, open_up, put
from secheaders_lint.evaluator.sets import change_set, on_sets
from secheaders_lint.evaluator.truthiness import truth
from secheaders_lint.evaluator.values import (
    RAW_TYPES,
    UNSET,
    Arguments,
    Choice,
    DictValue,
    Item,
    Library,
    ListValue,
    Modelled,
    Sequence,
    SetValue,
    Symbol,
    TupleValue,
    Unknown,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    import libcst as cst

    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.values import Value

_FUNCTIONS: dict[str, Callable[[Value, Value], Value]] = dict(BINARY.values())
# What an operator gives for operands of unknown values but known types.
_STRING_RESULT = {"+": {"str"}, "%": {"str"}}


def binary(machine: Machine, operator: str, left: Value, right: Value, node: cst.CSTNode) -> Value:
    """Return ``left operator right``."""
    if type(left) in RAW_TYPES and type(right) in RAW_TYPES:
        return pure(machine, node, _FUNCTIONS[operator], [left, right], "", rooted=operator in {"+", "%"})
    if operator == "+" and (type(left) is Choice or type(right) is Choice):
        rows = one_row(machine, left), one_row(machine, right)
        if rows[0] is not None and rows[1] is not None and type(rows[0]) is type(rows[1]):
            return like(rows[0], concatenate(rows[0], rows[1]))
    return machine.each2(left, right, lambda one, other: _binary(machine, operator, one, other, node))


def _binary(machine: Machine, operator: str, left: Value, right: Value, node: cst.CSTNode) -> Value:
    for one, other, reflected in ((left, right, False), (right, left, True)):
        if isinstance(one, Modelled):
            found = one.binary(machine, operator, other, node, reflected=reflected)
            if found is not UNSET:
                return found
    if isinstance(left, str) and operator == "%" and not isinstance(right, Unknown):
        from secheaders_lint.evaluator.formatting import percent_format

        return percent_format(machine, left, right, node)
    if isinstance(left, Sequence) or isinstance(right, Sequence):
        found = _on_sequences(machine, operator, left, right, node)
        if found is not UNSET:
            return found
    if isinstance(left, SetValue) and isinstance(right, SetValue):
        return on_sets(machine, operator, left, right, node)
    if isinstance(left, DictValue) and isinstance(right, DictValue) and operator == "|":
        merged = left.copy()
        update(machine, merged, right)
        return merged
    if all(type(v) in RAW_TYPES or isinstance(v, Unknown) for v in (left, right)):
        return _on_scalars(machine, operator, left, right, node)
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return unknown_of(machine, node, [left, right])
    if isinstance(left, Library) or isinstance(right, Library):
        return machine.unknown("operation on something of a library", node)
    from secheaders_lint.evaluator.instances import binary_on_instances

    return binary_on_instances(machine, operator, left, right, node)


def _on_scalars(machine: Machine, operator: str, left: Value, right: Value, node: cst.CSTNode) -> Value:
    result = None
    types = {v.type if isinstance(v, Unknown) else type(v).__name__ for v in (left, right)}
    if (types == {"str"} and operator == "+") or (
        operator == "%" and (left.type if isinstance(left, Unknown) else type(left).__name__) == "str"
    ):
        result = "str"
    elif types <= {"int", "bool"} and operator not in {"/", "**"}:
        result = "int"
    shape = f"({{}} {operator} {{…}})" if isinstance(left, Symbol) else f"({{…}} {operator} {{}})"
    rooted = operator == "+"
    return pure(
        machine, node, _FUNCTIONS[operator], [left, right], shape, result, rooted=rooted, raises="TypeError"
    )


def _on_sequences(machine: Machine, operator: str, left: Value, right: Value, node: cst.CSTNode) -> Value:
    if operator == "+":
        if isinstance(left, Sequence) and isinstance(right, Sequence):
            if left.type != right.type:
                return machine.fail("builtins.TypeError", f"cannot add {right.type} to {left.type}", node)
            machine.step((len(left.items) + len(right.items)) // 50)
            return like(left, concatenate(left, right))
        return _beside_unknown(machine, left, right, node)
    if operator == "*":
        sequence, count = (left, right) if isinstance(left, Sequence) else (right, left)
        if type(count) is int or type(count) is bool:
            if len(sequence.items) * max(count, 0) > budget.MAX_ITEMS:
                return machine.unknown("a sequence too long to compute", node, sequence.type)
            return like(sequence, list(sequence.items) * count)
        if isinstance(count, Unknown):
            return machine.unknown(count.reason, node, sequence.type)
    other = right if isinstance(left, Sequence) else left
    if isinstance(other, Unknown):
        return UNSET
    if type(other) in RAW_TYPES or isinstance(other, Sequence | DictValue | SetValue):
        return machine.fail("builtins.TypeError", f"unsupported operand type(s) for {operator}", node)
    return UNSET


def _beside_unknown(machine: Machine, left: Value, right: Value, node: cst.CSTNode) -> Value:
    """Add a sequence and something else: what is unknown becomes a stretch of unknown length in the result."""
    known, other = (left, right) if isinstance(left, Sequence) else (right, left)
    if type(other) in RAW_TYPES or isinstance(other, DictValue | SetValue):
        return machine.fail("builtins.TypeError", f"can only concatenate {known.type}", node)
    if not isinstance(other, Unknown):
        return UNSET
    stretch = [Item(other, other.site or machine.site(node), TRUE, many=True)]
    items = [*known.items, *stretch] if known is left else [*stretch, *known.items]
    return like(known, items)


def augmented(machine: Machine, operator: str, left: Value, right: Value, node: cst.CSTNode) -> Value:
    """Return the value of ``left operator= right``; lists, sets and dictionaries are changed in place, as in Python."""
    return machine.each(left, lambda one: _augmented(machine, operator, one, right, node))


def _fits(sequence: ListValue, times: int) -> bool:
    return len(sequence.items) * max(times, 0) <= budget.MAX_ITEMS


def _augmented(machine: Machine, operator: str, left: Value, right: Value, node: cst.CSTNode) -> Value:
    if isinstance(left, ListValue) and operator == "+":
        extend(machine, left, right, node)
        left.writes.append(machine.site(node))
        return left
    if isinstance(left, ListValue) and operator == "*":
        if type(right) is int and machine.certain and _fits(left, right):
            put(machine, left, list(left.items) * right)
        else:
            open_up(machine, left, machine.unknown("a list repeated under a condition", node, "list"))
        return left
    if isinstance(left, SetValue) and not left.frozen:
        machine.each(right, lambda other: change_set(machine, operator, left, other, node))
        return left
    if isinstance(left, DictValue) and operator == "|":
        machine.each(right, lambda other: _update_dict(machine, left, other, node))
        return left
    if isinstance(left, Modelled) and left.kind == "dict" and operator == "|":
        # A view of a namespace is changed in place, as the dictionary that it is.
        machine.call(machine.attribute(left, "update", node), Arguments([right], {}, machine.site(node)))
        return left
    if type(left) is Unknown and left.type not in IMMUTABLE:
        # It may be a list that has other names, by which it changes unseen: not even what was added is sure to stay.
        written_through(machine, left, node)
        return Unknown(left.reason, left.site, left.type)
    return binary(machine, operator, left, right, node)


def _update_dict(machine: Machine, left: DictValue, right: Value, node: cst.CSTNode) -> Value:
    from secheaders_lint.evaluator.dict_methods import update_from

    update_from(machine, left, right, node)
    return None


def extend(machine: Machine, target: ListValue, values: Value, node: cst.CSTNode) -> None:
    """Add everything that an iterable yields at the end of a list, in the running worlds."""
    values = machine.settle(values)
    if isinstance(values, Sequence):
        append(machine, target, list(values.items))
        return
    drive(machine, values, lambda item: append(machine, target, [item]), node)


_UNARY: dict[str, tuple[str, Callable[[Value], Value]]] = {
    "Minus": ("-{}", python_operator.neg),
    "Plus": ("+{}", python_operator.pos),
    "BitInvert": ("~{}", python_operator.invert),
}


def unary(machine: Machine, kind: str, value: Value, node: cst.CSTNode) -> Value:
    """Return ``-value``, ``+value``, ``~value`` or ``not value`` by libcst's operator class name."""
    if kind == "Not":
        holds = truth(machine, value, node)
        return machine.boolean(machine.conditions.minus(machine.pc, holds))
    shape, function = _UNARY[kind]
    if type(value) in RAW_TYPES or type(value) is Choice or isinstance(value, Unknown):
        return pure(machine, node, function, [value], shape, getattr(value, "type", None), raises="TypeError")
    if isinstance(value, TupleValue | ListValue | DictValue | SetValue):
        return machine.fail("builtins.TypeError", "bad operand type for unary operator", node)
    return machine.unknown("operation on an object", node)
