"""Builtin functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.evaluator.library.builtin_conversions import CONVERSIONS
from secheaders_lint.evaluator.library.builtin_iteration import ITERATION
from secheaders_lint.evaluator.library.builtin_objects import OBJECTS
from secheaders_lint.evaluator.library.signature import argument
from secheaders_lint.evaluator.values import (
    Arguments,
    Library,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.values import Value


def _exit(machine: Machine, arguments: Arguments) -> Value:
    return machine.fail("builtins.SystemExit", "exit", arguments.site.node)


def _nothing(machine: Machine, arguments: Arguments) -> Value:
    del machine, arguments
    return None


def _exec(machine: Machine, arguments: Arguments) -> Value:
    from secheaders_lint.evaluator.library.executed import run_text

    return run_text(machine, arguments)


def _compile(machine: Machine, arguments: Arguments) -> Value:
    del machine
    return argument(arguments, 0, "source")


def _eval(machine: Machine, arguments: Arguments) -> Value:
    from secheaders_lint.evaluator.library.executed import evaluate_text

    return evaluate_text(machine, argument(arguments, 0), arguments, literal=False)


def _open(machine: Machine, arguments: Arguments) -> Value:
    from secheaders_lint.evaluator.library.files import open_file

    return open_file(machine, argument(arguments, 0, "file"), argument(arguments, 1, "mode", "r"), arguments)


def _import(machine: Machine, arguments: Arguments) -> Value:
    from secheaders_lint.evaluator.imports import import_module

    name = machine.settle(argument(arguments, 0, "name"))
    if type(name) is not str or len(arguments.positional) > 1 or arguments.keywords:
        return machine.unknown("a module imported by __import__()", arguments.site.node)
    module = import_module(machine, name, arguments.site.node)
    top = machine.importer.module(name.partition(".")[0])
    return module if "." not in name or top is None else top


def _slice(machine: Machine, arguments: Arguments) -> Value:
    return machine.unknown("a slice object", arguments.site.node)


FUNCTIONS: dict[str, Callable[[Machine, Arguments], Value]] = {
    **CONVERSIONS,
    **ITERATION,
    **OBJECTS,
    "builtins.slice": _slice,
    "builtins.print": _nothing,
    "builtins.exit": _exit,
    "builtins.quit": _exit,
    "builtins.exec": _exec,
    "builtins.execfile": _exec,
    "builtins.compile": _compile,
    "builtins.eval": _eval,
    "builtins.open": _open,
    "builtins.__import__": _import,
}

VALUES: dict[str, Callable[[Machine], Value]] = {
    "builtins.__debug__": lambda _: True,
    "builtins.Ellipsis": lambda _: ...,
    "builtins.NotImplemented": lambda _: Library("builtins.NotImplemented"),
}
