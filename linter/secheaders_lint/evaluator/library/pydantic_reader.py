"""pydantic-settings: ``BaseSettings`` with plain fields (read in pydantic-settings 2.16 and pydantic 2.14).

Plain are fields of ``bool``, ``int``, ``float``, ``str``, lists of ``str`` and these or ``None``, with a default or none, a prefix
and a ``.env`` file of the repository. An instance of any other class is unknown: validators, aliases and sources of other kinds
are not followed.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, NamedTuple

import libcst as cst

from secheaders_lint.evaluator.classes import ClassValue, InstanceValue
from secheaders_lint.evaluator.conditions import FALSE
from secheaders_lint.evaluator.core import TryFrame
from secheaders_lint.evaluator.exceptions import rethrow
from secheaders_lint.evaluator.forgetting import forget_all
from secheaders_lint.evaluator.library import files
from secheaders_lint.evaluator.library.dotenv_files import parse_dotenv, search_upwards
from secheaders_lint.evaluator.library.environ import environment_of, remember_default
from secheaders_lint.evaluator.library.texts import decided
from secheaders_lint.evaluator.namespaces import Frame, Namespace
from secheaders_lint.evaluator.pure import pure, unknown_of
from secheaders_lint.evaluator.sequences import certain_items
from secheaders_lint.evaluator.values import (
    ROOT,
    UNSET,
    Arguments,
    DictValue,
    Library,
    ListValue,
    Raised,
    Unknown,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.values import Value

_ERROR = "pydantic.ValidationError"
# What pydantic takes for a boolean, whatever the case; nothing is stripped.
_TRUE = frozenset({"1", "true", "t", "yes", "y", "on"})
_FALSE = frozenset({"0", "false", "f", "no", "n", "off"})
_WHOLE = re.compile(r"\s*([+-]?[0-9]+(?:_[0-9]+)*)(?:\.0+)?\s*", re.ASCII)
_DIGITS = "[0-9]+(?:_[0-9]+)*"
_FRACTION = re.compile(
    rf"\s*[+-]?(?:{_DIGITS}\.?(?:{_DIGITS})?|\.{_DIGITS})(?:e[+-]?{_DIGITS})?\s*", re.ASCII | re.IGNORECASE
)
_OPTIONS = frozenset({"case_sensitive", "env_file", "env_file_encoding", "env_prefix", "extra"})
_FIELD_OPTIONS = frozenset({"default", "description", "title", "examples"})
_METHODS = frozenset({"builtins.property", "builtins.classmethod", "builtins.staticmethod"})
_SCALARS = {"builtins.bool": bool, "builtins.int": int, "builtins.float": float, "builtins.str": str}


class Kind(NamedTuple):
    """The type of a field: ``bool``, ``int``, ``float``, ``str`` or ``list`` (of ``str``), and whether it may be ``None``."""

    type: type
    optional: bool = False


class Source(NamedTuple):
    """Where a class reads its fields: the prefix of variables, whether their case counts, and what a ``.env`` file holds."""

    prefix: str = ""
    cased: bool = False
    file: dict[str, str | None] | None = None


def to_bool(text: str) -> bool:
    """Return what pydantic makes of a text as a boolean; raises ValueError."""
    lower = text.lower()
    if lower not in _TRUE and lower not in _FALSE:
        raise ValueError(f"Not a valid boolean: {text!r}")
    return lower in _TRUE


def to_int(text: str) -> int:
    """Return what pydantic makes of a text as a whole number; raises ValueError."""
    found = _WHOLE.fullmatch(text)
    if found is None:
        raise ValueError(f"Not a valid integer: {text!r}")
    return int(found[1])


def to_float(text: str) -> float:
    """Return what pydantic makes of a text as a number; raises ValueError."""
    if _FRACTION.fullmatch(text) is None:
        raise ValueError(f"Not a valid number: {text!r}")
    return float(text)


def construct(machine: Machine, cls: ClassValue, arguments: Arguments) -> Value:
    """Return the instance with all its fields; unknown where the class is not plain. Raises ValidationError."""
    node = arguments.site.node
    source = _source(machine, cls)
    fields = dict(_fields(machine, cls))
    given = [*arguments.positional, *arguments.keywords.values()]
    if given or arguments.open is not None or source is None or None in fields.values():
        cause = machine.unknown(f"an instance of {cls.name}, which pydantic-settings fills", node)
        forget_all(machine, given, cause)
        return cause
    instance = InstanceValue(cls)
    frame = TryFrame(["builtins.ValueError"])
    machine.tries.append(frame)
    for name, kind in fields.items():
        if kind is not None and machine.pc != FALSE:
            value = _read(machine, source, name, kind, _written(machine, cls, name), arguments)
            instance.namespace.set(machine, name, value, arguments.site)
    machine.tries.pop()
    for pending in frame.pending:
        raised = pending.exception
        if isinstance(raised, Raised) and raised.kind == "builtins.ValueError":
            pending.exception = Raised(_ERROR, raised.arguments)
    rethrow(machine, frame.pending)
    return instance


def _fields(machine: Machine, cls: ClassValue) -> Iterator[tuple[str, Kind | None]]:
    """Yield the fields of a class and of those above it with their types; ``None``: something of it is not followed."""
    if len(cls.foreign) > 1:
        yield "", None
    for owner in reversed(cls.order):
        if not isinstance(owner, ClassValue):
            continue
        if owner.keywords or not isinstance(owner.node, cst.ClassDef) or owner.node.decorators:
            yield "", None
            return
        yield from _fields_of(machine, owner, owner.node)


def _fields_of(machine: Machine, owner: ClassValue, node: cst.ClassDef) -> list[tuple[str, Kind | None]]:
    """Return the fields that a class itself writes down, by the names of the module that it stands in."""
    module = machine.importer.module(owner.module)
    space = getattr(module, "namespace", None)
    if not isinstance(space, Namespace):
        return [("", None)]
    fields: list[tuple[str, Kind | None]] = []
    frame, machine.frame = machine.frame, Frame(space, space)
    for line in node.body.body:
        parts = line.body if isinstance(line, cst.SimpleStatementLine) else [line]
        for part in parts:
            if isinstance(part, cst.AnnAssign) and isinstance(part.target, cst.Name):
                fields.append((part.target.value, _kind(machine, part.annotation.annotation)))
            elif not _is_plain(machine, part):
                fields.append(("", None))
    machine.frame = frame
    return fields


def _is_plain(machine: Machine, part: cst.CSTNode) -> bool:
    """Tell whether a statement of the class's body is one that changes nothing of how its fields are read."""
    if isinstance(part, cst.FunctionDef):
        hidden = part.name.value.startswith(("__", "settings_customise", "model_"))
        made = [machine.peek_at(each.decorator) for each in part.decorators]
        return not hidden and all(isinstance(each, Library) and each.name in _METHODS for each in made)
    if isinstance(part, cst.Assign):
        return all(
            isinstance(each.target, cst.Name) and each.target.value == "model_config" for each in part.targets
        )
    return isinstance(part, cst.Pass) or (
        isinstance(part, cst.Expr) and isinstance(part.value, cst.SimpleString)
    )


