"""Expressions: one small function for each kind of node, found through a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from secheaders_lint.evaluator import budget, comparison, equality, literals, operators
from secheaders_lint.evaluator.arguments import evaluate_arguments, unpacked
from secheaders_lint.evaluator.arithmetic import BINARY
from secheaders_lint.evaluator.comprehensions import (
    dict_comprehension,
    generator_expression,
    list_comprehension,
    set_comprehension,
)
from secheaders_lint.evaluator.conditions import FALSE, TRUE
from secheaders_lint.evaluator.dict_methods import set_item, update_from
from secheaders_lint.evaluator.formatting import format_value, join_texts
from secheaders_lint.evaluator.iterators import drive
from secheaders_lint.evaluator.mappings import empty_dict
from secheaders_lint.evaluator.set_methods import add_element
from secheaders_lint.evaluator.truthiness import truth
from secheaders_lint.evaluator.values import (
    DictValue,
    Item,
    ListValue,
    SetValue,
    Site,
    TupleValue,
    Unknown,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.values import Value


def _name(machine: Machine, node: cst.Name) -> Value:
    return machine.load(node.value, node)


def _simple_string(machine: Machine, node: cst.SimpleString) -> Value:
    try:
        return literals.string(node.value)
    except literals.BadLiteralError:
        return machine.unknown("a string literal that Python refuses", node, "str")


def _concatenated_string(machine: Machine, node: cst.ConcatenatedString) -> Value:
    parts = [machine.eval(node.left)]
    rest: cst.BaseExpression = node.right
    while isinstance(rest, cst.ConcatenatedString):
        parts.append(machine.eval(rest.left))
        rest = rest.right
    parts.append(machine.eval(rest))
    if any(isinstance(part, bytes) for part in parts):
        return b"".join(parts)
    return join_texts(machine, parts, node)


def _formatted_string(machine: Machine, node: cst.FormattedString) -> Value:
    raw = "r" in node.start.lower()
    return join_texts(machine, _format_parts(machine, node.parts, raw=raw), node)


def _format_parts(
    machine: Machine, parts: Sequence[cst.BaseFormattedStringContent], *, raw: bool
) -> list[Value]:
    texts: list[Value] = []
    for part in parts:
        if isinstance(part, cst.FormattedStringText):
            texts.append(literals.part(part.value, raw=raw))
            continue
        if not isinstance(part, cst.FormattedStringExpression):
            continue
        if part.equal is not None:
            blank = cst.Module([])
            texts.append(blank.code_for_node(part.expression) + blank.code_for_node(part.equal))
        value = machine.eval(part.expression)
        conversion = part.conversion or ("r" if part.equal is not None and part.format_spec is None else None)
        spec: Value = ""
        if part.format_spec is not None:
            spec = join_texts(machine, _format_parts(machine, part.format_spec, raw=raw), part)
        texts.append(machine.each(value, lambda one: format_value(machine, one, conversion, spec, part)))  # noqa: B023
    return texts


def _integer(machine: Machine, node: cst.Integer) -> Value:
    try:
        value = literals.integer(node.value)
    except literals.BadLiteralError:
        return machine.unknown(f"{node.value[:20]} is not a Python 3 number", node, "int")
    if value.bit_length() > budget.MAX_BITS:
        return machine.unknown(f"an integer of more than {budget.MAX_BITS:,} bits", node, "int")
    return value


def _float(machine: Machine, node: cst.Float) -> Value:
    del machine
    return float(node.value)


def _imaginary(machine: Machine, node: cst.Imaginary) -> Value:
    del machine
    return complex(node.value)


def _ellipsis(machine: Machine, node: cst.Ellipsis) -> Value:
    del machine, node
    return ...


def _elements(machine: Machine, elements: Sequence[cst.BaseElement]) -> list[Item]:
    items: list[Item] = []
    source = machine.source
    for element in elements:
        value = machine.eval(element.value)
        if isinstance(element, cst.StarredElement):
            items += unpacked(machine, value, element)
        else:
            items.append(Item(value, Site(source, element.value)))
        if len(items) > budget.MAX_ITEMS:
            cause = machine.unknown(f"more than {budget.MAX_ITEMS:,} items", element)
            return [Item(cause, cause.site, TRUE, many=True)]
    machine.step(len(items) // 50)
    return items


def _tuple(machine: Machine, node: cst.Tuple) -> Value:
    return TupleValue(_elements(machine, node.elements))


def _list(machine: Machine, node: cst.List) -> Value:
    return ListValue(_elements(machine, node.elements))


def _set(machine: Machine, node: cst.Set) -> Value:
    made = SetValue({})
    for item in _elements(machine, node.elements):
        add_element(machine, made, item, node)
    return made


def _dict(machine: Machine, node: cst.Dict) -> Value:
    made = DictValue() if node.elements else empty_dict(machine, id(node))
    for element in node.elements:
        if isinstance(element, cst.DictElement):
            key = machine.eval(element.key)
            value = machine.eval(element.value)
            if type(key) is str and machine.certain and key not in made.items:
                made.items[key] = Item(value, machine.site(element.value))
            else:
                set_item(machine, made, key, value, element, machine.site(element.value))
        else:
            value = machine.eval(element.value)
            for part in machine.worlds(machine.settle(value)):
                update_from(machine, made, part, element)
    return made


def _binary_operation(machine: Machine, node: cst.BinaryOperation) -> Value:
    # A long sum leans to the left: walking down its spine keeps the recursion flat.
    spine = [node]
    while isinstance(spine[-1].left, cst.BinaryOperation):
        spine.append(spine[-1].left)
    left = machine.eval(spine[-1].left)
    for operation in reversed(spine):
        right = machine.eval(operation.right)
        operator = BINARY[type(operation.operator).__name__][0]
        left = operators.binary(machine, operator, left, right, operation)
    return left


def _unary_operation(machine: Machine, node: cst.UnaryOperation) -> Value:
    return operators.unary(machine, type(node.operator).__name__, machine.eval(node.expression), node)


def _boolean_operation(machine: Machine, node: cst.BooleanOperation) -> Value:
    spine = [node]
    while isinstance(spine[-1].left, cst.BooleanOperation):
        spine.append(spine[-1].left)
    left = machine.eval(spine[-1].left)
    for operation in reversed(spine):
        left = _short_circuit(machine, operation, left)
    return left


def _short_circuit(machine: Machine, node: cst.BooleanOperation, left: Value) -> Value:
    conditions = machine.conditions
    decides = isinstance(node.operator, cst.Or)
    results: list[tuple[int, Value]] = []
    go_on = FALSE
    for part in machine.worlds(machine.settle(left)):
        holds = truth(machine, part, node)
        stop = holds if decides else conditions.minus(machine.pc, holds)
        if stop != FALSE:
            results.append((stop, _known_truth(machine, part, stop, decides=decides)))
        go_on = conditions.or_(go_on, conditions.minus(machine.pc, stop))
    if go_on == FALSE:
        return machine.choose(results)
    stopped = conditions.minus(machine.pc, go_on)
    machine.pc = go_on
    right = machine.eval(node.right)
    results.append((machine.pc, right))
    machine.pc = conditions.or_(machine.pc, stopped)
    return machine.choose(results)


def _known_truth(machine: Machine, value: Value, cond: int, *, decides: bool) -> Value:
    """In ``x and y``, a false text of a variable can only be the empty one."""
    del machine, cond
    if isinstance(value, Unknown) and value.type == "str" and not decides:
        return ""
    return value


def _comparison(machine: Machine, node: cst.Comparison) -> Value:
    conditions = machine.conditions
    left = machine.eval(node.left)
    running = machine.pc
    holds = TRUE
    failed = FALSE
    for target in node.comparisons:
        right = machine.eval(target.comparator)
        here = compare(machine, type(target.operator).__name__, left, right, node)
        holds = conditions.and_(here, machine.pc)
        failed = conditions.or_(failed, conditions.minus(machine.pc, holds))
        left = right
        if len(node.comparisons) == 1:
            return machine.boolean(holds)
        machine.pc = holds
        if holds == FALSE:
            break
    machine.pc = conditions.and_(running, conditions.or_(holds, failed))
    return machine.boolean(holds)


_ORDERS = {"LessThan": "<", "LessThanEqual": "<=", "GreaterThan": ">", "GreaterThanEqual": ">="}


def compare(machine: Machine, kind: str, left: Value, right: Value, node: cst.CSTNode) -> int:
    """Return the running worlds in which a comparison holds, by libcst's operator class name."""
    if kind in _ORDERS:
        return comparison.ordered(machine, _ORDERS[kind], left, right, node)
    tests: dict[str, Callable[[], int]] = {
        "Equal": lambda: equality.equal(machine, left, right, node),
        "NotEqual": lambda: equality.equal(machine, left, right, node),
        "In": lambda: comparison.contains(machine, right, left, node),
        "NotIn": lambda: comparison.contains(machine, right, left, node),
        "Is": lambda: equality.same_object(machine, left, right, node),
        "IsNot": lambda: equality.same_object(machine, left, right, node),
    }
    found = tests[kind]()
    return machine.conditions.minus(machine.pc, found) if kind in {"NotEqual", "NotIn", "IsNot"} else found


