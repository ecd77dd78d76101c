"""Builtin functions on objects: attributes, types, descriptors and namespaces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.evaluator.conditions import FALSE
from secheaders_lint.evaluator.library.namespace_dict import NamespaceDict
from secheaders_lint.evaluator.library.signature import argument
from secheaders_lint.evaluator.library.types import type_name
from secheaders_lint.evaluator.values import (
    UNSET,
    Arguments,
    Choice,
    Item,
    Library,
    ListValue,
    Modelled,
    Raised,
    Sequence,
    Stretch,
    Unknown,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    import libcst as cst

    from secheaders_lint.evaluator.conditions import Cond
    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.namespaces import Namespace
    from secheaders_lint.evaluator.values import Site, Value


def _getattr(machine: Machine, arguments: Arguments) -> Value:
    node = arguments.site.node
    owner, default = argument(arguments, 0), argument(arguments, 2)

    def one(name: Value) -> Value:
        if type(name) is not str:
            return machine.unknown(getattr(name, "reason", "an attribute whose name is not known"), node)
        return attribute_or(machine, owner, name, default, node)

    return machine.each(argument(arguments, 1), one)


def attribute_or(machine: Machine, owner: Value, name: str, default: Value, node: cst.CSTNode) -> Value:
    """Return ``getattr(owner, name, default)``; without a default AttributeError goes on."""
    if default is UNSET:
        return machine.attribute(owner, name, node)
    return machine.each(owner, lambda part: _one_attribute_or(machine, part, name, default, node))


def _one_attribute_or(machine: Machine, owner: Value, name: str, default: Value, node: cst.CSTNode) -> Value:
    if isinstance(owner, Unknown):
        # Whether it is there is as little known as what it is: to tell the two apart would only multiply the worlds.
        return machine.unknown(f"{name} of {owner.reason}", node)
    from secheaders_lint.evaluator.core import TryFrame

    frame = TryFrame(["builtins.AttributeError"])
    machine.tries.append(frame)
    value = machine.attribute(owner, name, node)
    machine.tries.pop()
    found = [(machine.pc, value)]
    rest = []
    for pending in frame.pending:
        if isinstance(pending.exception, Raised) and pending.exception.kind == "builtins.AttributeError":
            machine.pc = machine.conditions.or_(machine.pc, pending.cond)
            found.append((pending.cond, default))
        else:
            rest.append(pending)
    from secheaders_lint.evaluator.exceptions import rethrow

    rethrow(machine, rest)
    if isinstance(value, Unknown) and isinstance(machine.settle(owner), Library):
        return machine.unknown(value.reason, node)
    return machine.choose(found)


def _hasattr(machine: Machine, arguments: Arguments) -> Value:
    node = arguments.site.node
    name = machine.settle(argument(arguments, 1))
    owner = machine.settle(argument(arguments, 0))
    if type(name) is not str or isinstance(owner, Unknown | Library | Choice):
        text = owner.name if isinstance(owner, Library) else "an object"
        if isinstance(owner, Library) and owner.name in {"os", "sys"}:
            import importlib

            return hasattr(importlib.import_module(owner.name), name)
        return machine.boolean(machine.opaque(f"{text} has an attribute {name}", machine.site(node)))
    found = attribute_or(machine, owner, name, Raised("missing", []), node)
    missing = FALSE
    for part in machine.worlds(found):
        if isinstance(part, Raised) and part.kind == "missing":
            missing = machine.conditions.or_(missing, machine.pc)
        elif isinstance(part, Unknown) and _may_lack(owner, name):
            doubt = machine.opaque(f"{name} is set", machine.site(node))
            missing = machine.conditions.or_(missing, machine.conditions.minus(machine.pc, doubt))
    return machine.boolean(machine.conditions.minus(machine.pc, missing))


def _may_lack(owner: Value, name: str) -> bool:
    """Tell whether an attribute whose value is not known may not be there at all."""
    namespace = getattr(owner, "namespace", None)
    return namespace is None or bool(namespace.disturbances) or name not in namespace.bindings


def _setattr(machine: Machine, arguments: Arguments) -> Value:
    node = arguments.site.node
    owner, value = argument(arguments, 0), argument(arguments, 2)
    for name in machine.worlds(machine.settle(argument(arguments, 1))):
        if type(name) is str:
            machine.set_attribute(owner, name, value, node)
        else:
            reason = getattr(name, "reason", "a name that is not known")
            for one in machine.worlds(machine.settle(owner)):
                namespace = getattr(one, "namespace", None)
                if namespace is not None:
                    namespace.disturb(machine, machine.unknown(f"names set by {reason}", node))
    return None


def _delattr(machine: Machine, arguments: Arguments) -> Value:
    name = machine.settle(argument(arguments, 1))
    if type(name) is str:
        machine.set_attribute(argument(arguments, 0), name, UNSET, arguments.site.node)
    return None


def _isinstance(machine: Machine, arguments: Arguments) -> Value:
    node = arguments.site.node
    kinds = machine.settle(argument(arguments, 1))
    classes = [machine.settle(item.value) for item in kinds.items] if isinstance(kinds, Sequence) else [kinds]

    def one(value: Value) -> Value:
        verdicts = {machine.is_instance(value, kind) for kind in classes}
        if True in verdicts:
            return True
        if None in verdicts:
            return machine.boolean(machine.opaque("a value is of a type", machine.site(node)))
        return False

    return machine.each(argument(arguments, 0), one)


def _type(machine: Machine, arguments: Arguments) -> Value:
    node = arguments.site.node
    if len(arguments.positional) != 1:
        return machine.unknown("a class made by type()", node)

    def one(value: Value) -> Value:
        from secheaders_lint.evaluator.classes import InstanceValue

        if isinstance(value, InstanceValue):
            return value.cls
        name = type_name(value)
        return machine.unknown("the type of a value", node) if name is None else Library(f"builtins.{name}")

    return machine.each(arguments.positional[0], one)


def _callable(machine: Machine, arguments: Arguments) -> Value:
    def one(value: Value) -> Value:
        from secheaders_lint.evaluator.classes import ClassValue, InstanceValue, find
        from secheaders_lint.evaluator.functions import FunctionValue, MethodValue

        if isinstance(value, FunctionValue | MethodValue | ClassValue | Library):
            return True
        if isinstance(value, InstanceValue):
            return find(machine, value.cls, "__call__") is not UNSET
        if isinstance(value, Unknown | Modelled):
            return machine.unknown("whether a value can be called", arguments.site.node, "bool")
        return False

    return machine.each(argument(arguments, 0), one)


def _super(machine: Machine, arguments: Arguments) -> Value:
    from secheaders_lint.evaluator.classes import SuperValue

    if len(arguments.positional) == 2:
        return SuperValue(arguments.positional[0], machine.settle(arguments.positional[1]))
    function = machine.frame.function
    if function is None or function.owner is None:
        return machine.unknown("super() outside of a method", arguments.site.node)
    names = [p.name.value for p in (*function.node.params.posonly_params, *function.node.params.params)]
    self_ = machine.settle(machine.lookup(names[0])) if names else UNSET
    return (
        machine.unknown("super() without self", arguments.site.node)
        if self_ is UNSET
        else SuperValue(function.owner, self_)
    )


def _field(machine: Machine, arguments: Arguments) -> Value:
    """Take ``property(fget)``, ``classmethod(f)`` and ``staticmethod(f)`` called by hand."""
    from secheaders_lint.evaluator.functions import Descriptor

    del machine
    return Descriptor("property", argument(arguments, 0, "fget"))


def _descriptor(kind: str) -> Callable[[Machine, Arguments], Value]:
    from secheaders_lint.evaluator.functions import Descriptor

    return lambda _, arguments: Descriptor(kind, argument(arguments, 0))


def _globals(machine: Machine, arguments: Arguments) -> Value:
    del arguments
    return NamespaceDict(machine.frame.globals)


def _locals(machine: Machine, arguments: Arguments) -> Value:
    if machine.frame.scope is not None:
        # Writes to locals() of a function are not seen by it: a copy is what the code gets.
        return NamespaceDict(machine.frame.namespace).as_dict(machine)
    del arguments
    return NamespaceDict(machine.frame.namespace)


def _vars(machine: Machine, arguments: Arguments) -> Value:
    if not arguments.positional:
        return _locals(machine, arguments)

    def one(owner: Value) -> Value:
        namespace = getattr(owner, "namespace", None)
        return (
            machine.unknown("vars() of an object", arguments.site.node)
            if namespace is None
            else NamespaceDict(namespace)
        )

    return machine.each(arguments.positional[0], one)


def _dir(machine: Machine, arguments: Arguments) -> Value:
    from secheaders_lint.evaluator.classes import ClassValue, InstanceValue

    value = machine.settle(argument(arguments, 0, default=None))
    if value is None:
        spaces = [machine.frame.namespace]
    elif isinstance(value, ClassValue | InstanceValue):
        cls = value.cls if isinstance(value, InstanceValue) else value
        spaces = [base.namespace for base in (*cls.order, value) if hasattr(base, "namespace")]
    elif hasattr(value, "namespace"):
        spaces = [value.namespace]
    else:
        return ListValue([_any_name(machine, arguments.site)])
    names = {name for space in spaces for name in space.names()}
    more = [_any_name(machine, arguments.site)] if any(space.disturbances for space in spaces) else []
    if more and len(names) > _MAX_NAMES_BETWEEN:
        return ListValue(more)
    bound = [Item(name, arguments.site, _bound(machine, spaces, name)) for name in sorted(names)]
    rows = [item for item in bound if item.cond != FALSE]
    return ListValue([*more, *(item for row in rows for item in (row, *more))])


def _bound(machine: Machine, spaces: list[Namespace], name: str) -> Cond:
    """Return the worlds in which one of these namespaces binds a name."""
    found = FALSE
    for space in spaces:
        if name in space.bindings:
            found = machine.conditions.or_(found, machine.bound(space.bindings[name].value))
    return found


# Names of an object that others, which are not known, may stand between: each such place is gone through on its own.
_MAX_NAMES_BETWEEN = 20


def _any_name(machine: Machine, site: Site) -> Item:
    """Return any number of names: a test of them tells which names it is that something is done with.

    Each call has a fact of its own: what is found out about the names of one object is nothing to those of another.
    """
    count = machine.state["dir calls"] = machine.state.get("dir calls", 0) + 1
    name = "the names of an object" + (f" ({count})" if count > 1 else "")
    return Item(Stretch(name, site, machine.environment.fact(name).symbol(site)), site, many=True)


def _of_object(name: str) -> Callable[[Machine, Arguments], Value]:
    def method(machine: Machine, arguments: Arguments) -> Value:
        from secheaders_lint.evaluator.object_model import METHODS

        return METHODS[name](machine, arguments)

    return method


OBJECTS: dict[str, Callable[[Machine, Arguments], Value]] = {
    "builtins.object.__setattr__": _of_object("__setattr__"),
    "builtins.object.__getattribute__": _of_object("__getattribute__"),
    "builtins.object.__new__": _of_object("__new__"),
    "builtins.getattr": _getattr,
    "builtins.hasattr": _hasattr,
    "builtins.setattr": _setattr,
    "builtins.delattr": _delattr,
    "builtins.isinstance": _isinstance,
    "builtins.type": _type,
    "builtins.callable": _callable,
    "builtins.super": _super,
    "builtins.property": _field,
    "builtins.classmethod": _descriptor("classmethod"),
    "builtins.staticmethod": _descriptor("staticmethod"),
    "builtins.globals": _globals,
    "builtins.locals": _locals,
    "builtins.vars": _vars,
    "builtins.dir": _dir,
}
