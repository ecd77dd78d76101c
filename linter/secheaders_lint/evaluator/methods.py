"""Methods of strings, numbers and containers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.evaluator import budget
from secheaders_lint.evaluator.comparison import equal
from secheaders_lint.evaluator.conditions import FALSE, TRUE
from secheaders_lint.evaluator.convert import from_python
from secheaders_lint.evaluator.mappings import (
    Unhashable,
    add_to_set,
    discard_from_set,
    entries,
    forget,
    key_of,
    lookup,
    remove,
    store,
    update,
    value_of,
)
from secheaders_lint.evaluator.pure import Refused, pure, unknown_of
from secheaders_lint.evaluator.sequences import (
    append,
    certain_items,
    insert,
    make_tuple,
    open_up,
    present,
    put,
    rewrite,
    unknown_list,
    unknown_part,
)
from secheaders_lint.evaluator.values import (
    RAW_TYPES,
    UNSET,
    Arguments,
    Bound,
    Choice,
    DictValue,
    Item,
    ListValue,
    Sequence,
    SetValue,
    Symbol,
    TupleValue,
    Unknown,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    import libcst as cst

    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.values import Value

# Methods of str that Python itself computes: name → type of the result where the text is a symbol.
_STRING = {
    "lower": "str", "upper": "str", "strip": "str", "lstrip": "str", "rstrip": "str", "title": "str", "capitalize": "str",
    "swapcase": "str", "casefold": "str", "replace": "str", "zfill": "str", "center": "str", "ljust": "str",
    "rjust": "str", "removeprefix": "str", "removesuffix": "str", "expandtabs": "str", "startswith": "bool",
    "endswith": "bool", "isdigit": "bool", "isnumeric": "bool", "isdecimal": "bool", "isalpha": "bool", "isalnum": "bool",
    "isupper": "bool", "islower": "bool", "isspace": "bool", "istitle": "bool", "isidentifier": "bool", "isascii": "bool",
    "isprintable": "bool", "find": "int", "rfind": "int", "index": "int", "rindex": "int", "count": "int", "split": "list",
    "rsplit": "list", "splitlines": "list", "partition": "tuple", "rpartition": "tuple", "encode": "bytes", "decode": "str",
    "hex": "str", "bit_length": "int", "is_integer": "bool", "conjugate": None, "total_seconds": "float",
    "isoformat": "str", "strftime": "str", "as_integer_ratio": "tuple",
}  # fmt: skip
# Those of them that are right for a text that begins with the root's placeholder.
_ROOTED = {"endswith", "removesuffix", "rsplit", "rpartition", "replace", "rstrip", "strip", "encode"}


def method(machine: Machine, owner: Value, name: str, node: cst.CSTNode) -> Value:
    """Return the bound method (or data attribute) of a builtin value; raises AttributeError where there is none."""
    table = _TABLES.get(type(owner))
    if table is not None and name in table:
        function = table[name]
        return Bound(owner, name, lambda m, arguments: function(m, owner, arguments))
    if type(owner) in RAW_TYPES or type(owner) is Symbol:
        return _of_scalar(machine, owner, name, node)
    if isinstance(owner, TupleValue) and name in owner.fields:
        items = certain_items(machine, owner)
        return machine.unknown(f"field {name}", node) if items is None else items[owner.fields.index(name)].value
    if hasattr(_PYTHON_TYPES.get(owner.type, object), name):
        return Bound(owner, name, lambda m, arguments: m.unknown(f"result of {owner.type}.{name}()", arguments.site.node))
    return machine.fail("builtins.AttributeError", f"{owner.type!r} object has no attribute {name!r}", node)


_PYTHON_TYPES = {"list": list, "tuple": tuple, "dict": dict, "set": set, "str": str}


def _of_scalar(machine: Machine, owner: Value, name: str, node: cst.CSTNode) -> Value:
    if type(owner) is Symbol and owner.type not in {"str", "bytes"}:
        return Bound(owner, name, lambda m, arguments: unknown_of(m, arguments.site.node, [owner]))
    example = "" if type(owner) is Symbol else owner
    if not hasattr(example, name):
        return machine.fail("builtins.AttributeError", f"{type(example).__name__!r} object has no attribute {name!r}", node)
    if not callable(getattr(example, name)):
        return from_python(getattr(owner, name), machine.site(node))
    if name in {"join", "format", "format_map"} and type(owner) is str:
        special = {"join": _join, "format": _format, "format_map": _format_map}[name]
        return Bound(owner, name, lambda m, arguments: special(m, owner, arguments))
    return Bound(owner, name, lambda m, arguments: _call_scalar(m, owner, name, arguments))


def _call_scalar(machine: Machine, owner: Value, name: str, arguments: Arguments) -> Value:
    node = arguments.site.node
    if name not in _STRING or arguments.open is not None:
        causes = [v for v in (owner, *arguments.positional) if isinstance(v, Unknown)]
        return unknown_of(machine, node, causes) if causes else machine.unknown(f"result of .{name}()", node)
    if name in {"startswith", "endswith"} and arguments.positional:
        return _affix(machine, owner, name, arguments)
    keywords = list(arguments.keywords)
    values = [owner, *arguments.positional, *arguments.keywords.values()]
    count = len(arguments.positional)

    def apply(text: Value, *rest: Value) -> Value:
        _bound_sizes(name, text, rest)
        found = getattr(text, name)(*rest[:count], **dict(zip(keywords, rest[count:], strict=True)))
        return found

    shape = f"{{}}.{name}({', '.join(['{…}'] * (len(values) - 1))})"
    raises = {"index": "ValueError", "rindex": "ValueError", "encode": "UnicodeError"}.get(name, "")
    result = pure(machine, node, apply, values, shape, _STRING[name], rooted=name in _ROOTED, raises=raises, token=tuple(keywords))
    return machine.each(result, lambda found: _as_container(machine, found, _STRING[name], node))


def _as_container(machine: Machine, found: Value, kind: str | None, node: cst.CSTNode) -> Value:
    if isinstance(found, list | tuple):
        return from_python(found, machine.site(node))
    if kind == "list" and isinstance(found, Unknown):
        return unknown_list(found)
    return found


def _bound_sizes(name: str, text: Value, rest: tuple[Value, ...]) -> None:
    if any(type(part) is int and abs(part) > budget.MAX_STRING for part in rest):
        raise Refused("a text too long to compute")
    if name == "replace" and len(rest) > 1 and isinstance(text, str) and isinstance(rest[1], str):
        if (len(text) + 1) * (len(rest[1]) + 1) > budget.MAX_STRING * 4:
            raise Refused("a text too long to compute")
    if name == "expandtabs" and rest and isinstance(text, str) and text.count("\t") * int(rest[0]) > budget.MAX_STRING:
        raise Refused("a text too long to compute")


def _affix(machine: Machine, owner: Value, name: str, arguments: Arguments) -> Value:
    node = arguments.site.node
    affix = machine.settle(arguments.positional[0])
    if isinstance(affix, TupleValue):
        found = FALSE
        for item, cond in present(machine, affix):
            single = Arguments([item.value, *arguments.positional[1:]], {}, arguments.site)
            holds = machine.truth(_affix(machine, owner, name, single), node)
            found = machine.conditions.or_(found, machine.conditions.and_(cond, holds))
        return machine.boolean(found)
    shape = f"{{}}.{name}({{…}})"

    def apply(text: Value, *rest: Value) -> Value:
        return getattr(text, name)(*rest)

    values = [owner, affix, *arguments.positional[1:]]
    return pure(machine, node, apply, values, shape, "bool", rooted=name == "endswith", raises="TypeError")


def _join(machine: Machine, owner: Value, arguments: Arguments) -> Value:
    node = arguments.site.node
    if len(arguments.positional) != 1:
        return machine.fail("builtins.TypeError", "join() takes exactly one argument", node)
    return machine.each(arguments.positional[0], lambda part: _join_one(machine, owner, part, node))


def _join_one(machine: Machine, owner: str, value: Value, node: cst.CSTNode) -> Value:
    from secheaders_lint.evaluator.formatting import join_texts
    from secheaders_lint.evaluator.sequences import split

    items = machine.items_of(value, node)
    if items is None:
        return unknown_of(machine, node, [value] if isinstance(value, Unknown) else [], "str")
    worlds = split(machine, TupleValue(list(items)))
    if worlds is None:
        return machine.unknown("joined from a sequence that depends on too much", node, "str")
    results = []
    running = machine.pc
    for cond, row in worlds:
        machine.pc = cond
        many = [item.value for item in row if item.many]
        if many:
            results.append((cond, unknown_of(machine, node, many, "str")))
            continue
        parts: list[Value] = []
        for index, item in enumerate(row):
            if index and owner:
                parts.append(owner)
            part = machine.settle(item.value)
            if type(part) in RAW_TYPES and type(part) is not str:
                machine.fail("builtins.TypeError", "sequence item: expected str instance", node)
            parts.append(part)
        if any(not (type(part) is str or type(part) is Choice or isinstance(part, Unknown)) for part in parts):
            results.append((cond, machine.unknown("joined from values that are not text", node, "str")))
        else:
            results.append((cond, join_texts(machine, parts, node)))
    left = FALSE
    for cond, _ in worlds:
        left = machine.conditions.or_(left, cond)
    machine.pc = machine.conditions.and_(running, left)
    return machine.choose(results)


def _format(machine: Machine, owner: Value, arguments: Arguments) -> Value:
    from secheaders_lint.evaluator.formatting import format_method

    if arguments.open is not None:
        return unknown_of(machine, arguments.site.node, [arguments.open], "str")
    return format_method(machine, owner, arguments.positional, arguments.keywords, arguments.site.node)


def _format_map(machine: Machine, owner: Value, arguments: Arguments) -> Value:
    from secheaders_lint.evaluator.formatting import format_method

    mapping = machine.settle(arguments.positional[0]) if arguments.positional else None
    if isinstance(mapping, DictValue) and mapping.rest is None and all(type(key) is str for key in mapping.items):
        keywords = {str(key): item.value for key, item in mapping.items.items()}
        return format_method(machine, owner, [], keywords, arguments.site.node)
    return machine.unknown("formatted from a mapping that is not known", arguments.site.node, "str")


# -- lists ---------------------------------------------------------------------------------------------------------


def _argument(machine: Machine, arguments: Arguments, index: int, name: str = "", default: Value = UNSET) -> Value:
    if index < len(arguments.positional):
        return arguments.positional[index]
    return arguments.keywords.get(name, default)


def _list_append(machine: Machine, owner: ListValue, arguments: Arguments) -> Value:
    value = _argument(machine, arguments, 0)
    append(machine, owner, [Item(value, machine.site_of_argument(arguments, 0))])
    owner.writes.append(arguments.site)
    return None


def _list_extend(machine: Machine, owner: ListValue, arguments: Arguments) -> Value:
    from secheaders_lint.evaluator.operators import extend

    extend(machine, owner, _argument(machine, arguments, 0), arguments.site.node)
    owner.writes.append(arguments.site)
    return None


def _list_insert(machine: Machine, owner: ListValue, arguments: Arguments) -> Value:
    site = machine.site_of_argument(arguments, 1)
    value = _argument(machine, arguments, 1)
    for index in machine.worlds(machine.settle(_argument(machine, arguments, 0))):
        if type(index) in {int, bool}:
            insert(machine, owner, int(index), Item(value, site), arguments.site)
        else:
            open_up(machine, owner, Unknown(getattr(index, "reason", "inserted at an unknown place"), arguments.site, "list"))
    owner.writes.append(arguments.site)
    return None


def _list_remove(machine: Machine, owner: ListValue, arguments: Arguments) -> Value:
    value = _argument(machine, arguments, 0)
    node = arguments.site.node

    def change(items: list[Item]) -> list[Item] | None:
        for index, item in enumerate(items):
            if item.many:
                return [Item(Unknown("removed from a list that is not fully known", arguments.site, "list"), item.site, TRUE, many=True)]
            here = equal(machine, item.value, value, node)
            if here == machine.pc:
                return [*items[:index], *items[index + 1 :]]
            if here != FALSE:
                return [Item(Unknown("removed by a value that is not known", arguments.site, "list"), item.site, TRUE, many=True)]
        machine.fail("builtins.ValueError", "list.remove(x): x not in list", node)
        return None

    rewrite(machine, owner, change, "removed from a list that depends on too much", arguments.site)
    owner.writes.append(arguments.site)
    return None


def _list_pop(machine: Machine, owner: ListValue, arguments: Arguments) -> Value:
    index = machine.settle(_argument(machine, arguments, 0, default=-1))
    node = arguments.site.node
    if type(index) is not int:
        open_up(machine, owner, Unknown("popped at an unknown place", arguments.site, "list"))
        return machine.unknown("popped at an unknown place", node)
    popped: list[tuple[int, Value]] = []

    def change(items: list[Item]) -> list[Item] | None:
        if any(item.many for item in items):
            popped.append((machine.pc, machine.unknown("item of a list that is not fully known", node)))
            return [Item(Unknown("popped from a list that is not fully known", arguments.site, "list"), None, TRUE, many=True)]
        place = index + len(items) if index < 0 else index
        if not 0 <= place < len(items):
            machine.fail("builtins.IndexError", "pop index out of range", node)
            return None
        popped.append((machine.pc, items[place].value))
        return [*items[:place], *items[place + 1 :]]

    rewrite(machine, owner, change, "popped from a list that depends on too much", arguments.site)
    owner.writes.append(arguments.site)
    return machine.choose(popped) if popped else machine.unknown("popped item", node)


def _list_clear(machine: Machine, owner: ListValue, arguments: Arguments) -> Value:
    rewrite(machine, owner, lambda _: [], "cleared", arguments.site)
    return None


def _list_reverse(machine: Machine, owner: ListValue, arguments: Arguments) -> Value:
    if machine.certain and unknown_part(owner) is None:
        put(machine, owner, owner.items[::-1])
    else:
        rewrite(machine, owner, lambda items: items[::-1], "reversed", arguments.site)
    return None


def _list_sort(machine: Machine, owner: ListValue, arguments: Arguments) -> Value:
    def change(items: list[Item]) -> list[Item] | None:
        return sorted_items(machine, items, arguments)

    rewrite(machine, owner, change, "sorted", arguments.site)
    return None


def sorted_items(machine: Machine, items: list[Item], arguments: Arguments) -> list[Item]:
    """Return items of one world in the order of ``sorted(…)``; one unknown stretch where it cannot be told."""
    cause = Item(Unknown("sorted by something that is not known", arguments.site, "list"), arguments.site, TRUE, many=True)
    key = arguments.keywords.get("key")
    reverse = machine.settle(arguments.keywords.get("reverse", False))
    if any(item.many for item in items) or type(reverse) not in {bool, int}:
        return [cause] if items else []
    ranks = []
    for item in items:
        rank = machine.settle(item.value)
        if key is not None:
            rank = machine.settle(machine.call(key, Arguments([rank], {}, arguments.site)))
        if type(rank) is TupleValue and rank.plain:
            parts = [machine.settle(part) for part in rank]
            rank = tuple(parts) if all(type(part) in RAW_TYPES for part in parts) else cause
        elif type(rank) not in RAW_TYPES:
            rank = cause
        if rank is cause:
            return [cause]
        ranks.append(rank)
    try:
        order = sorted(range(len(items)), key=lambda index: ranks[index], reverse=bool(reverse))
    except TypeError as error:
        machine.fail("builtins.TypeError", str(error), arguments.site.node)
        return items
    return [items[index] for index in order]


def _list_copy(machine: Machine, owner: ListValue, arguments: Arguments) -> Value:
    del machine, arguments
    return ListValue(list(owner.items), owner.plain)


def _index(machine: Machine, owner: Sequence, arguments: Arguments) -> Value:
    node = arguments.site.node
    value = _argument(machine, arguments, 0)
    if len(arguments.positional) > 1 or unknown_part(owner) is not None:
        return machine.unknown("place in a list that is not fully known", node, "int")
    waiting: dict[int, int] = {0: machine.pc}
    found: list[tuple[int, Value]] = []
    conditions = machine.conditions
    for item in owner.items:
        step: dict[int, int] = {}
        for place, cond in waiting.items():
            there, gone = conditions.and_(cond, item.cond), conditions.minus(cond, item.cond)
            if there != FALSE:
                machine.pc = there
                here = equal(machine, item.value, value, node)
                if here != FALSE:
                    found.append((here, place))
                rest = conditions.minus(there, here)
                step[place + 1] = conditions.or_(step.get(place + 1, FALSE), rest)
            step[place] = conditions.or_(step.get(place, FALSE), gone)
        waiting = {place: cond for place, cond in step.items() if cond != FALSE}
        if len(waiting) > budget.MAX_WORLDS:
            machine.pc = conditions.or_(FALSE, FALSE)
            break
    missing = FALSE
    for cond in waiting.values():
        missing = conditions.or_(missing, cond)
    machine.pc = missing
    for cond, _ in found:
        machine.pc = conditions.or_(machine.pc, cond)
    if missing != FALSE:
        machine.fail("builtins.ValueError", "value is not in the list", node, missing)
    return machine.choose(found)


def _count(machine: Machine, owner: Sequence, arguments: Arguments) -> Value:
    node = arguments.site.node
    items = certain_items(machine, owner)
    if items is None:
        return machine.unknown("count in a list that is not fully known", node, "int")
    total = 0
    for item in items:
        here = equal(machine, item.value, _argument(machine, arguments, 0), node)
        if here not in {FALSE, machine.pc}:
            return machine.unknown("count of a value that is not known", node, "int")
        total += here != FALSE
    return total


# -- dictionaries --------------------------------------------------------------------------------------------------


def with_key(machine: Machine, key: Value, node: cst.CSTNode, known: Callable[[object], Value], unknown: Callable[[Value], Value]) -> Value:
    """Do ``known`` with the Python object of a key, per alternative; ``unknown`` where it cannot be told which it is."""

    def one(part: Value) -> Value:
        try:
            found = key_of(part)
        except Unhashable as problem:
            if problem.certain:
                return machine.fail("builtins.TypeError", "unhashable type", node)
            return unknown(part)
        return known(found)

    return machine.each(key, one)


def _dict_get(machine: Machine, owner: DictValue, arguments: Arguments) -> Value:
    default = _argument(machine, arguments, 1, "default", None)
    return get_item(machine, owner, _argument(machine, arguments, 0), arguments.site.node, default=default)


def get_item(machine: Machine, owner: DictValue, key: Value, node: cst.CSTNode, default: Value = UNSET) -> Value:
    """Return the value under a key; where there is none, ``default``, or KeyError without one."""

    def known(found: object) -> Value:
        value = lookup(machine, owner, found)
        return machine.each(value, lambda part: missing(found) if part is UNSET else part)

    def missing(found: object) -> Value:
        if default is not UNSET:
            return default
        if owner.factory is not None:
            made = machine.call(owner.factory, Arguments([], {}, machine.site(node)))
            store(machine, owner, found, made, machine.site(node))
            return made
        return machine.fail("builtins.KeyError", str(found), node)

    def unknown(part: Value) -> Value:
        return _by_unknown_key(machine, owner, part, node, default)

    return with_key(machine, key, node, known, unknown)


def _by_unknown_key(machine: Machine, owner: DictValue, key: Value, node: cst.CSTNode, default: Value) -> Value:
    """Look up a key that is only known by case: one alternative for each key that it may equal."""
    found: list[tuple[int, Value]] = []
    rest = machine.pc
    if type(key) is Symbol and key.type == "str" and owner.rest is None and len(owner.items) <= budget.MAX_ALTERNATIVES:
        for candidate, value, cond, _ in entries(machine, owner):
            if type(candidate) is str:
                here = machine.conditions.and_(cond, equal(machine, key, candidate, node))
                found.append((here, value))
                rest = machine.conditions.minus(rest, here)
        if default is UNSET:
            machine.fail("builtins.KeyError", "no such key", node, rest)
        else:
            found.append((rest, default))
        return machine.choose(found)
    return unknown_of(machine, node, [key])


def _dict_setdefault(machine: Machine, owner: DictValue, arguments: Arguments) -> Value:
    node = arguments.site.node
    default = _argument(machine, arguments, 1, "default", None)

    def known(key: object) -> Value:
        def one(part: Value) -> Value:
            if part is not UNSET:
                return part
            store(machine, owner, key, default, arguments.site)
            return default

        return machine.each(lookup(machine, owner, key), one)

    def unknown(part: Value) -> Value:
        forget(machine, owner, Unknown(getattr(part, "reason", "a key that is not known"), arguments.site))
        return unknown_of(machine, node, [part])

    owner.writes.append(arguments.site)
    return with_key(machine, _argument(machine, arguments, 0), node, known, unknown)


def _dict_pop(machine: Machine, owner: DictValue, arguments: Arguments) -> Value:
    node = arguments.site.node
    default = _argument(machine, arguments, 1)

    def known(key: object) -> Value:
        def one(part: Value) -> Value:
            if part is UNSET:
                return default if default is not UNSET else machine.fail("builtins.KeyError", str(key), node)
            remove(machine, owner, key)
            return part

        return machine.each(lookup(machine, owner, key), one)

    def unknown(part: Value) -> Value:
        forget(machine, owner, Unknown(getattr(part, "reason", "a key that is not known"), arguments.site))
        return unknown_of(machine, node, [part])

    owner.writes.append(arguments.site)
    return with_key(machine, _argument(machine, arguments, 0), node, known, unknown)


def _dict_update(machine: Machine, owner: DictValue, arguments: Arguments) -> Value:
    for value in arguments.positional:
        for part in machine.worlds(machine.settle(value)):
            update_from(machine, owner, part, arguments.site.node)
    for name, value in arguments.keywords.items():
        store(machine, owner, name, value, arguments.site)
    if arguments.open is not None:
        forget(machine, owner, arguments.open)
    owner.writes.append(arguments.site)
    return None


def update_from(machine: Machine, owner: DictValue, value: Value, node: cst.CSTNode) -> None:
    """Take over the entries of a mapping or of an iterable of pairs."""
    if isinstance(value, DictValue):
        update(machine, owner, value)
        return
    mapping = getattr(value, "as_dict", None)
    if mapping is not None:
        update(machine, owner, mapping(machine))
        return
    items = machine.items_of(value, node)
    running, left = machine.pc, machine.pc
    for item in items or []:
        pair = machine.settle(item.value)
        parts = certain_items(machine, pair) if isinstance(pair, Sequence) else None
        if item.many or parts is None or len(parts) != 2:
            items = None
            break
        machine.pc = machine.conditions.and_(left, item.cond)
        skipped = machine.conditions.minus(left, item.cond)
        set_item(machine, owner, parts[0].value, parts[1].value, node)
        left = machine.conditions.or_(machine.pc, skipped)
    machine.pc = left
    if items is None:
        machine.pc = running
        reason = value.reason if isinstance(value, Unknown) else "updated from something that is not known"
        forget(machine, owner, machine.unknown(reason, node))


def set_item(machine: Machine, owner: DictValue, key: Value, value: Value, node: cst.CSTNode, site: object = None) -> None:
    """Set ``owner[key] = value`` in the running worlds."""
    where = site or machine.site(node)

    def known(found: object) -> Value:
        store(machine, owner, found, value, where)  # type: ignore[arg-type]
        return None

    def unknown(part: Value) -> Value:
        if type(part) is Symbol and part.type == "str":
            forget(machine, owner, Unknown(part.reason, machine.site(node)))
        else:
            forget(machine, owner, machine.unknown("set under a key that is not known", node))
        return None

    with_key(machine, key, node, known, unknown)


def _dict_clear(machine: Machine, owner: DictValue, arguments: Arguments) -> Value:
    del arguments
    for key in list(owner.items):
        remove(machine, owner, key)
    if machine.certain:
        owner.rest = None
    return None


def _dict_copy(machine: Machine, owner: DictValue, arguments: Arguments) -> Value:
    del machine, arguments
    return DictValue(dict(owner.items), rest=owner.rest, rest_cond=owner.rest_cond, factory=owner.factory)


def _view(part: str) -> Callable[[Machine, DictValue, Arguments], Value]:
    def view(machine: Machine, owner: DictValue, arguments: Arguments) -> Value:
        rows = []
        for key, value, cond, item in entries(machine, owner):
            if part == "keys":
                shown = value_of(key)
            elif part == "values":
                shown = value
            else:
                shown = make_tuple([value_of(key), value], item.site)
            rows.append(Item(shown, item.site, TRUE if cond == machine.pc else cond))
        if owner.rest is not None:
            rows.append(Item(owner.rest, arguments.site, owner.rest_cond, many=True))
        return ListValue(rows)

    return view


# -- sets ----------------------------------------------------------------------------------------------------------


def _set_change(action: Callable[[Machine, SetValue, object, object], None]) -> Callable[[Machine, SetValue, Arguments], Value]:
    def change(machine: Machine, owner: SetValue, arguments: Arguments) -> Value:
        def known(key: object) -> Value:
            action(machine, owner, key, arguments.site)
            return None

        def unknown(part: Value) -> Value:
            owner.rest = Unknown(getattr(part, "reason", "an element that is not known"), arguments.site)
            return None

        return with_key(machine, _argument(machine, arguments, 0), arguments.site.node, known, unknown)

    return change


def _set_add(machine: Machine, owner: SetValue, key: object, site: object) -> None:
    add_to_set(machine, owner, key, site)  # type: ignore[arg-type]


def _set_discard(machine: Machine, owner: SetValue, key: object, site: object) -> None:
    del site
    discard_from_set(machine, owner, key)


def _set_algebra(operator: str, *, in_place: bool = False) -> Callable[[Machine, SetValue, Arguments], Value]:
    def algebra(machine: Machine, owner: SetValue, arguments: Arguments) -> Value:
        from secheaders_lint.evaluator.operators import augmented, binary

        result: Value = owner
        for value in arguments.positional:
            other = machine.make_set(value, arguments.site.node)
            apply = augmented if in_place else binary
            result = apply(machine, operator, result, other, arguments.site.node)
        if result is owner and not in_place:
            return SetValue(dict(owner.items), frozen=owner.frozen, rest=owner.rest)
        return None if in_place else result

    return algebra


def _set_copy(machine: Machine, owner: SetValue, arguments: Arguments) -> Value:
    del machine, arguments
    return SetValue(dict(owner.items), frozen=owner.frozen, rest=owner.rest)


_TABLES: dict[type, dict[str, Callable[[Machine, Value, Arguments], Value]]] = {
    ListValue: {
        "append": _list_append, "extend": _list_extend, "insert": _list_insert, "remove": _list_remove,
        "pop": _list_pop, "clear": _list_clear, "reverse": _list_reverse, "sort": _list_sort, "copy": _list_copy,
        "index": _index, "count": _count,
    },
    TupleValue: {"index": _index, "count": _count},
    DictValue: {
        "get": _dict_get, "setdefault": _dict_setdefault, "pop": _dict_pop, "update": _dict_update,
        "clear": _dict_clear, "copy": _dict_copy, "keys": _view("keys"), "values": _view("values"), "items": _view("items"),
    },
    SetValue: {
        "add": _set_change(_set_add), "discard": _set_change(_set_discard), "remove": _set_change(_set_discard),
        "union": _set_algebra("|"), "difference": _set_algebra("-"), "intersection": _set_algebra("&"),
        "update": _set_algebra("|", in_place=True), "difference_update": _set_algebra("-", in_place=True),
        "intersection_update": _set_algebra("&", in_place=True), "copy": _set_copy,
    },
}  # fmt: skip
