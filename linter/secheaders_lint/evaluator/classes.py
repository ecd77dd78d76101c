"""Classes and instances of the repository."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from secheaders_lint.evaluator.conditions import TRUE
from secheaders_lint.evaluator.contexts import ManagerFunction
from secheaders_lint.evaluator.functions import Descriptor, FunctionValue, MethodValue, decorate
from secheaders_lint.evaluator.namespaces import Frame, Namespace
from secheaders_lint.evaluator.values import UNSET, Arguments, Choice, Library, Unknown

if TYPE_CHECKING:
    import libcst as cst

    from secheaders_lint.evaluator.conditions import Cond
    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.values import Value


class ClassValue:
    """A class of the repository. ``order`` is its method resolution order, itself first, libraries included."""

    __slots__ = ("fields", "flavour", "keywords", "members", "module", "name", "namespace", "node", "order")
    hashable = True
    is_class = True
    type = "type"

    def __init__(
        self, name: str, namespace: Namespace, order: list[Value], node: cst.CSTNode, module: str
    ) -> None:
        self.name = name
        self.namespace = namespace
        self.order = [self, *order]
        self.node = node
        self.module = module
        # "plain", "dataclass", "enum", "namedtuple": what makes its instances.
        self.flavour = "plain"
        self.fields: list[tuple[str, Value]] = []
        self.members: dict[str, InstanceValue] = {}
        self.keywords: dict[str, Value] = {}

    def __repr__(self) -> str:
        return f"ClassValue({self.name})"

    @property
    def foreign(self) -> list[Library | Unknown]:
        """The bases that are not of the repository and may hold anything; ``object`` is not one of them."""
        return [
            base
            for base in self.order
            if not isinstance(base, ClassValue) and base != Library("builtins.object")
        ]


class InstanceValue:
    """An instance of a class of the repository. ``value`` is what an enum member or exception carries."""

    __slots__ = ("cls", "name", "namespace", "value")

    def __init__(self, cls: ClassValue, within: Cond = TRUE) -> None:
        self.cls = cls
        self.namespace = Namespace("instance", within)
        self.value: Value = UNSET
        self.name = ""

    @property
    def type(self) -> str:
        """The name of the class."""
        return self.cls.name

    @property
    def hashable(self) -> bool:
        """Whether it is a key of its own: it equals nothing but itself."""
        cls = self.cls
        if cls.flavour == "enum":
            return not any(isinstance(base, Library) and base.name != "enum.Enum" for base in cls.order)
        own = (base.namespace.bindings for base in cls.order if isinstance(base, ClassValue))
        return cls.flavour == "plain" and not any("__eq__" in names or "__hash__" in names for names in own)

    def __repr__(self) -> str:
        return f"InstanceValue({self.cls.name})"


class SuperValue:
    """What ``super()`` gives: attributes are looked for behind ``cls`` in the order of ``self``'s class."""

    __slots__ = ("cls", "self")
    hashable = True
    type = "super"

    def __init__(self, cls: ClassValue, self_: Value) -> None:
        self.cls = cls
        self.self = self_


def define(machine: Machine, node: cst.ClassDef) -> None:
    """Carry out ``class``: run the body, work out the bases, apply decorators, bind the name."""
    decorators = [machine.eval(decorator.decorator) for decorator in node.decorators]
    bases: list[Value] = []
    for base in node.bases:
        value = machine.settle(machine.eval(base.value))
        bases.append(value if base.star == "" else machine.unknown("bases that cannot be told", node))
    keywords = {k.keyword.value: machine.eval(k.value) for k in node.keywords if k.keyword is not None}
    namespace = Namespace("class")
    outer = machine.frame
    around = (
        (*outer.outer, outer.namespace)
        if outer.namespace.kind in {"function", "comprehension"}
        else outer.outer
    )
    frame = Frame(namespace, outer.globals, around)
    cls = ClassValue(node.name.value, namespace, [], node, machine.module_name())
    cls.keywords = keywords
    cls.order = [cls, *_order(machine, bases, node)]
    machine.frame = frame
    from secheaders_lint.evaluator.statements import run_block

    run_block(machine, node.body)
    machine.frame = outer
    own_functions(cls)
    from secheaders_lint.evaluator.datatypes import finish_class

    finish_class(machine, cls, node)
    _tell_class(machine, cls, node)
    value = cls
    for decorator in reversed(decorators):
        value = _decorate_class(machine, decorator, value, node)
    machine.bind(node.name.value, value, node)


