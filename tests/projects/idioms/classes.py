import dataclasses
import enum
from typing import NamedTuple


class Base:
    SECONDS = 60
    NAMES = ["a"]

    def __init__(self, scale=1):
        self.scale = scale

    @property
    def total(self):
        return self.SECONDS * self.scale

    @classmethod
    def make(cls):
        return cls(2)

    @staticmethod
    def fixed():
        return "fixed"

    def __str__(self):
        return f"<{self.total}>"


class Mixin:
    SECONDS = 100


class Derived(Mixin, Base):
    NAMES = Base.NAMES + ["b"]
    BODY = [NAME.upper() for NAME in NAMES]

    def __init__(self, scale=1):
        super().__init__(scale + 1)


TOTAL = Base(3).total
DERIVED = Derived().total
MADE = Derived.make().scale
FIXED = Derived.fixed()
TEXT = str(Base())
NAMES = Derived.NAMES
BODY = Derived.BODY
LOOKED_UP = getattr(Derived, "SECONDS", 0)
MISSING = getattr(Derived, "NOTHING", "none")
KIND = isinstance(Derived(), Mixin)
SUBCLASS = issubclass(Derived, Base) if False else True


@dataclasses.dataclass
class Config:
    host: str
    ports: list = dataclasses.field(default_factory=list)
    debug: bool = False


CONFIG = Config("example.org", debug=True)
HOST, DEBUG, PORTS = CONFIG.host, CONFIG.debug, CONFIG.ports


class Environment(str, enum.Enum):
    PRODUCTION = "production"
    DEVELOPMENT = "development"


CURRENT = Environment("production")
IS_PRODUCTION = CURRENT is Environment.PRODUCTION
VALUE = CURRENT.value


class Pair(NamedTuple):
    first: int
    second: int = 2


PAIR = Pair(1)
SECOND = PAIR.second
ADDED = PAIR + (3,)
