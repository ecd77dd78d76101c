# variables: EXTRA
# unknown: SHARED, NESTED
# What was stored in an object that is not known can be changed by way of it.
import collections

SHARED = ["a"]
NESTED = {"rows": ["a"]}
APART = ["a"]
table = collections.UserDict()
table["shared"] = SHARED
table["apart"] = list(APART)
table["nested"] = NESTED
table["shared"].append("b")
table["nested"]["rows"] += ["b"]
