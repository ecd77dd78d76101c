# variables: SECONDS, FLAG, HOSTS
import ast
import json
import os

SECONDS = int(os.environ.get("SECONDS", "3600"))
PADDED = int(os.environ.get("SECONDS", " 12 "))
FLAG = bool(int(os.environ.get("FLAG", "0")))
LITERAL = ast.literal_eval(os.environ.get("LITERAL", "[1, 2]"))
DECODED = json.loads(os.environ.get("DECODED", '{"a": [true, null, 1.5]}'))
HOSTS = os.environ.get("HOSTS", "a.example,b.example").split(",")
STRIPPED = [host.strip() for host in os.environ.get("HOSTS", " a.example , b.example ").split(",")]
FILTERED = list(filter(None, os.environ.get("HOSTS", "").split(",")))
EMPTY_SPLIT = "".split(",")
NO_SEPARATOR = "  a  b ".split()