def _kind(machine: Machine, annotation: cst.BaseExpression) -> Kind | None:
    if isinstance(annotation, cst.BinaryOperation) and isinstance(annotation.operator, cst.BitOr):
        sides = [annotation.left, annotation.right]
        inner = [side for side in sides if not (isinstance(side, cst.Name) and side.value == "None")]
        kind = _kind(machine, inner[0]) if len(inner) == 1 else None
        return kind and kind._replace(optional=True)
    if isinstance(annotation, cst.Subscript):
        return _kind_of_subscript(machine, annotation)
    if not isinstance(annotation, cst.Name | cst.Attribute):
        return None
    named = machine.peek_at(annotation)
    found = _SCALARS.get(named.name) if isinstance(named, Library) else None
    return None if found is None else Kind(found)


def _kind_of_subscript(machine: Machine, annotation: cst.Subscript) -> Kind | None:
    named = machine.peek_at(annotation.value)
    inside = annotation.slice[0].slice if len(annotation.slice) == 1 else None
    if not isinstance(named, Library) or not isinstance(inside, cst.Index):
        return None
    kind = _kind(machine, inside.value)
    if named.name == "typing.Optional":
        return kind and kind._replace(optional=True)
    return Kind(list) if named.name in {"builtins.list", "typing.List"} and kind == Kind(str) else None


def _source(machine: Machine, cls: ClassValue) -> Source | None:
    """Return where a class reads its fields; ``None`` where that is not followed."""
    options: dict[object, Value] = {}
    for owner in reversed(cls.order):
        config = owner.namespace.get(machine, "model_config") if isinstance(owner, ClassValue) else UNSET
        if config is UNSET:
            continue
        if not isinstance(config, DictValue) or config.rest is not None:
            return None
        options.update((key, item.value) for key, item in config.items.items())
    prefix, cased = options.get("env_prefix", ""), options.get("case_sensitive", False)
    if not options.keys() <= _OPTIONS or not isinstance(prefix, str) or not isinstance(cased, bool):
        return None
    if options.get("env_file") is None:
        return Source(prefix, cased)
    file = _file(machine, options["env_file"], cased=cased)
    # By default a line for something else in that file is an error.
    return (
        None if file is None or (file and options.get("extra") != "ignore") else Source(prefix, cased, file)
    )