# Metaclasses that leave the attributes of their classes as they are written.
_PLAIN_METACLASSES = frozenset({"builtins.type", "abc.ABCMeta", "enum.EnumMeta", "enum.EnumType"})


def _tell_class(machine: Machine, cls: ClassValue, node: cst.ClassDef) -> None:
    """Do what Python does when a class is made: ``__set_name__``, ``__init_subclass__``; doubt what a metaclass does."""
    from secheaders_lint.evaluator.instances import call_special

    site = machine.site(node)
    for name in cls.namespace.names():
        value = cls.namespace.get(machine, name)
        if isinstance(value, InstanceValue):
            call_special(machine, value, "__set_name__", [cls, name], node)
    keywords = {name: value for name, value in cls.keywords.items() if name != "metaclass"}
    hook = find(machine, cls, "__init_subclass__", behind=cls)
    if isinstance(hook, FunctionValue):
        machine.call(hook, Arguments([cls], keywords, site))
    elif isinstance(hook, Descriptor):
        machine.call(hook.function, Arguments([cls], keywords, site))
    meta = machine.settle(cls.keywords.get("metaclass"))
    if meta is not None and not (isinstance(meta, Library) and meta.name in _PLAIN_METACLASSES):
        cls.namespace.disturb(machine, machine.unknown("what a metaclass does", node))


def _decorate_class(machine: Machine, decorator: Value, value: Value, node: cst.CSTNode) -> Value:
    from secheaders_lint.evaluator.datatypes import decorate_class

    made = decorate_class(machine, decorator, value)
    return decorate(machine, decorator, value, node) if made is UNSET else made


def own_functions(cls: ClassValue) -> None:
    """Tell the functions of a class body which class they belong to, for ``super()``."""
    for binding in cls.namespace.bindings.values():
        parts = (
            [part for _, part in binding.value.alternatives]
            if isinstance(binding.value, Choice)
            else [binding.value]
        )
        for part in parts:
            for function in (part, getattr(part, "function", None), getattr(part, "setter", None)):
                if isinstance(function, FunctionValue) and function.owner is None:
                    function.owner = cls


def _order(machine: Machine, bases: list[Value], node: cst.CSTNode) -> list[Value]:
    """Return the bases in the method resolution order (C3); in doubt, depth first."""
    rows: list[list[Value]] = []
    for base in bases:
        if isinstance(base, ClassValue):
            rows.append(list(base.order))
        elif isinstance(base, Library):
            rows.append([base])
        else:
            rows.append(
                [
                    base
                    if isinstance(base, Unknown)
                    else machine.unknown("a base class that is not known", node)
                ]
            )
    rows.append([row[0] for row in rows])
    merged: list[Value] = []
    while any(rows):
        rows = [row for row in rows if row]
        head = next(
            (row[0] for row in rows if not any(_among(row[0], other[1:]) for other in rows)), rows[0][0]
        )
        merged.append(head)
        machine.step(len(rows) * len(merged))
        rows = [[part for part in row if part is not head and part != head] for row in rows]
    return merged


def _among(value: Value, row: list[Value]) -> bool:
    return any(value is part or (isinstance(value, Library) and value == part) for part in row)


def find(machine: Machine, cls: ClassValue, name: str, behind: ClassValue | None = None) -> Value:
    """Look a name up along the method resolution order; ``UNSET`` where it is nowhere, unknown where a base may have it."""
    order = cls.order
    if behind is not None:
        order = order[order.index(behind) + 1 :] if behind in order else order
    return _find(machine, order, name)


