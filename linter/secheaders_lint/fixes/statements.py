"""Statements: where an assignment stands, adding one, taking one out."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

import libcst as cst

from secheaders_lint.fixes.changes import Change, WithheldError

if TYPE_CHECKING:
    from typing import TypeGuard

    from secheaders_lint.fixes.layout import Page

# Comments that a shell, Python or an editor reads.
_FOR_TOOLS = re.compile(r"#!|#.*coding[:=]|#.*-\*-")
_Statement = cst.SimpleStatementLine | cst.BaseCompoundStatement
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


def add_at_end(page: Page, code: str, heading: str, *, last: bool, guard: str = "") -> Change:
    """Return the change that adds a statement at the end of a module, in a paragraph of its own or below a heading.

    Where the last paragraph has that heading, the statement joins it. Overrides that are imported at the very end stay there,
    unless it is to be ``last``. ``guard``: the line of a condition that it is to stand under.
    """
    newline = page.newline
    overrides = None if last else _overrides(page)
    limit = len(page.text) if overrides is None else page.comments_above(page.range_of(overrides).start)
    before = page.text[:limit].rstrip()
    end = page.line_end(len(before) - 1) if before else 0
    opening = ""
    if not heading or _last_heading(before, newline) != heading:
        opening = newline if before else ""
        opening += f"{newline if before else ''}# {heading}" if heading else ""
    indent = ""
    if guard:
        opening += f"{newline if opening or before else ''}{guard}"
        indent = page.module.cst.default_indent
    gap = newline if opening or before else ""
    return Change(page.source, end, end, f"{opening}{gap}{indent}{page.code(code, indent)}", opening)


def _overrides(page: Page) -> cst.CSTNode | None:
    """Return the first of the statements at the end that import settings of the machine over those of the module."""
    body = list(page.module.cst.body)
    found = None
    while body and _is_override(body[-1]):
        found = body.pop()
    return found if any(_assigns(each) for each in body) else None


def _is_override(statement: cst.CSTNode) -> bool:
    if isinstance(statement, cst.Try | cst.With | cst.If) and getattr(statement, "orelse", None) is None:
        return all(_is_override(each) for each in statement.body.body)
    if not isinstance(statement, cst.SimpleStatementLine) or len(statement.body) != 1:
        return False
    only = statement.body[0]
    return isinstance(only, cst.ImportFrom) and isinstance(only.names, cst.ImportStar)


def _assigns(statement: cst.CSTNode) -> bool:
    return isinstance(statement, cst.SimpleStatementLine) and isinstance(
        statement.body[0], cst.Assign | cst.AnnAssign
    )


def _last_heading(text: str, newline: str) -> str:
    """Return the comment that the last paragraph of a text begins with, without its sign; empty where it begins otherwise."""
    paragraph = text.rpartition(newline * 2)[2]
    first = paragraph.partition(newline)[0]
    return first.removeprefix("#").strip() if first.startswith("#") else ""


def has_import(page: Page, code: str) -> bool:
    """Tell whether a module has an import at its top level, written as ``code`` is."""
    module = page.module.cst
    return any(module.code_for_node(each.body[0]).strip() == code for each in module.body if _is_import(each))


def add_import(page: Page, code: str) -> Change:
    """Return the change that adds an import: behind those of its package, else of others, else above the first statement."""
    body = page.module.cst.body
    docstring = body[0] if body and _is_docstring(body[0]) else None
    top = takewhile(_is_import, body[1:] if docstring else body)
    leading = [each for each in top if _is_import(each)]
    if leading:
        return add_behind(page, _import_before(leading, code).body[0], code)
    if docstring is not None:
        at = page.line_end(page.range_of(docstring).end)
        return Change(page.source, at, at, f"{page.newline}{page.newline}{code}")
    return _import_at_top(page, code)


def _import_before(leading: list[cst.SimpleStatementLine], code: str) -> cst.SimpleStatementLine:
    """Return the import behind which one belongs: the last of the same package, else the last that is not relative, else the last."""
    roots = [_root(each.body[0]) for each in leading]
    for wanted in ({code.split()[1].partition(".")[0]}, {*roots} - {""}):
        found = [each for each, root in zip(leading, roots, strict=True) if root in wanted]
        if found:
            return found[-1]
    return leading[-1]


def _root(statement: cst.BaseSmallStatement) -> str:
    """Return the package that an import is from; empty for a relative one."""
    if isinstance(statement, cst.ImportFrom):
        node = None if statement.relative else statement.module
    else:
        node = statement.names[0].name if isinstance(statement, cst.Import) else None
    while isinstance(node, cst.Attribute):
        node = node.value if isinstance(node.value, cst.Attribute | cst.Name) else None
    return node.value if isinstance(node, cst.Name) else ""


def _is_import(node: _Statement) -> TypeGuard[cst.SimpleStatementLine]:
    return isinstance(node, cst.SimpleStatementLine) and isinstance(node.body[0], cst.Import | cst.ImportFrom)


def _is_docstring(node: _Statement) -> bool:
    return isinstance(node, cst.SimpleStatementLine) and isinstance(node.body[0], cst.Expr)


def _import_at_top(page: Page, code: str) -> Change:
    """Return the change that puts an import above the first statement: below what the first comment says of the whole file."""
    newline, text = page.newline, page.text
    at = last = 0
    while at < len(text) and text[at] == "#":
        last = page.line_end(at)
        at = page.next_line(at)
    if not last:
        return Change(page.source, 0, 0, f"{code}{newline}{newline}")
    if at >= len(text) or page.is_blank(at):
        return Change(page.source, last, last, f"{newline}{newline}{code}")
    # The comments speak of the first statement, but for those that tell how the file is to be read.
    at = 0
    while _FOR_TOOLS.match(text, at):
        at = page.next_line(at)
    return Change(page.source, at, at, f"{code}{newline}{newline}")


def take_out(page: Page, node: cst.CSTNode, words: tuple[str, ...]) -> Change:
    """Return the change that takes the statement of a node out with the comment that speaks of it.

    ``words``: what a comment says that is about it, in lower case.
    """
    line = line_of(page, node)
    if len(line.body) > 1:
        raise WithheldError("it shares its line with another statement")
    start, end = page.range_of(node)
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
        while below >= len(page.text) and top and page.is_blank(top - 1):
            top = page.line_start(top - 1)
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