def _conditional(machine: Machine, node: cst.IfExp) -> Value:
    conditions = machine.conditions
    holds = truth(machine, machine.eval(node.test), node.test)
    otherwise = conditions.minus(machine.pc, holds)
    results: list[tuple[int, Value]] = []
    left = FALSE
    for cond, branch in ((holds, node.body), (otherwise, node.orelse)):
        if cond == FALSE:
            continue
        machine.pc = cond
        value = machine.eval(branch)
        results.append((machine.pc, value))
        left = conditions.or_(left, machine.pc)
    machine.pc = left
    return machine.choose(results)


def _lambda(machine: Machine, node: cst.Lambda) -> Value:
    from secheaders_lint.evaluator.functions import make_function

    return make_function(machine, node, "<lambda>")


def _named(machine: Machine, node: cst.NamedExpr) -> Value:
    from secheaders_lint.evaluator.assignment import assign

    value = machine.eval(node.value)
    assign(machine, node.target, value, node)
    return value


def _attribute(machine: Machine, node: cst.Attribute) -> Value:
    return machine.attribute(machine.eval(node.value), node.attr.value, node)


def _subscript(machine: Machine, node: cst.Subscript) -> Value:
    from secheaders_lint.evaluator.subscripts import subscript

    return subscript(machine, node)


