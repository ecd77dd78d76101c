"""Reading the arguments of a modelled call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.evaluator.values import UNSET, Unknown

if TYPE_CHECKING:
    from collections.abc import Callable

    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.values import Arguments, Value


def fixed(value: Value) -> Callable[[Machine], Value]:
    """Return the model of a constant."""
    return lambda _: value


def argument(arguments: Arguments, index: int, name: str = "", default: Value = UNSET) -> Value:
    """Return an argument by place or name; ``default`` where it is not given, the open end where that may hold it."""
    if 0 <= index < len(arguments.positional):
        return arguments.positional[index]
    if name in arguments.keywords:
        return arguments.keywords[name]
    return arguments.open if arguments.open is not None else default


def cause_of(machine: Machine, value: Value, arguments: Arguments, text: str) -> Unknown:
    """Return the unknown value that an argument is; where it is something else, a new one with ``text`` as its reason."""
    return value if isinstance(value, Unknown) else machine.unknown(text, arguments.site.node)
