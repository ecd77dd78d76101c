"""``try`` statements: which handler gets which exception, in which worlds."""

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING

import libcst as cst

from secheaders_lint.evaluator.conditions import FALSE
from secheaders_lint.evaluator.core import Pending, TryFrame
from secheaders_lint.evaluator.values import (
    UNSET,
    Arguments,
    Choice,
    Library,
    Modelled,
    Raised,
    Sequence,
    Unknown,
)

if TYPE_CHECKING:
    from secheaders_lint.evaluator.conditions import Cond
    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.values import Value

# A statement or call that makes more conditions than this that nobody can decide leaves none of them behind.
MANY_OPAQUES = 3
# Library exceptions whose base class matters to handlers: dotted name → name of a builtin or listed base.
_BASES = {
    "django.core.exceptions.ImproperlyConfigured": "builtins.Exception",
    "environ.ImproperlyConfigured": "django.core.exceptions.ImproperlyConfigured",
    "environ.compat.ImproperlyConfigured": "django.core.exceptions.ImproperlyConfigured",
    "decouple.UndefinedValueError": "builtins.Exception",
    "environs.EnvError": "builtins.ValueError",
    "environs.EnvValidationError": "environs.EnvError",
    "pydantic.ValidationError": "builtins.ValueError",
    "pydantic_core.ValidationError": "pydantic.ValidationError",
    "json.decoder.JSONDecodeError": "builtins.ValueError",
    "json.JSONDecodeError": "builtins.ValueError",
    "configparser.Error": "builtins.Exception",
    "configparser.NoSectionError": "configparser.Error",
    "configparser.NoOptionError": "configparser.Error",
    "subprocess.CalledProcessError": "builtins.Exception",
    "socket.error": "builtins.OSError",
    "socket.gaierror": "builtins.OSError",
    "importlib.metadata.PackageNotFoundError": "builtins.ModuleNotFoundError",
    "pkg_resources.DistributionNotFound": "builtins.Exception",
    "yaml.YAMLError": "builtins.Exception",
    "yaml.MarkedYAMLError": "yaml.YAMLError",
    "yaml.reader.ReaderError": "yaml.YAMLError",
    "yaml.scanner.ScannerError": "yaml.MarkedYAMLError",
    "yaml.parser.ParserError": "yaml.MarkedYAMLError",
    "yaml.composer.ComposerError": "yaml.MarkedYAMLError",
    "yaml.constructor.ConstructorError": "yaml.MarkedYAMLError",
    "builtins.IOError": "builtins.OSError",
    "builtins.EnvironmentError": "builtins.OSError",
}


def is_subclass(kind: str, handler: str) -> bool | None:
    """Tell whether the exception class named ``kind`` is caught by ``handler``; ``None``: cannot be told."""
    if kind == handler:
        return True
    handler = {"builtins.IOError": "builtins.OSError", "builtins.EnvironmentError": "builtins.OSError"}.get(
        handler, handler
    )
    seen: Value = kind
    while seen in _BASES:
        seen = _BASES[seen]
        if seen == handler:
            return True
    if _has_base(handler, kind):
        # What was raised is only known by a base of its class.
        return None
    mine, other = _builtin(seen), _builtin(handler)
    if mine is not None and other is not None:
        return issubclass(mine, other)
    if other is None:
        # A builtin exception is no instance of a library's class, unless that class is an alias of it.
        return False if mine is not None or handler in _BASES else None
    if other in {Exception, BaseException}:
        return True
    return None


def _has_base(name: str, base: str) -> bool:
    while name in _BASES:
        name = _BASES[name]
        if name == base and not base.startswith("builtins."):
            return True
    return False


def _builtin(name: str) -> type[BaseException] | None:
    if not name.startswith("builtins."):
        return None
    found = getattr(builtins, name.removeprefix("builtins."), None)
    return found if isinstance(found, type) and issubclass(found, BaseException) else None


def exception_of(machine: Machine, value: Value, node: cst.CSTNode) -> Value:
    """Return the exception that ``raise value`` raises: classes are called first."""
    if isinstance(value, Library):
        return Raised(value.name, [])
    if isinstance(value, Unknown | Modelled):
        return value
    return (
        machine.call(value, Arguments([], {}, machine.site(node)))
        if getattr(value, "is_class", False)
        else value
    )


def run_try(machine: Machine, node: cst.Try | cst.TryStar) -> None:
    """Run a ``try`` statement."""
    from secheaders_lint.evaluator.statements import run_block

    conditions = machine.conditions
    entered = machine.pc
    opaque_mark, written_mark = len(machine.opaques), len(machine.written)
    if node.finalbody is not None:
        # What the body, handlers and ``else`` let through still meets ``finally``.
        machine.tries.append(TryFrame([]))
    caught = [name for handler in node.handlers for name in _names(machine, handler.type)]
    frame = TryFrame(caught, imports=_only_imports(node.body))
    machine.tries.append(frame)
    run_block(machine, node.body)
    machine.tries.pop()
    if node.orelse is not None:
        run_block(machine, node.orelse.body)
    after = machine.pc
    for handler in node.handlers:
        frame.pending, ended = _handle(machine, handler, frame.pending)
        after = conditions.or_(after, ended)
    rethrow(machine, frame.pending)
    machine.pc = after
    if node.finalbody is not None:
        _finally(machine, node.finalbody, entered, machine.tries.pop().pending)
    if len(machine.opaques) - opaque_mark > MANY_OPAQUES:
        from secheaders_lint.evaluator.retiring import retire

        retire(machine, opaque_mark, written_mark, machine.site(node))


