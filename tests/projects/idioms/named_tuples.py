# variables: ENV
import collections
import os
import typing

Pair = collections.namedtuple("Pair", "left right", defaults=["r"])


class Row(typing.NamedTuple):
    name: str
    count: int = 2

    def both(self):
        return self.name + str(self.count)

    @property
    def first(self):
        return self.name

    @classmethod
    def of(cls, name):
        return cls(name, 5)


ENV = os.environ.get("ENV", "a")
REPLACED = Pair(ENV)._replace(right="b")
AS_DICT = Pair(ENV)._asdict()
FIELDS = Pair._fields, Row._fields
MADE = Pair._make(["x", ENV])
METHOD = Row(ENV).both()
PROPERTY = Row(ENV).first
OF = Row.of(ENV)
KINDS = isinstance(OF, Row), isinstance(OF, tuple), isinstance(OF, Pair), isinstance(Pair("a"), Pair)
CHANGED = OF._replace(count=7)
UNPACKED = [*OF, *Pair("l")]
