# variables: ENV
import importlib
import os

ENV = os.environ.get("ENV", "dev")
if ENV == "prod":
    from prod import *
else:
    from dev import *
try:
    from local import *
except ImportError:
    pass
CHOSEN = importlib.import_module("prod").NAME
LEVEL = "high" if SECURE else "low"