def _find(machine: Machine, order: list[Value], name: str) -> Value:
    for place, base in enumerate(order):
        if isinstance(base, ClassValue):
            value = base.namespace.get(machine, name)
            if value is UNSET:
                continue
            if isinstance(value, Choice) and any(part is UNSET for _, part in value.alternatives):
                return machine.each(value, partial(_or_find, machine, order[place + 1 :], name))
            return value
        if isinstance(base, Unknown):
            return Unknown(base.reason, base.site)
        from secheaders_lint.evaluator.datatypes import foreign_attribute

        found = foreign_attribute(machine, base, name)
        if found is not UNSET:
            return found
    return UNSET


def _or_find(machine: Machine, order: list[Value], name: str, part: Value) -> Value:
    return _find(machine, order, name) if part is UNSET else part


def get_attribute(machine: Machine, owner: Value, name: str, node: cst.CSTNode) -> Value:
    """Return an attribute of a class, instance, method or function; raises AttributeError."""
    if isinstance(owner, InstanceValue):
        return _of_instance(machine, owner, name, node)
    if isinstance(owner, ClassValue):
        return _of_class(machine, owner, name, node)
    if isinstance(owner, SuperValue):
        start = owner.self.cls if isinstance(owner.self, InstanceValue) else owner.self
        found = find(machine, start, name, behind=owner.cls)
        if found is UNSET:
            from secheaders_lint.evaluator.object_model import of_object

            inherited = of_object(owner.self, name)
            if inherited is not UNSET:
                return inherited
        return bind(machine, found, owner.self, name, node)
    if isinstance(owner, Descriptor) and name in {"setter", "getter", "deleter"}:
        from secheaders_lint.evaluator.values import Bound

        return Bound(owner, name, lambda m, arguments: _with_setter(owner, name, arguments))
    if name == "__name__" and isinstance(owner, FunctionValue):
        return owner.name
    if isinstance(owner, FunctionValue):
        found = owner.attributes.get(machine, name)
        return machine.unknown(f"attribute {name} of a function", node) if found is UNSET else found
    return machine.unknown(f"attribute {name}", node)


def _with_setter(owner: Descriptor, name: str, arguments: Arguments) -> Value:
    function = arguments.positional[0] if arguments.positional else None
    return Descriptor(owner.kind, owner.function, function if name == "setter" else owner.setter)


def _of_instance(machine: Machine, owner: InstanceValue, name: str, node: cst.CSTNode) -> Value:
    if name == "__class__":
        return owner.cls
    if name == "__dict__":
        from secheaders_lint.evaluator.library.namespace_dict import NamespaceDict

        return NamespaceDict(owner.namespace)
    from secheaders_lint.evaluator.datatypes import member_attribute

    special = member_attribute(machine, owner, name, node)
    if special is not UNSET:
        return special
    hook = find(machine, owner.cls, "__getattribute__")
    if isinstance(hook, FunctionValue):
        return machine.call(hook, Arguments([owner, name], {}, machine.site(node)))
    return plain_attribute(machine, owner, name, node)


def plain_attribute(machine: Machine, owner: InstanceValue, name: str, node: cst.CSTNode) -> Value:
    """Return what ``object.__getattribute__`` gives: a data descriptor, the instance's own attribute, its class's."""
    on_its_class = find(machine, owner.cls, name)
    if isinstance(on_its_class, InstanceValue) and find(machine, on_its_class.cls, "__set__") is not UNSET:
        return bind(machine, on_its_class, owner, name, node)
    own = owner.namespace.get(machine, name)

    def on_class() -> Value:
        return bind(machine, on_its_class, owner, name, node)

    if own is UNSET:
        return on_class()
    return machine.each(own, lambda part: on_class() if part is UNSET else part)


