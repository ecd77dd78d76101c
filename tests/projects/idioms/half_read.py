# variables: ENV
# unknown: LEFT, MADE, NEXT
"""The next item of an iterator over something of which not even the length is known: what stands behind it may be it."""
import itertools
import os

NAMES = os.environ["ENV"].split(",") if os.environ.get("ENV") else []
chained = itertools.chain(NAMES, ("b", "prod"))
FIRST = next(chained, None)
REST = list(chained)

MADE = [*filter(str.isalpha, str(os.getpid()))]
lazy = filter(None, MADE)
MADE.append("a")
NEXT = next(lazy, None)
LEFT = list(lazy)
