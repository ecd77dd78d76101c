"""django-environ: ``Env``, its schemes and casts, ``read_env`` and ``environ.Path`` (read in version 0.14.0)."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from secheaders_lint.evaluator.conditions import FALSE, TRUE
from secheaders_lint.evaluator.convert import from_python
from secheaders_lint.evaluator.library import files
from secheaders_lint.evaluator.library.dotenv_files import parse_django_environ
from secheaders_lint.evaluator.library.environ import environment_of, remember_default
from secheaders_lint.evaluator.library.signature import argument
from secheaders_lint.evaluator.library.url_readers import environ_url
from secheaders_lint.evaluator.pure import pure, unknown_of
from secheaders_lint.evaluator.sequences import certain_items, unknown_list
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
    Sequence,
    TupleValue,
    Unknown,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    import libcst as cst

    from secheaders_lint.evaluator.conditions import Cond
    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.values import Value

_TRUE = ("true", "on", "ok", "y", "yes", "1")
_MISSING = "django.core.exceptions.ImproperlyConfigured"


def to_bool(text: str) -> bool:
    """Return what ``cast=bool`` makes of a text."""
    try:
        return int(text) != 0
    except ValueError:
        return text.lower().strip() in _TRUE


def _to_list(text: str) -> list[str]:
    return [part for part in text.split(",") if part]


def _to_tuple(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.strip("(").strip(")").split(",") if part)


def _to_dict(text: str) -> dict[str, str]:
    return dict([part.split("=", 1) for part in text.split(",") if part])


# Casts of builtin types: the type's name → function, type of a symbol's result.
_CASTS: dict[str, tuple[Callable[[str], Value], str]] = {
    "builtins.bool": (to_bool, "bool"),
    "builtins.list": (_to_list, "list"),
    "builtins.tuple": (_to_tuple, "tuple"),
    "builtins.dict": (_to_dict, "dict"),
    "builtins.int": (int, "int"),
    "builtins.str": (str, "str"),
}


class EnvReader(Modelled):
    """An ``environ.Env`` instance, or the class itself (whose ``read_env`` is a class method)."""

    kind = "environ.environ.Env"

    def __init__(self, scheme: dict[str, Value], *, instance: bool = True) -> None:
        self.scheme = scheme
        self.instance = instance
        self.prefix: Value = ""
        self.smart_cast: Value = True

    def call(self, machine: Machine, arguments: Arguments) -> Value:
        """Return ``env(var, cast=None, default=NOTSET)``; calling the class makes an instance."""
        if not self.instance:
            return EnvReader(dict(arguments.keywords))
        cast, default = argument(arguments, 1, "cast", None), argument(arguments, 2, "default")
        return self.get_value(machine, argument(arguments, 0, "var"), cast, default, arguments.site.node)

    def attribute(self, machine: Machine, name: str, node: cst.CSTNode) -> Value:
        """Return a reading method."""
        if name in {"read_env", "read_envfile"}:
            return Bound(self, name, _read_env)
        if name == "ENVIRON":
            return environment_of(machine)
        if name == "NOTSET":
            return Library("environ.Env.NOTSET")
        if name in _METHODS:
            return Bound(self, name, lambda m, arguments: self._method(m, name, arguments))
        return machine.unknown(f"env.{name}", node)

    def set_attribute(self, machine: Machine, name: str, value: Value, node: cst.CSTNode) -> None:
        """Take ``env.prefix`` and ``env.smart_cast``."""
        if name in {"prefix", "smart_cast"}:
            setattr(self, name, machine.settle(value))

    def contains(self, machine: Machine, element: Value, node: cst.CSTNode) -> Cond | None:
        """Return the worlds in which a variable is set."""
        return environment_of(machine).contains(machine, element, node)

    def _method(self, machine: Machine, name: str, arguments: Arguments) -> Value:
        node = arguments.site.node
        if name in {"list", "tuple"}:
            inner = argument(arguments, 1, "cast", None)
            default = argument(arguments, 2, "default")
            cast: Value = Library(f"builtins.{name}")
            if inner is not None:
                items = [Item(inner)]
                cast = ListValue(items) if name == "list" else TupleValue(items)
        elif name == "dict":
            cast, default = (
                argument(arguments, 1, "cast", Library("builtins.dict")),
                argument(arguments, 2, "default"),
            )
        else:
            cast, default = _METHODS[name], argument(arguments, 1, "default")
        if name == "get_value":
            cast, default = argument(arguments, 1, "cast", None), argument(arguments, 2, "default")
        usual = _VARIABLES.get(name.removesuffix("_url"), UNSET)
        value = self.get_value(machine, argument(arguments, 0, "var", usual), cast, default, node)
        if name in _PARSED or (name == "str" and "multiline" in arguments.keywords):
            return machine.each(value, lambda part: environ_url(machine, name, part, node))
        if name == "path":
            return machine.each(value, EnvironPath)
        return value

    def get_value(
        self, machine: Machine, var: Value, cast: Value, default: Value, node: cst.CSTNode
    ) -> Value:
        """Return the value of a variable, cast, or the default as it is (only ``$NAME`` defaults are followed further)."""
        name = machine.settle(var)
        prefix = machine.settle(self.prefix)
        if not isinstance(name, str) or not isinstance(prefix, str):
            return Unknown(
                f"a variable whose name is {getattr(name, 'reason', 'not known')}", machine.site(node)
            )
        name = f"{prefix}{name}"
        cast, default = machine.settle(cast), _notset(machine.settle(default))
        if name in self.scheme:
            cast, default = self._from_scheme(machine, name, cast, default)
        value = environment_of(machine).read(machine, name, machine.site(node))
        if cast is None and default is not UNSET and default is not None and self.smart_cast is True:
            cast = _type_of(machine, default)

        def one(part: Value) -> Value:
            if part is UNSET:
                if default is UNSET:
                    return machine.fail(_MISSING, f"Set the {name} environment variable", node)
                if isinstance(default, str) and default.startswith("$"):
                    return machine.unknown(f"the variable that the default of {name} names", node)
                remember_default(machine, name, default)
                return default
            return self._cast(machine, part, cast, default, node)

        return machine.each(value, one)

    def _from_scheme(self, machine: Machine, name: str, cast: Value, default: Value) -> tuple[Value, Value]:
        entry = machine.settle(self.scheme[name])
        items = certain_items(machine, entry) if isinstance(entry, Sequence) else None
        if items is not None and len(items) == 2:
            return (cast if cast not in {None, ""} else machine.settle(items[0].value)) if not isinstance(
                cast, Sequence
            ) else cast, (machine.settle(items[1].value) if default is UNSET else default)
        return (entry if cast is None else cast), default

    def _cast(self, machine: Machine, text: Value, cast: Value, default: Value, node: cst.CSTNode) -> Value:
        """Return a set variable's value: not parsed where it equals the default, None for an empty one beside None."""

        def parse(part: Value) -> Value:
            return parse_value(machine, part, cast, node)

        special = default if isinstance(default, str) else ("" if default is None else None)
        if special is None:
            return parse(text)
        same = machine.equal(text, special, node)
        others = machine.conditions.minus(machine.pc, same)
        if same == FALSE:
            return parse(text)
        machine.pc = others
        parsed = parse(text) if others != FALSE else UNSET
        after = machine.pc
        machine.pc = machine.conditions.or_(after, same)
        return machine.choose([(same, default), (after, parsed)])


