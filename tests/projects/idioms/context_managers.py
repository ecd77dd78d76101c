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
