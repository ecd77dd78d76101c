# variables: ENV, DEBUG
# unknown: JOINED_KEYS, LAST_KEY, KEYS
import os

BASE = {"a": 1, "b": {"c": [1, 2]}}
MERGED = {**BASE, "b": 2, **{"d": 4}}
UNION = BASE | {"a": 9}
BASE.setdefault("b", {})["e"] = 5
BASE["b"]["c"].append(3)
POPPED = BASE.pop("zzz", "default")
GOT = BASE.get("nothing")
FROM_PAIRS = dict([("x", 1), ("y", 2)], z=3)
FROM_KEYS = dict.fromkeys(["p", "q"], 0)
KEYS = list(MERGED)
ITEMS = [f"{key}={value}" for key, value in sorted(FROM_PAIRS.items())]
SWAPPED = {value: key for key, value in FROM_PAIRS.items() if value > 1}
CHOSEN = {"dev": "D", "prod": "P"}.get(os.environ.get("ENV", "dev"), "other")
CONFIG = {"dev": {"DEBUG": True}, "prod": {"DEBUG": False}}[os.environ.get("ENV", "prod")]
DEBUG = CONFIG["DEBUG"]
BASE.update(f=6, g=7)
del BASE["f"]
ORDER = list(BASE)
LENGTH = len(BASE)
PRESENT = "g" in BASE and "f" not in BASE
ORDERED = {"a": 1, "b": 2}
if os.environ.get("ENV"):
    del ORDERED["a"]
ORDERED["a"] = 3
ORDERED["c"] = 4
LAST_KEY = list(ORDERED)[-1]
JOINED_KEYS = ",".join(ORDERED)
POPPED_ITEM = {"x": 1, "y": 2}.popitem()
BACK_AGAIN = {"x": 1, "y": 2}
BACK_AGAIN["x"] = BACK_AGAIN.pop("x")
NEW_ORDER = list(BACK_AGAIN)

DEBUG = os.environ.get("DEBUG") == "1"
DISPLAYED = {("True" if DEBUG else "prod"): 1, "True": 2}
KEYS = [key for key in DISPLAYED]
