"""Readings: what each atom is taken to be, and what is left of a value then.

``unset`` takes every variable as not set and assumes nothing else; ``production`` reads as a server would. A reading is
a projection of one evaluation: it never makes the code run again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from secheaders_lint.evaluator.conditions import FALSE, TRUE
from secheaders_lint.evaluator.pure import test, tested
from secheaders_lint.evaluator.values import RAW_TYPES, Choice, Symbol, Unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from secheaders_lint.evaluator.atoms import Atom
    from secheaders_lint.evaluator.conditions import Cond, Conditions
    from secheaders_lint.evaluator.environment import Variable
    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.values import Value

# Variables whose value names the environment, and the names that production has in them, the likeliest first.
_NAMES_ENVIRONMENT = re.compile(
    r"(?:^|_)(?:ENV|ENVIRONMENT|STAGE|DEPLOY(?:MENT)?(?:_ENV)?|DEPLOY_ENV|RUN_ENV|APP_ENV|SITE_ENV|TIER|CONFIGURATION)(?:_NAME|_TYPE)?$"
)
_PRODUCTION_NAMES = ("production", "prod", "live", "prd", "staging", "stage")
_DEVELOPMENT_NAMES = ("development", "dev", "local", "localhost", "test", "testing", "ci", "debug")
_ON_FLAG = re.compile(r"(?:^|_)(?:PROD|PRODUCTION|LIVE)(?:_MODE|_ENV)?$")
_OFF_FLAG = re.compile(
    r"(?:^|_)(?:DEV|DEVELOPMENT|LOCAL|TEST|TESTS|TESTING|CI|DEV_MODE|LOCAL_DEV|IN_TEST|UNDER_TEST)(?:_MODE|_ENV)?$"
)
_ON, _OFF = ("True", "true", "1", "yes", "on", "y", "t"), ("False", "false", "0", "no", "off", "n", "f", "")


# The only value of its type that is false; the two zeros of floating point are not one.
_FALSE: dict[str | None, Value] = {"bool": False, "int": 0, "str": "", "bytes": b""}


class Chosen(NamedTuple):
    """One choice of a reading: the variable or name it is about, and a sentence that explains it."""

    subject: str
    why: str


class Reading:
    """An assignment of the atoms of one evaluation; ``chosen`` are the choices that it made by the names of things."""

    def __init__(
        self, conditions: Conditions, prefer: Callable[[Atom], bool | None], wanted: Iterable[Cond] = ()
    ) -> None:
        self.conditions = conditions
        self.chosen: list[Chosen] = []
        self.values: dict[int, bool] = {}
        self._prefer = prefer
        self._wanted = tuple(wanted)
        self._factors: dict[int, Cond] = {}
        for factor in conditions.assumed:
            self._narrow(factor)
        for cond in self._wanted:
            self._narrow(cond)
        for atom in sorted(conditions.atoms, key=lambda atom: atom.index):
            self._assign(atom.index, prefer(atom))

    def _narrow(self, cond: Cond) -> None:
        """Hold a condition, unless it cannot hold together with those before it."""
        conditions = self.conditions
        touched = {self._factors[i] for i in conditions.support(cond) if i in self._factors}
        for factor in touched:
            cond = conditions.raw_and(cond, factor)
        if cond != FALSE:
            self._replace(touched, cond)

    def _replace(self, factors: Iterable[Cond], cond: Cond) -> None:
        """Put one factor in the place of others; atoms that dropped out of it are free."""
        for factor in factors:
            for index in self.conditions.support(factor):
                self._factors.pop(index, None)
        for index in self.conditions.support(cond):
            self._factors[index] = cond

    def _assign(self, index: int, preferred: bool | None) -> None:
        factor = self._factors.get(index, TRUE)
        restrict = self.conditions.restrict
        left = {value: restrict(factor, {index: value}) for value in (True, False)}
        value = preferred
        if FALSE in left.values():
            value = left[True] != FALSE
        if value is None:
            return
        self.values[index] = value
        if factor != TRUE:
            self._replace([factor], left[value])

    def turned(self, index: int) -> Reading | None:
        """Return the same reading with one atom the other way round; ``None`` where what is assumed forbids that.

        An atom that the reading leaves open is taken as true.
        """
        value = not self.values.get(index, False)
        literal = self.conditions.literal(index, value)
        other = Reading(self.conditions, self._prefer, (literal, *self._wanted))
        return other if other.values.get(index) is value else None

    def project(self, cond: Cond) -> Cond:
        """Return what is left of a condition: true, false, or what nobody can decide."""
        conditions = self.conditions
        left = conditions.restrict(cond, self.values)
        if left <= TRUE:
            return left
        # What is held without its atoms being decided, such as that a text is one of two, decides others.
        held = TRUE
        for factor in {self._factors[i] for i in conditions.support(left) if i in self._factors}:
            held = conditions.raw_and(held, factor)
        return conditions.constrain(left, held)

    def alternatives(self, value: Value) -> list[Value]:
        """Return what a value may still be; one value where the reading decides it."""
        if type(value) is not Choice:
            return [self._narrowed(value)]
        found: list[Value] = []
        for cond, part in value.alternatives:
            left = self.project(cond)
            if left == TRUE:
                return [self._narrowed(part)]
            if left != FALSE:
                found.append(self._narrowed(part))
        return found or [self._narrowed(value.alternatives[0][1])]

    def _narrowed(self, value: Value) -> Value:
        """Return the one value that an unknown one of its type can be where the reading says that it is false, or true."""
        if type(value) is not Symbol or value.type not in _FALSE:
            return value
        cond = tested(value)
        on = None if cond is None else self.project(cond)
        if on == FALSE:
            return _FALSE[value.type]
        return True if on == TRUE and value.type == "bool" else value

    def undecided(self, value: Choice) -> list[Atom]:
        """Return the atoms that keep a choice open."""
        indexes: dict[int, None] = {}
        for cond, _ in value.alternatives:
            for index in self.conditions.support(self.project(cond)):
                indexes[index] = None
        return [self.conditions.at(index) for index in indexes]


def unset_reading(machine: Machine) -> Reading:
    """Return the reading in which no variable is set: what Python gives in an empty environment."""
    return Reading(machine.conditions, _prefer_empty)


def _prefer_empty(atom: Atom) -> bool | None:
    return False if atom.kind == "content" else _prefer_nothing(atom)


def _prefer_nothing(atom: Atom) -> bool | None:
    if atom.kind in {"set", "exists", "import"}:
        return False
    return atom.prefer


def production_texts(machine: Machine) -> dict[str, str]:
    """Return the text of each variable that names the environment: the production one among those the code knows."""
    texts = {}
    for name, variable in machine.environment.variables.items():
        if variable.machine or name in machine.environment.given:
            continue
        text = _production_name(variable, named=bool(_NAMES_ENVIRONMENT.search(name.upper())))
        if text is not None:
            texts[name] = text
    return texts


def grounds_of_texts(machine: Machine) -> frozenset[tuple[object, ...]]:
    """Return all that :func:`production_texts` goes by; where it is the same for two evaluations, so are the texts."""
    return frozenset(
        (
            name,
            variable.machine,
            frozenset(variable.literals),
            frozenset(variable.compared),
            tuple(text for default in variable.defaults for text in _texts_of(default)),
        )
        for name, variable in machine.environment.variables.items()
    )


def _production_name(variable: Variable, *, named: bool) -> str | None:
    """Return the text that a variable has in production; ``named``: its name says that it names the environment.

    One of another name does so where it is a development by default and the code knows production by name.
    """
    known = {text.lower(): text for text in (*variable.literals, *variable.compared) if text}
    defaults = [text for default in variable.defaults for text in _texts_of(default)]
    by_default = any(text.lower() in _DEVELOPMENT_NAMES for text in defaults)
    for text in defaults:
        known.setdefault(text.lower(), text)
    if (not named and not by_default) or (defaults and all(text in _PRODUCTION_NAMES for text in defaults)):
        return None
    for name in _PRODUCTION_NAMES:
        if name in known:
            return known[name]
    return (
        "production" if named and (by_default or any(text in _DEVELOPMENT_NAMES for text in known)) else None
    )


def _texts_of(value: Value) -> list[str]:
    parts = [part for _, part in value.alternatives] if isinstance(value, Choice) else [value]
    return [part for part in parts if isinstance(part, str)]


def debug_texts(machine: Machine, value: Value) -> list[dict[str, str]]:
    """Return the texts to try for the variable that decides ``DEBUG`` in a way that cannot be followed backwards.

    ``json.loads(os.environ.get("DEBUG", "true"))`` is such a way: only running it again tells what a text gives. Empty
    where conditions tell already, or where it is not one variable that decides.
    """
    if not isinstance(value, Choice) or not any(isinstance(part, Unknown) for _, part in value.alternatives):
        return []
    if _truth(machine, value, state=False) is not None:
        return []
    conditions = machine.conditions
    atoms = [conditions.at(index) for cond, _ in value.alternatives for index in conditions.support(cond)]
    names = {atom.subject for atom in atoms if atom.kind in {"set", "is", "test"}}
    names = {name for name in names if name in machine.environment.variables} - {*machine.environment.given}
    # Where something else keeps it unknown, such as a file that is not in the repository, no text would tell.
    reasons = {
        reason
        for _, part in value.alternatives
        if isinstance(part, Unknown)
        for reason in part.reason.split("; ")
    }
    names = {name for name in names if machine.environment.variables[name].reason in reasons}
    return [{name: text} for name in names for text in ("False", "false", "0")] if len(names) == 1 else []


def _flag_texts(machine: Machine) -> dict[str, str]:
    """Return the texts of flags whose names say that they are on in production, or off."""
    texts = {}
    for name, variable in machine.environment.variables.items():
        if variable.machine or name in machine.environment.given:
            continue
        spelled = {*variable.literals, *variable.compared}
        if _ON_FLAG.search(name.upper()):
            texts[name] = next((text for text in _ON if text in spelled), "True")
        elif _OFF_FLAG.search(name.upper()) and any(_is_on(default) for default in variable.defaults):
            texts[name] = next((text for text in _OFF if text in spelled), "False")
    return texts


def _is_on(default: Value) -> bool:
    if isinstance(default, str):
        return default in _ON
    return type(default) in RAW_TYPES and bool(default)


def production_reading(
    machine: Machine, names: list[tuple[str, Value]], packages: Callable[[str], bool], texts: dict[str, str]
) -> Reading:
    """Return the reading of a production server.

    ``names`` are the settings of the entrypoint, and the DEBUG of other modules; ``packages`` tells whether the project's dependencies name a package;
    ``texts`` are the variables that name the environment.
    """
    flags = _flag_texts(machine)
    given = {**flags, **texts}
    wanted, chosen = _wanted(machine, names)

    def prefer(atom: Atom) -> bool | None:
        if atom.subject in given and atom.kind in {"set", "is", "test"}:
            return (
                True
                if atom.kind == "set"
                else atom.holds(given[atom.subject])
                if atom.holds is not None
                else None
            )
        if atom.kind == "import":
            return packages(atom.subject)
        return _prefer_nothing(atom)

    named = [machine.environment.variable(name).equals(text) for name, text in texts.items()]
    reading = Reading(machine.conditions, prefer, [*named, *wanted])
    reading.chosen += [
        Chosen(name, f"{name} = {text!r}, the name of production that the code knows")
        for name, text in texts.items()
    ]
    reading.chosen += [Chosen(name, f"{name} = {text!r}, by the flag's name") for name, text in flags.items()]
    reading.chosen += chosen
    return reading


def _wanted(machine: Machine, names: list[tuple[str, Value]]) -> tuple[list[Cond], list[Chosen]]:
    """Return the conditions that DEBUG is off, and that flags are as their names say, where the environment decides."""
    wanted: list[Cond] = []
    chosen: list[Chosen] = []
    for name, value in names:
        if not isinstance(value, Choice):
            continue
        state = (
            False if name == "DEBUG" or _OFF_FLAG.search(name) else True if _ON_FLAG.search(name) else None
        )
        if state is None:
            continue
        cond = _truth(machine, value, state=state)
        if cond is None or cond in wanted or _of_content(machine, cond):
            continue
        wanted.insert(0 if name == "DEBUG" else len(wanted), cond)
        if not _of_files(machine, cond):
            chosen.append(Chosen(name, f"{name} {'on' if state else 'off'}, {_because(machine, cond)}"))
    return wanted, chosen


def _of_files(machine: Machine, cond: Cond) -> bool:
    """Tell whether only files that need not be there decide a flag: that they are absent is no choice of the flag's."""
    atoms = [machine.conditions.at(index) for index in machine.conditions.support(cond)]
    return all(atom.kind in {"exists", "import"} for atom in atoms)


