"""``==`` and ``is`` on abstract values: the worlds in which they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.evaluator.conditions import FALSE, TRUE
from secheaders_lint.evaluator.environment import same
from secheaders_lint.evaluator.mappings import lookup, present_key
from secheaders_lint.evaluator.pure import describe, pure
from secheaders_lint.evaluator.sequences import certain_items
from secheaders_lint.evaluator.truthiness import join_worlds, shown, truth, undecided
from secheaders_lint.evaluator.values import (
    RAW_TYPES,
    ROOT,
    Choice,
    DictValue,
    Library,
    ListValue,
    Modelled,
    Sequence,
    SetValue,
    Symbol,
    TupleValue,
    Unknown,
)

if TYPE_CHECKING:
    import libcst as cst

    from secheaders_lint.evaluator.conditions import Cond
    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.values import Value


_CONTAINERS = (ListValue, TupleValue, SetValue, DictValue)


def _repository_at(machine: Machine, rooted: str, fixed: str) -> Cond:
    """Return the condition that a path of the repository is, on the server, the given absolute path."""
    shown = rooted.replace(ROOT, "") or "/"
    when, unless = f"the repository's {shown} is {fixed}", f"the repository's {shown} is not {fixed}"
    return machine.fact("machine", "root", (rooted, fixed), when, unless)


def equal(machine: Machine, a: Value, b: Value, node: cst.CSTNode) -> Cond:
    """Return the running worlds in which ``a == b``."""
    if type(a) is Choice:
        return join_worlds(machine, a, lambda part: equal(machine, part, b, node))
    if type(b) is Choice:
        return join_worlds(machine, b, lambda part: equal(machine, a, part, node))
    if a is b and not (type(a) is float and a != a):  # noqa: PLR0124 - not a number is not equal to itself
        return machine.pc
    raw_a, raw_b = type(a) in RAW_TYPES, type(b) in RAW_TYPES
    if raw_a and raw_b:
        return _equal_raw(machine, a, b)
    a, b = machine.settle(a), machine.settle(b)
    if type(a) in RAW_TYPES and type(b) in RAW_TYPES:
        return _equal_raw(machine, a, b)
    if raw_a:
        a, b = b, a
    return machine.conditions.and_(machine.pc, _equal_to(machine, a, b, node))


def _equal_raw(machine: Machine, a: Value, b: Value) -> Cond:
    if type(a) is str and type(b) is str and (ROOT in a) != (ROOT in b):
        rooted, fixed = (a, b) if ROOT in a else (b, a)
        if not fixed.startswith("/"):
            return FALSE
        return machine.conditions.and_(machine.pc, _repository_at(machine, rooted, fixed))
    return machine.pc if a == b else FALSE


def _equal_to(machine: Machine, a: Value, b: Value, node: cst.CSTNode) -> Cond:
    """Compare a value that is not raw with any other."""
    one, other = machine.comparable(a), machine.comparable(b)
    if one is not a or other is not b:
        return equal(machine, one, other, node)
    if type(a) is Symbol:
        return _equal_symbol(machine, a, b, node)
    if type(b) is Symbol:
        return _equal_symbol(machine, b, a, node)
    for one, other in ((a, b), (b, a)):
        if type(one) is Unknown:
            if (
                one.type is not None
                and type(other) in RAW_TYPES
                and one.type != type(other).__name__
                and not _numbers(one, other)
            ):
                return FALSE
            return undecided(machine, one, f"{{}} == {shown(other)}", node)
    if isinstance(a, _CONTAINERS) and isinstance(b, _CONTAINERS):
        return _equal_containers(machine, a, b, node)
    for one, other in ((a, b), (b, a)):
        if isinstance(one, Modelled):
            found = one.equals(machine, other)
            return machine.opaque("two values are equal", machine.site(node)) if found is None else found
    if isinstance(a, Library) and isinstance(b, Library):
        if a.name == b.name:
            return TRUE
        builtin = _is_builtin(a) and _is_builtin(b)
        return FALSE if builtin else machine.opaque(f"{a.name} is {b.name}", machine.site(node))
    for one, other in ((a, b), (b, a)):
        if isinstance(one, Library):
            return _equal_library(machine, one, other, node)
    if isinstance(a, _CONTAINERS) or isinstance(b, _CONTAINERS):
        return FALSE
    return machine.equal_instances(a, b, node)


def _is_builtin(value: Library) -> bool:
    return value.name.startswith("builtins.")


def _equal_library(machine: Machine, library: Library, other: Value, node: cst.CSTNode) -> Cond:
    """Compare what a library holds under a name, which may be a text or a number, with something that is not of a library."""
    if _is_builtin(library) or isinstance(other, _CONTAINERS):
        return FALSE
    return machine.opaque(f"{library.name} == {shown(other)}", machine.site(node))


def _numbers(a: Unknown, b: Value) -> bool:
    return a.type in {"int", "float", "bool"} and isinstance(b, int | float)


def _equal_symbol(machine: Machine, symbol: Symbol, other: Value, node: cst.CSTNode) -> Cond:
    if type(other) is Symbol:
        if other.variable is symbol.variable and other.key == symbol.key:
            return TRUE
        return machine.opaque(f"{describe(symbol)} == {describe(other)}", machine.site(node))
    if type(other) not in RAW_TYPES:
        return _equal_symbol_to_object(machine, symbol, other, node)
    if symbol.apply is same:
        return symbol.variable.equals(other) if type(other) is str else FALSE
    if symbol.type == "str" and type(other) is not str:
        return FALSE
    compared = pure(
        machine, node, lambda one, two: one == two, [symbol, other], "{} == {…}", "bool", raises=""
    )
    return truth(machine, compared, node)


def _equal_symbol_to_object(machine: Machine, symbol: Symbol, other: Value, node: cst.CSTNode) -> Cond:
    """Compare a value that depends on a variable with one that is no plain value."""
    text = symbol.type == "str"
    if text and isinstance(other, _CONTAINERS):
        return FALSE
    if text and type(other) is Unknown and other.type not in {None, "str"}:
        return FALSE
    if text and isinstance(other, Modelled):
        found = other.equals(machine, symbol)
        if found is not None:
            return found
    elif text and isinstance(other, Library):
        return _equal_library(machine, other, symbol, node)
    elif text and not isinstance(other, Unknown):
        return machine.equal_instances(symbol, other, node)
    return undecided(machine, symbol, "{} == another value", node)


def _equal_containers(machine: Machine, a: Value, b: Value, node: cst.CSTNode) -> Cond:
    if a.type != b.type:
        return FALSE
    machine.step()
    if isinstance(a, Sequence):
        first, second = certain_items(machine, a), certain_items(machine, b)
        if first is not None and second is not None:
            if len(first) != len(second):
                return FALSE
            found = machine.pc
            for one, other in zip(first, second, strict=True):
                found = machine.conditions.and_(found, equal(machine, one.value, other.value, node))
                if found == FALSE:
                    break
            return found
    else:
        known = _equal_dicts if isinstance(a, DictValue) else _equal_sets
        return _beside_rests(machine, a, b, known(machine, a, b, node), node)
    return machine.opaque("two containers are equal", machine.site(node))


def _beside_rests(
    machine: Machine, a: DictValue | SetValue, b: DictValue | SetValue, found: Cond, node: cst.CSTNode
) -> Cond:
    """Leave open whether two containers are equal in the worlds in which more may be in one of them than is known."""
    conditions, more = machine.conditions, FALSE
    for side in (a, b):
        if side.rest is not None:
            more = conditions.or_(more, side.rest_cond)
    if more == FALSE:
        return found
    maybe = conditions.and_(more, machine.opaque("two containers are equal", machine.site(node)))
    return conditions.or_(conditions.minus(found, more), maybe)


def _equal_sets(machine: Machine, a: SetValue, b: SetValue, node: cst.CSTNode) -> Cond:
    del node
    conditions, found = machine.conditions, machine.pc
    for key in {**a.items, **b.items}:
        one, other = (side.items[key].cond if key in side.items else FALSE for side in (a, b))
        differ = conditions.or_(conditions.minus(one, other), conditions.minus(other, one))
        found = conditions.minus(found, differ)
    return found


def is_plain_set(value: Value) -> bool:
    """Tell whether a value is a set of which every element is known and certain."""
    return (
        isinstance(value, SetValue)
        and value.rest is None
        and all(i.cond == TRUE for i in value.items.values())
    )


def _equal_dicts(machine: Machine, a: DictValue, b: DictValue, node: cst.CSTNode) -> Cond:
    conditions, running, found = machine.conditions, machine.pc, machine.pc
    for key in {**a.items, **b.items}:
        one, other = (present_key(machine, side, key) for side in (a, b))
        differ = conditions.or_(conditions.minus(one, other), conditions.minus(other, one))
        found = conditions.minus(found, differ)
        machine.pc = conditions.and_(found, one)
        if machine.pc != FALSE:
            same = equal(machine, lookup(machine, a, key), lookup(machine, b, key), node)
            found = conditions.or_(conditions.minus(found, one), same)
        machine.pc = running
        if found == FALSE:
            break
    return found


def same_object(machine: Machine, a: Value, b: Value, node: cst.CSTNode) -> Cond:
    """Return the running worlds in which ``a is b``."""
    if type(a) is Choice:
        return join_worlds(machine, a, lambda part: same_object(machine, part, b, node))
    if type(b) is Choice:
        return join_worlds(machine, b, lambda part: same_object(machine, a, part, node))
    if a is b:
        return machine.pc
    singletons = (None, True, False, ...)
    for one, other in ((a, b), (b, a)):
        if type(one) in RAW_TYPES and any(one is single for single in singletons):
            if type(other) is Unknown and (other.type is None or other.type == type(one).__name__):
                return machine.conditions.and_(
                    machine.pc, undecided(machine, other, f"{{}} is {one!r}", node)
                )
            if type(other) is Symbol and other.type in {None, type(one).__name__}:
                return equal(machine, one, other, node)
            return FALSE
    if isinstance(a, Unknown) or isinstance(b, Unknown):
        return equal(machine, a, b, node)
    if isinstance(a, Library) and isinstance(b, Library):
        return equal(machine, a, b, node)
    if type(a) in RAW_TYPES and type(b) in RAW_TYPES:
        # CPython shares small integers and literals of one module; code that leans on it means equality.
        return equal(machine, a, b, node) if type(a) is type(b) else FALSE
    return FALSE
