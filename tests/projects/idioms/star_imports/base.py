import os

__all__ = ["MIDDLEWARE", "OVERRIDDEN", "DEBUG"]
DEBUG = os.environ.get("DEBUG") == "1"
MIDDLEWARE = ["a.A"]
if DEBUG:
    MIDDLEWARE.append("debug.D")
OVERRIDDEN = "base"
HIDDEN = "not in __all__"
_PRIVATE = "underscore"