def _of_content(machine: Machine, cond: Cond) -> bool:
    """Tell whether a condition is about what a file outside of the repository holds: a flag says nothing of the rest of it."""
    atoms = [machine.conditions.at(index) for index in machine.conditions.support(cond)]
    return any(atom.kind == "content" for atom in atoms)


def _because(machine: Machine, cond: Cond) -> str:
    """Say what decides a flag: variables by their names, files by their paths; nothing else reads well."""
    atoms = [machine.conditions.at(index) for index in machine.conditions.support(cond)]
    names = sorted({atom.subject for atom in atoms if atom.kind in {"set", "is", "test", "exists"}})
    return f"because it comes from {', '.join(names[:3])}" if names else "by its name"


def _truth(machine: Machine, value: Choice, *, state: bool) -> Cond | None:
    """Return the worlds in which a choice of plain values is true (or false); ``None`` where that is not told by them."""
    found, running = FALSE, machine.pc
    machine.pc = TRUE
    try:
        for cond, part in value.alternatives:
            if type(part) in RAW_TYPES:
                here = cond if bool(part) is state else FALSE
            elif type(part) is Symbol:
                on = test(part)
                here = machine.conditions.and_(cond, on) if state else machine.conditions.minus(cond, on)
            elif isinstance(part, Unknown):
                here = FALSE
            else:
                return None
            found = machine.conditions.or_(found, here)
    finally:
        machine.pc = running
    return None if machine.conditions.normal(found) == FALSE else found