def _notset(default: Value) -> Value:
    return UNSET if default == Library("environ.Env.NOTSET") and isinstance(default, Library) else default


def _type_of(machine: Machine, default: Value) -> Value:
    from secheaders_lint.evaluator.library.types import type_name

    name = type_name(default)
    if name is None:
        return machine.unknown("a cast by the type of an unknown default", None)
    return Library(f"builtins.{name}")


def parse_value(machine: Machine, text: Value, cast: Value, node: cst.CSTNode) -> Value:
    """Return ``Env.parse_value(text, cast)``."""
    if cast is None:
        return text
    if isinstance(cast, Library) and cast.name in _CASTS:
        return builtin_cast(machine, text, *_CASTS[cast.name], node)
    if isinstance(cast, Sequence):
        split = _to_list if isinstance(cast, ListValue) else _to_tuple
        parts = builtin_cast(machine, text, split, cast.type, node)
        inner = cast.items[0].value if cast.items else Library("builtins.str")
        return machine.each(parts, lambda row: _cast_items(machine, row, inner, node))
    if isinstance(cast, DictValue | Unknown):
        return (
            unknown_of(machine, node, [text])
            if isinstance(text, Unknown)
            else machine.unknown("a value cast by a scheme", node)
        )
    return machine.call(cast, Arguments([text], {}, machine.site(node)))


