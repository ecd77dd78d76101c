# unknown: COUNTER
import functools
import itertools
import operator
import collections

CHAINED = list(itertools.chain(["a"], ("b",), "c"))
FLAT = list(itertools.chain.from_iterable([["a"], ["b", "c"]]))
REDUCED = functools.reduce(operator.add, [["a"], ["b"]], [])
PARTIAL = functools.partial(int, base=2)("101")
ORDERED = collections.OrderedDict([("b", 1), ("a", 2)])
KEYS = list(ORDERED)
COUNTER = collections.Counter("abca")["a"]
DEFAULTED = collections.defaultdict(list)
DEFAULTED["x"].append(1)
GOTTEN = operator.itemgetter("b")(ORDERED)
