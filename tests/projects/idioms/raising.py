# variables: SECRET, MODE
import os

MODE = os.environ.get("MODE", "safe")
if MODE not in ("safe", "fast"):
    raise ValueError(f"unknown mode {MODE}")
IS_SAFE = MODE == "safe"
if MODE == "fast":
    WORKERS = 8
else:
    WORKERS = 1
if os.environ.get("SECRET") == "":
    raise RuntimeError("empty")
SECRET_IS_SET = bool(os.environ.get("SECRET"))
HAS_SECRET = "SECRET" in os.environ
