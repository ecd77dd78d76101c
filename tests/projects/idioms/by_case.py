# variables: ENV, HOSTS, DEBUG
# What depends on a variable in a part of it is worked out for each case.
import copy
import functools
import itertools
import os
from collections import defaultdict

ENV = os.environ.get("ENV", "x")
HOSTS = os.environ.get("HOSTS", "a,b").split(",")
DEBUG = os.environ.get("DEBUG") == "1"
SORTED = sorted(["b", ENV, "a"])
REVERSED = sorted(["b", "a"], reverse=DEBUG)
BY_LENGTH = sorted([ENV, "long", ""], key=len)
NOTHING = sorted({})
WITHOUT = ["b", ENV, "c"]
WITHOUT.remove(ENV)
GROWN = list(HOSTS)
GROWN.insert(1, "inserted")
COUNT = ["a", ENV, "a"].count("a")
SET = {ENV, "b"}
LARGER = SET | {"c"}
SMALLER = SET - {"b"}
BOTH = SET & {"x", "b"}
EITHER = SET ^ {"b", "d"}
SIZE = len(SET)
AMONG = "x" in SET
PAIRS = dict(zip(["p", "q"], HOSTS))
PLACES = {host.upper(): place for place, host in enumerate(HOSTS)}
ZIPPED = [str(pair) for pair in zip(HOSTS, range(3))]
CUT = list(itertools.islice(HOSTS, 1))
PART = "abcdef"[: len(HOSTS)]
EQUAL = {ENV, "b"} == {"b", "x"}, {"k": ENV} == {"k": "x"}, {ENV: 1} == {"x": 1}
UNIQUE = list(dict.fromkeys(HOSTS + ["z", "a"]))
FIRST_KNOWN = list(dict.fromkeys(["m", *HOSTS]))
MANY = defaultdict(list)
MANY[ENV].append("one")
MANY["x"].append("two")
GROUPED = dict(MANY)
TOTAL = functools.reduce(lambda total, host: total + len(host), ["a", ENV], 0)
HALF = (host + "." for host in HOSTS)
FIRST = next(HALF, None)
STILL_KNOWN = ENV
del HALF
ROWS = ["a", "b"]
if os.environ.get("DEBUG"):
    ROWS.append(ENV)
COPIED = copy.deepcopy(ROWS)
AFTER = "still there"
