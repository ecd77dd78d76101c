"""Effective settings: what Django will see under a reading, its own defaults included."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from secheaders_lint.data.django import default_of
from secheaders_lint.evaluator.conditions import FALSE, TRUE
from secheaders_lint.evaluator.rendering import Renderer, Repr, UnknownPart, has_unknown, unknown_parts
from secheaders_lint.evaluator.values import (
    UNSET,
    Choice,
    DictValue,
    Library,
    ListValue,
    Sequence,
    SetValue,
    Symbol,
    TupleValue,
)

if TYPE_CHECKING:
    from secheaders_lint.evaluator.evaluation import Evaluation
    from secheaders_lint.evaluator.namespaces import Origin
    from secheaders_lint.evaluator.readings import Reading
    from secheaders_lint.evaluator.values import Site, Value


_SHAPES: tuple[tuple[type, str], ...] = (
    (TupleValue, "tuple"),
    (ListValue, "list"),
    (SetValue, "set"),
    (DictValue, "dict"),
    (str, "text"),
)


# The kinds of atoms that are about environment variables.
_OF_VARIABLES = frozenset({"set", "is", "test"})


class Part(NamedTuple):
    """One item of a list setting under the reading: its value, where it was written, whether it is sure to be there."""

    value: Any
    site: Site | None
    sure: bool


class Setting:
    """One setting under a reading.

    ``value`` is plain data, with :class:`UnknownPart` for what is not known; ``origin`` says where it comes from: ``set`` by
    the project, ``default`` of Django, or ``absent`` (the project does not set it and Django does not know it).
    """

    __slots__ = ("name", "origin", "origins", "value")

    def __init__(self, name: str, value: Any, origin: str, origins: tuple[Origin, ...]) -> None:
        self.name = name
        self.value = value
        self.origin = origin
        self.origins = origins

    def __repr__(self) -> str:
        return f"Setting({self.name} = {self.value!r}, {self.origin})"

    @property
    def is_set(self) -> bool:
        """True where the project sets it."""
        return self.origin == "set"

    @property
    def known(self) -> bool:
        """True where the whole value is known."""
        return not has_unknown(self.value)

    @property
    def unknown(self) -> UnknownPart | None:
        """The first part that is not known, and why."""
        return next(unknown_parts(self.value), None)

    @property
    def truth(self) -> bool | None:
        """Whether Python takes the value for true; ``None`` where that is not known."""
        value = self.value
        if isinstance(value, UnknownPart):
            return None
        if isinstance(value, Repr):
            return True
        if isinstance(value, list | dict) and value and all(isinstance(part, UnknownPart) for part in value):
            return None
        return bool(value)


class Settings:
    """The settings of one evaluation under one reading; remembers which were asked for."""

    def __init__(self, evaluation: Evaluation, reading: Reading, django: str | None) -> None:
        self.evaluation = evaluation
        self.reading = reading
        self.django = django
        self.renderer = Renderer(evaluation.machine, reading)
        self.asked: set[str] = set()
        self._found: dict[str, Setting] = {}

    def get(self, name: str) -> Setting:
        """Return a setting as Django sees it."""
        self.asked.add(name)
        found = self._found.get(name)
        if found is None:
            found = self._found[name] = self._read(name)
        return found

    def _read(self, name: str) -> Setting:
        value = self.renderer.under_reading(self.evaluation.value(name))
        if value is UNSET:
            opened = self.evaluation.open
            if opened is not None:
                return Setting(name, UnknownPart(opened.reason, opened.site), "set", ())
            default = default_of(name, self.django)
            return (
                Setting(name, None, "absent", ())
                if default is None
                else Setting(name, default[0], "default", ())
            )
        value = self._plain(name, value)
        binding = self.evaluation.binding(name)
        return Setting(name, value, "set", () if binding is None else self._in_force(binding.origins))

    def elsewhere(self, name: str) -> str:
        """Return in words under which condition the project sets a setting; an empty text where it never does."""
        worlds = self.evaluation.machine.bound(self.evaluation.value(name))
        return "" if worlds == FALSE else self.renderer.when(worlds)

    def deciding(self, name: str) -> list[str]:
        """Return the environment variables that the value of a setting depends on."""
        found = [self.evaluation.machine.conditions.at(index) for index in self.atoms({name})]
        names = dict.fromkeys(atom.subject for atom in found if atom.kind in _OF_VARIABLES)
        return [*names] if all(atom.kind in _OF_VARIABLES for atom in found) else []

    def _plain(self, name: str, value: Any) -> Any:
        """Return a value as it is, unless it stands outside of the repository and nothing but its name is known."""
        if not isinstance(value, Repr):
            return value
        left = self.reading.alternatives(self.evaluation.value(name))
        outside = [part for part in left if isinstance(part, Library)]
        return UnknownPart(f"value of {outside[0].name}", None) if outside else value

    def _in_force(self, origins: tuple[Origin, ...]) -> tuple[Origin, ...]:
        """Return the places that decided under the reading, the one in force first."""
        sure = [origin for origin in origins if self.reading.project(origin.cond) == TRUE]
        maybe = [origin for origin in origins if self.reading.project(origin.cond) not in {TRUE, FALSE}]
        return (*reversed(sure), *reversed(maybe)) or origins[-1:]

    def value(self, name: str) -> Any:
        """Return the plain value of a setting."""
        return self.get(name).value

    def is_set(self, name: str) -> bool:
        """Tell whether the project sets it."""
        return self.get(name).is_set

    def parts(self, name: str) -> list[Part] | None:
        """Return the items of a list or tuple with their places; ``None`` where the setting is no list, or not known to be one."""
        self.asked.add(name)
        left = self.reading.alternatives(self.evaluation.value(name))
        if len(left) != 1 or not isinstance(left[0], Sequence):
            return None
        found = []
        for item in left[0].items:
            cond = self.reading.project(item.cond)
            if cond == FALSE:
                continue
            value = (
                UnknownPart(getattr(item.value, "reason", "any number of items"), item.site)
                if item.many
                else self.renderer.under_reading(item.value)
            )
            found.append(Part(value, item.site, cond == TRUE and not item.many))
        return found

    def members(self, name: str) -> tuple[frozenset[str], tuple[str, ...]]:
        """Return the texts that a list has in every environment, and all those that it has in any."""
        value = self.evaluation.value(name)
        rows = [part for _, part in value.alternatives] if isinstance(value, Choice) else [value]
        always: list[set[str]] = []
        possible: dict[str, None] = {}
        for row in rows:
            items = row.items if isinstance(row, Sequence) else []
            texts = [(item.value, item.cond) for item in items if isinstance(item.value, str)]
            possible.update(dict.fromkeys(text for text, _ in texts))
            always.append({text for text, cond in texts if cond == TRUE})
        return frozenset(set.intersection(*always)), tuple(possible)

    def _at(self, name: str, keys: tuple[str, ...]) -> list[Value]:
        """Return what a setting, or an entry of its dictionary, may be."""
        left = self.reading.alternatives(self.evaluation.value(name))
        for key in keys:
            entries = [value.items.get(key) for value in left if isinstance(value, DictValue)]
            left = [
                each
                for entry in entries
                if entry is not None
                for each in self.reading.alternatives(entry.value)
            ]
        return left

    def may_hold(self, texts: tuple[str, ...], name: str, *keys: str) -> bool:
        """Tell whether a part that is not known, of a list or of an entry with one, may begin as one of some texts does.

        It cannot where the part is put together with something in front of it: ``f"https://{variable}"``.
        """
        return any(self._part_may_begin(each, texts) for each in self._at(name, keys))

    def _part_may_begin(self, value: Value, texts: tuple[str, ...]) -> bool:
        if not isinstance(value, Sequence):
            return not isinstance(value, str) and _may_begin(value, texts)
        for item in value.items:
            cond = self.reading.project(item.cond)
            if cond == FALSE:
                continue
            parts = self.reading.alternatives(item.value)
            # What is surely there, and known, is no part that is not known.
            doubtful = [part for part in parts if cond != TRUE or not isinstance(part, str)]
            if item.many or any(_may_begin(part, texts) for part in doubtful):
                return True
        return False

    def shape(self, name: str, *keys: str) -> str:
        """Return what kind of container a setting, or an entry of it, is: ``list``, ``tuple``, ``set``, ``dict`` or ``text``.

        Empty where that is not known.
        """
        left = self._at(name, keys)
        kinds = {next((word for kind, word in _SHAPES if isinstance(value, kind)), "") for value in left}
        return kinds.pop() if len(kinds) == 1 else ""

    def writes(self, name: str) -> list[Site]:
        """Return the places that changed a list, set or dict after it was bound, such as ``append`` calls."""
        left = self.reading.alternatives(self.evaluation.value(name))
        return [site for value in left for site in getattr(value, "writes", ())]

    def atoms(self, names: set[str]) -> list[int]:
        """Return the places of the atoms that these settings depend on."""
        found: set[int] = set()
        for name in names:
            found |= set(_atoms_of(self.evaluation, self.evaluation.value(name), 0))
        return sorted(found)


def _may_begin(value: Value, texts: tuple[str, ...]) -> bool:
    """Tell whether a value may begin with the first letter of one of some texts."""
    if isinstance(value, Symbol):
        return any(_begins(value, text) for text in texts)
    return not isinstance(value, str) or any(value.lstrip()[:1] == text[:1] for text in texts)


def _begins(value: Symbol, text: str) -> bool:
    """Tell whether what is made of a variable with this text begins as that does."""
    try:
        applied = value.apply(text)
    except Exception:  # noqa: BLE001 - whatever Python raises for that text
        return False
    return not isinstance(applied, str) or applied.lstrip()[:1] == text[:1]


def _atoms_of(evaluation: Evaluation, value: Value, depth: int) -> list[int]:
    support = evaluation.machine.conditions.support
    if depth > 8:
        return []
    if isinstance(value, Choice):
        found = support(*(cond for cond, _ in value.alternatives))
        return found + [
            index for _, part in value.alternatives for index in _atoms_of(evaluation, part, depth + 1)
        ]
    if isinstance(value, Sequence):
        found = support(*(item.cond for item in value.items))
        return found + [
            index for item in value.items for index in _atoms_of(evaluation, item.value, depth + 1)
        ]
    if isinstance(value, DictValue):
        return [
            index for item in value.items.values() for index in _atoms_of(evaluation, item.value, depth + 1)
        ]
    return []


__all__ = ["ListValue", "Part", "Repr", "Setting", "Settings", "UnknownPart"]
