"""What random programs are written with: the program, the writer that draws it, and the tables of constructs.

A construct is a template or a function. In a template stands, between angle brackets, what is drawn:

=================  =========================================================================================
``<str>``          an expression of that kind
``<=str>``         a literal of that kind
``<.str>``         a name of that kind, else a literal without quotes of its own: fits into an f-string
``<@list:L>``      the name of a list that is there (one is made before, where there is none), called ``L`` from here on
``<+str:N>``       a new name, which holds a string once the statement has run, called ``N`` from here on
``<N>``            the name called ``N``
``<VAR>``          an environment variable of any text; ``<FLAG>`` … see ``VARIABLES``
``<0-5>``          a number between the two, both included
``<a|b|c>``        one of these texts; what names a kind is an expression of it
``<BLOCK>``        alone on its line: statements, which may be left out or run again
=================  =========================================================================================
"""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

_Option = TypeVar("_Option")

KINDS = ("str", "int", "bool", "list", "tuple", "dict", "set", "maybe")
SIZED = ("str", "list", "tuple", "dict", "set")
TEXTS = ("a", "b", "prod", "dev", "x,y", "True", "0", "", "one two", "Ab")
# The environment variables by what their texts usually are: any text, a flag, a number, JSON, a Python literal, ``a=b`` pairs.
VARIABLES = {
    "VAR": ("ENV", "HOSTS", "NAME"),
    "FLAG": ("DEBUG", "SECURE", "VERBOSE"),
    "NUMBER": ("COUNT", "LEVEL"),
    "JSON": ("ROWS",),
    "PYTHON": ("ITEMS",),
    "PAIRS": ("LABELS",),
}
_DEEPEST = 4
_SIMPLE = {"str": "'q'", "int": "7", "list": "['q']", "bool": "True"}
_NAMING = re.compile(rf"(?:(?P<sign>[@+])(?P<kind>{'|'.join(KINDS)}):|#)(?P<label>[A-Za-z]+)")
_PLACEHOLDER = re.compile(r"<([^<>\n]+)>")


class Program:
    """A package of modules and files (path → text), the variables that it reads, and the constructs that it uses."""

    def __init__(self) -> None:
        self.files: dict[str, str] = {}
        self.variables: set[str] = set()
        self.constructs: set[str] = set()
        self.entrypoints: list[tuple[str, str | None]] = [("settings", None)]

    def __repr__(self) -> str:
        return "\n" + "\n".join(f"# --- {path}\n{text}" for path, text in self.files.items())


class Construct(NamedTuple):
    """One way to write an expression or a statement."""

    name: str
    kind: str
    weight: int
    imports: tuple[str, ...]
    write: Callable[[Writer], str | None]


EXPRESSIONS: dict[str, list[Construct]] = {kind: [] for kind in KINDS}
STATEMENTS: list[Construct] = []


def constructs() -> list[Construct]:
    """Return every construct that is registered."""
    return [*STATEMENTS, *(construct for kind in KINDS for construct in EXPRESSIONS[kind])]


def expression(kind: str, name: str, *templates: str, weight: int = 2, imports: tuple[str, ...] = ()) -> None:
    """Register a construct that is written as one of ``templates`` and gives a value of ``kind``."""

    def write(writer: Writer) -> str:
        return writer.fill(writer.pick(templates))

    EXPRESSIONS[kind].append(Construct(name, kind, weight, imports, write))


def statement(name: str, *templates: str, weight: int = 2, imports: tuple[str, ...] = ()) -> None:
    """Register a construct that is written as one of ``templates``, one or more whole lines."""

    def write(writer: Writer) -> None:
        writer.lines_of(writer.pick(templates))

    STATEMENTS.append(Construct(name, "", weight, imports, write))


def written(
    name: str, *, weight: int = 2, imports: tuple[str, ...] = ()
) -> Callable[[Callable[[Writer], None]], Callable[[Writer], None]]:
    """Register a function that writes a statement: for what makes modules and files of its own."""

    def register(write: Callable[[Writer], None]) -> Callable[[Writer], None]:
        STATEMENTS.append(Construct(name, "", weight, imports, write))
        return write

    return register


