"""Questions about the text around a node: its lines, comments, indentation and quotes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import libcst as cst

from secheaders_lint.fixes.changes import WithheldError
from secheaders_lint.source.parents import Parents

if TYPE_CHECKING:
    from secheaders_lint.source.module import SourceModule
    from secheaders_lint.source.text import SourceText

_QUOTED = re.compile(r"""[bru]{0,2}(?P<quote>["'])""", re.IGNORECASE)
_STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"')

_REPEATED = (cst.For, cst.While, cst.CompFor)


class Range(NamedTuple):
    """A stretch of text between two offsets."""

    start: int
    end: int


class Page:
    """A module that is to be changed: its text, the places of its nodes, and which node holds which."""

    def __init__(self, module: SourceModule) -> None:
        if not module.roundtrips:
            raise WithheldError(f"{module.path} would not be written back as it is")
        self.module = module
        self.source: SourceText = module.text
        self.text = module.text.text
        self.newline = module.text.newline
        self.parents = Parents(module.cst)

    @property
    def path(self) -> str:
        """Path of the file, relative to the root."""
        return self.module.path

    @property
    def quote(self) -> str:
        """The quotation mark that most strings of the file have."""
        return '"' if self.text.count('"') >= self.text.count("'") else "'"

    def code(self, code: str, indent: str = "") -> str:
        """Return code in the file's own quotes and line ends; lines after the first get the indentation of its statement."""
        if self.quote == "'":
            code = _STRING.sub(_single_quoted, code)
        return code.replace("\n", self.newline + indent)

    def range_of(self, node: cst.CSTNode) -> Range:
        """Return where a node stands, parentheses around it included."""
        start, end = self._bare(node)
        if not isinstance(node, cst.BaseExpression):
            return Range(start, end)
        opening, closing = getattr(node, "lpar", ()), getattr(node, "rpar", ())
        if opening:
            start = self._bare(opening[0]).start
        if closing:
            end = self._bare(closing[-1]).end
        return Range(start, end)

    def _bare(self, node: cst.CSTNode) -> Range:
        span = self.module.span(node)
        starts = self.source.line_starts
        return Range(starts[span.line - 1] + span.column - 1, starts[span.end_line - 1] + span.end_column - 1)

    def refuse_repeated(self, node: cst.CSTNode) -> None:
        """Raise :class:`WithheldError` where a node stands in code that may run several times, each time with another outcome."""
        if any(isinstance(each, _REPEATED) for each in self.parents.above(node)):
            raise WithheldError("it stands in a loop")

    def line_start(self, offset: int) -> int:
        """Return the offset at which the line of a place begins."""
        line, _ = self.source.position(offset)
        return self.source.line_starts[line - 1]

    def line_end(self, offset: int) -> int:
        """Return the offset of the line end of the line of a place: that of the file where it has none."""
        return self.line_start(offset) + len(self.source.line(self.source.position(offset)[0]))

    def next_line(self, offset: int) -> int:
        """Return the offset at which the line after that of a place begins."""
        line, _ = self.source.position(offset)
        starts = self.source.line_starts
        return starts[line] if line < len(starts) else len(self.text)

    def indent_at(self, offset: int) -> str:
        """Return the white space that the line of a place begins with."""
        line = self.text[self.line_start(offset) : self.line_end(offset)]
        return line[: len(line) - len(line.lstrip(" \t\f"))]

    def begins_line(self, offset: int) -> bool:
        """Tell whether nothing but white space stands before a place on its line."""
        return not self.text[self.line_start(offset) : offset].strip()

    def ends_line(self, offset: int) -> bool:
        """Tell whether nothing but white space and a comment stands behind a place on its line."""
        rest = self.text[offset : self.line_end(offset)].strip()
        return not rest or rest.startswith("#")

    def comment_behind(self, offset: int) -> str:
        """Return the comment that stands behind a place on its line; empty where there is none."""
        rest = self.text[offset : self.line_end(offset)].strip()
        return rest if rest.startswith("#") else ""

    def comments_above(self, offset: int) -> int:
        """Return where the comment lines begin that stand directly above the line of a place; its own line's start where none do."""
        start = self.line_start(offset)
        indent = self.indent_at(offset)
        while start > 0:
            above = self.line_start(start - 1)
            line = self.text[above : self.line_end(above)]
            if not line.lstrip().startswith("#") or self.indent_at(above) != indent:
                break
            start = above
        return start

    def comments_within(self, place: Range) -> tuple[str, ...]:
        """Return the comments that begin in a stretch of text."""
        starts = self.source.line_starts
        offsets = [(starts[each.line - 1] + each.column - 1, each.text) for each in self.module.comments]
        return tuple(text for offset, text in offsets if place.start <= offset < place.end)

    def is_blank(self, offset: int) -> bool:
        """Tell whether the line of a place is empty."""
        return not self.text[self.line_start(offset) : self.line_end(offset)].strip()

    def behind(self, offset: int) -> int:
        """Return the offset of the next token behind a place: white space, line ends and comments are passed over."""
        text = self.text
        while offset < len(text):
            if text[offset] == "#":
                offset = self.line_end(offset)
            elif text[offset].isspace() or text[offset] == "\\":
                offset += 1
            else:
                break
        return offset


def _single_quoted(match: re.Match[str]) -> str:
    """Return a string in double quotes in single ones, unless it has such a quote or a backslash inside."""
    text = match[0]
    return text if "'" in text or "\\" in text else text.replace('"', "'")


def string_like(literal: str, value: str) -> str | None:
    """Return a string literal of the same quotes as another one; ``None`` where the value does not fit between them.

    A value with backslashes, such as a pattern, becomes a raw string.
    """
    match = _QUOTED.match(literal)
    quote = match["quote"] if match else '"'
    if not value.isprintable() or value.endswith("\\"):
        return None
    prefix = "r" if "\\" in value else ""
    for each in (quote, '"', "'"):
        if each not in value:
            return f"{prefix}{each}{value}{each}"
    return None


def is_literal(node: cst.CSTNode, *, names: bool = False) -> bool:
    """Tell whether an expression is written out: constants, and lists, tuples, sets and dictionaries of them.

    ``names``: it may hold what variables hold, unpacked or not.
    """
    if names and isinstance(node, cst.Name):
        return True
    if isinstance(node, cst.SimpleString | cst.Integer | cst.Float):
        return True
    if isinstance(node, cst.Name):
        return node.value in {"True", "False", "None"}
    if isinstance(node, cst.UnaryOperation):
        return isinstance(node.operator, cst.Minus) and is_literal(node.expression)
    if isinstance(node, cst.ConcatenatedString):
        return is_literal(node.left) and is_literal(node.right)
    if isinstance(node, cst.BinaryOperation):
        return _is_number(node)
    if isinstance(node, cst.List | cst.Tuple | cst.Set | cst.Dict):
        return all(_is_written(each, names=names) for each in node.elements)
    return False


def _is_written(element: cst.BaseElement | cst.BaseDictElement, *, names: bool) -> bool:
    """Tell whether an element of a display is written out."""
    if isinstance(element, cst.StarredElement | cst.StarredDictElement):
        return names and is_literal(element.value, names=True)
    parts = (element.key, element.value) if isinstance(element, cst.DictElement) else (element.value,)
    return all(is_literal(each, names=names) for each in parts)


def _is_number(node: cst.BaseExpression) -> bool:
    """Tell whether an expression is arithmetic on numbers that are written out: ``60 * 60 * 24``."""
    if isinstance(node, cst.BinaryOperation):
        return _is_number(node.left) and _is_number(node.right)
    return isinstance(node, cst.Integer | cst.Float)
