"""The layouts that lists of texts come in: brackets of each kind, calls, stars, a base that is unpacked, a branch, a class."""

from __future__ import annotations

from textwrap import indent
from typing import TYPE_CHECKING, NamedTuple

from tests.fixes.layouts import USUAL, Kind, listed
from tests.fixes.trying import SETTINGS, Tree

if TYPE_CHECKING:
    from collections.abc import Callable

    Codes = tuple[str, ...]
    Written = Callable[[str, Codes], str]

DEBUG = 'import os\n\nDEBUG = os.environ.get("DEBUG") == "1"\n'
CLASS = "from configurations import Configuration\n\n\nclass Prod(Configuration):\n"


class Listed(NamedTuple):
    """A list with a mistake: the rule, the setting, the code of each element with it and without it, and what else is needed.

    A last element that is empty in ``after`` is taken out.
    """

    code: str
    setting: str
    before: Codes
    after: Codes
    also: str = ""
    requirements: str = ""
    django: str = "5.2.7"


class LaidList(NamedTuple):
    """A project in one layout, and the file that changes with its text after."""

    tree: Tree
    after: str
    path: str = SETTINGS


def one_line(name: str, codes: Codes) -> str:
    return f"{name} = [{', '.join(_kept(codes))}]\n"


def lines(name: str, codes: Codes) -> str:
    rows = "".join(f"    {code},  # no. {number}\n" for number, code in enumerate(_kept(codes)))
    return f"# What is {name}.\n{name} = [\n{rows}]\n"


def as_tuple(name: str, codes: Codes) -> str:
    return f"{name} = ({', '.join(_kept(codes))})\n"


def below_stars(name: str, codes: Codes) -> str:
    """Write it in a list into which another one is unpacked."""
    return f"MORE = []\n{name} = [*MORE, {', '.join(_kept(codes))}]\n"


def tuple_below_stars(name: str, codes: Codes) -> str:
    return f"MORE = ()\n{name} = (\n    *MORE,\n{_rows(codes)})\n"


def above_stars(name: str, codes: Codes) -> str:
    return f"MORE = []\n{name} = [\n{_rows(codes)}    *MORE,\n]\n"


def of_stars(name: str, codes: Codes) -> str:
    """Write it in a list that is unpacked into the setting."""
    return f"OURS = [{', '.join(_kept(codes))}]\nMORE = []\n{name} = [*OURS, *MORE]\n"


def appended(name: str, codes: Codes) -> str:
    return f"{name} = []\n" + "".join(f"{name}.append({code})\n" for code in _kept(codes))


def inserted(name: str, codes: Codes) -> str:
    """Write the last one in front of all others."""
    *others, last = codes
    call = f"{name}.insert(0, {last})\n" if last else ""
    return f"{name} = [{', '.join(others)}]\n{call}"


def _rows(codes: Codes) -> str:
    return "".join(f"    {code},\n" for code in _kept(codes))


def _kept(codes: Codes) -> Codes:
    return tuple(filter(None, codes))


def guarded(name: str, codes: Codes) -> str:
    return f"if not DEBUG:\n    FIRST = 1\n{indent(lines(name, codes), '    ')}    LAST = 1\n"


def in_class(name: str, codes: Codes) -> str:
    return indent(lines(name, codes), "    ")


FORMS: dict[Written, Kind] = {
    one_line: Kind.LITERAL,
    lines: Kind.LITERAL,
    as_tuple: Kind.LITERAL,
    below_stars: Kind.STARS,
    tuple_below_stars: Kind.STARS,
    above_stars: Kind.STARS,
    of_stars: Kind.STARS,
    appended: Kind.CALL,
    inserted: Kind.CALL,
    guarded: Kind.GUARD,
    in_class: Kind.CLASS,
}


def laid(case: Listed, written: Written) -> LaidList:
    """Lay a list out in one file."""
    debug = DEBUG if written is guarded else "DEBUG = False\n"
    start = f'{debug}ALLOWED_HOSTS = ["a.example"]\n{listed(USUAL)}{case.also}'
    requirements, configuration = case.requirements, ""
    if written is in_class:
        start = CLASS + indent(start, "    ")
        requirements, configuration = f"django-configurations==2.5\n{requirements}", "Prod"
    end = "    LAST = 1\n" if written is in_class else "LAST = 1\n"
    before, after = (f"{start}{written(case.setting, each)}{end}" for each in (case.before, case.after))
    tree = Tree({SETTINGS: before}, "config.settings", case.django, requirements, configuration=configuration)
    return LaidList(tree, after)


def in_base(case: Listed) -> LaidList:
    """Lay a list out in a base, which production unpacks into its own and a module of developers takes as it is."""
    one = laid(case, lines)
    name = case.setting
    files = {
        "config/base.py": one.tree.files[SETTINGS],
        "config/development.py": "from config.base import *\n\nDEBUG = True\n",
        "config/production.py": f"from config.base import *\n\nMORE = []\n{name} = [*{name}, *MORE]\n",
    }
    return LaidList(one.tree._replace(files=files, settings="config.production"), one.after, "config/base.py")


def above_base(case: Listed) -> LaidList:
    """Lay a list out in production, which unpacks an empty one of a base before it."""
    one = laid(case, one_line)
    name = case.setting
    start = str(one.tree.files[SETTINGS]).partition(f"{name} =")[0]
    production = [
        f"from config.base import *\n\n{one_line(name, (f'*{name}', *codes))}"
        for codes in (case.before, case.after)
    ]
    files = {"config/base.py": f"{start}{name} = []\n", "config/production.py": production[0]}
    tree = one.tree._replace(files=files, settings="config.production")
    return LaidList(tree, production[1], "config/production.py")
