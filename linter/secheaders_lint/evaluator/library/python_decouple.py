"""python-decouple: ``config``, ``Csv`` and ``Choices`` (read in version 3.8)."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from secheaders_lint.evaluator.conditions import FALSE, TRUE
from secheaders_lint.evaluator.library import files
from secheaders_lint.evaluator.library.dotenv_files import parse_decouple, search_upwards
from secheaders_lint.evaluator.library.environ import environment_of, remember_default
from secheaders_lint.evaluator.library.signature import argument
from secheaders_lint.evaluator.library.texts import decided, strtobool
from secheaders_lint.evaluator.pure import pure
from secheaders_lint.evaluator.sequences import make_list
from secheaders_lint.evaluator.values import (
    RAW_TYPES,
    UNSET,
    Arguments,
    Item,
    Library,
    ListValue,
    Modelled,
    Symbol,
    Unknown,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    import libcst as cst

    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.values import Value

_MISSING = "decouple.UndefinedValueError"


def to_bool(value: Value) -> bool:
    """Return what ``cast=bool`` makes of a value; raises ValueError."""
    text = str(value)
    return False if text == "" else bool(strtobool(text))


class Config(Modelled):
    """``decouple.config``, or a ``Config(RepositoryEnv(path))``; ``path`` is the file it reads, where that is given.

    ``unread``: why it is not known what that file holds.
    """

    kind = "decouple.Config"

    def __init__(
        self, path: str | None = None, *, searches: bool = True, unread: Unknown | None = None
    ) -> None:
        self.path = path
        self.searches = searches
        self.unread = unread

    def call(self, machine: Machine, arguments: Arguments) -> Value:
        """Return ``config(option, default, cast)``."""
        return self._get(machine, arguments)

    def attribute(self, machine: Machine, name: str, node: cst.CSTNode) -> Value:
        """Return ``config.get``."""
        from secheaders_lint.evaluator.values import Bound

        if name == "get":
            return Bound(self, name, self._get)
        return super().attribute(machine, name, node)

    def _get(self, machine: Machine, arguments: Arguments) -> Value:
        node = arguments.site.node
        name = machine.settle(argument(arguments, 0, "option"))
        default = argument(arguments, 1, "default")
        cast = machine.settle(argument(arguments, 2, "cast"))
        if not isinstance(name, str):
            return Unknown(f"a variable whose name is {getattr(name, 'reason', 'not known')}", arguments.site)
        value = environment_of(machine).read(machine, name, arguments.site)

        def one(part: Value) -> Value:
            if part is UNSET:
                part = self._from_file(machine, name)
            if part is UNSET:
                if default is UNSET:
                    return machine.fail(_MISSING, f"{name} not found", node)
                remember_default(machine, name, default)
                part = default
            return machine.each(part, lambda known: _cast(machine, cast, known, node))

        return machine.each(value, one)

    def _from_file(self, machine: Machine, name: str) -> Value:
        """Return a variable of the file that decouple finds beside the calling module or above it."""
        if self.unread is not None:
            return Unknown(f"{name} of {self.unread.reason}", self.unread.site, "str")
        path = self.path
        if path is None and self.searches:
            path = search_upwards(machine, ("settings.ini", ".env"), posixpath.dirname(machine.source.path))
        text = None if path is None else files.text_of(machine, path)
        if path is None or text is None:
            return UNSET
        if path.endswith(".ini"):
            return _from_ini(text, name)
        return parse_decouple(text).get(name, UNSET)


def _from_ini(text: str, name: str) -> Value:
    import configparser

    parser = configparser.ConfigParser()
    try:
        parser.read_string(text)
        return parser.get("settings", name) if parser.has_option("settings", name) else UNSET
    except configparser.Error:
        return Unknown(f"{name} of settings.ini", None, "str")


def _cast(machine: Machine, cast: Value, value: Value, node: cst.CSTNode) -> Value:
    if cast is UNSET:
        return value
    if cast == Library("builtins.bool") and isinstance(cast, Library):
        if type(value) in RAW_TYPES or isinstance(value, Unknown):
            return decided(machine, node, to_bool, value, "{} as a boolean", {True: "is on", False: "is off"})
        return machine.unknown("a boolean made of a container", node, "bool")
    return machine.call(cast, Arguments([value], {}, machine.site(node)))


class Csv(Modelled):
    """``decouple.Csv(cast=str, delimiter=',', strip=…, post_process=list)``."""

    kind = "decouple.Csv"

    def __init__(self, arguments: Arguments) -> None:
        self.arguments = arguments

    def call(self, machine: Machine, arguments: Arguments) -> Value:
        """Return the list (or what ``post_process`` makes of it) of a text."""
        return machine.each(argument(arguments, 0), lambda part: self._split(machine, part, arguments))

    def _split(self, machine: Machine, text: Value, arguments: Arguments) -> Value:
        node = arguments.site.node
        options = self.arguments
        cast, delimiter = argument(options, 0, "cast"), machine.settle(argument(options, 1, "delimiter", ","))
        strip, after = (
            machine.settle(argument(options, 2, "strip", " \t\n\r\x0b\x0c")),
            argument(options, 3, "post_process"),
        )
        if text is None:
            row: Value = make_list([])
        elif isinstance(text, str) and isinstance(delimiter, str) and isinstance(strip, str):
            parts = pure(machine, node, lambda: _shlex(text, delimiter, strip), [], "", "list")
            if not isinstance(parts, list):
                return parts
            row = ListValue([Item(self._cast(machine, cast, part, node), arguments.site) for part in parts])
        elif isinstance(text, Unknown):
            row = ListValue(
                [
                    Item(
                        Unknown(text.reason, text.site or arguments.site, "list"),
                        arguments.site,
                        TRUE,
                        many=True,
                    )
                ]
            )
        else:
            return machine.unknown("a list made of something that is no text", node)
        return row if after is UNSET else machine.call(after, Arguments([row], {}, arguments.site))

    def _cast(self, machine: Machine, cast: Value, part: str, node: cst.CSTNode) -> Value:
        return part if cast is UNSET else machine.call(cast, Arguments([part], {}, machine.site(node)))


def _shlex(text: str, delimiter: str, strip: str) -> list[str]:
    from shlex import shlex

    splitter = shlex(text, posix=True)
    splitter.whitespace = delimiter
    splitter.whitespace_split = True
    return [part.strip(strip) for part in splitter]


def _csv(machine: Machine, arguments: Arguments) -> Value:
    del machine
    return Csv(arguments)


class Choices(Modelled):
    """``decouple.Choices``: the value itself, cast; ValueError where it is none of the choices."""

    kind = "decouple.Choices"

    def __init__(self, arguments: Arguments) -> None:
        self.arguments = arguments

    def call(self, machine: Machine, arguments: Arguments) -> Value:
        """Return the value, by case where it is the text of a variable."""
        cast = argument(self.arguments, 1, "cast")
        value = argument(arguments, 0)
        if cast is not UNSET:
            value = machine.call(cast, Arguments([value], {}, arguments.site))
        choices = self._choices(machine, arguments.site.node)
        if choices is None:
            machine.may_fail("builtins.ValueError", arguments.site.node, "not one of the choices")
            return value
        return machine.each(value, lambda part: _chosen(machine, part, choices, arguments.site.node))

    def _choices(self, machine: Machine, node: cst.CSTNode) -> list[Value] | None:
        """Return the values that are allowed; ``None`` where they are not all known, or given as pairs."""
        flat = argument(self.arguments, 0, "flat")
        items = None if flat is UNSET else machine.items_of(machine.settle(flat), node)
        if items is None or "choices" in self.arguments.keywords or len(self.arguments.positional) > 2:
            return None
        plain = all(not item.many and item.cond == TRUE and type(item.value) in RAW_TYPES for item in items)
        return [item.value for item in items] if plain else None


def _chosen(machine: Machine, value: Value, choices: list[Value], node: cst.CSTNode) -> Value:
    if isinstance(value, Unknown) and type(value) is not Symbol:
        machine.may_fail("builtins.ValueError", node, "not one of the choices")
        return value
    found, rest = [], machine.pc
    for choice in choices:
        here = machine.conditions.and_(rest, machine.equal(value, choice, node))
        if here != FALSE:
            found.append((here, choice))
            rest = machine.conditions.minus(rest, here)
    machine.fail("builtins.ValueError", "not one of the choices", node, rest)
    return machine.choose(found) if found else UNSET


def _choices(machine: Machine, arguments: Arguments) -> Value:
    del machine
    return Choices(arguments)


def _auto_config(machine: Machine, arguments: Arguments) -> Value:
    given = machine.settle(files.path_text(machine, argument(arguments, 0, "search_path", None)))
    if given is None:
        return Config()
    below = files.inside(given) if isinstance(given, str) else None
    if below is None:
        return Config(searches=False)
    found = search_upwards(machine, ("settings.ini", ".env"), below)
    return Config(found, searches=False)


class Repository(Modelled):
    """``RepositoryEnv(path)`` or ``RepositoryIni(path)``."""

    kind = "decouple.Repository"

    def __init__(self, path: str | None, unread: Unknown | None = None) -> None:
        self.path = path
        self.unread = unread


def _repository(machine: Machine, arguments: Arguments) -> Value:
    node = arguments.site.node

    def one(given: Value) -> Value:
        path = files.inside(given) if isinstance(given, str) else None
        if path:
            return Repository(path)
        return Repository(
            None, machine.unknown(getattr(given, "reason", "a file outside of the repository"), node)
        )

    return machine.each(files.path_text(machine, argument(arguments, 0, "source", None)), one)


def _config(machine: Machine, arguments: Arguments) -> Value:
    def one(repository: Value) -> Value:
        if isinstance(repository, Repository):
            return Config(repository.path, searches=False, unread=repository.unread)
        unread = repository if isinstance(repository, Unknown) else None
        return Config(None, searches=False, unread=unread)

    return machine.each(argument(arguments, 0, "repository", None), one)


FUNCTIONS: dict[str, Callable[[Machine, Arguments], Value]] = {
    "decouple.Csv": _csv,
    "decouple.Choices": _choices,
    "decouple.AutoConfig": _auto_config,
    "decouple.RepositoryEmpty": lambda machine, arguments: Repository(None),
    "decouple.RepositoryEnv": _repository,
    "decouple.RepositoryIni": _repository,
    "decouple.Config": _config,
}
VALUES: dict[str, Callable[[Machine], Value]] = {"decouple.config": lambda _: Config()}
