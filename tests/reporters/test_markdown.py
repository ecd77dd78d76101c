"""Markdown is held against a CommonMark parser: what a repository writes is text or code in it, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from markdown_it import MarkdownIt
from secheaders_lint.findings import Applicability, Confidence, Edit, Location
from secheaders_lint.reporters import markdown, markup
from secheaders_lint.reporters.escape import safe

from tests.reporters.runner import commands
from tests.reporters.samples import HOSTILE, finding, fix, fixed, report, silenced

if TYPE_CHECKING:
    from markdown_it.token import Token

PARSER = MarkdownIt("commonmark").enable("table")
NASTY = (
    *HOSTILE,
    "@octocat",
    "#123 GH-1",
    "[x](https://evil.example)",
    "![x](https://evil.example/a.png)",
    "https://evil.example www.evil.example",
    "<img src=x onerror=alert(1)>",
    "<!-- secheaders-lint:v1:0000 -->",
    "```\n# title",
    "`` a ` b",
    "*bold* _it_ ~~gone~~ **b**",
    "a | b \\| c",
    "&lt;b&gt;",
    "- item",
    "1. item",
    "\\",
    "`",
    "someone@example.org",
    "> quote",
    "= = =",
    "--- +++",
    " ",
    "",
)


def tokens(text: str) -> list[Token]:
    return [inner for token in PARSER.parse(text) for inner in (token, *(token.children or ()))]


def shown(text: str) -> tuple[str, set[str]]:
    """Return what a reader sees of an inline text, and which kinds of tokens it is made of."""
    inline = [child for token in PARSER.parse(text) for child in token.children or ()]
    return "".join(each.content for each in inline), {each.type for each in inline}


@pytest.mark.parametrize("text", NASTY)
def test_prose_is_text_and_code(text):
    seen, kinds = shown(f"x {markup.prose(text)} y")
    assert kinds <= {"text", "code_inline"}
    assert "".join(seen.split()) == "x" + "".join(safe(text).split()) + "y"


@pytest.mark.parametrize(
    "text", ["@octocat", "#123", "https://evil.example", "www.evil.example", "a@b.org", "GH-1"]
)
def test_what_github_looks_for_is_code(text):
    inline = [child for token in PARSER.parse(f"x {markup.prose(text)}") for child in token.children or ()]
    assert [each.content for each in inline if each.type == "code_inline"] == [text]


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("no answer carries it, so a visitor's request (the first) is open", None),
        ("SECURE_HSTS_SECONDS is 0: nothing", "`SECURE_HSTS_SECONDS` is 0: nothing"),
        ("Set A_B = 300, then", "Set `A_B = 300`, then"),
        ('"django.middleware.x" is last', '"`django.middleware.x`" is last'),
    ],
)
def test_prose_stays_readable(text, shape):
    assert markup.prose(text) == (shape or text)


@pytest.mark.parametrize("text", NASTY)
def test_code_is_one_span(text):
    inline = [child for token in PARSER.parse(f"x {markup.code(text)} y") for child in token.children or ()]
    spans = [each.content for each in inline if each.type == "code_inline"]
    assert len(spans) == 1
    assert spans[0].strip() == safe(text).strip()


@pytest.mark.parametrize("text", NASTY)
def test_a_block_holds_its_content(text):
    fences = [token for token in PARSER.parse(markup.block(f"a\n{text}\nb", "diff")) if token.type != "x"]
    assert [token.type for token in fences] == ["fence"]
    assert fences[0].info == "diff"
    assert fences[0].content.splitlines() == ["a", *map(safe, text.split("\n")), "b"]


@pytest.mark.parametrize("text", NASTY)
def test_a_table_keeps_its_columns(text):
    table = markup.table(["a", "b"], [[markup.code(text), markup.prose(text)]])
    cells = [token for token in PARSER.parse(table) if token.type == "td_open"]
    assert len(cells) == 2


@pytest.mark.parametrize("name", NASTY)
def test_a_report_of_hostile_texts_has_the_markup_of_a_harmless_one(name):
    def kinds(text: str) -> list[str]:
        one = fixed(location=Location(text or "x", 3, 1, 3, 24), message=text, help=text or "x")
        seen = tokens(markdown.render(report(one)))
        return [each.type for each in seen if each.type not in {"text", "code_inline"}]

    assert kinds(name) == kinds("harmless")
    one = fixed(fix(title=name), message=name, location=Location(name, 3))
    assert commands(markdown.render(report(one, silenced=(silenced(message=name),)))) == []


def test_a_finding_is_an_item_with_its_fix():
    text = markdown.render(report(fixed(), text=lambda _path: "a\nb\nSECURE_HSTS_SECONDS = 0\n"))
    assert text.splitlines()[:6] == [
        "## secheaders-lint: 1 warning",
        "",
        "- [**HSTS001 hsts-missing**](https://example.org/HSTS001) (warning) in `shop/settings.py:3`  ",
        "  — `SECURE_HSTS_SECONDS` is 0  ",
        "  — Set it to 300.  ",
        "  — `shop/prod.py:1`: imported here",
    ]
    assert "Fix (unsafe): <code>Set SECURE_HSTS_SECONDS to 300</code>" in text
    assert "Judged: `shop.settings` (Django 5.2.7)." in text


def test_a_patch_lies_in_its_item():
    one = fixed(fix(edits=(Edit(Location("shop/settings.py", 1, 1, 1, 2), "b"),)))
    parsed = PARSER.parse(markdown.render(report(one, text=lambda _path: "a\n")))
    (fence,) = [token for token in parsed if token.type == "fence"]
    assert fence.content == "--- a/shop/settings.py\n+++ b/shop/settings.py\n@@ -1 +1 @@\n-a\n+b\n"
    assert [token.type for token in parsed if token.level == 0].count("bullet_list_open") == 1


def test_a_fix_that_cannot_be_shown_is_left_out():
    assert "Fix" not in markdown.render(report(fixed()))


def test_how_sure_it_is():
    one = finding(confidence=Confidence.MEDIUM)
    assert "(warning, medium confidence)" in markdown.render(report(one))


def test_advice_is_told_as_such():
    text = markdown.render(
        report(fixed(fix(applicability=Applicability.DISPLAY)), text=lambda _: "a\nb\n" + "x" * 40)
    )
    assert "Advice: <code>" in text


def test_what_is_silenced_is_folded_away():
    text = markdown.render(report(silenced=(silenced(),)))
    assert "<summary>1 finding silenced</summary>" in text
    assert "- HSTS001 hsts-missing in `shop/settings.py:3`, by a comment (`shop/settings.py:2`)" in text


def test_nothing_found():
    assert markdown.render(report()).startswith("## secheaders-lint: No findings\n")
