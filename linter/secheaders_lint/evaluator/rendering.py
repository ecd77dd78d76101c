"""Values as data: what a setting is under the reading, what else it can be, and when, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from secheaders_lint.evaluator.conditions import FALSE, TRUE
from secheaders_lint.evaluator.values import (
    RAW_TYPES,
    ROOT,
    UNSET,
    Choice,
    DictValue,
    Item,
    Library,
    Modelled,
    Sequence,
    SetValue,
    Symbol,
    TupleValue,
    Unknown,
)
from secheaders_lint.evaluator.wording import subjects, when_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.evaluator.conditions import Cond
    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.readings import Reading
    from secheaders_lint.evaluator.values import Site, Value

MAX_SHOWN_ALTERNATIVES = 24
MAX_DEPTH = 12


class UnknownPart:
    """A part of a rendered value that is not known, and why; in a list it stands for any number of items.

    Two of them are equal when their reasons are.
    """

    __slots__ = ("reason", "site")

    def __init__(self, reason: str, site: Site | None) -> None:
        self.reason = reason
        self.site = site

    def __eq__(self, other: object) -> bool:
        return isinstance(other, UnknownPart) and other.reason == self.reason

    def __hash__(self) -> int:
        return hash(self.reason)

    def __repr__(self) -> str:
        return f"UnknownPart({self.reason!r})"


class Repr(NamedTuple):
    """A rendered value that plain data cannot hold."""

    text: str


class Case(NamedTuple):
    """One alternative of a setting: the worlds, the rendered value (``UNSET``: not set)."""

    cond: Cond
    value: Any


class Renderer:
    """Turns the values of one evaluation into plain data: lists, dicts, scalars, :class:`UnknownPart`, :class:`Repr`."""

    def __init__(self, machine: Machine, reading: Reading) -> None:
        self.machine = machine
        self.reading = reading

    # -- under the reading ---------------------------------------------------------------------------------------------

    def under_reading(self, value: Value) -> Any:
        """Return the value under the reading; parts that it leaves open are :class:`UnknownPart`."""
        return self._render(value, 0)

    def _render(self, value: Value, depth: int) -> Any:
        if depth > MAX_DEPTH:
            return UnknownPart("nested too deep to show", None)
        if type(value) in {Choice, Symbol}:
            left = self.reading.alternatives(value)
            if len(left) > 1:
                return self._same_or_unknown(value, left, depth)
            value = left[0]
        if isinstance(value, Sequence):
            return self._row(value, depth)
        if isinstance(value, SetValue):
            return self._set(value, depth)
        value = self._viewed(value)
        if isinstance(value, DictValue):
            return self._dict(value, depth)
        return self.scalar(value)

    def _viewed(self, value: Value) -> Value:
        """Return ``vars(instance)`` as the dictionary that it is; what a module shows of itself holds itself."""
        if not isinstance(value, Modelled) or value.kind != "dict":
            return value
        from secheaders_lint.evaluator.library.namespace_dict import NamespaceDict

        if isinstance(value, NamespaceDict) and value.namespace.kind == "instance":
            return value.as_dict(self.machine)
        return value

    def _same_or_unknown(self, value: Choice, left: list[Value], depth: int) -> Any:
        shown = [self._render(part, depth) for part in left]
        if all(part == shown[0] and type(part) is type(shown[0]) for part in shown[1:]) and not _has_unknown(
            shown[0]
        ):
            return shown[0]
        atoms = self.reading.undecided(value)
        reason = next((part.reason for part in left if isinstance(part, Unknown)), None)
        if reason is None:
            reason = f"depends on whether {atoms[0].when}" if atoms else "cannot be decided"
        site = next((part.site for part in left if isinstance(part, Unknown)), None)
        return UnknownPart(reason, site)

    def _row(self, value: Sequence, depth: int) -> list[Any]:
        row = []
        for item in value.items:
            left = self.reading.project(item.cond)
            if left == FALSE:
                continue
            part = self._render(item.value, depth + 1)
            if item.many:
                part = (
                    part if isinstance(part, UnknownPart) else UnknownPart("any number of items", item.site)
                )
            elif left != TRUE:
                atom = self.machine.conditions.atom_of(left)
                part = UnknownPart(f"an item that depends on whether {atom.when}", item.site)
            row.append(part)
        return row

    def _set(self, value: SetValue, depth: int) -> list[Any]:
        rows = []
        for item in value.items.values():
            left = self.reading.project(item.cond)
            if left != FALSE:
                rows.append(
                    self._render(item.value, depth + 1)
                    if left == TRUE
                    else UnknownPart("an element that may be there", item.site)
                )
        if value.rest is not None and self.reading.project(value.rest_cond) != FALSE:
            rows.append(UnknownPart(value.rest.reason, value.rest.site))
        return _sorted_as_set(rows)

    def _dict(self, value: DictValue, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        unsure: UnknownPart | None = None
        for key, item in value.items.items():
            left = self.reading.alternatives(item.value)
            if len(left) > 1 and any(part is UNSET for part in left):
                unsure = UnknownPart(f"{_key_text(key)} may be there or not", item.site)
                continue
            shown = self._render(item.value, depth + 1)
            if shown is not UNSET:
                found[_key_text(key)] = shown
        if unsure is not None:
            found["…"] = unsure
        if value.rest is not None and self.reading.project(value.rest_cond) != FALSE:
            found["…"] = UnknownPart(value.rest.reason, value.rest.site)
        return found

    def scalar(self, value: Value) -> Any:
        """Return a value that is no container as plain data."""
        if value is UNSET:
            return UNSET
        if type(value) is str:
            return value.replace(ROOT, "$ROOT") if ROOT in value else value
        if type(value) in {type(None), bool, int, float}:
            return value
        if type(value) in RAW_TYPES:
            return Repr(repr(value))
        if isinstance(value, Symbol):
            return UnknownPart(self.reason_of(value), value.site)
        if isinstance(value, Unknown):
            return UnknownPart(value.reason, value.site)
        if isinstance(value, Library):
            return Repr(value.name)
        if isinstance(value, Modelled):
            return self._modelled(value)
        plain = self.machine.comparable(value)
        return Repr(_object_text(value)) if plain is value else self.scalar(plain)

    def _modelled(self, value: Modelled) -> Any:
        text = value.text(self.machine)
        if isinstance(text, str):
            shown = text.replace(ROOT, "$ROOT")
            return (
                shown if value.kind.startswith(("pathlib.", "environ.")) else Repr(f"{value.kind}({shown!r})")
            )
        if isinstance(text, Unknown) and value.kind.startswith("pathlib."):
            return UnknownPart(text.reason, text.site)
        return Repr(value.kind)

    def reason_of(self, value: Symbol) -> str:
        """Return why a symbol is unknown: its variable must be set, or its value is whatever it is set to."""
        variable = value.variable
        if not variable.machine and self.machine.conditions.normal(variable.set) == TRUE:
            return f"required: {variable.name}"
        return variable.reason

    # -- in all worlds -------------------------------------------------------------------------------------------------

    def is_constant(self, value: Value, depth: int = 0) -> bool:
        """Tell whether no condition has a part in a value, so that nothing outside of the repository can change it."""
        if type(value) in RAW_TYPES:
            return True
        if type(value) is Choice or isinstance(value, Unknown) or value is UNSET or depth > MAX_DEPTH:
            return False
        if isinstance(value, Sequence):
            if value.plain:
                return all(self.is_constant(item.value, depth + 1) for item in value.items)
            normal = self.machine.conditions.normal
            return all(
                not i.many and normal(i.cond) == TRUE and self.is_constant(self._settled(i.value), depth + 1)
                for i in value.items
            )
        if isinstance(value, SetValue):
            normal = self.machine.conditions.normal
            return value.rest is None and all(normal(i.cond) == TRUE for i in value.items.values())
        value = self._viewed(value)
        if isinstance(value, DictValue):
            return value.rest is None and all(
                self.is_constant(self._settled(i.value), depth + 1) for i in value.items.values()
            )
        return True

    def _settled(self, value: Value) -> Value:
        self.machine.pc = TRUE
        return self.machine.settle(value)

    def cases(self, value: Value) -> list[Case]:
        """Return every alternative that a value can have, world by world; beyond the bound parts become unknown."""
        conditions = self.machine.conditions
        found: list[Case] = []
        for cond, part in self._expand(value, 0):
            here = conditions.normal(cond)
            if here == FALSE:
                continue
            for place, known in enumerate(found):
                if known.value == part and _same_types(known.value, part):
                    found[place] = Case(conditions.or_(known.cond, here), part)
                    break
            else:
                found.append(Case(here, part))
        return found

    def _expand(self, value: Value, depth: int) -> list[tuple[Cond, Any]]:
        conditions = self.machine.conditions
        if depth > MAX_DEPTH:
            return [(TRUE, UnknownPart("nested too deep to show", None))]
        if type(value) is Choice:
            found = []
            for cond, part in value.alternatives:
                found += [(conditions.and_(cond, inner), shown) for inner, shown in self._expand(part, depth)]
            return self._bounded([pair for pair in found if pair[0] != FALSE])
        if isinstance(value, Sequence):
            return self._expand_row(value, depth)
        value = self._viewed(value)
        if isinstance(value, DictValue):
            return self._expand_dict(value, depth)
        if isinstance(value, SetValue):
            return self._expand_set(value, depth)
        return [(TRUE, self.scalar(value))]

    def _bounded(self, pairs: list[tuple[Cond, Any]]) -> list[tuple[Cond, Any]]:
        """Return at most as many alternatives as are shown; the others become an unknown one."""
        if len(pairs) <= MAX_SHOWN_ALTERNATIVES:
            return pairs
        rest = FALSE
        for cond, _ in pairs[MAX_SHOWN_ALTERNATIVES:]:
            rest = self.machine.conditions.or_(rest, cond)
        return [*pairs[:MAX_SHOWN_ALTERNATIVES], (rest, UnknownPart("one of many alternatives", None))]

    def _expand_row(self, value: Sequence, depth: int) -> list[tuple[Cond, Any]]:
        conditions = self.machine.conditions
        rows: list[tuple[Cond, list[Any]]] = [(TRUE, [])]
        for item in value.items:
            parts = (
                [(TRUE, UnknownPart(getattr(item.value, "reason", "any number of items"), item.site))]
                if item.many
                else self._expand(item.value, depth + 1)
            )
            absent = conditions.not_(item.cond)
            grown: list[tuple[Cond, list[Any]]] = []
            for cond, row in rows:
                without = conditions.and_(cond, absent)
                if without != FALSE:
                    grown.append((without, row))
                for inner, shown in parts:
                    here = conditions.and_(conditions.and_(cond, item.cond), inner)
                    if here != FALSE:
                        grown.append((here, [*row, shown]))
            if len(grown) > MAX_SHOWN_ALTERNATIVES:
                return [(TRUE, self._open_row(value, depth))]
            rows = grown
        return list(rows)

    def _expand_set(self, value: SetValue, depth: int) -> list[tuple[Cond, Any]]:
        elements = list(value.items.values())
        if value.rest is not None:
            elements.append(Item(value.rest, value.rest.site, value.rest_cond, many=True))
        rows = self._expand_row(TupleValue(elements), depth)
        return [(cond, _sorted_as_set(row)) for cond, row in rows]

    def _open_row(self, value: Sequence, depth: int) -> list[Any]:
        """Return one row for all worlds: what is not sure to be there, or to be one thing, is unknown."""
        row = []
        loose: list[Item] = []
        for item in value.items:
            if item.cond == TRUE and not item.many and self.is_constant(item.value):
                if loose:
                    row.append(self._loose(loose))
                    loose = []
                row.append(self._render(item.value, depth + 1))
            else:
                loose.append(item)
        return [*row, self._loose(loose)] if loose else row

    def _loose(self, items: list[Item]) -> UnknownPart:
        """Return the part of a row that stands for items of which some are there in some worlds, and says what decides."""
        conds = [item.cond for item in items]
        conds += [cond for item in items if type(item.value) is Choice for cond, _ in item.value.alternatives]
        return UnknownPart(f"items that depend on {subjects(self.machine, conds)}", items[0].site)

    def _expand_dict(self, value: DictValue, depth: int) -> list[tuple[Cond, Any]]:
        conditions = self.machine.conditions
        rows: list[tuple[Cond, dict[str, Any]]] = [(TRUE, {})]
        for key, item in value.items.items():
            parts = self._expand(item.value, depth + 1)
            name = _key_text(key)
            grown: list[tuple[Cond, dict[str, Any]]] = []
            for cond, row in rows:
                for inner, shown in parts:
                    here = conditions.and_(cond, inner)
                    if here != FALSE:
                        grown.append((here, row if shown is UNSET else {**row, name: shown}))
            if len(grown) > MAX_SHOWN_ALTERNATIVES:
                reason = f"depends on {subjects(self.machine, [cond for cond, _ in parts])}"
                grown = [(cond, {**row, name: UnknownPart(reason, item.site)}) for cond, row in rows]
            rows = grown
        if value.rest is not None:
            rest, others = UnknownPart(value.rest.reason, value.rest.site), conditions.not_(value.rest_cond)
            rows = [
                pair
                for cond, row in rows
                for pair in (
                    (conditions.and_(cond, value.rest_cond), {**row, "…": rest}),
                    (conditions.and_(cond, others), row),
                )
                if pair[0] != FALSE
            ]
        return list(rows)

    # -- words ---------------------------------------------------------------------------------------------------------

    def when(self, cond: Cond) -> str:
        """Return a condition in words (``DJANGO_DEBUG = 'true'``, ``local_settings.py exists``)."""
        return when_text(self.machine, cond)


def _has_unknown(value: Any) -> bool:
    if isinstance(value, UnknownPart):
        return True
    if isinstance(value, list):
        return any(_has_unknown(part) for part in value)
    return isinstance(value, dict) and any(_has_unknown(part) for part in value.values())


has_unknown = _has_unknown


def unknown_parts(value: Any) -> Iterator[UnknownPart]:
    """Yield the unknown parts of a rendered value, in their order."""
    if isinstance(value, UnknownPart):
        yield value
    for part in value if type(value) is list else value.values() if isinstance(value, dict) else ():
        yield from unknown_parts(part)


def _sorted_as_set(row: list[Any]) -> list[Any]:
    """Return elements as sets are shown: sorted; what is not known may stand anywhere between."""
    known = sorted(
        (part for part in row if not isinstance(part, UnknownPart)),
        key=lambda part: (str(type(part)), str(part)),
    )
    unsure = next((part for part in reversed(row) if isinstance(part, UnknownPart)), None)
    return known if unsure is None else [unsure, *(part for one in known for part in (one, unsure))]


def _same_types(a: Any, b: Any) -> bool:
    if type(a) is not type(b):
        return False
    if type(a) is list:
        return all(_same_types(one, other) for one, other in zip(a, b, strict=True))
    if isinstance(a, dict):
        return all(_same_types(a[key], b[key]) for key in a)
    return True


def _key_text(key: object) -> str:
    text = str(key) if not isinstance(key, Library) else key.name
    return text.replace(ROOT, "$ROOT")


def _object_text(value: Value) -> str:
    name = getattr(value, "name", None)
    return f"{type(value).__name__.removesuffix('Value').lower()} {name}" if name else type(value).__name__
