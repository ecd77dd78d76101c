"""Keys of dictionaries and texts in lists are given, renamed, swapped and taken out where they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.remedies import AddEntries, AddText, DropEntry, PutEntry, RenameEntry, SwapText

from tests.fixes.pairs import pairs, refusals
from tests.fixes.trying import site_of, tried

if TYPE_CHECKING:
    from secheaders_lint.remedies import Step

OBJECT = PutEntry("P", ("D", "object-src"), '["x"]')
RENAME = RenameEntry("P", ("D", "old"), "new")
DROP = DropEntry("P", ("D", "old"))
SWAP = SwapText("P", "self", "'self'", ("D", "script-src"))
REMOVE = SwapText("P", "bad", None, ("D", "script-src"))


def fixed(before: str, *steps: Step) -> str:
    result = tried(site_of(before), *steps)
    assert not result.reason
    return result.text()


@pairs({
    "many lines": (
        """
        P = {
            "D": {
                "default-src": ["y"],
            },
        }
        """,
        """
        P = {
            "D": {
                "default-src": ["y"],
                "object-src": ["x"],
            },
        }
        """,
    ),
    "no comma at the end": (
        """
        P = {
            'D': {
                'default-src': ['y']  # ours
            }
        }
        """,
        """
        P = {
            'D': {
                'default-src': ['y'],  # ours
                'object-src': ['x']
            }
        }
        """,
    ),
    "one line": ("P = {'D': {'default-src': ['y']}}\n", "P = {'D': {'default-src': ['y'], 'object-src': ['x']}}\n"),
    "an empty one": ("P = {'D': {}}\n", "P = {'D': {'object-src': ['x']}}\n"),
    "in place of a value": ("P = {'D': {'object-src': ['y']}}\n", "P = {'D': {'object-src': ['x']}}\n"),
    "in place of a list of many lines": (
        """
        P = {
            "D": {
                "object-src": [
                    "y",
                ],
            }
        }
        """,
        """
        P = {
            "D": {
                "object-src": ["x"],
            }
        }
        """,
    ),
    "set by its key": (
        "P = {'D': {}}\nP['D']['object-src'] = ['y']\n", "P = {'D': {}}\nP['D']['object-src'] = ['x']\n",
    ),
    "unpacked with stars": (
        "B = {'a': ['y']}\nP = {'D': {**B}}\n", "B = {'a': ['y']}\nP = {'D': {**B, 'object-src': ['x']}}\n",
    ),
    "the branch that production takes": (
        "import os\nP = {'D': {'object-src': ['y']}} if os.environ.get('X') else {'D': {'object-src': ['z']}}\n",
        "import os\nP = {'D': {'object-src': ['y']}} if os.environ.get('X') else {'D': {'object-src': ['x']}}\n",
    ),
})  # fmt: skip
def test_gives_a_key_a_value(before, after):
    assert fixed(before, OBJECT) == after


@pairs({
    "many lines": (
        """
        P = {
            "D": {
                "a": 1,  # first
            },
        }
        """,
        """
        P = {
            "D": {
                "a": 1,  # first
                "b": ["x"],
                "c": True,
            },
        }
        """,
    ),
    "one line": ("P = {'D': {'a': 1}}\n", "P = {'D': {'a': 1, 'b': ['x'], 'c': True}}\n"),
    "an empty one": ("P = {'D': {}}\n", "P = {'D': {'b': ['x'], 'c': True}}\n"),
    "set by its key": (
        """
        P = {'D': {'a': 1}}
        P['D']['z'] = [
            'y',
        ]  # the last
        Q = 1
        """,
        """
        P = {'D': {'a': 1}}
        P['D']['z'] = [
            'y',
        ]  # the last
        P['D']['b'] = ['x']
        P['D']['c'] = True
        Q = 1
        """,
    ),
    "set by its key under a condition": (
        "import os\nP = {'D': {}}\nif os.environ.get('X'):\n    P['D']['z'] = 1\n",
        "import os\nP = {'D': {'b': ['x'], 'c': True}}\nif os.environ.get('X'):\n    P['D']['z'] = 1\n",
    ),
    "one key set in a branch that is taken": (
        "P = {'D': {}}\nif True:\n    P['D']['z'] = 1\n", "P = {'D': {'b': ['x'], 'c': True}}\nif True:\n    P['D']['z'] = 1\n",
    ),
})  # fmt: skip
def test_adds_several_keys(before, after):
    result = tried(site_of(before), AddEntries("P", ("D",), (("b", '["x"]'), ("c", "True"))))
    assert result.text() == after


@pairs({
    "double quotes": ('P = {"D": {"old": 1}}\n', 'P = {"D": {"new": 1}}\n'),
    "set by its key": ("P = {}\nP['D'] = {}\nP['D'][ 'old' ] = 1\n", "P = {}\nP['D'] = {}\nP['D'][ 'new' ] = 1\n"),
    "single quotes and a comment": (
        "P = {\n    'D': {\n        'old': 1,  # old\n    },\n}\n", "P = {\n    'D': {\n        'new': 1,  # old\n    },\n}\n",
    ),
})  # fmt: skip
def test_renames_a_key(before, after):
    assert fixed(before, RENAME) == after


@pairs({
    "many lines": (
        """
        P = {
            "D": {
                "a": 1,
                # Not any more.
                "old": [
                    "x",
                ],
                "b": 2,
            },
        }
        """,
        """
        P = {
            "D": {
                "a": 1,
                "b": 2,
            },
        }
        """,
    ),
    "the last without a comma": (
        """
        P = {
            "D": {
                "a": 1,
                "old": 1
            },
        }
        """,
        """
        P = {
            "D": {
                "a": 1
            },
        }
        """,
    ),
    "one line": ("P = {'D': {'old': 1, 'b': 2}}\n", "P = {'D': {'b': 2}}\n"),
    "the last of one line": ("P = {'D': {'b': 2, 'old': 1}}\n", "P = {'D': {'b': 2}}\n"),
    "set by its key": (
        """
        P = {"D": {}}
        P["D"]["a"] = 1
        # The old one stays for a while.
        P["D"]["old"] = [
            "x",
        ]
        P["D"]["b"] = 2
        """,
        """
        P = {"D": {}}
        P["D"]["a"] = 1
        P["D"]["b"] = 2
        """,
    ),
})  # fmt: skip
def test_takes_a_key_out(before, after):
    assert fixed(before, DROP) == after


@pairs({
    "double quotes": ('P = {"D": {"script-src": ["self", "x"]}}\n', 'P = {"D": {"script-src": ["\'self\'", "x"]}}\n'),
    "single quotes": ("P = {'D': {'script-src': ['self', 'x']}}\n", "P = {'D': {'script-src': [\"'self'\", 'x']}}\n"),
    "twice": ('P = {"D": {"script-src": ["self", "self"]}}\n', 'P = {"D": {"script-src": ["\'self\'", "\'self\'"]}}\n'),
    "a tuple of one": ('P = {"D": {"script-src": ("self",)}}\n', 'P = {"D": {"script-src": ("\'self\'",)}}\n'),
    "a text": ('P = {"D": {"script-src": "self"}}\n', 'P = {"D": {"script-src": "\'self\'"}}\n'),
    "in a list of its own": (
        'OURS = ["self"]\nP = {"D": {"script-src": OURS + ["x"]}}\n', 'OURS = ["\'self\'"]\nP = {"D": {"script-src": OURS + ["x"]}}\n',
    ),
    "appended": (
        'P = {"D": {"script-src": []}}\nP["D"]["script-src"].append("self")\n',
        'P = {"D": {"script-src": []}}\nP["D"]["script-src"].append("\'self\'")\n',
    ),
})  # fmt: skip
def test_writes_another_text(before, after):
    assert fixed(before, SWAP) == after


@pairs({
    "one line": ('P = {"D": {"script-src": ["bad", "x"]}}\n', 'P = {"D": {"script-src": ["x"]}}\n'),
    "many lines": (
        """
        P = {"D": {"script-src": [
            "x",
            "bad",  # why?
            "y",
        ]}}
        """,
        """
        P = {"D": {"script-src": [
            "x",
            "y",
        ]}}
        """,
    ),
    "a call of its own": (
        'P = {"D": {"script-src": ["x"]}}\n# Not bad.\nP["D"]["script-src"].append("bad")\nA = 1\n', 'P = {"D": {"script-src": ["x"]}}\nA = 1\n',
    ),
    "a list that is added": (
        'P = {"D": {"script-src": ["x"]}}\n# More.\nP["D"]["script-src"] += ["bad"]\nA = 1\n',
        'P = {"D": {"script-src": ["x"]}}\n# More.\nA = 1\n',
    ),
    "a call that is all of a branch": (
        """
        DEBUG = False
        P = {"D": {"script-src": ["x"]}}
        if not DEBUG:
            P["D"]["script-src"].extend(["bad"])
        """,
        """
        DEBUG = False
        P = {"D": {"script-src": ["x"]}}
        """,
    ),
    "one of several that are added": (
        'P = {"D": {"script-src": ["x"]}}\nP["D"]["script-src"].extend(["bad", "y"])\n',
        'P = {"D": {"script-src": ["x"]}}\nP["D"]["script-src"].extend(["y"])\n',
    ),
    "a list that is unpacked beside it": (
        'OURS = ["x"]\nOURS = [*OURS, "bad"]\nP = {"D": {"script-src": OURS}}\n', 'OURS = ["x"]\nP = {"D": {"script-src": OURS}}\n',
    ),
    "another list is unpacked beside it": (
        'OURS = ["x"]\nP = {"D": {"script-src": [*OURS, "bad"]}}\n', 'OURS = ["x"]\nP = {"D": {"script-src": [*OURS]}}\n',
    ),
    "a list that is added to itself": (
        'OURS = ["x"]\nOURS = OURS + ["bad"]\nP = {"D": {"script-src": OURS}}\n', 'OURS = ["x"]\nP = {"D": {"script-src": OURS}}\n',
    ),
})  # fmt: skip
def test_takes_a_text_out(before, after):
    assert fixed(before, REMOVE) == after


@pairs({
    "the context processors of the first engine": (
        """
        P = [
            {
                "OPTIONS": {
                    "context_processors": [
                        "a.a",
                    ],
                },
            },
        ]
        """,
        """
        P = [
            {
                "OPTIONS": {
                    "context_processors": [
                        "a.a",
                        "csp.nonce",
                    ],
                },
            },
        ]
        """,
    ),
    "one line": (
        "P = [{'OPTIONS': {'context_processors': ['a.a']}}]\n", "P = [{'OPTIONS': {'context_processors': ['a.a', 'csp.nonce']}}]\n",
    ),
})  # fmt: skip
def test_adds_a_text_to_a_list_inside(before, after):
    assert fixed(before, AddText("P", "csp.nonce", ("0", "OPTIONS", "context_processors"))) == after


@pairs({
    "a list": ('P = ["a"]\n', 'P = ["a", "csp.nonce"]\n'),
    "a tuple of one": ('P = ("a",)\n', 'P = ("a", "csp.nonce",)\n'),
    "two lists": ('P = ["a"] + ["b"]\n', 'P = ["a"] + ["b", "csp.nonce"]\n'),
    "augmented": ('P = ["a"]\nP += ["b"]\n', 'P = ["a"]\nP += ["b", "csp.nonce"]\n'),
})  # fmt: skip
def test_adds_a_text_to_a_list(before, after):
    assert fixed(before, AddText("P", "csp.nonce")) == after


@refusals({
    "a value that is worked out": ("X = ['y']\nP = {'D': {'object-src': X + []}}\n", "worked out by code"),
    "no such dictionary": ("P = {'E': {}}\n", "has no D"),
    "read from the environment": ("import os\nP = {'D': {'object-src': os.environ['X']}}\n", "worked out by code"),
    "a dictionary with a name of its own": ("Q = {'a': ['y']}\nP = {'D': Q}\n", "not written out in one place"),
    "another setting is the same one": ("P = {'D': {'a': ['y']}}\nQ = len(P['D'])\n", "Q would change as well"),
    "made by a call": ("P = {'D': dict(a=['y'])}\n", "not written out in one place"),
    "made by a call that is given it": ("P = {'D': dict(**{'object-src': ['y']})}\n", "worked out by code"),
    "unknown": ("from ours import P\n", "has no D that is written out"),
    "a comment inside of the value": ("P = {'D': {'object-src': [\n    'y',  # of the partner\n]}}\n", "comment"),
})  # fmt: skip
def test_gives_no_key_a_value(before, reason):
    result = tried(site_of(before), OBJECT)
    assert result.applicability is None, result.text()
    assert reason in result.reason


@refusals({
    "the only one": ("P = {'D': {'script-src': ['bad']}}\n", "only element"),
    "a text in two parts": ("P = {'D': {'script-src': ['b' 'ad', 'x']}}\n", "not written out"),
    "split": ("P = {'D': {'script-src': 'bad x'.split()}}\n", "not written out"),
    "a name": ("BAD = 'bad'\nP = {'D': {'script-src': [BAD, 'x']}}\n", "not written out"),
    "formatted": ("B = 'b'\nP = {'D': {'script-src': [f'{B}ad', 'x']}}\n", "not written out"),
    "a comment beside it": ("P = {'D': {'script-src': ['bad',  # why\n 'x']}}\n", "a comment stands between"),
    "another setting has it too": ("X = ['bad', 'x']\nP = {'D': {'script-src': X}}\nY = len(X)\n", "Y would change as well"),
    "all that is added to another list": (
        'OURS = ["x"]\nP = {"D": {"script-src": OURS + ["bad"]}}\n', "the only element of its list",
    ),
    "a call in a loop": (
        'P = {"D": {"script-src": ["x"]}}\nfor _ in (1, 2):\n    P["D"]["script-src"].append("bad")\n', "in a loop",
    ),
    "a call whose answer counts": (
        'P = {"D": {"script-src": ["x"]}}\nA = P["D"]["script-src"].append("bad")\n', "a call that is not a statement",
    ),
    "one of two statements on a line": (
        'P = {"D": {"script-src": ["x"]}}\nP["D"]["script-src"].append("bad"); A = 1\n', "shares its line",
    ),
    "all that an else does": (
        'DEBUG = False\nP = {"D": {"script-src": ["x"]}}\nif DEBUG:\n    A = 1\nelse:\n    P["D"]["script-src"].append("bad")\n',
        "all that its block holds",
    ),
})  # fmt: skip
def test_takes_no_text_out(before, reason):
    result = tried(site_of(before), REMOVE)
    assert result.applicability is None, result.text()
    assert reason in result.reason
