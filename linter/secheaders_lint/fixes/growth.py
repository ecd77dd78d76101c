"""Lists that grow after they are written: by ``append``, ``insert`` and ``extend`` calls, by ``+=``, by ``NAME = [*NAME, …]``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from secheaders_lint.fixes.changes import WithheldError
from secheaders_lint.fixes.elements import row_of

if TYPE_CHECKING:
    from secheaders_lint.fixes.layout import Page


def call_of(page: Page, node: cst.CSTNode) -> cst.Call | None:
    """Return the ``append`` or ``insert`` call that an expression is an argument of; ``None`` where it stands in a display."""
    call = _calling(page, node)
    if call is None:
        return None
    if _method(call) not in {"append", "insert"}:
        raise WithheldError("it comes into the list by a call that is not followed here")
    if not isinstance(page.parents.of(call), cst.Expr):
        raise WithheldError("it comes into the list by a call that is not a statement")
    page.refuse_repeated(call)
    return call


def brought_alone(page: Page, node: cst.CSTNode) -> cst.CSTNode | None:
    """Return the statement that does nothing but bring one element into a list which is there already; ``None``: there is none such."""
    call = call_of(page, node)
    if call is not None:
        return call
    row, _ = row_of(page, node)
    display = row.container
    if len(row.elements) == 1:
        return _growing_by(page, display)
    others = [each for each in row.elements if each.value is not node]
    assignment = page.parents.of(display)
    if len(others) != 1 or not isinstance(others[0], cst.StarredElement):
        return None
    return assignment if _is_of(page, assignment, others[0].value) else None


def _growing_by(page: Page, display: cst.CSTNode) -> cst.CSTNode | None:
    """Return the statement that does nothing but add a display to a list."""
    holder = page.parents.of(display)
    if isinstance(holder, cst.AugAssign):
        return holder
    call = _calling(page, display)
    if call is not None:
        is_statement = _method(call) == "extend" and isinstance(page.parents.of(call), cst.Expr)
        return call if is_statement else None
    if isinstance(holder, cst.BinaryOperation) and isinstance(holder.operator, cst.Add):
        other = holder.right if holder.left is display else holder.left
        assignment = page.parents.of(holder)
        return assignment if _is_of(page, assignment, other) else None
    return None


def _is_of(page: Page, assignment: cst.CSTNode | None, value: cst.BaseExpression) -> bool:
    """Tell whether an assignment gives a name what it has already, by itself or from the class above, but for what is left out."""
    if not isinstance(assignment, cst.Assign) or len(assignment.targets) != 1:
        return False
    name = _name(assignment.targets[0].target)
    if isinstance(value, cst.Name):
        return value.value == name
    own = page.parents.nearest(assignment, cst.ClassDef)
    if own is None or not isinstance(value, cst.Attribute) or value.attr.value != name:
        return False
    above = _name(value.value)
    return bool(above) and above in {_name(each.value) for each in own.bases}


def _name(node: cst.BaseExpression) -> str:
    return node.value if isinstance(node, cst.Name) else ""


def _calling(page: Page, node: cst.CSTNode) -> cst.Call | None:
    """Return the call that an expression is an argument of."""
    argument = page.parents.of(node)
    call = page.parents.of(argument) if isinstance(argument, cst.Arg) else None
    return call if isinstance(call, cst.Call) else None


def _method(call: cst.Call) -> str:
    return call.func.attr.value if isinstance(call.func, cst.Attribute) else ""
