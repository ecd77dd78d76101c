L = ["a"]
G = (x for x in L)
L.append("b")
ONCE = list(G)
TWICE = list(G)
M = ["a"]
M.extend(n for n in ["b", "b", "a"] if n not in M)
N = ["a"]
N += (n for n in ["b", "b", "a"] if n not in N)
K = iter(["a", "b", "c"])
K1 = next(K)
K2 = list(K)
K3 = next(K, "none")
P = map(str.upper, L)
L.append("c")
Q = list(P)
R = filter(None, L)
L.append("d")
S = tuple(R)
Z = zip(L, [1, 2, 3, 4, 5])
L.append("e")
Z1 = list(Z)
Z2 = list(Z)
E = enumerate(L)
L.append("f")
E1 = [a for a in E]
E2 = [a for a in E]
V = reversed(L)
L[0] = "changed"
V1 = list(V)
X = (y for y in [1, 2, 3])
X1 = 2 in X
D = {"a": 1}
DK = D.keys()
D["b"] = 2
DK1 = list(DK)
T = (i for i in range(3))
A1, *A2 = T
B1 = sum(i for i in range(4))
C1 = bool(i for i in [])
STATE = []


def gen():
    STATE.append("started")
    yield 1
    STATE.append("between")
    yield 2
    STATE.append("ended")


H = gen()
STATE.append("made")
for ITEM in H:
    STATE.append(ITEM)
ORDER = list(STATE)
for ITEM in gen():
    STATE.append("one more")
    if ITEM == 2:
        break
I2 = [x for x in range(4)]
for x in I2:
    I2.remove(x)
J2 = ["a"]
for x in J2:
    if len(J2) < 4:
        J2.append(x + "!")
FIRST = next((n for n in [1, 5, 9] if n > 3), None)
LAZY = next(f(0) for f in [lambda n: n, lambda n: 1 / n])
STOPPED = any(1 / n for n in [1, 0])
EVERY = all(n for n in [1, 0, undefined_name] if n in (0, 1)) if False else all(n for n in (0, 1))
CHAINED = list(map(lambda a, b: a + b, [1, 2], [3, 4]))
GROWING = ["a", "b"]
SEEN = []
for PLACE, NAME in enumerate(["x", "y"]):
    GROWING.append(f"{PLACE}{NAME}")
for LEFT, RIGHT in zip(["x", "y"], [1, 2]):
    GROWING.append(LEFT * RIGHT)
for BACK in reversed(["x", "y"]):
    GROWING.append(BACK)
