from __future__ import annotations

from pathlib import Path

import libcst
import pytest
from libcst.metadata import MetadataWrapper, PositionProvider
from secheaders_lint.errors import SourceError
from secheaders_lint.source import guard
from secheaders_lint.source import module as module_
from secheaders_lint.source.module import SourceModule, parse
from secheaders_lint.source.spans import Span
from secheaders_lint.source.text import SourceText


def module(source: str) -> SourceModule:
    return parse(SourceText("a.py", source))


def agrees(source: str) -> int:
    """Compare every node's span with what libcst's own provider says, and return how many there were."""
    found = module(source)
    positions = MetadataWrapper(found.cst, unsafe_skip_copy=True).resolve(PositionProvider)
    for node, place in positions.items():
        expected = (place.start.line, place.start.column + 1, place.end.line, place.end.column + 1)
        assert found.span(node) == expected, (type(node).__name__, source[:80])
    return len(positions)


SOURCES = [
    "",
    "\n",
    "# only a comment\n",
    "x = 1",
    "x = 1\n",
    "x = 1\r\ny = 2\r\n",
    "x = 1\ry = 2\r",
    "x = [\n    1,  # a\n    2,\n]  # b\n\n\n# c\n",
    "\n\n# header\n\nimport a  # b\n\n\ndef f(a, *b, c=1, **d) -> int:\n    # c\n    return (a)\n\n# footer\n",
    "@a\n@b(c)\nclass A(B, metaclass=C):\n    '''doc\n    string'''\n    x: int = 1; y = 2;\n\n    async def f(self): await self.g()\n",
    "if a: pass\nelif b:\n    c\n    # in\n  # out\nelse:\n\td\n",
    "try:\n    a\nexcept (B, C) as e:\n    d\nelse:\n    f\nfinally:\n    g\n",
    "with a as b, c as d:\n    e\nwith (a as b, c):\n    d\n",
    "for a, b in c:\n    d\nelse:\n    e\nwhile f: break\n",
    "x = (  # a\n    'b'  # c\n    'd'\n)\n",
    "x = f'{a!r:>{b}} {c:%Y} {{}}' f\"\"\"{\n d }\"\"\"\n",
    "x = y = [a for a in b if c for d in e]\nz += {**a, 'b': c}\n",
    "x = lambda a, b=1, *c, **d: (yield a)\n",
    "x = a if b else not -c ** d + e @ f // g < h is not i not in j and k or l\n",
    "a.b[c, 1:2, ::3](*d, e=f, **g)(h for h in i)\n",
    "match a:\n    case [b, *c] | {'d': e, **f} if g:\n        pass\n    case A(h, i=j) as k: pass\n",
    "from . import a as b, c\nfrom ..d import (e,\n    f,)\nfrom g import *\nimport h.i as j\n",
    "global a, b\ndel c, (d), [e]\nassert f, g\nraise h from i\nprint(j, end='')\n",
    "é = 'ü😀'; x = 'é'  # é😀\ny = '😀' + z\n",
    "x = 1 + \\\n    2\n",
    "def f[T: int, *U, **V](a: T) -> None: ...\ntype X[Y] = Z\n",
    "if a:\n  if b:\n      c\n  d\n",
    "x = ((((a))))\ny = (((),),)\n",
    "class A: pass\ndef f(a, /, b, *, c): pass\n",
    "async def f():\n    async with a: pass\n    async for b in c: pass\n    return [d async for d in e]\n",
    "    \n  # odd\nx = 1\n   \n",
    "x = 1;\n",
    "if a:\n    pass\n    \n        # deep\n# shallow\n",
    "f(a)(b)\n(c)\n[d][0]\n",
    "try:\n    a\nexcept* B:\n    c\n",
]  # fmt: skip


@pytest.mark.parametrize("source", SOURCES)
def test_spans_are_those_of_libcst(source: str) -> None:
    agrees(source)


def test_spans_are_those_of_libcst_in_real_modules() -> None:
    library = Path(pytest.__file__).parent.parent / "_pytest"
    paths = [*sorted(Path(guard.__file__).parent.glob("*.py")), *sorted(library.glob("m*.py"))]
    assert sum(agrees(path.read_text(encoding="utf-8")) for path in paths) > 30_000


def test_the_file_without_a_last_line_end_keeps_its_ends() -> None:
    found = module("if a:\n    b")
    statement = found.cst.body[0]
    assert agrees("if a:\n    b") > 0
    assert found.span(statement).line == 1


def test_a_span_is_where_the_text_stands() -> None:
    found = module("import os\n\nDEBUG = os.environ.get('é', 'x') == '1'  # c\n")
    line = found.cst.body[1]
    assert isinstance(line, libcst.SimpleStatementLine)
    assignment = line.body[0]
    assert isinstance(assignment, libcst.Assign)
    assert found.span(assignment) == Span(3, 1, 3, 40)
    assert found.span(assignment.value) == Span(3, 9, 3, 40)
    assert found.span(assignment.targets[0].target) == Span(3, 1, 3, 6)
    assert found.text.line(3)[8:39] == "os.environ.get('é', 'x') == '1'"


def test_a_node_of_another_tree_has_no_span() -> None:
    with pytest.raises(KeyError):
        module("x = 1\n").span(libcst.Name("x"))


@pytest.mark.parametrize("source", [source for source in SOURCES if not source.endswith("\r")])
def test_the_tree_gives_back_its_text(source: str) -> None:
    assert module(source).roundtrips
    assert module(source).cst.code == source


@pytest.mark.parametrize(
    ("source", "kept", "lines"),
    [
        ("\fx = 1\n", False, [1]),
        ("x = 1\n\fy = 2\n", False, [1, 2]),
        ("x = 1\n\f\ny = 2\n", True, [1, 3]),
        ("if a:\n  \f  b\n", True, [1]),
        ("x = 1\r", False, [1]),
        ("x = 1\n\r", False, [1]),
        ("x = 1\ry = 2\r", False, [1, 2]),
    ],
)
def test_what_libcst_drops_is_noticed(source: str, kept: bool, lines: list[int]) -> None:
    found = module(source)
    assert found.roundtrips is kept
    assert [found.span(node).line for node in found.cst.body] == lines


def test_a_tall_tree_is_generated_within_the_recursion_limit() -> None:
    for source in (
        "x = " + "f(" * 195 + "a" + ")" * 195 + "\n",
        "x = " + "a + " * 650 + "a\n",
        "x = " + "'a' " * 650 + "\n",
        "import a" + ".a" * 650 + "\n",
    ):
        found = module(source)
        assert found.span(found.cst.body[0]) == Span(1, 1, 1, len(source.rstrip()) + 1)
        assert found.roundtrips


def test_a_python_that_cannot_recurse_so_deep_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    found = module("x = " + "a + " * 600 + "a\n")
    monkeypatch.setattr(module_, "_FRAMES", 0)
    with pytest.raises(SourceError, match="nests too deep"):
        found.span(found.cst)


def test_indentation_by_a_hundred_levels() -> None:
    source = "".join(" " * level + "try:\n" for level in range(98)) + " " * 98 + "pass\n"
    source += "".join(
        " " * level + "except A:\n" + " " * (level + 1) + "b\n" for level in reversed(range(98))
    )
    assert agrees(source) > 0
