"""The views of dictionaries: ``keys()``, ``values()`` and ``items()`` show what is there when they are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.evaluator.comparison import contains
from secheaders_lint.evaluator.conditions import FALSE, TRUE
from secheaders_lint.evaluator.mappings import entries, value_of
from secheaders_lint.evaluator.sequences import make_tuple
from secheaders_lint.evaluator.truthiness import truth
from secheaders_lint.evaluator.values import UNSET, Item, Modelled

if TYPE_CHECKING:
    import libcst as cst

    from secheaders_lint.evaluator.conditions import Cond
    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.values import DictValue, Value

_SET_OPERATORS = {"&", "|", "-", "^"}


class DictView(Modelled):
    """A live view of a dictionary; ``part`` is the name of the method that gives it."""

    hashable = False

    def __init__(self, owner: DictValue, part: str) -> None:
        self.owner = owner
        self.part = part
        self.kind = f"dict_{part}"

    def attribute(self, machine: Machine, name: str, node: cst.CSTNode) -> Value:
        """Raise AttributeError for what a view does not have; the rest is not followed."""
        if hasattr(getattr({}, self.part)(), name):
            return machine.unknown(f"attribute {name} of a {self.kind}", node)
        return machine.fail(
            "builtins.AttributeError", f"{self.kind!r} object has no attribute {name!r}", node
        )

    def subscript(self, machine: Machine, key: Value, node: cst.CSTNode) -> Value:
        """Raise TypeError."""
        del key
        return machine.fail("builtins.TypeError", f"{self.kind!r} object is not subscriptable", node)

    def iterate(self, machine: Machine, node: cst.CSTNode) -> list[Item] | None:
        """Return the entries in their order, each with its worlds."""
        if not self.owner.ordered:
            return None
        rows = []
        for key, value, cond, item in entries(machine, self.owner):
            if self.part == "keys":
                shown = value_of(key)
            elif self.part == "values":
                shown = value
            else:
                shown = make_tuple([value_of(key), value], item.site)
            rows.append(Item(shown, item.site, TRUE if cond == machine.pc else cond))
        return with_rest(machine, self.owner, rows, node)

    def contains(self, machine: Machine, element: Value, node: cst.CSTNode) -> Cond | None:
        """Return the worlds in which a key is there; of values and items it is not told."""
        return contains(machine, self.owner, element, node) if self.part == "keys" else None

    def length(self, machine: Machine, node: cst.CSTNode) -> Value:
        """Return the number of entries."""
        from secheaders_lint.evaluator.library.builtin_iteration import length_of

        return length_of(machine, self.owner, node)

    def truth(self, machine: Machine) -> Cond | None:
        """Return the worlds in which the dictionary has entries."""
        return truth(machine, self.owner, machine.source.cst)

    def binary(
        self, machine: Machine, operator: str, other: Value, node: cst.CSTNode, *, reflected: bool
    ) -> Value:
        """Return the set that an operator of sets gives for keys and items."""
        from secheaders_lint.evaluator.operators import binary

        if self.part == "values" or operator not in _SET_OPERATORS:
            return UNSET
        left, right = machine.make_set(self, node), machine.make_set(other, node)
        return binary(machine, operator, *((right, left) if reflected else (left, right)), node)


def with_rest(machine: Machine, owner: DictValue, rows: list[Item], node: cst.CSTNode) -> list[Item]:
    """Return rows of a dictionary's entries with the entries that are not known: they may stand anywhere between.

    A key that was set after those may be one of them, and stand where that one stood.
    """
    if owner.rest is None or not machine.conditions.and_(machine.pc, owner.rest_cond):
        return rows
    stretch = Item(owner.rest, machine.site(node), owner.rest_cond, many=True)
    if not owner.before_rest.issuperset(owner.items):
        known = [row.under(machine.conditions.minus(row.cond, owner.rest_cond)) for row in rows]
        return [*(row for row in known if row.cond != FALSE), stretch]
    return [stretch, *(item for row in rows for item in (row, stretch))]
