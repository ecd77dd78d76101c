# variables: DEBUG, MODE, LEVEL
import os

DEBUG = os.environ.get("DEBUG") == "1"
MODE = os.environ.get("MODE", "dev")
IS_PROD = MODE == "prod"
if DEBUG:
    APPS = ["debug"]
else:
    APPS = []
if not DEBUG:
    APPS.append("production")
if IS_PROD and DEBUG:
    raise RuntimeError("debug in production")
BOTH = IS_PROD and DEBUG
EITHER = "debug" in APPS or "production" in APPS
COUNT = len(APPS)
LEVEL = {"dev": "DEBUG", "prod": "WARNING"}.get(MODE, "INFO")
if LEVEL == "WARNING":
    QUIET = MODE
else:
    QUIET = None
SAME = (MODE == "prod") == IS_PROD
FLAGS = {name: name in os.environ for name in ("DEBUG", "MODE")}
if MODE.startswith("p"):
    STARTS = "p"
elif MODE == "prod":
    STARTS = "impossible"
else:
    STARTS = MODE[:1]
NUMBER = int(os.environ.get("LEVEL", "3")) if os.environ.get("LEVEL", "3").isdigit() else 0
if NUMBER > 4:
    SIZE = "large"
elif NUMBER > 2:
    SIZE = "medium"
else:
    SIZE = "small"
LOWERED = MODE.lower() in ("prod", "production")
if LOWERED and not IS_PROD:
    ODD = "other case, or the long name"
FIRST = [name for name in (os.environ.get("MODE"), os.environ.get("LEVEL"), "none") if name][0]
