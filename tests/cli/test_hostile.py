"""A repository that tries to speak through our output."""

from __future__ import annotations

import pytest

from tests.reporters.runner import commands

from .projects import MANAGE, SETTINGS

FOLDERS = ("::error::x", "##[error]x", "a\n::error::pwned", "\x1b[31m", "a,line=1::x")
SOURCE = (
    SETTINGS.replace("SECURE_HSTS_SECONDS = 0", "SECURE_HSTS_SECONDS = 0  # ##[error]pwned \x1b]0;x\x07")
    + 'X_FRAME_OPTIONS = "\\n::error::pwned"\nSECURE_REFERRER_POLICY = "##[warning]pwned"\n'
    + 'SECURE_PROXY_SSL_HEADER = "\\x1b[2J"\nALLOWED_HOSTS = ["::notice::pwned\\r\\n::error::x"]\n'
    + 'from .missing import KEY\nglobals()["\\n::ERROR::X"] = 1\n'
)
COMMANDS = (
    ["check"],
    ["check", "--verbose"],
    ["check", "--format", "concise"],
    ["check", "--format", "json"],
    ["headers"],
    ["headers", "--verbose"],
    ["headers", "--format", "json"],
    ["settings"],
    ["settings", "--all"],
    ["settings", "--format", "json"],
)


@pytest.fixture
def hostile(workspace):
    for folder in FOLDERS:
        workspace.write(
            {
                f"{folder}/manage.py": MANAGE.format("shop.settings"),
                f"{folder}/requirements.txt": "Django==5.2.7\n",
                f"{folder}/shop/__init__.py": "",
                f"{folder}/shop/settings.py": SOURCE,
            }
        )
    return workspace


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_nothing_becomes_a_command_or_reaches_the_terminal(hostile, words):
    result = hostile.run(*words)
    assert result.status in {0, 1}
    for stream in (result.out, result.err):
        assert commands(stream) == []
        assert stream.replace("\n", "").isprintable()
    assert "shop/settings.py" in result.out


def test_annotations_are_ours_alone(hostile):
    findings = hostile.run("check", "--format", "json").json["findings"]
    result = hostile.run("check", "--format", "github")
    found = commands(result.out)
    places = sorted((each.properties["file"], each.properties["line"]) for each in found)
    ours = sorted((each["location"]["path"], str(each["location"]["line"])) for each in findings)
    # What a terminal would obey is spelled out even here, at the price of such a file's annotation.
    assert places == sorted((path.replace("\x1b", "\\x1b"), line) for path, line in ours)
    assert all(each.properties["title"].partition(" ")[0].isalnum() for each in found)


def test_a_path_that_does_not_exist_is_told_safely(workspace):
    result = workspace.run("a\n::error::x\x1b[31m")
    assert commands(result.err) == []
    assert len(result.err.splitlines()) == 1
