from __future__ import annotations

import codecs
import io
import tokenize

import pytest
from hypothesis import given
from hypothesis import strategies as st
from secheaders_lint.errors import SourceError
from secheaders_lint.source.text import SourceText, decode, decode_plain


def refused(data: bytes) -> SourceError:
    with pytest.raises(SourceError) as caught:
        decode(data, "a.py")
    return caught.value


def test_utf_8_is_the_default() -> None:
    text = decode("x = 'é'\n".encode(), "a.py")
    assert (text.text, text.encoding, text.bom, text.path) == ("x = 'é'\n", "utf-8", False, "a.py")


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    text = decode(b"\xef\xbb\xbfx = 1\n", "a.py")
    assert (text.text, text.bom) == ("x = 1\n", True)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_stay_as_they_are(end: str) -> None:
    assert decode(f"a{end}b{end}".encode(), "a.py").text == f"a{end}b{end}"


@pytest.mark.parametrize(
    ("line", "encoding"),
    [
        (b"# -*- coding: latin-1 -*-", "iso8859-1"),
        (b"# vim: set fileencoding=cp1252 :", "cp1252"),
        (b"#!coding=koi8-r", "koi8_r"),
        (b"  # coding: iso-8859-15", "iso8859_15"),
        (b"# coding: utf-8-unix", "utf-8"),
        (b"# coding: latin-1-dos", "iso8859-1"),
        (b"# coding: UTF_8", "utf-8"),
        (b"# coding: utf-8-sig", "utf-8"),
        (b"# coding: windows-1251", "cp1251"),
        (b"# coding: ascii", "ascii"),
    ],
)
def test_a_coding_comment_names_the_encoding(line: bytes, encoding: str) -> None:
    assert decode(line + b"\nx = 1\n", "a.py").encoding == encoding
    assert decode(b"\n" + line + b"\n", "a.py").encoding == encoding


def test_the_named_encoding_is_used() -> None:
    assert decode(b"# coding: cp1252\nx = '\x80'\n", "a.py").text.endswith("'€'\n")


@pytest.mark.parametrize(
    "head",
    [
        b"x = 1 # coding: ascii\n",
        b"\n\n# coding: ascii\n",
        b"x = 1\n# coding: ascii\n",
        b"'\n# coding: ascii'\n",
    ],
)
def test_silent_on_a_coding_comment_that_counts_for_nothing(head: bytes) -> None:
    assert decode(head, "a.py").encoding == "utf-8"


@pytest.mark.parametrize("end", [b"\r", b"\r\n"])
def test_the_first_two_lines_end_where_python_ends_lines(end: bytes) -> None:
    assert decode(b"#!/x" + end + b"# coding: ascii" + end, "a.py").encoding == "ascii"
    assert decode(end * 2 + b"# coding: ascii" + end, "a.py").encoding == "utf-8"


@pytest.mark.parametrize(
    "name",
    ["rot13", "zlib", "hex", "base64", "unicode_escape", "raw_unicode_escape", "idna", "punycode", "utf-7", "hz",
     "iso2022_jp", "utf-16", "utf-32-le", "cp037", "undefined", "mbcs", "future_fstrings", "no-such", "charmap"],
)  # fmt: skip
def test_a_codec_that_transforms_is_never_run(name: str) -> None:
    error = refused(f"#!/x\n# coding: {name}\n+AGE-\n".encode())
    assert (error.line, error.column) == (2, 11)
    assert "save the file as UTF-8" in error.message


def test_a_byte_order_mark_against_another_encoding_is_refused() -> None:
    error = refused(b"\xef\xbb\xbf# coding: latin-1\n")
    assert (error.line, error.column) == (1, 11)


def test_a_bad_byte_is_named_with_line_and_column_in_characters() -> None:
    error = refused("# é\n  'ü".encode() + b"\xe9'\n")
    assert (error.line, error.column) == (2, 5)
    assert error.message.startswith("byte 0xe9 is not UTF-8")


def test_a_bad_byte_of_a_named_encoding() -> None:
    error = refused(b"# coding: ascii\rx = '\xe9'\r")
    assert (error.line, error.column) == (2, 6)
    assert "not ASCII" in error.message


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
def test_wide_encodings_are_refused_with_a_clear_line(codec: str) -> None:
    error = refused("x = 1\n".encode(codec))
    assert error.line == 1
    assert "UTF-8" in error.message


