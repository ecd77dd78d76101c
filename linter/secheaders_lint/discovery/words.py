"""What names say: the role of a module, class, file or folder by the words that it is made of."""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

_WORD = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z0-9]+|[A-Z]+|\d+")
_TEST_WORD = re.compile(
    r"tests?\d*|testing|tester|tests?(?:app|proj|project|site|settings|suite)|e2e\w*|(?:unit|load)tests?|pytest"
)


class NameRole(Enum):
    """The role that a name speaks of; finer than `Role`, which is what reports say."""

    PRODUCTION = "production"
    STAGING = "staging"
    DEVELOPMENT = "development"
    TEST = "test"
    BASE = "base"
    AUXILIARY = "auxiliary"
    """An example to be copied, or settings of one build step: nothing that answers visitors."""


_WORDS: dict[str, NameRole] = {
    **dict.fromkeys(
        ("production", "prod", "prd", "live", "deploy", "deployment", "deployed"), NameRole.PRODUCTION
    ),
    **dict.fromkeys(
        ("staging", "stage", "stg", "preprod", "preproduction", "sandbox", "qa", "uat", "review"),
        NameRole.STAGING,
    ),
    **dict.fromkeys(
        ("dev", "devel", "develop", "development", "developer", "local", "localhost", "localdev", "debug"),
        NameRole.DEVELOPMENT,
    ),
    **dict.fromkeys(
        (
            "devstack",
            "devcontainer",
            "override",
            "vagrant",
            "nonprod",
            "nonproduction",
            "gitpod",
            "codespaces",
        ),
        NameRole.DEVELOPMENT,
    ),
    **dict.fromkeys(
        ("ci", "travis", "jenkins", "circle", "circleci", "tox", "selenium", "cypress"), NameRole.TEST
    ),
    **dict.fromkeys(("base", "common", "default", "defaults", "shared", "global"), NameRole.BASE),
    **dict.fromkeys(
        (
            "example",
            "examples",
            "sample",
            "template",
            "tmpl",
            "dist",
            "build",
            "collectstatic",
            "migration",
            "migrations",
        ),
        NameRole.AUXILIARY,
    ),
    **dict.fromkeys(("docs", "dummy", "schema", "static", "minimal"), NameRole.AUXILIARY),
}
# A copy of the production settings for something else is that other thing first.
_PRIORITY = (
    NameRole.AUXILIARY,
    NameRole.TEST,
    NameRole.DEVELOPMENT,
    NameRole.STAGING,
    NameRole.PRODUCTION,
    NameRole.BASE,
)
_SIDE_FOLDER = re.compile(
    r"(?:docs?|documentation|benchmarks?|quickstart|playground|fixtures|testing|e2e|_?vendor(?:s|ed)?|third[_-]?party"
    r"|(?:examples?|samples?|demos?|sandbox|tutorials?|tests?|templates?|skeleton|scaffold)"
    r"(?:[_-]?(?:project|proj|app|site|package)s?)?"
    r"|.+[_-](?:examples?|templates?|demo|tests))",
    re.IGNORECASE,
)


def words_of(name: str) -> list[str]:
    """Return the lower-case words of a name in snake_case, kebab-case, camelCase or with dots."""
    return [word.lower() for word in _WORD.findall(name)]


@lru_cache(maxsize=4096)
def role_of_name(name: str) -> NameRole | None:
    """Return the role that the words of ``name`` speak of, or None where they speak of none."""
    words = words_of(name)
    roles = {_WORDS[word] for word in (each.rstrip("0123456789") for each in words) if word in _WORDS}
    if NameRole.PRODUCTION in roles:
        if not {"not", "non"}.isdisjoint(words):
            return NameRole.DEVELOPMENT
        if "pre" in words:
            return NameRole.STAGING
    if any(_TEST_WORD.fullmatch(word) for word in words):
        roles.add(NameRole.TEST)
    return next((role for role in _PRIORITY if role in roles), None)


@lru_cache(maxsize=4096)
def role_of_module(dotted: str, configuration: str | None, root: str) -> NameRole | None:
    """Return the role by name of a settings module that is found under the search root ``root``.

    The last component speaks first: in ``config.settings.production`` and ``sites.production.settings``
    alike the top package is a mere name, unless it is the tests' own.
    """
    by_class = role_of_name(configuration) if configuration else None
    if by_class is not None:
        return by_class
    top, *rest = dotted.split(".")
    for part in reversed(rest or [top]):
        role = role_of_name(part)
        if role is not None:
            return role
    if role_of_name(top) is NameRole.TEST:
        return NameRole.TEST
    for folder in reversed(root.split("/")):
        role = role_of_name(folder)
        if role in {NameRole.TEST, NameRole.DEVELOPMENT}:
            return role
    return None


def role_of_path(path: str) -> NameRole | None:
    """Return the role that a path speaks of; the part nearest to the file's own name wins."""
    for part in reversed(path.split("/")):
        role = role_of_name(part)
        if role is not None and not (role is NameRole.PRODUCTION and part.startswith("deploy")):
            return role
    return None


def stands_aside(path: str, within: str = "") -> bool:
    """Say whether a file lies in a folder of examples, documentation, tests, templates or vendored code.

    ``within`` is a folder that was asked for: what stands above it does not count.
    """
    relative = path[len(within) + 1 :] if within and path.startswith(f"{within}/") else path
    return any(_SIDE_FOLDER.fullmatch(part) for part in relative.split("/")[:-1])
