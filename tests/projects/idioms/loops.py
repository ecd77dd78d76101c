# variables: HOSTS
import os

TOTAL = 0
for NUMBER in range(10):
    if NUMBER % 2:
        continue
    if NUMBER > 6:
        break
    TOTAL += NUMBER
else:
    TOTAL = -1

for INDEX, NAME in enumerate(["a", "b"], start=1):
    globals()[f"{NAME.upper()}_{INDEX}"] = NAME
for KEY, (LEFT, RIGHT) in {"k": (1, 2)}.items():
    pass
COUNT = 3
while COUNT:
    COUNT -= 1
else:
    ENDED = "normally"
FOUND = None
for HOST in ["x", "y", "z"]:
    if HOST == "y":
        FOUND = HOST
        break
else:
    FOUND = "nothing"
PAIRS = [(a, b) for a in "ab" for b in (1, 2) if a != "b" or b == 2]
NESTED = [[cell * 2 for cell in row] for row in [[1], [2, 3]]]
MATRIX = {row: {column for column in range(row)} for row in range(3)}
ZIPPED = dict(zip(["a", "b"], [1, 2]))
MAPPED = list(map(str.upper, ["a", "b"]))
ANY = any(name == "b" for name in ["a", "b"])
ALL = all(n > 0 for n in [1, 2])
NEXT = next((n for n in [1, 5, 9] if n > 3), None)
NOTHING = next(iter([]), "empty")
while True:
    TOTAL += 1
    if TOTAL > 15:
        break
BRACKETED = [f"[{host}]" for host in os.environ.get("HOSTS", "a,b").split(",") if host]
