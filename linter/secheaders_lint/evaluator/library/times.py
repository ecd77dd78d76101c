"""``datetime`` and ``time``: spans and fixed dates are values, the current time is not."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from typing import TYPE_CHECKING

from secheaders_lint.evaluator.pure import unknown_of
from secheaders_lint.evaluator.values import RAW_TYPES, Choice, Unknown

if TYPE_CHECKING:
    from collections.abc import Callable

    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.values import Arguments, Value

RAW_TYPES.update((timedelta, date, datetime, time, timezone))


def _made(python: Callable[..., object], result: str) -> Callable[[Machine, Arguments], Value]:
    def make(machine: Machine, arguments: Arguments) -> Value:
        node = arguments.site.node
        values = [machine.settle(value) for value in (*arguments.positional, *arguments.keywords.values())]
        names = list(arguments.keywords)
        for place, value in enumerate(values):
            if isinstance(value, Choice):
                return machine.each(value, _again(machine, make, arguments, place))
        if any(type(value) not in RAW_TYPES for value in values):
            return unknown_of(
                machine, node, [value for value in values if isinstance(value, Unknown)], result
            )
        count = len(arguments.positional)
        try:
            return python(*values[:count], **dict(zip(names, values[count:], strict=True)))
        except (TypeError, ValueError, OverflowError) as error:
            return machine.fail(f"builtins.{type(error).__name__}", str(error), node)

    return make


def _again(
    machine: Machine, make: Callable[[Machine, Arguments], Value], arguments: Arguments, place: int
) -> Callable[[Value], Value]:
    return lambda part: make(machine, _replaced(arguments, place, part))


def _replaced(arguments: Arguments, place: int, value: Value) -> Arguments:
    positional = list(arguments.positional)
    if place < len(positional):
        positional[place] = value
        return arguments._replace(positional=positional)
    name = list(arguments.keywords)[place - len(positional)]
    return arguments._replace(keywords={**arguments.keywords, name: value})


def _now(machine: Machine, arguments: Arguments) -> Value:
    return machine.unknown("the current time", arguments.site.node)


FUNCTIONS: dict[str, Callable[[Machine, Arguments], Value]] = {
    "datetime.timedelta": _made(timedelta, "timedelta"),
    "datetime.date": _made(date, "date"),
    "datetime.datetime": _made(datetime, "datetime"),
    "datetime.time": _made(time, "time"),
    "datetime.datetime.strptime": _made(datetime.strptime, "datetime"),
    "datetime.datetime.now": _now,
    "datetime.datetime.utcnow": _now,
    "datetime.datetime.today": _now,
    "datetime.date.today": _now,
    "time.time": _now,
}

VALUES: dict[str, Callable[[Machine], Value]] = {
    "datetime.timezone.utc": lambda _: timezone.utc,
    "datetime.UTC": lambda _: timezone.utc,
}
