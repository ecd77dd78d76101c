"""``importlib`` and ``pkgutil``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.evaluator.imports import Missing, import_module, resolve_relative
from secheaders_lint.evaluator.library.signature import argument
from secheaders_lint.evaluator.values import Library, Unknown

if TYPE_CHECKING:
    from collections.abc import Callable

    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.values import Arguments, Value


def _import_module(machine: Machine, arguments: Arguments) -> Value:
    node = arguments.site.node
    package = machine.settle(argument(arguments, 1, "package", None))

    def one(name: Value) -> Value:
        if not isinstance(name, str):
            machine.may_fail("builtins.ImportError", node, "the module cannot be imported")
            return Unknown(f"a module whose name is {getattr(name, 'reason', 'not known')}", arguments.site)
        level = len(name) - len(name.lstrip("."))
        dotted: str | None = name
        if level:
            anchor = package if isinstance(package, str) else machine.module_name()
            parts = anchor.split(".")
            base = parts[: len(parts) - level + 1]
            dotted = (
                ".".join([*base, name.lstrip(".")])
                if base
                else resolve_relative(machine, name.lstrip("."), level)
            )
        if not dotted:
            return machine.fail("builtins.ImportError", "relative import beyond top-level package", node)
        return import_module(machine, dotted, node)

    return machine.each(argument(arguments, 0, "name"), one)


def _find_spec(machine: Machine, arguments: Arguments) -> Value:
    node = arguments.site.node

    def one(name: Value) -> Value:
        if not isinstance(name, str):
            return machine.unknown("whether a module is there", node)
        top = name.partition(".")[0]
        found = machine.importer.module(top)
        if found is not None and not isinstance(found, Missing):
            inner = machine.importer.module(name)
            return (
                None
                if inner is None or isinstance(inner, Missing)
                else Library("importlib.machinery.ModuleSpec")
            )
        from secheaders_lint.evaluator.imports import is_standard

        if is_standard(top) or top in machine.importer.installed:
            return Library("importlib.machinery.ModuleSpec")
        there = machine.fact("import", top, None, f"{top} is installed", f"{top} is not installed")
        others = machine.conditions.minus(machine.pc, there)
        inside = machine.conditions.and_(machine.pc, there)
        return machine.choose([(inside, Library("importlib.machinery.ModuleSpec")), (others, None)])

    return machine.each(argument(arguments, 0, "name"), one)


def _version(machine: Machine, arguments: Arguments) -> Value:
    machine.may_fail_somehow(arguments.site.node, "the package is not installed")
    return machine.unknown("the version of a package", arguments.site.node, "str")


def _reload(machine: Machine, arguments: Arguments) -> Value:
    del machine
    return argument(arguments, 0)


FUNCTIONS: dict[str, Callable[[Machine, Arguments], Value]] = {
    "importlib.import_module": _import_module,
    "importlib.util.find_spec": _find_spec,
    "pkgutil.find_loader": _find_spec,
    "importlib.find_loader": _find_spec,
    "imp.find_module": _find_spec,
    "importlib.metadata.version": _version,
    "importlib.reload": _reload,
}
