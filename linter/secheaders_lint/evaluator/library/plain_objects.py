"""Objects of libraries that settings only hand on: schedules, queues, log processors, time zones.

Nothing of them is followed but that they are there: what decides headers never asks them for anything. An object whose
arguments depend on something is not told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.evaluator.formatting import plain
from secheaders_lint.evaluator.pure import unknown_of
from secheaders_lint.evaluator.values import UNSET, Library, Modelled, Unknown

if TYPE_CHECKING:
    from collections.abc import Callable

    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.values import Arguments, Value

# Classes whose instances are true, and that do nothing to what they are made of (celery 5.5, kombu 5.5, structlog 25).
_CLASSES = (
    "celery.schedules.crontab", "celery.schedules.schedule", "celery.schedules.solar", "kombu.Queue", "kombu.Exchange",
    "kombu.entity.Queue", "kombu.entity.Exchange", "zoneinfo.ZoneInfo",
    "structlog.dev.ConsoleRenderer", "structlog.processors.JSONRenderer", "structlog.processors.KeyValueRenderer",
    "structlog.processors.StackInfoRenderer", "structlog.processors.TimeStamper", "structlog.processors.UnicodeDecoder",
    "structlog.processors.CallsiteParameterAdder", "structlog.processors.EventRenamer",
    "structlog.stdlib.PositionalArgumentsFormatter", "structlog.stdlib.ExtraAdder", "structlog.stdlib.LoggerFactory",
)  # fmt: skip


class PlainObject(Modelled):
    """An instance of a library's class of which nothing but the class is known."""

    def __init__(self, kind: str) -> None:
        self.kind = kind


def _make(kind: str) -> Callable[[Machine, Arguments], Value]:
    def make(machine: Machine, arguments: Arguments) -> Value:
        node = arguments.site.node
        given = [machine.settle(value) for value in (*arguments.positional, *arguments.keywords.values())]
        causes = [value for value in given if isinstance(value, Unknown)]
        if arguments.open is not None or causes:
            return unknown_of(machine, node, [*causes, *([arguments.open] if arguments.open else [])])
        if any(not _fixed(machine, value) for value in given):
            return machine.unknown(f"result of {kind}()", node)
        return PlainObject(kind)

    return make


def _fixed(machine: Machine, value: Value) -> bool:
    """Tell whether an argument is the same in all worlds."""
    return isinstance(value, Library | PlainObject) or plain(machine, value) is not UNSET


FUNCTIONS: dict[str, Callable[[Machine, Arguments], Value]] = {kind: _make(kind) for kind in _CLASSES}
