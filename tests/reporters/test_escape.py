from __future__ import annotations

import pytest
from secheaders_lint.reporters.escape import inert, one_line, safe, visible

from tests.reporters.runner import commands
from tests.reporters.samples import HOSTILE


@pytest.mark.parametrize("text", ["plain", "añ ☃ 中文", 'a "b" c', "a::b", "# comment", "#[x]"])
def test_ordinary_text_stays(text):
    assert safe(text) == text
    assert one_line(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31m", "\\x1b[31m"),
        ("a\nb", "a\\nb"),
        ("a\tb\r", "a\\tb\\r"),
        ("\x00\x7f\x9b", "\\x00\\x7f\\x9b"),
        ("\u202e\u2066", "\\u202e\\u2066"),
        ("\udc80", "\\udc80"),
    ],
)
def test_what_a_terminal_would_obey_is_spelled_out(text, shown):
    assert visible(text) == shown


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_is_a_command_as_a_line_of_its_own(text):
    assert commands(one_line(text)) == []
    assert commands(f"before\n{one_line(text)}\n") == []


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_is_a_command_once_the_report_is_inert(text):
    assert commands(inert(f"  {safe(text)}\n\n\t{safe(text)} and {safe(text)}")) == []


def test_inert_changes_nothing_else():
    report = "a.py:1:1: warning HSTS001 x\n  1 | A = '::'\n\n"
    assert inert(report) == report


def test_colours_in_front_do_not_hide_a_command():
    assert inert("\x1b[1m::error::x") == "\x1b[1m\\x3a:error::x"
