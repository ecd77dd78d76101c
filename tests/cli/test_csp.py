from __future__ import annotations

import io

import pytest

from tests.csp.records import oracle
from tests.reporters.runner import commands

from .test_process import imported, run

SOUND = "default-src 'none'; require-trusted-types-for 'script'"
HOSTILE = "script-src 'self'\n::error::pwned.b ##[error]x \x1b[31mred \x9b2J a.b/\u202ex; \n::warning::y z; ##[debug]q"


def given_stdin(monkeypatch, content: bytes) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content), encoding="ascii"))


def test_a_sound_policy(workspace):
    result = workspace.run("csp", "--policy", SOUND)
    assert (result.status, result.err) == (0, "")
    assert result.out.endswith("\nNo findings\n")


@pytest.mark.parametrize(
    ("policy", "status"),
    [
        (SOUND, 0),
        ("default-src 'self'", 0),
        ("default-src 'none'; img-src http://a.b", 0),
        ("default-src *", 1),
        ("default-src 'none'; imgsrc a.b", 1),
        (";", 1),
        (",", 1),
    ],
)
@pytest.mark.parametrize("form", ["text", "json"])
def test_the_exit_status_speaks_of_high_and_syntax(workspace, policy, status, form):
    result = workspace.run("csp", "--policy", policy, "--format", form)
    assert result.status == status
    assert result.out


def test_json_is_that_of_csp_evaluator(workspace):
    # One of the recorded policies holds a comma: there a browser sees two policies, and we with it.
    for record in oracle():
        if record.findings is None or "," in record.policy:
            continue
        result = workspace.run("csp", "--format", "json", f"--policy={record.policy}")
        assert result.json["schema"] == 1
        told = [
            tuple(each[key] for key in ("type", "severity", "directive", "value"))
            for each in result.json["findings"]
        ]
        assert told == record.findings, record.policy
        assert result.status == any(severity in {"HIGH", "SYNTAX"} for _, severity, _, _ in record.findings)


def test_a_list_of_policies(workspace):
    result = workspace.run("csp", "--policy", f"script-src 'unsafe-inline', {SOUND}", "--format", "json")
    assert result.status == 0
    assert result.json["effective"]["script-src"] == ["'none'"]
    assert result.err == (
        "secheaders-lint: note: commas make 2 policies of this; a browser enforces all of them at once\n"
    )
    assert workspace.run("csp", "--quiet", "--policy", f"{SOUND}, {SOUND}").err == ""


@pytest.mark.parametrize(
    "content", [SOUND.encode(), b"\xef\xbb\xbf" + SOUND.encode() + b"\n", SOUND.replace(" ", "\n").encode()]
)
def test_stdin(workspace, monkeypatch, content):
    given_stdin(monkeypatch, content)
    result = workspace.run("csp", "--policy", "-", "--format", "json")
    assert (result.status, result.err) == (0, "")
    assert result.json["effective"] == {"default-src": ["'none'"], "require-trusted-types-for": ["'script'"]}


@pytest.mark.parametrize(
    ("words", "stdin", "said"),
    [
        ([], b"", "the following arguments are required: --policy; secheaders-lint csp --help"),
        (["--policy"], b"", "argument --policy: expected one argument"),
        (["--policy", ""], b"", "--policy: the policy is empty; give the value of one header"),
        (["--policy", " \t\n"], b"", "--policy: the policy is empty;"),
        (["--policy", "-"], b"", "--policy: the policy is empty;"),
        (["--policy", "x" * 100_001], b"", "--policy: the policy is longer than 100,000 characters;"),
        (["--policy", "-"], b"x" * 100_001, "--policy: the policy is longer than 100,000 characters;"),
        (["--policy", "-"], b"x" * 500_000, "--policy: the policy is longer than 100,000 characters;"),
        (["--policy", "-"], b"img-src \xff", "--policy -: stdin is not UTF-8 (byte 9);"),
        (["--policy", "img-src \udcff"], b"", "--policy: the policy holds bytes that are not UTF-8"),
        (["--policy", "x", "y"], b"", "one argument too many: y"),
        (["--policy", "x", "--format", "sarif"], b"", "argument --format: invalid choice: 'sarif'"),
        (["--policy", "x", "--polcy", "y"], b"", "unknown option --polcy (did you mean --policy?)"),
    ],
    ids=lambda value: ascii(value)[:40],
)
def test_usage(workspace, monkeypatch, words, stdin, said):
    given_stdin(monkeypatch, stdin)
    result = workspace.run("csp", *words)
    assert (result.status, result.out) == (2, "")
    assert result.err.startswith(f"secheaders-lint: error: {said}")
    assert len(result.err.splitlines()) == 1


def test_more_sources_than_can_be_compared(workspace):
    lists = (" ".join(f"a{place}.{end}" for place in range(1000)) for end in ("b", "c"))
    result = workspace.run("csp", "--policy", ", ".join(f"img-src {each}" for each in lists))
    assert (result.status, result.out, len(result.err.splitlines())) == (2, "", 1)


def test_stdin_that_is_closed(workspace, monkeypatch):
    monkeypatch.setattr("sys.stdin", None)
    result = workspace.run("csp", "--policy", "-")
    assert (result.status, result.err) == (
        2,
        "secheaders-lint: error: --policy -: there is no stdin to read from\n",
    )


@pytest.mark.parametrize("size", [b"\xc3\xa9" * 100_000, b"x" * 100_000])
def test_what_is_just_short_enough(workspace, monkeypatch, size):
    given_stdin(monkeypatch, size)
    assert workspace.run("csp", "--policy", "-", "--format", "json").status == 1


@pytest.mark.parametrize("words", [[], ["--format", "json"], ["--quiet"], ["--verbose"]], ids=" ".join)
def test_nothing_becomes_a_command_or_reaches_the_terminal(workspace, words):
    result = workspace.run("csp", "--policy", HOSTILE, *words)
    assert result.status == 1
    for stream in (result.out, result.err):
        assert commands(stream) == []
        assert stream.replace("\n", "").isprintable()
    assert "pwned" in result.out


def test_colour(workspace):
    plain = workspace.run("csp", "--policy", "default-src *").out
    assert "\x1b" not in plain
    assert (
        "\x1b[31;1mHIGH\x1b[0m" in workspace.run("csp", "--policy", "default-src *", "--color", "always").out
    )
    assert workspace.run("csp", "--policy", "default-src *", "--color", "never").out == plain


@pytest.mark.parametrize("form", ["text", "json"])
def test_nothing_heavy_is_imported(tmp_path, form):
    status, *names = imported(tmp_path, "csp", "--policy", SOUND, "--format", form)
    assert status == "0"
    assert not {"libcst", "packaging", "tomli", "importlib.metadata", "tempfile", "shutil"} & set(names)


def test_a_process_of_its_own(tmp_path):
    done = run(tmp_path, "csp", "--policy", "default-src *", "--format", "json")
    assert (done.returncode, done.stderr) == (1, "")
    assert '"PLAIN_WILDCARD"' in done.stdout
    assert "--policy TEXT" in run(tmp_path, "csp", "--help").stdout
