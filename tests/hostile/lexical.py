"""Settings modules that are hard to read: broken, oddly encoded, huge, deep, or all of it at once.

Each is a function, for the largest are not worth keeping in memory.
"""

from __future__ import annotations

from codecs import BOM_UTF8, BOM_UTF16_LE, BOM_UTF32_BE
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

REST = "SECURE_HSTS_SECONDS = 0\nINSTALLED_APPS = []\n"


def lines(form: str, count: int) -> str:
    """Return ``count`` lines, each made of its number."""
    return "".join(form.format(number) + "\n" for number in range(count))


def nested(opening: str, inner: str, closing: str, count: int) -> str:
    """Return something inside of ``count`` pairs."""
    return opening * count + inner + closing * count


def blocks(head: str, count: int, last: str = "A = 1") -> str:
    """Return ``count`` blocks inside of one another."""
    return (
        "".join(" " * depth + head.format(depth) + "\n" for depth in range(count)) + " " * count + last + "\n"
    )


def fstrings(count: int) -> str:
    """Return f-strings in f-strings, as Python 3.12 allows them."""
    return "A = " + nested('f"{', "1", '}"', count) + "\n"


BROKEN: dict[str, Callable[[], str | bytes]] = {
    "an empty file": lambda: "",
    "one NUL": lambda: b"\0",
    "NUL in the middle": lambda: b"A = 1\n\0B = 2\n",
    "NUL in a string": lambda: b'A = "\0"\n',
    "a syntax error": lambda: "A = = 1\n",
    "a bracket that stays open": lambda: "A = [\n" + REST,
    "a string that stays open": lambda: 'A = """' + REST * 1000,
    "print of Python 2": lambda: 'print "x"\nexec "import os"\n',
    "except of Python 2": lambda: "try:\n    pass\nexcept Exception, e:\n    raise E, 'x', tb\n",
    "numbers of Python 2": lambda: "A = 0777\nB = 10L\nC = `A`\nD = A <> B\n",
    "merge conflict": lambda: "<<<<<<< HEAD\nDEBUG = True\n=======\nDEBUG = False\n>>>>>>> x\n",
    "a template": lambda: 'SECRET_KEY = "{{ secret }}"\n{% if debug %}\nDEBUG = True\n{% endif %}\n',
    "binary": lambda: bytes(range(256)) * 4000,
    "a line of surrogates": lambda: b"A = '\xed\xa0\x80'\n",
    "lone surrogates as escapes": lambda: (
        'SECURE_REFERRER_POLICY = "\\ud800"\nX_FRAME_OPTIONS = "\\udfff\\ud800"\n'
    ),
    "surrogates in names": lambda: 'globals()["\\ud800A"] = 1\nfrom .x import *\nimport_module("\\ud800")\n',
    "null escapes": lambda: (
        'SECURE_REFERRER_POLICY = "\\0"\nfrom pathlib import Path\nA = open("\\0").read()\n'
    ),
    "unknown escapes": lambda: 'A = "\\q\\N{nothing}\\x1\\u12\\U99999999"\n',
    "a named character": lambda: 'A = "\\N{BULLET}"\n' * 2000,
    "utf-16 with its mark": lambda: BOM_UTF16_LE + REST.encode("utf-16-le"),
    "utf-16 without a mark": lambda: REST.encode("utf-16-be"),
    "utf-32": lambda: BOM_UTF32_BE + REST.encode("utf-32-be"),
    "a byte order mark": lambda: BOM_UTF8 + REST.encode(),
    "two byte order marks": lambda: BOM_UTF8 * 2 + REST.encode(),
    "a byte order mark inside": lambda: REST.encode() + BOM_UTF8 + REST.encode(),
    "a mark against its cookie": lambda: BOM_UTF8 + b"# coding: latin-1\n" + REST.encode(),
    "latin-1": lambda: b"# -*- coding: latin-1 -*-\nA = '\xe9'\n" + REST.encode(),
    "latin-1 without saying so": lambda: b"A = '\xe9'\n",
    "a codec that runs code": lambda: "# coding: unicode_escape\nA = 1\\nimport os\n",
    "a codec that unpacks": lambda: b"# coding: zip\nx\x9c" + b"\xff" * 1000,
    "a codec that is a path": lambda: "# coding: ../../canary\nA = 1\n",
    "utf-7": lambda: "# coding: utf-7\nA = 1 +AAo-import os\n",
    "a cookie of a megabyte": lambda: "# coding: " + "x" * 1_000_000 + "\nA = 1\n",
    "shift-jis": lambda: "# coding: shift_jis\nA = '表\\'\n".encode("shift_jis") + REST.encode(),
    "carriage returns alone": lambda: REST.replace("\n", "\r") * 100,
    "mixed line ends": lambda: "A = 1\r\nB = 2\rC = 3\n\r\n\n\r" * 500,
    "form feeds": lambda: "\fA = 1\n\f\f  \fB = 2\nif A:\n\f    C = 3\n" * 500,
    "vertical tabs": lambda: "A = 1\n\vB = 2\n",
    "tabs and spaces mixed": lambda: "if 1:\n        A = 1\n\tB = 2\n",
    "tabs of eight": lambda: "if 1:\n\tA = 1\n\tif A:\n\t\tB = 2\n" * 300,
    "Unicode line ends": lambda: "A = 'a\u2028b\u2029c\x85d'\n" + REST,
    "names out of ASCII": lambda: (
        "\ufb01 = 1\n\uff24EBU\uff27 = True\n\xb5 = 2\n\U0001d403EBUG = True\n" + REST
    ),
    "right-to-left override": lambda: "A = '\u202e' # \u2066\nB = 1\n" + REST,
}

