"""Iterators: generators, ``map``, ``zip`` and their like, whose items are worked out when they are read, and read once.

What produces items hands each of them to its reader, in the worlds in which Python would meet it. A reader that stops
takes its worlds out of the path condition: nothing of the producer runs any further there. So effects of both happen
in the order in which Python has them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.evaluator.conditions import FALSE, TRUE
from secheaders_lint.evaluator.core import TryFrame
from secheaders_lint.evaluator.sequences import append, join, split
from secheaders_lint.evaluator.values import UNSET, Choice, Item, ListValue, Modelled, TupleValue, Unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import libcst as cst

    from secheaders_lint.evaluator.conditions import Cond
    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.namespaces import Namespace
    from secheaders_lint.evaluator.values import Value

    Reader = Callable[[Item], None]
    Producer = Callable[[Machine, Reader], None]

_METHODS = frozenset({"__iter__", "__next__", "send", "throw", "close"})


class IteratorValue(Modelled):
    """An iterator: ``produce`` hands its items to a reader.

    ``sources`` are the containers that it goes through where nothing else decides what it gives: then its items can be
    read one by one. ``None``: code of the repository runs for each item, code that can read and write ``globals_``, and
    that may do something when it is dropped (``cleans_up``). ``stateless``: nothing but its place among the items tells the
    code of one item from that of another.
    """

    def __init__(
        self,
        kind: str,
        produce: Producer,
        sources: tuple[Value, ...] | None = None,
        globals_: Namespace | None = None,
        *,
        cleans_up: bool = False,
        stateless: bool = False,
    ) -> None:
        self.kind = kind
        self._globals = globals_
        self._produce = produce
        self._cleans_up = cleans_up
        self._stateless = stateless
        self.sources = sources
        self._begun: Cond = FALSE
        # What readers that stopped have left, and how much had been written when they stopped.
        self._left: list[Item] = []
        self._mark = 0
        self._perhaps = False

    def read(self, machine: Machine, reader: Reader, node: cst.CSTNode, *, throws: bool = False) -> None:
        """Hand all that is left to ``reader``; ``throws``: exceptions of the reader are raised where the item was made."""
        conditions = machine.conditions
        running = machine.pc
        fresh = conditions.minus(running, self._begun)
        again = conditions.and_(running, self._begun)
        left = self._take(machine, node)
        self._begun = conditions.or_(self._begun, running)
        machine.written.append((self, running))
        machine.pc = again
        if again != FALSE:
            self._resume(machine, left)
            hand_watching(machine, left, reader, self.sources or (), node)
        after = machine.pc
        machine.pc = fresh
        if fresh != FALSE:
            self._produce(machine, reader if throws else _outside(machine, reader))
        machine.pc = conditions.or_(after, machine.pc)
        self._leave(machine, conditions.minus(running, machine.pc), node)

    def _take(self, machine: Machine, node: cst.CSTNode) -> list[Item]:
        """Return what earlier readers left; it is gone then in the running worlds."""
        left, self._left = self._left, _without(machine, self._left)
        changed = left and _have_changed(machine, self.sources or (), self._mark)
        return [_changed(machine, node)] if changed else left

    def _resume(self, machine: Machine, left: list[Item]) -> None:
        """Doubt what the rest of a producer's code may write: it goes on at a place that is not kept."""
        if self._globals is None or not any(item.many for item in left):
            return
        cause = next(item.value for item in left if item.many)
        if self._stateless:
            self._run_perhaps(machine, cause)
            return
        from secheaders_lint.evaluator.forgetting import forget_all

        space = self._globals
        forget_all(machine, [space.get(machine, name) for name in space.names()], cause)
        space.disturb(machine, cause)

    def _leave(self, machine: Machine, stopped: Cond, node: cst.CSTNode) -> None:
        self._mark = len(machine.written)
        if stopped != FALSE:
            cause = machine.unknown(f"what is left of a {self._shown}", node)
            self._left = [*self._left, Item(cause, cause.site, stopped, many=True)]
            if self._cleans_up:
                # Python closes a generator that nobody keeps: its ``finally`` runs then, if it is one that nobody keeps.
                # What stands behind the place where it stopped does not: nothing of it fails.
                running, machine.pc = machine.pc, stopped
                self._run_finally(machine, cause)
                machine.pc = running

    def _run_finally(self, machine: Machine, cause: Unknown) -> None:
        """Leave open what the producer's code may write when it is closed: how much of it runs is not followed."""
        from secheaders_lint.evaluator.forgetting import forget_all

        running, mark = machine.pc, len(machine.written)
        machine.tries.append(TryFrame([]))
        self._run_perhaps(machine, cause)
        machine.tries.pop()
        # Also in the worlds in which that run did not take place: later code may rule out that it ran to its end.
        touched = {
            target if isinstance(target, tuple) else id(target): target
            for target, _ in machine.written[mark:]
        }
        for target in touched.values():
            machine.pc = running
            if isinstance(target, tuple) and cause.site is not None:
                # A name may be left as it was, each for itself.
                bound = machine.opaque(f"{target[1]} is bound by a {self._shown} that is closed", cause.site)
                machine.pc = machine.conditions.and_(running, bound)
            forget_all(machine, [target], cause)
        machine.pc = running

    @property
    def _shown(self) -> str:
        return self.kind.replace("_", " ")

    def next_item(self, machine: Machine, node: cst.CSTNode) -> tuple[list[tuple[Cond, Value]], Cond]:
        """Take the next item: the values with their worlds, and the worlds in which there is none."""
        running = machine.pc
        found: list[tuple[Cond, Value]] = []
        if self.sources is None:

            def first(item: Item) -> None:
                found.append((machine.pc, item.value))
                machine.pc = FALSE

            self.read(machine, first, node)
            ended = machine.pc
            for cond, _ in found:
                machine.pc = machine.conditions.or_(machine.pc, cond)
            return found, ended
        items = self.iterate(machine, node)
        rows = split(machine, TupleValue(items))
        if rows is None:
            self.forgotten(machine, machine.unknown(f"what is left of a {self._shown}", node))
            return [(running, machine.unknown(f"the next item of a {self._shown}", node))], FALSE
        ended = FALSE
        rest = []
        for cond, row in rows:
            for some, value, left in self._firsts(machine, cond, row, node):
                if value is None:
                    ended = machine.conditions.or_(ended, some)
                else:
                    found.append((some, value))
                    rest.append((some, left))
        self._left = [
            *self._left,
            *(item.under(machine.conditions.and_(running, item.cond)) for item in join(machine, rest)),
        ]
        self._mark = len(machine.written)
        return found, ended

    def _firsts(
        self, machine: Machine, cond: Cond, row: list[Item], node: cst.CSTNode
    ) -> Iterator[tuple[Cond, Value | None, list[Item]]]:
        """Yield what the first item of a row may be, in which worlds, and what is left behind it; None: there is none."""
        for place, item in enumerate(row):
            if not item.many:
                yield cond, item.value, row[place + 1 :]
                return
            # It stands for any number of items, none too: then the one behind it is the next.
            some = machine.opaque(f"something is left of a {self._shown}", machine.site(node))
            value = machine.unknown(f"the next item of a {self._shown}", node)
            yield machine.conditions.and_(cond, some), value, row[place:]
            cond = machine.conditions.minus(cond, some)
        yield cond, None, []

    def forgotten(self, machine: Machine, cause: Unknown) -> None:
        """Let what is left be unknown in the running worlds: something that is not followed may read any of it."""
        # It may go through itself: running it once tells all that it writes.
        if self._globals is not None and machine.pc != FALSE and not self._perhaps:
            self._perhaps = True
            self._run_perhaps(machine, cause)
            self._perhaps = False
        unknown = Item(Unknown(cause.reason, cause.site), cause.site, machine.pc, many=True)
        self._left = [*_without(machine, self._left), unknown]
        self._begun = machine.conditions.or_(self._begun, machine.pc)

    def _run_perhaps(self, machine: Machine, cause: Unknown) -> None:
        """Run the code of the producer as code that may run or not: what it writes is unknown afterwards."""
        from secheaders_lint.evaluator.loops import unknown_rounds
        from secheaders_lint.evaluator.namespaces import Loop

        running = machine.pc
        self._begun = machine.conditions.or_(self._begun, running)
        texts = f"a {self._shown} is read", f"a {self._shown} is read again"
        unknown_rounds(machine, lambda: None, lambda: self._produce(machine, _nobody), cause, Loop(), texts)
        machine.pc = running

    def iterate(self, machine: Machine, node: cst.CSTNode) -> list[Item]:
        """Read all that is left."""
        made = ListValue([])
        self.read(machine, lambda item: append(machine, made, [item]), node)
        return made.items

    def contains(self, machine: Machine, element: Value, node: cst.CSTNode) -> Cond | None:
        """Read until the element is met: what is left behind it is not followed."""
        from secheaders_lint.evaluator.comparison import contains

        found = contains(machine, TupleValue(self.iterate(machine, node)), element, node)
        if found != FALSE:
            self.forgotten(machine, machine.unknown(f"what is left of a {self._shown}", node))
        return found

    def attribute(self, machine: Machine, name: str, node: cst.CSTNode) -> Value:
        """Let what is left be unknown where a method is asked for that reads it."""
        if name in _METHODS:
            self.forgotten(machine, machine.unknown(f"what is left of a {self._shown}", node))
        elif not hasattr(iter(()), name):
            return machine.fail(
                "builtins.AttributeError", f"{self._shown!r} object has no attribute {name!r}", node
            )
        return machine.unknown(f"attribute {name} of a {self._shown}", node)

    def subscript(self, machine: Machine, key: Value, node: cst.CSTNode) -> Value:
        """Raise TypeError."""
        del key
        return machine.fail("builtins.TypeError", f"{self._shown!r} object is not subscriptable", node)

    def length(self, machine: Machine, node: cst.CSTNode) -> Value:
        """Raise TypeError."""
        return machine.fail("builtins.TypeError", f"object of type {self._shown!r} has no len()", node)


