# variables: EXTRA
# A mapping pattern fits whatever is a mapping, a sequence pattern what is a sequence and no text.
import dataclasses
import os


@dataclasses.dataclass
class Options:
    label: str = "plain"


BY_MAPPING = BY_SEQUENCE = BY_TEXT = BY_TUPLE = "none"
view = vars(Options(label=os.environ.get("EXTRA", "default")))
view["more"] = "more"
match view:
    case {"label": LABEL, "more": "more"}:
        BY_MAPPING = "fits"
match ["a", "b"]:
    case {"a": _}:
        BY_SEQUENCE = "mapping"
    case [FIRST, *_]:
        BY_SEQUENCE = "sequence"
match "ab":
    case [_, _]:
        BY_TEXT = "sequence"
    case str():
        BY_TEXT = "text"
match (1, 2):
    case {"a": _}:
        BY_TUPLE = "mapping"
    case (1, second):
        BY_TUPLE = second