LARGE: dict[str, Callable[[], str | bytes]] = {
    "60,000 lines": lambda: lines('A{0} = "{0}"', 60_000),
    "60,000 dense lines": lambda: lines('A{0} = f(x[{0}], y={{"a": {0}}}, *z) + b.c.d({0})', 60_000),
    "60,000 comments": lambda: lines("# secheaders: ignore[HSTS001] {0}", 60_000) + REST,
    "60,000 blank lines": lambda: "\n" * 60_000 + REST,
    "a million blank lines": lambda: "\n" * 1_000_000 + REST,
    "a million semicolons": lambda: "A = 1;" * 200_000 + "\n",
    "a comment of 5 MB": lambda: "# " + "x" * 4_900_000 + "\n" + REST,
    "a string of 5 MB": lambda: 'A = "' + "x" * 4_900_000 + '"\n' + REST,
    "a string of 5 MB out of ASCII": lambda: 'A = "' + "\U0001f600" * 1_200_000 + '"\n' + REST,
    "a text block of 5 MB": lambda: 'A = """' + "x y\n" * 1_200_000 + '"""\n' + REST,
    "a line of 5 MB": lambda: "A = [" + "1, " * 1_600_000 + "]\n",
    "a name of 5 MB": lambda: "A" * 4_900_000 + " = 1\n",
    "a number of 5 MB": lambda: "A = " + "9" * 4_900_000 + "\n",
    "a number of 9,000 digits": lambda: "A = " + "9" * 9_000 + "\nB = A * A\nC = str(A)\n",
    "a hexadecimal number of 9,000 digits": lambda: "A = 0x" + "f" * 9_000 + "\nB = str(A)\nC = f'{A}'\n",
    "white space of 5 MB": lambda: "A =" + " " * 4_900_000 + "1\n",
    "6 MB": lambda: "A = 1\n" * 1_000_000,
    "a dictionary of 20,000 lines": lambda: "A = {\n" + lines('    "key{0}": {0},', 20_000) + "}\n",
    "a list of 20,000 lines": lambda: "MIDDLEWARE = [\n" + lines('    "m{0}",', 20_000) + "]\n",
    "a list of 4,900 lines": lambda: "MIDDLEWARE = [\n" + lines('    "m{0}",', 4_900) + "]\n" + REST,
    "30,000 settings": lambda: lines("S{0} = {0}", 30_000) + REST,
    "60,000 neighbouring strings": lambda: "A = (" + '"x" ' * 60_000 + ")\n",
    "neighbouring strings on lines": lambda: "A = (\n" + lines('    "x{0}"', 3_000) + ")\n",
    "a sum of 20,000 terms": lambda: "A = " + " + ".join(["1"] * 20_000) + "\n",
    "a sum of 600 terms": lambda: "A = " + " + ".join(["'abc'"] * 600) + "\n" + REST,
    "20,000 comparisons": lambda: "A = " + " < ".join(map(str, range(20_000))) + "\n",
    "20,000 alternatives": lambda: "A = " + " or ".join(["B"] * 20_000) + "\n",
    "20,000 targets": lambda: "A = " * 20_000 + "1\n",
    "20,000 attributes": lambda: "A = a" + ".b" * 20_000 + "\n",
    "600 attributes": lambda: "import os\nA = os" + ".b" * 600 + "\n" + REST,
    "600 calls in a row": lambda: "A = f" + "()" * 600 + "\n" + REST,
    "600 subscripts in a row": lambda: "A = {}\nB = A" + "[0]" * 600 + "\n" + REST,
    "600 methods in a row": lambda: 'A = "a"' + ".strip()" * 600 + "\n" + REST,
    "20,000 arguments": lambda: "A = dict(" + ", ".join(f"a{n}={n}" for n in range(20_000)) + ")\n",
    "20,000 parameters": lambda: (
        "def f(" + ", ".join(f"a{n}={n}" for n in range(20_000)) + "):\n    pass\nA = f()\n"
    ),
    "20,000 imported names": lambda: "from x import (" + ", ".join(f"a{n}" for n in range(20_000)) + ")\n",
    "20,000 global names": lambda: (
        "def f():\n    global " + ", ".join(f"a{n}" for n in range(20_000)) + "\nf()\n"
    ),
    "20,000 deletions": lambda: "del " + ", ".join(f"a{n}" for n in range(20_000)) + "\n",
    "20,000 decorators": lambda: "@f\n" * 20_000 + "def A():\n    pass\n",
    "continued lines": lambda: "A = 1 + \\\n" * 500 + "1\n" + REST,
    "60,000 continued lines": lambda: "A = \\\n" + "\\\n" * 60_000 + "1\n" + REST,
}

