"""The headers that a middleware of the repository sets in a plain way: straight on its way out, with texts that can be read.

Plain is a function or a class whose way out is a row of statements that set headers, look whether one is there, or have nothing to
do with the answer. Anything else that touches the answer, and nothing is said of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import libcst as cst

from secheaders_lint.model.definitions import Definition, find_definition, lineage
from secheaders_lint.model.own import PLAIN_BASES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from secheaders_lint.evaluator.machine import Machine


class HeaderWrite(NamedTuple):
    """One header that is set: ``value`` is its text, or ``setting`` the name of the setting that has it.

    ``keeps``: a value that is there already stays.
    """

    name: str
    value: str | None
    setting: str
    keeps: bool


def plain_writes(machine: Machine, path: str) -> tuple[HeaderWrite, ...] | None:
    """Return what the middleware of a dotted path sets on every answer; ``None`` where it is not plain, or not of the repository."""
    kept: dict[str, tuple[HeaderWrite, ...] | None] = machine.state.setdefault("plain middleware", {})
    if path not in kept:
        kept[path] = _read(machine, path)
    return kept[path]


def _read(machine: Machine, path: str) -> tuple[HeaderWrite, ...] | None:
    found = find_definition(machine.importer, path)
    if not isinstance(found, Definition):
        return None
    above = lineage(machine.importer, found)[1:]
    if any(isinstance(each, Definition) or each not in PLAIN_BASES for each in above):
        return None
    body = _way_out(found.node)
    if body is None:
        return None
    reader = _Reader(_constants(found))
    return tuple(reader.writes) if reader.read(body) else None


def _way_out(node: cst.ClassDef | cst.FunctionDef) -> Sequence[cst.CSTNode] | None:
    """Return the statements that have the answer in their hands; ``None`` where there is more than one place for that."""
    if isinstance(node, cst.FunctionDef):
        inner = [each for each in node.body.body if isinstance(each, cst.FunctionDef)]
        return _statements(inner[0]) if len(inner) == 1 and not node.decorators else None
    methods = {each.name.value: each for each in node.body.body if isinstance(each, cst.FunctionDef)}
    if node.decorators or any(each.decorators for each in methods.values()):
        return None
    if methods.keys() - {"__init__", "__call__", "process_response"}:
        return None
    made = methods.get("__init__")
    if made is not None and not _only_assigns(made):
        return None
    acting = [methods[name] for name in ("__call__", "process_response") if name in methods]
    return _statements(acting[0]) if len(acting) == 1 else None


def _only_assigns(node: cst.FunctionDef) -> bool:
    """Tell whether a method has no branches and raises nothing: it might raise MiddlewareNotUsed."""
    for line in node.body.body:
        if not isinstance(line, cst.SimpleStatementLine):
            return False
        if any(isinstance(small, cst.Raise) for small in line.body):
            return False
    return True


def _statements(node: cst.FunctionDef) -> Sequence[cst.CSTNode] | None:
    return node.body.body if node.asynchronous is None and isinstance(node.body, cst.IndentedBlock) else None


def _constants(found: Definition) -> dict[str, str]:
    """Return the names that the module binds to a text once, at its top."""
    texts: dict[str, str] = {}
    bound: list[str] = []
    for line in found.source.cst.body:
        if not isinstance(line, cst.SimpleStatementLine):
            continue
        for statement in line.body:
            if isinstance(statement, cst.Assign) and len(statement.targets) == 1:
                target = statement.targets[0].target
                text = _text(statement.value)
                if isinstance(target, cst.Name):
                    bound.append(target.value)
                    if text is not None:
                        texts[target.value] = text
    return {name: text for name, text in texts.items() if bound.count(name) == 1}


class _Reader:
    """Reads the statements of a way out; ``writes`` are what was found."""

    def __init__(self, constants: dict[str, str]) -> None:
        self.constants = constants
        self.writes: list[HeaderWrite] = []
        # The name of the answer: that of ``get_response(request)``, or of a parameter.
        self.answer = "response"

    def read(self, body: Iterable[cst.CSTNode]) -> bool:
        """Read statements up to the one that returns the answer; returns whether all of them are plain."""
        for statement in body:
            if isinstance(statement, cst.If):
                if not self._unless_there(statement):
                    return False
                continue
            if not isinstance(statement, cst.SimpleStatementLine):
                return False
            for small in statement.body:
                if isinstance(small, cst.Return):
                    return isinstance(small.value, cst.Name) and small.value.value == self.answer
                if not self._small(small, keeps=False):
                    return False
        return False

    def _unless_there(self, statement: cst.If) -> bool:
        """Read ``if "Name" not in response: response["Name"] = …``."""
        test = statement.test
        if not isinstance(test, cst.Comparison) or len(test.comparisons) != 1 or statement.orelse is not None:
            return False
        asked = test.comparisons[0]
        name = self._known(test.left)
        if (
            name is None
            or not isinstance(asked.operator, cst.NotIn)
            or not self._is_headers(asked.comparator)
        ):
            return False
        before = len(self.writes)
        lines = statement.body.body
        if not isinstance(statement.body, cst.IndentedBlock) or len(lines) != 1:
            return False
        line = lines[0]
        if not isinstance(line, cst.SimpleStatementLine) or not all(
            self._small(each, keeps=True) for each in line.body
        ):
            return False
        return all(each.name.lower() == name.lower() for each in self.writes[before:])

    def _small(self, node: cst.BaseSmallStatement, *, keeps: bool) -> bool:
        if isinstance(node, cst.Assign) and len(node.targets) == 1:
            target = node.targets[0].target
            if isinstance(target, cst.Name) and _is_answered(node.value):
                self.answer = target.value
                return True
            if isinstance(target, cst.Subscript) and self._is_headers(target.value):
                return self._write(_key(target), node.value, keeps=keeps)
        elif isinstance(node, cst.Expr):
            if isinstance(node.value, cst.SimpleString | cst.ConcatenatedString):
                return True
            call = node.value
            if isinstance(call, cst.Call) and isinstance(call.func, cst.Attribute) and len(call.args) == 2:
                default = call.func.attr.value in {"setdefault", "__setitem__"} and self._is_headers(
                    call.func.value
                )
                if default and all(each.keyword is None and not each.star for each in call.args):
                    return self._write(
                        call.args[0].value,
                        call.args[1].value,
                        keeps=keeps or call.func.attr.value == "setdefault",
                    )
        elif isinstance(node, cst.Pass):
            return True
        return False

    def _write(self, key: cst.BaseExpression | None, value: cst.BaseExpression, *, keeps: bool) -> bool:
        name = None if key is None else self._known(key)
        if name is None:
            return False
        setting = _setting(value)
        text = self._known(value)
        if text is None and not setting:
            return False
        self.writes.append(HeaderWrite(name, text, setting, keeps))
        return True

    def _known(self, node: cst.BaseExpression) -> str | None:
        if isinstance(node, cst.Name):
            return self.constants.get(node.value)
        return _text(node)

    def _is_headers(self, node: cst.BaseExpression) -> bool:
        """Tell whether an expression is the answer, or its headers."""
        if isinstance(node, cst.Attribute) and node.attr.value == "headers":
            node = node.value
        return isinstance(node, cst.Name) and node.value == self.answer


def _is_answered(node: cst.BaseExpression) -> bool:
    """Tell whether an expression is ``get_response(request)``, or ``self.get_response(request)``."""
    if not isinstance(node, cst.Call) or len(node.args) != 1 or not isinstance(node.args[0].value, cst.Name):
        return False
    function = node.func
    if isinstance(function, cst.Attribute):
        return function.attr.value == "get_response" and isinstance(function.value, cst.Name)
    return isinstance(function, cst.Name) and function.value == "get_response"


def _key(target: cst.Subscript) -> cst.BaseExpression | None:
    index = target.slice[0].slice if len(target.slice) == 1 else None
    return index.value if isinstance(index, cst.Index) and index.star is None else None


def _setting(node: cst.BaseExpression) -> str:
    """Return the name of ``settings.NAME``, else an empty text."""
    plain = (
        isinstance(node, cst.Attribute)
        and isinstance(node.value, cst.Name)
        and node.value.value == "settings"
    )
    name = node.attr.value if plain and isinstance(node, cst.Attribute) else ""
    return name if name.isupper() else ""


def _text(node: cst.BaseExpression) -> str | None:
    if not isinstance(node, cst.SimpleString | cst.ConcatenatedString):
        return None
    value = node.evaluated_value
    return value if isinstance(value, str) else None
