"""``with`` statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.evaluator.assignment import assign
from secheaders_lint.evaluator.conditions import FALSE
from secheaders_lint.evaluator.core import TryFrame
from secheaders_lint.evaluator.exceptions import rethrow
from secheaders_lint.evaluator.values import Modelled, Unknown

if TYPE_CHECKING:
    import libcst as cst

    from secheaders_lint.evaluator.core import Pending
    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.values import Value


class Suppressing(Modelled):
    """``contextlib.suppress(…)``: the exceptions that end the body without leaving the statement."""

    kind = "contextlib.suppress"

    def __init__(self, classes: list[Value]) -> None:
        self.classes = classes


def run_with(machine: Machine, node: cst.With) -> None:
    """Run a ``with`` statement: bind what its managers give, run the body, let ``suppress`` take what it takes."""
    from secheaders_lint.evaluator.statements import run_block

    suppressing: list[Value] = []
    for item in node.items:
        manager = machine.settle(machine.eval(item.item))
        if isinstance(manager, Suppressing):
            suppressing += manager.classes
        if item.asname is not None:
            assign(machine, item.asname.name, _entered(machine, manager, item), node)
        elif not isinstance(manager, Unknown | Modelled):
            _entered(machine, manager, item)
    if machine.pc == FALSE:
        return
    if not suppressing:
        run_block(machine, node.body)
        return
    from secheaders_lint.evaluator.exceptions import matches

    frame = TryFrame([getattr(kind, "name", None) for kind in suppressing])
    machine.tries.append(frame)
    run_block(machine, node.body)
    machine.tries.pop()
    after = machine.pc
    rest: list[Pending] = []
    for one in frame.pending:
        taken = FALSE
        for kind in suppressing:
            taken = machine.conditions.or_(taken, matches(machine, one, kind, node))
        after = machine.conditions.or_(after, taken)
        one.cond = machine.conditions.minus(one.cond, taken)
        if one.cond != FALSE:
            rest.append(one)
    rethrow(machine, rest)
    machine.pc = after


def _entered(machine: Machine, manager: Value, item: cst.WithItem) -> Value:
    """Return what ``__enter__`` of a manager gives."""
    if isinstance(manager, Modelled):
        entered = getattr(manager, "entered", None)
        return manager if entered is None else entered(machine)
    if isinstance(manager, Unknown):
        return Unknown(manager.reason, manager.site)
    from secheaders_lint.evaluator.instances import call_special
    from secheaders_lint.evaluator.values import UNSET

    found = call_special(machine, manager, "__enter__", [], item)
    return machine.unknown("what a context manager gives", item) if found is UNSET else found
