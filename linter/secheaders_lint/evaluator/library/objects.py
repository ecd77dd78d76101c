"""``dataclasses``, ``enum``, ``typing``, ``types``, ``contextlib``, ``inspect`` and ``warnings``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.evaluator.library.signature import argument
from secheaders_lint.evaluator.namespaces import Namespace
from secheaders_lint.evaluator.sequences import make_tuple, unknown_list
from secheaders_lint.evaluator.values import UNSET, Arguments, DictValue, Item, Library, ListValue, Modelled

if TYPE_CHECKING:
    from collections.abc import Callable

    import libcst as cst

    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.values import Value


class Field(Modelled):
    """``dataclasses.field(…)``: its arguments are read when an instance is made."""

    kind = "dataclasses.Field"

    def __init__(self, field: Arguments) -> None:
        self.field = field


class ClassDecorator(Modelled):
    """``dataclass(frozen=True)``: a class decorator that was called with options."""

    kind = "decorator"

    def __init__(self, decorates: str) -> None:
        self.decorates = decorates


def _field(machine: Machine, arguments: Arguments) -> Value:
    del machine
    return Field(arguments)


def _dataclass(machine: Machine, arguments: Arguments) -> Value:
    from secheaders_lint.evaluator.datatypes import decorate_class

    if arguments.positional:
        made = decorate_class(
            machine, Library("dataclasses.dataclass"), machine.settle(arguments.positional[0])
        )
        return machine.unknown("a dataclass", arguments.site.node) if made is UNSET else made
    return ClassDecorator("dataclasses.dataclass")


def _asdict(machine: Machine, arguments: Arguments) -> Value:
    from secheaders_lint.evaluator.classes import InstanceValue

    value = machine.settle(argument(arguments, 0))
    if not isinstance(value, InstanceValue) or value.cls.flavour != "dataclass":
        return machine.unknown("a dataclass as a dictionary", arguments.site.node)
    made = DictValue()
    for name, _ in value.cls.fields:
        part = value.namespace.get(machine, name)
        if not isinstance(machine.settle(part), str | int | float | type(None)):
            from secheaders_lint.evaluator.library.containers import copied

            part = machine.each(part, lambda one: copied(machine, one, deep=True))
        made.items[name] = Item(part, arguments.site)
    return made


def _replace(machine: Machine, arguments: Arguments) -> Value:
    """Return ``dataclasses.replace(instance, **changes)``: a new instance, made as its class makes one."""
    from secheaders_lint.evaluator.classes import InstanceValue

    value = machine.settle(argument(arguments, 0))
    if not isinstance(value, InstanceValue) or value.cls.flavour != "dataclass" or arguments.open is not None:
        return machine.unknown("a changed dataclass", arguments.site.node)
    fields = {name: value.namespace.get(machine, name) for name, _ in value.cls.fields}
    return machine.call(value.cls, Arguments([], {**fields, **arguments.keywords}, arguments.site))


def _fields(machine: Machine, arguments: Arguments) -> Value:
    """Return ``dataclasses.fields(…)``: of each field its name."""
    from secheaders_lint.evaluator.classes import ClassValue, InstanceValue
    from secheaders_lint.evaluator.sequences import make_tuple

    value = machine.settle(argument(arguments, 0))
    cls = value.cls if isinstance(value, InstanceValue) else value
    if not isinstance(cls, ClassValue) or cls.flavour != "dataclass":
        return machine.unknown("the fields of a dataclass", arguments.site.node)
    return make_tuple([DataclassField(name) for name, _ in cls.fields])


class DataclassField(Modelled):
    """What ``dataclasses.fields`` tells of one field."""

    kind = "dataclasses.Field"

    def __init__(self, name: str) -> None:
        self.name = name

    def attribute(self, machine: Machine, name: str, node: cst.CSTNode) -> Value:
        """Return the field's name."""
        return self.name if name == "name" else super().attribute(machine, name, node)


def _auto(machine: Machine, arguments: Arguments) -> Value:
    del machine, arguments
    return Library("enum.auto()")


class LiteralType(Modelled):
    """``Literal["a", "b"]``: ``get_args`` gives the values that stand in it."""

    kind = "typing.Literal"

    def __init__(self, values: list[Value]) -> None:
        self.values = values


