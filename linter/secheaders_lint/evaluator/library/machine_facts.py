"""``sys``, ``platform`` and ``socket``: what only the machine decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.evaluator.arithmetic import ORDER
from secheaders_lint.evaluator.conditions import FALSE, TRUE
from secheaders_lint.evaluator.imports import Missing
from secheaders_lint.evaluator.library import files
from secheaders_lint.evaluator.library.signature import argument
from secheaders_lint.evaluator.sequences import certain_items
from secheaders_lint.evaluator.values import (
    UNSET,
    Bound,
    Item,
    Library,
    ListValue,
    Modelled,
    Sequence,
    Unknown,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    import libcst as cst

    from secheaders_lint.evaluator.conditions import Cond
    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.values import Arguments, Value

# The oldest Python that any supported tool runs on, and the one that is taken where code asks for its minor version.
_OLDEST, _USUAL = (3, 8), (3, 12)


def _argv(machine: Machine) -> Value:
    """Return ``sys.argv``: a program's name, and arguments that a server is not started with."""
    found = machine.state.get("sys.argv")
    if found is None:
        program = machine.environment.fact("sys.argv[0]", "-c").symbol(None)
        given = machine.fact(
            "machine", "sys.argv", None, "a management command runs", "no management command runs"
        )
        rest = Unknown("the arguments of the command line", None, "list")
        found = machine.state["sys.argv"] = ListValue([Item(program), Item(rest, None, given, many=True)])
    return found


class SearchPath(Modelled):
    """``sys.path``: folders of the repository that the code adds are searched for modules from then on."""

    kind = "list"

    def attribute(self, machine: Machine, name: str, node: cst.CSTNode) -> Value:
        """Return a list method."""
        if name in {"insert", "append"}:
            return Bound(
                self,
                name,
                lambda m, arguments: self._add(
                    m, argument(arguments, len(arguments.positional) - 1), first=name == "insert"
                ),
            )
        if name == "extend":
            return Bound(self, name, self._extend)
        return Bound(
            self, name, lambda m, arguments: m.unknown("the module search path", arguments.site.node)
        )

    def _extend(self, machine: Machine, arguments: Arguments) -> Value:
        for item in machine.items_of(argument(arguments, 0), arguments.site.node) or []:
            self._add(machine, item.value, first=False)
        return None

    def _add(self, machine: Machine, path: Value, *, first: bool) -> Value:
        text = machine.settle(files.path_text(machine, path))
        below = files.inside(text) if isinstance(text, str) else None
        importer = machine.importer
        if below is not None and below not in importer.roots:
            importer.roots = (below, *importer.roots) if first else (*importer.roots, below)
            # Names that were looked for in vain may be found now.
            importer.modules = {
                name: module for name, module in importer.modules.items() if module is not None
            }
        return None

    def iterate(self, machine: Machine, node: cst.CSTNode) -> list[Item] | None:
        """Return nothing that is known."""
        del machine, node
        return None

    def binary(
        self, machine: Machine, operator: str, other: Value, node: cst.CSTNode, *, reflected: bool
    ) -> Value:
        """Return the path again: what is added to it by ``+`` is added to it."""
        if operator == "+" and isinstance(other, Sequence):
            for item in other.items:
                self._add(machine, item.value, first=reflected)
            return self
        return UNSET

    def contains(self, machine: Machine, element: Value, node: cst.CSTNode) -> Cond | None:
        """Return that a folder is not in it yet."""
        del machine, element, node
        return FALSE


class LoadedModules(Modelled):
    """``sys.modules``."""

    kind = "dict"
    hashable = False

    def _module(self, machine: Machine, name: str, default: Value, node: cst.CSTNode) -> Value:
        found = machine.importer.modules.get(name)
        if found is not None and not isinstance(found, Missing):
            return found
        top = name.partition(".")[0]
        if top in machine.importer.installed:
            return Library(name)
        if default is UNSET:
            return machine.unknown(f"the module {name}", node)
        return (
            default if machine.importer.module(name) is None else machine.unknown(f"the module {name}", node)
        )

    def subscript(self, machine: Machine, key: Value, node: cst.CSTNode) -> Value:
        """Return a module that was imported."""

        def one(name: Value) -> Value:
            return (
                self._module(machine, name, UNSET, node)
                if isinstance(name, str)
                else machine.unknown("a module", node)
            )

        return machine.each(key, one)

    def contains(self, machine: Machine, element: Value, node: cst.CSTNode) -> Cond | None:
        """Return whether a module was imported; one that only test runs import counts as not imported."""
        if not isinstance(element, str):
            return None
        found = machine.importer.modules.get(element)
        if found is not None and not isinstance(found, Missing):
            return TRUE
        return machine.fact(
            "machine", "sys.modules", element, f"{element} is imported", f"{element} is not imported"
        )

    def attribute(self, machine: Machine, name: str, node: cst.CSTNode) -> Value:
        """Return ``get``."""
        if name == "get":
            return Bound(self, name, self._get)
        return Bound(self, name, lambda m, arguments: m.unknown("the loaded modules", arguments.site.node))

    def _get(self, machine: Machine, arguments: Arguments) -> Value:
        name = machine.settle(argument(arguments, 0))
        default = argument(arguments, 1, default=None)
        return (
            self._module(machine, name, default, arguments.site.node)
            if isinstance(name, str)
            else machine.unknown("a module", arguments.site.node)
        )


