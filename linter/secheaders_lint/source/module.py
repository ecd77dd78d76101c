"""A parsed module: libcst's tree, its text, its comments and the positions of its nodes."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from secheaders_lint.errors import SourceError
from secheaders_lint.source.guard import check
from secheaders_lint.source.text import decode

if TYPE_CHECKING:
    from collections.abc import Iterator

    import libcst

    from secheaders_lint.source.guard import Comment, Scan
    from secheaders_lint.source.spans import Span, Spans
    from secheaders_lint.source.text import SourceText
    from secheaders_lint.source.tree import SourceTree

# Python frames that libcst needs at most for one unit of height, when it generates code or validates a node.
_FRAMES = 2


class SourceModule:
    """One module of the tree, parsed."""

    __slots__ = ("_spans", "cst", "scan", "scopes", "text")

    def __init__(self, text: SourceText, scan: Scan, cst: libcst.Module) -> None:
        self.text = text
        self.scan = scan
        self.cst = cst
        self._spans: Spans | None = None
        # What the evaluator reads of the functions of the module, by the ids of their nodes: it evaluates a module many times.
        self.scopes: dict[int, Any] = {}

    @property
    def path(self) -> str:
        """Path of the file, relative to the root."""
        return self.text.path

    @property
    def comments(self) -> tuple[Comment, ...]:
        """All comments of the module, in order."""
        return self.scan.comments

    @property
    def roundtrips(self) -> bool:
        """Whether the tree gives back exactly the text that it was parsed from.

        libcst drops a form feed at the beginning of a line and a carriage return at the end of the file. Where it
        did, spans are those of the generated code, and nothing may be written.
        """
        with self._recorded() as spans:
            return spans.whole() == self.text.text

    def span(self, node: libcst.CSTNode) -> Span:
        """Return the span of a node of this module, without the white space around it; ``KeyError`` for any other node."""
        with self._recorded() as spans:
            return spans.span(node)

    def covers(self, node: libcst.CSTNode, line: int) -> bool:
        """Tell whether a line (1-based) is one of those on which a node of this module stands."""
        with self._recorded() as spans:
            if not spans.may_cover(node, line):
                return False
            span = spans.span(node)
        return span.line <= line <= span.end_line

    @contextmanager
    def _recorded(self) -> Iterator[Spans]:
        if self._spans is None:
            from secheaders_lint.source.spans import Spans

            self._spans = Spans(self.cst, self.text, self.scan.heads)
        try:
            with _deep(self.scan.height):
                yield self._spans
        except RecursionError:
            raise SourceError("nests too deep for this version of Python", self.path, 1, 1) from None


def parse(text: SourceText, scan: Scan | None = None) -> SourceModule:
    """Parse a module; raise ``SourceError`` where it is no Python or not safe to read."""
    if scan is None:
        scan = check(text)
    import libcst

    config = libcst.PartialParserConfig(encoding=text.encoding)
    try:
        with _deep(scan.height):
            cst = libcst.parse_module(text.text, config)
    except libcst.ParserSyntaxError as error:
        from secheaders_lint.source.syntax import explain

        raise explain(text, error.message) from None
    except Exception as error:  # noqa: BLE001 - what libcst raises for a tree it cannot build has changed over time
        raise SourceError(f"does not parse: {error}".partition("\n")[0], text.path, 1, 1) from None
    return SourceModule(text, scan, cst)


def load(tree: SourceTree, path: str) -> SourceModule | None:
    """Read and parse a module once for each tree; None where it does not exist, ``SourceError`` where it is no use."""
    try:
        found = tree.modules[path]
    except KeyError:
        found = tree.modules[path] = _load(tree, path)
    if isinstance(found, SourceError):
        # The traceback of an earlier caller is of no use to this one.
        raise found.with_traceback(None)
    return found


def _load(tree: SourceTree, path: str) -> SourceModule | SourceError | None:
    try:
        data = tree.read(path)
        return None if data is None else parse(decode(data, path))
    except SourceError as error:
        return error


@contextmanager
def _deep(height: int) -> Iterator[None]:
    """Allow the recursion that a tree of that height needs: the guard has bounded it."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(before + _FRAMES * height)
    try:
        yield
    finally:
        sys.setrecursionlimit(before)
