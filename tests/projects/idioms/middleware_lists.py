# variables: DEBUG, GZIP
import os

DEBUG = os.environ.get("DEBUG") == "1"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
]
MIDDLEWARE.insert(1, "whitenoise.middleware.WhiteNoiseMiddleware")
MIDDLEWARE.insert(MIDDLEWARE.index("django.middleware.common.CommonMiddleware") + 1, "after.Common")
MIDDLEWARE += ["last.One"]
MIDDLEWARE += ("from.Tuple",)
MIDDLEWARE = ["first.One"] + MIDDLEWARE
if DEBUG:
    MIDDLEWARE.append("debug.Toolbar")
    MIDDLEWARE.remove("last.One")
if os.environ.get("GZIP"):
    MIDDLEWARE[0:1] = ["gzip.One", "gzip.Two"]
MIDDLEWARE.extend(name for name in ["x.X", "y.Y"] if name not in MIDDLEWARE)
LENGTH = len(MIDDLEWARE)
POPPED = MIDDLEWARE.pop()
POPPED_FIRST = MIDDLEWARE.pop(0)
REST = MIDDLEWARE[1:]
LAST_TWO = MIDDLEWARE[-2:]
BACKWARDS = MIDDLEWARE[::-1]
HAS_TOOLBAR = "debug.Toolbar" in MIDDLEWARE
MIDDLEWARE = tuple(MIDDLEWARE)
COUNT = MIDDLEWARE.count("x.X")
STARRED = [*MIDDLEWARE, *REST]
FIRST, *MIDDLE, LAST = MIDDLEWARE
del BACKWARDS[0]
BACKWARDS[0] = "replaced"
SORTED = sorted(MIDDLEWARE, key=len, reverse=True)
