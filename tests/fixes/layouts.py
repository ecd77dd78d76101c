"""The layouts that settings come in: the same lines in a flat file, a base, a branch, a class."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from tests.fixes.trying import Tree

if TYPE_CHECKING:
    from collections.abc import Callable

SECURITY = "django.middleware.security.SecurityMiddleware"
SESSION = "django.contrib.sessions.middleware.SessionMiddleware"
COMMON = "django.middleware.common.CommonMiddleware"
CSRF = "django.middleware.csrf.CsrfViewMiddleware"
AUTH = "django.contrib.auth.middleware.AuthenticationMiddleware"
MESSAGES = "django.contrib.messages.middleware.MessageMiddleware"
FRAMES = "django.middleware.clickjacking.XFrameOptionsMiddleware"
WHITENOISE = "whitenoise.middleware.WhiteNoiseMiddleware"
USUAL = (SECURITY, SESSION, COMMON, CSRF, AUTH, MESSAGES, FRAMES)


def listed(paths: tuple[str, ...]) -> str:
    return "MIDDLEWARE = [\n" + "".join(f'    "{path}",\n' for path in paths) + "]\n"


class Kind(Enum):
    """The six layouts in which every fix is tried, or said to make no sense."""

    LITERAL = "written out"
    BASE = "base and production"
    CALL = "put together by calls or keys"
    STARS = "unpacked with stars"
    CLASS = "class of django-configurations"
    GUARD = "under a condition"


class Row(NamedTuple):
    """A mistake: the rule, the lines with it and without it, and what else the project needs for it.

    ``kind``: how the lines themselves are written.
    """

    code: str
    before: str
    after: str
    also: str = ""
    requirements: str = ""
    django: str = "5.2.7"
    tls: str = "django"
    kind: Kind = Kind.LITERAL


class Laid(NamedTuple):
    """A project in one layout: its files before, and the one that changes with its text after."""

    tree: Tree
    path: str
    after: str


def plain(row: Row) -> Laid:
    head = f'DEBUG = False\nALLOWED_HOSTS = ["a.example"]\n{listed(USUAL)}{row.also}'
    return of(row, f"{head}# A comment\n{{}}\n\nLAST = 1  # the end\n")


def of(row: Row, text: str, **more) -> Laid:
    tree = Tree(
        {"config/settings.py": text.replace("{}", row.before)},
        requirements=row.requirements,
        django=row.django,
        tls=row.tls,
    )
    return Laid(tree._replace(**more), "config/settings.py", text.replace("{}", row.after))


def windows(row: Row) -> Laid:
    laid = plain(row)
    text = str(laid.tree.files[laid.path]).replace("\n", "\r\n")
    return Laid(laid.tree._replace(files={laid.path: text}), laid.path, laid.after.replace("\n", "\r\n"))


def single_quotes(row: Row) -> Laid:
    laid = plain(row)
    before, after = map(_in_single_quotes, (str(laid.tree.files[laid.path]), laid.after))
    return Laid(laid.tree._replace(files={laid.path: before}), laid.path, after)


def _in_single_quotes(text: str) -> str:
    """Return a text with its strings in single quotes, but for those that have such a quote inside."""
    return re.sub(r'"[^"]*"', lambda each: each[0] if "'" in each[0] else each[0].replace('"', "'"), text)


def base_and_production(row: Row) -> Laid:
    laid = plain(row)
    files = {
        "config/base.py": laid.tree.files[laid.path],
        "config/production.py": "from config.base import *\n",
    }
    return Laid(laid.tree._replace(files=files, settings="config.production"), "config/base.py", laid.after)


def guarded(row: Row) -> Laid:
    head = f'import os\n\nDEBUG = os.environ.get("DEBUG") == "1"\nALLOWED_HOSTS = ["a.example"]\n{listed(USUAL)}{row.also}'
    inner = row._replace(**{key: getattr(row, key).replace("\n", "\n    ") for key in ("before", "after")})
    return of(inner, f"{head}if not DEBUG:\n    FIRST = 1\n    {{}}\n    LAST = 1\n")


def class_based(row: Row) -> Laid:
    body = f'{listed(USUAL)}{row.also}DEBUG = False\nALLOWED_HOSTS = ["a.example"]\n'.replace("\n", "\n    ")
    inner = row._replace(**{key: getattr(row, key).replace("\n", "\n    ") for key in ("before", "after")})
    text = f"from configurations import Configuration\n\n\nclass Prod(Configuration):\n    {body}{{}}\n    LAST = 1\n"
    packages = f"django-configurations==2.5\n{row.requirements}"
    return of(inner._replace(requirements=packages), text, configuration="Prod")


LAYOUTS: dict[Callable[[Row], Laid], Kind] = {
    plain: Kind.LITERAL,
    windows: Kind.LITERAL,
    single_quotes: Kind.LITERAL,
    base_and_production: Kind.BASE,
    guarded: Kind.GUARD,
    class_based: Kind.CLASS,
}
