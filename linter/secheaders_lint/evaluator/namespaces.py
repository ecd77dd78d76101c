"""Names and what they are bound to: modules, function calls and class bodies."""

from __future__ import annotations

import builtins
import sys
from typing import TYPE_CHECKING, NamedTuple

from secheaders_lint.evaluator.conditions import FALSE, TRUE
from secheaders_lint.evaluator.values import UNSET, Choice, Library, Modelled, Site, Unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from secheaders_lint.evaluator.conditions import Cond
    from secheaders_lint.evaluator.iterators import Reader
    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.values import Value


class Origin(NamedTuple):
    """One place that bound a name: in which worlds, where, and by which chain of imports it came, outermost first."""

    cond: Cond
    site: Site
    via: tuple[Site, ...] = ()


class Binding:
    """What a name is bound to; ``clock`` is the time of the newest write."""

    __slots__ = ("clock", "origins", "value")

    def __init__(self, value: Value, origins: tuple[Origin, ...], clock: int) -> None:
        self.value = value
        self.origins = origins
        self.clock = clock


class Disturbance(NamedTuple):
    """Something that may have bound or changed any name: when, in which worlds, and what it was.

    ``reach`` tells of a name whether it can be one of those; ``None``: it can be any.
    """

    clock: int
    cond: Cond
    cause: Unknown
    reach: Callable[[str], bool] | None = None

    def reaches(self, name: str) -> bool:
        """Tell whether a name may have been bound or changed."""
        return self.reach is None or self.reach(name)


class Namespace:
    """The names of a module, a function call or a class body.

    ``within`` are the worlds in which it came to be: nobody reads its names in others, so a write in all of these is certain.
    """

    __slots__ = ("bindings", "disturbances", "fallbacks", "kind", "within")

    def __init__(self, kind: str = "module", within: Cond = TRUE) -> None:
        self.kind = kind
        self.within = within
        self.bindings: dict[str, Binding] = {}
        self.disturbances: list[Disturbance] = []
        # Modules of the standard library that were imported with ``*``: where unbound names are looked for.
        self.fallbacks: list[Library] = []

    def get(self, machine: Machine, name: str) -> Value:
        """Return what the name holds in the running worlds; ``UNSET``, or a choice with it, where it is unbound."""
        binding = self.bindings.get(name)
        value = UNSET if binding is None else binding.value
        if binding is None and self.fallbacks:
            value = self._from_fallbacks(name)
        if self.disturbances and not _stays(machine, name, value):
            value = self._disturbed(machine, name, value, -1 if binding is None else binding.clock)
        return value if type(value) is not Choice else machine.settle(value)

    def _from_fallbacks(self, name: str) -> Value:
        from secheaders_lint.evaluator.library import registry

        found = (registry.public(library.name, name) for library in self.fallbacks)
        return next((value for value in found if value is not UNSET), UNSET)

    def _disturbed(self, machine: Machine, name: str, value: Value, clock: int) -> Value:
        conditions = machine.conditions
        later = [one for one in self.disturbances if one.clock > clock and one.reaches(name)]
        if later and later[-1].cond == TRUE:
            return later[-1].cause
        for disturbance in later:
            others = conditions.not_(disturbance.cond)
            value = machine.choose([(disturbance.cond, disturbance.cause), (others, value)])
        return value

    def set(
        self,
        machine: Machine,
        name: str,
        value: Value,
        site: Site,
        via: tuple[Site, ...] = (),
        *,
        keep: bool = False,
    ) -> None:
        """Bind the name in the running worlds; ``keep`` adds the place to those before it (``x += …``)."""
        self.put(machine, name, value, (Origin(machine.pc, site, via),), keep=keep)

    def put(
        self, machine: Machine, name: str, value: Value, origins: tuple[Origin, ...], *, keep: bool = False
    ) -> None:
        """Bind the name in the running worlds to a value with these origins."""
        if machine.pc == FALSE:
            return
        machine.clock += 1
        machine.written.append(((self, name), machine.pc))
        before = self.bindings.get(name)
        if machine.pc in (TRUE, self.within):
            if keep and before is not None:
                origins = _joined(machine, before.origins, origins)
            self.bindings[name] = Binding(value, origins, machine.clock)
            return
        conditions = machine.conditions
        others = conditions.not_(machine.pc)
        old = UNSET
        if before is not None or self.disturbances:
            old = UNSET if before is None else before.value
            if self.disturbances:
                old = self._disturbed(machine, name, old, -1 if before is None else before.clock)
            if before is not None:
                kept = before.origins if keep else _outside(machine, before.origins)
                origins = _joined(machine, kept, origins)
        joined = machine.choose([(others, old), (machine.pc, value)])
        self.bindings[name] = Binding(joined, origins, machine.clock)

    def delete(self, machine: Machine, name: str, site: Site) -> None:
        """Unbind the name in the running worlds."""
        self.set(machine, name, UNSET, site)

    def disturb(self, machine: Machine, cause: Unknown, reach: Callable[[str], bool] | None = None) -> None:
        """Let everything that is bound here, and whatever is not, be unknown from now on in the running worlds.

        ``reach`` tells of a name whether it can be one of those that this happens to.
        """
        if machine.pc != FALSE:
            machine.clock += 1
            cond = machine.pc
            self.disturbances.append(Disturbance(machine.clock, cond, cause, reach))

    def names(self) -> Iterator[str]:
        """Yield the names in the order of their first binding."""
        return iter(list(self.bindings))