def _have_changed(machine: Machine, sources: tuple[Value, ...], mark: int) -> bool:
    """Tell whether one of these containers was written to since the log had ``mark`` entries."""
    written = [target for target, _ in machine.written[mark:]]
    return any(target is source for target in written for source in sources)


def hand_watching(
    machine: Machine, items: Iterable[Item], reader: Reader, sources: tuple[Value, ...], node: cst.CSTNode
) -> None:
    """Hand over items that were worked out before; where the reader changes what they come from, the rest is unknown."""
    for item in items:
        mark = len(machine.written)
        _hand_one(machine, item, reader)
        if machine.pc == FALSE:
            return
        if _have_changed(machine, sources, mark):
            _hand_one(machine, _changed(machine, node), reader)
            return


def _changed(machine: Machine, node: cst.CSTNode) -> Item:
    cause = machine.unknown("what is left of an iterator over something that has changed", node)
    return Item(cause, cause.site, TRUE, many=True)


def _nobody(item: Item) -> None:
    """Read an item and do nothing with it."""


def _without(machine: Machine, items: Iterable[Item]) -> list[Item]:
    """Return the items that are there in worlds that do not run now."""
    left = [item.under(machine.conditions.minus(item.cond, machine.pc)) for item in items]
    return [item for item in left if item.cond != FALSE]