def _cast_items(machine: Machine, row: Value, inner: Value, node: cst.CSTNode) -> Value:
    if not isinstance(row, Sequence):
        return row
    items = []
    for item in row.items:
        value = (
            item.value if item.many else machine.call(inner, Arguments([item.value], {}, machine.site(node)))
        )
        items.append(Item(value, item.site, item.cond, item.many))
    return ListValue(items) if isinstance(row, ListValue) else TupleValue(items)


def builtin_cast(
    machine: Machine, text: Value, function: Callable[[str], Value], result: str, node: cst.CSTNode
) -> Value:
    """Apply a cast of a builtin type to a text; containers that a variable holds are of unknown length."""
    shape = "{} is on" if result == "bool" else f"{result}({{}})"
    found = pure(
        machine,
        node,
        function,
        [text],
        shape,
        result,
        discriminator="environ",
        rooted=result in {"str", "list"},
    )

    def one(part: Value) -> Value:
        if isinstance(part, list | tuple | dict):
            return from_python(part, machine.site(node))
        if isinstance(part, Unknown) and result == "list":
            return unknown_list(part)
        if isinstance(part, Unknown) and result == "tuple":
            return TupleValue([Item(part, part.site, TRUE, many=True)])
        if isinstance(part, Unknown) and result == "dict":
            return DictValue(rest=Unknown(part.reason, part.site))
        return part

    return machine.each(found, one)


# Reading methods: name → the cast that they ask for.
_METHODS: dict[str, Value] = {
    "str": Library("builtins.str"),
    "bool": Library("builtins.bool"),
    "int": Library("builtins.int"),
    "float": Library("builtins.float"),
    "json": Library("json.loads"),
    "bytes": Library("builtins.str"),
    "list": None,
    "tuple": None,
    "dict": None,
    "url": None,
    "db_url": None,
    "db": None,
    "cache_url": None,
    "cache": None,
    "email_url": None,
    "email": None,
    "search_url": None,
    "channels_url": None,
    "channels": None,
    "path": None,
    "get_value": None,
    "unicode": Library("builtins.str"),
}
# The variables that are read where none is named.
_VARIABLES = {
    "db": "DATABASE_URL",
    "cache": "CACHE_URL",
    "email": "EMAIL_URL",
    "search": "SEARCH_URL",
    "channels": "CHANNELS_URL",
}
_PARSED = {
    "url", "db_url", "db", "cache_url", "cache", "email_url", "email", "search_url", "channels_url", "channels", "bytes",
}  # fmt: skip


def _read_env(machine: Machine, arguments: Arguments) -> Value:
    """Carry out ``read_env(path)``: variables of a ``.env`` file in the repository are set where they are not set."""
    node = arguments.site.node
    path = argument(arguments, 0, "env_file", None)
    overwrite = machine.settle(argument(arguments, 1, "overwrite", False))
    if machine.settle(path) is None:
        here = machine.source.path.rpartition("/")[0]
        path = posixpath.join(f"{ROOT}/{here}" if here else ROOT, ".env")
    for text in machine.worlds(machine.settle(files.path_text(machine, path))):
        below = files.inside(text) if isinstance(text, str) else None
        if below:
            _set_from_file(machine, below, overwrite, arguments)
    for name, value in arguments.keywords.items():
        if name not in {"env_file", "overwrite", "parse_comments", "encoding"}:
            environment_of(machine).set_default(machine, name, value, node)
    return None


