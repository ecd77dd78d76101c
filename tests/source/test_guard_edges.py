"""The edge of the guard: the largest input of each kind that it lets pass must not hurt libcst.

Each is parsed in a process of its own, positions and all, with half of the stack that a process usually has.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, NamedTuple

import pytest
from secheaders_lint.errors import SourceError
from secheaders_lint.source.guard import check
from secheaders_lint.source.text import SourceText

if TYPE_CHECKING:
    from collections.abc import Callable

MEGABYTES = 300
STACK = 4 << 20

PARSE = """
import resource, sys
from secheaders_lint.errors import SourceError
from secheaders_lint.source.module import parse
from secheaders_lint.source.text import decode
try:
    module = parse(decode(sys.stdin.buffer.read(), 'a.py'))
    module.span(module.cst)
except SourceError as error:
    print(error, file=sys.stderr)
try:
    # What a process used before it became this one counts in ru_maxrss: that is the memory of all the tests so far.
    with open('/proc/self/status') as status:
        peak = next(int(line.split()[1]) for line in status if line.startswith('VmHWM'))
except OSError:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(peak // 1024)
"""


class Outcome(NamedTuple):
    status: int
    megabytes: int
    told: str


def parsed(source: str) -> Outcome:
    """Parse a module elsewhere, and tell what that took."""
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path[:0] = {sys.path!r}\n{PARSE}"],
        input=source.encode(),
        capture_output=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_STACK, (STACK, STACK)),
        timeout=60,
        check=False,
    )
    if done.returncode:
        return Outcome(done.returncode, 0, done.stderr.decode()[-300:])
    return Outcome(0, int(done.stdout), done.stderr.decode())


def accepted(source: str) -> bool:
    try:
        check(SourceText("a.py", source))
    except SourceError:
        return False
    return True


def nested(opening: str, closing: str, inner: str = "a") -> Callable[[int], str]:
    return lambda size: f"x = {opening * size}{inner}{closing * size}\n"


def repeated(unit: str, head: str = "", tail: str = "") -> Callable[[int], str]:
    return lambda size: head + unit * size + tail


def blocks(head: str) -> Callable[[int], str]:
    return lambda size: "".join(f"{' ' * level}{head}\n" for level in range(size)) + " " * size + "pass\n"


# For each kind, the largest size that the guard accepts (within a twentieth).
KINDS: dict[str, tuple[Callable[[int], str], int]] = {
    # Stack
    "calls in comprehensions": (nested("f(a for a in ", ")"), 173),
    "lambdas in defaults": (nested("lambda x=", ":0"), 235),
    "f-strings": (nested('f"{', '}"'), 200),
    "blocks": (blocks("if a:"), 99),
    "calls inside deep blocks": (lambda size: "".join(f"{' ' * level}try:\n" for level in range(90)) + " " * 90 + nested("f(", ")")(size), 137),
    "terms of a sum": (repeated("a + ", "x = ", "a\n"), 664),
    "neighbouring strings": (repeated("'a' ", "x = ", "\n"), 664),
    "elif branches": (repeated("elif b: pass\n", "if a: pass\n"), 664),
    # Memory
    "statements": (repeated("a\n"), 29_440),
    "arguments": (repeated("a,", "f(", ")\n"), 42_240),
    "copies of nested calls": (repeated("x = " + "f(" * 150 + "a" + ")" * 150 + "\n"), 2),
    "lines without code": (repeated("\n"), 248_832),
    "nots": (repeated("not ", "x = ", "a\n"), 664),
    "conditions": (repeated("a if b else ", "x = ", "a\n"), 394),
    # Time
    "long sums": (repeated("x = " + "a @ " * 100 + "a\n"), 241),
    "patterns that do not match": (repeated("  case " + "A(" * 8 + "a a" + ")" * 8 + ": pass\n", "match a:\n"), 6),
    "mappings as patterns": (repeated("  case " + "{1: " * 5 + "a" + "}" * 5 + ": pass\n", "match a:\n"), 414),
    "targets of del": (repeated("del " + "(" * 16 + "a a" + ")" * 16 + "\n"), 3),
}  # fmt: skip


@pytest.fixture(scope="module")
def outcomes() -> dict[str, Outcome]:
    """Parse all edges, two at a time."""
    with ThreadPoolExecutor(2) as pool:
        found = pool.map(lambda kind: parsed(kind[0](kind[1])), KINDS.values())
        return dict(zip(KINDS, found, strict=True))


@pytest.mark.parametrize("kind", KINDS)
def test_the_size_is_the_edge(kind: str) -> None:
    make, size = KINDS[kind]
    assert accepted(make(size))
    assert not accepted(make(size + 1 + size // 20))


@pytest.mark.parametrize("kind", KINDS)
def test_the_edge_neither_crashes_nor_stalls_nor_swells(kind: str, outcomes: dict[str, Outcome]) -> None:
    outcome = outcomes[kind]
    assert outcome.status == 0, outcome.told
    assert outcome.megabytes <= MEGABYTES
    assert outcome.told.count("\n") <= 1


@pytest.mark.parametrize(
    "source",
    [
        "a = 1; b = [1, 2, 3]\n" * 60_000,
        "x = " + "(" * 3_000 + ")" * 3_000 + "\n",
        "x = " + "a + " * 20_000 + "a\n",
        blocks("if a:")(90),
        "x = '" + "a" * 4_900_000 + "'\n",
        "x = [" + "1, " * 1_600_000 + "]\n",
    ],
    ids=["60,000 lines", "3,000 brackets", "20,000 terms", "90 ifs", "a string of 5 MB", "a line of 5 MB"],
)
def test_hostile_files_end_with_an_answer_or_one_line(source: str) -> None:
    outcome = parsed(source)
    assert outcome.status == 0, outcome.told
    assert outcome.megabytes <= MEGABYTES
    assert outcome.told.count("\n") <= 1
