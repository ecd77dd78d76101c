"""A middleware is put into the list in every layout; what is there stays as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.remedies import Insert

from tests.fixes.pairs import pairs, refusals
from tests.fixes.trying import site_of, tried

if TYPE_CHECKING:
    from secheaders_lint.remedies import Step

FIRST = Insert("x.X")
BELOW_A = Insert("x.X", below=("a.A",))
LAST = Insert("x.X", below=("c.C",))


def fixed(before: str, *steps: Step) -> str:
    result = tried(site_of(before), *steps)
    assert not result.reason
    return result.text()


@pairs({
    "many lines": (
        """
        MIDDLEWARE = [
            "a.A",
            "b.B",
            "c.C",
        ]
        """,
        """
        MIDDLEWARE = [
            "x.X",
            "a.A",
            "b.B",
            "c.C",
        ]
        """,
    ),
    "one line": ('MIDDLEWARE = ["a.A", "b.B"]\n', 'MIDDLEWARE = ["x.X", "a.A", "b.B"]\n'),
    "one line with a comma at the end": (
        'MIDDLEWARE = ["a.A", "b.B",]\n', 'MIDDLEWARE = ["x.X", "a.A", "b.B",]\n',
    ),
    "one line with spaces inside": ("MIDDLEWARE = [ 'a.A' ]\n", "MIDDLEWARE = [ 'x.X', 'a.A' ]\n"),
    "first one behind the bracket": (
        """
        MIDDLEWARE = ["a.A",
                      "b.B"]
        """,
        """
        MIDDLEWARE = ["x.X",
                      "a.A",
                      "b.B"]
        """,
    ),
    "a comment above the first": (
        """
        MIDDLEWARE = [
            # What comes first.
            "a.A",
        ]
        """,
        """
        MIDDLEWARE = [
            "x.X",
            # What comes first.
            "a.A",
        ]
        """,
    ),
    "a group header with a blank line": (
        """
        MIDDLEWARE = [
            # Django

            "a.A",
            "b.B",
        ]
        """,
        """
        MIDDLEWARE = [
            "x.X",
            # Django

            "a.A",
            "b.B",
        ]
        """,
    ),
    "a comment behind the bracket": (
        """
        MIDDLEWARE = [  # order matters
            "a.A",
        ]
        """,
        """
        MIDDLEWARE = [  # order matters
            "x.X",
            "a.A",
        ]
        """,
    ),
    "a tuple": (
        """
        MIDDLEWARE = (
            'a.A',
            'b.B',
        )
        """,
        """
        MIDDLEWARE = (
            'x.X',
            'a.A',
            'b.B',
        )
        """,
    ),
    "a tuple of one": ("MIDDLEWARE = ('a.A',)\n", "MIDDLEWARE = ('x.X', 'a.A',)\n"),
    "a tuple without a comma at the end": (
        "MIDDLEWARE = ('a.A', 'b.B')\n", "MIDDLEWARE = ('x.X', 'a.A', 'b.B')\n",
    ),
    "tabs": ("MIDDLEWARE = [\n\t'a.A',\n]\n", "MIDDLEWARE = [\n\t'x.X',\n\t'a.A',\n]\n"),
    "a list around a shared one": (
        """
        COMMON = ["b.B"]
        MIDDLEWARE = ["a.A"] + COMMON + ["c.C"]
        """,
        """
        COMMON = ["b.B"]
        MIDDLEWARE = ["x.X", "a.A"] + COMMON + ["c.C"]
        """,
    ),
    "unpacked with a star": (
        """
        COMMON = ["b.B"]
        MIDDLEWARE = [
            "a.A",
            *COMMON,
        ]
        """,
        """
        COMMON = ["b.B"]
        MIDDLEWARE = [
            "x.X",
            "a.A",
            *COMMON,
        ]
        """,
    ),
    "the first put in by a call": (
        """
        MIDDLEWARE = ["b.B"]
        MIDDLEWARE.insert(0, "a.A")
        """,
        """
        MIDDLEWARE = ["b.B"]
        MIDDLEWARE.insert(0, "a.A")
        MIDDLEWARE.insert(0, "x.X")
        """,
    ),
    "an item by a name": ("A = 'a.A'\nMIDDLEWARE = [A, 'b.B']\n", "A = 'a.A'\nMIDDLEWARE = ['x.X', A, 'b.B']\n"),
    "the branch that production takes": (
        """
        import os
        MIDDLEWARE = ["a.A"] if os.environ.get("TESTING") else ["b.B"]
        """,
        """
        import os
        MIDDLEWARE = ["a.A"] if os.environ.get("TESTING") else ["x.X", "b.B"]
        """,
    ),
    "by its name in the module": (
        "globals()['MIDDLEWARE'] = ['a.A']\n", "globals()['MIDDLEWARE'] = ['x.X', 'a.A']\n",
    ),
    "a text in two parts": ("MIDDLEWARE = ['a.' 'A', 'b.B']\n", "MIDDLEWARE = ['x.X', 'a.' 'A', 'b.B']\n"),
    "an empty list that grows": ("MIDDLEWARE = []\nMIDDLEWARE += ['a.A']\n", "MIDDLEWARE = []\nMIDDLEWARE += ['x.X', 'a.A']\n"),
    "two statements on a line": ("A = 1; MIDDLEWARE = ['a.A']; B = 2\n", "A = 1; MIDDLEWARE = ['x.X', 'a.A']; B = 2\n"),
    "several targets": ("MIDDLEWARE = OLD = ['a.A']\n", "MIDDLEWARE = OLD = ['x.X', 'a.A']\n"),
    "with a list of public names": ("__all__ = ['MIDDLEWARE']\nMIDDLEWARE = ['a.A']\n", "__all__ = ['MIDDLEWARE']\nMIDDLEWARE = ['x.X', 'a.A']\n"),
    "annotated": (
        "MIDDLEWARE: list[str] = ['a.A']\n", "MIDDLEWARE: list[str] = ['x.X', 'a.A']\n",
    ),
    "parentheses around it": ("MIDDLEWARE = (['a.A'])\n", "MIDDLEWARE = (['x.X', 'a.A'])\n"),
})  # fmt: skip
def test_puts_a_middleware_first(before, after):
    assert fixed(before, FIRST) == after


@pairs({
    "many lines": (
        """
        MIDDLEWARE = [
            "a.A",
            "b.B",
        ]
        """,
        """
        MIDDLEWARE = [
            "a.A",
            "x.X",
            "b.B",
        ]
        """,
    ),
    "one line": ('MIDDLEWARE = ["a.A", "b.B"]\n', 'MIDDLEWARE = ["a.A", "x.X", "b.B"]\n'),
    "a comment behind it": (
        """
        MIDDLEWARE = [
            "a.A",  # first of all
            "b.B",
        ]
        """,
        """
        MIDDLEWARE = [
            "a.A",  # first of all
            "x.X",
            "b.B",
        ]
        """,
    ),
    "a comment above the next": (
        """
        MIDDLEWARE = [
            "a.A",
            # The second.
            "b.B",
        ]
        """,
        """
        MIDDLEWARE = [
            "a.A",
            "x.X",
            # The second.
            "b.B",
        ]
        """,
    ),
    "switched off in a comment": (
        """
        MIDDLEWARE = [
            "a.A",
            # Not any more.
            #"x.X",  # why
            "b.B",
        ]
        """,
        """
        MIDDLEWARE = [
            "a.A",
            # Not any more.
            "x.X",  # why
            "b.B",
        ]
        """,
    ),
    "switched off somewhere else": (
        """
        MIDDLEWARE = [
            "a.A",
            "b.B",
            # "x.X",
            "c.C",
        ]
        """,
        """
        MIDDLEWARE = [
            "a.A",
            "x.X",
            "b.B",
            # "x.X",
            "c.C",
        ]
        """,
    ),
    "a blank line behind it": (
        """
        MIDDLEWARE = [
            "a.A",

            # Ours
            "b.B",
        ]
        """,
        """
        MIDDLEWARE = [
            "a.A",
            "x.X",

            # Ours
            "b.B",
        ]
        """,
    ),
    "several on a line": (
        """
        MIDDLEWARE = [
            "a.A", "b.B",
            "c.C",
        ]
        """,
        """
        MIDDLEWARE = [
            "a.A", "x.X", "b.B",
            "c.C",
        ]
        """,
    ),
    "a comma at the beginning of the next line": (
        """
        MIDDLEWARE = [
            "a.A"
            , "b.B"
        ]
        """,
        """
        MIDDLEWARE = [
            "a.A"
            , "x.X", "b.B"
        ]
        """,
    ),
    "the only one of another list": (
        """
        FIRST = ["a.A"]
        MIDDLEWARE = FIRST + ["b.B"]
        """,
        """
        FIRST = ["a.A", "x.X"]
        MIDDLEWARE = FIRST + ["b.B"]
        """,
    ),
    "put in by a call": (
        """
        MIDDLEWARE = ["b.B"]
        MIDDLEWARE.insert(0, "a.A")
        """,
        """
        MIDDLEWARE = ["b.B"]
        MIDDLEWARE.insert(0, "a.A")
        MIDDLEWARE.insert(MIDDLEWARE.index("a.A") + 1, "x.X")
        """,
    ),
    "an augmented list": (
        """
        MIDDLEWARE = ["z.Z"]
        MIDDLEWARE += ["a.A"]
        """,
        """
        MIDDLEWARE = ["z.Z"]
        MIDDLEWARE += ["a.A", "x.X"]
        """,
    ),
    "an augmented tuple": (
        """
        MIDDLEWARE = ("z.Z",)
        MIDDLEWARE += ("a.A",)
        """,
        """
        MIDDLEWARE = ("z.Z",)
        MIDDLEWARE += ("a.A", "x.X",)
        """,
    ),
    "under a condition that holds in production": (
        """
        import os
        DEBUG = os.environ.get("DEBUG") == "1"
        MIDDLEWARE = ["z.Z"]
        if not DEBUG:
            MIDDLEWARE += [
                "a.A",
            ]
        """,
        """
        import os
        DEBUG = os.environ.get("DEBUG") == "1"
        MIDDLEWARE = ["z.Z"]
        if not DEBUG:
            MIDDLEWARE += [
                "a.A",
                "x.X",
            ]
        """,
    ),
})  # fmt: skip
def test_puts_a_middleware_below_another(before, after):
    assert fixed(before, BELOW_A) == after


@pairs({
    "many lines": (
        """
        MIDDLEWARE = [
            "a.A",
            "c.C",
        ]
        """,
        """
        MIDDLEWARE = [
            "a.A",
            "c.C",
            "x.X",
        ]
        """,
    ),
    "no comma at the end": (
        """
        MIDDLEWARE = [
            "a.A",
            "c.C"
        ]
        """,
        """
        MIDDLEWARE = [
            "a.A",
            "c.C",
            "x.X"
        ]
        """,
    ),
    "no comma at the end and a comment": (
        """
        MIDDLEWARE = [
            "a.A",
            "c.C"  # the innermost
        ]
        """,
        """
        MIDDLEWARE = [
            "a.A",
            "c.C",  # the innermost
            "x.X"
        ]
        """,
    ),
    "comments at the end": (
        """
        MIDDLEWARE = [
            "a.A",
            "c.C",
            # "d.D",
        ]
        """,
        """
        MIDDLEWARE = [
            "a.A",
            "c.C",
            "x.X",
            # "d.D",
        ]
        """,
    ),
    "the bracket on its line": (
        """
        MIDDLEWARE = ["a.A",
                      "c.C"]
        """,
        """
        MIDDLEWARE = ["a.A",
                      "c.C",
                      "x.X"]
        """,
    ),
    "a comma and the bracket on its line": (
        """
        MIDDLEWARE = [
            "a.A",
            "c.C",]
        """,
        """
        MIDDLEWARE = [
            "a.A",
            "c.C",
            "x.X",]
        """,
    ),
    "a tuple of one": ('MIDDLEWARE = ("c.C",)\n', 'MIDDLEWARE = ("c.C", "x.X",)\n'),
    "appended": (
        """
        MIDDLEWARE = ["a.A"]
        MIDDLEWARE.append("c.C")
        """,
        """
        MIDDLEWARE = ["a.A"]
        MIDDLEWARE.append("c.C")
        MIDDLEWARE.append("x.X")
        """,
    ),
    "appended under a condition of production": (
        """
        import os
        DEBUG = os.environ.get("DEBUG") == "1"
        MIDDLEWARE = ["a.A"]
        if not DEBUG:
            # Behind all others.
            MIDDLEWARE.append("c.C")  # ours
        """,
        """
        import os
        DEBUG = os.environ.get("DEBUG") == "1"
        MIDDLEWARE = ["a.A"]
        if not DEBUG:
            # Behind all others.
            MIDDLEWARE.append("c.C")  # ours
            MIDDLEWARE.append("x.X")
        """,
    ),
    "no line end": ('MIDDLEWARE = [\n    "c.C"\n]', 'MIDDLEWARE = [\n    "c.C",\n    "x.X"\n]'),
})  # fmt: skip
def test_puts_a_middleware_last(before, after):
    assert fixed(before, LAST) == after


@refusals({
    "a tuple without brackets": ('MIDDLEWARE = "a.A", "b.B"\n', "without brackets"),
    "unknown items at the front": (
        "from somewhere import FIRST\nMIDDLEWARE = FIRST + ['a.A']\n", "no entries that are written out",
    ),
    "all of it unknown": ("from somewhere import MIDDLEWARE\n", "no entries that are written out"),
    "a list from a text": ("MIDDLEWARE = 'a.A b.B'.split()\n", "not an element of a list that is written out"),
    "a comprehension": ("MIDDLEWARE = [name for name in ('a.A', 'b.B')]\n", "not an element of a list that is written out"),
    "a number that is counted from it": (
        "NAMES = ['a.A']\nMIDDLEWARE = NAMES\nOTHER = len(NAMES)\n", "OTHER would change as well",
    ),
    "a list that another setting is made of too": (
        "COMMON = ['a.A']\nMIDDLEWARE = COMMON + ['b.B']\nAPI = COMMON + ['c.C']\n", "API would change as well",
    ),
    "in a function that is called twice": (
        "def middleware():\n    return ['a.A']\nMIDDLEWARE = middleware()\nHOW_MANY = len(middleware())\n",
        "HOW_MANY would change as well",
    ),
    "set in a loop": (
        "MIDDLEWARE = []\nfor name in ('a', 'b'):\n    MIDDLEWARE.append(name + '.M')\n", "it stands in a loop",
    ),
    "a list in a loop": (
        "MIDDLEWARE = []\nfor _ in (1, 2):\n    MIDDLEWARE += ['a.A']\n", "it stands in a loop",
    ),
    "put together by itertools": (
        "from itertools import chain\nMIDDLEWARE = list(chain(['a.A'], ['b.B']))\nFIRST = 'a.A' == MIDDLEWARE[0]\n", "FIRST would change as well",
    ),
    "a form feed": ("MIDDLEWARE = ['a.A']\n\f\nX = 1\n\fY = 1\n", "would not be written back as it is"),
})  # fmt: skip
def test_offers_nothing(before, reason):
    result = tried(site_of(before), FIRST)
    assert result.applicability is None, result.text()
    assert reason in result.reason
