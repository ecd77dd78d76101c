from __future__ import annotations

import subprocess
import sys

import libcst
import pytest
from secheaders_lint.errors import SourceError
from secheaders_lint.source import module as module_
from secheaders_lint.source.memory import MemoryTree
from secheaders_lint.source.module import load, parse
from secheaders_lint.source.text import SourceText, decode


def refused(source: str) -> SourceError:
    with pytest.raises(SourceError) as caught:
        parse(SourceText("conf/a.py", source))
    error = caught.value
    assert "\n" not in str(error)
    assert error.path == "conf/a.py"
    return error


def test_a_module_carries_tree_text_and_comments() -> None:
    found = parse(SourceText("conf/a.py", "x = 1  # c\n"))
    assert found.path == "conf/a.py"
    assert found.text.text == "x = 1  # c\n"
    assert [comment.text for comment in found.comments] == ["# c"]
    assert isinstance(found.cst, libcst.Module)


def test_the_tree_knows_the_encoding_of_the_file() -> None:
    found = parse(decode(b"# coding: latin-1\nx = '\xe9'\n", "a.py"))
    assert found.cst.bytes == b"# coding: latin-1\nx = '\xe9'\n"


def test_a_byte_order_mark_moves_no_column() -> None:
    found = parse(decode(b"\xef\xbb\xbfx = 1\n", "a.py"))
    assert found.span(found.cst.body[0])[:2] == (1, 1)


@pytest.mark.parametrize(
    ("source", "line", "column", "message"),
    [
        ("x = 1\na b\n", 2, 3, "unexpected 'b'"),
        ("x = \ny = 2\n", 1, 5, "unexpected end of line"),
        ("x = # c\n\n# d\n\ny = 2\n", 1, 8, "unexpected end of line"),
        ("import\n", 1, 7, "unexpected end of file"),
        ("a = 1\n  b = 2\n", 2, 3, "unexpected 'b'"),
        ("if a:\nb = 1\n", 2, 1, "unexpected 'b'"),
        ("try:\n  a\nb = 1\n", 3, 1, "unexpected 'b'"),
        ("if a:\n  b\n    c\n", 3, 5, "unexpected 'c'"),
        ("x = a if b\ny = 1\n", 1, 11, "unexpected end of line"),
        ("x =\n  b\n", 1, 4, "unexpected end of line"),
        ("x = [1, 2\n     3, 4]\n", 2, 6, "unexpected '3'"),
        ("class A\n    pass\n", 1, 8, "unexpected end of line, a colon is missing"),
        ("x = 'a\\n' 1\n", 1, 11, "unexpected '1'"),
        ("x = '''a\nb''' c\n", 2, 6, "unexpected 'c'"),
        ("x = f'{a b}'\n", 1, 10, "unexpected 'b'"),
        ("é = ü ö\n", 1, 7, "unexpected 'ö'"),
        ("else:\n    a\n", 1, 1, "unexpected 'else'"),
        ("é° = 1\n", 1, 1, "'é°' is no name"),
        ("x 'a\\n'\n", 1, 3, "unexpected a string"),
        ("x = 1 0o17\n", 1, 7, "unexpected '0o17'"),
        ("x = " + "a" * 60 + " " + "b" * 60, 1, 66, "b" * 40 + "…'"),
    ],
)
def test_a_syntax_error_is_one_line_with_its_position(
    source: str, line: int, column: int, message: str
) -> None:
    error = refused(source)
    assert (error.line, error.column) == (line, column)
    assert error.message.endswith(message) or message in error.message