def _call(machine: Machine, node: cst.Call) -> Value:
    function = machine.eval(node.func)
    arguments = evaluate_arguments(machine, node)
    return machine.call(function, arguments)


def _yield(machine: Machine, node: cst.Yield) -> Value:
    reader = machine.frame.reader
    if reader is None:
        return machine.unknown("a value sent into a generator", node)
    if isinstance(node.value, cst.From):
        drive(machine, machine.eval(node.value.item), reader, node)
        return machine.unknown("what a generator returns", node)
    reader(Item(None if node.value is None else machine.eval(node.value), machine.site(node)))
    return None


def _await(machine: Machine, node: cst.Await) -> Value:
    machine.eval(node.expression)
    return machine.unknown("an awaited value", node)


def _templated(machine: Machine, node: cst.CSTNode) -> Value:
    return machine.unknown("a template string", node)


TABLE: dict[type[cst.CSTNode], Callable[..., Value]] = {
    cst.Name: _name,
    cst.SimpleString: _simple_string,
    cst.ConcatenatedString: _concatenated_string,
    cst.FormattedString: _formatted_string,
    cst.Integer: _integer,
    cst.Float: _float,
    cst.Imaginary: _imaginary,
    cst.Ellipsis: _ellipsis,
    cst.Tuple: _tuple,
    cst.List: _list,
    cst.Set: _set,
    cst.Dict: _dict,
    cst.BinaryOperation: _binary_operation,
    cst.UnaryOperation: _unary_operation,
    cst.BooleanOperation: _boolean_operation,
    cst.Comparison: _comparison,
    cst.IfExp: _conditional,
    cst.Lambda: _lambda,
    cst.NamedExpr: _named,
    cst.Attribute: _attribute,
    cst.Subscript: _subscript,
    cst.Call: _call,
    cst.ListComp: list_comprehension,
    cst.GeneratorExp: generator_expression,
    cst.SetComp: set_comprehension,
    cst.DictComp: dict_comprehension,
    cst.Yield: _yield,
    cst.Await: _await,
}
