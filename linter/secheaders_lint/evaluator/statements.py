"""Statements: one small function for each kind of node, found through a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from secheaders_lint.evaluator import operators
from secheaders_lint.evaluator.arithmetic import BINARY
from secheaders_lint.evaluator.assignment import assign, delete
from secheaders_lint.evaluator.conditions import FALSE
from secheaders_lint.evaluator.exceptions import exception_of, run_try
from secheaders_lint.evaluator.loops import run_loop, run_while
from secheaders_lint.evaluator.subscripts import assign_at, place_of, value_at
from secheaders_lint.evaluator.truthiness import truth
from secheaders_lint.evaluator.values import Raised

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.values import Value


def run_block(machine: Machine, block: cst.BaseSuite | cst.Module) -> None:
    """Run the statements of a module or a suite, as far as any world gets."""
    run_body(machine, block.body)


def run_body(machine: Machine, body: Sequence[cst.CSTNode]) -> None:
    """Run statements one after the other."""
    for statement in body:
        machine.pc = machine.conditions.normal(machine.pc)
        if machine.pc == FALSE:
            return
        machine.step()
        handler = TABLE.get(type(statement))
        if handler is not None:
            handler(machine, statement)


def _simple_line(machine: Machine, node: cst.SimpleStatementLine) -> None:
    run_body(machine, node.body)


def _expression(machine: Machine, node: cst.Expr) -> None:
    if isinstance(node.value, cst.SimpleString | cst.ConcatenatedString):
        return
    machine.eval(node.value)


def _assign(machine: Machine, node: cst.Assign) -> None:
    value = machine.eval(node.value)
    for target in node.targets:
        assign(machine, target.target, value, node)


def _annotated(machine: Machine, node: cst.AnnAssign) -> None:
    if node.value is not None:
        assign(machine, node.target, machine.eval(node.value), node)


def _augmented(machine: Machine, node: cst.AugAssign) -> None:
    operator = BINARY[type(node.operator).__name__.removesuffix("Assign")][0]
    target = node.target
    if isinstance(target, cst.Name):
        left = machine.load(target.value, target)
        right = machine.eval(node.value)
        value = operators.augmented(machine, operator, left, right, node)
        if machine.pc != FALSE:
            machine.bind(target.value, value, node, keep=True)
        return
    # What stands before the operator is evaluated once: it may have effects.
    if isinstance(target, cst.Subscript):
        place = place_of(machine, target)
        left = value_at(machine, place, target)
        value = operators.augmented(machine, operator, left, machine.eval(node.value), node)
        assign_at(machine, place, value, node)
    elif isinstance(target, cst.Attribute):
        owner, name = machine.eval(target.value), target.attr.value
        left = machine.attribute(owner, name, target)
        value = operators.augmented(machine, operator, left, machine.eval(node.value), node)
        if machine.pc != FALSE:
            machine.set_attribute(owner, name, value, node)


def _if(machine: Machine, node: cst.If) -> None:
    """Run ``if … elif … else``; an ``elif`` is an ``if`` in the worlds that are left."""
    conditions = machine.conditions
    done = FALSE
    branch: cst.If | cst.Else | None = node
    while branch is not None and machine.pc != FALSE:
        if isinstance(branch, cst.Else):
            run_block(machine, branch.body)
            break
        holds = truth(machine, machine.eval(branch.test), branch.test)
        others = conditions.minus(machine.pc, holds)
        if holds != FALSE:
            machine.pc = holds
            run_block(machine, branch.body)
            done = conditions.or_(done, machine.pc)
        machine.pc = others
        branch = branch.orelse
    machine.pc = conditions.or_(machine.pc, done)


def _for(machine: Machine, node: cst.For) -> None:
    orelse = node.orelse
    run_loop(
        machine,
        node.target,
        machine.eval(node.iter),
        lambda: run_block(machine, node.body),
        node,
        None if orelse is None else lambda: run_block(machine, orelse.body),
    )


def _while(machine: Machine, node: cst.While) -> None:
    orelse = node.orelse
    run_while(
        machine,
        lambda: machine.eval(node.test),
        lambda: run_block(machine, node.body),
        node,
        None if orelse is None else lambda: run_block(machine, orelse.body),
    )


def _break(machine: Machine, node: cst.Break) -> None:
    del node
    loop = machine.frame.loop
    if loop is not None:
        loop.broken = machine.conditions.or_(loop.broken, machine.pc)
        machine.pc = FALSE


def _continue(machine: Machine, node: cst.Continue) -> None:
    del node
    loop = machine.frame.loop
    if loop is not None:
        loop.continued = machine.conditions.or_(loop.continued, machine.pc)
        machine.pc = FALSE


def _return(machine: Machine, node: cst.Return) -> None:
    value = None if node.value is None else machine.eval(node.value)
    if machine.pc != FALSE:
        machine.frame.returned.append((machine.pc, value))
        machine.pc = FALSE


def _raise(machine: Machine, node: cst.Raise) -> None:
    if node.exc is None:
        machine.throw(machine.handled, node)
        return
    value = machine.eval(node.exc)
    if machine.pc == FALSE:
        return
    for part in machine.worlds(machine.settle(value)):
        machine.throw(exception_of(machine, part, node), node)
    machine.pc = FALSE


def _assert(machine: Machine, node: cst.Assert) -> None:
    holds = truth(machine, machine.eval(node.test), node.test)
    broken = machine.conditions.minus(machine.pc, holds)
    if broken == FALSE:
        return
    running, machine.pc = machine.pc, broken
    said: list[Value] = [] if node.msg is None else [machine.eval(node.msg)]
    machine.throw(Raised("builtins.AssertionError", said), node)
    machine.pc = machine.conditions.minus(running, broken)


def _delete(machine: Machine, node: cst.Del) -> None:
    delete(machine, node.target, node)


def _import(machine: Machine, node: cst.Import) -> None:
    from secheaders_lint.evaluator.imports import run_import

    run_import(machine, node)


def _import_from(machine: Machine, node: cst.ImportFrom) -> None:
    from secheaders_lint.evaluator.imports import run_import_from

    run_import_from(machine, node)


def _function(machine: Machine, node: cst.FunctionDef) -> None:
    from secheaders_lint.evaluator.functions import define

    define(machine, node)


def _class(machine: Machine, node: cst.ClassDef) -> None:
    from secheaders_lint.evaluator.classes import define

    define(machine, node)


def _with(machine: Machine, node: cst.With) -> None:
    from secheaders_lint.evaluator.contexts import run_with

    run_with(machine, node)


def _match(machine: Machine, node: cst.Match) -> None:
    from secheaders_lint.evaluator.matching import run_match

    run_match(machine, node)


def _type_alias(machine: Machine, node: cst.TypeAlias) -> None:
    machine.bind(node.name.value, machine.unknown("a type alias", node), node)


TABLE: dict[type[cst.CSTNode], Callable[..., None]] = {
    cst.SimpleStatementLine: _simple_line,
    cst.Expr: _expression,
    cst.Assign: _assign,
    cst.AnnAssign: _annotated,
    cst.AugAssign: _augmented,
    cst.If: _if,
    cst.For: _for,
    cst.While: _while,
    cst.Break: _break,
    cst.Continue: _continue,
    cst.Return: _return,
    cst.Raise: _raise,
    cst.Assert: _assert,
    cst.Del: _delete,
    cst.Import: _import,
    cst.ImportFrom: _import_from,
    cst.FunctionDef: _function,
    cst.ClassDef: _class,
    cst.With: _with,
    cst.Match: _match,
    cst.Try: run_try,
    cst.TryStar: run_try,
    cst.TypeAlias: _type_alias,
}