class Writer:
    """Writes one module after the other of a program; draws everything from ``random``."""

    def __init__(self, random: Random, program: Program) -> None:
        self.random = random
        self.program = program
        self.module = ""
        self.package = ""
        self.names: dict[str, str] = {}
        self.lines: list[str] = []
        self.imports: set[str] = set()
        self.indent = 0
        self._counter = 0
        self._depth = 0

    # -- drawing -------------------------------------------------------------------------------------------------------

    def chance(self, percent: int) -> bool:
        return self.random.randrange(100) < percent

    def pick(self, options: Sequence[_Option]) -> _Option:
        return options[self.random.randrange(len(options))]

    def number(self) -> int:
        """Return a number that no other name of the program has."""
        self._counter += 1
        return self._counter

    def fresh(self, kind: str) -> str:
        return f"{kind.upper()}_{self.number()}"

    def known(self, kind: str) -> list[str]:
        return [name for name, known in self.names.items() if known == kind]

    def a_name(self, kind: str) -> str | None:
        names = self.known(kind)
        return self.pick(names) if names else None

    def variable(self, kind: str) -> str:
        name = self.pick(VARIABLES[kind])
        self.program.variables.add(name)
        self.use("environment read")
        return name

    def use(self, construct: str) -> None:
        self.program.constructs.add(construct)

    # -- expressions ---------------------------------------------------------------------------------------------------

    def literal(self, kind: str) -> str:
        if kind == "str":
            return repr(self.pick(TEXTS))
        if kind == "int":
            return str(self.random.randrange(-3, 12))
        if kind == "bool":
            return self.pick(("True", "False"))
        if kind == "dict":
            return repr({self.pick("abc"): self.pick(TEXTS) for _ in range(self.random.randrange(3))})
        if kind == "maybe":
            return "None"
        items = [self.pick(TEXTS) for _ in range(self.random.randrange(1 if kind == "set" else 0, 4))]
        if kind == "set":
            # As a display of its own order: what ``repr`` of a set gives depends on the process.
            return "{" + ", ".join(map(repr, dict.fromkeys(items))) + "}"
        return repr(items if kind == "list" else tuple(items))

    def expression(self, kind: str) -> str:
        if self._depth >= _DEEPEST:
            return self.literal(kind)
        name = self.a_name(kind)
        if name is not None and self.chance(35):
            return name
        if self.chance(25):
            return self.literal(kind)
        return self.construct(self._weighed(EXPRESSIONS[kind])) or ""

    def construct(self, chosen: Construct) -> str | None:
        """Write one construct: a statement as lines, an expression as the text that is returned."""
        self.use(chosen.name)
        self.imports.update(chosen.imports)
        self._depth += 1
        try:
            return chosen.write(self)
        finally:
            self._depth -= 1

    def _weighed(self, options: list[Construct]) -> Construct:
        at = self.random.randrange(sum(option.weight for option in options))
        for option in options:
            at -= option.weight
            if at < 0:
                return option
        raise AssertionError(at)

    # -- statements ----------------------------------------------------------------------------------------------------

    def emit(self, line: str) -> None:
        self.lines.append("    " * self.indent + line)

    def assign(self, kind: str, value: str, name: str | None = None) -> str:
        """Write an assignment; returns the name, which is known from now on."""
        name = name or self.fresh(kind)
        self.emit(f"{name} = {value}")
        if value in self.names and kind in {"list", "dict", "set"}:
            self.use("aliasing")
        self.names[name] = kind
        return name

    def statement(self) -> None:
        if self.indent > 3 or self.chance(30):
            kind = self.pick(KINDS)
            name = self.a_name(kind) if self.chance(30) else None
            self.assign(kind, self.expression(kind), name)
            return
        self.construct(self._weighed(STATEMENTS))

    def block(self) -> None:
        """Write an indented block; what it binds may be unbound after it, and is not used any more then."""
        before = dict(self.names)
        self.indent += 1
        depth, self._depth = self._depth, 0
        for _ in range(self.random.randrange(1, 3)):
            self.statement()
        self._depth = depth
        self.indent -= 1
        self.names = {name: kind for name, kind in self.names.items() if before.get(name) == kind}

    # -- templates -----------------------------------------------------------------------------------------------------

    def fill(self, template: str, called: dict[str, str] | None = None) -> str:
        """Return a template with everything in angle brackets drawn."""
        names = {} if called is None else called
        return _PLACEHOLDER.sub(lambda found: self._drawn(found[1], names), template)

    def lines_of(self, template: str) -> None:
        """Write the lines of a statement's template."""
        called: dict[str, str] = {}
        bound: dict[str, str] = {}
        lines = textwrap.dedent(template).strip("\n").split("\n")
        for found in _PLACEHOLDER.finditer(template):
            self._name(found[1], called, bound)
        for line in lines:
            inner = line.lstrip(" ")
            levels = (len(line) - len(inner)) // 4
            self.indent += levels
            if inner == "<BLOCK>":
                self.indent -= 1
                self.block()
                self.indent += 1
            else:
                self.emit(self.fill(inner, called))
            self.indent -= levels
        self.names.update(bound)

    def _name(self, placeholder: str, called: dict[str, str], bound: dict[str, str]) -> None:
        """Find or make the name that a placeholder speaks of, before the first line is written."""
        found = _NAMING.fullmatch(placeholder)
        if found is None or found["label"] in called:
            return
        kind, label = found["kind"], found["label"]
        if found["sign"] == "@":
            called[label] = self.a_name(kind) or self.assign(kind, self.expression(kind))
            if kind in {"list", "dict", "set"} and self.chance(15):
                self.use("aliasing")
                called[label] = self.assign(kind, called[label])
        elif found["sign"] == "+":
            called[label] = self.fresh(kind)
            bound[called[label]] = kind
        else:
            called[label] = f"{label}_{self.number()}"

    def _drawn(self, inner: str, called: dict[str, str]) -> str:
        if inner in called:
            return called[inner]
        if found := _NAMING.fullmatch(inner):
            return called[found["label"]]
        if inner in VARIABLES:
            return self.variable(inner)
        if inner in KINDS:
            return self.expression(inner)
        if inner[0] == "=" and inner[1:] in KINDS:
            return self.literal(inner[1:])
        if inner[0] == "." and inner[1:] in _SIMPLE:
            return self.a_name(inner[1:]) or _SIMPLE[inner[1:]]
        if found := re.fullmatch(r"(-?\d+)-(\d+)", inner):
            return str(self.random.randrange(int(found[1]), int(found[2]) + 1))
        option = self.pick(inner.split("|"))
        return self._drawn(option, called) if option in {*KINDS, *VARIABLES} else self.fill(option, called)
