"""The layouts that lists of middleware come in: a literal list, a base that several share, calls, stars, a branch, a class."""

from __future__ import annotations

from textwrap import indent
from typing import TYPE_CHECKING, NamedTuple

from tests.fixes.layouts import Kind, listed
from tests.fixes.trying import Tree

if TYPE_CHECKING:
    from collections.abc import Callable

    Paths = tuple[str, ...]

HSTS = "SECURE_HSTS_SECONDS = 31536000\n"
HEAD = f'DEBUG = False\nALLOWED_HOSTS = ["a.example"]\n{HSTS}'
IN_CLASS = "from configurations import Configuration\n\n\nclass Prod(Configuration):\n"


class Stack(NamedTuple):
    """A list with a mistake: the rule, the paths before and after, and what else the project needs."""

    code: str
    before: Paths
    after: Paths
    requirements: str = ""
    django: str = "5.2.7"


class LaidStack(NamedTuple):
    """A project in one layout, and what the file that changes is afterwards."""

    tree: Tree
    after: str
    path: str = "config/settings.py"


def lines(paths: Paths) -> str:
    return f"{HEAD}{listed(paths)}LAST = 1\n"


def one_line(paths: Paths) -> str:
    inner = ", ".join(f'"{path}"' for path in paths)
    return f"{HEAD}MIDDLEWARE = [{inner}]\nLAST = 1\n"


def as_tuple(paths: Paths) -> str:
    return lines(paths).replace("MIDDLEWARE = [\n", "MIDDLEWARE = (\n").replace("\n]\n", "\n)\n")


def annotated(paths: Paths) -> str:
    return lines(paths).replace("MIDDLEWARE =", "MIDDLEWARE: list[str] =")


def beside_others(paths: Paths) -> str:
    return lines(paths).replace("MIDDLEWARE = [", "OURS = []\nMIDDLEWARE = OURS + [")


def before_others(paths: Paths) -> str:
    return (
        lines(paths).replace("\n]\n", "\n] + OURS\n").replace("MIDDLEWARE = [", "OURS = []\nMIDDLEWARE = [")
    )


def above_stars(paths: Paths) -> str:
    return (
        lines(paths)
        .replace("\n]\n", "\n    *OURS,\n]\n")
        .replace("MIDDLEWARE = [", "OURS = []\nMIDDLEWARE = [")
    )


def of_stars(paths: Paths) -> str:
    """Write all of it in a list that is unpacked."""
    return lines(paths).replace("MIDDLEWARE = [", "OURS = [").replace("LAST", "MIDDLEWARE = [*OURS]\nLAST")


def guarded(paths: Paths) -> str:
    head = HEAD.replace("DEBUG = False", 'import os\n\nDEBUG = os.environ.get("DEBUG") == "1"')
    return f"{head}if DEBUG:\n    MIDDLEWARE = []\nelse:\n{indent(listed(paths), '    ')}LAST = 1\n"


def in_class(paths: Paths) -> str:
    return IN_CLASS + indent(lines(paths), "    ")


def laid(stack: Stack, written: Callable[[Paths], str]) -> LaidStack:
    """Lay a list out in one file."""
    tree = Tree(
        {"config/settings.py": written(stack.before)},
        requirements=stack.requirements,
        django=stack.django,
    )
    if written is in_class:
        packages = f"django-configurations==2.5\n{stack.requirements}"
        tree = tree._replace(requirements=packages, configuration="Prod")
    return LaidStack(tree, written(stack.after))


def base_of_two(stack: Stack) -> LaidStack:
    """Lay a list out in a base that production and a module of developers share."""
    one = laid(stack, lines)
    files = {
        "config/base.py": lines(stack.before).replace(HSTS, ""),
        "config/development.py": "from config.base import *\n\nDEBUG = True\n",
        "config/production.py": f"from config.base import *\n\n{HSTS}",
    }
    tree = one.tree._replace(files=files, settings="config.production")
    return LaidStack(tree, one.after.replace(HSTS, ""), "config/base.py")


FORMS: dict[Callable[[Paths], str], Kind] = {
    lines: Kind.LITERAL,
    one_line: Kind.LITERAL,
    as_tuple: Kind.LITERAL,
    annotated: Kind.LITERAL,
    beside_others: Kind.LITERAL,
    before_others: Kind.LITERAL,
    above_stars: Kind.STARS,
    of_stars: Kind.STARS,
    guarded: Kind.GUARD,
    in_class: Kind.CLASS,
}
