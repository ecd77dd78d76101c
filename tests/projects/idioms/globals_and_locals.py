# variables: PREFIX_A
import os
import sys

globals()["BY_NAME"] = 1
globals().update({"UPDATED": 2})
vars()["BY_VARS"] = 3
locals()["BY_LOCALS"] = 4
setattr(sys.modules[__name__], "BY_SETATTR", 5)
sys.modules[__name__].BY_ATTRIBUTE = 6
for NAME in ("ONE", "TWO"):
    globals()[f"SECURE_{NAME}"] = NAME.lower()
SEEN = "SECURE_ONE" in globals()


def set_globally():
    global SET_BY_FUNCTION
    SET_BY_FUNCTION = "yes"
    not_global = "no"
    return not_global


set_globally()
READ_BACK = globals()["SET_BY_FUNCTION"]
EXISTING = globals().get("NOT_THERE", "default")
del globals()["BY_LOCALS"]
