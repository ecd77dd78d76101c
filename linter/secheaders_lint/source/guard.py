"""The guard in front of libcst's parser, which hostile text can crash, stall or fill the memory with.

One pass over the tokens that counts what they will cost (``limits``, ``account``) and keeps the comments. What it
refuses, and what it cannot make out at all (an open string, a bracket that does not match), is a ``SourceError`` with
its position; any other syntax error is the parser's to tell.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from secheaders_lint.source import limits
from secheaders_lint.source.account import Account
from secheaders_lint.source.lexer import (
    BLANK_LINE,
    COMMENT,
    END,
    NEWLINE,
    NUMBER,
    OPERATOR,
    QUOTE,
    STRING,
    TOKEN,
    WORD,
    FString,
    is_number,
    literal_end,
    space_end,
    string_end,
)
from secheaders_lint.source.text import shortened

if TYPE_CHECKING:
    from secheaders_lint.errors import SourceError
    from secheaders_lint.source.text import SourceText

# The words at the beginning of a line that matter to what follows.
_HEAD = re.compile(r"(?:elif|else|match|case)\b")


class Comment(NamedTuple):
    """A real comment, not one inside a string: where it begins (1-based), and its text with the ``#``."""

    line: int
    column: int
    text: str


class Scan(NamedTuple):
    """What the guard saw.

    The comments in order, how tall the tree can be (``limits.MAX_HEIGHT``), and the offsets of the logical lines that
    are not indented.
    """

    comments: tuple[Comment, ...]
    height: int
    heads: tuple[int, ...]


def check(text: SourceText) -> Scan:
    """Scan a module; raise ``SourceError`` where libcst could not read it safely."""
    guard = _Guard(text)
    guard.run()
    comments = tuple(Comment(*text.position(offset), comment) for offset, comment in guard.comments)
    return Scan(comments, guard.account.tallest, tuple(guard.heads))


