ALLOWED = {"a", "b"} | {"c"}
ALLOWED.add("d")
ALLOWED.discard("zzz")
ALLOWED -= {"a"}
COMMON = {"b", "x"} & ALLOWED
BOTH = ALLOWED ^ {"b", "q"}
FROZEN = frozenset(["a", "a", "b"])
SUBSET = COMMON <= ALLOWED
ORDERED = sorted(ALLOWED)
NUMBER = len({1, True, 1.0})