DEEP: dict[str, Callable[[], str | bytes]] = {
    "3,000 brackets": lambda: "A = " + nested("[", "", "]", 3_000) + "\n",
    "3,000 open brackets": lambda: "A = " + "({[" * 1_000,
    "200 brackets": lambda: "A = " + nested("[", "1", "]", 200) + "\n" + REST,
    "200 parentheses": lambda: "A = " + nested("(", "1", ")", 200) + "\n" + REST,
    "200 dictionaries": lambda: "A = " + nested("{1: ", "1", "}", 200) + "\n" + REST,
    "200 calls": lambda: "A = " + nested("f(", "1", ")", 200) + "\n" + REST,
    "90 calls with comprehensions": lambda: "A = " + nested("[x for x in f(", "1", ")]", 90) + "\n" + REST,
    "90 conditions": lambda: blocks("if A{0}:", 90) + REST,
    "99 conditions of the environment": lambda: (
        "import os\n" + blocks('if os.environ.get("A{0}"):', 98) + REST
    ),
    "120 conditions": lambda: blocks("if A{0}:", 120) + REST,
    "90 loops": lambda: blocks("for i{0} in range(9):", 90) + REST,
    "90 times try": lambda: (
        "".join(" " * n + "try:\n" for n in range(90))
        + " " * 90
        + "import missing\n"
        + "".join(" " * n + "except ImportError:\n" + " " * n + f" A{n} = 1\n" for n in reversed(range(90)))
        + REST
    ),
    "90 functions": lambda: blocks("def f{0}():", 90, "return 1") + REST,
    "90 classes": lambda: blocks("class C{0}:", 90) + REST,
    "90 times with": lambda: blocks("with open('x{0}'):", 90) + REST,
    "400 times elif": lambda: "if B == 0:\n    A = 0\n" + lines("elif B == {0}:\n    A = {0}", 400) + REST,
    "400 times elif of the environment": lambda: (
        'import os\nB = os.environ.get("B")\nif B == "x":\n    A = 0\n'
        + lines('elif B == "{0}":\n    A = {0}', 400)
        + REST
    ),
    "5,000 times elif": lambda: (
        "if B == 0:\n    A = 0\n" + lines("elif B == {0}:\n    A = {0}", 5_000) + REST
    ),
    "100,000 signs": lambda: "A = " + "- " * 100_000 + "1\n",
    "600 signs": lambda: "A = " + "-~" * 300 + "1\n" + REST,
    "600 times not": lambda: "A = " + "not " * 600 + "1\n" + REST,
    "5,000 times not": lambda: "A = " + "not " * 5_000 + "1\n" + REST,
    "300 lambdas": lambda: "A = " + "lambda: " * 300 + "1\nB = A" + "()" * 40 + "\n" + REST,
    "5,000 lambdas": lambda: "A = " + "lambda: " * 5_000 + "1\n" + REST,
    "lambdas as defaults": lambda: "A = " + nested("lambda x=", "1", ": x", 200) + "\n" + REST,
    "600 times if else": lambda: "A = " + "1 if B else " * 600 + "2\n" + REST,
    "600 powers": lambda: "A = " + "1 ** " * 600 + "1\n" + REST,
    "600 times await": lambda: "async def f():\n    " + "await " * 600 + "x\n" + REST,
    "200 f-strings": lambda: fstrings(200) + REST,
    "99 f-strings of Python 3.12": lambda: fstrings(99) + REST,
    "f-strings in formats": lambda: 'A = f"{1:' + nested("{1:", "1", "}", 100) + '}"\n' + REST,
    "5,000 braces in an f-string": lambda: 'A = f"' + "{" * 5_000 + '"\n' + REST,
    "5,000 fields in an f-string": lambda: 'B = 1\nA = f"' + "{B}" * 5_000 + '"\n' + REST,
    "deep patterns": lambda: "match A:\n    case " + nested("[", "1", "]", 100) + ":\n        B = 1\n" + REST,
    "deep targets": lambda: nested("[", "A", "]", 100) + " = 1\n" + REST,
    "deep deletions": lambda: "del " + nested("(", "A", ")", 60) + "\n" + REST,
    "deep types": lambda: "A: " + nested("List[", "int", "]", 190) + " = 1\n" + REST,
    "nested comprehensions": lambda: "A = " + nested("[", "x", " for x in range(9)]", 60) + "\n" + REST,
    "many times for in one comprehension": lambda: "A = [1" + " for x in range(2)" * 60 + "]\n" + REST,
    "starred deep": lambda: "A = " + nested("[*", "[1]", "]", 190) + "\n" + REST,
    "subscripts in subscripts": lambda: "A = " + nested("A[", "0", "]", 190) + "\n" + REST,
}

LEXICAL: dict[str, Callable[[], str | bytes]] = {**BROKEN, **LARGE, **DEEP}
