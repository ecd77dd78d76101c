"""Settings that nobody writes in good faith: an answer, in bounds, and what comes after them is still known where it can be."""

from __future__ import annotations

import subprocess
import sys

import pytest
from secheaders_lint.evaluator.rendering import Renderer, has_unknown

from tests.evaluator.compare import evaluated
from tests.evaluator.programs import Program

# What it is → the module; its setting A is out of bounds.
SETTINGS = {
    "a loop without end": "A = 1\nwhile True:\n    A += 1\n",
    "a text of a terabyte": 'A = "a" * 10**12\n',
    "a text that doubles": 'A = "ab"\nfor i in range(100):\n    A += A\n',
    "a text that grows by replacing": 'A = "x"\nfor i in range(50):\n    A = A.replace("x", "xx")\n',
    "a padded text": 'A = "%1000000000d" % 1\n',
    "a formatted text": 'A = f"{1:>1000000000}"\n',
    "a joined text": 'A = ("x" * 100000).join(["y"] * 100000)\n',
    "a tower of powers": "A = 10**10**10\n",
    "a shifted number": "A = 1 << 10**9\n",
    "a list of billions": "A = [0] * 10**10\n",
    "a list that doubles": "A = [1]\nfor i in range(100):\n    A += A\n",
    "a range of billions": "A = list(range(10**9))\n",
    "a recursion without end": "def f(n):\n    return f(n + 1)\n\n\nA = f(0)\n",
    "a generator of itself": "def g(n):\n    yield from g(n + 1)\n\n\nA = list(g(0))\n",
    "arguments that double": "def f(*a):\n    return f(*a, *a)\n\n\nA = f(1)\n",
    "a generator without end": "def g():\n    while True:\n        yield 1\n\n\nA = list(g())\n",
    "a property of itself": "class C:\n    @property\n    def x(self):\n        return self.x\n\n\nA = C().x\n",
    "attributes of attributes": "class C:\n    def __getattr__(self, n):\n        return getattr(self, n + 'x')\n\n\nA = C().x\n",
    "a comprehension of a billion rounds": "A = [x * y * z for x in range(1000) for y in range(1000) for z in range(1000)]\n",
    "a table of colours": "def f(x):\n    return tuple(round(x * n / 7) % 256 for n in range(40))\n\n\nA = [f(x) for x in range(4000)]\n",
    "functions around functions": "f = lambda x: x\n" + "f = (lambda g: lambda x: g(x))(f)\n" * 500 + "A = f(1)\n",
}  # fmt: skip


def values(text: str, *names: str) -> list[object]:
    """Return what is shown of settings."""
    program = Program()
    program.files["settings.py"] = text
    evaluation = evaluated(program)
    renderer = Renderer(evaluation.machine, evaluation.reading)
    return [renderer.under_reading(evaluation.value(name)) for name in names]


@pytest.mark.parametrize("text", SETTINGS.values(), ids=SETTINGS)
def test_what_is_too_large_is_unknown_and_the_rest_goes_on(text: str) -> None:
    large, rest = values(text + "B = 2\n", "A", "B")
    assert has_unknown(large)
    assert rest == 2


@pytest.mark.parametrize(
    "text",
    [
        "def f(n):\n    return n if n < 2 else f(n - 1) + f(n - 2)\n\n\nA = f(40)\n",
        "".join(f"class C{i}({f'C{i - 1}' if i else ''}):\n    pass\n" for i in range(1500)),
    ],
    ids=["a function called for hours", "a tower of classes"],
)
def test_what_takes_too_long_ends_the_evaluation_with_one_note(text: str) -> None:
    program = Program()
    program.files["settings.py"] = f"X = 1\n{text}B = 2\n"
    evaluation = evaluated(program)
    assert evaluation.open is not None
    assert "steps" in evaluation.open.reason
    assert len(evaluation.machine.notes) == 1


@pytest.mark.parametrize("module", ["antigravity", "this", "idlelib.idle", "turtledemo.__main__", "venv.__main__", "lib2to3.__main__"])  # fmt: skip
def test_no_module_is_imported_because_a_repository_names_it(module: str) -> None:
    """What ``*`` brings is only looked up in modules that do nothing when they are imported."""
    script = (
        "import sys\n"
        "from tests.evaluator.test_hostile_settings import values\n"
        f"text = 'from {module} import *\\nimport {module}\\nA = {module}.NAME\\nB = NAME\\nC = 2\\n'\n"
        "values(text, 'A', 'B')\n"
        f"assert {module!r} not in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_containers_that_hold_themselves_end() -> None:
    shown = values("A = []\nA.append(A)\nB = {}\nB['b'] = B\nC = len(A)\n", "A", "B", "C")
    assert all(has_unknown(value) for value in shown[:2])
    assert shown[2] == 1
