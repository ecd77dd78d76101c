# unknown: LESS, TEXT
class Row:
    def __init__(self, *items):
        self.items = list(items)

    def __add__(self, other):
        return Row(*self.items, *other)

    def __radd__(self, other):
        return list(other) + self.items

    def __iadd__(self, other):
        self.items += other
        return self

    def __len__(self):
        return len(self.items)

    def __contains__(self, item):
        return item in self.items

    def __iter__(self):
        return iter(self.items)

    def __getitem__(self, index):
        return self.items[index]

    def __setitem__(self, index, value):
        self.items[index] = value

    def __delitem__(self, index):
        del self.items[index]

    def __eq__(self, other):
        return isinstance(other, Row) and self.items == other.items

    def __bool__(self):
        return "off" not in self.items

    def __call__(self, name, **options):
        return name, sorted(options), len(self)

    def __str__(self):
        return "/".join(self.items)

    def __repr__(self):
        return f"Row{self.items}"

    def __lt__(self, other):
        return len(self) < len(other)


A = Row("a", "b")
LISTED = list(A + ["c"])
REFLECTED = ["x"] + A
A += ["d"]
SIZE = len(A)
HAS = "d" in A, "z" in A
GOT = A[0], A[-1]
A[0] = "changed"
del A[1]
LEFT = [item for item in A]
EQUAL = Row("q") == Row("q"), Row("q") != Row("r"), Row() == 5
TRUTH = bool(A), bool(Row("off")), not Row("off")
CALLED = A("n", b=1, a=2)
TEXT = str(A), f"{A}", "%s" % A, repr(Row("a")), f"{A!r}"
LESS = Row() < Row("a")
UNPACKED, *OTHERS = A
SPREAD = [*A, *Row("z")]
JOINED = ",".join(A)
EMPTY = Row() or "was true"


class Meta(type):
    def __getattr__(cls, name):
        return f"meta {name}"


class Descriptor:
    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, instance, owner):
        return f"{self.name} of {'class' if instance is None else 'instance'}"


class Holder:
    FIELD = Descriptor()
    COUNT = 0

    def __init__(self):
        Holder.COUNT += 1
        self.own = []

    @property
    def value(self):
        return self._value

    @value.setter
    def value(self, new):
        self._value = new * 2


ONE = Holder()
TWO = Holder()
TWO.own.append(1)
COUNTED = Holder.COUNT, ONE.COUNT
TWO.COUNT = 50
SHADOWED = ONE.COUNT, TWO.COUNT, Holder.COUNT
SEPARATE = ONE.own, TWO.own
FROM_DESCRIPTOR = Holder.FIELD, ONE.FIELD
ONE.value = 4
SET = ONE.value
DICTED = sorted(vars(ONE))
