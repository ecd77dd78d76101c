# variables: KEEP
import os

FIRST = 1
SECOND = 2
del FIRST
if not os.environ.get("KEEP"):
    del SECOND
try:
    SECOND
except NameError:
    KNOWN = False
else:
    KNOWN = True
