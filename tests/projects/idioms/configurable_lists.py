# variables: EXTRA, WITHOUT, DEBUG
import os

MIDDLEWARE = ("a.A", "b.B", "c.C")
EXTRA = [m for m in os.environ.get("EXTRA", "").split(",") if m]
MIDDLEWARE = [*MIDDLEWARE, *EXTRA]
for NAME in os.environ.get("WITHOUT", "b.B").split(","):
    if NAME in MIDDLEWARE:
        MIDDLEWARE.remove(NAME)
if os.environ.get("DEBUG"):
    MIDDLEWARE = [m for m in MIDDLEWARE if not m.startswith("c")] + ["d.D"]
MIDDLEWARE = list(dict.fromkeys(MIDDLEWARE))
OPTIONAL = list(filter(None, ["x", "y" if os.environ.get("DEBUG") else None, "z"]))
INSERTED = ["first", "last"]
INSERTED[1:1] = ["middle"] if os.environ.get("DEBUG") else []
INSERTED.insert(INSERTED.index("last"), "before last")
PLACE = INSERTED.index("last")
LAST = INSERTED.pop()
HALF = INSERTED[: len(INSERTED) // 2]
ENABLED = {"a": True, "b": bool(os.environ.get("DEBUG"))}
NAMES = [name for name, on in ENABLED.items() if on]
WHICH = NAMES[-1]
TUPLE = ("a",) + (("debug",) if os.environ.get("DEBUG") else ()) + ("z",)
SWAPPED = list(reversed(TUPLE))
