import contextlib

with contextlib.suppress(ImportError):
    import a_module_that_is_not_there
    NOT_REACHED = True
with contextlib.suppress(KeyError):
    VALUE = {"a": 1}["b"]
STATE = []


@contextlib.contextmanager
def within(name):
    STATE.append(f"in {name}")
    yield name.upper()
    STATE.append(f"out {name}")


with within("a") as A, within("b") as B:
    STATE.append(A + B)


class Manager:
    def __enter__(self):
        return "entered"

    def __exit__(self, kind, value, trace):
        return kind is ValueError


with Manager() as ENTERED:
    raise ValueError("swallowed")
AFTER = "reached"
WAYS = []


@contextlib.contextmanager
def told(name):
    WAYS.append("in " + name)
    try:
        yield name
    finally:
        WAYS.append("out " + name)


class Telling:
    def __enter__(self):
        WAYS.append("enter")

    def __exit__(self, *error):
        WAYS.append("exit")


def returns():
    with told("returned") as name:
        return name


def returns_from_object():
    with Telling():
        return "object"


RETURNED = returns(), returns_from_object()
for ROUND in range(3):
    with told("round"):
        if ROUND == 1:
            continue
        WAYS.append(str(ROUND))
for ROUND in range(3):
    with Telling():
        if ROUND == 1:
            break
with told("around"):
    for INNER in range(3):
        if INNER:
            continue
        WAYS.append("inner")
