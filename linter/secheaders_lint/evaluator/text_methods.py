"""The methods of texts, bytes and numbers: computed by Python itself, on what is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.evaluator import budget
from secheaders_lint.evaluator.conditions import FALSE
from secheaders_lint.evaluator.convert import from_python
from secheaders_lint.evaluator.pure import Refused, pure, unknown_of
from secheaders_lint.evaluator.sequences import present, split, unknown_list
from secheaders_lint.evaluator.values import (
    RAW_TYPES,
    Arguments,
    Choice,
    DictValue,
    ListValue,
    SetValue,
    TupleValue,
    Unknown,
)

if TYPE_CHECKING:
    import libcst as cst

    from secheaders_lint.evaluator.conditions import Cond
    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.values import Item, Value

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
_NO_TEXTS = (RAW_TYPES - {str}) | {DictValue, ListValue, SetValue, TupleValue}
# Those of them that are right for a text that begins with the root's placeholder.
_ROOTED = {"endswith", "removesuffix", "rsplit", "rpartition", "replace", "rstrip", "strip", "encode"}


def call_scalar(machine: Machine, owner: Value, name: str, arguments: Arguments) -> Value:
    """Return what a method of a text, bytes or number gives; what a variable holds stays symbolic."""
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
        return getattr(text, name)(*rest[:count], **dict(zip(keywords, rest[count:], strict=True)))

    shape = f"{{}}.{name}({', '.join(['{…}'] * (len(values) - 1))})"
    raises = {"index": "ValueError", "rindex": "ValueError", "encode": "UnicodeError"}.get(name, "")
    result = pure(
        machine,
        node,
        apply,
        values,
        shape,
        _STRING[name],
        rooted=name in _ROOTED,
        raises=raises,
        discriminator=tuple(keywords),
    )
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
    size = 0
    if name == "replace" and len(rest) > 1 and isinstance(text, str) and isinstance(rest[1], str):
        size = (len(text) + 1) * (len(rest[1]) + 1) // 4
    elif name == "expandtabs" and rest and isinstance(text, str):
        size = text.count("\t") * int(rest[0])
    if size > budget.MAX_STRING:
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


def join(machine: Machine, owner: Value, arguments: Arguments) -> Value:
    """Return ``owner.join(items)``."""
    node = arguments.site.node
    if len(arguments.positional) != 1:
        return machine.fail("builtins.TypeError", "join() takes exactly one argument", node)
    return machine.each(arguments.positional[0], lambda part: _join_one(machine, owner, part, node))


def _join_one(machine: Machine, owner: str, value: Value, node: cst.CSTNode) -> Value:
    items = machine.items_of(value, node)
    if items is None:
        return unknown_of(machine, node, [value] if isinstance(value, Unknown) else [], "str")
    worlds = split(machine, TupleValue(list(items)))
    if worlds is None:
        return machine.unknown("joined from a sequence that depends on too much", node, "str")
    results: list[tuple[Cond, Value]] = []
    left = FALSE
    for cond, row in worlds:
        machine.pc = cond
        machine.step(len(row) // 10)
        joined = _join_row(machine, owner, row, node)
        results.append((machine.pc, joined))
        left = machine.conditions.or_(left, machine.pc)
    machine.pc = left
    return machine.choose(results)


def _join_row(machine: Machine, owner: str, row: list[Item], node: cst.CSTNode) -> Value:
    """Return the items of a list that is the same in all running worlds, joined; those in which one is no text end here."""
    many = [item.value for item in row if item.many]
    if many:
        return unknown_of(machine, node, many, "str")
    parts: list[Value] = []
    for index, item in enumerate(row):
        if index and owner:
            parts.append(owner)
        _refuse_others(machine, item.value, node)
        parts.append(machine.settle(item.value))
    from secheaders_lint.evaluator.formatting import join_texts

    if any(not (type(part) is str or type(part) is Choice or isinstance(part, Unknown)) for part in parts):
        return machine.unknown("joined from values that are not text", node, "str")
    return join_texts(machine, parts, node)


def _refuse_others(machine: Machine, value: Value, node: cst.CSTNode) -> None:
    """Raise as ``join()`` does in the worlds in which an item is no text, and perhaps where nobody knows what it is."""
    for part in machine.worlds(machine.settle(value)):
        if isinstance(part, Unknown) and part.type is None:
            machine.may_fail("builtins.TypeError", node, "an item that is joined is no text")
        elif type(part) in _NO_TEXTS or (isinstance(part, Unknown) and part.type != "str"):
            machine.fail("builtins.TypeError", "sequence item: expected str instance", node)


def format_text(machine: Machine, owner: Value, arguments: Arguments) -> Value:
    """Return ``owner.format(*positional, **keywords)``."""
    from secheaders_lint.evaluator.formatting import format_method

    if arguments.open is not None:
        return unknown_of(machine, arguments.site.node, [arguments.open], "str")
    return format_method(machine, owner, arguments.positional, arguments.keywords, arguments.site.node)


def format_map(machine: Machine, owner: Value, arguments: Arguments) -> Value:
    """Return ``owner.format_map(mapping)``; unknown where the mapping is not known to the last key."""
    from secheaders_lint.evaluator.formatting import format_method

    mapping = machine.settle(arguments.positional[0]) if arguments.positional else None
    if (
        isinstance(mapping, DictValue)
        and mapping.rest is None
        and all(type(key) is str for key in mapping.items)
    ):
        keywords = {str(key): item.value for key, item in mapping.items.items()}
        return format_method(machine, owner, [], keywords, arguments.site.node)
    return machine.unknown("formatted from a mapping that is not known", arguments.site.node, "str")
