"""Texts with a meaning: JSON, TOML, literals, ``strtobool``, simple regular expressions, URLs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.evaluator import budget
from secheaders_lint.evaluator.calls import by_row
from secheaders_lint.evaluator.conditions import FALSE
from secheaders_lint.evaluator.convert import from_python
from secheaders_lint.evaluator.formatting import plain
from secheaders_lint.evaluator.library import files
from secheaders_lint.evaluator.library.outside_mappings import mapping_of
from secheaders_lint.evaluator.library.signature import argument
from secheaders_lint.evaluator.pure import Refused, pure, unknown_of
from secheaders_lint.evaluator.values import (
    RAW_TYPES,
    UNSET,
    Choice,
    Modelled,
    Sequence,
    Symbol,
    TupleValue,
    Unknown,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from urllib.parse import ParseResult

    import libcst as cst

    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.values import Arguments, Value


# The standard library's JSON parser recurses: text of a repository must not take it too deep.
_MAX_BRACKETS = 20_000


def strtobool(text: str) -> int:
    """Return what ``distutils.util.strtobool`` gives; raises ValueError (Python 3.11's source)."""
    lowered = text.lower()
    if lowered in {"y", "yes", "t", "true", "on", "1"}:
        return 1
    if lowered in {"n", "no", "f", "false", "off", "0"}:
        return 0
    raise ValueError(f"invalid truth value {lowered!r}")


def _strtobool(machine: Machine, arguments: Arguments) -> Value:
    return decided(
        machine,
        arguments.site.node,
        strtobool,
        argument(arguments, 0),
        "strtobool({})",
        {1: "is on", 0: "is off"},
    )


def decided(
    machine: Machine,
    node: cst.CSTNode,
    function: Callable[[str], Value],
    value: Value,
    shape: str,
    results: dict[Value, str],
) -> Value:
    """Apply a function that has few results to a text; for a variable's text, each result becomes a case.

    Texts for which ``function`` raises ValueError raise it, where something would catch that.
    """

    def one(part: Value) -> Value:
        if not isinstance(part, Symbol):
            return pure(machine, node, function, [part], shape, None, raises="ValueError")
        found = pure(
            machine, node, function, [part], shape, "cases", raises="", discriminator=function.__module__
        )
        if not isinstance(found, Symbol):
            return found
        return _cases(machine, node, found, results)

    return machine.each(value, one)


def _cases(machine: Machine, node: cst.CSTNode, symbol: Symbol, results: dict[Value, str]) -> Value:
    name = symbol.variable.name
    alternatives: list[tuple[int, Value]] = []
    taken = FALSE
    # Where nobody catches the exception, a text that is refused ends the program: the last result has the rest.
    last = None if machine.tries and machine.catches("builtins.ValueError") else list(results)[-1]
    for result, text in results.items():
        if result is last or result == last:
            alternatives.append((machine.conditions.minus(machine.pc, taken), result))
            return machine.choose(alternatives)

        def holds(raw: str, result: Value = result) -> bool:
            return bool(symbol.apply(raw) == result)

        texts = (f"{name} {text}", f"{name} {results[list(results)[-1]]}")
        cond = machine.conditions.and_(
            machine.pc, symbol.variable.test((*symbol.key, ("=", repr(result))), holds, texts)
        )
        cond = machine.conditions.minus(cond, taken)
        alternatives.append((cond, result))
        taken = machine.conditions.or_(taken, cond)
    refused = machine.conditions.minus(machine.pc, taken)
    if refused != FALSE:
        machine.fail("builtins.ValueError", f"invalid value of {name}", node, refused)
    return machine.choose(alternatives)


# -- JSON, TOML, literals ------------------------------------------------------------------------------------------


def _loads(module: str) -> Callable[[Machine, Arguments], Value]:
    def loads(machine: Machine, arguments: Arguments) -> Value:
        return machine.each(argument(arguments, 0), lambda text: _parsed(machine, module, text, arguments))

    return loads


def _load(module: str) -> Callable[[Machine, Arguments], Value]:
    def load(machine: Machine, arguments: Arguments) -> Value:
        file = machine.settle(argument(arguments, 0))
        if not isinstance(file, files.FileObject):
            return _parsed(
                machine, module, machine.unknown("a file that is not known", arguments.site.node), arguments
            )

        def one(text: Value) -> Value:
            return mapping_of(machine, text, _parsed(machine, module, text, arguments), arguments.site)

        return machine.each(file.take(machine, arguments.site.node), one)

    return load


def _parsed(machine: Machine, module: str, text: Value, arguments: Arguments) -> Value:
    node = arguments.site.node
    if isinstance(text, str | bytes) and len(arguments.positional) == 1 and not arguments.keywords:
        if len(text) > budget.MAX_STRING:
            return machine.unknown("a text too long to parse", node)
        try:
            return from_python(_parse(module, text), arguments.site)
        except (ValueError, RecursionError):
            return machine.fail("builtins.ValueError", f"invalid {module}", node)
    if isinstance(text, Unknown):
        machine.may_fail("builtins.ValueError", node, f"{text.reason} is not valid {module}")
        return unknown_of(machine, node, [text])
    if type(text) in RAW_TYPES and not isinstance(text, str | bytes):
        return machine.fail("builtins.TypeError", "expected a string", node)
    return machine.unknown(f"parsed {module}", node)


def _parse(module: str, text: str | bytes) -> object:
    if module == "toml":
        import tomli

        return tomli.loads(text.decode() if isinstance(text, bytes) else text)
    import json

    shown = text.decode() if isinstance(text, bytes) else text
    if shown.count("[") + shown.count("{") > _MAX_BRACKETS:
        raise ValueError("too many brackets")
    return json.loads(shown)


def _dumps(machine: Machine, arguments: Arguments) -> Value:
    import json

    node = arguments.site.node
    options = {name: machine.settle(value) for name, value in arguments.keywords.items()}

    def one(value: Value) -> Value:
        known = plain(machine, value)
        if known is UNSET or any(type(value) not in RAW_TYPES for value in options.values()):
            return machine.unknown("a value as JSON", node, "str")
        return pure(machine, node, lambda: json.dumps(known, **options), [], "", "str")

    def by_value(value: Value) -> Value:
        if not isinstance(value, Sequence):
            return one(value)
        return by_row(machine, value.items, lambda row: one(TupleValue(row)), lambda: one(value))

    return machine.each(argument(arguments, 0), by_value)


def _literal_eval(machine: Machine, arguments: Arguments) -> Value:
    from secheaders_lint.evaluator.library.executed import evaluate_text

    return evaluate_text(machine, argument(arguments, 0), arguments, literal=True)


# -- regular expressions -------------------------------------------------------------------------------------------


class Pattern(Modelled):
    """A compiled regular expression; ``pattern`` is its text, where known."""

    kind = "re.Pattern"

    def __init__(self, pattern: Value, flags: Value) -> None:
        self.pattern = pattern
        self.flags = flags

    def attribute(self, machine: Machine, name: str, node: cst.CSTNode) -> Value:
        """Return ``pattern``, or a method."""
        if name == "pattern":
            return self.pattern
        from secheaders_lint.evaluator.values import Bound

        return Bound(
            self,
            name,
            lambda m, arguments: _regex(m, name, self.pattern, self.flags, arguments.positional, arguments),
        )


def _compile(machine: Machine, arguments: Arguments) -> Value:
    return machine.each(
        argument(arguments, 0, "pattern"),
        lambda part: Pattern(part, machine.settle(argument(arguments, 1, "flags", 0))),
    )


def _regex_function(name: str) -> Callable[[Machine, Arguments], Value]:
    def function(machine: Machine, arguments: Arguments) -> Value:
        pattern = machine.settle(argument(arguments, 0, "pattern"))
        if isinstance(pattern, Pattern):
            return _regex(machine, name, pattern.pattern, pattern.flags, arguments.positional[1:], arguments)
        return _regex(machine, name, pattern, 0, arguments.positional[1:], arguments)

    return function


def _regex(
    machine: Machine, name: str, pattern: Value, flags: Value, values: list[Value], arguments: Arguments
) -> Value:
    """Match a known text against a known pattern, if it is of a kind that cannot take long."""
    node = arguments.site.node
    settled = [machine.settle(value) for value in values]
    known = (
        all(isinstance(value, str) for value in settled) and isinstance(pattern, str) and type(flags) is int
    )
    if (
        not known
        or arguments.keywords
        or not _quick(str(pattern), settled)
        or name not in {"sub", "split", "match", "search", "fullmatch"}
    ):
        return machine.unknown(f"result of re.{name}()", node)
    import re

    def run() -> Value:
        found = getattr(re.compile(str(pattern), flags), name)(*settled)
        return found if isinstance(found, str | list) or found is None else _MATCHED

    try:
        found = run()
    except re.error as error:
        return machine.fail("builtins.ValueError", str(error), node)
    if found is _MATCHED:
        return Matched()
    return from_python(found, arguments.site)


_MATCHED = object()


class Matched(Modelled):
    """A match: true, and no more is followed."""

    kind = "re.Match"


def _quick(pattern: str, texts: list[str]) -> bool:
    """Tell whether matching is surely fast: few repetitions, none inside another, short texts."""
    repeats = sum(pattern.count(sign) for sign in "*+{")
    size = max((len(text) for text in texts), default=0)
    nested = any(sign in pattern for sign in (")*", ")+", "){", "]*)*", "\\1"))
    return not nested and len(pattern) < 500 and (size + 1) ** min(repeats, 6) < 1_000_000 and repeats <= 6


def _escape(machine: Machine, arguments: Arguments) -> Value:
    import re

    return pure(
        machine, arguments.site.node, re.escape, [argument(arguments, 0)], "re.escape({})", "str", raises=""
    )


# -- other texts ---------------------------------------------------------------------------------------------------


def _pure_text(path: str, result: str) -> Callable[[Machine, Arguments], Value]:
    def function(machine: Machine, arguments: Arguments) -> Value:
        import importlib

        module, _, name = path.rpartition(".")
        values = list(arguments.positional)
        if arguments.keywords or any(
            not (type(v) in RAW_TYPES or isinstance(v, Unknown | Choice)) for v in values
        ):
            return machine.unknown(f"result of {path}()", arguments.site.node, result)

        def apply(*parts: Value) -> Value:
            if any(isinstance(part, str) and len(part) > 10_000 for part in parts):
                raise Refused("a text too long to work on")
            return getattr(importlib.import_module(module), name)(*parts)

        found = pure(machine, arguments.site.node, apply, values, f"{name}({{}})", result)
        return machine.each(
            found,
            lambda part: (
                part
                if type(part) in RAW_TYPES or isinstance(part, Unknown)
                else from_python(part, arguments.site)
            ),
        )

    return function


class UrlParts(Modelled):
    """The result of ``urllib.parse.urlparse`` for a known address."""

    kind = "urllib.parse.ParseResult"

    def __init__(self, parts: ParseResult) -> None:
        self.parts = parts

    def attribute(self, machine: Machine, name: str, node: cst.CSTNode) -> Value:
        """Return a part."""
        if name in {
            "scheme",
            "netloc",
            "path",
            "params",
            "query",
            "fragment",
            "hostname",
            "port",
            "username",
            "password",
        }:
            try:
                return getattr(self.parts, name)
            except ValueError as error:
                return machine.fail("builtins.ValueError", str(error), node)
        if name == "geturl":
            from secheaders_lint.evaluator.values import Bound

            return Bound(self, name, lambda m, arguments: self.parts.geturl())
        return super().attribute(machine, name, node)

    def subscript(self, machine: Machine, key: Value, node: cst.CSTNode) -> Value:
        """Return a part by its place."""
        place = machine.settle(key)
        if type(place) is int and -6 <= place < 6:
            return self.parts[place]
        return super().subscript(machine, key, node)


def _urlparse(machine: Machine, arguments: Arguments) -> Value:
    def one(text: Value) -> Value:
        if not isinstance(text, str) or len(arguments.positional) > 1:
            return unknown_of(machine, arguments.site.node, [text])
        from urllib.parse import urlparse

        try:
            return UrlParts(urlparse(text))
        except ValueError as error:
            return machine.fail("builtins.ValueError", str(error), arguments.site.node)

    return machine.each(argument(arguments, 0), one)


def _flag(name: str) -> Callable[[Machine], Value]:
    def value(machine: Machine) -> Value:
        import re

        del machine
        return int(getattr(re, name))

    return value


FUNCTIONS: dict[str, Callable[[Machine, Arguments], Value]] = {
    "distutils.util.strtobool": _strtobool,
    "setuptools.distutils.util.strtobool": _strtobool,
    "setuptools._distutils.util.strtobool": _strtobool,
    "json.loads": _loads("JSON"),
    "json.load": _load("JSON"),
    "json.dumps": _dumps,
    "simplejson.loads": _loads("JSON"),
    "tomllib.loads": _loads("toml"),
    "tomllib.load": _load("toml"),
    "tomli.loads": _loads("toml"),
    "tomli.load": _load("toml"),
    "ast.literal_eval": _literal_eval,
    "re.compile": _compile,
    "re.sub": _regex_function("sub"),
    "re.split": _regex_function("split"),
    "re.match": _regex_function("match"),
    "re.search": _regex_function("search"),
    "re.fullmatch": _regex_function("fullmatch"),
    "re.escape": _escape,
    "textwrap.dedent": _pure_text("textwrap.dedent", "str"),
    "shlex.split": _pure_text("shlex.split", "list"),
    "shlex.quote": _pure_text("shlex.quote", "str"),
    "urllib.parse.quote": _pure_text("urllib.parse.quote", "str"),
    "urllib.parse.quote_plus": _pure_text("urllib.parse.quote_plus", "str"),
    "urllib.parse.unquote": _pure_text("urllib.parse.unquote", "str"),
    "urllib.parse.urljoin": _pure_text("urllib.parse.urljoin", "str"),
    "urllib.parse.urlparse": _urlparse,
    "urllib.parse.urlsplit": _urlparse,
}

VALUES: dict[str, Callable[[Machine], Value]] = {
    f"re.{name}": _flag(name)
    for name in (
        "I",
        "IGNORECASE",
        "M",
        "MULTILINE",
        "S",
        "DOTALL",
        "U",
        "UNICODE",
        "X",
        "VERBOSE",
        "A",
        "ASCII",
    )
}
