# variables: LIMITS, DEBUG_MODE, EXTRA
import json
import os
from pathlib import Path

import yaml

HERE = Path(__file__).parent
with open(HERE / "site.yml") as handle:
    SITE = yaml.safe_load(handle)
with (HERE / "site.yml").open("rb") as handle:
    SAME = yaml.load(handle, Loader=yaml.SafeLoader) == SITE
HOSTS = SITE["hosts"] + ["c.example"]
# What an alias stands for is one object, and a merged mapping shares its values.
SITE["base"]["middleware"].append("added")
SHARED = SITE["production"]["middleware"]
OWN = SITE["production"]["seconds"]
NOTHING = yaml.safe_load("")
KINDS = yaml.safe_load("[1, 1.5, yes, no, null, ~, 0o17, 017, 1_000, 1:30, '1', .inf, !!set {a, b}]")[:-1]
LIMITS = yaml.safe_load(os.environ.get("LIMITS", "[1, 2]"))
DEBUG_MODE = yaml.safe_load(os.environ.get("DEBUG_MODE", "off"))
if DEBUG_MODE is True:
    LEVEL = "debug"
else:
    LEVEL = "info"
try:
    BROKEN = yaml.safe_load("{[}")
except yaml.YAMLError:
    BROKEN = "broken"
try:
    SCANNED = yaml.safe_load("a: 'open")
except yaml.parser.ParserError:
    SCANNED = "parser"
except yaml.scanner.ScannerError:
    SCANNED = "scanner"
try:
    OBJECTS = yaml.safe_load("!!python/object/apply:os.getcwd []")
except yaml.constructor.ConstructorError:
    OBJECTS = "refused"
try:
    EXTRA = yaml.safe_load(os.environ.get("EXTRA", ""))
except yaml.YAMLError:
    EXTRA = "not YAML"
vars().update(SITE["settings"])
PARTS = []
with open(HERE / "site.yml") as handle:
    FIRST = handle.readline()
    handle.seek(0, os.SEEK_END)
    SIZE = handle.tell()
    PARTS.append(handle.read())
    handle.seek(0)
    PARTS.append(len(handle.read()))
    PARTS.append(handle.read())
JSON_TOO = yaml.safe_load(json.dumps({"a": [1, {"b": None}]}))