def _only_imports(body: cst.BaseSuite) -> bool:
    return all(
        isinstance(part, cst.Import | cst.ImportFrom)
        for line in body.body
        for part in (line.body if isinstance(line, cst.SimpleStatementLine) else (line,))
    )


def rethrow(machine: Machine, pending: list[Pending]) -> None:
    """Let exceptions that nobody here caught go on to the next ``try`` around."""
    for one in pending:
        if machine.tries:
            machine.tries[-1].pending.append(one)
        else:
            machine.leave(one.cond, one.exception, one.site)


def _finally(machine: Machine, final: cst.Finally, entered: Cond, outgoing: list[Pending]) -> None:
    """Run ``finally`` in the worlds that came to the end, in those that raise, and in those that returned or broke out."""
    from secheaders_lint.evaluator.statements import run_block

    conditions = machine.conditions
    after = machine.pc
    running = after
    for one in outgoing:
        running = conditions.or_(running, one.cond)
    machine.pc = conditions.or_(running, jumped(machine, entered))
    if machine.pc != FALSE:
        run_block(machine, final.body)
    ended = machine.pc
    machine.pc = conditions.and_(after, ended)
    rethrow(machine, [Pending(conditions.and_(one.cond, ended), one.exception, one.site) for one in outgoing])


def jumped(machine: Machine, entered: Cond) -> Cond:
    """Return those of the worlds that entered a block which left it by ``return``, ``break`` or ``continue``."""
    conditions = machine.conditions
    gone = FALSE
    for cond, _ in machine.frame.returned:
        gone = conditions.or_(gone, cond)
    loop = machine.frame.loop
    if loop is not None:
        gone = conditions.or_(gone, conditions.or_(loop.broken, loop.continued))
    return conditions.and_(gone, entered)


def _handle(
    machine: Machine, handler: cst.ExceptHandler | cst.ExceptStarHandler, pending: list[Pending]
) -> tuple[list[Pending], Cond]:
    """Run one handler for the exceptions it catches; return the others and the worlds that reached its end."""
    from secheaders_lint.evaluator.statements import run_block

    conditions = machine.conditions
    caught: list[tuple[Cond, Value]] = []
    rest: list[Pending] = []
    entered = FALSE
    for one in pending:
        machine.pc = one.cond
        here = (
            one.cond if handler.type is None else matches(machine, one, machine.eval(handler.type), handler)
        )
        if here != FALSE:
            caught.append((here, one.exception))
            entered = conditions.or_(entered, here)
        left = conditions.minus(one.cond, here)
        if left != FALSE:
            rest.append(Pending(left, one.exception, one.site))
    if entered == FALSE:
        return rest, FALSE
    machine.pc = entered
    outer, machine.handled = machine.handled, machine.choose(caught)
    name = handler.name.name if handler.name is not None else None
    if isinstance(name, cst.Name):
        machine.bind(name.value, machine.handled, handler)
    run_block(machine, handler.body)
    if isinstance(name, cst.Name) and machine.pc != FALSE:
        machine.bind(name.value, UNSET, handler)
    machine.handled = outer
    return rest, machine.pc


def matches(machine: Machine, one: Pending, kinds: Value, node: cst.CSTNode) -> Cond:
    """Return the worlds in which an exception is an instance of the class, or of one of the classes, of a handler."""
    kinds = machine.settle(kinds)
    if isinstance(kinds, Sequence):
        found = FALSE
        for item in kinds.items:
            found = machine.conditions.or_(found, matches(machine, one, item.value, node))
        return found
    verdict = _instance_of(machine, one.exception, kinds)
    if verdict is None:
        return machine.conditions.and_(
            one.cond, machine.opaque("the exception is one that is caught here", machine.site(node))
        )
    return one.cond if verdict else FALSE


def _instance_of(machine: Machine, exception: Value, kind: Value) -> bool | None:
    from secheaders_lint.evaluator.instances import library_bases

    if isinstance(exception, Choice):
        verdicts = {_instance_of(machine, part, kind) for _, part in exception.alternatives}
        return verdicts.pop() if len(verdicts) == 1 else None
    if isinstance(exception, Raised) and isinstance(kind, Library):
        return is_subclass(exception.kind, kind.name)
    if isinstance(exception, Raised):
        return False if getattr(kind, "is_class", False) else None
    if isinstance(kind, Library):
        names = library_bases(exception)
        verdicts = {is_subclass(name, kind.name) for name in names}
        return True if True in verdicts else (None if None in verdicts or not names else False)
    return machine.is_instance(exception, kind)


def _names(machine: Machine, kinds: cst.BaseExpression | None) -> list[str | None]:
    """Return the dotted library names of the classes of a handler, ``None`` for those that cannot be told without effects."""
    if kinds is None:
        return [None]
    if isinstance(kinds, cst.Tuple):
        return [name for element in kinds.elements for name in _names(machine, element.value)]
    value = machine.peek_at(kinds)
    if isinstance(value, Library):
        return [value.name]
    # A class of the repository is raised by the repository's own code only, and that is followed.
    return [] if getattr(value, "is_class", False) else [None]
