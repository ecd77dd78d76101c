# variables: DEBUG
"""A text that is not empty is true, whatever it says."""
import os

DEBUG = os.environ.get("DEBUG", False)
FLAG = bool(os.environ.get("DEBUG", "False"))
IS_ONE = os.environ.get("DEBUG") == "1"
ONE_OF = os.environ.get("DEBUG", "").lower() in ("1", "true", "yes")
NEGATED = not os.environ.get("DEBUG")
CHOSEN = "strict" if DEBUG else "lax"
FIRST = os.environ.get("DEBUG") or "nothing"
BOTH = os.environ.get("DEBUG") and "something"
NUMBER_IS_TRUE = True + True
SAME = 1 == True
