"""``os.environ``: the environment as the code sees it, with what the code itself has put into it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from secheaders_lint.evaluator.conditions import FALSE, TRUE
from secheaders_lint.evaluator.namespaces import Namespace
from secheaders_lint.evaluator.sequences import make_tuple
from secheaders_lint.evaluator.values import (
    UNSET,
    Bound,
    Choice,
    DictValue,
    Item,
    Library,
    ListValue,
    Modelled,
    Stretch,
    Symbol,
    Unknown,
)

if TYPE_CHECKING:
    import libcst as cst

    from secheaders_lint.evaluator.conditions import Cond
    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.values import Arguments, Site, Value


# What stands in ``written`` for a variable that the code took out.
_REMOVED = Library("os.environ.removed")


class Environ(Modelled):
    """``os.environ``. ``written`` holds what the code (or a ``.env`` file) has set."""

    kind = "os._Environ"
    type = "dict"
    hashable = False

    def __init__(self) -> None:
        self.written = Namespace("environment")

    # -- reading -------------------------------------------------------------------------------------------------------

    def read(self, machine: Machine, name: str, site: Site) -> Value:
        """Return the text of a variable, ``UNSET`` in the worlds in which it is not set."""
        value = self.written.get(machine, name)
        if value is UNSET:
            return self._given(machine, name, site)

        def one(part: Value) -> Value:
            if part is UNSET:
                return self._given(machine, name, site)
            return UNSET if part == _REMOVED else part

        return machine.each(value, one)

    def _given(self, machine: Machine, name: str, site: Site) -> Value:
        environment = machine.environment
        if name in environment.given:
            return environment.given[name]
        variable = environment.variable(name)
        conditions = machine.conditions
        alternatives: list[tuple[Cond, Value]] = [(conditions.not_(variable.set), UNSET)]
        symbol = variable.symbol(site)
        expected = environment.expected.get(name)
        if expected is None:
            alternatives.append((variable.set, symbol))
        else:
            cond = variable.equals(expected)
            alternatives += [(cond, expected), (conditions.minus(variable.set, cond), symbol)]
        return machine.settle(machine.choose(alternatives))

    def get(self, machine: Machine, key: Value, default: Value, node: cst.CSTNode) -> Value:
        """Return the text of a variable, or ``default`` (``UNSET``: KeyError) where it is not set."""

        def one(name: Value) -> Value:
            if not isinstance(name, str):
                if isinstance(name, Unknown | Library):
                    reason = name.reason if isinstance(name, Unknown) else name.name
                    return Unknown(f"a variable whose name is {reason}", machine.site(node))
                return (
                    machine.fail("builtins.TypeError", "str expected", node) if name is not UNSET else UNSET
                )
            value = self.read(machine, name, machine.site(node))
            return machine.each(
                value, lambda part: self._missing(machine, name, default, node) if part is UNSET else part
            )

        return machine.each(key, one)

    def _missing(self, machine: Machine, name: str, default: Value, node: cst.CSTNode) -> Value:
        remember_default(machine, name, default)
        return machine.fail("builtins.KeyError", name, node) if default is UNSET else default

    def subscript(self, machine: Machine, key: Value, node: cst.CSTNode) -> Value:
        """Return ``os.environ[key]``."""
        return self.get(machine, key, UNSET, node)

    def contains(self, machine: Machine, element: Value, node: cst.CSTNode) -> Cond | None:
        """Return the worlds in which a variable is set."""
        if not isinstance(element, str):
            return None
        found = FALSE
        value = self.read(machine, element, machine.site(node))
        for part in machine.worlds(value):
            if part is not UNSET:
                found = machine.conditions.or_(found, machine.pc)
        return found

    def iterate(self, machine: Machine, node: cst.CSTNode) -> list[Item] | None:
        """Return the names: any number of unknown ones, then those that are known to be set."""
        site = machine.site(node)
        names = Stretch("the environment's variables", site, _any_name(machine, site))
        known = [Item(name, site, cond) for name, _, cond in self._known(machine)]
        return [Item(names, site, many=True), *known]

    def _known(self, machine: Machine) -> list[tuple[str, Value, Cond]]:
        """Return the variables that were given or written: name, value and the worlds in which they are set."""
        found = []
        given = machine.environment.given
        running = machine.pc
        for name in dict.fromkeys([*given, *self.written.names()]):
            value = self.written.get(machine, name)
            for part in machine.worlds(value):
                shown = given.get(name, UNSET) if part is UNSET else part
                if shown is not UNSET and shown != _REMOVED:
                    found.append((name, shown, TRUE if machine.pc == running else machine.pc))
        return found

    def as_dict(self, machine: Machine) -> DictValue:
        """Return a copy as a dictionary that may hold anything."""
        found = DictValue(rest=Unknown("the environment's variables", None))
        for name, value, cond in self._known(machine):
            if cond == TRUE:
                found.items[name] = Item(value)
        return found

    # -- writing -------------------------------------------------------------------------------------------------------

    def set_subscript(self, machine: Machine, key: Value, value: Value, node: cst.CSTNode) -> None:
        """Carry out ``os.environ[key] = value``."""
        for name in machine.worlds(machine.settle(key)):
            if isinstance(name, str):
                if isinstance(value, str | Unknown | Choice | Library):
                    self.written.set(machine, name, value, machine.site(node))
                elif value is UNSET:
                    self._remove(machine, name, node, UNSET)
                else:
                    machine.fail("builtins.TypeError", "str expected", node)
            elif isinstance(name, Unknown | Library):
                reason = name.reason if isinstance(name, Unknown) else name.name
                self.written.disturb(machine, machine.unknown(f"a variable named by {reason}", node))

    def _remove(self, machine: Machine, name: str, node: cst.CSTNode, default: Value) -> Value:
        """Take a variable out and return what it was; ``default`` where it is not set, KeyError without one."""
        value = self.get(machine, name, default, node)
        self.written.set(machine, name, _REMOVED, machine.site(node))
        return value

    def set_default(self, machine: Machine, name: str, value: Value, node: cst.CSTNode) -> Value:
        """Set a variable in the worlds in which it is not set; return what it is then."""
        before = self.read(machine, name, machine.site(node))

        def one(part: Value) -> Value:
            if part is not UNSET:
                return part
            self.written.set(machine, name, value, machine.site(node))
            return value

        return machine.each(before, one)

    def attribute(self, machine: Machine, name: str, node: cst.CSTNode) -> Value:
        """Return a method."""
        method = getattr(self, f"_call_{name}", None)
        return Bound(self, name, partial(self._not_followed, name) if method is None else method)

    def _not_followed(self, name: str, machine: Machine, arguments: Arguments) -> Value:
        cause = machine.unknown(f"os.environ.{name}()", arguments.site.node)
        self.written.disturb(machine, cause)
        return cause

    def _call_get(self, machine: Machine, arguments: Arguments) -> Value:
        from secheaders_lint.evaluator.library.signature import argument

        return self.get(
            machine,
            argument(arguments, 0, "key"),
            argument(arguments, 1, "default", None),
            arguments.site.node,
        )

    def _call_setdefault(self, machine: Machine, arguments: Arguments) -> Value:
        from secheaders_lint.evaluator.library.signature import argument

        value = argument(arguments, 1, "default", None)

        def one(key: Value) -> Value:
            if isinstance(key, str):
                return self.set_default(machine, key, value, arguments.site.node)
            return self._not_followed("setdefault", machine, arguments)

        return machine.each(argument(arguments, 0, "key"), one)

    def _call_pop(self, machine: Machine, arguments: Arguments) -> Value:
        from secheaders_lint.evaluator.library.signature import argument

        node = arguments.site.node
        default = argument(arguments, 1, "default")

        def one(name: Value) -> Value:
            if isinstance(name, str):
                return self._remove(machine, name, node, default)
            return self._not_followed("pop", machine, arguments)

        return machine.each(argument(arguments, 0, "key"), one)

    def _call_update(self, machine: Machine, arguments: Arguments) -> Value:
        if arguments.open is not None:
            self._not_followed("update", machine, arguments)
        for name, value in arguments.keywords.items():
            self.written.set(machine, name, value, arguments.site)
        for given in arguments.positional:
            mapping = machine.settle(given)
            if isinstance(mapping, DictValue) and mapping.rest is None:
                for key, item in mapping.items.items():
                    self.set_subscript(machine, key, item.value, arguments.site.node)
            else:
                self.written.disturb(
                    machine,
                    machine.unknown("variables set from something that is not known", arguments.site.node),
                )
        return None

    def _call_copy(self, machine: Machine, arguments: Arguments) -> Value:
        del machine, arguments
        return self.copied()

    def copied(self) -> Environ:
        """Return a copy: what is written to one of the two later does not show in the other."""
        made = Environ()
        made.written.bindings.update(self.written.bindings)
        made.written.disturbances.extend(self.written.disturbances)
        return made

    def _call_keys(self, machine: Machine, arguments: Arguments) -> Value:
        del machine, arguments
        return self

    def _call_items(self, machine: Machine, arguments: Arguments) -> Value:
        site = arguments.site
        pair = make_tuple(
            [_any_name(machine, site), Unknown("a variable of the environment", site, "str")], site
        )
        rows = [Item(Stretch("the environment's variables", site, pair), site, many=True)]
        rows += [
            Item(make_tuple([name, value], site), site, cond) for name, value, cond in self._known(machine)
        ]
        return ListValue(rows)


def _any_name(machine: Machine, site: Site) -> Symbol:
    """Return the name of any variable: a test of it asks whether some variable has such a name, which most have not."""
    return machine.environment.fact("the name of a variable", "").symbol(site)


def remember_default(machine: Machine, name: str, default: Value) -> None:
    """Remember what the code takes where a variable is not set: the production reading asks for it."""
    if default is not UNSET and name not in machine.environment.given:
        machine.environment.variable(name).defaults.append(default)


def environment_of(machine: Machine) -> Environ:
    """Return the one ``os.environ`` of an evaluation."""
    found = machine.state.get("environ")
    if not isinstance(found, Environ):
        found = machine.state["environ"] = Environ()
    return found