def _stays(machine: Machine, name: str, value: Value) -> bool:
    """Tell whether a name is taken to be out of reach of what may have bound any name unseen.

    What a module is called and where it lies decides its relative imports; ``*`` brings no name that begins with an underscore,
    and settings that come from elsewhere are no list of names; without the modules and the functions of libraries that the code
    imports itself nothing that it does with them would be seen any more. Code that takes these names, or those of builtins, for
    something else is not expected.
    """
    if name in _OF_MODULES or (value is UNSET and hasattr(builtins, name)):
        return True
    if isinstance(value, Modelled) and value.kind == "os._Environ":
        return True
    if type(value) is not Library:
        return False
    if value.name in sys.stdlib_module_names or value.name in machine.state.get("modules", ()):
        return True
    from secheaders_lint.evaluator.library import registry

    return registry.is_function(value.name)


_OF_MODULES = frozenset({"__name__", "__file__", "__package__", "__path__", "__all__"})


def _outside(machine: Machine, origins: tuple[Origin, ...]) -> tuple[Origin, ...]:
    """Return the origins as they still matter in the worlds where a conditional write does not happen."""
    conditions = machine.conditions
    others = conditions.not_(machine.pc)
    left = [origin._replace(cond=conditions.and_(others, origin.cond)) for origin in origins]
    return tuple(origin for origin in left if origin.cond != FALSE)


def _joined(machine: Machine, first: tuple[Origin, ...], then: tuple[Origin, ...]) -> tuple[Origin, ...]:
    """Return origins in their order; one that comes again, as where a module runs in other worlds too, holds in both."""
    found: dict[tuple[int, tuple[Site, ...]], Origin] = {}
    for origin in (*first, *then):
        key = (id(origin.site.node), origin.via)
        known = found.get(key)
        if known is None:
            found[key] = origin
        else:
            found[key] = origin._replace(cond=machine.conditions.or_(known.cond, origin.cond))
    return tuple(found.values())


class Frame:
    """Where code runs: a module, a function call or a class body, with the scopes around it."""

    __slots__ = ("function", "globals", "loop", "namespace", "outer", "reader", "returned", "scope")

    def __init__(
        self,
        namespace: Namespace,
        globals_: Namespace,
        outer: tuple[Namespace, ...] = (),
        scope: Scope | None = None,
    ) -> None:
        self.namespace = namespace
        self.globals = globals_
        self.outer = outer
        self.scope = scope
        self.loop: Loop | None = None
        self.returned: list[tuple[Cond, Value]] = []
        self.function: Value = None
        # Of a generator that is being read: what takes its items.
        self.reader: Reader | None = None


class Scope(NamedTuple):
    """What a function's text says of its names: bound in it, declared global, declared nonlocal."""

    local: frozenset[str]
    globals: frozenset[str]
    nonlocals: frozenset[str]
    generator: bool = False
    # Whether a generator has a ``try`` or ``with``: then it may have something to do when it is dropped.
    cleans_up: bool = False


class Loop:
    """A running loop: the worlds that have left it, and those that wait for the next round."""

    __slots__ = ("broken", "continued")

    def __init__(self) -> None:
        self.broken: Cond = FALSE
        self.continued: Cond = FALSE
