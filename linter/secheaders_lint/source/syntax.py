"""One clear line, with its position, from what libcst says of a module that does not parse."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from secheaders_lint.source.lexer import END, NEWLINE, OPERATOR, QUOTE, STRING, TOKEN, string_end
from secheaders_lint.source.text import shortened

if TYPE_CHECKING:
    from secheaders_lint.errors import SourceError
    from secheaders_lint.source.text import SourceText

_POSITION = re.compile(r"error at (\d+):(\d+): expected (.*)", re.DOTALL)
_IDENTIFIER = re.compile(r'error: "(.+)" is not a valid identifier')
_PYTHON_2_EXCEPT = re.compile(r"^[ \t]*except[ \t]+[\w.]+[ \t]*,[ \t]*\w+[ \t]*:", re.MULTILINE)
_PYTHON_2_RAISE = re.compile(r"[ \t]*raise[ \t]+[\w.]+[ \t]*,")
_STATEMENTS = frozenset(("print", "exec"))


def explain(text: SourceText, message: str) -> SourceError:
    """Make the error for a module that the parser refused with ``message``."""
    if (name := _IDENTIFIER.search(message)) and (offset := text.text.find(name[1])) >= 0:
        return text.error(f"{shortened(name[1])!r} is no name that Python knows", offset)
    position = _POSITION.search(message)
    if position is None:
        first, _, rest = message.partition(": ")
        return text.error(f"does not parse: {rest or first}", 0)
    expected = re.split(r"[, ]+", position[3])
    offset = _failing(text, int(position[1]), int(position[2]), expected)
    line, _ = text.position(offset)
    before = text.text[text.line_starts[line - 1] : offset]
    found = _token(text.text, offset)
    if python_2 := _python_2(text.text, before, found):
        return text.error(f"does not parse: this is Python 2 code ({python_2})", offset)
    hint = ", a colon is missing" if ":" in expected and found == "end of line" else ""
    return text.error(f"does not parse: unexpected {found}{hint}", offset)


def _failing(text: SourceText, line: int, column: int, expected: list[str]) -> int:
    """Return the offset of the token that does not fit: libcst names the place of the one behind it."""
    starts = text.line_starts
    row = min(line, len(starts))
    reported = starts[row - 1] + column
    # Where a statement may begin, but only at the indentation of the last one, the indentation is what does not fit.
    if not text.line(row)[:column].strip() and {"EOF", "DEDENT"} & set(expected):
        return reported
    for above in range(row, 0, -1):
        code = text.line(above).lstrip()
        offsets = _tokens(text.text, starts[above - 1], reported)
        if code and not code.startswith("#") and offsets:
            return offsets[-1]
    return 0


def _tokens(text: str, offset: int, end: int) -> list[int]:
    """Return where the tokens between two offsets begin, the end of the line included."""
    offsets: list[int] = []
    while match := TOKEN.match(text, offset):
        kind = match.lastindex or END
        start = match.start(kind)
        if start >= end or kind == END:
            break
        offset = match.end()
        if kind == QUOTE and not set(match[QUOTE].lower()) & {"f", "t"}:
            offset = max(offset, string_end(text, offset, match[QUOTE].lstrip("urbURB")))
        if kind <= NEWLINE:
            offsets.append(start)
        if kind == NEWLINE:
            break
    return offsets


def _token(text: str, offset: int) -> str:
    """Name the token at ``offset`` for a reader."""
    match = TOKEN.match(text, offset)
    if match is None or match.lastindex is None or match.lastindex > OPERATOR:
        return "end of line" if text[offset:].strip() else "end of file"
    if match.lastindex in {STRING, QUOTE}:
        return "a string"
    return repr(shortened(match[match.lastindex]))


def _python_2(text: str, before: str, found: str) -> str:
    """Name the Python 2 construct that the parser stumbled over, empty where it looks like none."""
    words = before.split()
    if words and words[-1] in _STATEMENTS:
        return f"{words[-1]} is a statement"
    if found in {"'L'", "'l'"} and before[-1:].isdigit():
        return "a long integer"
    if found == "','" and _PYTHON_2_RAISE.match(before + ","):
        return "raise with a comma"
    if found == "'<>'":
        return "the operator <>"
    if found == "a string" and words and words[-1].lower() in {"ur", "ub"}:
        return "a string prefix of Python 2"
    if found == "'('" and re.match(r"[ \t]*def[ \t]", before):
        return "a parameter in brackets"
    match = _PYTHON_2_EXCEPT.search(text)
    return "except with a comma" if match else ""
