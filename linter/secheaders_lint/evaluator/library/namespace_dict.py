"""``globals()``, ``locals()``, ``vars()`` and ``__dict__``: a namespace seen as a dictionary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.evaluator.comparison import contains as contains_value
from secheaders_lint.evaluator.conditions import FALSE
from secheaders_lint.evaluator.dict_methods import with_key
from secheaders_lint.evaluator.library.signature import argument
from secheaders_lint.evaluator.mappings import Unhashable, entries, key_of
from secheaders_lint.evaluator.methods import method
from secheaders_lint.evaluator.values import (
    UNSET,
    Arguments,
    Bound,
    DictValue,
    Item,
    Modelled,
    Symbol,
    Unknown,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    import libcst as cst

    from secheaders_lint.evaluator.conditions import Cond
    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.namespaces import Namespace
    from secheaders_lint.evaluator.values import Value


def _reach(machine: Machine, name: Symbol) -> Callable[[str], bool]:
    """Return what tells of a name whether a write to ``name`` in the running worlds can be one to it.

    That is decided by the tests that the code has put to the name: it writes where all that it found holds of the name.
    """
    conditions, pc, subject = machine.conditions, machine.pc, name.variable.name

    def reaches(text: str) -> bool:
        tests = [atom for atom in conditions.atoms if atom.subject == subject and atom.holds is not None]
        return (
            conditions.restrict(pc, {atom.index: atom.holds(text) for atom in tests if atom.holds}) != FALSE
        )

    return reaches


class NamespaceDict(Modelled):
    """A namespace as the dictionary that Python shows it as; what is written to it is bound."""

    kind = "dict"
    type = "dict"
    hashable = False

    def __init__(self, namespace: Namespace) -> None:
        self.namespace = namespace

    def as_dict(self, machine: Machine) -> DictValue:
        """Return a copy of the names and what they hold."""
        found = DictValue()
        for name in self.namespace.names():
            binding = self.namespace.bindings[name]
            site = binding.origins[-1].site if binding.origins else None
            found.items[name] = Item(self.namespace.get(machine, name), site)
        for disturbance in self.namespace.disturbances:
            before = FALSE if found.rest is None else found.rest_cond
            found.rest = disturbance.cause
            found.rest_cond = machine.conditions.or_(before, disturbance.cond)
        return found

    def subscript(self, machine: Machine, key: Value, node: cst.CSTNode) -> Value:
        """Return ``globals()[key]``."""

        def known(name: object) -> Value:
            value = self.namespace.get(machine, str(name)) if isinstance(name, str) else UNSET
            return machine.each(
                value,
                lambda part: machine.fail("builtins.KeyError", str(name), node) if part is UNSET else part,
            )

        return with_key(
            machine,
            key,
            node,
            known,
            lambda part: machine.unknown(getattr(part, "reason", "a name that is not known"), node),
        )

    def binary(
        self, machine: Machine, operator: str, other: Value, node: cst.CSTNode, *, reflected: bool
    ) -> Value:
        """Return a new dictionary for ``|``."""
        from secheaders_lint.evaluator.operators import binary

        own = self.as_dict(machine)
        one, another = (other, own) if reflected else (own, other)
        return binary(machine, operator, one, another, node)

    def truth(self, machine: Machine) -> Cond | None:
        """Return the worlds in which anything is bound."""
        from secheaders_lint.evaluator.truthiness import truth

        own = self.as_dict(machine)
        return None if own.rest is not None else truth(machine, own, None)  # type: ignore[arg-type]

    def length(self, machine: Machine, node: cst.CSTNode) -> Value:
        """Return how many names are bound."""
        from secheaders_lint.evaluator.library.builtin_iteration import length_of

        return length_of(machine, self.as_dict(machine), node)

    def set_subscript(self, machine: Machine, key: Value, value: Value, node: cst.CSTNode) -> None:
        """Bind a name by ``globals()[key] = value``."""

        def known(name: object) -> Value:
            if isinstance(name, str):
                self.namespace.set(machine, name, value, machine.site(node))
            return None

        def unknown(part: Value) -> Value:
            reason = getattr(part, "reason", "a name that is not known")
            reach = _reach(machine, part) if isinstance(part, Symbol) and not part.key else None
            self.namespace.disturb(machine, machine.unknown(f"names set by {reason}", node), reach)
            return None

        with_key(machine, key, node, known, unknown)

    def contains(self, machine: Machine, element: Value, node: cst.CSTNode) -> Cond | None:
        """Return the worlds in which a name is bound."""
        return contains_value(machine, self.as_dict(machine), element, node)

    def iterate(self, machine: Machine, node: cst.CSTNode) -> list[Item] | None:
        """Return the names."""
        return machine.items_of(self.as_dict(machine), node)

    def forgotten(self, machine: Machine, cause: Unknown) -> None:
        """Let everything be unknown: the dictionary was given to something that is not followed."""
        self.namespace.disturb(machine, cause)

    def attribute(self, machine: Machine, name: str, node: cst.CSTNode) -> Value:
        """Return a dictionary method."""
        if name in {"update", "setdefault", "pop", "clear", "popitem", "__setitem__"}:
            return Bound(self, name, lambda m, arguments: self._change(m, name, arguments))
        return method(machine, self.as_dict(machine), name, node)

    def _change(self, machine: Machine, name: str, arguments: Arguments) -> Value:
        node = arguments.site.node
        if name == "__setitem__" and len(arguments.positional) == 2:
            self.set_subscript(machine, arguments.positional[0], arguments.positional[1], node)
            return None
        if name == "update":
            return self._update(machine, arguments)
        key = argument(arguments, 0)
        try:
            found = key_of(machine.settle(key)) if key is not UNSET else None
        except Unhashable:
            found = None
        if not isinstance(found, str) or name in {"clear", "popitem"}:
            self.namespace.disturb(machine, machine.unknown(f"names changed by .{name}()", node))
            return machine.unknown(f"result of .{name}()", node)
        default = argument(arguments, 1)
        value = self.namespace.get(machine, found)
        return machine.each(value, lambda part: self._one(machine, name, found, part, default, arguments))

    def _one(
        self, machine: Machine, name: str, key: str, part: Value, default: Value, arguments: Arguments
    ) -> Value:
        if name == "setdefault":
            if part is not UNSET:
                return part
            made = None if default is UNSET else default
            self.namespace.set(machine, key, made, arguments.site)
            return made
        if part is UNSET:
            return (
                machine.fail("builtins.KeyError", key, arguments.site.node) if default is UNSET else default
            )
        self.namespace.delete(machine, key, arguments.site)
        return part

    def _update(self, machine: Machine, arguments: Arguments) -> Value:
        from secheaders_lint.evaluator.dict_methods import update_from

        collected = DictValue()
        for value in arguments.positional:
            for part in machine.worlds(machine.settle(value)):
                update_from(machine, collected, part, arguments.site.node)
        for name, value in arguments.keywords.items():
            collected.items[name] = Item(value, arguments.site)
        running = machine.pc
        if arguments.open is not None or collected.rest is not None:
            cause = arguments.open or collected.rest
            if arguments.open is None:
                machine.pc = machine.conditions.and_(running, collected.rest_cond)
            self.namespace.disturb(
                machine, machine.unknown(cause.reason if cause else "names", arguments.site.node)
            )
            machine.pc = running
        for key, value, cond, _ in entries(machine, collected):
            machine.pc = machine.conditions.and_(running, cond)
            if isinstance(key, str):
                self.namespace.set(machine, key, value, arguments.site)
        machine.pc = running
        return None
