"""The state of one evaluation, and the few operations that everything else is made of.

The machine runs all worlds at once. ``pc``, the path condition, says in which worlds the current statement runs. Where
it is true nothing is left to doubt and a write replaces what was there; elsewhere it adds an alternative. Raising, returning
and breaking take worlds out of ``pc``; worlds in which nobody catches what was raised are assumed away for good.
"""

from __future__ import annotations

from operator import is_
from typing import TYPE_CHECKING

from secheaders_lint.evaluator import budget
from secheaders_lint.evaluator.budget import BudgetSpent
from secheaders_lint.evaluator.conditions import FALSE, TRUE, Conditions
from secheaders_lint.evaluator.environment import Environment
from secheaders_lint.evaluator.values import RAW_TYPES, UNSET, Choice, Raised, Sequence, Site, Symbol, Unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    import libcst as cst

    from secheaders_lint.evaluator.conditions import Cond
    from secheaders_lint.evaluator.namespaces import Frame
    from secheaders_lint.evaluator.values import Value
    from secheaders_lint.source.module import SourceModule


class Pending:
    """An exception on its way up: the worlds in which it was raised, and the exception value."""

    __slots__ = ("cond", "exception", "site")

    def __init__(self, cond: Cond, exception: Value, site: Site) -> None:
        self.cond = cond
        self.exception = exception
        self.site = site


class TryFrame:
    """An active ``try`` body: the classes that its handlers catch, and the exceptions raised in it so far.

    ``catches`` holds dotted names; ``None`` stands for a class that is not known, or for a bare ``except``. A body that
    only ``imports`` is there for modules that are missing: calls in those modules are not expected to fail.
    """

    __slots__ = ("catches", "imports", "pending")

    def __init__(self, catches: list[str | None], *, imports: bool = False) -> None:
        self.catches = catches
        self.imports = imports
        self.pending: list[Pending] = []


class Stopped(Exception):  # noqa: N818 - the end of the evaluated code, not of the evaluation
    """An exception that nobody catches was raised in every world that was left."""

    def __init__(self, exception: Value, site: Site) -> None:
        super().__init__()
        self.exception = exception
        self.site = site


class Note:
    """Something about the evaluation that a reader should know: where, and one sentence."""

    __slots__ = ("message", "site")

    def __init__(self, message: str, site: Site) -> None:
        self.message = message
        self.site = site


