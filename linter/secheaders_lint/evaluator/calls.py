"""Calls: by what is called, and by world where the arguments are not the same in all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.evaluator.conditions import FALSE
from secheaders_lint.evaluator.forgetting import forget_all
from secheaders_lint.evaluator.sequences import split
from secheaders_lint.evaluator.values import (
    RAW_TYPES,
    UNSET,
    Arguments,
    Bound,
    DictValue,
    Library,
    ListValue,
    Modelled,
    SetValue,
    TupleValue,
    Unknown,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from secheaders_lint.evaluator.conditions import Cond
    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.values import Item, Value

_CONTAINERS = (ListValue, TupleValue, DictValue, SetValue)
# Libraries whose functions look at how many arguments there are: none of them is asked where that is not known, but for
# those that have an effect or know how to answer.
_COUNTING = ("builtins.", "os.path.", "pathlib.", "datetime.", "re.", "itertools.", "functools.", "operator.", "json.", "collections.")  # fmt: skip
_NOT_COUNTING = {
    "builtins.__import__", "builtins.delattr", "builtins.dict", "builtins.eval", "builtins.exec", "builtins.map",
    "builtins.setattr", "builtins.zip", "itertools.chain",
}  # fmt: skip
# Takes its arguments apart by itself: each may bring settings.
_INCLUDES = "split_settings.tools.include"


def call_one(machine: Machine, function: Value, arguments: Arguments) -> Value:
    """Return what calling one value gives, in the running worlds."""
    machine.step(2)
    if arguments.perhaps:
        return _by_keyword(machine, function, arguments)
    if arguments.rest and not (isinstance(function, Library) and function.name == _INCLUDES):
        return _by_row(machine, function, arguments)
    if arguments.open is not None and _counts(function):
        return _not_followed(machine, function, arguments)
    return _call(machine, function, arguments)


def _call(machine: Machine, function: Value, arguments: Arguments) -> Value:
    from secheaders_lint.evaluator.classes import ClassValue, InstanceValue
    from secheaders_lint.evaluator.functions import FunctionValue, MethodValue, call_function
    from secheaders_lint.evaluator.instances import call_special
    from secheaders_lint.evaluator.object_model import instantiate

    node = arguments.site.node
    if isinstance(function, Bound):
        return function.function(machine, arguments)
    if isinstance(function, Library):
        return machine.importer.call_library(machine, function, arguments)
    if isinstance(function, FunctionValue):
        return call_function(machine, function, arguments)
    if isinstance(function, MethodValue):
        bound = arguments._replace(positional=[function.self, *arguments.positional])
        return machine.call(function.function, bound)
    if isinstance(function, ClassValue):
        return instantiate(machine, function, arguments)
    if isinstance(function, Modelled):
        return function.call(machine, arguments)
    if isinstance(function, InstanceValue):
        found = call_special(machine, function, "__call__", arguments, node)
        return machine.unknown("result of calling an object", node) if found is UNSET else found
    if isinstance(function, Unknown):
        return machine.call_unknown(function, "a function that is not known", arguments)
    if function is UNSET:
        return UNSET
    if type(function) in RAW_TYPES or isinstance(function, _CONTAINERS):
        return machine.fail("builtins.TypeError", "object is not callable", node)
    return machine.unknown("result of calling an object", node)


def _by_keyword(machine: Machine, function: Value, arguments: Arguments) -> Value:
    """Call with a keyword argument that may be there or not: once with it and once without."""
    name, *others = arguments.perhaps

    def one(part: Value) -> Value:
        keywords = {
            key: value for key, value in arguments.keywords.items() if key != name or part is not UNSET
        }
        if part is not UNSET:
            keywords[name] = part
        return machine.call(function, arguments._replace(keywords=keywords, perhaps=tuple(others)))

    return machine.each(arguments.keywords[name], one)


def _by_row(machine: Machine, function: Value, arguments: Arguments) -> Value:
    """Call with positional arguments that may be there or not: once for each row of them."""

    def one(row: list[Item]) -> Value:
        sure = next((place for place, item in enumerate(row) if item.many), len(row))
        positional = [*arguments.positional, *(item.value for item in row[:sure])]
        given = arguments._replace(positional=positional, rest=())
        if sure == len(row):
            given = given._replace(open=arguments.open_keywords)
        return machine.call(function, given)

    def too_many() -> Value:
        return machine.call(function, arguments._replace(rest=()))

    return by_row(machine, arguments.rest, one, too_many)


def by_row(
    machine: Machine,
    items: Sequence[Item],
    function: Callable[[list[Item]], Value],
    too_many: Callable[[], Value],
) -> Value:
    """Apply ``function`` to the items that are there, row by row in the worlds of each; ``too_many``: where there are too many rows."""
    rows = split(machine, TupleValue(list(items)))
    if rows is None:
        return too_many()
    results: list[tuple[Cond, Value]] = []
    left = FALSE
    for cond, row in rows:
        machine.pc = cond
        result = function(row)
        results.append((machine.pc, result))
        left = machine.conditions.or_(left, machine.pc)
    machine.pc = left
    return machine.choose(results)


def _counts(function: Value) -> bool:
    """Tell whether what a value does depends on how many arguments it is given, without a look at the open end."""
    if isinstance(function, Library):
        from secheaders_lint.evaluator.library.registry import canonical

        name = canonical(function.name)
        return name.startswith(_COUNTING) and name not in _NOT_COUNTING
    if not isinstance(function, Bound) or isinstance(function.owner, Modelled):
        return False
    return not (isinstance(function.owner, DictValue) and function.name == "update")


def _not_followed(machine: Machine, function: Value, arguments: Arguments) -> Value:
    name = function.name if isinstance(function, Bound | Library) else "a function"
    if isinstance(function, Bound):
        cause = machine.unknown(f"arguments of {name}() that are not all known", arguments.site.node)
        forget_all(machine, [function.owner], cause)
    return machine.call_unknown(None, name, arguments)
