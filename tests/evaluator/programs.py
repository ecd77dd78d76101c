"""Random settings packages: Python programs of the kinds that settings are made of.

A program is drawn from a ``random.Random``; hypothesis gives one that it can shrink. Names are upper-case by type, so that
expressions can be typed: every name is a setting and gets compared with real Python.
"""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

_Option = TypeVar("_Option")

VARIABLES = ("DEBUG", "ENV", "HOSTS", "LEVEL", "FLAG", "NAME", "COUNT")
TEXTS = ("a", "b", "prod", "dev", "x,y", "True", "0", "", "one two", "Ab")
METHODS = ("lower()", "upper()", "strip()", "replace('a', 'b')", "title()")
KEYS = ("'a'", "'b'", "'z'")
GUARDS = ("I", "len(I) > 1", "I != 'a'")
ELEMENTS = ("I", "I + '!'", "I.upper()")
SEPARATORS = ("", "','")
TYPES = ("str", "int", "bool", "list", "tuple", "dict", "set", "maybe")


class Program:
    """A package of modules (name → text), the variables that it reads, and the constructs that it uses."""

    def __init__(self) -> None:
        self.modules: dict[str, str] = {}
        self.variables: set[str] = set()
        self.constructs: set[str] = set()

    @property
    def files(self) -> dict[str, str]:
        """The files of the package: path → text."""
        return {f"{name}.py": text for name, text in self.modules.items()}

    def __repr__(self) -> str:
        parts = [f"# --- {name}.py\n{text}" for name, text in self.modules.items()]
        return "\n" + "\n".join(parts)


def build(random: Random) -> Program:
    """Return a random package; its entrypoint is the module ``settings``."""
    program = Program()
    writer = Writer(random, program)
    count = random.choice((1, 1, 2, 2, 3, 4))
    others = ["base", "common", "extra"][: count - 1]
    available: list[tuple[str, dict[str, str]]] = []
    for name in others:
        names = writer.module(name, available)
        available.append((name, names))
    writer.module("settings", available)
    return program


