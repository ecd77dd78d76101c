# variables: URL, A
import os

if (URL := os.environ.get("URL")) is not None:
    HAS_URL = True
else:
    HAS_URL = False
LENGTHS = [size for text in ["a", "bb", ""] if (size := len(text))]
A = B = C = []
A.append(1)
X, Y = Y, X = 1, 2
(P, (Q, R)), S = (1, (2, 3)), 4
I = 0
ROW = [0, 0, 0]
I, ROW[I] = 2, "set at two"
NOT_EVALUATED = False and UNDEFINED_NAME
TERNARY = "a" if os.environ.get("A") == "1" else "b" if os.environ.get("A") else "c"
ANNOTATED: int = 5
DECLARED: str
NOT_IN = "x" not in ["y"]
IS_NONE = os.environ.get("A") is None
assert ANNOTATED == 5
