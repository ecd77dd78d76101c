# unknown: CLOSED, AFTER
"""A generator that is left early is closed by Python when nobody keeps it: whether its ``finally`` has run is not told."""
CLOSED = []
PLAIN = []


def closing():
    try:
        yield 1
        yield 2
    finally:
        CLOSED.append("closed")


def plain():
    PLAIN.append("begun")
    yield 1
    PLAIN.append("second")


for FIRST in closing():
    break
AFTER = list(CLOSED)
NEXT = next(plain())
SEEN = list(PLAIN)
ANY = any(value == 1 for value in closing())
