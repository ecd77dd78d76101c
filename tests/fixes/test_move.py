"""A middleware is moved, taken out or renamed; its comments go along, everything else stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.remedies import Move, Remove, Swap

from tests.fixes.pairs import pairs
from tests.fixes.trying import site_of, tried

if TYPE_CHECKING:
    from secheaders_lint.remedies import Step


def fixed(before: str, *steps: Step) -> str:
    result = tried(site_of(before), *steps)
    assert not result.reason
    return result.text()


@pairs({
    "many lines": (
        """
        MIDDLEWARE = [
            "b.B",
            "a.A",
        ]
        """,
        """
        MIDDLEWARE = [
            "a.A",
            "b.B",
        ]
        """,
    ),
    "one line": ('MIDDLEWARE = ["b.B", "a.A"]\n', 'MIDDLEWARE = ["a.A", "b.B"]\n'),
    "one line with a comma at the end": ('MIDDLEWARE = ["b.B", "a.A",]\n', 'MIDDLEWARE = ["a.A", "b.B",]\n'),
    "comments go along": (
        """
        MIDDLEWARE = [
            # The second
            "b.B",
            # The first
            # of all
            "a.A",  # really
            # The third
            "c.C",
        ]
        """,
        """
        MIDDLEWARE = [
            # The first
            # of all
            "a.A",  # really
            # The second
            "b.B",
            # The third
            "c.C",
        ]
        """,
    ),
    "a group header stays": (
        """
        MIDDLEWARE = [
            "b.B",

            # Ours

            "a.A",
            "c.C",
        ]
        """,
        """
        MIDDLEWARE = [
            "a.A",
            "b.B",

            # Ours

            "c.C",
        ]
        """,
    ),
    "the last one without a comma": (
        """
        MIDDLEWARE = [
            "b.B",
            "c.C",
            "a.A"
        ]
        """,
        """
        MIDDLEWARE = [
            "a.A",
            "b.B",
            "c.C"
        ]
        """,
    ),
    "the last one without a comma and with a comment": (
        """
        MIDDLEWARE = [
            "b.B",
            "a.A"  # the last
        ]
        """,
        """
        MIDDLEWARE = [
            "a.A",  # the last
            "b.B"
        ]
        """,
    ),
    "a tuple of two": ("MIDDLEWARE = ('b.B', 'a.A')\n", "MIDDLEWARE = ('a.A', 'b.B')\n"),
    "single quotes and double ones": (
        """
        MIDDLEWARE = [
            'b.B',
            "a.A",
        ]
        """,
        """
        MIDDLEWARE = [
            "a.A",
            'b.B',
        ]
        """,
    ),
    "from one list to another": (
        """
        OURS = [
            "b.B",
        ]
        MIDDLEWARE = OURS + [
            "c.C",
            # ours too
            "a.A",
        ]
        """,
        """
        OURS = [
            # ours too
            "a.A",
            "b.B",
        ]
        MIDDLEWARE = OURS + [
            "c.C",
        ]
        """,
    ),
    "put in by a call at another place": (
        """
        MIDDLEWARE = ["c.C", "b.B"]
        MIDDLEWARE.append("a.A")
        """,
        """
        MIDDLEWARE = ["c.C", "b.B"]
        MIDDLEWARE.insert(MIDDLEWARE.index("b.B"), "a.A")
        """,
    ),
    "a commented-out one above stays": (
        """
        MIDDLEWARE = [
            "b.B",
            # "d.D",
            "a.A",
        ]
        """,
        """
        MIDDLEWARE = [
            "a.A",
            "b.B",
            # "d.D",
        ]
        """,
    ),
})  # fmt: skip
def test_moves_a_middleware_above_another(before, after):
    assert fixed(before, Move("a.A", above="b.B")) == after


@pairs({
    "many lines": (
        """
        MIDDLEWARE = [
            "b.B",
            "a.A",
            "c.C",
        ]
        """,
        """
        MIDDLEWARE = [
            "a.A",
            "c.C",
            "b.B",
        ]
        """,
    ),
    "no comma at the end": (
        """
        MIDDLEWARE = [
            # second
            "b.B",  # to the end
            "a.A",
            "c.C"  # was last
        ]
        """,
        """
        MIDDLEWARE = [
            "a.A",
            "c.C",  # was last
            # second
            "b.B"  # to the end
        ]
        """,
    ),
    "one line": ('MIDDLEWARE = ["b.B", "c.C"]\n', 'MIDDLEWARE = ["c.C", "b.B"]\n'),
})  # fmt: skip
def test_moves_a_middleware_below_another(before, after):
    assert fixed(before, Move("b.B", below="c.C")) == after


@pairs({
    "many lines": (
        """
        MIDDLEWARE = [
            "a.A",
            "b.B",
            "a.A",
        ]
        """,
        """
        MIDDLEWARE = [
            "a.A",
            "b.B",
        ]
        """,
    ),
    "one line": ('MIDDLEWARE = ["a.A", "b.B", "a.A"]\n', 'MIDDLEWARE = ["a.A", "b.B"]\n'),
    "a tuple of two": ('MIDDLEWARE = ("a.A", "b.B", "a.A")\n', 'MIDDLEWARE = ("a.A", "b.B")\n'),
    "a comment behind it goes with it": (
        """
        MIDDLEWARE = [
            "a.A",
            "b.B",
            "a.A",  # once more
        ]
        """,
        """
        MIDDLEWARE = [
            "a.A",
            "b.B",
        ]
        """,
    ),
    "put in by a call": (
        """
        MIDDLEWARE = ["a.A", "b.B"]
        MIDDLEWARE.append("a.A")
        """,
        """
        MIDDLEWARE = ["a.A", "b.B"]
        """,
    ),
})  # fmt: skip
def test_takes_the_second_of_two_out(before, after):
    assert fixed(before, Remove("a.A", 2)) == after


@pairs({
    "double quotes": ('MIDDLEWARE = ["a.A"]  # one\n', 'MIDDLEWARE = ["x.X"]  # one\n'),
    "single quotes": ("MIDDLEWARE = ['a.A', \"b.B\"]\n", "MIDDLEWARE = ['x.X', \"b.B\"]\n"),
    "in a call": (
        "MIDDLEWARE = ['b.B']\nMIDDLEWARE.append('a.A')\n", "MIDDLEWARE = ['b.B']\nMIDDLEWARE.append('x.X')\n",
    ),
})  # fmt: skip
def test_writes_another_path(before, after):
    assert fixed(before, Swap("a.A", "x.X")) == after
