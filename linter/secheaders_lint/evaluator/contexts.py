"""``with`` statements and the context managers that are followed: ``suppress``, generators, classes of the repository."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.evaluator.assignment import assign
from secheaders_lint.evaluator.conditions import FALSE
from secheaders_lint.evaluator.core import TryFrame
from secheaders_lint.evaluator.exceptions import jumped, matches, rethrow
from secheaders_lint.evaluator.iterators import IteratorValue
from secheaders_lint.evaluator.values import UNSET, Item, Modelled, Unknown

if TYPE_CHECKING:
    from collections.abc import Callable

    import libcst as cst

    from secheaders_lint.evaluator.conditions import Cond
    from secheaders_lint.evaluator.core import Pending
    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.values import Arguments, Value


class Suppressing(Modelled):
    """``contextlib.suppress(…)``: the exceptions that end the body without leaving the statement."""

    kind = "suppress"

    def __init__(self, classes: list[Value]) -> None:
        self.classes = classes


class ManagerFunction(Modelled):
    """A generator function under ``contextlib.contextmanager``."""

    kind = "function"

    def __init__(self, function: Value) -> None:
        self.function = function

    def call(self, machine: Machine, arguments: Arguments) -> Value:
        """Return the context manager."""
        made = machine.call(self.function, arguments)
        return machine.each(
            made, lambda part: GeneratorManager(part) if isinstance(part, IteratorValue) else part
        )


class GeneratorManager(Modelled):
    """A context manager whose body is a generator: the statement's body runs where it yields."""

    kind = "generator context manager"

    def __init__(self, generator: IteratorValue) -> None:
        self.generator = generator


def run_with(machine: Machine, node: cst.With) -> None:
    """Run a ``with`` statement: its managers from left to right, each around those that follow and the body."""
    _within(machine, node, 0)


def _within(machine: Machine, node: cst.With, place: int) -> None:
    from secheaders_lint.evaluator.statements import run_block

    if machine.pc == FALSE:
        return
    if place == len(node.items):
        run_block(machine, node.body)
        return
    item = node.items[place]

    def body(entered: Value) -> None:
        if item.asname is not None and machine.pc != FALSE:
            assign(machine, item.asname.name, entered, node)
        _within(machine, node, place + 1)

    for manager in machine.worlds(machine.settle(machine.eval(item.item))):
        if isinstance(manager, Suppressing):
            _suppress(machine, manager, body, node)
        elif isinstance(manager, GeneratorManager):
            _around_yield(machine, manager, body, node)
        elif isinstance(manager, Modelled):
            entered = getattr(manager, "entered", None)
            body(manager if entered is None else entered(machine))
        elif isinstance(manager, Unknown):
            body(Unknown(manager.reason, manager.site))
        else:
            _around_object(machine, manager, body, item)


def _suppress(machine: Machine, manager: Suppressing, body: Callable[[Value], None], node: cst.With) -> None:
    frame = TryFrame([getattr(kind, "name", None) for kind in manager.classes])
    machine.tries.append(frame)
    body(None)
    machine.tries.pop()

    def taken(one: Pending) -> Cond:
        found = FALSE
        for kind in manager.classes:
            found = machine.conditions.or_(found, matches(machine, one, kind, node))
        return found

    _swallow(machine, frame, taken)


def _swallow(machine: Machine, frame: TryFrame, taken: Callable[[Pending], Cond]) -> None:
    """Go on behind the statement in the worlds in which a manager takes an exception; let the others go on."""
    after = machine.pc
    rest: list[Pending] = []
    for one in frame.pending:
        swallowed = taken(one)
        after = machine.conditions.or_(after, swallowed)
        one.cond = machine.conditions.minus(one.cond, swallowed)
        if one.cond != FALSE:
            rest.append(one)
    rethrow(machine, rest)
    machine.pc = after


def _around_yield(
    machine: Machine, manager: GeneratorManager, body: Callable[[Value], None], node: cst.With
) -> None:
    """Run the generator, and the body where it yields: what the body raises, its handlers can catch."""
    frame, source = machine.frame, machine.source
    entered, left = FALSE, FALSE

    def at_yield(item: Item) -> None:
        nonlocal entered, left
        conditions = machine.conditions
        here = machine.pc
        entered = conditions.or_(entered, here)
        inner = machine.frame, machine.source
        machine.frame, machine.source = frame, source
        body(Unknown("what a context manager gives", item.site) if item.many else item.value)
        # The rest of the generator runs where the body was left by a jump, too.
        gone = jumped(machine, here)
        left = conditions.or_(left, gone)
        machine.pc = conditions.or_(machine.pc, gone)
        machine.frame, machine.source = inner

    manager.generator.read(machine, at_yield, node, throws=True)
    never = machine.conditions.minus(machine.pc, entered)
    machine.fail("builtins.RuntimeError", "generator didn't yield", node, never)
    machine.pc = machine.conditions.minus(machine.pc, left)


def _around_object(
    machine: Machine, manager: Value, body: Callable[[Value], None], item: cst.WithItem
) -> None:
    """Run the body between ``__enter__`` and ``__exit__`` of an object of the repository."""
    from secheaders_lint.evaluator.instances import call_special

    conditions = machine.conditions
    entered = call_special(machine, manager, "__enter__", [], item)
    if entered is UNSET:
        entered = machine.unknown("what a context manager gives", item)
    before = machine.pc
    frame = TryFrame([None])
    machine.tries.append(frame)
    body(entered)
    machine.tries.pop()
    gone = jumped(machine, before)
    machine.pc = conditions.or_(machine.pc, gone)
    if machine.pc != FALSE:
        call_special(machine, manager, "__exit__", [None, None, None], item)
    after = conditions.minus(machine.pc, gone)

    def taken(one: Pending) -> Cond:
        machine.pc = one.cond
        kind = machine.unknown("the class of an exception", item)
        trace = machine.unknown("a traceback", item)
        verdict = call_special(machine, manager, "__exit__", [kind, one.exception, trace], item)
        swallowed = FALSE if verdict is UNSET else machine.truth(verdict, item)
        one.cond = machine.pc
        return swallowed

    machine.pc = after
    _swallow(machine, frame, taken)
