# variables: ENV
import sys

BEFORE = ["a"]
try:
    from local_settings import *
except ImportError:
    pass
from circle import EARLY, SEEN

LATER = hasattr(sys.modules[__name__], "NEVER")
KNOWN = "KNOWN" in globals()
