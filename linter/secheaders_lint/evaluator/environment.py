"""Environment variables and facts of the machine, as symbols whose tests are atoms.

A variable's text is split only as far as the code looks: each literal that it is compared with becomes a case of its
own (``NAME = 'a'``, else ``NAME = 'b'``, else the rest), and any other test of it becomes an atom over the rest.
So cases exclude one another, and a test is right by computation wherever the text is known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.evaluator.conditions import FALSE, TRUE
from secheaders_lint.evaluator.values import Symbol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from secheaders_lint.evaluator.conditions import Cond, Conditions
    from secheaders_lint.evaluator.values import Site, Value


def same(text: str) -> Value:
    """Return the text of a variable as it is: the function of a symbol that nothing has been done to."""
    return text


class Variable:
    """One environment variable, or one fact of the machine that has a text (``machine``: it is always there)."""

    __slots__ = (
        "_conditions",
        "compared",
        "defaults",
        "literals",
        "machine",
        "name",
        "other",
        "read_at",
        "reason",
        "set",
        "tests",
        "typical",
    )

    def __init__(
        self, conditions: Conditions, name: str, *, machine: bool = False, typical: str | None = None
    ) -> None:
        self._conditions = conditions
        self.name = name
        self.machine = machine
        # What a fact of the machine usually is on a server: decides its tests in both readings.
        self.typical = typical
        self.reason = name if machine else f"value of {name}"
        self.set: Cond = (
            TRUE if machine else conditions.atom("set", name, texts=(f"{name} is set", f"{name} is not set"))
        )
        self.other: Cond = self.set
        self.literals: dict[str, Cond] = {}
        self.tests: dict[tuple[object, ...], Cond] = {}
        self.read_at: Site | None = None
        # What the code says of the variable, for the production reading: texts it is compared with, its defaults.
        self.compared: dict[str, None] = {}
        self.defaults: list[Value] = []

    def equals(self, text: str) -> Cond:
        """Return the condition that the variable is set to exactly ``text``."""
        cond = self.literals.get(text)
        if cond is None:
            self.compared[text] = None
            shown = f"{self.name} = {text!r}" if text else f"{self.name} is empty"
            unless = f"{self.name} is not {text!r}" if text else f"{self.name} is not empty"
            atom = self._conditions.atom(
                "is",
                self.name,
                text,
                texts=(shown, unless),
                holds=lambda value: value == text,
                prefer=self._usual(lambda value: value == text),
            )
            cond = self.literals[text] = self._conditions.and_(self.other, atom)
            self.other = self._conditions.minus(self.other, atom)
        return cond

    def test(self, key: tuple[object, ...], holds: Callable[[str], bool], texts: tuple[str, str]) -> Cond:
        """Return the condition that the variable is set and ``holds`` is true of its text; ``key`` names the test."""
        cond = self.tests.get(key)
        if cond is None:
            conditions = self._conditions
            cond = FALSE
            for text, literal in self.literals.items():
                if _holds(holds, text):
                    cond = conditions.or_(cond, literal)
            atom = conditions.atom(
                "test",
                self.name,
                key,
                texts=texts,
                holds=lambda value: _holds(holds, value),
                prefer=self._usual(holds),
            )
            cond = conditions.or_(cond, conditions.and_(self.other, atom))
            self.tests[key] = cond
        return cond

    def _usual(self, holds: Callable[[str], bool]) -> bool | None:
        return None if self.typical is None else _holds(holds, self.typical)

    def minus_empty(self) -> Cond:
        """Return the condition that the variable is set to something that is not empty."""
        return self._conditions.minus(self.set, self.equals(""))

    def symbol(self, site: Site | None) -> Symbol:
        """Return the text of the variable as an unknown value."""
        if self.read_at is None:
            self.read_at = site
        return Symbol(self, (), same, "str", site)


def _holds(test: Callable[[str], bool], text: str) -> bool:
    try:
        return bool(test(text))
    except Exception:  # noqa: BLE001 - what the code would raise for this text: the test does not hold then
        return False


class Environment:
    """All variables of one evaluation. ``given`` are concrete ones, ``expected`` literals to split off at once."""

    __slots__ = ("_conditions", "expected", "given", "variables")

    def __init__(self, conditions: Conditions, given: Mapping[str, str], expected: Mapping[str, str]) -> None:
        self._conditions = conditions
        self.given = dict(given)
        self.expected = dict(expected)
        self.variables: dict[str, Variable] = {}

    def variable(self, name: str) -> Variable:
        """Return the environment variable of that name."""
        found = self.variables.get(name)
        if found is None:
            found = self.variables[name] = Variable(self._conditions, name)
            if name in self.expected:
                found.equals(self.expected[name])
        return found

    def fact(self, name: str, typical: str | None = None) -> Variable:
        """Return the fact of the machine of that name (``sys.platform``); ``typical`` is what it is on most servers."""
        key = f"\0{name}"
        found = self.variables.get(key)
        if found is None:
            found = self.variables[key] = Variable(self._conditions, name, machine=True, typical=typical)
        return found
