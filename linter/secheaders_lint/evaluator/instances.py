"""What instances of classes of the repository do where Python calls a special method."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.evaluator.arithmetic import DUNDER
from secheaders_lint.evaluator.classes import ClassValue, InstanceValue, find
from secheaders_lint.evaluator.conditions import FALSE, TRUE
from secheaders_lint.evaluator.functions import FunctionValue
from secheaders_lint.evaluator.pure import pure, unknown_of
from secheaders_lint.evaluator.values import (
    RAW_TYPES,
    UNSET,
    Arguments,
    Item,
    Library,
    Modelled,
    TupleValue,
    Unknown,
)

if TYPE_CHECKING:
    import libcst as cst

    from secheaders_lint.evaluator.conditions import Cond
    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.values import Value


def call_special(
    machine: Machine, instance: Value, name: str, arguments: list[Value] | Arguments, node: cst.CSTNode
) -> Value:
    """Call a special method of an instance; ``UNSET`` where its class does not define it."""
    if not isinstance(instance, InstanceValue):
        return UNSET
    method = find(machine, instance.cls, name)
    if isinstance(arguments, list):
        arguments = Arguments(arguments, {}, machine.site(node))
    if isinstance(method, FunctionValue):
        return machine.call(method, arguments._replace(positional=[instance, *arguments.positional]))
    mixed = _as_text_or_number(machine, instance, name)
    if mixed is not UNSET and (isinstance(method, Unknown) or method is UNSET):
        plain = [mixed, *map(machine.comparable, arguments.positional)]
        return pure(
            machine, node, lambda value, *given: getattr(value, name)(*given), plain, "", raises="TypeError"
        )
    if isinstance(method, Unknown) or (method is UNSET and instance.cls.foreign):
        return machine.unknown(f"{name} of {instance.cls.name}", node)
    return UNSET


def _as_text_or_number(machine: Machine, instance: InstanceValue, name: str) -> Value:
    """Return the value of an enum member that is a ``str`` or an ``int`` as well, where its type has the method ``name``."""
    value = machine.comparable(instance)
    return value if type(value) in RAW_TYPES and name in _SPECIAL and hasattr(value, name) else UNSET


# What gives a plain value that does not depend on how the member is shown.
_SPECIAL = frozenset({"__len__", "__contains__", "__getitem__", "__bool__", "__index__"})


def binary_on_instances(
    machine: Machine, operator: str, left: Value, right: Value, node: cst.CSTNode
) -> Value:
    """Return ``left operator right`` where at least one is an object of the repository."""
    from secheaders_lint.evaluator.operators import binary

    one, another = machine.comparable(left), machine.comparable(right)
    if (one is not left or another is not right) and not _overridden(machine, operator, left, right):
        return binary(machine, operator, one, another, node)
    for instance, other, prefix in ((left, right, ""), (right, left, "r")):
        found = call_special(machine, instance, f"__{prefix}{DUNDER[operator]}__", [other], node)
        if found is not UNSET:
            return found
    if left is UNSET or right is UNSET:
        return UNSET
    known = (InstanceValue, ClassValue, FunctionValue, Modelled)
    if isinstance(left, known) or isinstance(right, known):
        return machine.unknown(f"operation {operator} on an object", node)
    return machine.fail("builtins.TypeError", f"unsupported operand type(s) for {operator}", node)


def _overridden(machine: Machine, operator: str, left: Value, right: Value) -> bool:
    """Tell whether the repository defines what an operator does with one of its operands."""
    return any(
        isinstance(value, InstanceValue)
        and isinstance(find(machine, value.cls, f"__{prefix}{DUNDER[operator]}__"), FunctionValue)
        for value, prefix in ((left, ""), (right, "r"))
    )


def text_of_instance(machine: Machine, value: Value, node: cst.CSTNode) -> Value:
    """Return ``str(value)``."""
    for name in ("__str__", "__repr__"):
        found = call_special(machine, value, name, [], node)
        if found is not UNSET:
            return found
    return unknown_of(machine, node, [machine.unknown("the text of an object", node)], "str")


def truth_of_instance(machine: Machine, value: Value, node: cst.CSTNode) -> Cond:
    """Return the running worlds in which an object of the repository is true."""
    if value is UNSET:
        return FALSE
    for name in ("__bool__", "__len__"):
        found = call_special(machine, value, name, [], node)
        if found is not UNSET:
            if (
                isinstance(value, InstanceValue)
                and isinstance(found, Unknown)
                and not isinstance(find(machine, value.cls, name), FunctionValue)
            ):
                continue
            return machine.truth(found, node)
    return machine.pc


def items_of_instance(machine: Machine, value: Value, node: cst.CSTNode) -> list[Item] | None:
    """Return what a loop over an object of the repository meets; ``None`` where it cannot be told."""
    if isinstance(value, ClassValue) and value.flavour == "enum":
        members = [member for name, member in value.members.items() if member.name == name]
        return [Item(member, machine.site(node)) for member in members]
    found = call_special(machine, value, "__iter__", [], node)
    return None if found is UNSET or isinstance(found, InstanceValue) else machine.items_of(found, node)


def equal_instances(machine: Machine, a: Value, b: Value, node: cst.CSTNode) -> Cond:
    """Return the worlds in which two different objects are equal."""
    for instance, against in ((a, b), (b, a)):
        if isinstance(instance, InstanceValue):
            method = find(machine, instance.cls, "__eq__")
            if method is not UNSET:
                return machine.truth(call_special(machine, instance, "__eq__", [against], node), node)
            if instance.cls.flavour == "plain" and not _compares_by_identity(instance.cls):
                return machine.opaque(f"a {instance.cls.name} equals another value", machine.site(node))
    if (
        isinstance(a, InstanceValue)
        and isinstance(b, InstanceValue)
        and a.cls is b.cls
        and a.cls.flavour == "dataclass"
    ):
        found = TRUE
        for name, _ in a.cls.fields:
            found = machine.conditions.and_(
                found, machine.equal(a.namespace.get(machine, name), b.namespace.get(machine, name), node)
            )
        return found
    return FALSE


def _compares_by_identity(cls: ClassValue) -> bool:
    """Tell whether instances of a class that defines no ``__eq__`` equal nothing but themselves."""
    return all(
        isinstance(base, Library) and base.name in {"builtins.object", "abc.ABC"} for base in cls.foreign
    )


def library_bases(value: Value) -> list[str]:
    """Return the dotted names of the library classes that an instance of the repository inherits from."""
    cls = value.cls if isinstance(value, InstanceValue) else value
    if not isinstance(cls, ClassValue):
        return []
    return [base.name for base in cls.order if isinstance(base, Library)]


def is_instance(machine: Machine, value: Value, kind: Value) -> bool | None:
    """Tell whether ``isinstance(value, kind)`` for one class; ``None``: cannot be told."""
    from secheaders_lint.evaluator.library.types import is_instance_of_library

    del machine
    if (isinstance(value, Unknown) and value.type is None) or isinstance(kind, Unknown):
        return None
    if isinstance(value, TupleValue) and isinstance(kind, ClassValue | Modelled):
        cls = value.cls
        return cls is kind or (isinstance(cls, ClassValue) and kind in cls.order)
    if isinstance(kind, ClassValue):
        if isinstance(value, InstanceValue):
            if kind in value.cls.order:
                return True
            return None if any(isinstance(base, Unknown) for base in value.cls.order) else False
        return False
    if isinstance(kind, Library):
        return is_instance_of_library(value, kind.name)
    return None
