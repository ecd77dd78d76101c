ROWS = [[]] * 3
ROWS[0].append("in all")
SEPARATE = [[] for _ in range(3)]
SEPARATE[0].append("in one")
A = B = []
A += [1]
A = A + [2]
L = [1, 2, 3]
L += L
L *= 2
M = [1, 2, 3, 4, 5]
M[::2] = ["a", "b", "c"]
del M[1:3]
M[1:1] = ["in", "between"]
M.insert(100, "end")
M.insert(-1, "before end")
M.extend(M)
N = [3, 1, 2]
SORT_GIVES = N.sort(reverse=True)
STABLE = sorted(["bb", "a", "cc", "d"], key=len)
T = ([1], 2)
try:
    T[0] += [2]
except TypeError:
    MUTATED = T[0]
D = {"k": [1]}
D["k"] += [2]
D["new"] = D.pop("k")
COPY = dict(D)
COPY["new"].append(3)
I = 0


def step():
    global I
    I += 1
    return I


ORDER = [step(), step() * 10, step()]
E = [0, 0, 0, 0, 0, 0, 0, 0]
E[step()] = step()
F = {step(): step()}
CHAIN = step() < step() < step()
SHORT = step() > 100 and step()
AT = I
S = {1: "int", True: "bool", 1.0: "float"}
LAST = {"a": 1, "b": 2}
LAST["a"] = 3
ORDER_KEPT = list(LAST)
del LAST["a"]
LAST["a"] = 4
ORDER_CHANGED = list(LAST)
ITEM = LAST.popitem()
UNION = {"a": 1} | {"a": 2, "b": 3}
P = ["x"]
Q = P
Q = Q + ["y"]
R = P
R += ["z"]
WITHOUT = [item for item in P if item != "x"]
P.clear()
G = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
G[step()] += 5
ONCE = I


def rows():
    step()
    return G


rows()[0] += 1
TWICE = I


class Counted:
    made = 0


def counted():
    step()
    return Counted


counted().made += 1
THRICE = I, Counted.made
