"""Operations without effects on values that are known, known by case, or functions of one environment variable.

A pure operation on known values is computed by Python itself, behind bounds; on a symbol it makes a symbol; on a choice
it is done for every alternative; on anything else that is unknown the result is unknown for the same reason.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from secheaders_lint.evaluator import budget
from secheaders_lint.evaluator.conditions import FALSE
from secheaders_lint.evaluator.values import RAW_TYPES, ROOT, UNSET, Choice, Symbol, Unknown

if TYPE_CHECKING:
    from collections.abc import Callable

    import libcst as cst

    from secheaders_lint.evaluator.conditions import Cond
    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.values import Value

# A symbol that more has been done to than this is just unknown.
MAX_SYMBOL_STEPS = 24

# An operator between two values, of which the symbol is the second.
_SWAPPED = re.compile(r"^\{\}( \S+(?: in)? )\{…\}$")

# Types of which no value can be changed.
IMMUTABLE = frozenset({"str", "int", "bool", "float", "bytes", "tuple", "NoneType"})


class Refused(Exception):  # noqa: N818 - a bound, not an error
    """The result would be larger than the bounds allow; ``reason`` says what."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def pure(
    machine: Machine,
    node: cst.CSTNode,
    function: Callable[..., Value],
    arguments: list[Value],
    shape: str,
    result: str | None = None,
    *,
    rooted: bool = False,
    raises: str = "ValueError",
    discriminator: object = None,
) -> Value:
    """Apply ``function`` to scalar arguments.

    ``shape`` is the operation as text with ``{}`` for the symbol (``{}.lower()``); ``result`` the type of a symbol's
    result; ``rooted`` says that the operation is right for strings that hold the root's placeholder; ``raises`` is
    what it may raise for some texts of a variable; ``discriminator`` is whatever else, beside shape and arguments, the
    function depends on.
    """
    for index, argument in enumerate(arguments):
        if type(argument) is Choice:

            def again(part: Value, index: int = index) -> Value:
                parts = [*arguments[:index], part, *arguments[index + 1 :]]
                return pure(
                    machine,
                    node,
                    function,
                    parts,
                    shape,
                    result,
                    rooted=rooted,
                    raises=raises,
                    discriminator=discriminator,
                )

            return machine.each(argument, again)
    if all(type(argument) in RAW_TYPES for argument in arguments):
        return _compute(machine, node, function, arguments, rooted=rooted, result=result)
    settled = [machine.settle(argument) for argument in arguments]
    if any(one is not other for one, other in zip(settled, arguments, strict=True)):
        return pure(
            machine,
            node,
            function,
            settled,
            shape,
            result,
            rooted=rooted,
            raises=raises,
            discriminator=discriminator,
        )
    return _symbolic(machine, node, function, arguments, (shape, discriminator), result, raises)


_WHERE = "depends on the folder that the repository lies in"


def _depends_on_root(function: Callable[..., Value], arguments: list[Value], value: Value) -> bool:
    """Tell whether what a function gives depends on where the repository lies.

    It is asked for folders that hold, and end with, what the function may look for: all that stands in its arguments, but
    backslashes, which no server's folder has.
    """
    if type(value) is str and ROOT[0] in value.replace(ROOT, ""):
        return True
    texts = [argument.replace(ROOT, "").replace("\\", "") for argument in arguments if type(argument) is str]
    letters = "".join(sorted({letter for text in texts for letter in text} - {"/"}))
    inside = "/".join([ROOT, *texts, letters])
    try:
        return any(
            _moved(value, folder) != function(*[_moved(argument, folder) for argument in arguments])
            for folder in (f"{inside}/{letters}{letters}", f"{inside}/{letters}{''.join(texts[1:])}")
        )
    except Exception:  # noqa: BLE001 - what it raises for another folder it does not raise for every one
        return True


def _moved(value: Value, folder: str) -> Value:
    """Return a value as it is in a repository that lies in ``folder``."""
    if type(value) is str:
        return value.replace(ROOT, folder)
    return type(value)(_moved(part, folder) for part in value) if type(value) in {list, tuple} else value


def _compute(
    machine: Machine,
    node: cst.CSTNode,
    function: Callable[..., Value],
    arguments: list[Value],
    *,
    rooted: bool,
    result: str | None,
) -> Value:
    in_root = any(type(argument) is str and ROOT in argument for argument in arguments)
    if in_root and not rooted:
        return machine.unknown(_WHERE, node, result)
    try:
        value = function(*arguments)
        if in_root and _depends_on_root(function, arguments, value):
            return machine.unknown(_WHERE, node, result)
    except Refused as refusal:
        return machine.unknown(refusal.reason, node, result)
    except (MemoryError, RecursionError):
        return machine.unknown("too large to compute", node, result)
    except Exception as error:  # noqa: BLE001 - whatever Python raises, the code under analysis would see
        return machine.fail(f"builtins.{type(error).__name__}", str(error), node)
    if type(value) is str and len(value) > budget.MAX_STRING:
        return machine.unknown(f"a string of more than {budget.MAX_STRING:,} characters", node, "str")
    if type(value) is int and value.bit_length() > budget.MAX_BITS:
        return machine.unknown(f"an integer of more than {budget.MAX_BITS:,} bits", node, "int")
    return value


