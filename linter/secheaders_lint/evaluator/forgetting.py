"""What is done where code cannot be followed: what it may have changed becomes unknown in the running worlds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from secheaders_lint.evaluator.conditions import FALSE
from secheaders_lint.evaluator.mappings import forget
from secheaders_lint.evaluator.namespaces import Loop, Namespace
from secheaders_lint.evaluator.sequences import open_up
from secheaders_lint.evaluator.sets import forget_set
from secheaders_lint.evaluator.values import (
    RAW_TYPES,
    UNSET,
    Arguments,
    Choice,
    DictValue,
    ListValue,
    Modelled,
    SetValue,
    TupleValue,
    Unknown,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    import libcst as cst

    from secheaders_lint.evaluator.conditions import Cond
    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.values import Value


def forget_all(machine: Machine, targets: Iterable[Value], cause: Unknown) -> None:
    """Let every container and namespace that can be reached from the targets be unknown in the running worlds."""
    seen: set[int] = set()
    stack = list(targets)
    while stack:
        target = stack.pop()
        if id(target) in seen or type(target) in RAW_TYPES or target is UNSET:
            continue
        seen.add(id(target))
        if isinstance(target, tuple):
            space, name = target
            space.set(
                machine,
                name,
                # It may still be what was bound last: what is done to it is done to that, too.
                Unknown(cause.reason, cause.site).one_of([space.get(machine, name)]),
                cause.site or machine.site(machine.source.cst),
                keep=True,
            )
        elif isinstance(target, Choice):
            stack += [part for _, part in target.alternatives]
        else:
            stack += _forget(machine, target, cause)


def written_through(machine: Machine, value: Unknown, node: cst.CSTNode) -> None:
    """Forget what may have been changed by a write to a value that is not known: all that it may be one of."""
    if value.among:
        forget_all(machine, value.among, machine.unknown(value.reason, node))


def _forget(machine: Machine, target: Value, cause: Unknown) -> list[Value]:
    reached: list[Value] = []
    if isinstance(target, Unknown):
        return list(target.among)
    if isinstance(target, ListValue):
        reached = [item.value for item in target.items]
        open_up(machine, target, Unknown(cause.reason, cause.site, "list"))
    elif isinstance(target, TupleValue):
        reached = [item.value for item in target.items]
    elif isinstance(target, DictValue):
        reached = [item.value for item in target.items.values()]
        forget(machine, target, Unknown(cause.reason, cause.site))
    elif isinstance(target, SetValue) and not target.frozen:
        forget_set(machine, target, cause)
    elif getattr(target, "type", None) in {"function", "method"}:
        _call_perhaps(machine, target, cause)
    elif isinstance(target, Modelled):
        forgotten = getattr(target, "forgotten", None)
        if forgotten is not None:
            forgotten(machine, cause)
    else:
        namespace = getattr(target, "namespace", None)
        if isinstance(namespace, Namespace) and namespace.kind in {"instance", "module"}:
            namespace.disturb(machine, Unknown(cause.reason, cause.site))
    return reached


def _call_perhaps(machine: Machine, function: Value, cause: Unknown) -> None:
    """Run a function that was handed out as code that may be called or not: what it writes is unknown afterwards.

    Functions that write to nothing but what is theirs are not run: what others that they call may do is not expected of a
    function that a library is given while settings are read.
    """
    from secheaders_lint.evaluator.loops import unknown_rounds
    from secheaders_lint.evaluator.scopes import writes_outside

    running: set[int] = machine.state.setdefault("handed out", set())
    inner: Any = getattr(function, "function", function)
    node = getattr(inner, "node", None)
    if id(inner) in running or cause.site is None or node is None or not writes_outside(node, inner.scope):
        return
    running.add(id(inner))
    given = Arguments([], {}, cause.site, Unknown(cause.reason, cause.site))
    before = machine.pc
    texts = f"{inner.name}() is called", f"{inner.name}() is called again"
    unknown_rounds(machine, lambda: None, lambda: _call(machine, function, given), cause, Loop(), texts)
    machine.pc = before
    running.discard(id(inner))


def _call(machine: Machine, function: Value, arguments: Arguments) -> None:
    machine.call(function, arguments)


def doubt(machine: Machine, space: Namespace, name: str) -> None:
    """Forget what a name held before something unseen may have bound it anew.

    Who takes the name takes a value that is not known; it may be the old container still, and be changed by that name.
    """
    binding = space.bindings.get(name)
    if binding is None or not space.disturbances:
        return
    running = machine.pc
    for disturbance in space.disturbances:
        if disturbance.clock > binding.clock and disturbance.reaches(name):
            machine.pc = machine.conditions.and_(running, disturbance.cond)
            if machine.pc != FALSE:
                forget_all(machine, [binding.value], disturbance.cause)
    machine.pc = running


def forget_written(machine: Machine, mark: int, cause: Unknown) -> None:
    """Let everything that was written to since the log had ``mark`` entries be unknown, in the worlds of the writes."""
    running = machine.pc
    conds: dict[object, Cond] = {}
    targets: dict[object, object] = {}
    for target, cond in machine.written[mark:]:
        key: object = target if isinstance(target, tuple) else id(target)
        targets[key] = target
        conds[key] = machine.conditions.or_(conds.get(key, FALSE), cond)
    for key, target in targets.items():
        machine.pc = machine.conditions.and_(running, conds[key])
        forget_all(machine, [target], cause)
    machine.pc = running