def _get_args(machine: Machine, arguments: Arguments) -> Value:
    from secheaders_lint.evaluator.sequences import make_tuple

    value = machine.settle(argument(arguments, 0))
    if not isinstance(value, LiteralType):
        return machine.unknown("the arguments of a type", arguments.site.node, "tuple")
    return make_tuple(value.values)


def _cast(machine: Machine, arguments: Arguments) -> Value:
    del machine
    return argument(arguments, 1, "val")


class Record(Modelled):
    """``types.SimpleNamespace`` and ``types.ModuleType``."""

    kind = "types.SimpleNamespace"

    def __init__(self) -> None:
        self.namespace = Namespace("instance")

    def attribute(self, machine: Machine, name: str, node: cst.CSTNode) -> Value:
        """Return an attribute; raises AttributeError."""
        value = self.namespace.get(machine, name)
        return machine.each(
            value, lambda part: machine.fail("builtins.AttributeError", name, node) if part is UNSET else part
        )

    def set_attribute(self, machine: Machine, name: str, value: Value, node: cst.CSTNode) -> None:
        """Bind an attribute."""
        self.namespace.set(machine, name, value, machine.site(node))

    def forgotten(self, machine: Machine, cause: object) -> None:
        """Let every attribute be unknown."""
        self.namespace.disturb(machine, cause)  # type: ignore[arg-type]


def _record(machine: Machine, arguments: Arguments) -> Value:
    made = Record()
    for name, value in arguments.keywords.items():
        made.namespace.set(machine, name, value, arguments.site)
    if arguments.open is not None:
        made.namespace.disturb(machine, arguments.open)
    return made


def _suppress(machine: Machine, arguments: Arguments) -> Value:
    from secheaders_lint.evaluator.contexts import Suppressing

    return Suppressing([machine.settle(value) for value in arguments.positional])


def _getmembers(machine: Machine, arguments: Arguments) -> Value:
    """Return ``inspect.getmembers(object)``: names, sorted, with their values; methods of ``object`` are left out."""
    from secheaders_lint.evaluator.classes import ClassValue, InstanceValue
    from secheaders_lint.evaluator.imports import ModuleValue

    owner = machine.settle(argument(arguments, 0))
    node = arguments.site.node
    if len(arguments.positional) > 1 or not isinstance(owner, ClassValue | InstanceValue | ModuleValue):
        return unknown_list(machine.unknown("the members of an object", node))
    names = set(owner.namespace.names())
    if not isinstance(owner, ModuleValue):
        for base in (owner.cls if isinstance(owner, InstanceValue) else owner).order:
            if isinstance(base, ClassValue):
                names |= set(base.namespace.names())
            elif base != Library("builtins.object"):
                return unknown_list(machine.unknown("the members of a class with unknown bases", node))
    rows = [
        Item(make_tuple([name, machine.attribute(owner, name, node)]), arguments.site)
        for name in sorted(names)
    ]
    return ListValue(rows)


def _nothing(machine: Machine, arguments: Arguments) -> Value:
    del machine, arguments
    return None


def _generic(machine: Machine, arguments: Arguments) -> Value:
    return machine.unknown("a type", arguments.site.node)


FUNCTIONS: dict[str, Callable[[Machine, Arguments], Value]] = {
    "dataclasses.field": _field,
    "dataclasses.dataclass": _dataclass,
    "dataclasses.asdict": _asdict,
    "dataclasses.fields": _fields,
    "dataclasses.replace": _replace,
    "enum.auto": _auto,
    "typing.cast": _cast,
    "typing.get_args": _get_args,
    "typing.TypeVar": _generic,
    "typing.NewType": _generic,
    "types.SimpleNamespace": _record,
    "types.ModuleType": lambda machine, arguments: Record(),
    "contextlib.suppress": _suppress,
    "inspect.getmembers": _getmembers,
    "warnings.warn": _nothing,
    "warnings.filterwarnings": _nothing,
    "warnings.simplefilter": _nothing,
}

VALUES: dict[str, Callable[[Machine], Value]] = {
    "typing.TYPE_CHECKING": lambda _: False,
}
