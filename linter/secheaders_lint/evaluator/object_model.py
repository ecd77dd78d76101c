"""What ``object`` does for instances of classes of the repository, and the hooks that replace it: making, setting, getting."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from secheaders_lint.evaluator.classes import ClassValue, InstanceValue, find, own_functions, plain_attribute
from secheaders_lint.evaluator.forgetting import forget_all
from secheaders_lint.evaluator.functions import Descriptor, FunctionValue
from secheaders_lint.evaluator.sequences import certain_items
from secheaders_lint.evaluator.values import UNSET, Arguments, Bound, Library, Sequence, Unknown

if TYPE_CHECKING:
    from collections.abc import Callable

    import libcst as cst

    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.values import Value


def set_attribute(machine: Machine, owner: Value, name: str, value: Value, node: cst.CSTNode) -> None:
    """Carry out ``owner.name = value`` for a class, instance or function."""
    if isinstance(owner, InstanceValue):
        hook = find(machine, owner.cls, "__setattr__")
        if isinstance(hook, FunctionValue) and value is not UNSET:
            machine.call(hook, Arguments([owner, name, value], {}, machine.site(node)))
        else:
            _set_plain(machine, owner, name, value, node)
    elif isinstance(owner, ClassValue):
        owner.namespace.set(machine, name, value, machine.site(node))
        own_functions(owner)
    elif isinstance(owner, FunctionValue):
        owner.attributes.set(machine, name, value, machine.site(node))


def _set_plain(machine: Machine, owner: InstanceValue, name: str, value: Value, node: cst.CSTNode) -> None:
    found = find(machine, owner.cls, name)
    site = machine.site(node)
    if isinstance(found, Descriptor) and found.kind == "property":
        if found.setter is None:
            machine.fail("builtins.AttributeError", f"property {name!r} has no setter", node)
        else:
            machine.call(found.setter, Arguments([owner, value], {}, site))
        return
    if isinstance(found, InstanceValue):
        setter = find(machine, found.cls, "__set__")
        if isinstance(setter, FunctionValue):
            machine.call(setter, Arguments([found, owner, value], {}, site))
            return
    if _is_shut_out(machine, owner.cls, name):
        machine.fail("builtins.AttributeError", f"object has no attribute {name!r}", node)
        return
    owner.namespace.set(machine, name, value, site)


def _is_shut_out(machine: Machine, cls: ClassValue, name: str) -> bool:
    """Tell whether ``__slots__`` of every class in the order leave no room for an attribute."""
    names: set[object] = set()
    for base in cls.order:
        if not isinstance(base, ClassValue):
            if getattr(base, "name", None) == "builtins.object":
                continue
            return False
        slots = base.namespace.get(machine, "__slots__")
        items = certain_items(machine, slots) if isinstance(slots, Sequence) else None
        if items is None:
            return False
        names.update(item.value for item in items)
    return name not in names


def of_object(owner: Value, name: str) -> Value:
    """Return the method that ``super()`` finds on ``object`` itself; ``UNSET`` for those that are not followed."""
    function = METHODS.get(name)
    if function is None:
        return UNSET
    if name == "__new__":
        # The one that is given its class, not bound to it.
        return Bound(owner, name, function)
    return Bound(
        owner,
        name,
        lambda machine, arguments: function(
            machine, arguments._replace(positional=[owner, *arguments.positional])
        ),
    )


def _setattr(machine: Machine, arguments: Arguments) -> Value:
    given = arguments.positional
    if len(given) == 3 and isinstance(given[0], InstanceValue) and isinstance(given[1], str):
        _set_plain(machine, given[0], given[1], given[2], arguments.site.node)
    else:
        forget_all(machine, given, machine.unknown("object.__setattr__()", arguments.site.node))
    return None


def _getattribute(machine: Machine, arguments: Arguments) -> Value:
    given = arguments.positional
    if len(given) == 2 and isinstance(given[0], InstanceValue) and isinstance(given[1], str):
        return plain_attribute(machine, given[0], given[1], arguments.site.node)
    return machine.unknown("object.__getattribute__()", arguments.site.node)


def _new(machine: Machine, arguments: Arguments) -> Value:
    """Return an instance that no ``__init__`` has seen."""
    cls = machine.settle(arguments.positional[0]) if arguments.positional else UNSET
    if isinstance(cls, ClassValue):
        return InstanceValue(cls, machine.pc)
    return machine.unknown("object.__new__()", arguments.site.node)


def _nothing(machine: Machine, arguments: Arguments) -> Value:
    del machine, arguments
    return None


# Methods of ``object`` itself, called with what they are bound to as their first argument.
METHODS: dict[str, Callable[[Machine, Arguments], Value]] = {
    "__getattribute__": _getattribute,
    "__init__": _nothing,
    "__init_subclass__": _nothing,
    "__new__": _new,
    "__setattr__": _setattr,
}


_PYDANTIC_SETTINGS = frozenset({"pydantic_settings.BaseSettings", "pydantic_settings.main.BaseSettings"})
# Libraries whose classes leave the attributes of their instances as the class body has them.
_PLAIN = sys.stdlib_module_names | {"builtins", "configurations", "django", "typing_extensions"}


def _may_fill(name: str) -> bool:
    """Tell whether a class of a library may give its instances other attributes than the class body does."""
    from secheaders_lint.evaluator.library.registry import is_exception

    return name.partition(".")[0] not in _PLAIN and not is_exception(name)


def instantiate(machine: Machine, cls: ClassValue, arguments: Arguments) -> Value:
    """Return a new instance of a class of the repository."""
    from secheaders_lint.evaluator.datatypes import construct

    node = arguments.site.node
    given = [*arguments.positional, *arguments.keywords.values()]
    libraries = [base.name for base in cls.foreign if isinstance(base, Library)]
    if not _PYDANTIC_SETTINGS.isdisjoint(libraries):
        from secheaders_lint.evaluator.library import pydantic_reader

        return pydantic_reader.construct(machine, cls, arguments)
    special = construct(machine, cls, arguments)
    if special is not UNSET:
        return special
    if any(isinstance(base, Unknown) for base in cls.order):
        forget_all(machine, given, machine.unknown("a class with an unknown base", node))
        return machine.unknown(f"an instance of {cls.name}, whose bases are not all known", node)
    filled = next(filter(_may_fill, libraries), None)
    if filled is not None:
        cause = machine.unknown(f"an instance of {cls.name}, which {filled} may fill", node)
        forget_all(machine, given, cause)
        return cause
    maker = find(machine, cls, "__new__")
    if not isinstance(maker, FunctionValue | Descriptor):
        return _initialized(machine, InstanceValue(cls, machine.pc), cls, arguments)
    function = maker.function if isinstance(maker, Descriptor) else maker
    made = machine.call(function, arguments._replace(positional=[cls, *arguments.positional]))

    def one(part: Value) -> Value:
        if isinstance(part, InstanceValue) and cls in part.cls.order:
            return _initialized(machine, part, cls, arguments)
        return part

    return machine.each(made, one)


def _initialized(machine: Machine, instance: InstanceValue, cls: ClassValue, arguments: Arguments) -> Value:
    """Call ``__init__`` of an instance and return it; what a library's class does with its arguments is not followed."""
    init = find(machine, cls, "__init__")
    if isinstance(init, FunctionValue):
        machine.call(init, arguments._replace(positional=[instance, *arguments.positional]))
    elif cls.foreign:
        instance.value = arguments
        given = [*arguments.positional, *arguments.keywords.values()]
        forget_all(machine, given, machine.unknown(f"given to {cls.name}", arguments.site.node))
    return instance
