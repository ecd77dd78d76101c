"""Repositories made to hurt: an answer or one clear line, in bounds; nothing is run, and nothing outside of the root is read."""

from __future__ import annotations

import pytest

from tests.hostile.running import CASES, Server, build, faults, run

# They spend all the steps there are, as others do too: seconds each. `benchmarks/hostile.py` runs all.
SLOW = {
    "a combinator",
    "a generator without end",
    "a set of comprehensions",
    "generators that multiply",
    "many times for in one comprehension",
    "nested comprehensions",
    "omega of lists",
    "20 modules of 6,000 lines",
    "300 modules of 200 settings",
}
# Each of these takes ways of its own through the commands that only show.
SHOWN = [
    "an empty file", "one NUL", "lone surrogates as escapes", "utf-16 with its mark", "60,000 lines", "a string of 5 MB",
    "200 brackets", "a large number as a setting", "floats out of range", "a text that doubles", "lists that hold each other",
    "a dictionary that holds itself", "namespaces that hold themselves", "60 conditions on a dictionary", "choices in a loop",
    "a list of 20,000 lines", "many findings", "a policy without end", "middleware without end", "odd names",
    "links out of the repository", "secrets by absolute path", "150 projects", "a chain of 400 imports",
]  # fmt: skip


@pytest.fixture(scope="module")
def server():
    with Server() as server:
        yield server


@pytest.mark.parametrize("name", [name for name in CASES if name not in SLOW])
def test_check(server, tmp_path, name):
    root = build(name, tmp_path)
    assert faults(server.run(root, "check"), tmp_path) == []


@pytest.mark.parametrize("command", ["headers", "settings"])
@pytest.mark.parametrize("name", SHOWN)
def test_other_commands(server, tmp_path, name, command):
    root = build(name, tmp_path)
    assert faults(server.run(root, command), tmp_path) == []


def test_the_whole_command_is_no_other(tmp_path):
    root = build("a loop without end", tmp_path)
    assert faults(run(root, "check"), tmp_path) == []
