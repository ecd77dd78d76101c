"""The arguments of a call: evaluated from left to right, with ``*`` and ``**`` taken apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.evaluator import budget
from secheaders_lint.evaluator.conditions import FALSE, TRUE
from secheaders_lint.evaluator.mappings import lookup
from secheaders_lint.evaluator.values import UNSET, Arguments, DictValue, Item, Unknown

if TYPE_CHECKING:
    import libcst as cst

    from secheaders_lint.evaluator.conditions import Cond
    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.values import Value


def evaluate_arguments(machine: Machine, node: cst.Call) -> Arguments:
    """Evaluate the arguments of a call from left to right, with ``*`` and ``**`` taken apart."""
    positional: list[Value] = []
    keywords: dict[str, Value] = {}
    unread: Unknown | None = None
    unread_keywords: Unknown | None = None
    rest: list[Item] = []
    for argument in node.args:
        value = machine.eval(argument.value)
        if argument.star == "*":
            items = unpacked(machine, value, argument)
            if len(positional) + len(rest) + len(items) > budget.MAX_ARGUMENTS:
                unread_keywords = machine.unknown(f"more than {budget.MAX_ARGUMENTS} arguments", node)
                continue
            sure = not rest and all(item.cond == TRUE and not item.many for item in items)
            if sure:
                positional += [item.value for item in items]
            else:
                rest += items
                many = next((item.value for item in items if item.many), None)
                unread = (
                    many
                    if isinstance(many, Unknown)
                    else machine.unknown("arguments that may be there or not", node)
                )
        elif argument.star == "**":
            unread_keywords = _keywords(machine, value, keywords, node) or unread_keywords
        elif argument.keyword is not None:
            keywords[argument.keyword.value] = value
        elif rest:
            rest.append(Item(value, machine.site(argument.value)))
        else:
            positional.append(value)
    # It stands for any one argument: not for the list or dictionary that they come from.
    open_keywords = None if unread_keywords is None else Unknown(unread_keywords.reason, unread_keywords.site)
    open_ = open_keywords if unread is None else Unknown(unread.reason, unread.site)
    perhaps = [name for name, value in keywords.items() if machine.may_be_unset(value)]
    return Arguments(
        positional, keywords, machine.site(node), open_, tuple(rest), open_keywords, tuple(perhaps)
    )


def _keywords(
    machine: Machine, value: Value, keywords: dict[str, Value], node: cst.CSTNode
) -> Unknown | None:
    """Take a ``**`` argument apart; return why it cannot be read to its end, if it cannot."""
    found: dict[str, list[tuple[Cond, Value]]] = {}
    running = machine.pc
    for mapping in machine.worlds(machine.settle(value)):
        given = _by_name(machine, mapping)
        if given is None:
            machine.pc = running
            return (
                mapping
                if isinstance(mapping, Unknown)
                else machine.unknown("arguments that cannot be told", node)
            )
        for name, part in given.items():
            found.setdefault(name, []).append((machine.pc, part))
    machine.pc = running
    for name, parts in found.items():
        there = FALSE
        for cond, _ in parts:
            there = machine.conditions.or_(there, cond)
        argument = machine.choose([*parts, (machine.conditions.minus(running, there), UNSET)])
        if argument is not UNSET:
            keywords[name] = argument
    return None


def _by_name(machine: Machine, value: Value) -> dict[str, Value] | None:
    """Return what a mapping has under each name, which may be ``UNSET`` in some worlds; None where that cannot be told."""
    as_dict = getattr(value, "as_dict", None)
    mapping = value if as_dict is None else as_dict(machine)
    if not isinstance(mapping, DictValue) or mapping.rest is not None:
        return None
    if not all(type(key) is str for key in mapping.items):
        return None
    return {str(key): lookup(machine, mapping, key) for key in mapping.items}


def unpacked(machine: Machine, value: Value, node: cst.CSTNode) -> list[Item]:
    """Return the items that ``*`` makes of a value; one item of unknown length where they cannot be told."""
    found = machine.items_of(value, node)
    if found is None:
        cause = value if isinstance(value, Unknown) else machine.unknown("items that cannot be told", node)
        return [Item(cause, cause.site or machine.site(node), TRUE, many=True)]
    return found