def _set_from_file(machine: Machine, path: str, overwrite: Value, arguments: Arguments) -> None:
    text = files.text_of(machine, path)
    if text is None:
        return
    environ = environment_of(machine)
    for name, value in parse_django_environ(text).items():
        if overwrite is False:
            environ.set_default(machine, name, value, arguments.site.node)
        else:
            environ.set_subscript(machine, name, value, arguments.site.node)


class EnvironPath(Modelled):
    """``environ.Path``; ``value`` is its absolute text."""

    kind = "environ.environ.Path"

    def __init__(self, value: Value) -> None:
        self.value = value

    def text(self, machine: Machine) -> Value:
        """Return the path as a string."""
        del machine
        return self.value

    def call(self, machine: Machine, arguments: Arguments) -> Value:
        """Return ``path('a', 'b')``: the absolute text with parts appended."""
        return self._joined(machine, arguments.positional, arguments.site.node)

    def _joined(self, machine: Machine, parts: list[Value], node: cst.CSTNode) -> Value:
        texts = [self.value, *[files.path_text(machine, part) for part in parts]]
        joined = pure(machine, node, posixpath.join, texts, "a path below {}", "str", rooted=True, raises="")

        def one(part: Value) -> Value:
            if not isinstance(part, str):
                return part
            known = files.normal(part) if part.startswith((ROOT, "/")) else None
            if known is None and part.startswith(ROOT):
                return files.outside(machine, part, node)
            return machine.unknown(files.OUTSIDE, node, "str") if known is None else known

        return machine.each(joined, one)

    def attribute(self, machine: Machine, name: str, node: cst.CSTNode) -> Value:
        """Return ``root``, ``path``, ``file`` or a method of the text."""
        if name in {"root", "__root__"}:
            return self.value
        if name == "path":
            return Bound(
                self,
                name,
                lambda m, arguments: EnvironPath(self._joined(m, arguments.positional, arguments.site.node)),
            )
        if name == "file":
            return Bound(self, name, self._file)
        return machine.attribute(self.value, name, node)

    def _file(self, machine: Machine, arguments: Arguments) -> Value:
        path = self._joined(machine, arguments.positional[:1], arguments.site.node)
        return files.open_file(machine, path, argument(arguments, 1, "mode", "r"), arguments)

    def binary(
        self, machine: Machine, operator: str, other: Value, node: cst.CSTNode, *, reflected: bool
    ) -> Value:
        """Return ``path - 2``, ``path + 'x'``."""
        if reflected:
            return UNSET
        if operator == "-" and type(other) is int:
            return EnvironPath(self._joined(machine, ["../" * min(other, 100)], node))
        if operator == "+":
            return EnvironPath(self._joined(machine, [other], node))
        return UNSET


def _path(machine: Machine, arguments: Arguments) -> Value:
    start = files.path_text(machine, argument(arguments, 0, "start", ""))
    if machine.settle(arguments.keywords.get("is_file", False)) is True:
        start = pure(
            machine,
            arguments.site.node,
            posixpath.dirname,
            [start],
            "os.path.dirname({})",
            "str",
            rooted=True,
            raises="",
        )
    base = EnvironPath(start)
    return EnvironPath(base._joined(machine, arguments.positional[1:], arguments.site.node))  # noqa: SLF001 - its own class


FUNCTIONS: dict[str, Callable[[Machine, Arguments], Value]] = {"environ.Path": _path}
VALUES: dict[str, Callable[[Machine], Value]] = {
    name: lambda _: EnvReader({}, instance=False)
    for name in ("environ.Env", "environ.FileAwareEnv", "environ.environ.Env")
}
