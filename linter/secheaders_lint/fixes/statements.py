"""Statements: where an assignment stands, adding one, taking one out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from secheaders_lint.fixes.changes import Change, WithheldError

if TYPE_CHECKING:
    from secheaders_lint.fixes.layout import Page

Assignment = cst.Assign | cst.AnnAssign


def assignment_of(page: Page, node: cst.CSTNode) -> Assignment:
    """Return the assignment of one name that a node is or stands in; raises :class:`WithheldError` where it is something else."""
    found = page.parents.nearest(node, cst.Assign, cst.AnnAssign)
    if not isinstance(found, cst.Assign | cst.AnnAssign) or found.value is None:
        raise WithheldError("it is not set by an assignment")
    if isinstance(found, cst.Assign) and len(found.targets) != 1:
        raise WithheldError("its assignment gives several names a value")
    if not isinstance(target_of(found), cst.Name):
        raise WithheldError("it is not set by name")
    return found


def target_of(assignment: Assignment) -> cst.BaseExpression:
    """Return the target of an assignment of one."""
    return assignment.target if isinstance(assignment, cst.AnnAssign) else assignment.targets[0].target


def value_of(assignment: Assignment) -> cst.BaseExpression:
    """Return what is assigned."""
    if assignment.value is None:
        raise WithheldError("it is declared without a value")
    return assignment.value


def line_of(page: Page, node: cst.CSTNode) -> cst.SimpleStatementLine:
    """Return the statement line that holds a node; raises :class:`WithheldError` where it shares a line with its ``if``."""
    found = page.parents.nearest(node, cst.SimpleStatementLine, cst.SimpleStatementSuite)
    if not isinstance(found, cst.SimpleStatementLine):
        raise WithheldError("it stands on the line of its condition")
    return found


def add_behind(page: Page, node: cst.CSTNode, code: str) -> Change:
    """Return the change that adds a statement on the line below that of a node, in the same block."""
    line = line_of(page, node)
    end = page.range_of(line.body[-1]).end
    indent = page.indent_at(page.range_of(line.body[0]).start)
    at = page.line_end(end)
    return Change(page.source, at, at, f"{page.newline}{indent}{page.code(code, indent)}")


def add_in_class(page: Page, definition: cst.ClassDef, code: str) -> Change:
    """Return the change that adds a statement behind the last assignment in the body of a class."""
    body = definition.body.body
    lines = [each for each in body if isinstance(each, cst.SimpleStatementLine)]
    assigned = [each for each in lines if isinstance(each.body[0], cst.Assign | cst.AnnAssign)]
    if not assigned:
        raise WithheldError(f"the class {definition.name.value} has no settings to put it beside")
    return add_behind(page, assigned[-1].body[0], code)


def add_at_end(page: Page, code: str, heading: str, *, last: bool) -> Change:
    """Return the change that adds a statement at the end of a module, below a heading of its own.

    Overrides that are imported at the very end stay there, unless it is to be ``last``.
    """
    newline = page.newline
    head = f"# {heading}{newline}" if heading else ""
    overrides = None if last else _overrides(page)
    if overrides is not None:
        at = page.comments_above(page.range_of(overrides).start)
        return Change(page.source, at, at, f"{head}{page.code(code)}{newline * 2}")
    text = page.text
    kept = len(text.rstrip())
    end = page.line_end(max(kept - 1, 0)) if kept else 0
    blank = newline * 2 if kept else ""
    return Change(page.source, end, len(text), f"{blank}{head}{page.code(code)}{newline}")


def _overrides(page: Page) -> cst.CSTNode | None:
    """Return the first of the statements at the end that import settings of the machine over those of the module."""
    body = list(page.module.cst.body)
    found = None
    while body and _is_override(body[-1]):
        found = body.pop()
    return found if any(_assigns(each) for each in body) else None


def _is_override(statement: cst.CSTNode) -> bool:
    if isinstance(statement, cst.Try):
        return all(_is_override(each) for each in statement.body.body)
    if not isinstance(statement, cst.SimpleStatementLine) or len(statement.body) != 1:
        return False
    only = statement.body[0]
    return isinstance(only, cst.ImportFrom) and isinstance(only.names, cst.ImportStar)


def _assigns(statement: cst.CSTNode) -> bool:
    return isinstance(statement, cst.SimpleStatementLine) and isinstance(
        statement.body[0], cst.Assign | cst.AnnAssign
    )


def add_import(page: Page, code: str) -> Change | None:
    """Return the change that adds an import behind the last one at the top of a module; ``None`` where it is there."""
    lines = [each for each in page.module.cst.body if isinstance(each, cst.SimpleStatementLine)]
    imports = [each for each in lines if isinstance(each.body[0], cst.Import | cst.ImportFrom)]
    empty = page.module.cst
    if any(empty.code_for_node(each.body[0]).strip() == code for each in imports):
        return None
    if imports:
        return add_behind(page, imports[-1].body[0], code)
    first = lines[0] if lines and lines[0] is page.module.cst.body[0] else None
    if first is not None and isinstance(first.body[0], cst.Expr):
        at = page.line_end(page.range_of(first.body[0]).end)
        return Change(page.source, at, at, f"{page.newline}{page.newline}{code}")
    return Change(page.source, 0, 0, f"{code}{page.newline}{page.newline}")


def take_out(page: Page, assignment: Assignment, words: tuple[str, ...]) -> Change:
    """Return the change that takes an assignment out with the comment that speaks of it.

    ``words``: what a comment says that is about it, in lower case.
    """
    line = line_of(page, assignment)
    if len(line.body) > 1:
        raise WithheldError("it shares its line with another statement")
    start, end = page.range_of(assignment)
    below = page.next_line(end)
    if _is_alone(page, line):
        return _take_out_block(page, line)
    top = page.line_start(start)
    above = page.comments_above(start)
    paragraph = below >= len(page.text) or page.is_blank(below)
    text = page.text[above:top].lower()
    if above < top and (paragraph or any(word in text for word in words)):
        opened = above == 0 or page.is_blank(above - 1)
        top = above if opened or any(word in text for word in words) else top
    # Of the blank lines around a paragraph that goes, those behind it go too.
    if paragraph and (top == 0 or page.is_blank(top - 1)):
        while below < len(page.text) and page.is_blank(below):
            below = page.next_line(below)
    return Change(page.source, top, below, "")


def _is_alone(page: Page, line: cst.SimpleStatementLine) -> bool:
    block = page.parents.of(line)
    return isinstance(block, cst.IndentedBlock) and len(block.body) == 1


def _take_out_block(page: Page, line: cst.SimpleStatementLine) -> Change:
    """Return the change that takes out an ``if`` that holds nothing else, so that no empty block is left."""
    block = page.parents.of(line)
    branch = page.parents.of(block) if block is not None else None
    holder = page.parents.of(branch) if branch is not None else None
    if not isinstance(branch, cst.If) or branch.orelse is not None or isinstance(holder, cst.If):
        raise WithheldError("it is all that its block holds")
    if not _is_harmless(branch.test):
        raise WithheldError("it is all that its block holds")
    below = page.next_line(page.range_of(line.body[-1]).end)
    top = page.comments_above(page.range_of(branch).start)
    return Change(page.source, top, below, "")


def _is_harmless(test: cst.BaseExpression) -> bool:
    """Tell whether evaluating a condition does nothing that would be missed."""
    if isinstance(test, cst.UnaryOperation):
        return _is_harmless(test.expression)
    if isinstance(test, cst.BooleanOperation):
        return _is_harmless(test.left) and _is_harmless(test.right)
    return isinstance(test, cst.Name)
