"""``exec`` of a file of the repository, and the evaluation of short texts, always by this evaluator."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from secheaders_lint.errors import SourceError
from secheaders_lint.evaluator.convert import from_python
from secheaders_lint.evaluator.forgetting import forget_all
from secheaders_lint.evaluator.formatting import plain
from secheaders_lint.evaluator.library.namespace_dict import NamespaceDict
from secheaders_lint.evaluator.library.signature import argument
from secheaders_lint.evaluator.pure import unknown_of
from secheaders_lint.evaluator.values import UNSET, Unknown

if TYPE_CHECKING:
    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.namespaces import Namespace
    from secheaders_lint.evaluator.values import Arguments, Value


def run_text(machine: Machine, arguments: Arguments) -> Value:
    """Carry out ``exec(text)``: a file of the repository is run like an include; anything else may bind any name."""
    target = _target(machine, arguments)
    for text in machine.worlds(machine.settle(argument(arguments, 0))):
        path = (
            machine.state.get("texts", {}).get(text.decode() if isinstance(text, bytes) else text)
            if isinstance(text, str | bytes)
            else None
        )
        if target is None:
            continue
        if path is None or not run_file(machine, path, target, arguments):
            reason = text.reason if isinstance(text, Unknown) else "code that exec() runs"
            target.disturb(machine, machine.unknown(reason, arguments.site.node))
    return None


def _target(machine: Machine, arguments: Arguments) -> Namespace | None:
    given = machine.settle(argument(arguments, 1, "globals", None))
    if given is None:
        return machine.frame.namespace if machine.frame.scope is None else None
    if isinstance(given, NamespaceDict):
        return given.namespace
    forget_all(machine, [given], machine.unknown("code that exec() runs", arguments.site.node))
    return None


def run_file(machine: Machine, path: str, target: Namespace, arguments: Arguments) -> bool:
    """Run a file of the repository in a namespace; tell whether it could be read."""
    from secheaders_lint.evaluator.imports import Problem
    from secheaders_lint.evaluator.namespaces import Frame
    from secheaders_lint.evaluator.statements import run_block
    from secheaders_lint.source.module import load

    try:
        source = load(machine.importer.tree, path)
    except SourceError as error:
        machine.importer.problems.append(Problem(error, arguments.site))
        return False
    if source is None or machine.importer.depth > 50:
        return False
    frame, before = machine.frame, machine.source
    machine.frame, machine.source = Frame(target, target), source
    machine.importer.depth += 1
    try:
        run_block(machine, source.cst)
    finally:
        machine.frame, machine.source = frame, before
        machine.importer.depth -= 1
    return True


_LITERALS = (
    cst.SimpleString, cst.ConcatenatedString, cst.Integer, cst.Float, cst.Imaginary, cst.Tuple, cst.List, cst.Set, cst.Dict,
    cst.Element, cst.DictElement,
)  # fmt: skip


def evaluate_text(machine: Machine, text: Value, arguments: Arguments, *, literal: bool) -> Value:
    """Return the value of a short text as an expression; only literals are followed (``ast.literal_eval``, ``eval``)."""
    node = arguments.site.node

    def one(part: Value) -> Value:
        if not isinstance(part, str):
            if isinstance(part, Unknown):
                machine.may_fail("builtins.ValueError", node, f"{part.reason} is not a literal")
                machine.may_fail("builtins.SyntaxError", node, f"{part.reason} is not a literal")
                return unknown_of(machine, node, [part])
            return part
        expression = _parsed(part)
        if expression is None or not _is_literal(expression):
            if literal:
                kind = "SyntaxError" if expression is None else "ValueError"
                return machine.fail(f"builtins.{kind}", "malformed node or string", node)
            return machine.unknown("code that eval() runs", node)
        # The places of the literal's parts are not in any file: the call's own stands for them.
        known = plain(machine, machine.eval(expression))
        return machine.unknown("a literal", node) if known is UNSET else from_python(known, arguments.site)

    return machine.each(text, one)


def _parsed(text: str) -> cst.BaseExpression | None:
    if len(text) > 20_000 or max(text.count(sign) for sign in "([{-+") > 150:
        return None
    try:
        return cst.parse_expression(text.strip())
    except (cst.ParserSyntaxError, ValueError, RecursionError):
        return None


def _is_literal(node: cst.CSTNode) -> bool:
    if isinstance(node, cst.Name):
        return node.value in {"True", "False", "None"}
    if isinstance(node, cst.UnaryOperation):
        return isinstance(node.operator, cst.Minus | cst.Plus) and isinstance(
            node.expression, cst.Integer | cst.Float
        )
    if isinstance(node, cst.Tuple | cst.List | cst.Set):
        return all(isinstance(e, cst.Element) and _is_literal(e.value) for e in node.elements)
    if isinstance(node, cst.Dict):
        return all(
            isinstance(e, cst.DictElement) and _is_literal(e.key) and _is_literal(e.value)
            for e in node.elements
        )
    return isinstance(node, _LITERALS)
