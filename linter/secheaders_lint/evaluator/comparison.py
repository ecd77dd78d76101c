"""Truth, equality, order and membership of abstract values, as conditions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.evaluator.arithmetic import ORDER
from secheaders_lint.evaluator.conditions import FALSE, TRUE
from secheaders_lint.evaluator.environment import same
from secheaders_lint.evaluator.mappings import Unhashable, entries, key_of, lookup
from secheaders_lint.evaluator.pure import describe, pure, test
from secheaders_lint.evaluator.sequences import certain_items, present
from secheaders_lint.evaluator.values import (
    RAW_TYPES,
    ROOT,
    UNSET,
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
            value.rest,
            node,
        )
    if kind is DictValue:
        return _any_entry(machine, [cond for _, _, cond, _ in entries(machine, value)], value.rest, node)
    if kind is Unknown:
        return and_(machine.pc, undecided(machine, value, "{} is true", node))
    if isinstance(value, Modelled):
        found = value.truth(machine)
        return and_(
            machine.pc,
            machine.opaque(f"a {value.kind} is true", machine.site(node)) if found is None else found,
        )
    return machine.truth_of_instance(value, node)


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


def _any_entry(machine: Machine, conds: list[Cond], rest: Unknown | None, node: cst.CSTNode) -> Cond:
    found = FALSE
    for cond in conds:
        found = machine.conditions.or_(found, cond)
    if rest is not None and found != machine.pc:
        more = undecided(machine, rest, "{} is not empty", node)
        found = machine.conditions.or_(found, machine.conditions.and_(machine.pc, more))
    return found


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
            return undecided(machine, one, f"{{}} == {_shown(other)}", node)
    if isinstance(a, _CONTAINERS) and isinstance(b, _CONTAINERS):
        return _equal_containers(machine, a, b, node)
    for one, other in ((a, b), (b, a)):
        if isinstance(one, Modelled):
            found = one.equals(machine, other)
            return machine.opaque("two values are equal", machine.site(node)) if found is None else found
    if isinstance(a, Library) and isinstance(b, Library):
        if a.name == b.name:
            return TRUE
        builtin = a.name.startswith("builtins.") and b.name.startswith("builtins.")
        return FALSE if builtin else machine.opaque(f"{a.name} is {b.name}", machine.site(node))
    if isinstance(a, _CONTAINERS) or isinstance(b, _CONTAINERS):
        return FALSE
    return machine.equal_instances(a, b, node)


def _numbers(a: Unknown, b: Value) -> bool:
    return a.type in {"int", "float", "bool"} and isinstance(b, int | float)


def _shown(value: Value) -> str:
    return repr(value) if type(value) in RAW_TYPES else "another value"


def _equal_symbol(machine: Machine, symbol: Symbol, other: Value, node: cst.CSTNode) -> Cond:
    if type(other) is Symbol:
        if other.variable is symbol.variable and other.key == symbol.key:
            return TRUE
        return machine.opaque(f"{describe(symbol)} == {describe(other)}", machine.site(node))
    if type(other) not in RAW_TYPES:
        return FALSE if symbol.type == "str" else undecided(machine, symbol, "{} == a value", node)
    if symbol.apply is same:
        return symbol.variable.equals(other) if type(other) is str else FALSE
    if symbol.type == "str" and type(other) is not str:
        return FALSE
    compared = pure(
        machine, node, lambda one, two: one == two, [symbol, other], "{} == {…}", "bool", raises=""
    )
    return truth(machine, compared, node)


def _equal_containers(machine: Machine, a: Value, b: Value, node: cst.CSTNode) -> Cond:
    if a.type != b.type:
        return FALSE
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
    elif a.rest is None and b.rest is None:
        if not a.items and not b.items:
            return TRUE
        if _is_plain_set(a) and _is_plain_set(b):
            return TRUE if set(a.items) == set(b.items) else FALSE
        if isinstance(a, DictValue):
            return _equal_dicts(machine, a, b, node)
    return machine.opaque("two containers are equal", machine.site(node))


def _is_plain_set(value: Value) -> bool:
    """Tell whether a value is a set of which every element is known and certain."""
    return (
        isinstance(value, SetValue)
        and value.rest is None
        and all(i.cond == TRUE for i in value.items.values())
    )


def _equal_dicts(machine: Machine, a: DictValue, b: DictValue, node: cst.CSTNode) -> Cond:
    found = machine.pc
    for key in {**a.items, **b.items}:
        one, other = lookup(machine, a, key), lookup(machine, b, key)
        if one is UNSET and other is UNSET:
            continue
        if one is UNSET or other is UNSET:
            return FALSE
        found = machine.conditions.and_(found, equal(machine, one, other, node))
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


def ordered(machine: Machine, operator: str, a: Value, b: Value, node: cst.CSTNode) -> Cond:
    """Return the running worlds in which ``a < b`` (or ``<=``, ``>``, ``>=``)."""
    if type(a) is Choice:
        return join_worlds(machine, a, lambda part: ordered(machine, operator, part, b, node))
    if type(b) is Choice:
        return join_worlds(machine, b, lambda part: ordered(machine, operator, a, part, node))
    a, b = machine.comparable(a), machine.comparable(b)
    special = machine.order(operator, a, b, node)
    if special is not None:
        return machine.conditions.and_(machine.pc, special)
    if (isinstance(a, TupleValue) and isinstance(b, TupleValue)) or (
        isinstance(a, ListValue) and isinstance(b, ListValue)
    ):
        first, second = certain_items(machine, a), certain_items(machine, b)
        if first is not None and second is not None:
            one, other = [i.value for i in first], [i.value for i in second]
            if all(type(v) in RAW_TYPES for v in (*one, *other)):
                compared = pure(
                    machine, node, lambda: ORDER[operator](one, other), [], "", "bool", raises="TypeError"
                )
                return truth(machine, compared, node)
    if _is_plain_set(a) and _is_plain_set(b):
        return machine.pc if ORDER[operator](set(a.items), set(b.items)) else FALSE
    compared = pure(
        machine, node, ORDER[operator], [a, b], f"{{}} {operator} {{…}}", "bool", raises="TypeError"
    )
    if isinstance(compared, Unknown):
        return machine.conditions.and_(
            machine.pc, undecided(machine, compared, f"{{}} {operator} another value", node)
        )
    return truth(machine, compared, node)


def contains(machine: Machine, container: Value, element: Value, node: cst.CSTNode) -> Cond:
    """Return the running worlds in which ``element in container``."""
    if type(container) is Choice:
        return join_worlds(machine, container, lambda part: contains(machine, part, element, node))
    if type(element) is Choice:
        return join_worlds(machine, element, lambda part: contains(machine, container, part, node))
    if isinstance(container, Sequence):
        return _contains_item(machine, container, element, node)
    if isinstance(container, DictValue | SetValue):
        return _contains_key(machine, container, element, node)
    if isinstance(container, Modelled):
        found = container.contains(machine, element, node)
        text = f"a {container.kind} contains {_shown(element)}"
        found = machine.opaque(text, machine.site(node)) if found is None else found
        return machine.conditions.and_(machine.pc, found)
    if type(container) in RAW_TYPES or type(container) is Symbol:
        found_value = (
            pure(
                machine,
                node,
                lambda one, two: one in two,
                [element, container],
                "in",
                "bool",
                raises="TypeError",
            )
            if type(element) in RAW_TYPES and type(container) in RAW_TYPES
            else _in_text(machine, container, element, node)
        )
        if isinstance(found_value, Unknown):
            return machine.conditions.and_(
                machine.pc, undecided(machine, found_value, f"{{}} contains {_shown(element)}", node)
            )
        return truth(machine, found_value, node)
    if isinstance(container, Unknown):
        return machine.conditions.and_(
            machine.pc, undecided(machine, container, f"{{}} contains {_shown(element)}", node)
        )
    return machine.contains_instance(container, element, node)


def _in_text(machine: Machine, container: Value, element: Value, node: cst.CSTNode) -> Value:
    if type(container) is Symbol:
        return pure(
            machine, node, lambda two, one: one in two, [container, element], "{…} in {}", "bool", raises=""
        )
    return pure(
        machine,
        node,
        lambda one, two: one in two,
        [element, container],
        "{} in {…}",
        "bool",
        raises="TypeError",
    )


def _contains_item(machine: Machine, container: Sequence, element: Value, node: cst.CSTNode) -> Cond:
    found = FALSE
    conditions = machine.conditions
    doubts: list[tuple[Unknown, Cond]] = []
    running = machine.pc
    for item, cond in present(machine, container):
        if item.many:
            doubts.append((item.value, cond))
            continue
        machine.pc = conditions.and_(running, cond)
        found = conditions.or_(found, conditions.and_(cond, equal(machine, item.value, element, node)))
        machine.pc = running
        if found == running:
            return found
    for doubt, cond in doubts:
        maybe = undecided(machine, doubt, f"{{}} contains {_shown(element)}", node)
        found = conditions.or_(found, conditions.and_(cond, maybe))
    return found


def _contains_key(
    machine: Machine, container: DictValue | SetValue, element: Value, node: cst.CSTNode
) -> Cond:
    conditions = machine.conditions
    if isinstance(element, Unknown) or type(element) is TupleValue:
        keys = list(container.items)
        found = FALSE
        if type(element) is Symbol and element.apply is same:
            for key in keys:
                if type(key) is str:
                    here = conditions.and_(
                        _present_key(machine, container, key), element.variable.equals(key)
                    )
                    found = conditions.or_(found, here)
            return (
                found
                if container.rest is None
                else machine.opaque(f"{element.variable.name} is a key", machine.site(node))
            )
    try:
        key = key_of(element)
    except Unhashable as problem:
        if problem.certain:
            machine.fail("builtins.TypeError", "unhashable type", node)
            return FALSE
        if isinstance(element, Unknown):
            return conditions.and_(machine.pc, undecided(machine, element, "{} is a key", node))
        return conditions.and_(machine.pc, machine.opaque("a value is a key", machine.site(node)))
    found = _present_key(machine, container, key)
    if container.rest is not None and found != machine.pc:
        maybe = undecided(machine, container.rest, f"{{}} contains {_shown(element)}", node)
        found = conditions.or_(found, conditions.and_(machine.pc, maybe))
    return found


def _present_key(machine: Machine, container: DictValue | SetValue, key: object) -> Cond:
    item = container.items.get(key)
    if item is None:
        return FALSE
    conditions = machine.conditions
    if isinstance(container, SetValue):
        return conditions.and_(machine.pc, item.cond)
    value = machine.settle(item.value)
    if type(value) is not Choice:
        return FALSE if value is UNSET else machine.pc
    found = FALSE
    for cond, part in value.alternatives:
        if part is not UNSET:
            found = conditions.or_(found, cond)
    return conditions.and_(machine.pc, found)
