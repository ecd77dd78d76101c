"""``.env`` files of the repository, as python-dotenv, django-environ, decouple and environs read them."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from secheaders_lint.evaluator.library import files
from secheaders_lint.evaluator.library.environ import environment_of
from secheaders_lint.evaluator.library.signature import argument
from secheaders_lint.evaluator.values import ROOT, DictValue, Item, Unknown

if TYPE_CHECKING:
    from collections.abc import Callable

    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.values import Arguments, Value

_LINE = re.compile(r"(?:export )?([A-Za-z_0-9]+)=(.*)\Z")
_ESCAPED = re.compile(r"\\(.)")


def parse_django_environ(text: str) -> dict[str, str]:
    """Return the variables of a ``.env`` file as ``environ.Env.read_env`` reads them (0.14.0)."""
    found = {}
    for line in text.splitlines():
        match = _LINE.match(line)
        if match is None:
            continue
        name, value = match.groups()
        if len(value) >= 2 and value[0] == value[-1] == "'":
            value = value[1:-1]
        if len(value) >= 2 and value[0] == value[-1] == '"':
            value = _ESCAPED.sub(
                lambda m: f"\\{m.group(1)}" if m.group(1) in "rnt" else m.group(1), value[1:-1]
            )
        found[name] = value
    return found


def parse_decouple(text: str) -> dict[str, str]:
    """Return the variables of a ``.env`` file as python-decouple reads them (3.8)."""
    found = {}
    for raw in text.splitlines():
        line = raw.strip()
        if not line or line.startswith("#") or "=" not in line:
            continue
        name, value = (part.strip() for part in line.split("=", 1))
        if len(value) >= 2 and value[0] == value[-1] and value[0] in "'\"":
            value = value[1:-1]
        found[name] = value
    return found


_DOTENV = re.compile(
    r"^[ \t]*(?:export[ \t]+)?(?P<name>'[^']+'|[^=#\s]+)[ \t]*(?:=[ \t]*(?P<value>'(?:\\'|[^'])*'|\"(?:\\\"|[^\"])*\"|[^\r\n]*))?",
    re.MULTILINE,
)


def parse_dotenv(text: str) -> dict[str, str | None]:
    """Return the variables of a ``.env`` file as python-dotenv reads them (1.2); ``None`` for a value with ``${…}``."""
    found: dict[str, str | None] = {}
    for match in _DOTENV.finditer(text):
        name, value = match.group("name").strip("'"), match.group("value")
        if value is None:
            continue
        if value[:1] == "'" and len(value) > 1:
            value = value[1:-1].replace("\\'", "'")
        elif value[:1] == '"' and len(value) > 1:
            value = re.sub(
                r"\\[\\'\"abfnrtv]", lambda m: m.group().encode().decode("unicode_escape"), value[1:-1]
            )
            value = None if "${" in value else value
        else:
            value = re.sub(r"\s+#.*", "", value).rstrip()
            value = None if "${" in value else value
        found[name] = value
    return found


def search_upwards(machine: Machine, names: tuple[str, ...], folder: str) -> str | None:
    """Return the first file of these names in a folder of the repository or above it, within the root."""
    tree = machine.importer.tree
    while True:
        for name in names:
            path = posixpath.join(folder, name)
            if tree.is_file(path):
                return path
        if not folder:
            return None
        folder = posixpath.dirname(folder)


def _load_dotenv(machine: Machine, arguments: Arguments) -> Value:
    override = machine.settle(argument(arguments, 3, "override", False))
    return _of_each_file(machine, arguments, lambda path: _load(machine, path, override, arguments))


def _load(machine: Machine, path: str | None, override: Value, arguments: Arguments) -> Value:
    environ = environment_of(machine)
    text = None if path is None else files.text_of(machine, path)
    for name, value in parse_dotenv(text or "").items():
        known = value if value is not None else Unknown(f"{name} of {path}", arguments.site, "str")
        if override is False:
            environ.set_default(machine, name, known, arguments.site.node)
        else:
            environ.set_subscript(machine, name, known, arguments.site.node)
    return text is not None


def _of_each_file(machine: Machine, arguments: Arguments, read: Callable[[str | None], Value]) -> Value:
    """Return what ``read`` makes of the ``.env`` file that a call names, which may be another one in other worlds.

    A file that is not below the root, or not known, is ``None``: its variables are those of the environment.
    """
    given = files.path_text(machine, argument(arguments, 0, "dotenv_path", None))
    return machine.each(given, lambda part: read(_path(machine, part)))


def _path(machine: Machine, given: Value) -> str | None:
    """Return the ``.env`` file of that path, or the one that python-dotenv would find without one, below the root."""
    if isinstance(given, str):
        return files.inside(given) or None if given.startswith((ROOT, "/")) else None
    if given is not None:
        return None
    return search_upwards(machine, (".env",), posixpath.dirname(machine.source.path))


def _find_dotenv(machine: Machine, arguments: Arguments) -> Value:
    name = machine.settle(argument(arguments, 0, "filename", ".env"))
    if not isinstance(name, str):
        return machine.unknown("the path of a .env file", arguments.site.node, "str")
    found = search_upwards(machine, (name,), posixpath.dirname(machine.source.path))
    return "" if found is None else f"{ROOT}/{found}"


def _dotenv_values(machine: Machine, arguments: Arguments) -> Value:
    return _of_each_file(machine, arguments, lambda path: _values(machine, path, arguments))


def _values(machine: Machine, path: str | None, arguments: Arguments) -> DictValue:
    text = None if path is None else files.text_of(machine, path)
    made = DictValue()
    if path is None or text is None:
        made.rest = machine.unknown("a .env file that is not in the repository", arguments.site.node)
        return made
    for name, value in parse_dotenv(text).items():
        known = value if value is not None else Unknown(f"{name} of {path}", arguments.site, "str")
        made.items[name] = Item(known, arguments.site)
    return made


FUNCTIONS: dict[str, Callable[[Machine, Arguments], Value]] = {
    "dotenv.load_dotenv": _load_dotenv,
    "dotenv.read_dotenv": _load_dotenv,
    "dotenv.find_dotenv": _find_dotenv,
    "dotenv.dotenv_values": _dotenv_values,
    "dotenv.main.load_dotenv": _load_dotenv,
    "dotenv.main.dotenv_values": _dotenv_values,
}
