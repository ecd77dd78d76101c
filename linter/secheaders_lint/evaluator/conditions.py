"""Conditions: boolean functions over atoms, kept as reduced ordered binary decision diagrams.

A condition is an ``int``: 0 is false, 1 is true, others index a node table. Equal functions have equal numbers, so
two conditions can be compared with ``==``, and what an ``if`` decided once is correlated everywhere. What is *assumed* (a required
variable is set, a check that raises did not fire) is kept apart: results are normal with regard to it, so that true means
"in every world that is left" and conditions do not drag it along.
"""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from secheaders_lint.evaluator import budget
from secheaders_lint.evaluator.atoms import Atom

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

Cond = int
FALSE: Cond = 0
TRUE: Cond = 1


class TooManyConditions(Exception):  # noqa: N818 - a budget that is spent, not an error of anyone's
    """The diagrams of one evaluation outgrew ``budget.MAX_NODES``, or took more than ``budget.MAX_WORK`` steps to combine."""


# Atoms of one subject stand together in the order of the diagrams: that keeps them small.
_BLOCK = 1 << 12
# In the masks of conditions.
_BITS = 512


class Conditions:
    """The atoms and diagrams of one evaluation."""

    __slots__ = (
        "_and", "_at", "_bits", "_blocks", "_care", "_care_mask", "_cofactor", "_high", "_index", "_low", "_mask", "_meet", "_minus",
        "_normal", "_not", "_or", "_support", "_unique", "_var", "atoms", "limit", "version", "work",
    )  # fmt: skip

    def __init__(self) -> None:
        self.atoms: list[Atom] = []
        self._at: dict[int, Atom] = {}
        self._blocks: dict[object, int] = {}
        self._index: dict[tuple[str, str, object], Cond] = {}
        self._var: list[int] = [-1, -1]
        self._low: list[Cond] = [0, 1]
        self._high: list[Cond] = [0, 1]
        # The atoms that a condition depends on, a bit for each, or for several where they are many: conditions without a common bit
        # have no atom in common. It is asked for with every operation.
        self._mask: list[int] = [0, 0]
        self._bits: dict[int, int] = {}
        self._unique: dict[tuple[int, Cond, Cond], Cond] = {}
        self._and: dict[tuple[Cond, Cond], Cond] = {}
        self._meet: dict[tuple[Cond, Cond], bool] = {}
        self._or: dict[tuple[Cond, Cond], Cond] = {}
        self._minus: dict[tuple[Cond, Cond], Cond] = {}
        self._not: dict[Cond, Cond] = {FALSE: TRUE, TRUE: FALSE}
        # What is assumed, as factors that share no atom, and the atoms of all of them.
        self._care: list[Cond] = []
        self._care_mask = 0
        self._normal: dict[Cond, Cond] = {}
        # What is left of a condition where a factor holds: parts of one are parts of others.
        self._cofactor: dict[tuple[Cond, Cond], Cond] = {}
        # A condition never changes: what it depends on is asked again with each new assumption.
        self._support: dict[Cond, list[int]] = {}
        self.version = 0
        self.limit = budget.MAX_NODES
        # How many more steps of operations there may be: diagrams below the limit can still take for ever to combine.
        self.work = budget.MAX_WORK

    def atom(
        self,
        kind: str,
        subject: str,
        detail: object = None,
        *,
        texts: tuple[str, str],
        holds: Callable[[str], bool] | None = None,
        prefer: bool | None = None,
    ) -> Cond:
        """Return the condition of the atom named by kind, subject and detail, made at its first use."""
        key = (kind, subject, detail)
        cond = self._index.get(key)
        if cond is None:
            atom = Atom(self._place(kind, subject), kind, subject, detail, texts, holds, prefer)
            self.atoms.append(atom)
            self._at[atom.index] = atom
            self._bits[atom.index] = 1 << len(self._bits) % _BITS
            cond = self._index[key] = self._node(atom.index, FALSE, TRUE)
        return cond

    def _place(self, kind: str, subject: str) -> int:
        """Return the place of a new atom in the order: behind those of its subject."""
        group: object = len(self.atoms) if kind == "opaque" else subject
        place = self._blocks.get(group, (len(self._blocks) + 1) * _BLOCK)
        if place % _BLOCK == _BLOCK - 1:
            raise TooManyConditions
        self._blocks[group] = place + 1
        return place

    def at(self, index: int) -> Atom:
        """Return the atom at a place of the order."""
        return self._at[index]

    def atom_of(self, cond: Cond) -> Atom:
        """Return the atom that a condition tests first; ``cond`` must be neither true nor false."""
        return self._at[self._var[cond]]

    def parts(self, cond: Cond) -> tuple[int, Cond, Cond]:
        """Return the place of the atom that a condition tests first, and what is left of it where that is false and where it is true.

        ``cond`` must be neither true nor false.
        """
        return self._var[cond], self._low[cond], self._high[cond]

    def _node(self, var: int, low: Cond, high: Cond) -> Cond:
        if low == high:
            return low
        key = (var, low, high)
        found = self._unique.get(key)
        if found is not None:
            return found
        number = len(self._var)
        if number > self.limit:
            raise TooManyConditions
        self._var.append(var)
        self._low.append(low)
        self._high.append(high)
        self._mask.append(self._bits[var] | self._mask[low] | self._mask[high])
        self._unique[key] = number
        return number

    def _opened(self, a: Cond, b: Cond) -> tuple[int, Cond, Cond, Cond, Cond]:
        """Return the first atom of two conditions, neither of them TRUE or FALSE, and both where it is false and where it is true.

        Every operation on two conditions comes by here for each pair of nodes: it is what is counted.
        """
        self.work -= 1
        if self.work < 0:
            raise TooManyConditions
        var_a, var_b = self._var[a], self._var[b]
        if var_a < var_b:
            return var_a, self._low[a], self._high[a], b, b
        if var_b < var_a:
            return var_b, a, a, self._low[b], self._high[b]
        return var_a, self._low[a], self._high[a], self._low[b], self._high[b]

    def forget_results(self) -> None:
        """Let go of what operations gave: kept for others like them, it takes more room than all else of an evaluation."""
        for results in (self._and, self._or, self._minus, self._meet, self._cofactor):
            results.clear()

    # -- assumptions ---------------------------------------------------------------------------------------------------

    @property
    def assumed(self) -> tuple[Cond, ...]:
        """The factors of what is assumed; they share no atom."""
        return tuple(self._care)

    def assume(self, cond: Cond) -> None:
        """Take ``cond`` as true from now on: results that differ only where it is false become equal."""
        touched = self._touching(cond)
        for factor in touched:
            self._care.remove(factor)
            cond = self._and_of(cond, factor)
        if touched:
            # Atoms of a factor can drop out of the conjunction, and others may have the same bits.
            self._care_mask = reduce(or_, (self._mask[factor] for factor in self._care), 0)
        if cond == TRUE:
            return
        self._care.append(cond)
        self._care_mask |= self._mask[cond]
        self._normal = {}
        self._cofactor = {}
        self.version += 1

    def _touching(self, cond: Cond) -> list[Cond]:
        mask = self._mask[cond] & self._care_mask
        return [factor for factor in self._care if self._mask[factor] & mask] if mask else []

    def normal(self, cond: Cond) -> Cond:
        """Return the one condition that stands for all that agree with ``cond`` where the assumptions hold."""
        if cond <= TRUE or not self._care:
            return cond
        found = self._normal.get(cond)
        if found is None:
            care = TRUE
            for factor in self._touching(cond):
                care = self._and_of(care, factor)
            found = self._normal[cond] = cond if care == TRUE else self._constrain(cond, care, self._cofactor)
            self._normal[found] = found
        return found

    def constrain(self, cond: Cond, care: Cond) -> Cond:
        """Return what is left of ``cond`` where ``care``, which must not be false, is known to hold."""
        return self._constrain(cond, care, {})

    def _constrain(self, cond: Cond, care: Cond, memo: dict[tuple[Cond, Cond], Cond]) -> Cond:
        """Return Coudert and Madre's generalised cofactor, which is the same for all that agree on ``care``."""
        if care == TRUE or cond <= TRUE:
            return cond
        if cond == care:
            return TRUE
        key = (cond, care)
        found = memo.get(key)
        if found is None:
            var, low, high, care_low, care_high = self._opened(cond, care)
            if care_low == FALSE:
                found = self._constrain(high, care_high, memo)
            elif care_high == FALSE:
                found = self._constrain(low, care_low, memo)
            else:
                found = self._node(
                    var, self._constrain(low, care_low, memo), self._constrain(high, care_high, memo)
                )
            memo[key] = found
        return found

    # -- operations ----------------------------------------------------------------------------------------------------

    def not_(self, a: Cond) -> Cond:
        """Return the condition that holds where ``a`` does not."""
        return self.normal(self._not_of(a))

    def and_(self, a: Cond, b: Cond) -> Cond:
        """Return the condition that holds where both do."""
        return self.normal(self._and_of(a, b))

    def meets(self, a: Cond, b: Cond) -> bool:
        """Tell whether both hold in some world that is left: mostly one is found long before it is known in which ones."""
        if (self._mask[a] | self._mask[b]) & self._care_mask:
            return self.and_(a, b) != FALSE
        return self._meets(a, b)

    def _meets(self, a: Cond, b: Cond) -> bool:
        if a == FALSE or b == FALSE:
            return False
        # What hangs on other atoms cannot rule it out.
        if a == b or not self._mask[a] & self._mask[b]:
            return True
        key = (a, b) if a < b else (b, a)
        found = self._meet.get(key)
        if found is None:
            _, low_a, high_a, low_b, high_b = self._opened(a, b)
            found = self._meet[key] = self._meets(low_a, low_b) or self._meets(high_a, high_b)
        return found

    def raw_and(self, a: Cond, b: Cond) -> Cond:
        """Return the condition that holds where both do, with no regard to what is assumed."""
        return self._and_of(a, b)

    def raw_or(self, a: Cond, b: Cond) -> Cond:
        """Return the condition that holds where one of them does, with no regard to what is assumed."""
        return self._or_of(a, b)

    def _not_of(self, a: Cond) -> Cond:
        found = self._not.get(a)
        if found is None:
            found = self._node(self._var[a], self._not_of(self._low[a]), self._not_of(self._high[a]))
            self._not[a] = found
            self._not[found] = a
        return found

    def _and_of(self, a: Cond, b: Cond) -> Cond:
        if a == b or b == TRUE:
            return a
        if a == TRUE:
            return b
        if a == FALSE or b == FALSE:
            return FALSE
        key = (a, b) if a < b else (b, a)
        found = self._and.get(key)
        if found is not None:
            return found
        var, low_a, high_a, low_b, high_b = self._opened(a, b)
        found = self._node(var, self._and_of(low_a, low_b), self._and_of(high_a, high_b))
        self._and[key] = found
        return found

    def or_(self, a: Cond, b: Cond) -> Cond:
        """Return the condition that holds where at least one does."""
        return self.normal(self._or_of(a, b))

    def _or_of(self, a: Cond, b: Cond) -> Cond:
        if a == b or b == FALSE:
            return a
        if a == FALSE:
            return b
        if a == TRUE or b == TRUE:
            return TRUE
        key = (a, b) if a < b else (b, a)
        found = self._or.get(key)
        if found is not None:
            return found
        var, low_a, high_a, low_b, high_b = self._opened(a, b)
        found = self._node(var, self._or_of(low_a, low_b), self._or_of(high_a, high_b))
        self._or[key] = found
        return found

    def minus(self, a: Cond, b: Cond) -> Cond:
        """Return the condition that holds where ``a`` does and ``b`` does not."""
        return self.normal(self._minus_of(a, b))

    def _minus_of(self, a: Cond, b: Cond) -> Cond:
        # Worked out as it is: the opposite of a condition has as many nodes again, and nobody else asks for most of them.
        if a == b or a == FALSE or b == TRUE:
            return FALSE
        if b == FALSE:
            return a
        if a == TRUE:
            return self._not_of(b)
        found = self._minus.get((a, b))
        if found is not None:
            return found
        var, low_a, high_a, low_b, high_b = self._opened(a, b)
        found = self._node(var, self._minus_of(low_a, low_b), self._minus_of(high_a, high_b))
        self._minus[a, b] = found
        return found

    def implies(self, a: Cond, b: Cond) -> bool:
        """Tell whether ``b`` holds wherever ``a`` does."""
        return b == TRUE or a == FALSE or a == b or self.minus(a, b) == FALSE

    def literal(self, index: int, value: bool) -> Cond:
        """Return the condition that the atom of that index is ``value``."""
        positive = self._node(index, FALSE, TRUE)
        return positive if value else self._not_of(positive)

    def restrict(self, cond: Cond, values: Mapping[int, bool]) -> Cond:
        """Return ``cond`` with the atoms at those places put to those values."""
        return self._restrict(cond, values, {})

    def _restrict(self, cond: Cond, values: Mapping[int, bool], memo: dict[Cond, Cond]) -> Cond:
        if cond <= TRUE:
            return cond
        found = memo.get(cond)
        if found is None:
            var = self._var[cond]
            if var in values:
                found = self._restrict(self._high[cond] if values[var] else self._low[cond], values, memo)
            else:
                low = self._restrict(self._low[cond], values, memo)
                found = self._node(var, low, self._restrict(self._high[cond], values, memo))
            memo[cond] = found
        return found

    def ruled_out(self, cond: Cond) -> Cond:
        """Return where what is assumed of the atoms of ``cond`` does not hold."""
        care = TRUE
        for factor in self._touching(cond):
            care = self._and_of(care, factor)
        return self._not_of(care)

    def always(self, cond: Cond, values: Mapping[int, bool]) -> bool:
        """Tell whether ``cond`` holds whatever the other atoms are, with those at the places of ``values`` put to them."""
        stack, seen = [cond], set()
        while stack:
            node = stack.pop()
            if node == FALSE:
                return False
            if node == TRUE or node in seen:
                continue
            seen.add(node)
            value = values.get(self._var[node])
            if value is not False:
                stack.append(self._high[node])
            if value is not True:
                stack.append(self._low[node])
        return True

    def exists(self, cond: Cond, gone: frozenset[int]) -> Cond:
        """Return where ``cond`` can hold for some value of the atoms at those places."""
        return self.normal(self._exists(cond, gone, {}))

    def _exists(self, cond: Cond, gone: frozenset[int], memo: dict[Cond, Cond]) -> Cond:
        if cond <= TRUE:
            return cond
        found = memo.get(cond)
        if found is None:
            var = self._var[cond]
            low, high = self._exists(self._low[cond], gone, memo), self._exists(self._high[cond], gone, memo)
            found = memo[cond] = self._or_of(low, high) if var in gone else self._ite(var, low, high)
        return found

    def _ite(self, var: int, low: Cond, high: Cond) -> Cond:
        if self._above(var, low) and self._above(var, high):
            return self._node(var, low, high)
        literal = self._node(var, FALSE, TRUE)
        return self._or_of(self._and_of(literal, high), self._and_of(low, self._not_of(literal)))

    def _above(self, var: int, cond: Cond) -> bool:
        return cond <= TRUE or self._var[cond] > var

    def support(self, *conds: Cond) -> list[int]:
        """Return the indexes of the atoms that the conditions depend on, ascending."""
        if len(conds) == 1:
            known = self._support.get(conds[0])
            if known is None:
                known = self._support[conds[0]] = self._supports(conds)
            return known
        return self._supports(conds)

    def _supports(self, conds: tuple[Cond, ...]) -> list[int]:
        seen: set[Cond] = set()
        found: set[int] = set()
        stack = list(conds)
        while stack:
            cond = stack.pop()
            if cond <= TRUE or cond in seen:
                continue
            seen.add(cond)
            found.add(self._var[cond])
            stack += (self._low[cond], self._high[cond])
        return sorted(found)

    def fewest(self, cond: Cond) -> int:
        """Return how many atoms have to be true, at the least, for ``cond`` to hold."""
        nodes: set[Cond] = set()
        stack = [cond]
        while stack:
            node = stack.pop()
            if node > TRUE and node not in nodes:
                nodes.add(node)
                stack += (self._low[node], self._high[node])
        # A node is numbered after those that it points to; only FALSE has no path to TRUE.
        least = {TRUE: 0}
        for node in sorted(nodes):
            ways = [least[self._low[node]]] if self._low[node] != FALSE else []
            if self._high[node] != FALSE:
                ways.append(least[self._high[node]] + 1)
            least[node] = min(ways)
        return least.get(cond, 0)

    def paths(self, cond: Cond) -> Iterator[tuple[tuple[int, bool], ...]]:
        """Yield the disjoint conjunctions (atom index, value) whose union is ``cond``, the false branches first."""
        stack: list[tuple[Cond, tuple[tuple[int, bool], ...]]] = [(cond, ())]
        while stack:
            node, path = stack.pop()
            if node == TRUE:
                yield path
            elif node != FALSE:
                var = self._var[node]
                stack.append((self._high[node], (*path, (var, True))))
                stack.append((self._low[node], (*path, (var, False))))
