"""Which statement of a module holds a node, and where in the text that statement begins."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from secheaders_lint.source.text import line_starts

if TYPE_CHECKING:
    from collections.abc import Sequence

    import libcst

    from secheaders_lint.source.text import SourceText

# Lines without indentation that go on with the statement before them.
_CONTINUES = re.compile(r"(?:elif|else|except|finally)\b")
# Where libcst keeps the statements inside of a statement.
_BLOCKS = ("body", "orelse", "handlers", "finalbody", "cases")


class Statements:
    """The statements at the top of a module, numbered from 0, with all statements that they hold."""

    __slots__ = ("_heads", "_holding", "_module", "_text")

    def __init__(self, module: libcst.Module, text: SourceText, heads: Sequence[int]) -> None:
        self._module = module
        self._text = text
        begun = beginnings(text.text, heads)
        # Another number than libcst's is not to be relied on.
        self._heads = begun if len(begun) == len(module.body) else None
        self._holding: dict[int, int] = {}
        if self._heads is not None:
            for number, statement in enumerate(module.body):
                self._hold(statement, number)

    def holding(self, key: int) -> int | None:
        """Return the number of the statement that holds the statement with that ``id``; None for anything else."""
        return self._holding.get(key)

    def may_cover(self, node: libcst.CSTNode, line: int) -> bool:
        """Tell whether a node may stand on a line (1-based); False is certain."""
        number = self._holding.get(id(node))
        if number is None or self._heads is None or not 0 < line <= len(self._text.line_starts):
            return True
        return bisect_right(self._heads, self._text.line_starts[line - 1]) - 1 == number

    def base(self, number: int, code: str) -> int | None:
        """Return the offset in the text at which the code of a statement stands; None where it does not stand there."""
        if self._heads is None:
            return None
        base = self._heads[number] - _offset_of_line(code, _lines_above(self._module.body[number]))
        return base if base >= 0 and self._text.text.startswith(code, base) else None

    def _hold(self, statement: libcst.CSTNode, number: int) -> None:
        waiting = [statement]
        while waiting:
            node = waiting.pop()
            self._holding[id(node)] = number
            for name in _BLOCKS:
                inner = getattr(node, name, None)
                if isinstance(inner, (list, tuple)):
                    waiting += inner
                elif inner is not None:
                    waiting.append(inner)


def beginnings(text: str, heads: Sequence[int]) -> list[int]:
    """Return the offsets at which statements begin: a decorator begins what it decorates."""
    begun = []
    decorated = False
    for head in heads:
        if not decorated and _CONTINUES.match(text, head) is None:
            begun.append(head)
        decorated = text.startswith("@", head)
    return begun


def _lines_above(statement: libcst.CSTNode) -> int:
    """Return how many blank lines and comments stand above a statement and belong to it."""
    above = len(getattr(statement, "leading_lines", ()))
    decorators = getattr(statement, "decorators", ())
    return above + (len(decorators[0].leading_lines) if decorators else 0)


def _offset_of_line(code: str, number: int) -> int:
    """Return the offset of the line with that number, counted from 0."""
    return line_starts(code)[number] if number else 0
