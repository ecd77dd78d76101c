"""Conditions of two evaluations held against each other: the same test on the same thing is the same, wherever its number is another."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from secheaders_lint.evaluator.conditions import Cond, Conditions


class _Test(NamedTuple):
    """What an atom tests; ``number`` tells apart those of one evaluation that say the same of themselves."""

    kind: str
    subject: str
    when: str
    unless: str
    number: int


class _Node:
    """A condition that tests one thing first: made once for each outcome, so that equal conditions are one object."""

    __slots__ = ("high", "low", "test")

    def __init__(self, test: _Test, low: object, high: object) -> None:
        self.test = test
        self.low = low
        self.high = high


_node = cache(_Node)


class Alike:
    """The conditions of one evaluation, each as an object that an equal condition of another evaluation has as well."""

    def __init__(self, conditions: Conditions) -> None:
        self._conditions = conditions
        self._known: dict[Cond, object] = {0: False, 1: True}
        self._tests: dict[int, _Test] = {}
        seen: Counter[tuple[str, str, str, str]] = Counter()
        for atom in conditions.atoms:
            said = (atom.kind, atom.subject, atom.when, atom.unless)
            self._tests[atom.index] = _Test(*said, seen[said])
            seen[said] += 1

    def of(self, cond: Cond) -> object:
        """Return what stands for a condition; to be compared with others of its kind."""
        waiting = [cond]
        while waiting:
            current = waiting[-1]
            if current in self._known:
                waiting.pop()
                continue
            index, low, high = self._conditions.parts(current)
            missing = [each for each in (low, high) if each not in self._known]
            if missing:
                waiting += missing
                continue
            self._known[current] = _node(self._tests[index], self._known[low], self._known[high])
        return self._known[cond]