class Core:
    """One evaluation of one entrypoint."""

    def __init__(self, given: Mapping[str, str], expected: Mapping[str, str]) -> None:
        self.conditions = Conditions()
        self.environment = Environment(self.conditions, given, expected)
        self.pc: Cond = TRUE
        self.tries: list[TryFrame] = []
        self.frame: Frame = None  # type: ignore[assignment]  # set before anything runs
        self.source: SourceModule = None  # type: ignore[assignment]  # likewise
        self.notes: list[Note] = []
        self.steps = 0
        self.depth = 0
        self.clock = 0
        # Everything that was written to, in order, with the worlds of the write: (namespace, name) or a container. Marks
        # in it are its lengths.
        self.written: list[tuple[object, Cond]] = []
        self.opaques: list[int] = []
        # Atoms of chance, which nothing else hangs on, with the worlds that ran when they came up.
        self.chances: dict[int, Cond] = {}
        self.handled: Value = UNSET
        # Tests of unknown values that were seen before; the value is kept so that its identity stays its own.
        self.undecided: dict[tuple[int, str], tuple[Cond, Unknown]] = {}
        self._noted: set[tuple[str, int]] = set()

    # -- budget and notes ------------------------------------------------------------------------------------------

    def step(self, count: int = 1) -> None:
        """Count steps; raise :class:`BudgetSpent` when there are none left."""
        self.steps += count
        if self.steps > budget.MAX_STEPS:
            raise BudgetSpent(f"evaluation stopped after {budget.MAX_STEPS:,} steps")

    def site(self, node: cst.CSTNode) -> Site:
        """Return where ``node`` of the running module stands."""
        return Site(self.source, node)

    def note(self, message: str, site: Site) -> None:
        """Remember a remark about this place, once."""
        key = (message, id(site.node))
        if key not in self._noted:
            self._noted.add(key)
            self.notes.append(Note(message, site))

    def unknown(self, reason: str, node: cst.CSTNode | None, type: str | None = None) -> Unknown:  # noqa: A002
        """Return an unknown value that begins at ``node`` of the running module."""
        return Unknown(reason, None if node is None else self.site(node), type)

    # -- conditions ------------------------------------------------------------------------------------------------

    @property
    def certain(self) -> bool:
        """True where the running statement runs in every world that is left."""
        return self.pc == TRUE

    def opaque(self, text: str, site: Site, *, chance: bool = False) -> Cond:
        """Return a fresh condition that nobody can decide; ``chance``: that a call fails, which nothing else hangs on."""
        del site
        detail = (len(self.conditions.atoms), chance)
        cond = self.conditions.atom("opaque", text, detail, texts=(text, f"not ({text})"))
        index = self.conditions.atom_of(cond).index
        self.opaques.append(index)
        if chance:
            self.chances[index] = self.pc
        return cond

    def fact(
        self, kind: str, subject: str, detail: object, when: str, unless: str, *, prefer: bool | None = False
    ) -> Cond:
        """Return the condition of a test that only the machine or its installed packages decide."""
        return self.conditions.atom(kind, subject, detail, texts=(when, unless), prefer=prefer)

    # -- choices ---------------------------------------------------------------------------------------------------

    def choose(self, alternatives: Iterable[tuple[Cond, Value]]) -> Value:
        """Return one value for alternatives that exclude one another: flattened, equal ones merged, bounded."""
        conditions = self.conditions
        conds: list[Cond] = []
        values: list[Value] = []
        for cond, value in alternatives:
            if cond == FALSE:
                continue
            if type(value) is Choice:
                parts = [(conditions.and_(cond, inner), part) for inner, part in value.alternatives]
            else:
                parts = [(cond, value)]
            for part_cond, part in parts:
                if part_cond == FALSE:
                    continue
                for index, known in enumerate(values):
                    if identical(known, part):
                        conds[index] = conditions.or_(conds[index], part_cond)
                        break
                else:
                    conds.append(part_cond)
                    values.append(part)
        if not values:
            return UNSET
        if len(values) == 1:
            return values[0]
        if len(values) > budget.MAX_ALTERNATIVES:
            return self._collapse(conds, values)
        return Choice(tuple(zip(conds, values, strict=True)))

    def _collapse(self, conds: list[Cond], values: list[Value]) -> Value:
        """Keep the alternatives that need the fewest variables set, and make one unknown of the rest."""
        order = sorted(
            range(len(conds)), key=lambda i: (type(values[i]) is Unknown, self._unlikely(conds[i]), i)
        )
        keep = order[: budget.MAX_ALTERNATIVES // 2]
        rest = FALSE
        for index in order[len(keep) :]:
            rest = self.conditions.or_(rest, conds[index])
        kept = [(conds[index], values[index]) for index in sorted(keep)]
        # What is done to the rest is done to one of them, which other names may hold as well.
        others = Unknown("too many alternatives", None).one_of(values[index] for index in order[len(keep) :])
        return Choice((*kept, (rest, others)))

    def _unlikely(self, cond: Cond) -> int:
        return self.conditions.fewest(cond)

    def settle(self, value: Value) -> Value:
        """Return what is left of a value in the worlds of the path condition."""
        kind = type(value)
        if kind is Choice:
            if self.pc == TRUE and not self.conditions.assumed:
                return value
            meets = self.conditions.meets
            left = [pair for pair in value.alternatives if meets(self.pc, pair[0])]
            if len(left) == 1:
                return self.settle(left[0][1])
            return value if len(left) == len(value.alternatives) else Choice(tuple(left))
        if kind is Symbol and value.variable.literals:
            return self._literal(value)
        return value

    def _literal(self, symbol: Symbol) -> Value:
        for text, cond in symbol.variable.literals.items():
            if cond != FALSE and self.conditions.implies(self.pc, cond):
                try:
                    found = symbol.apply(text)
                except Exception:  # noqa: BLE001 - what Python would raise for this text is dealt with where it is used
                    return symbol
                return found if type(found) in RAW_TYPES else symbol
        return symbol

    def worlds(self, value: Value) -> Iterator[Value]:
        """Yield the alternatives of a value one by one, with the path condition narrowed to each.

        The worlds that are left at the end of each round make the path condition after the last one. Where an item of a
        container is not there, its value may have no alternative: those worlds go on as well.
        """
        if type(value) is not Choice:
            yield value
            return
        conditions = self.conditions
        before, after = self.pc, FALSE
        rest = before
        for cond, alternative in value.alternatives:
            self.pc = conditions.and_(before, cond)
            if self.pc != FALSE:
                rest = conditions.minus(rest, cond)
                yield alternative
                after = conditions.or_(after, self.pc)
        self.pc = conditions.or_(after, rest)

    def each(self, value: Value, function: Callable[[Value], Value]) -> Value:
        """Apply ``function`` to every alternative in its own worlds and join the results."""
        value = self.settle(value)
        if type(value) is not Choice:
            return function(value)
        results = []
        for alternative in self.worlds(value):
            result = function(alternative)
            results.append((self.pc, result))
        return self.choose(results)

    def each2(self, left: Value, right: Value, function: Callable[[Value, Value], Value]) -> Value:
        """Apply ``function`` to every pair of alternatives that can meet."""
        if type(left) is not Choice and type(right) is not Choice:
            return function(self.settle(left), self.settle(right))
        return self.each(left, lambda one: self.each(right, lambda other: function(one, other)))

    def bound(self, value: Value) -> Cond:
        """Return the worlds, of those that run and others, in which a value is not ``UNSET``."""
        if type(value) is not Choice:
            return FALSE if value is UNSET else TRUE
        found = FALSE
        for cond, part in value.alternatives:
            if part is not UNSET:
                found = self.conditions.or_(found, cond)
        return found

    def may_be_unset(self, value: Value) -> bool:
        """Tell whether a value is ``UNSET`` in some of the running worlds."""
        if type(value) is not Choice:
            return value is UNSET
        return self.conditions.minus(self.pc, self.bound(value)) != FALSE

    def boolean(self, cond: Cond) -> Value:
        """Return True in the worlds of ``cond`` and False in the others."""
        cond = self.conditions.and_(self.pc, cond)
        if cond == FALSE:
            return False
        if cond == self.pc:
            return True
        return Choice(((cond, True), (self.conditions.minus(self.pc, cond), False)))

    # -- exceptions ------------------------------------------------------------------------------------------------

    def fail(self, kind: str, message: str, node: cst.CSTNode, cond: Cond | None = None) -> Value:
        """Raise a builtin or library exception by its name in the worlds of ``cond`` (default: all that run)."""
        # What Python would say exactly is not followed: ``message`` is in our words.
        return self.throw(
            Raised(kind, [self.unknown(f"the text of an exception: {message}", node, "str")]), node, cond
        )

    def throw(self, exception: Value, node: cst.CSTNode, cond: Cond | None = None) -> Value:
        """Raise an exception value; its worlds leave the path condition. Returns ``UNSET`` for convenience."""
        conditions = self.conditions
        raised = self.pc if cond is None else conditions.and_(self.pc, cond)
        if raised == FALSE:
            return UNSET
        self.pc = conditions.minus(self.pc, raised)
        if self.tries:
            self.tries[-1].pending.append(Pending(raised, exception, self.site(node)))
        else:
            self.leave(raised, exception, self.site(node))
        return UNSET

    def leave(self, raised: Cond, exception: Value, site: Site) -> None:
        """Take worlds in which nobody catches an exception out of the evaluation: no site runs in them."""
        if self.conditions.normal(raised) == TRUE:
            raise Stopped(exception, site)
        for part in self._by_chance(raised):
            self.conditions.assume(self.conditions.not_(part))
        self.pc = self.conditions.normal(self.pc)

    def _by_chance(self, raised: Cond) -> list[Cond]:
        """Return the atoms of chance that let an exception happen; where it is not they alone its whole condition."""
        conditions = self.conditions
        found, all_of_them = [], FALSE
        for index in conditions.support(raised):
            if index in self.chances:
                literal = conditions.literal(index, True)
                # Where something caught it in other worlds, it may well have happened there.
                everywhere = conditions.and_(literal, self.chances[index])
                if conditions.implies(everywhere, raised):
                    found.append(literal)
                    all_of_them = conditions.or_(all_of_them, literal)
        return found if conditions.implies(raised, all_of_them) else [raised]

    def catches(self, kind: str, *, by_chance: bool = False) -> bool:
        """Tell whether an exception of that dotted name, raised now (``by_chance``: by a call that may fail), might be caught."""
        from secheaders_lint.evaluator.exceptions import is_subclass

        return any(
            name is None or is_subclass(kind, name) is not False
            for frame in self.tries
            if not (by_chance and frame.imports)
            for name in frame.catches
        )

    def may_fail(self, kind: str, node: cst.CSTNode, text: str) -> None:
        """Raise ``kind`` in some worlds nobody can tell, where something would catch it; nowhere else it matters."""
        if self.tries and self.pc != FALSE and self.catches(kind, by_chance=True):
            self.fail(kind, text, node, self.opaque(text, self.site(node), chance=True))

    def may_fail_somehow(self, node: cst.CSTNode, text: str) -> None:
        """Raise, in worlds nobody can tell, whatever the handlers around are there for; import errors are not."""
        for frame in reversed(self.tries):
            for name in () if frame.imports else frame.catches:
                if name not in _NOT_BY_CALLS and self.pc != FALSE:
                    self.fail(
                        name or "builtins.Exception",
                        text,
                        node,
                        self.opaque(text, self.site(node), chance=True),
                    )


# What a call of an unknown function is not expected to raise, though a handler for it stands around the call.
_NOT_BY_CALLS = {
    "builtins.ImportError", "builtins.ModuleNotFoundError", "builtins.NameError", "builtins.AttributeError",
    "builtins.SyntaxError", "builtins.KeyboardInterrupt", "builtins.SystemExit", "builtins.AssertionError",
}  # fmt: skip


def identical(a: Value, b: Value) -> bool:
    """Tell whether two values are the same beyond doubt: type and value of raw ones, identity of the others."""
    if a is b:
        return True
    kind = type(a)
    if kind is not type(b):
        return False
    if kind in RAW_TYPES:
        return bool(a == b) and (kind is not float or repr(a) == repr(b))
    if kind is Symbol:
        return bool(a.variable is b.variable and a.key == b.key)
    if kind is Unknown:
        same_words = a.reason == b.reason and a.site == b.site and a.type == b.type
        return bool(same_words and len(a.parts) == len(b.parts) and all(map(is_, a.parts, b.parts)))
    if kind.__name__ == "TupleValue":
        return _same_items(a, b)
    return kind.__name__ == "Library" and bool(a == b)


def _same_items(a: Sequence, b: Sequence) -> bool:
    return len(a.items) == len(b.items) and all(
        one.cond == other.cond and one.many == other.many and identical(one.value, other.value)
        for one, other in zip(a.items, b.items, strict=True)
    )
