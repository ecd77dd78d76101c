# variables: MODE
import os

os.environ.setdefault("MODE", "set here")
MODE = os.environ["MODE"]
os.environ["WRITTEN"] = "1"
WRITTEN = os.getenv("WRITTEN")
del os.environ["WRITTEN"]
GONE = os.environ.get("WRITTEN")
os.environ.update({"A_B": "x"})
UPDATED = {key: value for key, value in os.environ.items() if key == "A_B"}
POPPED = os.environ.pop("A_B")
INSIDE = "A_B" in os.environ
