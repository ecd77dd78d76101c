"""The part of a module that matters: its imports and the statements that name a header or decorator."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from secheaders_lint.source.guard import check
from secheaders_lint.source.module import parse
from secheaders_lint.source.statements import beginnings
from secheaders_lint.source.text import SourceText, line_starts
from secheaders_lint.views.search import SIGNS

if TYPE_CHECKING:
    from secheaders_lint.source.module import SourceModule

_NAMED = re.compile("|".join(re.escape(sign.decode()) for sign in SIGNS))
_AS = re.compile(r"\b(?:xframe_options_exempt|csp_exempt|csp_override|csp_report_only_override)\s+as\s+(\w+)")
_IMPORT = re.compile(r"(?:from|import)\b")


class Excerpt(NamedTuple):
    """Some statements of a module as one of their own; ``lines[n]`` is the line (1-based) on which its line n + 1 stands."""

    module: SourceModule
    lines: list[int]


def excerpt(text: SourceText) -> Excerpt | None:
    """Parse the statements of a module that matter; None where there are none.

    To parse a large module for the one view in it takes longer than to read a thousand others. Raises ``SourceError`` where the
    module is no Python.
    """
    source = text.text
    begun = beginnings(source, check(text).heads)
    names = _AS.findall(source)
    wanted = (
        re.compile("|".join([_NAMED.pattern, *(rf"\b{re.escape(name)}\b" for name in names)]))
        if names
        else _NAMED
    )
    parts: list[str] = []
    lines: list[int] = []
    matters = False
    for start, end in zip(begun, [*begun[1:], len(source)], strict=True):
        part = source[start:end]
        imports = _IMPORT.match(part) is not None
        named = wanted.search(part) is not None
        if named or imports:
            matters = matters or not imports
            parts.append(part)
            first, _ = text.position(start)
            lines += range(first, first + len(line_starts(part)))
            # The line that begins behind the last line end is that of the next part.
            lines.pop() if part.endswith(("\n", "\r")) else None
    if not matters:
        return None
    return Excerpt(parse(SourceText(text.path, "".join(parts), text.encoding)), lines)
