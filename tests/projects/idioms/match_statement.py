# variables: ENV
# python: 3.10
import os

ENV = os.environ.get("ENV", "dev")
match ENV:
    case "prod" | "production":
        DEBUG = False
    case "dev":
        DEBUG = True
    case other:
        DEBUG = None

match {"kind": "list", "items": [1, 2, 3]}:
    case {"kind": "dict"}:
        SHAPE = "dict"
    case {"kind": "list", "items": [first, *rest]} if first > 5:
        SHAPE = "large"
    case {"kind": "list", "items": [first, *rest]}:
        SHAPE = rest

match (1, "x"):
    case (int(), str() as text):
        MATCHED = text
    case _:
        MATCHED = "no"
