def collect(item, into=[]):
    into.append(item)
    return into


ONE = list(collect("a"))
TWO = list(collect("b"))
SEPARATE = collect("c", [])


def closure(prefix):
    def add(name, *rest, suffix="!", **more):
        return prefix + name + "".join(rest) + suffix + "".join(sorted(more))

    return add


WITH = closure("p-")("n", "r", "s", suffix="?", z=1, a=2)
FUNCTIONS = [lambda: I for I in range(3)]
LATE = [function() for function in FUNCTIONS]
BOUND = [function() for function in [lambda i=i: i for i in range(3)]]
STARS = (lambda *a, **k: (a, sorted(k)))(*[1, 2], **{"x": 1, "y": 2})


def recursive(n):
    return 1 if n < 2 else n * recursive(n - 1)


FACTORIAL = recursive(10)


def generator():
    yield "a"
    yield from ["b", "c"]


GENERATED = list(generator())