def _of_class(machine: Machine, owner: ClassValue, name: str, node: cst.CSTNode) -> Value:
    if name in {"__name__", "__qualname__"}:
        return owner.name
    if name == "__module__":
        return owner.module
    if name == "__mro__":
        return _resolution_order(machine, owner, node)
    if name == "__dict__":
        from secheaders_lint.evaluator.library.namespace_dict import NamespaceDict

        return NamespaceDict(owner.namespace)
    if name in owner.members:
        return owner.members[name]
    if any(isinstance(base, Library) and base.name.startswith(_REMADE) for base in owner.order):
        return machine.unknown(f"attribute {name} of a class that pydantic makes", node)
    found = find(machine, owner, name)
    return machine.each(found, lambda part: _bind_to_class(machine, part, owner, name, node))


# Libraries that take the fields out of the classes that are written with them.
_REMADE = ("pydantic.", "pydantic_settings.")


def _resolution_order(machine: Machine, owner: ClassValue, node: cst.CSTNode) -> Value:
    """Return ``__mro__``; what a base class outside of the repository inherits from is not known."""
    from secheaders_lint.evaluator.sequences import make_tuple

    every = Library("builtins.object")
    own = [base for base in owner.order if base != every]
    if owner.flavour not in {"plain", "dataclass"} or not all(isinstance(base, ClassValue) for base in own):
        return machine.unknown(f"the bases of {owner.name}", node)
    return make_tuple([*own, every])


def _described(machine: Machine, value: InstanceValue, arguments: list[Value], node: cst.CSTNode) -> Value:
    """Return what a descriptor of the repository gives for an attribute; any other object is itself the attribute."""
    from secheaders_lint.evaluator.instances import call_special

    if value.cls.foreign:
        return value
    found = call_special(machine, value, "__get__", arguments, node)
    return value if found is UNSET else found


def _bind_to_class(machine: Machine, value: Value, owner: ClassValue, name: str, node: cst.CSTNode) -> Value:
    if isinstance(value, InstanceValue):
        return _described(machine, value, [None, owner], node)
    if isinstance(value, Descriptor):
        if value.kind == "classmethod":
            return MethodValue(value.function, owner)
        if value.kind == "classproperty":
            return machine.call(value.function, Arguments([owner], {}, machine.site(node)))
        return value.function if value.kind == "staticmethod" else value
    if value is UNSET:
        from secheaders_lint.evaluator.datatypes import class_attribute

        found = class_attribute(machine, owner, name)
        if found is not UNSET:
            return found
        return machine.fail(
            "builtins.AttributeError", f"type object {owner.name!r} has no attribute {name!r}", node
        )
    return value


def bind(machine: Machine, value: Value, self_: Value, name: str, node: cst.CSTNode) -> Value:
    """Return what looking up ``value`` on ``self_`` gives: functions become methods, properties are called."""
    if isinstance(value, Choice):
        return machine.each(value, lambda part: bind(machine, part, self_, name, node))
    if isinstance(self_, ClassValue):
        return _bind_to_class(machine, value, self_, name, node)
    if isinstance(value, FunctionValue):
        return MethodValue(value, self_)
    if isinstance(value, ManagerFunction):
        return ManagerFunction(MethodValue(value.function, self_))
    if isinstance(value, InstanceValue) and isinstance(self_, InstanceValue):
        return _described(machine, value, [self_, self_.cls], node)
    if isinstance(value, Descriptor):
        if value.kind == "property":
            return machine.call(value.function, Arguments([self_], {}, machine.site(node)))
        if value.kind == "staticmethod":
            return value.function
        cls = self_.cls if isinstance(self_, InstanceValue) else self_
        if value.kind == "classproperty":
            return machine.call(value.function, Arguments([cls], {}, machine.site(node)))
        return MethodValue(value.function, cls)
    if value is UNSET:
        getter = find(machine, self_.cls, "__getattr__") if isinstance(self_, InstanceValue) else UNSET
        if isinstance(getter, FunctionValue):
            return machine.call(getter, Arguments([self_, name], {}, machine.site(node)))
        if name in _OBJECT_METHODS:
            return machine.unknown(f"{name} of an object", node)
        return machine.fail("builtins.AttributeError", f"object has no attribute {name!r}", node)
    return value


_OBJECT_METHODS = frozenset(dir(object))