class Writer:
    """Writes the modules of one program."""

    def __init__(self, random: Random, program: Program) -> None:
        self.random = random
        self.program = program
        self.counter = 0
        self.lines: list[str] = []
        self.indent = 0
        self.names: dict[str, str] = {}
        self.functions: list[tuple[str, int]] = []
        self.depth = 0
        self.in_function = False
        self.in_loop = False

    # -- helpers -------------------------------------------------------------------------------------------------------

    def use(self, construct: str) -> None:
        self.program.constructs.add(construct)

    def chance(self, percent: int) -> bool:
        return self.random.randrange(100) < percent

    def pick(self, options: Sequence[_Option]) -> _Option:
        return options[self.random.randrange(len(options))]

    def fresh(self, kind: str) -> str:
        self.counter += 1
        return f"{kind.upper()}_{self.counter}"

    def emit(self, line: str) -> None:
        self.lines.append("    " * self.indent + line)

    def known(self, kind: str) -> list[str]:
        return [name for name, known in self.names.items() if known == kind]

    def a_name(self, kind: str) -> str | None:
        names = self.known(kind)
        return self.pick(names) if names else None

    def variable(self) -> str:
        name = self.pick(VARIABLES)
        self.program.variables.add(name)
        return name

    # -- modules -------------------------------------------------------------------------------------------------------

    def module(self, name: str, available: list[tuple[str, dict[str, str]]]) -> dict[str, str]:
        self.lines, self.indent, self.names, self.functions = (
            ["import contextlib", "import itertools", "import os", "import sys"],
            0,
            {},
            [],
        )
        for other, names in available:
            self.importing(other, names)
        for _ in range(self.random.randrange(4, 14)):
            self.statement()
        if self.names and self.chance(8):
            self.use("__all__")
            listed = [known for known in self.names if self.chance(80)]
            self.emit(f"__all__ = {listed!r}")
            self.names = {known: self.names[known] for known in listed}
        self.program.modules[name] = "\n".join(self.lines) + "\n"
        return dict(self.names)

    def importing(self, other: str, names: dict[str, str]) -> None:
        kind = self.random.randrange(10)
        if kind < 6:
            self.use("star import")
            if self.chance(25):
                self.use("guarded import")
                self.emit("try:")
                self.emit(f"    from {other} import *")
                self.emit("except ImportError:")
                self.emit("    pass")
            else:
                self.emit(f"from {other} import *")
            self.names.update({name: kind for name, kind in names.items() if not name.startswith("_")})
        elif kind < 8 and names:
            self.use("named import")
            name = self.pick(list(names))
            bound = self.fresh(names[name]) if self.chance(40) else name
            self.emit(f"from {other} import {name}" + (f" as {bound}" if bound != name else ""))
            self.names[bound] = names[name]
        else:
            self.use("module object")
            self.emit(f"import {other}")
            lists = [name for name, kind in names.items() if kind == "list"]
            if lists:
                bound = self.fresh("list")
                self.emit(f"{bound} = {other}.{self.pick(lists)}")
                self.names[bound] = "list"
                if self.chance(50):
                    self.use("aliasing")
                    self.emit(f"{other}.{self.pick(lists)}.append({self.text()})")

    # -- expressions ---------------------------------------------------------------------------------------------------

    def expression(self, kind: str) -> str:
        self.depth += 1
        try:
            if self.depth > 4:
                return self.literal(kind)
            name = self.a_name(kind)
            if name is not None and self.chance(35):
                return name
            writer: Callable[[], str] = getattr(self, f"_{kind}")
            return writer()
        finally:
            self.depth -= 1

    def literal(self, kind: str) -> str:
        literals: dict[str, Callable[[], str]] = {
            "str": lambda: repr(self.pick(TEXTS)),
            "int": lambda: str(self.random.randrange(-3, 12)),
            "bool": lambda: self.pick(("True", "False")),
            "list": lambda: repr([self.pick(TEXTS) for _ in range(self.random.randrange(4))]),
            "tuple": lambda: repr(tuple(self.pick(TEXTS) for _ in range(self.random.randrange(4)))),
            "dict": lambda: repr(
                {self.pick("abc"): self.pick(TEXTS) for _ in range(self.random.randrange(3))}
            ),
            "set": lambda: repr({self.pick(TEXTS) for _ in range(self.random.randrange(1, 3))}),
            "maybe": lambda: "None",
        }
        return literals[kind]()

    def text(self) -> str:
        return self.expression("str")

    def _str(self) -> str:
        choice = self.random.randrange(18)
        if choice < 3:
            return self.literal("str")
        if choice == 3:
            self.use("f-string")
            return f'f"{{{self.pick_inner("str")}}}-{{{self.pick_inner("int")}:>3}}"'
        if choice == 4:
            self.use("% formatting")
            return f'("%s/%d" % ({self.text()}, {self.expression("int")}))'
        if choice == 5:
            self.use(".format")
            return f'"{{}}:{{name}}".format({self.text()}, name={self.expression("int")})'
        if choice == 6:
            self.use("str method")
            return f"{self.text()}.{self.pick(METHODS)}"
        if choice == 7:
            self.use("join")
            return f'",".join({self.expression(self.pick(("list", "tuple")))})'
        if choice == 8:
            self.use("conditional expression")
            return f"({self.text()} if {self.expression('bool')} else {self.text()})"
        if choice == 9:
            self.use("string concatenation")
            return f"({self.text()} + {self.text()})"
        if choice == 10:
            self.use("slice")
            return f"{self.text()}[{self.random.randrange(3)}:]"
        if choice == 11:
            self.use("short circuit")
            return f"({self.text()} or {self.text()})"
        if choice == 12:
            self.use("dict get")
            return f"{self.expression('dict')}.get({self.pick(KEYS)}, {self.text()})"
        if choice == 13:
            self.use("walrus")
            return f"(W := {self.text()})"
        if choice == 14:
            self.use("string multiplication")
            return f"({self.text()} * {self.random.randrange(3)})"
        return self.environment_text()

    def pick_inner(self, kind: str) -> str:
        name = self.a_name(kind)
        return name if name is not None else {"str": "'q'", "int": "7"}[kind]

    def environment_text(self) -> str:
        self.use("environment read")
        name = self.variable()
        default = self.literal("str")
        return self.pick(
            (
                f'os.environ.get("{name}", {default})',
                f'os.getenv("{name}", {default})',
                f'os.environ.get("{name}", {default}).lower()',
                f'(os.environ.get("{name}") or {default})',
                f'os.environ.setdefault("{name}", {default})',
            )
        )

    def _int(self) -> str:
        choice = self.random.randrange(9)
        if choice < 3:
            return self.literal("int")
        if choice == 3:
            self.use("arithmetic")
            return f"({self.expression('int')} {self.pick(('+', '-', '*'))} {self.expression('int')})"
        if choice == 4:
            self.use("len")
            return f"len({self.expression(self.pick(('str', 'list', 'tuple', 'dict', 'set')))})"
        if choice == 5:
            self.use("int cast")
            return f'int("{self.random.randrange(20)}")'
        if choice == 6:
            self.use("sum")
            return f"sum([{self.expression('int')}, {self.expression('int')}])"
        if choice == 7:
            self.use("count")
            return f"{self.expression('list')}.count({self.literal('str')})"
        self.use("floor division")
        return f"({self.expression('int')} // {self.random.randrange(1, 4)})"

    def _bool(self) -> str:
        choice = self.random.randrange(14)
        if choice < 2:
            return self.literal("bool")
        if choice == 2:
            self.use("equality")
            return f"({self.text()} {self.pick(('==', '!='))} {self.text()})"
        if choice == 3:
            self.use("membership")
            return f"({self.text()} {self.pick(('in', 'not in'))} {self.expression(self.pick(('list', 'tuple', 'dict', 'set', 'str')))})"
        if choice == 4:
            self.use("not")
            return f"(not {self.expression(self.pick(TYPES[:6]))})"
        if choice == 5:
            self.use("and/or")
            return f"({self.expression('bool')} {self.pick(('and', 'or'))} {self.expression('bool')})"
        if choice == 6:
            self.use("bool cast")
            return f"bool({self.expression(self.pick(TYPES[:6]))})"
        if choice == 7:
            self.use("order")
            return f"({self.expression('int')} {self.pick(('<', '<=', '>', '>='))} {self.expression('int')})"
        if choice == 8:
            self.use("is None")
            return f"({self.expression('maybe')} {self.pick(('is', 'is not'))} None)"
        if choice == 9:
            self.use("any/all")
            return f"{self.pick(('any', 'all'))}(I for I in {self.expression('list')})"
        if choice == 10:
            self.use("isinstance")
            return f"isinstance({self.expression(self.pick(TYPES[:6]))}, {self.pick(('str', 'list', '(list, tuple)', 'int'))})"
        self.use("environment test")
        name = self.variable()
        return self.pick(
            (
                f'(os.environ.get("{name}") == {self.literal("str")})',
                f'("{name}" in os.environ)',
                f'(os.environ.get("{name}", {self.literal("str")}) in ("prod", "True"))',
                f'(os.getenv("{name}", "").lower() == "true")',
                f'bool(os.environ.get("{name}"))',
            )
        )

    def _list(self) -> str:
        choice = self.random.randrange(13)
        if choice < 2:
            return self.literal("list")
        if choice == 2:
            self.use("starred list")
            return f"[{self.text()}, *{self.expression(self.pick(('list', 'tuple')))}]"
        if choice == 3:
            self.use("list +")
            return f"({self.expression('list')} + {self.expression('list')})"
        if choice == 4:
            self.use("comprehension")
            guard = f" if {self.pick(GUARDS)}" if self.chance(60) else ""
            return f"[{self.pick(ELEMENTS)} for I in {self.expression(self.pick(('list', 'tuple')))}{guard}]"
        if choice == 5:
            self.use("split")
            return f"{self.text()}.split({self.pick(SEPARATORS)})"
        if choice == 6:
            self.use("list()")
            return f"list({self.expression(self.pick(('tuple', 'list', 'dict')))})"
        if choice == 7:
            self.use("sorted")
            return f"sorted({self.expression(self.pick(('list', 'tuple', 'set')))})"
        if choice == 8:
            self.use("slice")
            return f"{self.expression('list')}[{self.pick((':2', '1:', '::-1', ':-1'))}]"
        if choice == 9:
            self.use("conditional item")
            return f"[x for x in [{self.text()}, {self.text()} if {self.expression('bool')} else None] if x]"
        if choice == 10:
            self.use("filter")
            return f"list(filter(None, {self.expression('list')}))"
        if choice == 11:
            self.use("map")
            return f"list(map(str.lower, {self.expression('list')}))"
        self.use("list multiplication")
        return f"({self.expression('list')} * {self.random.randrange(3)})"

    def _tuple(self) -> str:
        choice = self.random.randrange(5)
        if choice < 2:
            return self.literal("tuple")
        if choice == 2:
            self.use("tuple +")
            return f"({self.expression('tuple')} + {self.expression('tuple')})"
        if choice == 3:
            self.use("tuple()")
            return f"tuple({self.expression('list')})"
        return f"({self.text()}, {self.text()})"

    def _dict(self) -> str:
        choice = self.random.randrange(6)
        if choice < 2:
            return self.literal("dict")
        if choice == 2:
            self.use("dict unpacking")
            return f"{{**{self.expression('dict')}, 'k': {self.text()}}}"
        if choice == 3:
            self.use("dict()")
            return f"dict({self.expression('dict')}, m={self.text()})"
        if choice == 4:
            self.use("dict comprehension")
            return f"{{I: len(I) for I in {self.expression('list')}}}"
        return f"{{'a': {self.text()}, 'n': {self.expression('int')}}}"

    def _set(self) -> str:
        self.use("set")
        if self.chance(50):
            return self.literal("set")
        return f"set({self.expression('list')})"

    def _maybe(self) -> str:
        return self.pick(("None", self.text(), f'os.environ.get("{self.variable()}")'))

    # -- statements ----------------------------------------------------------------------------------------------------

    def statement(self) -> None:
        if self.indent > 3:
            self.assignment()
            return
        weights = [
            (self.assignment, 22), (self.list_operation, 16), (self.augmented, 8), (self.alias, 6), (self.branch, 13),
            (self.loop, 7), (self.guarded, 8), (self.function, 5), (self.call, 5), (self.klass, 3), (self.dict_operation, 6),
            (self.unpacking, 4), (self.while_loop, 2), (self.dynamic, 3), (self.deletion, 2), (self.matching, 2),
            (self.environment_write, 2), (self.set_operation, 2), (self.iterator, 2),
            (self.generator_function, 2), (self.context_manager, 2), (self.special_class, 1),
        ]  # fmt: skip
        total = sum(weight for _, weight in weights)
        at = self.random.randrange(total)
        for action, weight in weights:
            if at < weight:
                action()
                return
            at -= weight

    def block(self, count: int | None = None) -> None:
        """Write an indented block; names that it binds may be unbound after it, so they are not used afterwards."""
        before = dict(self.names)
        self.indent += 1
        for _ in range(count or self.random.randrange(1, 3)):
            self.statement()
        self.indent -= 1
        self.names = {name: kind for name, kind in self.names.items() if before.get(name) == kind}

    def assignment(self) -> None:
        kind = self.pick(TYPES)
        name = self.a_name(kind) if self.chance(30) else None
        name = name or self.fresh(kind)
        value = self.expression(kind)
        self.emit(f"{name} = {value}")
        if value in self.names and kind in {"list", "dict", "set"}:
            self.use("aliasing")
        self.names[name] = kind

    def alias(self) -> None:
        kind = self.pick(("list", "dict", "list"))
        name = self.a_name(kind)
        if name is None:
            self.assignment()
            return
        self.use("aliasing")
        bound = self.fresh(kind)
        self.emit(f"{bound} = {name}")
        self.names[bound] = kind

    def list_operation(self) -> None:
        name = self.a_name("list")
        if name is None:
            name = self.fresh("list")
            self.emit(f"{name} = {self.expression('list')}")
            self.names[name] = "list"
        item = self.text()
        options = [
            ("append", f"{name}.append({item})"),
            ("insert", f"{name}.insert({self.random.randrange(-1, 3)}, {item})"),
            ("extend", f"{name}.extend({self.expression(self.pick(('list', 'tuple')))})"),
            ("list +=", f"{name} += {self.expression(self.pick(('list', 'tuple')))}"),
            ("sort", f"{name}.sort()"),
            ("reverse", f"{name}.reverse()"),
            (
                "slice assignment",
                f"{name}[{self.pick((':0', '1:2', ':', '-1:'))}] = {self.expression('list')}",
            ),
            ("clear", f"{name}.clear()"),
            ("list copy", f"{name} = {name}.copy()"),
        ]
        risky = [
            ("remove", f"{name}.remove({item})"),
            ("pop", f"{name}.pop({self.pick(('', '0', '-1'))})"),
            (
                "index",
                f"{name}.insert({name}.index({item}) + {self.random.randrange(2)}, {self.literal('str')})",
            ),
            ("item assignment", f"{name}[0] = {item}"),
            ("del item", f"del {name}[-1]"),
        ]
        if self.chance(35):
            construct, line = self.pick(risky)
            self.use(construct)
            self.use("caught exception")
            self.emit("try:")
            self.emit(f"    {line}")
            self.emit(
                f"except ({self.pick(('ValueError, IndexError', 'Exception', 'IndexError, ValueError'))}):"
            )
            self.emit(f"    {name}.append('caught')")
            return
        construct, line = self.pick(options)
        self.use(construct)
        self.emit(line)

    def set_operation(self) -> None:
        name = self.a_name("set")
        if name is None:
            self.assignment()
            return
        construct, line = self.pick(
            (
                ("set add", f"{name}.add({self.text()})"),
                ("set |=", f"{name} |= {self.expression('set')}"),
                ("set discard", f"{name}.discard({self.text()})"),
                ("set algebra", f"{name} = {name} {self.pick('|-&')} {self.expression('set')}"),
                ("set update", f"{name}.update({self.expression('list')})"),
            )
        )
        self.use(construct)
        self.emit(line)

    def augmented(self) -> None:
        kind = self.pick(("str", "int", "tuple", "list"))
        name = self.a_name(kind)
        if name is None:
            self.assignment()
            return
        self.use(f"{kind} +=")
        self.emit(f"{name} += {self.expression(kind)}")

    def dict_operation(self) -> None:
        name = self.a_name("dict")
        if name is None:
            name = self.fresh("dict")
            self.emit(f"{name} = {self.literal('dict')}")
            self.names[name] = "dict"
        key = self.pick(("'a'", "'b'", "'z'", self.text()))
        construct, line = self.pick(
            (
                ("dict item", f"{name}[{key}] = {self.text()}"),
                ("dict update", f"{name}.update({self.expression('dict')})"),
                ("setdefault", f"{name}.setdefault({key}, {self.text()})"),
                ("dict pop", f"{name}.pop({key}, None)"),
                ("nested", f"{name}.setdefault('deep', []).append({self.text()})"),
                ("dict |=", f"{name} |= {self.expression('dict')}"),
            )
        )
        if construct == "nested" and self.chance(50):
            construct, line = "nested", f"{name}['deep'] = [{self.text()}]"
        self.use(construct)
        if construct == "nested" and "setdefault" in line:
            self.emit(f"if not isinstance({name}.get('deep'), list):")
            self.emit(f"    {name}.pop('deep', None)")
        self.emit(line)

    def unpacking(self) -> None:
        first, second, third = self.fresh("str"), self.fresh("str"), self.fresh("list")
        if self.chance(50):
            self.use("unpacking")
            self.emit(f"{first}, {second} = {self.text()}, {self.text()}")
            self.names.update({first: "str", second: "str"})
        else:
            self.use("starred unpacking")
            self.emit(f"{first}, *{third} = [{self.text()}, *{self.expression('list')}]")
            self.names.update({first: "str", third: "list"})

    def branch(self) -> None:
        self.use("if")
        self.emit(f"if {self.expression('bool')}:")
        self.block()
        if self.chance(30):
            self.use("elif")
            self.emit(f"elif {self.expression('bool')}:")
            self.block()
        if self.chance(50):
            self.use("else")
            self.emit("else:")
            self.block()

    def loop(self) -> None:
        self.use("for")
        source = self.pick(
            (self.expression("list"), self.expression("tuple"), "range(3)", self.expression("dict"))
        )
        variable = f"I{self.counter}"
        self.counter += 1
        self.emit(f"for {variable} in {'list(' + source + ')' if source != 'range(3)' else source}:")
        name = self.a_name("list")
        self.indent += 1
        if name is not None and self.chance(70):
            self.emit(f"{name}.append(str({variable}))")
        if self.chance(40):
            test = self.pick((self.expression("bool"), f"{variable} == 'a'"))
            self.emit(f"if {test}:")
            word = self.pick(("break", "continue"))
            self.use(word)
            self.emit(f"    {word}")
        before = dict(self.names)
        self.statement()
        self.names = {n: k for n, k in self.names.items() if before.get(n) == k}
        self.indent -= 1
        if self.chance(25):
            self.use("for else")
            self.emit("else:")
            self.block(1)

    def iterator(self) -> None:
        """Write an iterator, change what it goes through or reads, and read it once or twice, to its end or not."""
        self.use("iterator")
        owner = self.a_name("list") or self.fresh("list")
        if owner not in self.names:
            self.emit(f"{owner} = {self.expression('list')}")
            self.names[owner] = "list"
        bound = self.fresh("iterator")
        made = self.pick(
            (
                f"({self.pick(ELEMENTS)} for I in {owner} if {self.pick(GUARDS)})",
                f"(I for I in {self.expression('list')} if I not in {owner})",
                f"map(str.upper, {owner})",
                f"map(lambda x: x + '-', {owner})",
                f"filter(None, {owner})",
                f"filter(lambda x: x != 'a', {owner})",
                f"zip({owner}, {self.expression('list')})",
                f"enumerate({owner})",
                f"reversed({owner})",
                f"iter({owner})",
                f"itertools.chain({owner}, {self.expression('tuple')})",
            )
        )
        self.emit(f"{bound} = {made}")
        for _ in range(self.random.randrange(1, 4)):
            read = self.fresh("list")
            step = self.random.randrange(8)
            if step == 0:
                self.emit(f"{owner}.append({self.text()})")
            elif step == 1:
                self.emit(f"{owner} = {self.expression('list')}")
            elif step == 2:
                # Not the list itself: it would grow as long as it is read.
                self.emit(f"{read} = []")
                self.emit(f"if {self.expression('bool')}: {read}.extend({bound})")
                self.names[read] = "list"
            elif step == 3:
                self.emit(f"{self.fresh('maybe')} = next({bound}, None)")
            elif step == 4:
                self.emit(f"{self.fresh('bool')} = any(x == 'a' for x in {bound})")
            elif step == 5:
                self.emit(f"for I{self.counter} in {bound}:")
                self.emit(f"    if len({owner}) > 30 or {self.expression('bool')}: break")
                self.emit(f"    {owner}.append(str(I{self.counter}))")
                self.counter += 1
            else:
                self.emit(f"{read} = [str(x) for x in {bound}]")
                self.names[read] = "list"

    def generator_function(self) -> None:
        """Write a generator that has effects of its own, and read it in one of many ways."""
        self.use("generator function")
        log = self.a_name("list") or self.fresh("list")
        if log not in self.names:
            self.emit(f"{log} = {self.expression('list')}")
            self.names[log] = "list"
        name = f"generator_{self.counter}"
        self.counter += 1
        self.emit(f"def {name}(ROWS):")
        self.emit(f"    {log}.append('begun')")
        self.emit("    for ROW in ROWS:")
        self.emit(f"        if {self.expression('bool')}: {self.pick(('continue', 'return', 'pass'))}")
        self.emit("        try:")
        self.emit("            yield ROW")
        self.emit(f"            {log}.append(str(ROW))")
        self.emit("        finally:")
        self.emit(f"            {log}.append('left')") if self.chance(30) else self.emit("            pass")
        self.emit(f"    yield from {self.expression('tuple')}")
        # A copy: what goes through a list that it adds to never ends.
        call = f"{name}(list({self.expression(self.pick(('list', 'tuple')))}))"
        read = self.fresh("list")
        way = self.random.randrange(8)
        if way == 0:
            self.emit(f"{read} = list({call})")
        elif way == 1:
            self.emit(f"{read} = []")
            self.emit(f"{read}.extend({call})")
        elif way == 2:
            self.emit(f"{read} = [x + '.' for x in {call} if {self.expression('bool')}]")
        elif way == 3:
            self.emit(f"{read} = []")
            self.emit(f"for I{self.counter} in {call}:")
            self.emit(f"    {read}.append(I{self.counter})")
            self.emit(f"    {log}.append('read')")
            self.counter += 1
        elif way == 4:
            self.emit(f"{read} = sorted({call})")
        elif way == 5:
            self.emit(f"{read} = [next({call}, 'none')]")
        elif way == 6:
            self.emit(f"{read} = []")
            self.emit(f"for I{self.counter} in {call}:")
            self.emit(f"    if {self.expression('bool')}: break")
            self.emit(f"    {read}.append(I{self.counter})")
            self.counter += 1
        else:
            self.emit(f"{read} = [*{call}, *map(str.upper, {call})]")
        self.names[read] = "list"

    def context_manager(self) -> None:
        """Write a context manager, and a body that may raise in it."""
        self.use("context manager")
        log = self.a_name("list") or self.fresh("list")
        if log not in self.names:
            self.emit(f"{log} = {self.expression('list')}")
            self.names[log] = "list"
        name = f"manager_{self.counter}"
        self.counter += 1
        catches = self.pick(("ValueError", "KeyError", "Exception"))
        self.emit("@contextlib.contextmanager")
        self.emit(f"def {name}(given):")
        self.emit(f"    {log}.append('in')")
        self.emit("    try:")
        self.emit("        yield given + '!'")
        if self.chance(50):
            self.emit(f"    except {catches}:")
            self.emit(f"        {log}.append('caught')")
        self.emit("    finally:")
        self.emit(f"        {log}.append('out')")
        self.emit("try:")
        entered = f"I{self.counter}"
        self.counter += 1
        self.emit(f"    with {name}({self.text()}) as {entered}:")
        self.emit(f"        {log}.append({entered})")
        self.emit(
            f"        if {self.expression('bool')}: raise {self.pick(('ValueError', 'KeyError'))}('in the body')"
        )
        self.emit(f"        {log}.append('after')")
        self.emit("except Exception as error:")
        self.emit(f"    {log}.append(type(error).__name__)")

    def special_class(self) -> None:
        """Write a class that Python calls by operators and built-in functions."""
        self.use("special methods")
        name = f"Row{self.counter}"
        self.counter += 1
        for line in (
            f"class {name}:",
            "    def __init__(self, *rows): self.rows = list(rows)",
            "    def __iter__(self): return iter(self.rows)",
            "    def __len__(self): return len(self.rows)",
            "    def __contains__(self, row): return row in self.rows",
            f"    def __bool__(self): return {self.expression('bool')}",
            f"    def __add__(self, other): return {name}(*self.rows, *other)",
            "    def __getitem__(self, place): return self.rows[place]",
            "    def __setitem__(self, place, row): self.rows[place] = row",
        ):
            self.emit(line)
        made = f"INSTANCE_{self.counter}"
        self.counter += 1
        self.emit(f"{made} = {name}(*{self.expression('list')})")
        row, count, there, told = self.fresh("list"), self.fresh("int"), self.fresh("bool"), self.fresh("str")
        self.emit(f"{row} = [str(x) for x in {made} + {self.expression('list')}]")
        self.emit(f"{count}, {there} = len({made}), ({self.text()} in {made})")
        self.emit(f"{told} = 'true' if {made} else 'false'")
        self.names.update({row: "list", count: "int", there: "bool", told: "str"})

    def while_loop(self) -> None:
        self.use("while")
        counter = self.fresh("int")
        self.emit(f"{counter} = 0")
        self.names[counter] = "int"
        self.emit(f"while {counter} < {self.random.randrange(1, 4)}:")
        self.emit(f"    {counter} += 1")
        name = self.a_name("list")
        if name is not None:
            self.emit(f"    {name}.append({self.text()})")

    def guarded(self) -> None:
        self.use("try")
        self.emit("try:")
        kind = self.random.randrange(4)
        bound = self.fresh("str")
        variable = self.variable()
        if kind == 0:
            self.use("required variable")
            self.indent += 1
            self.emit(f'{bound} = os.environ["{variable}"]')
            self.indent -= 1
            self.emit(f"except KeyError{self.pick(('', ' as E'))}:")
        elif kind == 1:
            self.use("int cast")
            self.indent += 1
            self.emit(f"{bound} = str(int({self.text()}))")
            self.indent -= 1
            self.emit("except ValueError:")
        elif kind == 2:
            self.use("raise")
            self.indent += 1
            self.emit(f"if {self.expression('bool')}:")
            self.emit("    raise RuntimeError('no')")
            self.emit(f"{bound} = {self.text()}")
            self.indent -= 1
            self.emit("except RuntimeError:")
        else:
            self.use("missing package")
            self.emit("    import surely_not_installed_anywhere")
            self.emit(f"    {bound} = 'there'")
            self.emit("except ImportError:")
        self.emit(f"    {bound} = {self.literal('str')}")
        if self.chance(25):
            self.use("try else")
            self.emit("else:")
            self.block(1)
        if self.chance(25):
            self.use("finally")
            self.emit("finally:")
            self.block(1)
        self.names[bound] = "str"

    def function(self) -> None:
        if self.in_function:
            self.assignment()
            return
        self.use("function")
        self.counter += 1
        name = f"function_{self.counter}"
        outer, in_function = dict(self.names), self.in_function
        self.emit(f"def {name}(FIRST, second={self.text()}, *rest, key={self.literal('str')}, **more):")
        self.in_function = True
        self.indent += 1
        if self.chance(30):
            target = self.a_name("list")
            if target is not None:
                self.use("global")
                self.emit(f"global {target}")
                self.emit(f"{target} = {target} + [str(FIRST)]")
        # Only locals are bound in here: names of the module are read.
        self.emit("LOCAL = [second, key, *rest, *sorted(more)]")
        if self.chance(50):
            self.emit(f"if {self.expression('bool')}:")
            self.emit("    return LOCAL")
        if self.chance(30):
            self.use("closure")
            self.emit("def inner(x):")
            self.emit("    return [*LOCAL, x, str(FIRST)]")
            self.emit(
                "LOCAL = inner('in')"
                if self.chance(50)
                else "LOCAL.append('before')\n" + "    " * self.indent + "LOCAL = inner('in')"
            )
        if self.chance(30):
            self.emit("LOCAL.append(str(FIRST))")
        self.emit("return LOCAL")
        self.indent -= 1
        self.names, self.in_function = outer, in_function
        if self.indent == 0:
            self.functions.append((name, 1))

    def call(self) -> None:
        if not self.functions:
            self.function()
        if not self.functions:
            return
        self.use("call")
        name, _ = self.pick(self.functions)
        arguments = [self.text()]
        if self.chance(50):
            arguments.append(self.text())
        if self.chance(25):
            self.use("star arguments")
            arguments.append(f"*{self.expression('list')}")
        if self.chance(40):
            arguments.append(f"key={self.text()}")
        if self.chance(20):
            self.use("double star arguments")
            arguments.append("**{'extra': 'v'}")
        bound = self.fresh("list")
        self.emit(f"{bound} = {name}({', '.join(arguments)})")
        self.names[bound] = "list"

    def klass(self) -> None:
        self.use("class")
        self.counter += 1
        name = f"Class{self.counter}"
        value, listed = self.text(), self.expression("list")
        condition = self.expression("bool")
        body = f"""
            class {name}Base:
                LABEL = {value}
                ITEMS = {listed}
                def __init__(self, extra):
                    self.extra = extra
                @property
                def COMBINED(self):
                    return [self.LABEL, self.extra, *self.ITEMS]
                @classmethod
                def make(cls):
                    return cls('made')
            class {name}({name}Base):
                if {condition}:
                    LABEL = 'overridden'
                @property
                def COMBINED(self):
                    return ['sub'] + super().COMBINED
        """
        for line in textwrap.dedent(body).strip().splitlines():
            self.emit(line)
        bound, other = self.fresh("list"), self.fresh("str")
        self.emit(f"{bound} = {name}.make().COMBINED")
        self.emit(f"{other} = {name}.LABEL")
        self.names.update({bound: "list", other: "str"})

    def dynamic(self) -> None:
        choice = self.random.randrange(4)
        name = self.fresh("str")
        if choice == 0:
            self.use("globals()")
            self.emit(f"globals()['{name}'] = {self.text()}")
        elif choice == 1:
            self.use("setattr module")
            self.emit(f"setattr(sys.modules[__name__], '{name}', {self.text()})")
        elif choice == 2:
            self.use("vars update")
            self.emit(f"vars().update({name}={self.text()})")
        else:
            self.use("lambda")
            self.emit(f"{name} = (lambda a, b='z': a + b)({self.text()})")
        if not self.in_function:
            self.names[name] = "str"

    def deletion(self) -> None:
        name = self.a_name("int")
        if name is None or self.indent:
            self.assignment()
            return
        self.use("del")
        self.emit(f"del {name}")
        del self.names[name]

    def environment_write(self) -> None:
        self.use("environment write")
        name = self.variable()
        self.emit(f'os.environ["{name}"] = {self.text()}')

    def matching(self) -> None:
        self.use("match")
        bound = self.fresh("str")
        self.emit(f"match {self.text()}:")
        self.emit(f"    case {self.literal('str')} | 'prod':")
        self.emit(f"        {bound} = 'first'")
        self.emit(f"    case OTHER if {self.expression('bool')}:")
        self.emit(f"        {bound} = OTHER")
        self.emit("    case _:")
        self.emit(f"        {bound} = 'last'")
        self.names[bound] = "str"