def test_a_nul_byte_is_refused_where_it_stands() -> None:
    error = refused(b"a\r\nb\0")
    assert (error.line, error.column) == (2, 2)


def test_two_byte_order_marks_are_refused() -> None:
    assert refused(b"\xef\xbb\xbf" * 2 + b"x = 1\n").line == 1


def test_an_empty_file_is_a_text() -> None:
    text = decode(b"", "a.py")
    assert (text.text, text.line_starts, text.line(1), text.position(0)) == ("", [0], "", (1, 1))


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        (b"\xef\xbb\xbfa\n", "a\n", "utf-8"),
        (b"\xe9\n", "é\n", "latin-1"),
        (b"\xff\xfeD\0j\0", "Dj", "utf-16"),
        (b"\xfe\xff\0D\0j", "Dj", "utf-16"),
        (b"# coding: rot13\n", "# coding: rot13\n", "utf-8"),
        (b"a\0b", "a\0b", "utf-8"),
    ],
)
def test_a_file_that_is_no_python_is_always_decoded(data: bytes, text: str, encoding: str) -> None:
    plain = decode_plain(data, "requirements.txt")
    assert (plain.text, plain.encoding) == (text, encoding)


@given(st.binary(max_size=60))
def test_plain_decoding_never_fails(data: bytes) -> None:
    decode_plain(data, "x")


@pytest.mark.parametrize(
    ("text", "newline"),
    [
        ("", "\n"),
        ("a", "\n"),
        ("a\r\nb\r\nc\n", "\r\n"),
        ("a\rb\rc\n", "\r"),
        ("a\nb\nc\r\n", "\n"),
        ("\r\r\n\r\n", "\r\n"),
    ],
)
def test_the_newline_is_the_one_that_most_lines_have(text: str, newline: str) -> None:
    assert SourceText("a", text).newline == newline


def test_lines_end_where_python_ends_them() -> None:
    text = SourceText("a", "a\fb\x0bc\x85d\u2028e\nf\r\ng\rh")
    assert [text.line(number) for number in range(6)] == ["", "a\fb\x0bc\x85d\u2028e", "f", "g", "h", ""]


def test_positions_count_characters_from_one() -> None:
    text = SourceText("a", "é😀x\r\ny")
    assert [text.position(offset) for offset in (0, 2, 3, 5, 6)] == [(1, 1), (1, 3), (1, 4), (2, 1), (2, 2)]


@given(st.text(alphabet="a\n\r\fé😀", max_size=30))
def test_every_offset_has_the_position_of_its_character(content: str) -> None:
    text = SourceText("a", content)
    for offset in range(len(content) + 1):
        line, column = text.position(offset)
        assert text.line_starts[line - 1] + column - 1 == offset
    assert len(text.line_starts) == len(content.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


COOKIES = st.sampled_from(
    [b"# coding: latin-1", b"# -*- coding: utf-8 -*-", b"#!/x", b"", b"  ", b"x = 1", b"# coding: cp1252", b"\f# coding=ascii",
     b"# coding: no-such", b"#coding :ascii", b"# encoding: koi8-r", b"'''", b"# coding:utf8", b"x # coding: ascii"]
)  # fmt: skip


@given(st.lists(COOKIES, max_size=4), st.booleans())
def test_the_encoding_is_the_one_that_tokenize_detects(lines: list[bytes], mark: bool) -> None:
    # Left aside: lines that end with a lone carriage return, which tokenize does not split (compile() does), codecs
    # that are not read here at all, and utf8 behind a byte order mark, where tokenize knows one spelling only.
    data = (b"\xef\xbb\xbf" if mark else b"") + b"\n".join(
        line for line in lines if not (mark and b"utf8" in line)
    )
    try:
        expected = tokenize.detect_encoding(io.BytesIO(data).readline)[0].replace("-sig", "")
    except SyntaxError:
        refused(data)
        return
    assert codecs.lookup(decode(data, "a.py").encoding).name == codecs.lookup(expected).name
