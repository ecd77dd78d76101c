"""What libcst is asked to bear: the bounds of one file, and what each token of it costs.

libcst's parser is a recursive packrat parser in native code, so three things end it. *Stack*: an indented block takes
22 KB, a bracket 7 KB, a link of a chain up to 1.7 KB, and past 8 MB the process dies. *Memory*: some fifteen rules
remember their result at every token, and each result is a copy of all that it holds, so a token costs once for itself
and once again for every level above it. *Time*: a chain of n operators is copied n times, and patterns of ``case`` and
targets of ``del``, which are remembered nowhere, are read again at every level.

The weights are upper bounds, fitted over some 1,600 generated and real modules (libcst 1.9, Python 3.11, Linux): near
the bound none took more memory than its sum says, and large modules of real projects take half to nine tenths of it.
"""

from __future__ import annotations

from typing import Final, NamedTuple

# As CPython: 200 open brackets, and 100 entries of the indentation stack, of which the first is the module itself.
MAX_BRACKETS: Final = 200
MAX_INDENTS: Final = 99

# Stack, in units of 1 KB of libcst's recursion, rounded up: how tall the tree of one statement may be, of 8,000 that a
# process has by default. Links of a chain take 0.8 to 1.7 KB; they count for more because each is a nested node, and
# early releases of Python 3.12 generate the code of no more than 750 of those.
MAX_HEIGHT: Final = 4_000
INDENT_HEIGHT: Final = 23
LAMBDA_HEIGHT: Final = 11
BRACKET_HEIGHT: Final = 8
LINK_HEIGHT: Final = 6
STRING_HEIGHT: Final = 6

# Memory in bytes, on top of an interpreter with libcst: what the sum of all tokens may come to.
MAX_MEMORY: Final = 255_000_000
# A right-hand operand is remembered by fewer rules than a bracket's content, a block by one.
RIGHT_SHARE: Final = 0.35
BLOCK_SHARE: Final = 0.3
# Per character of a file (text, encoded text, generated code; four bytes each where it is not ASCII) and per line.
CHARACTER_MEMORY: Final = 4
WIDE_CHARACTER_MEMORY: Final = 14
LINE_MEMORY: Final = 20

# Time, in bytes copied: chains are copied once for each link.
MAX_WORK: Final = 6_000_000_000
# Tokens inside patterns and targets are read anew 4 and 2 times for each level: how often at most, and what it weighs.
CASE_GROWTH: Final = 4
DEL_GROWTH: Final = 2
MAX_GROWTH: Final = 4**8
REREAD_WORK: Final = 2

# Tokens that are neither a string nor a comment: names, numbers, white space, all of which are checked by
# regular expression (150 bytes of its stack for each character).
MAX_TOKEN: Final = 10_000

# What a token does to the expression that it stands in: LINK chains to the left, RIGHT to the right.
COMMA, LINK, PREFIX, OPEN, CLOSE, COLON, RIGHT, SIGN, LAMBDA, IF, SEMICOLON, DELETE, OPERAND = range(13)


class Weight(NamedTuple):
    """What a token costs once, what it costs again at every level above it, and its role."""

    memory: int
    mass: int
    role: int


WORD_WEIGHT: Final = Weight(1_000, 1_300, OPERAND)
STRING_WEIGHT: Final = (750, 300)
# Neighbouring strings nest to the right.
NEXT_STRING_WEIGHT: Final = (5_500, 3_200)
# A part of an f-string between its replacement fields.
LITERAL_MEMORY: Final = 3_700
LITERAL_MASS: Final = 450
# What the bracket of a call or subscript costs beside that of a tuple or list.
CALL_EXTRA: Final = (1_200, 3_000)
SUBSCRIPT_EXTRA: Final = (5_800, 2_500)
STATEMENT_MEMORY: Final = 7_600
STATEMENT_MASS: Final = 750
# A line without code or a continuation; a comment.
BLANK_MEMORY: Final = 1_000
COMMENT_MEMORY: Final = 1_000

_OPERATOR = (3_700, 1_150)
_KEYWORD = (3_000, 1_000)

# Words and operators that are not here are operands.
WEIGHTS: Final[dict[str, Weight]] = {
    **{
        word: Weight(*_KEYWORD, PREFIX)
        for word in ("in", "is", "as", "async", "assert", "class", "def", "elif")
    },
    **{
        word: Weight(*_KEYWORD, PREFIX)
        for word in ("except", "finally", "from", "global", "import", "nonlocal")
    },
    **{
        word: Weight(*_KEYWORD, PREFIX)
        for word in ("raise", "return", "try", "while", "with", "break", "continue")
    },
    "pass": Weight(*_KEYWORD, PREFIX),
    "if": Weight(*_KEYWORD, IF),
    **{word: Weight(*_KEYWORD, RIGHT) for word in ("not", "else", "for", "await", "yield")},
    **{word: Weight(*_KEYWORD, LINK) for word in ("and", "or")},
    "lambda": Weight(600, 3_100, LAMBDA),
    "del": Weight(*_KEYWORD, DELETE),
    **{sign: Weight(*_OPERATOR, LINK) for sign in (".", "*", "/", "//", "%", "@", "&", "|", "^", "<<", ">>")},
    **{sign: Weight(*_OPERATOR, SIGN) for sign in ("+", "-")},
    **{sign: Weight(*_OPERATOR, PREFIX) for sign in ("<", ">", "==", "!=", "<=", ">=", "<>", "=", "->", "!")},
    **{
        f"{sign}=": Weight(*_OPERATOR, PREFIX) for sign in ("+", "-", "*", "/", "//", "%", "@", "&", "|", "^")
    },
    **{f"{sign}=": Weight(*_OPERATOR, PREFIX) for sign in ("**", "<<", ">>")},
    "...": Weight(*_OPERATOR, OPERAND),
    **{sign: Weight(*_OPERATOR, RIGHT) for sign in ("~", "**")},
    **{sign: Weight(*_OPERATOR, COLON) for sign in (":", ":=")},
    ";": Weight(*_OPERATOR, SEMICOLON),
    ",": Weight(2_600, 1_100, COMMA),
    "(": Weight(4_800, 3_500, OPEN),
    **{bracket: Weight(700, 2_250, OPEN) for bracket in ("[", "{")},
    **{bracket: Weight(0, 0, CLOSE) for bracket in (")", "]", "}")},
}
