"""Where the nodes of a module stand, recorded while their code is generated.

libcst computes positions through a metadata wrapper that copies the whole tree; this does the same work on the tree
itself, one statement of the module at a time and only where someone asks, and keeps offsets rather than lines and
columns. The private names of libcst that this needs are used nowhere else.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from libcst._nodes.internal import CodegenState

from secheaders_lint.source.statements import Statements
from secheaders_lint.source.text import line_starts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

    import libcst

    from secheaders_lint.source.text import SourceText

# A start and an end in one integer: a module of 50,000 tokens has 300,000 nodes, and a tuple takes three times as much.
_SHIFT = 32
_MASK = (1 << _SHIFT) - 1


class Span(NamedTuple):
    """A stretch of text: 1-based, columns count characters, the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


class Spans:
    """The spans of the nodes of a module."""

    __slots__ = ("_code", "_module", "_ranges", "_starts", "_statements", "_text")

    def __init__(self, module: libcst.Module, text: SourceText, heads: Sequence[int]) -> None:
        self._module = module
        self._text = text.text
        self._starts = text.line_starts
        self._statements = Statements(module, text, heads)
        self._ranges: dict[int, int] = {}
        self._code: str | None = None

    def span(self, node: libcst.CSTNode) -> Span:
        """Return the span of a node of this module; any other node is a ``KeyError``."""
        key = id(node)
        if key not in self._ranges and self._code is None:
            self._record_statement(key)
        packed = self._ranges[key]
        return Span(*self._position(packed >> _SHIFT), *self._position(packed & _MASK))

    def may_cover(self, node: libcst.CSTNode, line: int) -> bool:
        """Tell whether a node may stand on a line (1-based), without generating code; False is certain."""
        return self._statements.may_cover(node, line)

    def whole(self) -> str:
        """Return the code of the whole module, and keep where all of its nodes stand in it."""
        if self._code is None:
            recorder = _Recorder(self._module.default_indent, self._module.default_newline)
            self._module._codegen(recorder)  # noqa: SLF001 - what Module.code calls, with a state of our own
            self._code = "".join(recorder.tokens)
            # A missing last line end is generated and taken back, and counts for the nodes that end there.
            self._starts = line_starts(self._code + self._module.default_newline)
            self._ranges = recorder.ranges
        return self._code

    def _record_statement(self, key: int) -> None:
        """Keep where the nodes of one statement of the module stand: of that with the node, of all if it cannot be told."""
        number = self._statements.holding(key)
        if number is not None:
            recorder = _Recorder(self._module.default_indent, self._module.default_newline)
            self._module.body[number]._codegen(recorder)  # noqa: SLF001 - as above
            base = self._statements.base(number, "".join(recorder.tokens))
            if base is not None:
                moved = base << _SHIFT | base
                self._ranges.update((each, packed + moved) for each, packed in recorder.ranges.items())
        if key not in self._ranges:
            self.whole()

    def _position(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


class _Recorder(CodegenState):
    """Generates code and notes the offset before and after every node."""

    __slots__ = ("offset", "open", "ranges")

    def __init__(self, default_indent: str, default_newline: str) -> None:
        super().__init__(default_indent, default_newline)
        self.offset = 0
        self.open: list[int] = []
        self.ranges: dict[int, int] = {}

    def add_indent_tokens(self) -> None:
        self.tokens.extend(self.indent_tokens)
        self.offset += sum(map(len, self.indent_tokens))

    def add_token(self, value: str) -> None:
        self.tokens.append(value)
        self.offset += len(value)

    def before_codegen(self, node: libcst.CSTNode) -> None:
        self.open.append(self.offset)

    def after_codegen(self, node: libcst.CSTNode) -> None:
        # The syntactic position, without the white space that the node owns, is there already where it has one.
        self.ranges.setdefault(id(node), self.open.pop() << _SHIFT | self.offset)

    def record_syntactic_position(  # type: ignore[override] # a context manager of our own: three times as fast
        self,
        node: libcst.CSTNode,
        *,
        start_node: libcst.CSTNode | None = None,
        end_node: libcst.CSTNode | None = None,
    ) -> _Syntactic:
        return _Syntactic(self, node, start_node, end_node)


class _Syntactic:
    """Notes what is generated inside of it as the position of a node."""

    __slots__ = ("end_node", "node", "start", "start_node", "state")

    def __init__(
        self,
        state: _Recorder,
        node: libcst.CSTNode,
        start_node: libcst.CSTNode | None,
        end_node: libcst.CSTNode | None,
    ) -> None:
        self.state = state
        self.node = node
        self.start_node = start_node
        self.end_node = end_node
        self.start = 0

    def __enter__(self) -> None:
        self.start = self.state.offset

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        ranges = self.state.ranges
        start, end = self.start, self.state.offset
        if self.start_node is not None:
            start = ranges[id(self.start_node)] >> _SHIFT
        if self.end_node is not None:
            end = ranges[id(self.end_node)] & _MASK
        ranges[id(self.node)] = start << _SHIFT | end
