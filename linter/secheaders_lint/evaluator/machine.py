"""The machine that evaluates: :class:`Core` plus names, attributes, calls and iteration."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import libcst as cst

from secheaders_lint.evaluator import budget, comparison, equality, truthiness
from secheaders_lint.evaluator.conditions import FALSE, TRUE
from secheaders_lint.evaluator.core import Core
from secheaders_lint.evaluator.forgetting import doubt, written_through
from secheaders_lint.evaluator.mappings import entries, value_of
from secheaders_lint.evaluator.namespaces import Namespace
from secheaders_lint.evaluator.pure import unknown_of
from secheaders_lint.evaluator.values import (
    RAW_TYPES,
    ROOT,
    UNSET,
    Arguments,
    Choice,
    DictValue,
    Item,
    Library,
    ListValue,
    Modelled,
    Sequence,
    SetValue,
    Site,
    TupleValue,
    Unknown,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from secheaders_lint.evaluator.conditions import Cond
    from secheaders_lint.evaluator.imports import Importer
    from secheaders_lint.evaluator.values import Value

_CONSTANTS = {"True": True, "False": False, "None": None}
# Methods of containers that change nothing of them.
_READING = frozenset({"get", "items", "keys", "values", "copy", "index", "count"})
_BUILTIN_CONTAINERS = (ListValue, TupleValue, DictValue, SetValue)

# The table of expressions, filled when the machine is first made (the two sides need each other).
_EXPRESSIONS: dict[type[cst.CSTNode], Callable[..., Any]] = {}


class Machine(Core):
    """One evaluation of one entrypoint, with the code that it reads through ``importer``."""

    def __init__(self, importer: Importer, given: Mapping[str, str], expected: Mapping[str, str]) -> None:
        super().__init__(given, expected)
        if not _EXPRESSIONS:
            from secheaders_lint.evaluator.expressions import TABLE

            _EXPRESSIONS.update(TABLE)
        self.importer = importer
        # What models keep for the whole evaluation: the environment as the code sees it, search paths, ….
        self.state: dict[str, Any] = {}

    # -- expressions and names -------------------------------------------------------------------------------------

    def eval(self, node: cst.BaseExpression) -> Value:
        """Return the value of an expression in the running worlds."""
        if self.pc == FALSE:
            return UNSET
        self.step()
        handler = _EXPRESSIONS.get(type(node))
        if handler is None:
            return self.unknown("an expression of a kind that is not followed", node)
        return handler(self, node)

    def load(self, name: str, node: cst.CSTNode) -> Value:
        """Return what a name holds; raises NameError in the worlds in which it is not bound."""
        if name in _CONSTANTS:
            return _CONSTANTS[name]
        value = self.lookup(name)
        if value is UNSET or (type(value) is Choice and any(part is UNSET for _, part in value.alternatives)):
            return self.each(value, lambda part: self._missing(name, node) if part is UNSET else part)
        return value if type(value) in RAW_TYPES else self.settle(value)

    def _missing(self, name: str, node: cst.CSTNode) -> Value:
        frame = self.frame
        if frame.scope is not None and name in frame.scope.local:
            return self.fail("builtins.UnboundLocalError", name, node)
        return self.fail("builtins.NameError", f"name {name!r} is not defined", node)

    def lookup(self, name: str) -> Value:
        """Return what a name holds in the running worlds, ``UNSET`` where it is unbound."""
        frame = self.frame
        if frame.scope is not None:
            if name in frame.scope.local:
                return frame.namespace.get(self, name)
            spaces = [] if name in frame.scope.globals else [*reversed(frame.outer)]
        elif frame.namespace is frame.globals:
            spaces = []
        else:
            spaces = [frame.namespace, *reversed(frame.outer)]
        return self._search([*spaces, frame.globals], name)

    def _search(self, spaces: list[Namespace], name: str) -> Value:
        for place, space in enumerate(spaces):
            value = space.get(self, name)
            if value is UNSET:
                continue
            if space.disturbances:
                doubt(self, space, name)
            if type(value) is Choice and any(part is UNSET for _, part in value.alternatives):
                return self.each(value, partial(self._or_search, spaces[place + 1 :], name))
            return value
        return self.importer.builtin(self, name)

    def _or_search(self, spaces: list[Namespace], name: str, part: Value) -> Value:
        return self._search(spaces, name) if part is UNSET else part

    def peek(self, name: str) -> Value:
        """Return what a name holds, without any effect."""
        return _CONSTANTS[name] if name in _CONSTANTS else self.settle(self.lookup(name))

    def peek_at(self, node: cst.BaseExpression) -> Value:
        """Return what a name or attribute chain holds, without any effect; ``UNSET`` where that cannot be told."""
        if isinstance(node, cst.Name):
            return self.peek(node.value)
        if not isinstance(node, cst.Attribute):
            return UNSET
        owner = self.peek_at(node.value)
        if isinstance(owner, Library):
            return Library(f"{owner.name}.{node.attr.value}")
        namespace = getattr(owner, "namespace", None)
        return (
            self.settle(namespace.get(self, node.attr.value)) if isinstance(namespace, Namespace) else UNSET
        )

    def bind(self, name: str, value: Value, node: cst.CSTNode, *, keep: bool = False) -> None:
        """Bind a name in the scope that the running code binds it in."""
        frame = self.frame
        space = frame.namespace
        if frame.scope is not None and name not in frame.scope.local:
            if name in frame.scope.nonlocals:
                space = next((s for s in reversed(frame.outer) if name in s.bindings), frame.globals)
            elif name in frame.scope.globals or space.kind == "comprehension":
                space = (
                    frame.globals if not frame.outer or name in frame.scope.globals else self._binding_scope()
                )
        space.set(self, name, value, Site(self.source, node), keep=keep)

    def _binding_scope(self) -> Namespace:
        """Return where ``:=`` inside a comprehension binds: the scope around all comprehensions."""
        spaces = [space for space in self.frame.outer if space.kind != "comprehension"]
        return spaces[-1] if spaces else self.frame.globals

    def module_name(self) -> str:
        """Return ``__name__`` of the running module."""
        name = self.frame.globals.get(self, "__name__")
        return name if isinstance(name, str) else ""

    # -- attributes ------------------------------------------------------------------------------------------------

    def attribute(self, owner: Value, name: str, node: cst.CSTNode) -> Value:
        """Return ``owner.name``; raises AttributeError where Python would."""
        if self.pc == FALSE:
            return UNSET
        return self.each(owner, lambda one: self._attribute(one, name, node))

    def _attribute(self, owner: Value, name: str, node: cst.CSTNode) -> Value:
        if isinstance(owner, Library):
            return self.importer.library_attribute(self, owner, name, node)
        if type(owner) in RAW_TYPES or isinstance(owner, _BUILTIN_CONTAINERS):
            from secheaders_lint.evaluator.methods import method

            return method(self, owner, name, node)
        if isinstance(owner, Modelled):
            return owner.attribute(self, name, node)
        if isinstance(owner, Unknown):
            return self._attribute_of_unknown(owner, name, node)
        if owner is UNSET:
            return UNSET
        from secheaders_lint.evaluator.imports import ModuleValue, module_attribute

        if isinstance(owner, ModuleValue):
            return module_attribute(self, owner, name, node)
        from secheaders_lint.evaluator.classes import get_attribute

        return get_attribute(self, owner, name, node)

    def _attribute_of_unknown(self, owner: Unknown, name: str, node: cst.CSTNode) -> Value:
        if owner.type == "str":
            from secheaders_lint.evaluator.methods import method
            from secheaders_lint.evaluator.values import Symbol

            if isinstance(owner, Symbol):
                return method(self, owner, name, node)
        self.may_fail("builtins.AttributeError", node, f"{owner.reason} has no {name}")
        if name not in _READING:
            written_through(self, owner, node)
        return Unknown(owner.reason, owner.site).one_of(owner.parts)

    def set_attribute(self, owner: Value, name: str, value: Value, node: cst.CSTNode) -> None:
        """Carry out ``owner.name = value`` in the running worlds (``UNSET``: ``del owner.name``)."""
        from secheaders_lint.evaluator.imports import ModuleValue
        from secheaders_lint.evaluator.object_model import set_attribute

        for one in self.worlds(self.settle(owner)):
            if isinstance(one, Modelled):
                one.set_attribute(self, name, value, node)
            elif isinstance(one, ModuleValue):
                one.namespace.set(self, name, value, self.site(node))
            elif isinstance(one, Library):
                self.importer.set_library_attribute(self, one, name, value, node)
            elif isinstance(one, Unknown):
                written_through(self, one, node)
                one.hold(value)
            else:
                set_attribute(self, one, name, value, node)

    # -- calls -----------------------------------------------------------------------------------------------------

    def call(self, function: Value, arguments: Arguments) -> Value:
        """Return what a call gives, in the running worlds."""
        if self.pc == FALSE:
            return UNSET
        from secheaders_lint.evaluator.calls import call_one

        return self.each(function, lambda one: call_one(self, one, arguments))

    def call_unknown(self, function: Unknown | None, name: str, arguments: Arguments) -> Value:
        """Return the result of a call that is not followed; what it was given may be anything afterwards."""
        node = arguments.site.node
        self.may_fail_somehow(node, f"{name} fails")
        cause = Unknown(f"given to {name}", arguments.site)
        from secheaders_lint.evaluator.forgetting import forget_all

        forget_all(self, [*arguments.positional, *arguments.keywords.values()], cause)
        if function is not None:
            return Unknown(function.reason, function.site or arguments.site).one_of(function.parts)
        return self.unknown(f"result of {name}()", node)

    def site_of_argument(self, arguments: Arguments, index: int) -> Site:
        """Return where an argument of a call stands."""
        node = arguments.site.node
        if isinstance(node, cst.Call) and index < len(node.args):
            return Site(arguments.site.source, node.args[index].value)
        return arguments.site

    # -- iteration and tests ---------------------------------------------------------------------------------------

    def items_of(self, value: Value, node: cst.CSTNode, *, ordered: bool = True) -> list[Item] | None:
        """Return what iterating over a value meets, each item with its worlds; ``None`` where it cannot be told.

        ``ordered`` says that the order matters: that of a set of several elements is not fixed.
        """
        value = self.settle(value)
        if isinstance(value, Choice):
            return self._items_of_choice(value, node, ordered=ordered)
        if isinstance(value, Sequence):
            return value.items
        if isinstance(value, DictValue):
            if ordered and not value.ordered:
                return None
            rows = [
                Item(value_of(key), item.site, TRUE if cond == self.pc else cond)
                for key, _, cond, item in entries(self, value)
            ]
            from secheaders_lint.evaluator.dict_views import with_rest

            return with_rest(self, value, rows, node)
        if isinstance(value, SetValue):
            if ordered and (len(value.items) > 1 or value.rest is not None):
                return None
            rows = list(value.items.values())
            more = Item(value.rest, self.site(node), value.rest_cond, many=True)
            return rows if value.rest is None else [*rows, more]
        if type(value) in {str, bytes, range}:
            if len(value) > budget.MAX_ITEMS or (isinstance(value, str) and ROOT in value):
                return None
            return [Item(part, self.site(node)) for part in value]
        if isinstance(value, Modelled):
            return value.iterate(self, node)
        if isinstance(value, Unknown) or value is UNSET:
            return None
        if type(value) in RAW_TYPES:
            self.fail("builtins.TypeError", f"{type(value).__name__!r} object is not iterable", node)
            return []
        from secheaders_lint.evaluator.instances import items_of_instance

        return items_of_instance(self, value, node)

    def _items_of_choice(self, value: Choice, node: cst.CSTNode, *, ordered: bool) -> list[Item] | None:
        rows: list[Item] = []
        for part in self.worlds(value):
            items = self.items_of(part, node, ordered=ordered)
            if items is None:
                cause = part if isinstance(part, Unknown) else self.unknown("items that cannot be told", node)
                items = [Item(cause, cause.site or self.site(node), many=True)]
            rows += [item.under(self.conditions.and_(self.pc, item.cond)) for item in items]
        return [item for item in rows if item.cond != FALSE]

    def truth(self, value: Value, node: cst.CSTNode) -> Cond:
        """Return the running worlds in which a value is true."""
        return truthiness.truth(self, value, node)

    def equal(self, a: Value, b: Value, node: cst.CSTNode) -> Cond:
        """Return the running worlds in which two values are equal."""
        return equality.equal(self, a, b, node)

    def truth_of_instance(self, value: Value, node: cst.CSTNode) -> Cond:
        """Return the running worlds in which an object of the repository is true."""
        from secheaders_lint.evaluator.instances import truth_of_instance

        return truth_of_instance(self, value, node)

    def equal_instances(self, a: Value, b: Value, node: cst.CSTNode) -> Cond:
        """Return the worlds in which two objects of the repository are equal."""
        from secheaders_lint.evaluator.instances import equal_instances

        return equal_instances(self, a, b, node)

    def is_instance(self, value: Value, kind: Value) -> bool | None:
        """Tell whether a value is an instance of one class; ``None``: cannot be told."""
        from secheaders_lint.evaluator.instances import is_instance

        return is_instance(self, value, kind)

    def contains_instance(self, container: Value, element: Value, node: cst.CSTNode) -> Cond:
        """Return the running worlds in which an object of the repository contains an element."""
        from secheaders_lint.evaluator.instances import call_special

        found = call_special(self, container, "__contains__", [element], node)
        if found is not UNSET:
            return self.truth(found, node)
        items = self.items_of(container, node) if container is not UNSET else None
        if items is not None:
            return comparison.contains(self, TupleValue(items), element, node)
        return self.conditions.and_(self.pc, self.opaque("an object contains a value", self.site(node)))

    def item_of_instance(self, owner: Value, key: Value, node: cst.CSTNode) -> Value:
        """Return ``owner[key]`` for an object of the repository."""
        from secheaders_lint.evaluator.classes import ClassValue
        from secheaders_lint.evaluator.instances import call_special

        if isinstance(owner, ClassValue) and owner.flavour == "enum":

            def named(part: Value) -> Value:
                if type(part) is str:
                    found = owner.members.get(part)
                    return self.fail("builtins.KeyError", part, node) if found is None else found
                return unknown_of(self, node, [part])

            return self.each(key, named)
        found = call_special(self, owner, "__getitem__", [key], node)
        return self.unknown("item of an object", node) if found is UNSET else found

    def set_item_of_instance(self, owner: Value, key: Value, value: Value, node: cst.CSTNode) -> None:
        """Carry out ``owner[key] = value`` for an object of the repository."""
        from secheaders_lint.evaluator.instances import call_special

        if value is UNSET:
            call_special(self, owner, "__delitem__", [key], node)
        else:
            call_special(self, owner, "__setitem__", [key, value], node)

    def order(self, operator: str, a: Value, b: Value, node: cst.CSTNode) -> Cond | None:
        """Return the worlds in which an order holds that a model knows about; ``None`` for all others."""
        for one, other, mirrored in ((a, b, False), (b, a, True)):
            compare = getattr(one, "order", None) if isinstance(one, Modelled) else None
            if compare is not None:
                found: Cond | None = compare(self, operator, other, node, mirrored=mirrored)
                return found
        return None

    def comparable(self, value: Value) -> Value:
        """Return the text or number that a member of an enumeration is as well; any other value as it is."""
        if type(value) in RAW_TYPES or getattr(value, "cls", None) is None:
            return value
        from secheaders_lint.evaluator.datatypes import comparable

        return comparable(value)

    def make_set(self, value: Value, node: cst.CSTNode) -> Value:
        """Return ``set(value)``."""
        from secheaders_lint.evaluator.set_methods import add_element

        if isinstance(value, SetValue):
            return value
        items = self.items_of(value, node, ordered=False)
        if items is None:
            cause = value if isinstance(value, Unknown) else self.unknown("items that cannot be told", node)
            return SetValue({}, rest=Unknown(cause.reason, cause.site))
        made = SetValue({})
        for item in items:
            add_element(self, made, item, node)
        return made