@pytest.mark.parametrize(
    ("source", "line", "construct"),
    [
        ("import os\nprint 'a'\n", 2, "print is a statement"),
        ("if a:\n    print a\n", 2, "print is a statement"),
        ("exec 'a'\n", 1, "exec is a statement"),
        ("try:\n    a\nexcept A, e:\n    print e\n", 4, "print is a statement"),
        ("try:\n    a\nexcept A, e:\n    b c\n", 4, "except with a comma"),
        ("raise A, 'b'\n", 1, "raise with a comma"),
        ("x = 10L\n", 1, "a long integer"),
        ("if a <> b: pass\n", 1, "the operator <>"),
        ("x = ur'a'\n", 1, "a string prefix of Python 2"),
        ("def f((a, b)): pass\n", 1, "a parameter in brackets"),
        ("x = 0777\n", 1, "octal number as Python 2"),
        ("x = `a`\n", 1, "this is Python 2 code"),
    ],
)
def test_python_2_is_told_as_such(source: str, line: int, construct: str) -> None:
    error = refused(source)
    assert error.line == line
    assert construct in error.message
    assert "Python 2" in error.message


def test_silent_on_except_with_a_comma_which_newer_python_has_again() -> None:
    assert parse(SourceText("a.py", "try:\n    a\nexcept A, B:\n    c\n")).roundtrips


@pytest.mark.parametrize("source", ["x = 'a' b'b'\n", "'\\u2028' 'x' b'y'\n"])
def test_what_libcst_cannot_represent_is_one_line(source: str) -> None:
    assert refused(source).line == 1


def test_any_other_failure_of_the_parser_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ValueError("odd\nsecond line")

    monkeypatch.setattr(libcst, "parse_module", fail)
    assert refused("x = 1\n").message == "does not parse: odd"


def test_hostile_text_never_reaches_the_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libcst, "parse_module", lambda *_: pytest.fail("parsed"))
    assert "200 brackets" in refused("(" * 3000).message


def test_the_recursion_limit_is_put_back() -> None:
    before = sys.getrecursionlimit()
    parse(SourceText("a.py", "x = " + "(" * 100 + "a" + ")" * 100 + "\n"))
    with pytest.raises(SourceError):
        parse(SourceText("a.py", "x = (\n"))
    assert sys.getrecursionlimit() == before


def test_a_module_is_read_and_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    tree = MemoryTree({"a.py": "x = 1\n"})
    found = load(tree, "a.py")
    monkeypatch.setattr(module_, "parse", lambda *_: pytest.fail("parsed twice"))
    assert found is not None
    assert load(tree, "a.py") is found
    assert list(tree.log.read) == ["a.py"]


def test_trees_do_not_share_modules() -> None:
    assert load(MemoryTree({"a.py": "x = 1\n"}), "a.py") is not load(MemoryTree({"a.py": "x = 1\n"}), "a.py")


def test_a_missing_module_is_none() -> None:
    tree = MemoryTree({})
    assert load(tree, "a.py") is None
    assert load(tree, "a.py") is None
    assert list(tree.log.missed) == ["a.py"]


@pytest.mark.parametrize("content", ["x = (\n", b"\xff\xfe", b"\xe9\n", "a b\n", "(" * 500])
def test_a_failure_is_kept(content: str | bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    tree = MemoryTree({"a.py": content})
    with pytest.raises(SourceError) as first:
        load(tree, "a.py")
    monkeypatch.setattr(module_, "decode", lambda *_: pytest.fail("decoded twice"))
    with pytest.raises(SourceError) as second:
        load(tree, "a.py")
    assert second.value is first.value


def test_a_folder_is_no_module() -> None:
    with pytest.raises(SourceError, match="is a folder"):
        load(MemoryTree({"a/b.py": ""}), "a")


def test_nothing_heavy_is_imported_before_a_module_is_parsed() -> None:
    code = """
import sys
from secheaders_lint.source import directory, git, guard, memory, module, suppressions, text, tree
before = {'libcst', 'subprocess', 'tokenize', 'dataclasses', 'pathlib', 'inspect', 'typing_extensions'} & set(sys.modules)
with directory.DirectoryTree('.') as root:
    list(root.walk())
guard.check(text.SourceText('a.py', 'x = 1'))
module.parse(text.SourceText('a.py', 'x = 1')).roundtrips
print(before, {'libcst.matchers', 'libcst.codemod'} & set(sys.modules))
"""
    arguments = [sys.executable, "-c", f"import sys; sys.path[:0] = {sys.path!r}\n{code}"]
    done = subprocess.run(arguments, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["set()", "set()"]
