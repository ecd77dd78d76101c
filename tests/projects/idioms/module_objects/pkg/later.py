import os

from base import LIST as _LIST

_LIST.append("from later")
if os.environ.get("DEBUG"):
    LATER_DEBUG = True
LATER = len(_LIST)
