# variables: KEY, NUMBER
import os

try:
    KEY = os.environ["KEY"]
except KeyError:
    KEY = "fallback"

try:
    NUMBER = int(os.environ.get("NUMBER", "x"))
except (TypeError, ValueError) as error:
    NUMBER = -1
    KIND = type(error).__name__
else:
    KIND = "none"
finally:
    ENDED = True

try:
    from local_settings_that_are_not_there import *
except ImportError:
    LOCAL = False
else:
    LOCAL = True

try:
    PLACE = ["a", "b"].index("z")
except ValueError:
    PLACE = None

try:
    try:
        raise LookupError("inner")
    except KeyError:
        CAUGHT = "key"
except LookupError:
    CAUGHT = "lookup"

for ATTEMPT in range(3):
    try:
        if ATTEMPT == 1:
            break
    finally:
        LAST = ATTEMPT
else:
    LAST = "never"
