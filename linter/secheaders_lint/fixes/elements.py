"""Elements of lists and tuples that are written out: putting one in, taking one out, moving one, with comments and layout kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import libcst as cst

from secheaders_lint.fixes.changes import Change, WithheldError
from secheaders_lint.fixes.layout import Range

if TYPE_CHECKING:
    from collections.abc import Sequence

    from secheaders_lint.fixes.layout import Page

# An element that is commented out.
_SWITCHED_OFF = re.compile(r"""#\s*["'][^"']*["']\s*,?(\s*#.*)?""")
Container = cst.List | cst.Tuple | cst.Set | cst.Dict


class Row:
    """The elements of one display: where each stands in the text, with its comma."""

    def __init__(self, page: Page, container: Container) -> None:
        self.page = page
        self.container = container
        self.elements = tuple(container.elements)
        self.ranges = [self._range(each) for each in self.elements]
        whole = page.range_of(container)
        bracketed = not isinstance(container, cst.Tuple) or bool(container.lpar)
        if not bracketed:
            raise WithheldError("it stands in a tuple without brackets")
        self.inside = Range(whole.start + 1, whole.end - 1)

    def _range(self, element: cst.CSTNode) -> Range:
        if isinstance(element, cst.DictElement):
            return Range(self.page.range_of(element.key).start, self.page.range_of(element.value).end)
        if isinstance(element, cst.Element):
            return self.page.range_of(element.value)
        value = getattr(element, "value", element)
        star = "**" if isinstance(element, cst.StarredDictElement) else "*"
        found = self.page.range_of(value)
        return Range(self.page.text.rfind(star, 0, found.start), found.end)

    def comma(self, index: int) -> int | None:
        """Return the offset behind the comma of an element; ``None`` where it has none."""
        at = self.page.behind(self.ranges[index].end)
        return at + 1 if at < self.inside.end and self.page.text[at] == "," else None

    def on_own_lines(self, index: int) -> bool:
        """Tell whether an element shares its lines with nothing but its comma and comments."""
        start, end = self.ranges[index]
        return self.page.begins_line(start) and self.page.ends_line(self.comma(index) or end)

    def index_of(self, node: cst.CSTNode) -> int | None:
        """Return which element an expression is."""
        return next(
            (i for i, each in enumerate(self.elements) if node in {each, getattr(each, "value", None)}), None
        )


def row_of(page: Page, node: cst.CSTNode) -> tuple[Row, int]:
    """Return the row that holds an expression as one of its elements, and its number in it."""
    page.refuse_repeated(node)
    element = page.parents.of(node)
    holder = page.parents.of(element) if isinstance(element, cst.Element) else None
    if not isinstance(holder, cst.List | cst.Tuple | cst.Set):
        raise WithheldError("it is not an element of a list that is written out")
    row = Row(page, holder)
    index = row.index_of(node)
    if index is None:
        raise WithheldError("it is not an element of a list that is written out")
    return row, index


class Block(NamedTuple):
    """An element cut out for another place: its lines without the line end, or its code alone, and whether it has comments."""

    lines: tuple[str, ...]
    code: str
    comment: str

    @property
    def has_comments(self) -> bool:
        """True where comments stand above it or behind it."""
        return len(self.lines) > 0 or bool(self.comment)


def append_all(row: Row, codes: Sequence[str]) -> Change:
    """Return the change that puts several elements at the end of a display."""
    if row.elements and row.page.begins_line(row.ranges[-1].start):
        indent = row.page.indent_at(row.ranges[-1].start)
        return insert(row, len(row.elements), f",{row.page.newline}{indent}".join(codes))
    return insert(row, len(row.elements), ", ".join(codes))


def insert(row: Row, index: int, code: str, above: tuple[str, ...] = (), comment: str = "") -> Change:
    """Return the change that puts code in front of the element of a number, at the end for the number of all.

    ``above`` are comment lines that go along, without their indentation, ``comment`` one behind it; both need a line of their own.
    """
    page = row.page
    count = len(row.elements)
    if not count:
        if above or comment:
            raise WithheldError("its comments have no place in the other list")
        return Change(page.source, row.inside.start, row.inside.start, code)
    neighbour = min(index, count - 1)
    if page.begins_line(row.ranges[neighbour].start):
        return _insert_line(row, index, code, above, comment)
    if above or comment:
        raise WithheldError("its comments have no place in the other list")
    if index < count:
        start = row.ranges[index].start
        return Change(page.source, start, start, f"{code},{_gap(row, index)}")
    end = row.ranges[-1].end
    return Change(page.source, end, end, f", {code}")


