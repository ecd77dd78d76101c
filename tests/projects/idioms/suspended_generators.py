# unknown: AFTER, FIRST, H, REST, SEEN, STATE, X
"""A generator of the repository that is left and taken up again: where it goes on is not followed."""
X = (y for y in [1, 2, 3])
SEEN = 2 in X
AFTER = list(X)
STATE = []


def gen():
    STATE.append("started")
    yield 1
    STATE.append("between")
    yield 2
    STATE.append("ended")


H = gen()
STATE.append("made")
FIRST = next(H)
STATE.append("got first")
REST = list(H)
