X = "module"
len_of = len
list_ = list


def outer():
    X = "outer"

    def inner():
        nonlocal X
        X = "inner"
        return X

    before = X
    inner()
    return before, X


def reads_global():
    return X


def unbound():
    try:
        print(Y_LATER)
    except NameError:
        return "unbound"
    Y_LATER = 1


class Body:
    X = "class"
    SEEN = X
    COMPREHENDED = [X for _ in range(1)]
    LAMBDA = lambda: X

    def method(self):
        return X


OUTER = outer()
GLOBAL = reads_global()
UNBOUND = unbound()
BODY = Body.SEEN, Body.COMPREHENDED, Body.LAMBDA(), Body().method()
LEAKED = [N for N in range(3)]
try:
    N
except NameError:
    DOES_NOT_LEAK = True
for M in range(3):
    pass
LEAKS = M
TOTAL = sum((W := n) for n in (1, 2))
WALRUS = W
X = "rebound"
AFTER = reads_global()


def len(value):
    return "shadowed"


SHADOWED = len([1])
del len
RESTORED = len([1, 2])


def counter():
    count = 0

    def increment():
        nonlocal count
        count += 1
        return count

    return increment


NEXT = counter()
COUNTS = [NEXT(), NEXT(), counter()()]