class _Guard:
    __slots__ = ("account", "after", "after_string", "comments", "heads", "match", "source", "text")

    def __init__(self, source: SourceText) -> None:
        self.source = source
        self.text = source.text
        self.account = Account(source)
        self.comments: list[tuple[int, str]] = []
        self.heads: list[int] = []
        # Whether an operand came last, so that a sign is binary and a bracket a call; and whether it was a string.
        self.after = False
        self.after_string = False
        # Whether this logical line begins with ``match``, so that the block below it holds patterns.
        self.match = False

    def run(self) -> None:
        """Read all tokens."""
        text, token, weights, account = self.text, TOKEN.match, limits.WEIGHTS, self.account
        # The roles of nine tokens in ten are counted here, without a call.
        word_weight, operand, prefix, link = limits.WORD_WEIGHT, limits.OPERAND, limits.PREFIX, limits.LINK
        offset, longest = self.begin_line(0), limits.MAX_TOKEN
        while True:
            match = token(text, offset)
            if match is None:
                raise self.stray(offset)
            kind, end = match.lastindex or END, match.end()
            if end - offset > longest and kind not in {STRING, COMMENT}:
                raise self.source.error(f"has a name, number or gap of over {longest:,} characters", offset)
            offset = end
            if WORD <= kind <= OPERATOR:
                word = match[kind]
                memory, mass, role = weights.get(word, word_weight)
                account.memory += memory
                account.mass += mass
                self.after_string = False
                if role == operand:
                    if kind == NUMBER and not is_number(word):
                        raise self.number(word, match.start(kind))
                    self.after = True
                elif role == prefix:
                    self.after = False
                elif role == link:
                    self.after = False
                    account.level.left += 1
                else:
                    offset = self.structure(role, word, match.start(kind))
            elif kind == STRING:
                self.string()
            elif kind == NEWLINE and not account.stack:
                offset = self.begin_line(offset)
            elif kind == QUOTE:
                offset = self.open_string(match[QUOTE], match.start(QUOTE))
            elif kind == END:
                return self.finish(offset)
            elif kind == COMMENT:
                self.comment(match[COMMENT], match.start(COMMENT))
            else:
                account.memory += limits.BLANK_MEMORY

    def structure(self, role: int, word: str, offset: int) -> int:
        """Count a keyword or operator, and return the offset after it."""
        account, level, after = self.account, self.account.level, self.after
        self.after = False
        if role == limits.COMMA:
            if not level.lambdas:
                account.end_segment(level)
                account.check(offset)
        elif role == limits.OPEN:
            if after and word != "{":
                account.link(limits.CALL_EXTRA if word == "(" else limits.SUBSCRIPT_EXTRA)
            account.open(word, offset)
        elif role == limits.CLOSE:
            return self.close(word, offset)
        elif role == limits.SIGN and after:
            level.left += 1
        elif role in {limits.RIGHT, limits.SIGN}:
            level.right += 1
        elif role == limits.LAMBDA:
            level.right += 1
            level.links += limits.LAMBDA_HEIGHT
            level.lambdas += 1
        elif role == limits.COLON:
            if level.fstring:
                level.spec = True
                return self.literal(level.fstring, offset + 1)
            if word == ":" and level.lambdas:
                level.lambdas -= 1
            account.end_pattern()
        elif role == limits.IF:
            account.end_pattern()
        elif role == limits.SEMICOLON:
            account.end_segment(level)
            account.check(offset)
            account.growth = 1
        elif role == limits.DELETE:
            account.growth = limits.DEL_GROWTH
        return offset + len(word)

    def close(self, word: str, offset: int) -> int:
        """Read a closing bracket, and the literal part behind it where it ends a replacement field."""
        account, level = self.account, self.account.level
        if not account.stack:
            raise self.source.error(f"{word!r} closes nothing", offset)
        if word != level.closing:
            line, _ = self.source.position(level.offset)
            raise self.source.error(f"{word!r} does not close the bracket opened on line {line}", offset)
        account.close(offset)
        if level.fstring:
            return self.literal(level.fstring, offset + 1)
        self.after = True
        return offset + 1

    def comment(self, comment: str, offset: int) -> None:
        """Keep a comment."""
        self.account.memory += limits.COMMENT_MEMORY
        self.comments.append((offset, comment))

    def string(self) -> None:
        """Count a string."""
        memory, mass = limits.NEXT_STRING_WEIGHT if self.after_string else limits.STRING_WEIGHT
        self.account.memory += memory
        self.account.mass += mass
        if self.after_string:
            self.account.level.links += limits.STRING_HEIGHT
        self.after = self.after_string = True

    def open_string(self, opening: str, offset: int) -> int:
        """Read a string that is no single match, or the beginning of an f-string; return the offset after it."""
        self.string()
        prefix = opening.rstrip("'\"").lower()
        quote = opening[len(prefix) :]
        start = offset + len(opening)
        if "f" in prefix:
            return self.literal(FString(quote, "r" in prefix, offset, 0), start)
        end = string_end(self.text, start, quote)
        if end < 0:
            raise self.source.error("the string that begins here is not closed", offset)
        if "t" in prefix:
            # Older parsers take this for a name and a string. Both readings must end at the same quote.
            return self.literal(FString(quote, "r" in prefix, offset, end), start)
        return end

    def literal(self, fstring: FString, offset: int) -> int:
        """Read a literal part of an f-string, and return the offset where code goes on."""
        account = self.account
        while True:
            spec = account.level.fstring is fstring and account.level.spec
            account.memory += limits.LITERAL_MEMORY
            account.mass += limits.LITERAL_MASS
            offset = literal_end(self.text, offset, fstring, spec=spec)
            if offset < 0:
                raise self.source.error("the f-string that begins here is not closed", fstring.offset)
            char = self.text[offset]
            if char == "{":
                memory, mass, _ = limits.WEIGHTS["{"]
                account.memory += memory
                account.mass += mass
                account.open("{", offset, fstring)
                self.after = self.after_string = False
                return offset + 1
            if char == "}" and spec:
                account.close(offset)
                offset += 1
                continue
            if spec or char == "}":
                raise self.source.error("the braces of this f-string do not match", offset)
            self.after = self.after_string = True
            offset += len(fstring.quote)
            if fstring.plain_end not in {0, offset}:
                raise self.source.error(
                    "this t-string holds its own quotes, which is not read here", fstring.offset
                )
            return offset

    def begin_line(self, offset: int) -> int:
        """End the logical line before ``offset`` and step over blank lines and the indentation of the next."""
        account, text, match = self.account, self.text, BLANK_LINE.match
        account.end_line(offset)
        while blank := match(text, offset):
            account.memory += limits.BLANK_MEMORY
            if blank[1]:
                self.comment(blank[1], blank.start(1))
            offset = blank.end()
        start, offset = offset, space_end(text, offset)
        if offset - start > limits.MAX_TOKEN:
            raise self.source.error(f"has a gap of over {limits.MAX_TOKEN:,} characters", start)
        self.after = self.after_string = False
        # As libcst: a line that begins with a continuation keeps the indentation before it.
        if not text.startswith("\\", offset) and offset < len(text):
            self.indentation(text[start:offset], offset)
            if offset == start:
                self.heads.append(offset)
        self.head(offset)
        return offset

    def indentation(self, space: str, offset: int) -> None:
        """Open and close blocks as the white space before a line says."""
        account = self.account
        column, narrow = _columns(space)
        block = account.indents[-1]
        if column > block.column:
            if narrow <= block.narrow:
                raise self.source.error("mixes tabs and spaces in its indentation", offset)
            account.indent(column, narrow, offset, patterns=self.match)
            return
        while column < block.column:
            account.dedent()
            block = account.indents[-1]
        if column != block.column:
            raise self.source.error("does not line up with any block around it", offset)
        if narrow != block.narrow:
            raise self.source.error("mixes tabs and spaces in its indentation", offset)

    def head(self, offset: int) -> None:
        """Look at the first word of a line."""
        match = _HEAD.match(self.text, offset)
        word = match[0] if match else ""
        account = self.account
        if word == "elif":
            account.branch()
        elif word != "else":
            account.end_branches()
        self.match = word == "match"
        if word == "case" and account.indents[-1].patterns:
            account.growth = limits.CASE_GROWTH

    def finish(self, offset: int) -> None:
        """End the file."""
        account = self.account
        if account.stack:
            raise self.source.error("this bracket is never closed", account.level.offset)
        account.end_line(offset)
        while len(account.indents) > 1:
            account.dedent()
        account.check(offset)

    def stray(self, offset: int) -> SourceError:
        """Tell what is wrong with text that is no token."""
        offset = space_end(self.text, offset)
        char = self.text[offset]
        if char == "\\":
            return self.source.error("has something behind the backslash that continues the line", offset)
        if char == "`":
            return self.source.error("uses backquotes: this is Python 2 code", offset)
        return self.source.error(f"{char!r} cannot stand here", offset)

    def number(self, word: str, offset: int) -> SourceError:
        """Tell what is wrong with a number."""
        if word.isdigit():
            return self.source.error(f"{shortened(word)} is an octal number as Python 2 writes it", offset)
        return self.source.error(f"{shortened(word)} is not a number", offset)


def _columns(space: str) -> tuple[int, int]:
    """Columns of a line's white space, with tabs at every eighth column and with tabs counted as one."""
    if "\t" not in space and "\f" not in space:
        return len(space), len(space)
    column = narrow = 0
    for char in space:
        narrow += 1
        column = (column // 8 + 1) * 8 if char == "\t" else column + 1
        if char == "\f":
            column = narrow = 0
    return column, narrow
