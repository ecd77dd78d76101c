# variables: ENV
import dataclasses
import os


@dataclasses.dataclass(frozen=True)
class Options:
    label: str = "plain"
    on: bool = False
    items: list = dataclasses.field(default_factory=list)


class Base:
    pass


class Sub(Base):
    pass


ENV = os.environ.get("ENV", "x")
VARIABLES = vars(Options(label=ENV))
MERGED = {"a": 1} | vars(Options())
UNPACKED = {**vars(Options(ENV)), "z": 1}
SIZE = len(VARIABLES), bool(VARIABLES), "label" in VARIABLES, list(VARIABLES)
AS_DICT = dataclasses.asdict(dataclasses.replace(Options(), items=[ENV]))
NAMES = [field.name for field in dataclasses.fields(Options)]
EQUAL = Options("a") == Options("a"), Options("a") == Options("b"), Options(ENV) != Options("x")
ORDER = [cls.__name__ for cls in Sub.__mro__]
CHANGED = vars(Options(ENV))
ALIAS = CHANGED
CHANGED |= {"c": "d"}
CHANGED["e"] = ENV


class Named:
    ALWAYS = "a"
    if os.environ.get("ENV"):
        SOMETIMES = "s"


for name in dir(Named):
    if name.isupper():
        globals()[name + "_NAMED"] = getattr(Named, name)
