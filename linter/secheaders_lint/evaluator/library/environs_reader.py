"""environs: ``Env`` and its parsers (read in version 15.2.0)."""

from __future__ import annotations

import posixpath
from functools import partial
from typing import TYPE_CHECKING

from secheaders_lint.evaluator.conditions import TRUE
from secheaders_lint.evaluator.core import TryFrame
from secheaders_lint.evaluator.exceptions import rethrow
from secheaders_lint.evaluator.library import files
from secheaders_lint.evaluator.library.dotenv_files import parse_dotenv, search_upwards
from secheaders_lint.evaluator.library.environ import environment_of, remember_default
from secheaders_lint.evaluator.library.signature import argument
from secheaders_lint.evaluator.library.texts import decided
from secheaders_lint.evaluator.pure import pure, unknown_of
from secheaders_lint.evaluator.values import (
    ROOT,
    UNSET,
    Arguments,
    Bound,
    DictValue,
    Item,
    Library,
    ListValue,
    Modelled,
    Raised,
    Unknown,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    import libcst as cst

    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.values import Value

# marshmallow's Boolean field, which environs uses: exactly these texts, any other is refused.
_TRUE = {"t", "T", "true", "True", "TRUE", "on", "On", "ON", "y", "Y", "yes", "Yes", "YES", "1"}
_FALSE = {"f", "F", "false", "False", "FALSE", "off", "Off", "OFF", "n", "N", "no", "No", "NO", "0"}


def to_bool(text: str) -> bool:
    """Return what ``env.bool`` makes of a text; raises ValueError."""
    if text in _TRUE:
        return True
    if text in _FALSE:
        return False
    raise ValueError(f"Not a valid boolean: {text!r}")


def _first(other: Value, value: Value) -> Value:
    return other if value is UNSET else value


def _file(machine: Machine, given: Value, recurse: bool) -> str | None:
    """Return the ``.env`` file that ``read_env`` reads for a path, below the root."""
    if given is None:
        return search_upwards(machine, (".env",), posixpath.dirname(machine.source.path))
    below = files.inside(given) if isinstance(given, str) and given.startswith(ROOT) else None
    if below and recurse:
        return search_upwards(machine, (posixpath.basename(below),), posixpath.dirname(below))
    return below


class EnvironsReader(Modelled):
    """An ``environs.Env`` instance; ``own`` are the variables that it has read from ``.env`` files, ``UNSET`` where it has not."""

    kind = "environs.Env"

    def __init__(self, prefix: str = "") -> None:
        self.prefix = prefix
        self.own: dict[str, Value] = {}
        self.parsers: dict[str, Value] = {}

    def call(self, machine: Machine, arguments: Arguments) -> Value:
        """Return ``env(name, default)``."""
        return self._get(machine, "str", arguments)

    def attribute(self, machine: Machine, name: str, node: cst.CSTNode) -> Value:
        """Return a parser method."""
        if name == "read_env":
            return Bound(self, name, self._read_env)
        if name == "prefixed":
            return Bound(self, name, self._prefixed)
        if name == "parser_for":
            return Bound(self, name, lambda m, arguments: ParserFor(self, m.settle(argument(arguments, 0))))
        if name in {"seal", "dump", "add_parser"}:
            return Bound(self, name, self._ignore)
        return Bound(self, name, lambda m, arguments: self._get(m, name, arguments))

    def _ignore(self, machine: Machine, arguments: Arguments) -> Value:
        if len(arguments.positional) == 2 and isinstance(arguments.positional[0], str):
            self.parsers[arguments.positional[0]] = arguments.positional[1]
        del machine
        return None

    def _prefixed(self, machine: Machine, arguments: Arguments) -> Value:
        prefix = machine.settle(argument(arguments, 0))
        if not isinstance(prefix, str):
            return machine.unknown("variables with a prefix that is not known", arguments.site.node)
        inner = EnvironsReader(f"{self.prefix}{prefix}")
        inner.own, inner.parsers = self.own, self.parsers
        return inner

    def _read_env(self, machine: Machine, arguments: Arguments) -> Value:
        recurse = machine.settle(argument(arguments, 1, "recurse", True)) is True
        given = files.path_text(machine, argument(arguments, 0, "path", None))
        return machine.each(given, lambda part: self._take(machine, _file(machine, part, recurse), arguments))

    def _take(self, machine: Machine, path: str | None, arguments: Arguments) -> bool:
        """Take over the variables of a file, where no other one has set them, in the running worlds."""
        text = None if not path else files.text_of(machine, path)
        others = machine.conditions.not_(machine.pc)
        for name, value in parse_dotenv(text or "").items():
            known = Unknown(f"{name} of {path}", arguments.site, "str") if value is None else value
            before = self.own.get(name, UNSET)
            now = machine.each(before, partial(_first, known))
            self.own[name] = machine.choose([(others, before), (machine.pc, now)])
        return text is not None

    def _get(self, machine: Machine, parser: str, arguments: Arguments) -> Value:
        node = arguments.site.node
        name = machine.settle(argument(arguments, 0, "name"))
        if not isinstance(name, str):
            return Unknown(f"a variable whose name is {getattr(name, 'reason', 'not known')}", arguments.site)
        name = f"{self.prefix}{name}"
        default = argument(arguments, 1, "default")
        default = UNSET if default is ... else default
        value = environment_of(machine).read(machine, name, arguments.site)

        def one(part: Value) -> Value:
            if part is UNSET:
                if default is not UNSET:
                    remember_default(machine, name, default)
                    return self._default(machine, parser, default, node)
                return machine.fail("environs.EnvError", f"Environment variable {name!r} not set", node)
            return self._parse(machine, parser, part, arguments)

        own = self.own.get(name, UNSET)
        return machine.each(machine.each(value, lambda part: own if part is UNSET else part), one)

    def _default(self, machine: Machine, parser: str, default: Value, node: cst.CSTNode) -> Value:
        if parser in self.parsers or parser.startswith("dj_"):
            known = machine.settle(default)
            return (
                machine.unknown(f"what env.{parser}() makes of its default", node)
                if known is not None
                else None
            )
        return default

    def _parse(self, machine: Machine, parser: str, text: Value, arguments: Arguments) -> Value:
        """Return a text as ``parser`` reads it; what it refuses is an ``EnvValidationError``, where something may catch that."""
        if not machine.tries:
            return self._parsed(machine, parser, text, arguments)
        frame = TryFrame(["builtins.ValueError"])
        machine.tries.append(frame)
        value = self._parsed(machine, parser, text, arguments)
        machine.tries.pop()
        for pending in frame.pending:
            raised = pending.exception
            if isinstance(raised, Raised) and raised.kind == "builtins.ValueError":
                pending.exception = Raised("environs.EnvValidationError", raised.arguments)
        rethrow(machine, frame.pending)
        return value

    def _parsed(self, machine: Machine, parser: str, text: Value, arguments: Arguments) -> Value:
        node = arguments.site.node
        if parser == "str":
            return text
        if parser == "bool":
            return decided(machine, node, to_bool, text, "{} as a boolean", {True: "is on", False: "is off"})
        if parser in {"int", "float", "log_level"}:
            if parser == "log_level":
                return unknown_of(machine, node, [text] if isinstance(text, Unknown) else [], "int")
            function: Callable[[str], Value] = int if parser == "int" else float
            return pure(machine, node, function, [text], f"{parser}({{}})", parser)
        if parser == "list":
            return self._list(machine, text, arguments)
        if parser == "json":
            return machine.call(Library("json.loads"), Arguments([text], {}, arguments.site))
        if parser == "path":
            return machine.call(Library("pathlib.Path"), Arguments([text], {}, arguments.site))
        if parser in self.parsers:
            return machine.call(self.parsers[parser], Arguments([text], {}, arguments.site))
        if parser == "dict":
            return DictValue(
                rest=Unknown(getattr(text, "reason", "a dictionary of a variable"), arguments.site)
            )
        return (
            unknown_of(machine, node, [text])
            if isinstance(text, Unknown)
            else machine.unknown(f"what env.{parser}() gives", node)
        )

    def _list(self, machine: Machine, text: Value, arguments: Arguments) -> Value:
        node = arguments.site.node
        subcast = machine.settle(argument(arguments, 2, "subcast", None))
        delimiter = machine.settle(argument(arguments, 9, "delimiter", ","))
        if isinstance(text, Unknown) or not isinstance(delimiter, str):
            cause = (
                text
                if isinstance(text, Unknown)
                else machine.unknown("a list split by something that is not known", node)
            )
            return ListValue(
                [
                    Item(
                        Unknown(cause.reason, cause.site or arguments.site, "list"),
                        arguments.site,
                        TRUE,
                        many=True,
                    )
                ]
            )
        if not isinstance(text, str):
            return machine.unknown("a list made of something that is no text", node)
        items = []
        for part in text.split(delimiter) if text else []:
            known: Value = part
            if subcast not in {None, Library("builtins.str")}:
                known = machine.call(subcast, Arguments([part], {}, arguments.site))
            items.append(Item(known, arguments.site))
        return ListValue(items)


class ParserFor(Modelled):
    """The decorator ``@env.parser_for("name")``."""

    kind = "environs.parser_for"

    def __init__(self, reader: EnvironsReader, name: Value) -> None:
        self.reader = reader
        self.name = name

    def call(self, machine: Machine, arguments: Arguments) -> Value:
        """Register the function."""
        function = argument(arguments, 0)
        if isinstance(self.name, str):
            self.reader.parsers[self.name] = function
        del machine
        return function


def _env(machine: Machine, arguments: Arguments) -> Value:
    prefix = machine.settle(arguments.keywords.get("prefix", ""))
    return EnvironsReader(prefix if isinstance(prefix, str) else "")


def _shared(machine: Machine) -> Value:
    return machine.state.setdefault("environs.env", EnvironsReader())


FUNCTIONS: dict[str, Callable[[Machine, Arguments], Value]] = {
    "environs.Env": _env,
    "environs.FileAwareEnv": _env,
}
VALUES: dict[str, Callable[[Machine], Value]] = {"environs.env": _shared}
