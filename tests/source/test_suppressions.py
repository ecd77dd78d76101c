from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from secheaders_lint.source.guard import Comment, check
from secheaders_lint.source.suppressions import Suppression, find_suppressions
from secheaders_lint.source.text import SourceText


def found(source: str) -> tuple[Suppression, ...]:
    text = SourceText("a.py", source)
    return find_suppressions("a.py", check(text).comments, text)


def only(source: str) -> Suppression:
    (suppression,) = found(source)
    return suppression


def test_an_ignore_names_what_it_silences_and_why() -> None:
    assert only(
        "x = 1\nDEBUG = True  # secheaders: ignore[DJ001, hsts-missing, CSP] staging only\n"
    ) == Suppression(
        path="a.py",
        line=2,
        column=15,
        end_column=74,
        file_wide=False,
        selectors=("DJ001", "hsts-missing", "CSP"),
        reason="staging only",
        alone=False,
        malformed="",
    )


def test_an_ignore_for_the_whole_file() -> None:
    suppression = only("x = 1\n\n# secheaders: ignore-file[CSP] sent by the edge")
    assert (suppression.file_wide, suppression.selectors, suppression.reason) == (
        True,
        ("CSP",),
        "sent by the edge",
    )
    assert (suppression.line, suppression.column, suppression.end_column) == (3, 1, 48)


def test_an_ignore_alone_on_its_line_is_told_apart() -> None:
    assert only("# secheaders: ignore[A]\nx = 1\n").alone
    assert only("x = [\n    # secheaders: ignore[A]\n    1,\n]\n").alone
    assert not only("x = 1  # secheaders: ignore[A]\n").alone


@pytest.mark.parametrize(
    "comment",
    ["# secheaders: ignore[A,B] c", "#secheaders:ignore[A,B] c", "#  SecHeaders : Ignore[ A , B ] c", "# SECHEADERS: IGNORE[A,B]c", "## secheaders: ignore[A,,B,] - c",
     "# secheaders: ignore[A, B]: c", "# secheaders: ignore[A, B] — c", "#\tsecheaders:\tignore[A,\tB]\tc", "# noqa: E501  # secheaders: ignore[A, B] c", "# why # secheaders: ignore[A, B] c  "],
)  # fmt: skip
def test_spacing_and_case_are_tolerated(comment: str) -> None:
    suppression = only(f"x = 1  {comment}\n")
    assert (suppression.selectors, suppression.reason, suppression.malformed) == (("A", "B"), "c", "")


def test_a_comment_may_hold_several() -> None:
    first, second = found("x = 1  # secheaders: ignore[A] b  # secheaders: ignore-file[C] d #12\n")
    assert (first.selectors, first.reason, first.column, first.end_column) == (("A",), "b", 8, 33)
    assert (second.selectors, second.reason, second.file_wide, second.column) == (("C",), "d #12", True, 35)


@pytest.mark.parametrize(
    ("comment", "told"),
    [
        ("# secheaders: ignore", "name what is ignored"),
        ("# secheaders: ignore everything", "name what is ignored"),
        ("# secheaders: ignore-file", "name what is ignored"),
        ("# secheaders: ignore[]", "brackets are empty"),
        ("# secheaders: ignore[ , ] a", "brackets are empty"),
        ("# secheaders: ignore[A", "not closed"),
        ("# secheaders: ignore(A)", "square brackets"),
        ("# secheaders: ignore{A}", "square brackets"),
        ("# secheaders: ignore [A]", "no space before"),
        ("# secheaders:ignore [A]", "no space before"),
        ("# secheaders: ignore[A B]", "'A B'"),
        ("# secheaders: ignore[A;B]", "'A;B'"),
        ("# secheaders: ignore[*]", "'*'"),
        ("# secheaders: ignore[A.b]", "'A.b'"),
        ("# secheader: ignore[A]", "instead of 'secheader'"),
        ("# sec-headers: ignore[A]", "instead of 'sec-headers'"),
        ("# secheaders-lint: ignore[A]", "instead of 'secheaders-lint'"),
        ("# securityheaders: ignore[A]", "instead of 'securityheaders'"),
        ("# secheaders ignore[A]", "with a colon"),
        ("# secheaders = ignore[A]", "with a colon"),
        ("# secheaders: disable[A]", "instead of 'disable'"),
        ("# secheaders: noqa", "instead of 'noqa'"),
        ("# secheaders: ignore-line[A]", "instead of 'ignore-line'"),
        ("# secheaders: ignore_file[A]", "instead of 'ignore_file'"),
        ("# secheaders: ignorefile[A]", "instead of 'ignorefile'"),
        ("# secheaders: igonre[A]", "instead of 'igonre'"),
    ],
)
def test_what_was_clearly_meant_is_told_what_is_wrong(comment: str, told: str) -> None:
    assert told in only(f"x = 1  {comment}\n").malformed


def test_a_misspelt_file_ignore_still_speaks_for_the_file() -> None:
    assert only("# secheaders: ignore_file[A]\n").file_wide


@pytest.mark.parametrize(
    "source",
    [
        "# plain\n", "x = '# secheaders: ignore[A]'\n", "x = '''\n# secheaders: ignore[A]\n'''\n", "# security headers: disabled in development\n", "# secheaders is run in CI\n",
        "# see secheaders: ignore is explained there\n", "# secheaders: see the docs\n", "# secheaders: ignored by the tests\n", "# secheaders ignore this\n", "# noqa: ignore[A]\n", "# type: ignore[A]\n",
        "# secheaders-lint ignore is not needed\n", "# secheaders: ignore-this\n", "# insecheaders: ignore[A]\n", "# The sec_headers allow list\n", "# secheaders: allowed hosts\n",
    ],
)  # fmt: skip
def test_silent_on_prose_and_strings(source: str) -> None:
    assert found(source) == ()


@given(st.text(alphabet="#secheaders: ignore-file[]ABC,() \t", max_size=50))
def test_whatever_a_comment_says_it_is_read(content: str) -> None:
    comment = Comment(1, 1, "#" + content)
    for suppression in find_suppressions("a.py", [comment], SourceText("a.py", comment.text)):
        assert 1 <= suppression.column < suppression.end_column <= len(comment.text) + 1
        assert suppression.selectors or suppression.malformed
