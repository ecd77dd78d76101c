"""Functions that are given to code that is not followed may be called by it."""
import functools

CALLED = []
UNTOUCHED = ["a"]


def callback(*given):
    CALLED.append("x")


def pure(value):
    return value + 1


class Registry:
    def __init__(self):
        self.seen = []

    def register(self, function):
        self.seen.append(function.__name__)
        return function


registry = Registry()


@registry.register
def registered():
    UNTOUCHED.append("never called")


SEEN = registry.seen
REDUCED = functools.reduce(lambda a, b: a + b, [1, 2, 3])
APPLIED = [function(1) for function in (pure, lambda v: v * 5)]
