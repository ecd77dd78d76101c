"""Loops: rounds over items that may be there or not, and what becomes of a loop whose rounds cannot be told."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from secheaders_lint.evaluator import budget
from secheaders_lint.evaluator.assignment import assign
from secheaders_lint.evaluator.budget import BudgetSpent
from secheaders_lint.evaluator.conditions import FALSE, TRUE
from secheaders_lint.evaluator.forgetting import forget_written
from secheaders_lint.evaluator.iterators import drive
from secheaders_lint.evaluator.namespaces import Loop
from secheaders_lint.evaluator.truthiness import truth
from secheaders_lint.evaluator.values import RAW_TYPES, Choice, Item, Stretch, TupleValue, Unknown

if TYPE_CHECKING:
    from collections.abc import Callable

    import libcst as cst
    from typing_extensions import Self

    from secheaders_lint.evaluator.conditions import Cond
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
        with _Patience(machine) as patience:
            drive(machine, part, _Rounds(machine, target, body, node, loop, patience).run, node)
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


class _Rounds:
    """The rounds of a ``for`` loop over one iterable."""

    def __init__(
        self,
        machine: Machine,
        target: cst.BaseExpression,
        body: Callable[[], None],
        node: cst.CSTNode,
        loop: Loop,
        patience: _Patience,
    ) -> None:
        self._machine = machine
        self._target = target
        self._body = body
        self._node = node
        self._loop = loop
        self._patience = patience
        # Worlds in which all further rounds were run at once.
        self._done: Cond = FALSE

    def run(self, item: Item) -> None:
        """Run the body for one item, or for a stretch of them."""
        machine, loop = self._machine, self._loop
        if item.many:
            unknown = isinstance(item.value, Unknown)
            self._run_many(
                item.value if unknown else machine.unknown("items that cannot be told", self._node)
            )
            return
        if self._patience.is_spent:
            self._run_rest(item.value)
            return
        machine.step()
        assign(machine, self._target, item.value, self._node)
        self._body()
        machine.pc = machine.conditions.or_(machine.pc, loop.continued)
        loop.continued = FALSE

    def _run_many(self, cause: Unknown) -> None:
        machine = self._machine
        element = element_of(machine, cause, self._node)
        enter = partial(assign, machine, self._target, element, self._node)
        unknown_rounds(machine, enter, self._body, cause, self._loop)

    def _run_rest(self, value: Value) -> None:
        """Run this round and all that follow in the running worlds as rounds of a loop that nobody can follow.

        ``value`` is the item of this round. Where items are objects that rounds may change, and keep under other names, raises
        :class:`BudgetSpent`: nothing would be sure of any of them.
        """
        machine, conditions = self._machine, self._machine.conditions
        running = machine.pc
        if not _is_fixed(value):
            raise BudgetSpent("evaluation stopped: a loop of very many steps")
        cause = machine.unknown("a loop of very many steps", self._node)
        waiting = conditions.minus(running, self._done)
        if waiting != FALSE:
            machine.step(budget.REST_OF_LOOP_STEPS)
            machine.pc = waiting
            self._done = conditions.or_(self._done, waiting)
            self._run_many(cause)
            machine.pc = conditions.or_(machine.pc, conditions.minus(running, waiting))


def _is_fixed(value: Value) -> bool:
    """Tell whether a value, and all that is in it, can neither be changed nor be the same object as another."""
    if type(value) is Choice:
        return all(_is_fixed(part) for _, part in value.alternatives)
    if isinstance(value, TupleValue):
        return all(_is_fixed(item.value) for item in value.items)
    return type(value) in RAW_TYPES or (isinstance(value, Unknown) and not value.parts)


class _Patience:
    """How long a loop is followed round by round; one inside of another has no more than that one has left."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._around: _Patience | None = machine.state.get("patience")
        self._steps = machine.steps + budget.MAX_LOOP_STEPS
        self._work = machine.conditions.work - budget.MAX_LOOP_WORK

    def __enter__(self) -> Self:
        self._machine.state["patience"] = self
        return self

    def __exit__(self, *raised: object) -> None:
        self._machine.state["patience"] = self._around

    @property
    def is_spent(self) -> bool:
        """Whether the loop took more than it may take."""
        return (
            self._machine.steps > self._steps
            or self._machine.conditions.work < self._work
            or (self._around is not None and self._around.is_spent)
        )


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
    with _Patience(machine) as patience:
        done = _run_while(machine, test, body, node, loop, patience)
    machine.frame.loop = outer
    machine.pc = conditions.or_(machine.pc, done)
    if orelse is not None and machine.pc != FALSE:
        orelse()
    machine.pc = conditions.or_(machine.pc, loop.broken)


def _run_while(
    machine: Machine,
    test: Callable[[], Value],
    body: Callable[[], None],
    node: cst.CSTNode,
    loop: Loop,
    patience: _Patience,
) -> Cond:
    """Run the rounds; returns the worlds in which the test failed, those that end otherwise are in the path condition."""
    conditions = machine.conditions
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
        if count == budget.MAX_ROUNDS or unclear > budget.MAX_UNKNOWN_ROUNDS or patience.is_spent:
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
    return done


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