def _file(machine: Machine, given: Value, *, cased: bool) -> dict[str, str | None] | None:
    """Return the lines of a ``.env`` file, none where it is not there; ``None`` where it cannot be told which one it is."""
    path = machine.settle(files.path_text(machine, given))
    if not isinstance(path, str):
        return None
    if not path.startswith(ROOT):
        # It is looked for in the folder that the server is started in.
        here = posixpath.dirname(machine.source.path)
        return None if path.startswith("/") or search_upwards(machine, (path,), here) else {}
    text = files.text_of(machine, files.inside(path) or "")
    lines = parse_dotenv(text or "")
    return lines if cased else {name.lower(): value for name, value in lines.items()}


def _read(
    machine: Machine, source: Source, name: str, kind: Kind, default: Value, arguments: Arguments
) -> Value:
    """Return what a field holds: the text of its variable or of the file, or its default."""
    variable = source.prefix + name if source.cased else (source.prefix + name).upper()
    environ, node = environment_of(machine), arguments.site.node
    spelt = {*machine.environment.given, *environ.written.names()}
    if not source.cased and any(each != variable and each.upper() == variable for each in spelt):
        return machine.unknown(f"{variable}, which is set in several spellings", node)

    def one(text: Value) -> Value:
        in_file = (source.file or {}).get(variable if source.cased else variable.lower(), UNSET)
        text = in_file if text is UNSET and isinstance(in_file, str) else text
        if text is not UNSET:
            return _cast(machine, kind, text, node)
        if default is UNSET:
            return machine.fail("builtins.ValueError", f"{variable} is not set", node)
        remember_default(machine, variable, default)
        return machine.each(default, lambda part: _default(machine, kind, part, arguments))

    return machine.each(environ.read(machine, variable, arguments.site), one)


def _written(machine: Machine, cls: ClassValue, name: str) -> Value:
    """Return the default that the nearest class gives a field; ``UNSET`` where none does."""
    owners = (owner for owner in cls.order if isinstance(owner, ClassValue))
    found = (owner.namespace.get(machine, name) for owner in owners)
    return next((value for value in found if value is not UNSET), UNSET)


def _cast(machine: Machine, kind: Kind, text: Value, node: cst.CSTNode) -> Value:
    if kind.type is str:
        return text
    if kind.type is bool:
        return decided(machine, node, to_bool, text, "{} as a boolean", {True: "is on", False: "is off"})
    if kind.type is list:
        return unknown_of(machine, node, [text], "list")
    function = to_int if kind.type is int else to_float
    return pure(
        machine,
        node,
        function,
        [text],
        f"{kind.type.__name__}({{}})",
        kind.type.__name__,
        raises="ValueError",
    )


def _default(machine: Machine, kind: Kind, value: Value, arguments: Arguments) -> Value:
    """Return a default as pydantic gives it, which checks it as it does a variable."""
    if (value is None and kind.optional) or (type(value) is kind.type and kind.type is not list):
        return value
    if kind.type is list and isinstance(value, ListValue):
        items = certain_items(machine, value)
        if items is not None and all(type(item.value) is str for item in items):
            return machine.call(Library("builtins.list"), Arguments([value], {}, arguments.site))
    reason = value.reason if isinstance(value, Unknown) else "what pydantic makes of a default"
    return machine.unknown(reason, arguments.site.node)


def _config(machine: Machine, arguments: Arguments) -> Value:
    return machine.call(Library("builtins.dict"), arguments)


def _field(machine: Machine, arguments: Arguments) -> Value:
    """Return the default of ``Field(default, description=…)``; what gives a field another name or check is not followed."""
    default = arguments.positional[0] if arguments.positional else arguments.keywords.get("default", UNSET)
    if arguments.keywords.keys() <= _FIELD_OPTIONS and default is not UNSET and arguments.open is None:
        return default
    return machine.unknown("a field with options", arguments.site.node)


FUNCTIONS: dict[str, Callable[[Machine, Arguments], Value]] = {
    "pydantic_settings.SettingsConfigDict": _config,
    "pydantic.Field": _field,
}
