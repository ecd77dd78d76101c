"""What one module of views does: the decorators of Django and django-csp that it uses, and the headers that it writes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import libcst as cst

from secheaders_lint.findings import Location
from secheaders_lint.views.names import Names

if TYPE_CHECKING:
    from secheaders_lint.views.excerpt import Excerpt

FRAMING = "X-Frame-Options"
CSP = "Content-Security-Policy"
CSP_REPORT_ONLY = "Content-Security-Policy-Report-Only"
# What takes a header away from the answers of a view, with the header. The two of Django 6.0 do so where they are given nothing.
_EXEMPT = {
    "django.views.decorators.clickjacking.xframe_options_exempt": FRAMING,
    "csp.decorators.csp_exempt": CSP,
}
_OVERRIDE = {
    "django.views.decorators.csp.csp_override": CSP,
    "django.views.decorators.csp.csp_report_only_override": CSP_REPORT_ONLY,
}
# The same said of an answer by hand.
_MARKS = {"xframe_options_exempt": FRAMING, "_csp_exempt": CSP, "_csp_exempt_ro": CSP_REPORT_ONLY}
_METHOD_DECORATOR = "django.utils.decorators.method_decorator"
WRITTEN = frozenset(
    name.lower()
    for name in (
        FRAMING, "Strict-Transport-Security", "X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy",
    )
)  # fmt: skip


class ViewFact(NamedTuple):
    """What is done to a header: ``value`` is the text that is written to it, ``None`` where it is taken away.

    ``view`` is the name of the function or class, empty where it stands in none.
    """

    header: str
    value: str | None
    view: str
    place: Location


def facts_of(part: Excerpt) -> list[ViewFact]:
    """Return what the statements of a module do, in the order of its lines."""
    reader = _Reader(part)
    part.module.cst.visit(reader)
    return sorted(reader.found, key=lambda fact: (fact.place.line, fact.place.column))


class _Reader(cst.CSTVisitor):
    """Goes through a module once: imports come before what uses them."""

    def __init__(self, part: Excerpt) -> None:
        super().__init__()
        self.module = part.module
        self.lines = part.lines
        self.names = Names()
        self.found: list[ViewFact] = []
        # The functions and classes around, outermost first.
        self.around: list[cst.FunctionDef | cst.ClassDef] = []

    def on_visit(self, node: cst.CSTNode) -> bool:
        """Look at a node; returns whether to go into it."""
        if isinstance(node, cst.Import | cst.ImportFrom):
            self.names.learn(node)
            return False
        if isinstance(node, cst.FunctionDef | cst.ClassDef):
            self._enter(node)
        elif isinstance(node, cst.Call):
            self._called(node)
        elif isinstance(node, cst.Assign):
            for each in node.targets:
                self._assigned(each.target, node)
        # Decorators were looked at with what they decorate.
        return not isinstance(node, cst.Decorator)

    def on_leave(self, original_node: cst.CSTNode) -> None:
        """Leave a node."""
        if isinstance(original_node, cst.FunctionDef | cst.ClassDef):
            self.around.pop()

    def _called(self, node: cst.Call) -> None:
        """Look at a decorator that is called on a view, as in ``path("x/", xframe_options_exempt(view))``."""
        if not node.args or node.args[0].keyword is not None:
            return
        inner = isinstance(node.func, cst.Call)
        header = self._taken_away(node.func) if inner else _EXEMPT.get(self.names.full(node.func))
        if header is not None:
            self._add(header, None, _name_of(node.args[0].value), node)

    def _enter(self, node: cst.FunctionDef | cst.ClassDef) -> None:
        for decorator in node.decorators:
            header = self._taken_away(decorator.decorator)
            if header is not None:
                self._add(header, None, self._qualified(node), decorator)
        self.around.append(node)

    def _qualified(self, node: cst.FunctionDef | cst.ClassDef) -> str:
        """Return the name of a view: a method is named with its class."""
        classes = [each.name.value for each in self.around if isinstance(each, cst.ClassDef)]
        return ".".join([*classes, node.name.value])

    def _taken_away(self, decorator: cst.BaseExpression) -> str | None:
        """Return the header that a decorator takes away; ``None`` where it does nothing of the kind."""
        plain = _EXEMPT.get(self.names.full(decorator))
        if plain is not None or not isinstance(decorator, cst.Call):
            return plain
        called = self.names.full(decorator.func)
        if called == _METHOD_DECORATOR and decorator.args:
            return self._first_of(decorator.args[0].value)
        if called in _OVERRIDE:
            return _OVERRIDE[called] if _is_nothing(decorator.args) else None
        header = _EXEMPT.get(called)
        if header == CSP and any(_is_report_only(argument) for argument in decorator.args):
            return CSP_REPORT_ONLY
        return header

    def _first_of(self, given: cst.BaseExpression) -> str | None:
        """Return what a decorator, or a list of them, takes away first."""
        several = (
            [each.value for each in given.elements] if isinstance(given, cst.List | cst.Tuple) else [given]
        )
        return next((header for each in several if (header := self._taken_away(each)) is not None), None)

    def _assigned(self, target: cst.BaseExpression, node: cst.Assign) -> None:
        if isinstance(target, cst.Attribute):
            header = _MARKS.get(target.attr.value)
            if header is not None and isinstance(node.value, cst.Name) and node.value.value == "True":
                self._add(header, None, self._here(), node)
        elif isinstance(target, cst.Subscript) and len(target.slice) == 1:
            index = target.slice[0].slice
            name = _text(index.value) if isinstance(index, cst.Index) else None
            value = _text(node.value)
            if (
                name is not None
                and value is not None
                and name.lower() in WRITTEN
                and not self._in_middleware()
            ):
                self._add(name, value, self._here(), node)

    def _here(self) -> str:
        return ".".join(each.name.value for each in self.around)

    def _in_middleware(self) -> bool:
        """Tell whether it is a middleware that writes: what those send is part of the prediction."""
        names = "/".join([self.module.path, *(each.name.value for each in self.around)]).lower()
        return "middleware" in names or "process_response" in names

    def _add(self, header: str, value: str | None, view: str, node: cst.CSTNode) -> None:
        span = self.module.span(node)
        first, last = self.lines[span.line - 1], self.lines[span.end_line - 1]
        place = Location(self.module.path, first, span.column, last, span.end_column)
        self.found.append(ViewFact(header, value, view, place))


def _is_nothing(arguments: object) -> bool:
    """Tell whether a decorator of Django 6.0 is given an empty policy."""
    given = list(arguments) if isinstance(arguments, list | tuple) else []
    return len(given) == 1 and isinstance(given[0].value, cst.Dict) and not given[0].value.elements


def _is_report_only(argument: cst.Arg) -> bool:
    return (
        argument.keyword is not None
        and argument.keyword.value == "REPORT_ONLY"
        and isinstance(argument.value, cst.Name)
        and argument.value.value == "True"
    )


def _name_of(node: cst.BaseExpression) -> str:
    """Return the name of a view that is handed to a decorator: of ``Page.as_view()`` the class."""
    while isinstance(node, cst.Call):
        node = node.func
    if isinstance(node, cst.Attribute):
        return _name_of(node.value) if node.attr.value == "as_view" else node.attr.value
    return node.value if isinstance(node, cst.Name) else ""


def _text(node: cst.BaseExpression) -> str | None:
    if not isinstance(node, cst.SimpleString):
        return None
    value = node.evaluated_value
    return value if isinstance(value, str) else None
