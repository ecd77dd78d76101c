"""Random settings packages: Python programs of the kinds that settings are made of.

A program is drawn from a ``random.Random``. Names are upper-case by kind, so that expressions can be typed: every name is a
setting and gets compared with real Python. ``core`` says how constructs are written; each other module holds some.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.evaluator.programs import configurations, expressions, functions, modules, readers, statements
from tests.evaluator.programs.core import EXPRESSIONS, STATEMENTS, Program, Writer, constructs

if TYPE_CHECKING:
    from random import Random

__all__ = ["Program", "build", "constructs", "expressions", "functions", "readers", "statements"]

# What expressions may speak of: defined at the top of each module that does.
_PRELUDE = {
    "BASE_DIR": "import pathlib\nBASE_DIR = pathlib.Path(__file__).resolve().parent",
    "is_on": "def is_on(value, default=False):\n    if value is None: return default\n    return str(value).strip().lower() in ('1', 'true', 'yes', 'on')",
    "strtobool": "try:\n    from distutils.util import strtobool\nexcept ImportError:\n    def strtobool(value):\n"
    "        value = value.lower()\n        if value in ('y', 'yes', 't', 'true', 'on', '1'): return 1\n"
    "        if value in ('n', 'no', 'f', 'false', 'off', '0'): return 0\n        raise ValueError(f'invalid truth value {value!r}')",
    "Level": "import enum\nclass Level(enum.Enum):\n    LOW = 1\n    HIGH = 2",
    "Colour": "import enum\nclass Colour(str, enum.Enum):\n    RED = 'red'\n    BLUE = 'blue'",
    "Pair": "import collections\nPair = collections.namedtuple('Pair', 'left right', defaults=['r'])",
    "Options": "import dataclasses\n@dataclasses.dataclass(frozen=True)\nclass Options:\n    label: str = 'plain'\n    on: bool = False\n"
    "    items: list = dataclasses.field(default_factory=list)",
}  # fmt: skip
_CHOSEN = 4
# An entrypoint imports these without a guard: then they are there for the modules that it imports with one.
_READERS = {"import decouple", "import dotenv", "import environ", "import environs"}


def build(random: Random) -> Program:
    """Return a random package; its entrypoint is the module (or package) ``settings``."""
    program = Program()
    writer = Writer(random, program)
    if random.randrange(4) == 0:
        writer.package = "settings"
        writer.use("package of settings")
        if random.randrange(2):
            writer.use("module beside a package")
            program.files["settings.py"] = (
                "WRONG_FILE = True\nraise RuntimeError('the package comes first')\n"
            )
    # A few constructs are sure to be there, so that the rare ones are met as well.
    every = constructs()
    chosen = [every[random.randrange(len(every))] for _ in range(_CHOSEN)]
    count = random.choice((1, 1, 2, 2, 3, 4))
    available: list[tuple[str, dict[str, str]]] = []
    for name in ("base", "common", "extra")[: count - 1]:
        available.append((name, _module(writer, name, available, chosen)))
    _module(writer, "__init__" if writer.package else "settings", available, chosen, last=True)
    if available and not writer.package and len(program.entrypoints) == 1 and random.randrange(8) == 0:
        _second_entrypoint(writer, available)
    return program


def _module(writer, name, available, chosen, *, last=False) -> dict[str, str]:
    """Write one module; returns the names that a star import of it gives."""
    writer.module, writer.names, writer.lines = name, {}, []
    writer.imports = set(_READERS) if last else set()
    for other, names in available:
        modules.imported(writer, other, names)
    for _ in range(writer.random.randrange(3, 11)):
        writer.statement()
        if chosen and writer.chance(50):
            _sure(writer, chosen.pop())
    while last and chosen:
        _sure(writer, chosen.pop())
    if last and writer.chance(6):
        configurations.add_classes(writer)
    if writer.names and writer.chance(8):
        writer.use("__all__")
        listed = [known for known in writer.names if writer.chance(80)]
        writer.emit(f"__all__ = {listed!r}")
        writer.names = {known: writer.names[known] for known in listed}
    text = "\n".join(writer.lines)
    prelude = [code for name, code in _PRELUDE.items() if re.search(rf"\b{name}\b", text)]
    folder = f"{writer.package}/" if writer.package else ""
    writer.program.files[f"{folder}{name}.py"] = "\n".join([*sorted(writer.imports), *prelude, text]) + "\n"
    return dict(writer.names)


def _sure(writer: Writer, construct) -> None:
    """Write a construct: a statement as it is, an expression as the value of a name."""
    if construct in STATEMENTS:
        writer.construct(construct)
        return
    assert construct in EXPRESSIONS[construct.kind]
    writer.assign(construct.kind, writer.construct(construct) or "None")


def _second_entrypoint(writer: Writer, available: list[tuple[str, dict[str, str]]]) -> None:
    """Write another entrypoint that shares the base, and changes what it shares."""
    writer.use("shared base")
    writer.module, writer.names, writer.lines, writer.imports = "other", {}, [], set(_READERS)
    base, names = available[0]
    writer.emit(f"import {base}")
    for name, kind in names.items():
        if kind == "list":
            writer.emit(f"{base}.{name}.append('from the other entrypoint')")
    modules.imported(writer, base, names)
    writer.statement()
    writer.program.files["other.py"] = "\n".join([*sorted(writer.imports), *writer.lines]) + "\n"
    writer.program.entrypoints.append(("other", None))