def _outside(machine: Machine, reader: Reader) -> Reader:
    """Return the reader as it runs from within the producer: in its own frame, out of reach of the producer's handlers."""
    frame, source, depth = machine.frame, machine.source, len(machine.tries)

    def read(item: Item) -> None:
        inner, hidden = (machine.frame, machine.source), machine.tries[depth:]
        del machine.tries[depth:]
        machine.frame, machine.source = frame, source
        try:
            reader(item)
        finally:
            machine.frame, machine.source = inner
            machine.tries[depth:] = hidden

    return read


def drive(machine: Machine, value: Value, reader: Reader, node: cst.CSTNode, *, ordered: bool = True) -> None:
    """Hand the items of any iterable to ``reader``, each in its worlds; what cannot be told is one item that stands for many."""
    for part in machine.worlds(machine.settle(value)):
        if isinstance(part, IteratorValue):
            part.read(machine, reader, node)
            continue
        if isinstance(part, ListValue):
            _hand_list(machine, part, reader, node)
            continue
        items = machine.items_of(part, node, ordered=ordered)
        if machine.pc == FALSE:
            continue
        if items is None:
            cause = part if isinstance(part, Unknown) else machine.unknown("items that cannot be told", node)
            items = [Item(cause, cause.site or machine.site(node), TRUE, many=True)]
        hand(machine, items, reader)


def hand(machine: Machine, items: Iterable[Item], reader: Reader) -> None:
    """Hand items to a reader one by one; worlds that it takes out of the path condition get no further ones."""
    for item in items:
        _hand_one(machine, item, reader)
        if machine.pc == FALSE:
            return


def _hand_one(machine: Machine, item: Item, reader: Reader) -> None:
    conditions = machine.conditions
    running = machine.pc
    machine.pc = conditions.and_(running, item.cond)
    if machine.pc == FALSE:
        machine.pc = running
        return
    skipped = conditions.minus(running, item.cond)
    reader(item)
    machine.pc = conditions.or_(machine.pc, skipped)


def _hand_list(machine: Machine, owner: ListValue, reader: Reader, node: cst.CSTNode) -> None:
    """Hand the items of a list by their place: what the reader changes in the list itself, it meets."""
    place = 0
    while place < len(owner.items) and machine.pc != FALSE:
        items, plain = owner.items, owner.plain
        _hand_one(machine, items[place], reader)
        place += 1
        if owner.items is not items and not (plain and owner.plain):
            cause = machine.unknown("a list that changes while it is gone through", node)
            _hand_one(machine, Item(cause, cause.site, TRUE, many=True), reader)
            return


def iterator_over(kind: str, value: Value, node: cst.CSTNode) -> Value:
    """Return ``iter(value)``; an iterator is its own."""
    if isinstance(value, IteratorValue) or value is UNSET:
        return value
    return IteratorValue(kind, lambda machine, reader: drive(machine, value, reader, node), (value,))


def sources_of(values: Iterable[Value]) -> tuple[Value, ...] | None:
    """Return the containers that an iterator over ``values`` goes through; ``None`` where code runs for what they give."""
    found: list[Value] = []
    for value in values:
        if isinstance(value, Choice):
            inner = sources_of(part for _, part in value.alternatives)
            if inner is None:
                return None
            found += inner
        elif not isinstance(value, IteratorValue):
            found.append(value)
        elif value.sources is None:
            return None
        else:
            found += value.sources
    return tuple(found)
