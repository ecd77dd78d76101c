"""Where each node of a module stands, recorded in one code generation.

libcst computes positions through a metadata wrapper that copies the whole tree; this does the same work on the tree
itself, and keeps offsets rather than lines and columns: they are worked out for the few nodes that someone asks for.
The private names of libcst that this needs are used nowhere else.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from libcst._nodes.internal import CodegenState

from secheaders_lint.source.text import line_starts

if TYPE_CHECKING:
    from types import TracebackType

    import libcst

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
    """The spans of all nodes of a module."""

    __slots__ = ("_ranges", "_starts", "code")

    def __init__(self, module: libcst.Module) -> None:
        recorder = _Recorder(module.default_indent, module.default_newline)
        module._codegen(recorder)  # noqa: SLF001 - what Module.code calls, with a state of our own
        self.code = "".join(recorder.tokens)
        # A missing last line end is generated and taken back, and counts for the nodes that end there.
        self._starts = line_starts(self.code + module.default_newline)
        self._ranges = recorder.ranges

    def span(self, node: libcst.CSTNode) -> Span:
        """Return the span of a node of this module; any other node is a ``KeyError``."""
        packed = self._ranges[id(node)]
        return Span(*self._position(packed >> _SHIFT), *self._position(packed & _MASK))

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
