# variables: ENV, COUNT
"""Values of the wrong type in some worlds only: what raises there, and what is not run any more."""
import collections
import os

import environ

env = environ.Env()
NAME = env.list("ENV", default=None) or "b"
NUMBER = env.int("COUNT", default=None) or "b"
W = "before"

try:
    JOINED = ",".join(["a", NAME]) == (W := "behind")
except TypeError:
    JOINED = "refused"

try:
    JOINED_NUMBER = ",".join(["a", NUMBER])
except TypeError:
    JOINED_NUMBER = "refused"

try:
    SORTED = sorted(["a", NUMBER])
except TypeError:
    SORTED = "refused"

try:
    FILLED = "%s %d" % (1, NAME)
except TypeError:
    FILLED = "refused"

KEYS = "none"
try:
    KEYS = dict.fromkeys(["a", NAME])
    W = "keys"
except TypeError:
    KEYS = "refused"


def refuse():
    raise ValueError("nothing is made")


made = collections.defaultdict(refuse, a=1)
try:
    MADE = made[os.environ.get("ENV", "a")]
    AFTER = "made"
except ValueError:
    AFTER = "refused"
