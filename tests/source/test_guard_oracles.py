"""The guard against other readers of Python: tokenize, compile() and libcst's own tokenizer."""

from __future__ import annotations

import io
import tokenize
from pathlib import Path

import libcst
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from secheaders_lint.source import limits

from .scans import accepted, comments

NAMES = st.sampled_from(["a", "b", "DEBUG", "f", "r", "rb", "match", "case", "é"])
STRINGS = st.sampled_from(
    ["'#a'", '"#b"', "'''#\nc'''", "r'\\#'", "b'#'", "'\\'#'", '"""\\"""#"""', "''", '""', "'a' '#'", "u'#'", "Rb'#'", "'a\\\n#'"]
)  # fmt: skip
NUMBERS = st.sampled_from(["1", "0", "1_000", "0x1f", "1.5e-3", "1j", ".5", "5.", "0b1", "0o17", "00"])
ATOMS = NAMES | STRINGS | NUMBERS
BREAKS = st.sampled_from(["", "", " ", "\n", "  # in\n", "\\\n", "\t"])


def _compound(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.builds("({}{})".format, BREAKS, inner),
        st.builds("[{},{}{}]".format, inner, BREAKS, inner),
        st.builds("{{{}:{}{}}}".format, inner, BREAKS, inner),
        st.builds("f({}{},a={})".format, BREAKS, inner, inner),
        st.builds("a[{}{}]".format, BREAKS, inner),
        st.builds("({} if {} else {})".format, inner, inner, inner),
        st.builds("(lambda x, y={}: {})".format, inner, inner),
        st.builds("({} + {})".format, inner, inner),
        st.builds("(not {})".format, inner),
        st.builds("(- {})".format, inner),
        st.builds("[x for x in {} if {}]".format, inner, inner),
        st.builds("a.b.c".format),
    )


EXPRESSIONS = st.recursive(ATOMS, _compound, max_leaves=12)
TAILS = st.sampled_from(["", "  # tail", "#tail", " ; b", "\t# é # twice"])
LINES = st.builds("x = {}{}\n".format, EXPRESSIONS, TAILS)
BLANKS = st.sampled_from(["\n", "# own\n", "   # in\n", "\f\n", "  \n"])


def _block(lines: st.SearchStrategy[list[str]]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda head, body: head + "".join(f"    {line}" for line in body),
        st.sampled_from(["if a:  # head\n", "def f():\n"]),
        lines,
    )


ONE_LINE = st.builds("x = {}{}\n".format, EXPRESSIONS.filter(lambda text: "\n" not in text), TAILS)
MODULES = st.lists(LINES | BLANKS | _block(st.lists(ONE_LINE, min_size=1, max_size=3)), max_size=5).map(
    "".join
)


def _compiles(source: str) -> bool:
    try:
        compile(source, "a.py", "exec")
    except SyntaxError:
        return False
    return True


def _tokens(source: str) -> list[tokenize.TokenInfo]:
    return list(tokenize.generate_tokens(io.StringIO(source).readline))


@given(MODULES)
def test_comments_are_those_that_tokenize_finds(source: str) -> None:
    if _compiles(source):
        expected = [
            (*token.start, token.string) for token in _tokens(source) if token.type == tokenize.COMMENT
        ]
        assert comments(source) == [(line, column + 1, text) for line, column, text in expected]


@given(MODULES)
def test_what_compiles_is_accepted(source: str) -> None:
    if _compiles(source):
        assert accepted(source)


@given(MODULES)
def test_brackets_nest_as_deep_as_tokenize_says(source: str) -> None:
    if not _compiles(source):
        return
    depth = deepest = 0
    for token in _tokens(source):
        depth += (
            (token.string in {"(", "[", "{"}) - (token.string in {")", "]", "}"})
            if token.type == tokenize.OP
            else 0
        )
        deepest = max(deepest, depth)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(limits, "MAX_BRACKETS", deepest)
        assert accepted(source)
        patch.setattr(limits, "MAX_BRACKETS", deepest - 1)
        assert accepted(source) is (deepest == 0)


def test_real_modules_are_accepted_and_their_comments_found() -> None:
    # The standard library's odder corners, and this package.
    library = Path(io.__file__).parent
    paths = [
        library / name
        for name in ("typing.py", "enum.py", "tokenize.py", "ast.py", "locale.py", "this.py", "decimal.py")
    ]
    for path in (path for path in [*paths, *Path(limits.__file__).parent.glob("*.py")] if path.exists()):
        source = path.read_text(encoding="utf-8")
        expected = [
            (*token.start, token.string) for token in _tokens(source) if token.type == tokenize.COMMENT
        ]
        assert comments(source) == [(line, column + 1, text) for line, column, text in expected], path


# The lexical rules, against those of libcst's tokenizer: where the two read a file differently, hostile text could hide.

PIECES = st.sampled_from(
    ["(", ")", "[", "]", "{", "}", ",", ":", "=", "'", '"', "'''", '"""', "f'", 'f"', 'f"""', "rf'", "b'", 't"', "rt'", "tr'", "ur'", "\\", "\n",
     "\n  ", "\n\t", "\r", "\r\n", "\f", " ", "a", "if ", "else ", "1", "0x", "1e5", "07", "1_", "1if", "0o8", ".5", "é", "#", "!r", "!=", ":=", "**",
     "{{", "}}", "\\N{", "\\{", "\\'", "\\\n", "\\\r\n", "$", "?", "`", ";", "\xa0", "\u2028", "f'{a}'", 'f"{a:{b}}"', "(a)", "'a'", "\nif a:\n  b\n"]
)  # fmt: skip


@settings(max_examples=250)
@given(st.lists(PIECES, max_size=12).map("".join))
def test_tokens_are_those_that_libcst_reads(source: str) -> None:
    try:
        libcst.parse_module(source)
        verdict = ""
    except libcst.ParserSyntaxError as error:
        verdict = error.message
    except (libcst.CSTValidationError, libcst.CSTLogicError) as error:
        verdict = str(error)
    if accepted(source):
        assert "tokenizer" not in verdict or "identifier" in verdict
    else:
        assert verdict
