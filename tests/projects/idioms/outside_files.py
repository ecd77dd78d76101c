# variables: CONFIG_FOLDER, LOCAL_JSON
# unknown: NAME, SUFFIX
import json
import os
from pathlib import Path

HERE = Path(__file__).resolve().parent
ABOVE = HERE.parent / "no-such-folder-here"
try:
    with (ABOVE / "secrets.json").open() as handle:
        SECRETS = json.load(handle)
except OSError:
    SECRETS = {"debug": True}
ALLOWED_HOSTS = ["a.example"] + SECRETS.get("hosts", [])
DEBUG = SECRETS["debug"]
UP = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "no-such-folder-here")
THERE = os.path.exists(os.path.join(UP, "settings.py"))
HIGHER = (Path(__file__).parents[2] / "no-such-file-here").exists()
NAME = (HERE.parent / "folder" / "name.txt").name
SUFFIX = (HERE.parent / "folder" / "name.txt").suffix
FOLDER = Path(os.environ.get("CONFIG_FOLDER", "/srv/config/"))
LEAF = FOLDER.name
ABOVE_FOLDER = str(FOLDER.parent / "other")
if os.path.isfile(os.environ.get("LOCAL_JSON", "/no-such-file-here")):
    EXTRA = json.load(open(os.environ["LOCAL_JSON"]))
else:
    EXTRA = {}
SECURE_HSTS_SECONDS = EXTRA.get("seconds", 60)
SAME_ANSWER = os.path.isfile(UP) == os.path.isfile(UP)
ABOVE = UP = None
del HERE
