"""Whether a value is true: the worlds in which it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.evaluator.conditions import FALSE, TRUE
from secheaders_lint.evaluator.mappings import entries
from secheaders_lint.evaluator.pure import describe, test
from secheaders_lint.evaluator.sequences import present
from secheaders_lint.evaluator.values import (
    RAW_TYPES,
    Choice,
    DictValue,
    Library,
    Modelled,
    Sequence,
    SetValue,
    Symbol,
    Unknown,
)

if TYPE_CHECKING:
    import libcst as cst

    from secheaders_lint.evaluator.conditions import Cond
    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.values import Value


def truth(machine: Machine, value: Value, node: cst.CSTNode) -> Cond:
    """Return the running worlds in which the value is true."""
    kind = type(value)
    if kind in RAW_TYPES:
        return machine.pc if value else FALSE
    if kind is Choice:
        return join_worlds(machine, value, lambda part: truth(machine, part, node))
    and_ = machine.conditions.and_
    if kind is Symbol:
        return and_(machine.pc, test(value))
    if isinstance(value, Sequence):
        return _any_present(machine, value, node)
    if kind is SetValue:
        return _any_entry(
            machine,
            [machine.conditions.and_(machine.pc, i.cond) for i in value.items.values()],
            value,
            node,
        )
    if kind is DictValue:
        return _any_entry(machine, [cond for _, _, cond, _ in entries(machine, value)], value, node)
    if kind is Unknown:
        return and_(machine.pc, undecided(machine, value, "{} is true", node))
    if isinstance(value, Modelled):
        found = value.truth(machine)
        return and_(
            machine.pc,
            machine.opaque(f"a {value.kind} is true", machine.site(node)) if found is None else found,
        )
    if kind is Library:
        return and_(machine.pc, _truth_of_library(machine, value))
    return machine.truth_of_instance(value, node)


def _truth_of_library(machine: Machine, value: Library) -> Cond:
    """Return where something of a library is true: modules, classes and functions are, and constants can be anything."""
    from secheaders_lint.evaluator.library import registry

    owner, _, last = value.name.rpartition(".")
    is_class = last[:1].isupper() and not last.isupper()
    is_module = not owner or value.name in machine.state.get("modules", ())
    if is_class or is_module or owner == "builtins" or registry.is_function(value.name):
        return TRUE
    return machine.fact(
        "library", value.name, None, f"{value.name} is true", f"{value.name} is false", prefer=None
    )


def join_worlds(machine: Machine, value: Value, function: object) -> Cond:
    """Return the union of the conditions that ``function`` gives for each alternative in its own worlds."""
    found = FALSE
    for part in machine.worlds(value):
        found = machine.conditions.or_(found, function(part))  # type: ignore[operator]
    return machine.conditions.and_(found, machine.pc)


def _any_present(machine: Machine, value: Sequence, node: cst.CSTNode) -> Cond:
    if value.plain:
        return machine.pc if value.items else FALSE
    found = FALSE
    for item, cond in present(machine, value):
        more = cond
        if item.many:
            more = machine.conditions.and_(cond, undecided(machine, item.value, "{} is not empty", node))
        found = machine.conditions.or_(found, more)
    return found


def _any_entry(machine: Machine, conds: list[Cond], value: DictValue | SetValue, node: cst.CSTNode) -> Cond:
    found, rest = FALSE, value.rest
    for cond in conds:
        found = machine.conditions.or_(found, cond)
    if rest is not None and found != machine.pc:
        more = undecided(machine, rest, "{} is not empty", node)
        worlds = machine.conditions.and_(machine.pc, value.rest_cond)
        found = machine.conditions.or_(found, machine.conditions.and_(worlds, more))
    return found


def shown(value: Value) -> str:
    """Return a value as it stands in the text of a condition."""
    return repr(value) if type(value) in RAW_TYPES else "another value"


def undecided(machine: Machine, value: Unknown, shape: str, node: cst.CSTNode) -> Cond:
    """Return the condition of a test on an unknown value: the same one for the same immutable value and test."""
    text = shape.replace("{}", value.reason, 1)
    if type(value) is Symbol and value.key:
        text = shape.replace("{}", describe(value), 1)
    key = (id(value), shape)
    if value.type in {"str", "int", "bool", "float", "bytes", "NoneType", "tuple"}:
        known = machine.undecided.get(key)
        if known is None:
            known = machine.undecided[key] = (machine.opaque(text, value.site or machine.site(node)), value)
        return known[0]
    return machine.opaque(text, value.site or machine.site(node))
