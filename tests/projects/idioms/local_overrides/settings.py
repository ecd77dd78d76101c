# variables: WHITENOISE
import os

MIDDLEWARE = ["security", "sessions", "csrf"]
if os.environ.get("WHITENOISE"):
    MIDDLEWARE.append("whitenoise")
APPS = ["one", "two"]
try:
    from local_settings import *
except ImportError:
    pass
MIDDLEWARE.insert(2, "after_sessions")
PLACE = MIDDLEWARE.index("csrf")
MIDDLEWARE.insert(MIDDLEWARE.index("security") + 1, "after_security")
APPS[0] = "first"
APPS = APPS + ["three"]
COUNT = APPS.count("two")
LAST = MIDDLEWARE[-1]
