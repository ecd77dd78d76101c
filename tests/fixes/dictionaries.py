"""The layouts that dictionary settings come in: one display, key by key, unpacked with stars, in a branch, in a class."""

from __future__ import annotations

from textwrap import indent
from typing import TYPE_CHECKING, NamedTuple

from tests.fixes.layouts import USUAL, Kind, Laid, listed
from tests.fixes.trying import Tree

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Entries = Mapping[str, str]
    Written = Callable[["Dialect", Entries], str]

START = f'DEBUG = False\nALLOWED_HOSTS = ["a.example"]\n{listed(USUAL)}'


class Dialect(NamedTuple):
    """Who reads a dictionary: its setting, the key that leads to the entries, the middleware, and what is installed."""

    setting: str
    key: str
    middleware: str
    requirements: str = ""
    django: str = "5.2.7"


NATIVE = Dialect("SECURE_CSP", "", "django.middleware.csp.ContentSecurityPolicyMiddleware", django="6.0.1")
PACKAGE = Dialect(
    "CONTENT_SECURITY_POLICY", "DIRECTIVES", "csp.middleware.CSPMiddleware", "django-csp==4.0\n"
)
PERMISSIONS = Dialect(
    "PERMISSIONS_POLICY",
    "",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django-permissions-policy==4.26.0\n",
)


class Mistake(NamedTuple):
    """A dictionary with a mistake: the rule, the code of each entry with it and without it."""

    code: str
    dialect: Dialect
    before: Entries
    after: Entries


def one_display(dialect: Dialect, entries: Entries) -> str:
    return _display(dialect, "", entries)


def one_line(dialect: Dialect, entries: Entries) -> str:
    inner = ", ".join(f'"{name}": {code}' for name, code in entries.items())
    return f"{dialect.setting} = {_held(dialect, f'{{{inner}}}')}\n"


def key_by_key(dialect: Dialect, entries: Entries) -> str:
    way = f'{dialect.setting}["{dialect.key}"]' if dialect.key else dialect.setting
    rows = "".join(f'{way}["{name}"] = {code}\n' for name, code in entries.items())
    return f"{dialect.setting} = {_held(dialect, '{}')}\n{rows}"


def two_levels(dialect: Dialect, entries: Entries) -> str:
    """Write the directives of django-csp as what the key of another dictionary is set to."""
    shown = _display(dialect._replace(key=""), "", entries)
    if not dialect.key:
        return shown
    return f"{dialect.setting} = {{}}\n" + shown.replace(
        dialect.setting, f'{dialect.setting}["{dialect.key}"]', 1
    )


def starred(dialect: Dialect, entries: Entries) -> str:
    """Write the first entry in another dictionary, which is unpacked."""
    (name, code), *others = entries.items()
    return f'SHARED = {{"{name}": {code}}}\n' + _display(dialect, "**SHARED", dict(others))


def starred_sources(dialect: Dialect, entries: Entries) -> str:
    """Write the lists of what is loaded with more sources, which are unpacked."""
    more = {
        name: code if name in {"base-uri", "form-action"} else code.replace("[", "[*MORE, ")
        for name, code in entries.items()
    }
    return 'MORE = ["https://b.example"]\n' + _display(dialect, "", more)


def _held(dialect: Dialect, code: str) -> str:
    return f'{{"{dialect.key}": {code}}}' if dialect.key else code


def _display(dialect: Dialect, first: str, entries: Entries) -> str:
    rows = f"    {first},\n" if first else ""
    rows += "".join(f'    "{name}": {code},\n' for name, code in entries.items())
    if dialect.key:
        rows = f'    "{dialect.key}": {{\n{indent(rows, "    ")}    }},\n'
    return f"{dialect.setting} = {{\n{rows}}}\n"


def flat(mistake: Mistake, written: Written = one_display) -> Laid:
    return _laid(mistake, lambda entries: f"{_start(mistake)}{written(mistake.dialect, entries)}LAST = 1\n")


def in_one_line(mistake: Mistake) -> Laid:
    return flat(mistake, one_line)


def by_items(mistake: Mistake) -> Laid:
    return flat(mistake, key_by_key)


def by_level(mistake: Mistake) -> Laid:
    return flat(mistake, two_levels)


def unpacked(mistake: Mistake) -> Laid:
    return flat(mistake, starred)


def sources_unpacked(mistake: Mistake) -> Laid:
    return flat(mistake, starred_sources)


def base_of_two(mistake: Mistake) -> Laid:
    """Lay it out in a base that production and a module of developers share."""
    laid = flat(mistake)
    files = {
        "config/base.py": laid.tree.files[laid.path],
        "config/development.py": "from config.base import *\n\nDEBUG = True\n",
        "config/production.py": "from config.base import *\n",
    }
    return Laid(laid.tree._replace(files=files, settings="config.production"), "config/base.py", laid.after)


def guarded(mistake: Mistake) -> Laid:
    start = _start(mistake).replace("DEBUG = False", 'import os\n\nDEBUG = os.environ.get("DEBUG") == "1"')
    return _laid(
        mistake,
        lambda entries: (
            f"{start}if not DEBUG:\n{indent(one_display(mistake.dialect, entries), '    ')}    LAST = 1\n"
        ),
    )


def in_class(mistake: Mistake) -> Laid:
    head = "from configurations import Configuration\n\n\nclass Prod(Configuration):\n"
    laid = _laid(
        mistake,
        lambda entries: (
            head + indent(f"{_start(mistake)}{one_display(mistake.dialect, entries)}LAST = 1\n", "    ")
        ),
    )
    packages = f"django-configurations==2.5\n{mistake.dialect.requirements}"
    return laid._replace(tree=laid.tree._replace(requirements=packages, configuration="Prod"))


DISPLAYS: dict[Callable[[Mistake], Laid], Kind] = {
    flat: Kind.LITERAL,
    in_one_line: Kind.LITERAL,
    base_of_two: Kind.BASE,
    by_items: Kind.CALL,
    by_level: Kind.CALL,
    unpacked: Kind.STARS,
    sources_unpacked: Kind.STARS,
    guarded: Kind.GUARD,
    in_class: Kind.CLASS,
}


def _start(mistake: Mistake) -> str:
    last = f'    "{USUAL[-1]}",\n'
    return START.replace(last, f'{last}    "{mistake.dialect.middleware}",\n')


def _laid(mistake: Mistake, text: Callable[[Entries], str]) -> Laid:
    path = "config/settings.py"
    tree = Tree(
        {path: text(mistake.before)},
        requirements=mistake.dialect.requirements,
        django=mistake.dialect.django,
    )
    return Laid(tree, path, text(mistake.after))
