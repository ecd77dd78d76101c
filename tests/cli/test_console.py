from __future__ import annotations

import io
import os
import subprocess
import sys

import pytest
from secheaders_lint.cli.console import Console, wants_color, width_of


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize(
    ("choice", "environment", "terminal", "color"),
    [
        ("auto", {}, True, True),
        ("auto", {}, False, False),
        ("auto", {"TERM": "dumb"}, True, False),
        ("auto", {"NO_COLOR": "1"}, True, False),
        ("auto", {"NO_COLOR": ""}, True, True),
        ("auto", {"FORCE_COLOR": "1"}, False, True),
        ("auto", {"FORCE_COLOR": "0"}, True, False),
        ("auto", {"CLICOLOR_FORCE": "1"}, False, True),
        ("auto", {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False, False),
        ("always", {"NO_COLOR": "1"}, False, True),
        ("never", {"FORCE_COLOR": "1"}, True, False),
    ],
)
def test_colour(choice, environment, terminal, color):
    assert wants_color(choice, Terminal() if terminal else io.StringIO(), environment) is color


@pytest.mark.parametrize(
    ("columns", "width"), [("80", 80), ("10", 40), ("999", 120), ("x", 100), ("0", 100), ("", 100)]
)
def test_width(columns, width):
    assert width_of(io.StringIO(), {"COLUMNS": columns}) == width


def test_notes_and_errors_are_single_lines_on_stderr(capsys):
    console = Console()
    console.note("a\n::error::x")
    console.error("##[error]\x1b[31m")
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == (
        "secheaders-lint: note: a\\n::error::x\nsecheaders-lint: error: ##\\x5berror]\\x1b[31m\n"
    )


def test_quiet_keeps_errors(capsys):
    console = Console(quiet=True)
    console.note("a")
    console.error("b")
    assert capsys.readouterr().err == "secheaders-lint: error: b\n"


def test_streams_that_are_closed_take_nothing(monkeypatch):
    monkeypatch.setattr("sys.stdout", None)
    monkeypatch.setattr("sys.stderr", None)
    console = Console()
    console.report("a")
    console.error("b")
    console.close()
    assert (console.color, console.width) == (False, 100)


def test_a_pipe_that_is_closed_is_no_error():
    reading, writing = os.pipe()
    os.close(reading)
    code = (
        "from secheaders_lint.cli.console import Console\n"
        "console = Console()\n"
        "console.report('x' * 100_000)\n"
        "console.report('y' * 100_000)\n"
        "console.close()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


def test_what_the_stream_cannot_spell_is_escaped(monkeypatch):
    raw = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(raw, encoding="ascii", write_through=True))
    Console().report("größer …\n")
    assert raw.getvalue() == b"gr\\xf6\\xdfer \\u2026\n"