class VersionInfo(Modelled):
    """``sys.version_info``: Python 3, of a minor version that the machine decides."""

    kind = "sys.version_info"

    def attribute(self, machine: Machine, name: str, node: cst.CSTNode) -> Value:
        """Return ``major`` or ``minor``."""
        return 3 if name == "major" else machine.unknown(f"sys.version_info.{name}", node, "int")

    def subscript(self, machine: Machine, key: Value, node: cst.CSTNode) -> Value:
        """Return a part by its place."""
        return 3 if machine.settle(key) == 0 else machine.unknown("the version of Python", node, "int")

    def order(
        self, machine: Machine, operator: str, other: Value, node: cst.CSTNode, *, mirrored: bool
    ) -> Cond | None:
        """Compare with a tuple: what holds for every supported Python is known, the rest is up to the machine."""
        items = certain_items(machine, other) if isinstance(other, Sequence) else None
        if not items or any(type(item.value) is not int for item in items):
            return None
        version = tuple(item.value for item in items)
        if mirrored:
            operator = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}[operator]
        holds = ORDER[operator]
        if version <= _OLDEST or version >= (4,):
            return TRUE if holds(_USUAL, version) else FALSE
        text = f"Python {operator} {'.'.join(map(str, version))}"
        del node
        return machine.fact(
            "machine",
            "sys.version_info",
            (operator, version),
            text,
            f"not {text}",
            prefer=holds(_USUAL, version),
        )

    def equals(self, machine: Machine, other: Value) -> Cond | None:
        """Leave equality open."""
        del machine, other
        return None

    def iterate(self, machine: Machine, node: cst.CSTNode) -> list[Item] | None:
        """Return the major version and an unknown rest."""
        rest = machine.unknown("the version of Python", node, "list")
        return [Item(3, machine.site(node)), Item(rest, machine.site(node), TRUE, many=True)]


def _fact(name: str, typical: str | None = None) -> Callable[[Machine, Arguments], Value]:
    return lambda machine, arguments: machine.environment.fact(name, typical).symbol(arguments.site)


def _value(name: str, typical: str | None = None) -> Callable[[Machine], Value]:
    return lambda machine: machine.environment.fact(name, typical).symbol(None)


def _unknown(text: str, kind: str | None = None) -> Callable[[Machine, Arguments], Value]:
    return lambda machine, arguments: machine.unknown(text, arguments.site.node, kind)


def _unknown_value(text: str, kind: str | None = None) -> Callable[[Machine], Value]:
    return lambda _: Unknown(text, None, kind)


def _exit(machine: Machine, arguments: Arguments) -> Value:
    return machine.fail("builtins.SystemExit", "sys.exit()", arguments.site.node)


def _nothing(machine: Machine, arguments: Arguments) -> Value:
    del machine, arguments
    return None


def _shared(name: str, make: Callable[[], Value]) -> Callable[[Machine], Value]:
    return lambda machine: machine.state.setdefault(name, make())


FUNCTIONS: dict[str, Callable[[Machine, Arguments], Value]] = {
    "sys.exit": _exit,
    "sys.setrecursionlimit": _nothing,
    "sys.getdefaultencoding": lambda _, __: "utf-8",
    "platform.system": _fact("platform.system()", "Linux"),
    "platform.node": _fact("the host name"),
    "platform.machine": _fact("platform.machine()", "x86_64"),
    "platform.python_implementation": _fact("platform.python_implementation()", "CPython"),
    "platform.python_version": _unknown("the version of Python", "str"),
    "platform.uname": _unknown("platform.uname()"),
    "socket.gethostname": _fact("the host name"),
    "socket.getfqdn": _fact("the host name"),
    "socket.gethostbyname": _unknown("an address of the network", "str"),
    "socket.gethostbyname_ex": _unknown("addresses of the network"),
    "getpass.getuser": _fact("the user's name"),
}

VALUES: dict[str, Callable[[Machine], Value]] = {
    "sys.argv": _argv,
    "sys.path": _shared("sys.path", SearchPath),
    "sys.modules": _shared("sys.modules", LoadedModules),
    "sys.version_info": _shared("sys.version_info", VersionInfo),
    "sys.platform": _value("sys.platform", "linux"),
    "sys.executable": _unknown_value("the path of Python", "str"),
    "sys.prefix": _unknown_value("the folder of Python", "str"),
    "sys.base_prefix": _unknown_value("the folder of Python", "str"),
    "sys.version": _unknown_value("the version of Python", "str"),
    "sys.maxsize": lambda _: 9223372036854775807,
    "sys.byteorder": lambda _: "little",
}
