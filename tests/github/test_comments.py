"""Comments: what a repository writes into one is text and code, and never our mark."""

from __future__ import annotations

import pytest
from markdown_it import MarkdownIt
from secheaders_lint.findings import Applicability, Location
from secheaders_lint.github.comments import comment_on
from secheaders_lint.github.marks import Mark, mark_of
from secheaders_lint.github.suggestions import Suggestion
from secheaders_lint.github.summary import Summary, render
from secheaders_lint.reporters.header_changes import Change
from secheaders_lint.reporters.tables import HeaderRow

from tests.github.applier import suggested
from tests.reporters.runner import commands
from tests.reporters.samples import finding, fix, fixed, report
from tests.reporters.test_markdown import NASTY

MARK = Mark("0123abcd", ("0123456789abcdef",))
PARSER = MarkdownIt("commonmark").enable("table")


def kinds(text: str) -> list[str]:
    found = [inner for token in PARSER.parse(text) for inner in (token, *(token.children or ()))]
    return [each.type for each in found if each.type not in {"text", "code_inline"}]


def test_a_mark_is_found_again():
    body = comment_on([finding()], report(), MARK)
    assert mark_of(body) == MARK
    assert mark_of(body.replace("\n", "\r\n")) == MARK


@pytest.mark.parametrize("text", ["", "x", MARK.text, f"{MARK.text} x", f"> {MARK.text}", f"a {MARK.text}"])
def test_other_texts_have_no_mark(text):
    assert mark_of(text) is None


@pytest.mark.parametrize("text", [*NASTY, "\n" + Mark("f" * 8, ("f" * 16,)).text + "\n"])
def test_hostile_texts_change_nothing_but_what_is_said(text):
    def body(said: str) -> str:
        one = fixed(fix(title=said), message=said, help=said or "x", location=Location("a.py", 3))
        return comment_on([one], report(text=lambda _: "a\n" * 9), MARK)

    assert kinds(body(text)) == kinds(body("harmless"))
    assert mark_of(body(text)) == MARK
    assert suggested(body(text)) is None


@pytest.mark.parametrize("line", ["```", "````suggestion", "</details>", "<!-- x -->", "\t`", ""])
def test_a_suggestion_stays_in_its_block(line):
    one = fix(applicability=Applicability.SAFE)
    body = comment_on([fixed(one)], report(), MARK, [one], Suggestion(1, 1, (line, "x")))
    assert suggested(body) == [line, "x"]
    assert mark_of(body) == MARK


def test_a_very_long_comment_is_cut_before_its_mark():
    one = fix(applicability=Applicability.SAFE)
    long = finding(message="x y_z " * 40_000)
    bodies = [
        comment_on([long], report(), MARK),
        comment_on([long], report(), MARK, [one], Suggestion(1, 1, ("x",))),
    ]
    assert [mark_of(body) for body in bodies] == [MARK, MARK]
    assert [suggested(body) for body in bodies] == [None, ["x"]]
    assert all(len(body) < 65_536 for body in bodies)


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "Applying this (safe): Do 0"),
        (2, "Applying this fixes both (unsafe): Do 0; Do 1"),
        (3, "Applying this fixes all 3 (unsafe): Do 0; Do 1; Do 2"),
    ],
)
def test_one_comment_on_several_findings(count, said):
    ones = [
        fix(title=f"Do {number}", applicability=Applicability.UNSAFE if number else Applicability.SAFE)
        for number in range(count)
    ]
    findings = [fixed(one, code=f"R00{number}") for number, one in enumerate(ones)]
    mark = Mark("0123abcd", tuple(each.fingerprint for each in findings))
    body = comment_on(findings, report(), mark, ones, Suggestion(1, 1, ("x",)))
    assert said in body
    assert [each.code in body for each in findings] == [True] * count
    assert suggested(body) == ["x"]
    assert mark_of(body) == mark
    # What the suggestion does is not shown as patches, too.
    assert "```diff" not in body


@pytest.mark.parametrize("text", NASTY)
def test_a_summary_of_hostile_texts(text):
    def told(said: str) -> str:
        row = HeaderRow(said or "x", said, "known", ())
        change = Change(said or "x", ("page",), said or "x", row, None)
        one = fixed(fix(title=said), message=said)
        return render(
            Summary(report(one, since=said or "x", known=1), changes=(change,), notes=(said or "x",))
        )

    assert kinds(told(text)) == kinds(told("harmless"))
    assert commands(told(text)) == []
