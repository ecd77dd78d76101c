# variables: DEBUG
import copy
import os

APPS = ["a", "b"]
OTHER = APPS
COPIED = list(APPS)
SHALLOW = copy.copy(APPS)
DEEP = copy.deepcopy({"inner": APPS})
NESTED = {"inner": APPS}
SLICED = APPS[:]
OTHER.append("c")
APPS += ["d"]
APPS = APPS + ["e"]
OTHER.append("only in other")
NESTED["inner"].append("through the dict")
SAME = OTHER is NESTED["inner"]
TUPLE = ("a",)
BEFORE = TUPLE
TUPLE += ("b",)
if os.environ.get("DEBUG"):
    ALIAS = APPS
else:
    ALIAS = OTHER
ALIAS.append("in one of both")
