"""The account of a module that is being scanned: how deep it nests, and what parsing it will cost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from secheaders_lint.source import limits

if TYPE_CHECKING:
    from secheaders_lint.source.lexer import FString
    from secheaders_lint.source.text import SourceText

_CLOSING: Final = {"(": ")", "[": "]", "{": "}", "": ""}


class Level:
    """An open bracket (at the bottom: the logical line), and the segment between two commas that is being read."""

    __slots__ = (
        "closing",
        "fstring",
        "height",
        "inner",
        "lambdas",
        "left",
        "links",
        "mass",
        "offset",
        "right",
        "spec",
        "start",
    )

    def __init__(self, opening: str, offset: int, mass: int, fstring: FString | None = None) -> None:
        self.closing = _CLOSING[opening]
        self.offset = offset
        self.mass = mass
        # A replacement field, and whether its format specification has begun.
        self.fstring = fstring
        self.spec = False
        # Parameter lists of lambdas that still wait for their colon: their commas end no segment.
        self.lambdas = 0
        self.height = 0
        # The segment: mass before it, links to both sides, their extra height, height of its tallest bracket.
        self.start = mass
        self.left = 0
        self.right = 0
        self.links = 0
        self.inner = 0


class Indent:
    """A level of indentation: its columns, the mass before its block, and the branches of the ``if`` open in it."""

    __slots__ = ("branches", "column", "mass", "narrow", "patterns")

    def __init__(self, column: int, narrow: int, mass: int, *, patterns: bool) -> None:
        self.column = column
        # The column where a tab counts as one.
        self.narrow = narrow
        self.mass = mass
        # Whether the block stands below a ``match``.
        self.patterns = patterns
        self.branches = 0


class Account:
    """Sums over the tokens read so far; every method that could pass a limit raises ``SourceError`` instead."""

    __slots__ = ("base", "growth", "indents", "level", "mass", "memory", "source", "stack", "tallest", "work")

    def __init__(self, source: SourceText) -> None:
        self.source = source
        text = source.text
        each = limits.CHARACTER_MEMORY if text.isascii() else limits.WIDE_CHARACTER_MEMORY
        self.memory = each * len(text) + limits.LINE_MEMORY * (text.count("\n") + text.count("\r"))
        self.mass = 0
        self.work = 0
        self.tallest = 0
        # Height of the blocks around the current line.
        self.base = 0
        # How many times more often each bracket of this statement makes the parser read its content.
        self.growth = 1
        self.stack: list[Level] = []
        self.level = Level("", 0, 0)
        self.indents = [Indent(0, 0, 0, patterns=False)]

    def open(self, bracket: str, offset: int, fstring: FString | None = None) -> None:
        """Open a bracket."""
        self.stack.append(self.level)
        depth = len(self.stack)
        if depth > limits.MAX_BRACKETS:
            raise self.source.error(f"nests more than {limits.MAX_BRACKETS} brackets", offset)
        if self.growth > 1 and self.growth**depth > limits.MAX_GROWTH:
            where = "pattern of this case" if self.growth == limits.CASE_GROWTH else "target of this del"
            raise self.source.error(f"the {where} nests more brackets than can be read in time", offset)
        self.level = Level(bracket, offset, self.mass, fstring)

    def link(self, extra: tuple[int, int]) -> None:
        """Count a bracket that calls or subscripts what stands before it."""
        memory, mass = extra
        self.memory += memory
        self.mass += mass
        self.level.left += 1

    def close(self, offset: int) -> None:
        """Close the innermost bracket."""
        level = self.level
        self.end_segment(level)
        inside = self.mass - level.mass
        self.memory += inside
        if self.growth > 1:
            self.work += inside * limits.REREAD_WORK * self.growth ** len(self.stack)
        self.check(offset)
        self.level = self.stack.pop()
        height = level.height + limits.BRACKET_HEIGHT
        self.level.inner = max(self.level.inner, height)

    def end_segment(self, level: Level) -> None:
        """End what a comma, a bracket or a line ends: the chains of one expression."""
        if level.left or level.right:
            span = self.mass - level.start
            self.work += level.left * span
            self.memory += int(level.right * span * limits.RIGHT_SHARE)
        level.height = max(
            level.height, level.inner + level.links + (level.left + level.right) * limits.LINK_HEIGHT
        )
        level.start = self.mass
        level.left = level.right = level.links = level.inner = 0

    def end_line(self, offset: int) -> None:
        """End a logical line; the next one begins at ``offset``."""
        level = self.level
        self.end_segment(level)
        height = self.base + level.height
        if height > self.tallest:
            self.tallest = height
            if height > limits.MAX_HEIGHT:
                raise self.source.error("nests too many operators, calls or branches", level.offset)
        self.memory += limits.STATEMENT_MEMORY
        self.mass += limits.STATEMENT_MASS
        self.check(offset)
        self.growth = 1
        self.level = Level("", offset, self.mass)

    def indent(self, column: int, narrow: int, offset: int, *, patterns: bool) -> None:
        """Open a block."""
        if len(self.indents) > limits.MAX_INDENTS:
            raise self.source.error(f"indents more than {limits.MAX_INDENTS} levels", offset)
        self.indents.append(Indent(column, narrow, self.mass, patterns=patterns))
        self.base += limits.INDENT_HEIGHT

    def dedent(self) -> None:
        """Close the innermost block."""
        self.end_branches()
        block = self.indents.pop()
        self.memory += int((self.mass - block.mass) * limits.BLOCK_SHARE)
        self.base -= limits.INDENT_HEIGHT

    def branch(self) -> None:
        """Begin an ``elif``, which stands inside the ``if`` before it."""
        self.indents[-1].branches += 1
        self.base += limits.LINK_HEIGHT

    def end_branches(self) -> None:
        """End the ``if`` of this block."""
        block = self.indents[-1]
        self.base -= block.branches * limits.LINK_HEIGHT
        block.branches = 0

    def end_pattern(self) -> None:
        """End the pattern of a ``case``, where a colon or its guard follows outside of brackets."""
        if not self.stack:
            self.growth = 1

    def check(self, offset: int) -> None:
        """Refuse what has grown too large."""
        if self.memory > limits.MAX_MEMORY:
            raise self.source.error(
                "is too large or nested too deep: parsing it would take too much memory", offset
            )
        if self.work > limits.MAX_WORK:
            raise self.source.error("chains or nests so much that parsing it would take too long", offset)
