"""Loops: rounds over items that may be there or not, and what becomes of a loop whose rounds cannot be told."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from secheaders_lint.evaluator import budget
from secheaders_lint.evaluator.assignment import assign
from secheaders_lint.evaluator.conditions import FALSE, TRUE
from secheaders_lint.evaluator.forgetting import forget_written
from secheaders_lint.evaluator.iterators import drive
from secheaders_lint.evaluator.namespaces import Loop
from secheaders_lint.evaluator.truthiness import truth
from secheaders_lint.evaluator.values import Item, Stretch, Unknown

if TYPE_CHECKING:
    from collections.abc import Callable

    import libcst as cst

    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.values import Value


def run_loop(
    machine: Machine,
    target: cst.BaseExpression,
    iterable: Value,
    body: Callable[[], None],
    node: cst.CSTNode,
    orelse: Callable[[], None] | None = None,
) -> None:
    """Run ``body`` for each item of an iterable, then ``orelse`` in the worlds that did not break out."""
    conditions = machine.conditions
    after, broken = FALSE, FALSE
    for part in machine.worlds(machine.settle(iterable)):
        outer, machine.frame.loop = machine.frame.loop, Loop()
        loop = machine.frame.loop
        drive(machine, part, partial(_round, machine, target, body, node, loop), node)
        machine.frame.loop = outer
        after = conditions.or_(after, machine.pc)
        broken = conditions.or_(broken, loop.broken)
        machine.pc = conditions.or_(machine.pc, loop.broken)
    machine.pc = after
    if orelse is not None and after != FALSE:
        orelse()
    machine.pc = conditions.or_(machine.pc, broken)


def element_of(machine: Machine, cause: Unknown, node: cst.CSTNode) -> Value:
    """Return an unknown element of an unknown iterable."""
    if isinstance(cause, Stretch):
        return cause.element
    element = "str" if cause.type == "str" else None
    return Unknown(cause.reason, cause.site or machine.site(node), element).one_of(cause.parts)


def _round(
    machine: Machine,
    target: cst.BaseExpression,
    body: Callable[[], None],
    node: cst.CSTNode,
    loop: Loop,
    item: Item,
) -> None:
    """Run the body for one item, or for a stretch of them."""
    if item.many:
        unknown = isinstance(item.value, Unknown)
        cause = item.value if unknown else machine.unknown("items that cannot be told", node)
        enter = partial(assign, machine, target, element_of(machine, cause, node), node)
        unknown_rounds(machine, enter, body, cause, loop)
        return
    machine.step()
    assign(machine, target, item.value, node)
    body()
    machine.pc = machine.conditions.or_(machine.pc, loop.continued)
    loop.continued = FALSE


def run_while(
    machine: Machine,
    test: Callable[[], Value],
    body: Callable[[], None],
    node: cst.CSTNode,
    orelse: Callable[[], None] | None,
) -> None:
    """Run a ``while`` loop."""
    conditions = machine.conditions
    outer, machine.frame.loop = machine.frame.loop, Loop()
    loop = machine.frame.loop
    done = FALSE
    unclear = 0
    for count in range(budget.MAX_ROUNDS + 1):
        machine.step()
        holds = truth(machine, test(), node)
        leaving = conditions.minus(machine.pc, holds)
        done = conditions.or_(done, leaving)
        if holds == FALSE:
            machine.pc = FALSE
            break
        machine.pc = holds
        if count == budget.MAX_ROUNDS or unclear > budget.MAX_UNKNOWN_ROUNDS:
            cause = machine.unknown("a loop whose end cannot be told", node)
            texts = "the loop goes on", "the loop goes on and on"
            unknown_rounds(machine, lambda: None, body, cause, loop, texts)
            break
        body()
        machine.pc = conditions.or_(machine.pc, loop.continued)
        loop.continued = FALSE
        if machine.pc == FALSE:
            break
        # A round that only some of the worlds go on from: the end of the loop depends on conditions.
        unclear += leaving != FALSE or machine.pc != holds
    machine.frame.loop = outer
    machine.pc = conditions.or_(machine.pc, done)
    if orelse is not None and machine.pc != FALSE:
        orelse()
    machine.pc = conditions.or_(machine.pc, loop.broken)


def unknown_rounds(
    machine: Machine,
    enter: Callable[[], None],
    body: Callable[[], None],
    cause: Unknown,
    loop: Loop,
    texts: tuple[str, str] | None = None,
) -> None:
    """Run the body for any number of rounds: whatever it writes is unknown afterwards, in the worlds it ran in.

    ``texts`` say of the first round, and of those that follow, that they take place.

    The first round finds everything as it was before the loop. One more stands for all that may follow: it finds what
    rounds write to be unknown, so that a test that only a later round would pass is not taken to fail.
    """
    first, later = texts or (f"{cause.reason} has items", f"{cause.reason} has several items")
    if _perhaps_a_round(machine, enter, body, cause, loop, first) and machine.pc != FALSE:
        _perhaps_a_round(machine, enter, body, cause, loop, later)


def _perhaps_a_round(
    machine: Machine,
    enter: Callable[[], None],
    body: Callable[[], None],
    cause: Unknown,
    loop: Loop,
    text: str,
) -> bool:
    """Run the body in the worlds in which a round happens; tell whether it wrote anything."""
    conditions = machine.conditions
    before = machine.pc
    site = cause.site
    happens = conditions.and_(before, machine.opaque(text, site) if site is not None else TRUE)
    mark = len(machine.written)
    broken, loop.broken = loop.broken, FALSE
    machine.pc = happens
    enter()
    entered = len(machine.written)
    body()
    wrote = len(machine.written) > entered
    ended = conditions.or_(conditions.or_(machine.pc, loop.continued), loop.broken)
    loop.continued = FALSE
    # Those that raised or returned, too: rounds before may have written, and a generator is left where it stands.
    machine.pc = happens
    forget_written(machine, mark, cause)
    # A round that raised or returned need not happen: nobody knows whether any round takes place.
    stayed = conditions.minus(before, conditions.minus(happens, ended))
    out = conditions.and_(loop.broken, stayed)
    machine.pc = conditions.minus(stayed, out)
    loop.broken = conditions.or_(broken, out)
    return wrote