def switched_on(row: Row, index: int, text: str) -> Change | None:
    """Return the change that takes the sign of a comment from an element that is switched off in front of the one of a number.

    ``None`` where no such line stands there, between elements that end with commas.
    """
    page = row.page
    if not 0 < index <= len(row.elements) or row.comma(index - 1) is None:
        return None
    start = page.next_line(row.comma(index - 1) or 0)
    end = row.ranges[index].start if index < len(row.elements) else row.inside.end
    switched_off = re.compile(rf"""^([ \t]*)#[ \t]*(["']{re.escape(text)}["'],)(?=\s|$)""", re.MULTILINE)
    found = list(switched_off.finditer(page.text, start, end))
    if len(found) != 1:
        return None
    return Change(page.source, found[0].end(1), found[0].start(2), "")


def _gap(row: Row, index: int) -> str:
    """Return what stands between an element on the line of its bracket and one put before it: the others show how that is done."""
    page = row.page
    following = row.ranges[1].start if index == 0 and len(row.ranges) > 1 else 0
    return f"{page.newline}{page.indent_at(following)}" if following and page.begins_line(following) else " "


def _insert_line(row: Row, index: int, code: str, above: tuple[str, ...], comment: str) -> Change:
    page = row.page
    indent = page.indent_at(row.ranges[min(index, len(row.elements) - 1)].start)
    behind = f"  {comment}" if comment else ""
    lines = "".join(f"{page.newline}{indent}{line}" for line in above)
    if index == 0:
        first = page.behind(row.inside.start)
        bracket = row.inside.start
        # What stands behind the opening bracket on its line stays there.
        at = page.line_end(bracket) if page.line_end(bracket) < first or page.ends_line(bracket) else bracket
        return Change(page.source, at, at, f"{lines}{page.newline}{indent}{code},{behind}")
    end = row.ranges[index - 1].end
    comma = row.comma(index - 1)
    if comma is None:
        if page.ends_line(end):
            rest = page.text[end : page.line_end(end)]
            text = f",{rest}{lines}{page.newline}{indent}{code}{behind}"
            return Change(page.source, end, page.line_end(end), text)
        return Change(page.source, end, end, f",{lines}{page.newline}{indent}{code}{behind}")
    at = page.line_end(comma) if page.ends_line(comma) else comma
    return Change(page.source, at, at, f"{lines}{page.newline}{indent}{code},{behind}")


def cut(row: Row, index: int, *, stays: bool = False) -> tuple[Block, Change]:
    """Return an element with its comments, and the change that takes it out.

    ``stays``: it is put back into the same list, which has as many elements afterwards.
    """
    if len(row.elements) == 1:
        raise WithheldError("it is the only element of its list")
    lone = _lone_comma(row, index, stays=stays)
    if row.on_own_lines(index):
        return _cut_lines(row, index, lone)
    page = row.page
    start, end = row.ranges[index]
    block = Block((), page.text[start:end], "")
    if index + 1 < len(row.elements):
        behind = row.ranges[index + 1].start
        if "#" in page.text[end:behind]:
            raise WithheldError("a comment stands between it and the next element")
        return block, Change(page.source, start, behind, "")
    before = row.ranges[index - 1].end
    if "#" in page.text[before:start]:
        raise WithheldError("a comment stands between it and the element before it")
    return block, Change(page.source, before, end, lone)


def _lone_comma(row: Row, index: int, *, stays: bool) -> str:
    """Return the comma that keeps a tuple of one a tuple, where taking an element out takes it away."""
    if (
        stays
        or not isinstance(row.container, cst.Tuple)
        or len(row.elements) != 2
        or row.comma(1) is not None
    ):
        return ""
    if index == 0:
        raise WithheldError("the tuple would lose its comma")
    return ","


def _cut_lines(row: Row, index: int, lone: str) -> tuple[Block, Change]:
    page = row.page
    start, end = row.ranges[index]
    top = _comments_above(row, index)
    above = tuple(
        line.strip() for line in page.text[top : page.line_start(start)].splitlines() if line.strip()
    )
    comma = row.comma(index)
    block = Block(above, page.text[start:end], page.comment_behind(comma or end))
    below = page.next_line(comma or end)
    if comma is not None or index == 0 or lone:
        return block, Change(page.source, top, below, "")
    # The one before it is the last one then, and has no comma either.
    other = row.comma(index - 1) or top
    return block, Change(page.source, other - 1, below, page.text[other:top])


def _comments_above(row: Row, index: int) -> int:
    """Return where the comments begin that speak of an element: not those that are an element themselves, switched off."""
    page = row.page
    start = page.line_start(row.ranges[index].start)
    top = page.comments_above(start)
    if top <= row.inside.start:
        return start
    while start > top:
        above = page.line_start(start - 1)
        if _SWITCHED_OFF.fullmatch(page.text[above : page.line_end(above)].strip()):
            break
        start = above
    return start


def move(row: Row, index: int, target: Row, at: int) -> tuple[Change, Change]:
    """Return the changes that put an element in front of another one, with its comments; ``at``: the number of that one."""
    block, removal = cut(row, index, stays=row is target)
    return removal, insert(target, at, block.code, block.lines, block.comment)
