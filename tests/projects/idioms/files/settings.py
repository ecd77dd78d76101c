import json
import os
from pathlib import Path

HERE = Path(__file__).parent
DATA = json.loads((HERE / "data.json").read_text())
with open(os.path.join(os.path.dirname(__file__), "version.txt")) as handle:
    VERSION = handle.read().strip()
exec(open(HERE / "extra_settings.py").read())
LINES = (HERE / "version.txt").read_text().splitlines()
THERE = (HERE / "data.json").exists()
NOT_THERE = os.path.isfile(HERE / "nothing.json")
