"""Star imports: which names come over, and in which worlds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.evaluator.conditions import FALSE
from secheaders_lint.evaluator.forgetting import doubt
from secheaders_lint.evaluator.imports import ModuleValue, module_attribute
from secheaders_lint.evaluator.namespaces import Namespace, Origin
from secheaders_lint.evaluator.sequences import certain_items
from secheaders_lint.evaluator.values import UNSET, Choice, Library, Sequence, Unknown

if TYPE_CHECKING:
    import libcst as cst

    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.values import Site, Value


def star_import(machine: Machine, module: Value, node: cst.CSTNode) -> None:
    """Carry out ``from module import *`` into the running namespace."""
    target = machine.frame.namespace
    if isinstance(module, ModuleValue):
        _star_from_repository(machine, module, target, node)
        return
    if isinstance(module, Library):
        from secheaders_lint.evaluator.library import registry

        if registry.star_import(machine, module, target, node):
            return
        target.disturb(machine, machine.unknown(f"names that {module.name} brings with *", node))
        return
    reason = module.reason if isinstance(module, Unknown) else "a star import that cannot be followed"
    target.disturb(machine, machine.unknown(reason, node))


def _star_from_repository(
    machine: Machine, module: ModuleValue, target: Namespace, node: cst.CSTNode
) -> None:
    source = module.namespace
    running = machine.pc
    for disturbance in source.disturbances:
        machine.pc = machine.conditions.and_(running, disturbance.cond)
        target.disturb(machine, disturbance.cause, disturbance.reach)
    machine.pc = running
    names = _public_names(machine, module, node)
    if names is None:
        target.disturb(machine, machine.unknown(f"__all__ of {module.name} is not known", node))
        names = list(source.names())
    target.fallbacks += [library for library in source.fallbacks if library not in target.fallbacks]
    site = machine.site(node)
    # A module may take all names of another one over and over again.
    machine.step(len(names))
    for name in names:
        machine.pc = running
        binding = source.bindings.get(name)
        if binding is None:
            module_attribute(machine, module, name, node)
            continue
        value = source.get(machine, name)
        if source.disturbances:
            doubt(machine, source, name)
        if isinstance(value, Choice):
            value = _where_bound(machine, value)
        if value is not UNSET and machine.pc != FALSE:
            target.put(machine, name, value, carried(machine, binding.origins, site))
    machine.pc = running


def carried(machine: Machine, origins: tuple[Origin, ...], site: Site) -> tuple[Origin, ...]:
    """Return the origins of a name as an import at ``site`` carries them over: each in the worlds that it was bound in."""
    found = []
    for origin in origins:
        cond = machine.conditions.and_(machine.pc, origin.cond)
        if cond != FALSE:
            found.append(Origin(cond, origin.site, (site, *origin.via)))
    return tuple(found)


def _where_bound(machine: Machine, value: Choice) -> Value:
    """Narrow the path condition to the worlds in which the name is bound, and return what it holds there."""
    machine.pc = machine.conditions.and_(machine.pc, machine.bound(value))
    return machine.settle(machine.choose([pair for pair in value.alternatives if pair[1] is not UNSET]))


def _public_names(machine: Machine, module: ModuleValue, node: cst.CSTNode) -> list[str] | None:
    """Return the names that ``*`` brings; ``None`` where ``__all__`` is not fully known."""
    listed = module.namespace.get(machine, "__all__")
    if listed is UNSET:
        return [name for name in module.namespace.names() if not name.startswith("_")]
    items = certain_items(machine, listed) if isinstance(listed, Sequence) else None
    if items is None or any(type(item.value) is not str for item in items):
        return None
    del node
    return [item.value for item in items]