def _symbolic(
    machine: Machine,
    node: cst.CSTNode,
    function: Callable[..., Value],
    arguments: list[Value],
    shape: tuple[str, object],
    result: str | None,
    raises: str,
) -> Value:
    symbols = [argument for argument in arguments if type(argument) is Symbol]
    variables = {id(symbol.variable) for symbol in symbols}
    others_known = all(type(argument) in RAW_TYPES or type(argument) is Symbol for argument in arguments)
    if len(variables) == 1 and others_known and all(len(s.key) < MAX_SYMBOL_STEPS for s in symbols):
        return derive(machine, node, function, arguments, shape, result, raises)
    if raises and machine.tries:
        machine.may_fail(f"builtins.{raises}", node, "an operation on what is not known fails")
    return unknown_of(machine, node, arguments, result)


def derive(
    machine: Machine,
    node: cst.CSTNode,
    function: Callable[..., Value],
    arguments: list[Value],
    shape: tuple[str, object],
    result: str | None,
    raises: str,
) -> Value:
    """Return the symbol of an operation on a symbol; a boolean one is decided by a test of the variable at once."""
    symbols = [argument for argument in arguments if type(argument) is Symbol]
    first = symbols[0]
    texts = tuple(repr(argument) for argument in arguments if type(argument) is not Symbol)
    if result == "bool":
        first.variable.compared.update({argument: None for argument in arguments if type(argument) is str})
    # ``a > X`` is another function of the variable than ``X > a``.
    places = tuple(index for index, argument in enumerate(arguments) if type(argument) is Symbol)
    words, discriminator = shape
    key = (*(part for symbol in symbols for part in symbol.key), (words, (discriminator, places), *texts))

    def apply(text: str) -> Value:
        return function(
            *[argument.apply(text) if type(argument) is Symbol else argument for argument in arguments]
        )

    symbol = Symbol(first.variable, key, apply, result, machine.site(node))
    _raise_for_some(machine, node, symbol, raises)
    if result == "bool":
        return machine.boolean(test(symbol))
    return machine.settle(symbol)


def _raise_for_some(machine: Machine, node: cst.CSTNode, symbol: Symbol, raises: str) -> None:
    """Let the operation raise for the texts that Python would refuse, where something would catch that."""
    if not raises or not machine.tries or not machine.catches(f"builtins.{raises}"):
        return

    def works(text: str) -> bool:
        symbol.apply(text)
        return True

    shown = describe(symbol)
    texts = (f"{shown} can be computed", f"{shown} fails")
    fine = symbol.variable.test((*symbol.key, "works"), works, texts)
    broken = machine.conditions.minus(symbol.variable.set, fine)
    machine.fail(f"builtins.{raises}", f"{shown} fails", node, broken)


def refuse(machine: Machine, node: cst.CSTNode, symbol: Symbol, error: str, what: str) -> None:
    """Raise ``error`` for the texts that a symbol cannot be computed of, where something would catch that.

    ``what`` is what a text should be (``valid YAML``). Whether it is counts as one chance at this place: where the code ends the
    program because of it, texts of that kind are out of the question, whatever else had to hold for it to be read at all.
    """
    if not machine.catches(error):
        return

    def fails(text: str) -> bool:
        try:
            symbol.apply(text)
        except Exception:  # noqa: BLE001 - whatever is raised, the text is not what it should be
            return True
        return False

    shown, variable = describe(symbol), symbol.variable
    place = (id(node), *(name for frame in machine.tries for name in frame.catches))
    texts = (f"{shown} fails", f"{shown} is {what}")
    broken = variable.test((*symbol.key, "fails", place), fails, texts)
    unseen = machine.conditions.and_(broken, variable.other)
    if unseen != FALSE:
        index = machine.conditions.support(machine.conditions.constrain(unseen, variable.other))[-1]
        came_up = machine.conditions.and_(machine.pc, variable.other)
        machine.chances[index] = machine.conditions.or_(machine.chances.get(index, FALSE), came_up)
    machine.fail(error, f"{shown} is not {what}", node, broken)


def test(symbol: Symbol) -> Cond:
    """Return the worlds in which the variable is set and the symbol is true."""
    shown = describe(symbol)
    if not symbol.key:
        variable = symbol.variable
        return variable.minus_empty()
    unless = f"{shown.removesuffix(' is on')} is off" if shown.endswith(" is on") else f"not {shown}"
    return symbol.variable.test(symbol.key, symbol.apply, (shown, unless))


def tested(symbol: Symbol) -> Cond | None:
    """Return what :func:`test` returned; ``None`` where nothing has asked whether the symbol is true."""
    variable = symbol.variable
    if symbol.key:
        return variable.tests.get(symbol.key)
    return variable.minus_empty() if "" in variable.literals else None


def describe(symbol: Symbol) -> str:
    """Return the symbol as the text of an expression over its variable's name."""
    text = symbol.variable.name
    for step in symbol.key:
        if isinstance(step, tuple):
            shape = _SWAPPED.sub(r"{…}\1{}", str(step[0])) if step[1][1:] == ((1,),) else str(step[0])
            rest = list(step[2:])
            text = shape.replace("{}", text, 1)
            for part in rest:
                text = text.replace("{…}", str(part), 1)
    return text


def unknown_of(
    machine: Machine, node: cst.CSTNode, arguments: list[Value], result: str | None = None
) -> Value:
    """Return the unknown value that an operation on these arguments gives: it keeps where the first unknown began."""
    causes = [argument for argument in arguments if isinstance(argument, Unknown)]
    if not causes:
        return (
            UNSET
            if any(argument is UNSET for argument in arguments)
            else machine.unknown("cannot be evaluated", node, result)
        )
    reasons: dict[str, None] = {}
    for cause in causes:
        for part in cause.reason.split("; "):
            reasons[part] = None
    found = Unknown("; ".join(list(reasons)[:4]), causes[0].site, result)
    return found if result in IMMUTABLE else found.one_of(one for cause in causes for one in cause.parts)
