"""dynaconf's ``settings = dynaconf.DjangoDynaconf(__name__)`` at the end of a settings module (read in dynaconf 3.3.5).

It writes all settings of the module anew: each is what the module made of it, unless a variable ``DJANGO_<NAME>`` says otherwise,
and a variable may set any other name. That is followed where no file of settings lies beside the module or above it; with such
files, or options, everything is unknown from there on.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from secheaders_lint.data.django import default_of, setting_names
from secheaders_lint.evaluator.library.environ import environment_of
from secheaders_lint.evaluator.values import (
    UNSET,
    DictValue,
    Item,
    ListValue,
    TupleValue,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.namespaces import Namespace
    from secheaders_lint.evaluator.values import Arguments, Value

_PREFIX = "DJANGO_"
_SUFFIXES = ("toml", "tml", "yaml", "yml", "ini", "conf", "properties", "json")
_FILES = tuple(f"{stem}.{suffix}" for stem in ("settings", ".secrets") for suffix in (*_SUFFIXES, "py"))
# Names that it binds itself.
_OWN = ("DEFAULT_SETTINGS_PATHS", "DYNACONF", "LOAD_DOTENV")
# Settings of Django that headers depend on: a variable may set them though the module does not.
_ASKED = (
    "SECURE_", "SESSION_COOKIE_", "CSRF_", "X_FRAME_OPTIONS", "MIDDLEWARE", "DEBUG", "ALLOWED_HOSTS", "USE_X_FORWARDED_", "PREPEND_WWW",
    "APPEND_SLASH",
)  # fmt: skip


def _django(machine: Machine, arguments: Arguments) -> Value:
    """Carry out ``DjangoDynaconf(__name__)``; the object that it returns is not known."""
    space, node = machine.frame.globals, arguments.site.node
    given = [machine.settle(value) for value in arguments.positional]
    cause = machine.unknown("settings that dynaconf reads", node)
    plain = given == [machine.module_name()] and not arguments.keywords and arguments.open is None
    if not plain or machine.frame.namespace is not space or _holds_files(machine):
        space.disturb(machine, cause)
        return cause
    given_names = [
        name.removeprefix(_PREFIX) for name in machine.environment.given if name.startswith(_PREFIX)
    ]
    bound = [name for name in space.names() if name.isupper()]
    version = machine.state.get("django")
    asked = [name for name in setting_names() if name.startswith(_ASKED) and default_of(name, version)]
    names = dict.fromkeys([*bound, *asked, *(name for name in given_names if "__" not in name)])
    for name in names:
        value = _read(machine, name, space.get(machine, name), given_names, arguments)
        space.set(machine, name, value, arguments.site, keep=True)
    _leave_open(machine, space, names.keys(), arguments)
    for name in _OWN:
        space.set(machine, name, cause, arguments.site)
    return cause


def _holds_files(machine: Machine) -> bool:
    """Tell whether a file that dynaconf would read lies in the module's folder, above it, or in a ``config`` folder of these."""
    own, tree = machine.source.path, machine.importer.tree
    folder = posixpath.dirname(own)
    while True:
        for inner in (folder, posixpath.join(folder, "config")):
            paths = (posixpath.join(inner, name) for name in (*_FILES, ".env"))
            if any(path != own and tree.is_file(path) for path in paths):
                return True
        if not folder:
            return False
        folder = posixpath.dirname(folder)


def _read(machine: Machine, name: str, value: Value, given: list[str], arguments: Arguments) -> Value:
    """Return a setting as dynaconf writes it back."""
    variable, node = f"{_PREFIX}{name}", arguments.site.node
    if any(each.startswith(f"{name}__") for each in given):
        return machine.unknown(f"what dynaconf makes of {variable}__…", node)

    def one(text: Value) -> Value:
        if text is UNSET:
            return machine.each(value, lambda part: _written_back(machine, part, arguments))
        other = machine.unknown(f"what dynaconf makes of a variable {_PREFIX}…", node)
        if type(value) is not bool:
            return other
        # Anything else than these two is left a text, a number or whatever TOML makes of it.
        rest, cases = machine.pc, []
        for spelt, meant in (("false", False), ("true", True)):
            here = machine.conditions.and_(rest, machine.equal(text, spelt, node))
            rest = machine.conditions.minus(rest, here)
            cases.append((here, meant))
        return machine.choose([*cases, (rest, other)])

    return machine.each(environment_of(machine).read(machine, variable, arguments.site), one)


def _written_back(machine: Machine, value: Value, arguments: Arguments) -> Value:
    """Return a value as dynaconf keeps it: tuples become lists, texts with an ``@`` are read as its own language."""
    if isinstance(value, str) and "@" in value:
        return machine.unknown("a text that dynaconf may read as its own language", arguments.site.node)
    if isinstance(value, TupleValue | ListValue):
        items = [_item(machine, item, arguments) for item in value.items]
        if any(item.value == "dynaconf_merge" for item in items):
            return machine.unknown("a list that dynaconf merges", arguments.site.node)
        return ListValue(items, value.plain)
    if isinstance(value, DictValue):
        if any(isinstance(key, str) and ("__" in key or key.startswith("dynaconf_")) for key in value.items):
            return machine.unknown("a dictionary that dynaconf merges", arguments.site.node)
        return value.copy({key: _item(machine, item, arguments) for key, item in value.items.items()})
    return value


def _item(machine: Machine, item: Item, arguments: Arguments) -> Item:
    if item.many:
        return item
    made = machine.each(item.value, lambda part: _written_back(machine, part, arguments))
    return Item(made, item.site, item.cond)


def _leave_open(machine: Machine, space: Namespace, known: Collection[str], arguments: Arguments) -> None:
    """Let any other name be set in the worlds in which a variable is there for it."""
    running = machine.pc
    some = machine.fact(
        "dynaconf", _PREFIX, None, f"a variable {_PREFIX}… sets it", f"no variable {_PREFIX}… sets it"
    )
    machine.pc = machine.conditions.and_(running, some)
    cause = machine.unknown(f"variables {_PREFIX}… that dynaconf reads", arguments.site.node)
    space.disturb(machine, cause, lambda name: name.isupper() and name not in known)
    machine.pc = running


FUNCTIONS: dict[str, Callable[[Machine, Arguments], Value]] = {
    "dynaconf.DjangoDynaconf": _django,
    "dynaconf.contrib.DjangoDynaconf": _django,
    "dynaconf.contrib.django_dynaconf_v2.load": _django,
    "dynaconf.contrib.django_dynaconf_v2.DjangoDynaconf": _django,
}
