"""Strings made from values: ``%``, ``str.format``, f-strings and ``str()``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from secheaders_lint.evaluator import arithmetic
from secheaders_lint.evaluator.pure import pure, unknown_of
from secheaders_lint.evaluator.sequences import certain_items
from secheaders_lint.evaluator.values import (
    RAW_TYPES,
    ROOT,
    UNSET,
    Choice,
    DictValue,
    ListValue,
    Modelled,
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


# A field of a ``%`` template that takes numbers alone.
_NUMBER = re.compile(r"%[^a-zA-Z%]*[diouxXeEfFgGc]")
_NO_NUMBERS = frozenset((DictValue, ListValue, SetValue, TupleValue))


def to_text(machine: Machine, value: Value, node: cst.CSTNode) -> Value:
    """Return ``str(value)``."""
    kind = type(value)
    if kind is str:
        return value
    if kind is Choice:
        return machine.each(value, lambda part: to_text(machine, part, node))
    if kind in RAW_TYPES or isinstance(value, Unknown):
        if isinstance(value, Unknown) and value.type == "str":
            return value
        return pure(machine, node, str, [value], "str({})", "str", raises="")
    if isinstance(value, Modelled):
        return value.text(machine)
    known = plain(machine, value)
    if known is not UNSET:
        return pure(machine, node, lambda: str(known), [], "", "str")
    from secheaders_lint.evaluator.instances import text_of_instance

    return text_of_instance(machine, value, node)


def join_texts(machine: Machine, parts: list[Value], node: cst.CSTNode) -> Value:
    """Return the concatenation of strings (the parts of an f-string)."""
    if all(type(part) is str for part in parts):
        return pure(machine, node, lambda: "".join(parts), [], "", "str", rooted=True)
    merged: Value = parts[0] if parts else ""
    for part in parts[1:]:
        if type(merged) is str and type(part) is str:
            merged += part
            continue
        merged = machine.each2(merged, part, lambda one, other: _plus(machine, one, other, node))
    return merged


def _plus(machine: Machine, one: Value, other: Value, node: cst.CSTNode) -> Value:
    if one == "" and type(one) is str:
        return other
    if other == "" and type(other) is str:
        return one
    shape = "({} + {…})" if type(one) is Symbol else "({…} + {})"
    return pure(machine, node, lambda a, b: a + b, [one, other], shape, "str", rooted=True, raises="")


def plain(machine: Machine, value: Value) -> Value:
    """Return the Python object that a fully known value stands for; ``UNSET`` where it is not fully known."""
    machine.step()
    kind = type(value)
    if kind in RAW_TYPES:
        return UNSET if kind is str and ROOT in value else value
    if kind is TupleValue and not value.fields:
        items = certain_items(machine, value)
        parts = None if items is None else [plain(machine, machine.settle(item.value)) for item in items]
        return UNSET if parts is None or any(part is UNSET for part in parts) else tuple(parts)
    if kind.__name__ == "ListValue":
        items = certain_items(machine, value)
        parts = None if items is None else [plain(machine, machine.settle(item.value)) for item in items]
        return UNSET if parts is None or any(part is UNSET for part in parts) else parts
    if kind is DictValue and value.rest is None and value.ordered:
        found = {}
        for key, item in value.items.items():
            part = plain(machine, machine.settle(item.value))
            if part is UNSET:
                return UNSET
            found[key] = part
        return found
    return UNSET


def percent_format(machine: Machine, template: str, values: Value, node: cst.CSTNode) -> Value:
    """Return ``template % values`` for a known template."""
    _may_refuse(machine, template, values, node)
    if isinstance(values, TupleValue):
        items = certain_items(machine, values)
        arguments = None if items is None else [item.value for item in items]
        return _fill(machine, node, arguments, lambda *known: arithmetic.percent(template, known), template)
    if isinstance(values, DictValue) and values.rest is None:
        keys = list(values.items)
        arguments = [values.items[key].value for key in keys]
        return _fill(
            machine,
            node,
            arguments,
            lambda *known: arithmetic.percent(template, dict(zip(keys, known, strict=True))),
            template,
        )
    return _fill(machine, node, [values], lambda one: arithmetic.percent(template, one), template)


def _may_refuse(machine: Machine, template: str, values: Value, node: cst.CSTNode) -> None:
    """Raise perhaps where a template asks for a number, and something that is put in may be none."""
    if not _NUMBER.search(template):
        return
    given = [item.value for item in values.items] if isinstance(values, TupleValue) else [values]
    for value in given:
        for part in machine.worlds(machine.settle(value)):
            untyped = isinstance(part, Unknown) and type(part) is not Symbol and part.type is None
            if untyped or type(part) in _NO_NUMBERS:
                machine.may_fail("builtins.TypeError", node, "a number is asked for, and this may be none")


def format_method(
    machine: Machine, template: str, positional: list[Value], keywords: dict[str, Value], node: cst.CSTNode
) -> Value:
    """Return ``template.format(*positional, **keywords)`` for a known template."""
    names, count = list(keywords), len(positional)

    def fill(*known: Value) -> str:
        return arithmetic.format_text(
            template, list(known[:count]), dict(zip(names, known[count:], strict=True))
        )

    return _fill(machine, node, [*positional, *keywords.values()], fill, (template, count, *names))


def _fill(
    machine: Machine,
    node: cst.CSTNode,
    arguments: list[Value] | None,
    function: Callable[..., Value],
    discriminator: object,
) -> Value:
    if arguments is None:
        return machine.unknown("formatted from a sequence that is not fully known", node, "str")
    texts: list[Value] = []
    for argument in arguments:
        if type(argument) in RAW_TYPES or type(argument) is Choice or isinstance(argument, Unknown):
            texts.append(argument)
            continue
        known = plain(machine, argument)
        texts.append(to_text(machine, argument, node) if known is UNSET else _Shown(known))
    if any(type(text) is _Shown for text in texts):
        wrapped = [text for text in texts if type(text) is not _Shown]
        if any(type(text) not in RAW_TYPES for text in wrapped):
            return unknown_of(machine, node, wrapped, "str")
        return pure(
            machine, node, lambda *given: function(*_refilled(texts, given)), wrapped, "", "str", rooted=True
        )
    return pure(
        machine, node, function, texts, "a text made of {}", "str", rooted=True, discriminator=discriminator
    )


def _refilled(texts: list[Value], given: tuple[Value, ...]) -> list[Value]:
    """Return ``texts`` with known containers as they are, and all others taken from ``given`` in turn."""
    rest = iter(given)
    return [text.value if type(text) is _Shown else next(rest) for text in texts]


class _Shown:
    """A known container on its way into a format."""

    __slots__ = ("value",)

    def __init__(self, value: Value) -> None:
        self.value = value


def format_value(
    machine: Machine, value: Value, conversion: str | None, spec: Value, node: cst.CSTNode
) -> Value:
    """Return one replacement field of an f-string as text."""
    if conversion == "r":
        known = plain(machine, value)
        value = (
            to_text(machine, value, node)
            if known is UNSET and isinstance(value, Unknown)
            else (machine.unknown("the repr of a value", node, "str") if known is UNSET else repr(known))
        )
    elif conversion in {"s", "a"}:
        value = to_text(machine, value, node)
    if spec == "":
        return to_text(machine, value, node)
    if isinstance(value, Modelled):
        value = value.text(machine)
    if type(value) not in RAW_TYPES and not isinstance(value, Unknown | Choice):
        return machine.unknown("a formatted object", node, "str")
    return pure(
        machine, node, arithmetic.format_value, [value, spec], "format({}, {…})", "str", raises="ValueError"
    )
