"""Classes whose instances Python makes by rules of their own: dataclasses, enums, named tuples, exceptions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from secheaders_lint.evaluator.classes import ClassValue, InstanceValue, find
from secheaders_lint.evaluator.conditions import FALSE
from secheaders_lint.evaluator.functions import Descriptor, FunctionValue
from secheaders_lint.evaluator.values import (
    RAW_TYPES,
    UNSET,
    Arguments,
    DictValue,
    Item,
    Library,
    Symbol,
    TupleValue,
    Unknown,
)

if TYPE_CHECKING:
    from secheaders_lint.evaluator.conditions import Cond
    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.values import Value

_ENUMS = {
    "enum.Enum": "", "enum.IntEnum": "int", "enum.StrEnum": "str", "enum.Flag": "", "enum.IntFlag": "int",
    "django.db.models.TextChoices": "str", "django.db.models.IntegerChoices": "int",
    "django.db.models.enums.TextChoices": "str", "django.db.models.enums.IntegerChoices": "int",
}  # fmt: skip
_MIXED = {"builtins.str": "str", "builtins.int": "int", "builtins.float": "float"}


def finish_class(machine: Machine, cls: ClassValue, node: cst.ClassDef) -> None:
    """Work out what makes the instances of a class, from its bases."""
    names = [base.name for base in cls.order if isinstance(base, Library)]
    inherited = next(
        (base.flavour for base in cls.order[1:] if isinstance(base, ClassValue) and base.flavour != "plain"),
        "plain",
    )
    if any(name in _ENUMS for name in names):
        cls.flavour = "enum"
        _make_members(machine, cls)
    elif "typing.NamedTuple" in names:
        cls.flavour = "namedtuple"
        cls.fields = _annotated_fields(machine, cls, node)
    elif inherited == "dataclass":
        cls.flavour = "dataclass"
        cls.fields = _inherited_fields(cls)


def decorate_class(machine: Machine, decorator: Value, cls: Value) -> Value:
    """Return the class that a known class decorator gives; ``UNSET`` for any other decorator."""
    name = decorator.name if isinstance(decorator, Library) else getattr(decorator, "decorates", "")
    if not isinstance(cls, ClassValue):
        return UNSET
    if name in {"dataclasses.dataclass", "attr.s", "attr.dataclass", "attrs.define", "attrs.frozen"}:
        cls.flavour = "dataclass"
        own = _annotated_fields(machine, cls, cls.node) if isinstance(cls.node, cst.ClassDef) else []
        names = {field for field, _ in own}
        cls.fields = [field for field in _inherited_fields(cls) if field[0] not in names] + own
        return cls
    return cls if name in {"enum.unique", "typing.final", "functools.total_ordering"} else UNSET


def _inherited_fields(cls: ClassValue) -> list[tuple[str, Value]]:
    fields: dict[str, Value] = {}
    for base in reversed(cls.order[1:]):
        if isinstance(base, ClassValue):
            fields.update(dict(base.fields))
    return list(fields.items())


def _annotated_fields(machine: Machine, cls: ClassValue, node: cst.ClassDef) -> list[tuple[str, Value]]:
    """Return the annotated names of a class body with their defaults (``UNSET`` where there is none)."""
    fields: list[tuple[str, Value]] = []
    for line in node.body.body:
        for part in line.body if isinstance(line, cst.SimpleStatementLine) else ():
            if isinstance(part, cst.AnnAssign) and isinstance(part.target, cst.Name):
                annotation = part.annotation.annotation
                text = annotation.value if isinstance(annotation, cst.Subscript) else annotation
                shown = getattr(getattr(text, "attr", text), "value", "")
                if shown != "ClassVar":
                    fields.append((part.target.value, cls.namespace.get(machine, part.target.value)))
    return fields


def _make_members(machine: Machine, cls: ClassValue) -> None:
    count = 0
    for name in list(cls.namespace.names()):
        value = cls.namespace.get(machine, name)
        if (
            name.startswith("_")
            or isinstance(value, FunctionValue | Descriptor | ClassValue)
            or value is UNSET
        ):
            continue
        if isinstance(value, Library) and value.name == "enum.auto()":
            count += 1
            text = any(isinstance(base, Library) and _ENUMS.get(base.name) == "str" for base in cls.order)
            value = name.lower() if text else count
        elif type(value) is int:
            count = value
        if isinstance(value, TupleValue) and value.plain and _mixed(cls) == "str" and len(value.items) == 2:
            value = value.items[0].value
        member = InstanceValue(cls)
        member.name, member.value = name, value
        alias = next(
            (
                m
                for m in cls.members.values()
                if type(m.value) in RAW_TYPES and type(m.value) is type(value) and m.value == value
            ),
            None,
        )
        cls.members[name] = alias or member


def _mixed(cls: ClassValue) -> str:
    for base in cls.order:
        if isinstance(base, Library):
            found = _ENUMS.get(base.name) or _MIXED.get(base.name)
            if found:
                return found
    return ""


def comparable(value: Value) -> Value:
    """Return what a member of a ``str`` or ``int`` enum equals; any other value as it is."""
    if isinstance(value, InstanceValue) and value.cls.flavour == "enum" and _mixed(value.cls):
        return value.value
    return value


def member_attribute(machine: Machine, owner: InstanceValue, name: str, node: cst.CSTNode) -> Value:
    """Return ``name`` or ``value`` of an enum member, or a method of the text or number that it is; ``UNSET`` for anything else."""
    plain = comparable(owner)
    if plain is not owner and type(plain) in RAW_TYPES and not hasattr(object, name) and hasattr(plain, name):
        own = find(machine, owner.cls, name)
        return machine.attribute(plain, name, node) if isinstance(own, Unknown) else UNSET
    if owner.cls.flavour == "enum" and name in {"value", "name", "_value_", "_name_", "label"}:
        if name == "label":
            return Unknown("the label of a choice", None, "str")
        return owner.name if "name" in name else owner.value
    return UNSET


def class_attribute(machine: Machine, cls: ClassValue, name: str) -> Value:
    """Return what enums, named tuples and dataclasses offer on the class; ``UNSET`` where there is no such thing."""
    if cls.flavour == "namedtuple":
        from secheaders_lint.evaluator.named_tuples import class_attribute as of_named_tuple

        return of_named_tuple(machine, cls, tuple(name for name, _ in cls.fields), name)
    if cls.flavour == "enum" and name == "__members__":
        return DictValue({member: Item(value, None) for member, value in cls.members.items()})
    if cls.foreign and cls.flavour == "plain":
        return Unknown(f"attribute {name} of a base class outside of the repository", None)
    if name in dir(type):
        return Unknown(f"{name} of a class", None)
    return UNSET


def foreign_attribute(machine: Machine, base: Value, name: str) -> Value:
    """Return the attribute that a base class outside of the repository has; ``UNSET`` where it surely has none."""
    del machine
    if not isinstance(base, Library) or base.name in _KNOWN_BASES or base.name in _ENUMS:
        return UNSET
    if base.name.startswith("builtins.") or base.name in _MIXED:
        import builtins

        python = getattr(builtins, base.name.removeprefix("builtins."), object)
        found = hasattr(python, name) and not hasattr(object, name)
        return Unknown(f"{name} of {base.name.removeprefix('builtins.')}", None) if found else UNSET
    if name.startswith("__") and name.endswith("__"):
        return UNSET
    if name.isupper() and base.name.startswith("configurations."):
        return UNSET
    return Unknown(f"attribute {name} of {base.name}", None)


# Bases that have nothing that settings look up.
_KNOWN_BASES = {
    "builtins.object", "abc.ABC", "typing.NamedTuple", "typing.Protocol", "typing.Generic", "typing.TypedDict",
    "configurations.Configuration", "configurations.base.Configuration",
}  # fmt: skip


def construct(machine: Machine, cls: ClassValue, arguments: Arguments) -> Value:
    """Return an instance of a class with rules of its own; ``UNSET`` for a plain class."""
    if cls.flavour == "enum":
        return _member_of(machine, cls, arguments)
    if cls.flavour == "namedtuple":
        values = _field_values(machine, cls, arguments)
        if values is None:
            return machine.unknown(f"an instance of {cls.name}", arguments.site.node)
        items = [Item(values[name], arguments.site) for name, _ in cls.fields]
        return TupleValue(items, fields=tuple(name for name, _ in cls.fields), cls=cls)
    if cls.flavour == "dataclass" and find(machine, cls, "__init__") is UNSET:
        values = _field_values(machine, cls, arguments)
        if values is None:
            return machine.unknown(f"an instance of {cls.name}", arguments.site.node)
        instance = InstanceValue(cls, machine.pc)
        for name, value in values.items():
            instance.namespace.set(machine, name, value, arguments.site)
        after = find(machine, cls, "__post_init__")
        if isinstance(after, FunctionValue):
            machine.call(after, Arguments([instance], {}, arguments.site))
        return instance
    return UNSET


def _member_of(machine: Machine, cls: ClassValue, arguments: Arguments) -> Value:
    if len(arguments.positional) != 1:
        return machine.unknown("an enum made by a call", arguments.site.node)

    def one(value: Value) -> Value:
        if type(value) is Symbol:
            return _member_by_text(machine, cls, value, arguments)
        for member in cls.members.values():
            if member is value or (
                type(value) in RAW_TYPES and type(member.value) in RAW_TYPES and member.value == value
            ):
                return member
        if type(value) in RAW_TYPES:
            return machine.fail(
                "builtins.ValueError", f"{value!r} is not a valid {cls.name}", arguments.site.node
            )
        return machine.unknown(getattr(value, "reason", f"a member of {cls.name}"), arguments.site.node)

    return machine.each(arguments.positional[0], one)


def _member_by_text(machine: Machine, cls: ClassValue, value: Symbol, arguments: Arguments) -> Value:
    """Return the member that a variable's text names, by case; ValueError where it names none."""
    node, rest = arguments.site.node, machine.pc
    found: list[tuple[Cond, Value]] = []
    for member in dict.fromkeys(cls.members.values()):
        here = machine.conditions.and_(rest, machine.equal(value, member.value, node))
        found.append((here, member))
        rest = machine.conditions.minus(rest, here)
    machine.fail("builtins.ValueError", f"not a valid {cls.name}", node, rest)
    return machine.choose([pair for pair in found if pair[0] != FALSE])


def _field_values(machine: Machine, cls: ClassValue, arguments: Arguments) -> dict[str, Value] | None:
    names = [name for name, _ in cls.fields]
    if arguments.open is not None or len(arguments.positional) > len(names):
        return None
    values = dict(zip(names, arguments.positional, strict=False))
    for name, value in arguments.keywords.items():
        if name not in names:
            return None
        values[name] = value
    for name, default in cls.fields:
        if name not in values:
            if default is UNSET:
                machine.fail("builtins.TypeError", f"missing argument {name!r}", arguments.site.node)
                return None
            made = _default(machine, default, arguments)
            values[name] = made
    return {name: values[name] for name in names}


def _default(machine: Machine, default: Value, arguments: Arguments) -> Value:
    """Return a field's default; ``field(default_factory=…)`` is called for each instance."""
    field = getattr(default, "field", None)
    if not isinstance(field, Arguments):
        return default
    if "default_factory" in field.keywords:
        return machine.call(field.keywords["default_factory"], Arguments([], {}, arguments.site))
    return field.keywords.get("default", machine.unknown("a field without a default", arguments.site.node))
