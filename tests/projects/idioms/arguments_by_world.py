# variables: EXTRA, NAMES, OPTIONS
# unknown: OPEN_NAMES
# packages: configurations
# Arguments that are not the same in all environments: the call is another one in each.
import functools
import json
import os
from dataclasses import dataclass
from typing import NamedTuple

from configurations import values

rows = []
options = {}
if os.environ.get("EXTRA") == "1":
    rows.append("extra")
    options["key"] = "given"
names = os.environ.get("NAMES", "").split(",")


def take(first="default", *rest, key="left", **more):
    return [first, key, *rest, *sorted(more)]


class Holder:
    def __init__(self, first="default", key="left"):
        self.values = [first, key]

    def __call__(self, *rest):
        return [*self.values, *rest]


class Row(NamedTuple):
    first: str
    second: str = "left"


@dataclass
class Options:
    first: str = "default"
    key: str = "left"


BY_POSITION = take(*rows, "last")
BY_NAME = take("a", **options)
BY_BOTH = take(*rows, **options)
OPEN = take(*names, **options)
OPEN_NAMES = take(*rows, **(json.loads(os.environ["OPTIONS"]) if os.environ.get("OPTIONS", "")[:1] == "{" else {"key": "n"}))
PARTIAL = functools.partial(take, *rows, **options)("last")
PARTIAL_OPEN = functools.partial(take, *names)("last")
CALLED = Holder(*rows, **options)(*rows)
TUPLE = list(Row(*names[:2]))
DATACLASS = Options(**options).key
FORMATTED = "{}{key}".format(*rows, "b", **{"key": "k", **options})
LARGEST = max(*rows, "a", "b")
LARGEST_OPEN = max(*names, "a", "b")
JOINED = os.path.join("/srv", *rows, *names)
TEXT = str(*rows)
DICT = dict({"a": 1}, **options)
REDUCED = functools.reduce(lambda left, right: left + right, [*rows, *names], "")
JSON = json.dumps([*rows, "x", {"rows": rows}])
INSERTED = ["a", "b"]
INSERTED.insert(*[0, *rows][-1:], *rows[:1] or ["c"]) if not rows else None
os.environ.setdefault(*["FALLBACK", *rows][:1], "fallback")
FALLBACK = os.environ.get(*["FALLBACK"], "none")
globals().update(WRITTEN="w", **options)
LATE = values.Value("default").setup("EXTRA")
