"""Modules: import statements, packages of the repository, star imports, and what is outside."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import libcst as cst

from secheaders_lint.errors import SourceError
from secheaders_lint.evaluator import budget
from secheaders_lint.evaluator.budget import BudgetSpent
from secheaders_lint.evaluator.conditions import FALSE, TRUE
from secheaders_lint.evaluator.forgetting import doubt
from secheaders_lint.evaluator.namespaces import Frame, Namespace, Origin
from secheaders_lint.evaluator.values import ROOT, UNSET, Arguments, Library, Unknown
from secheaders_lint.source.names import dotted

if TYPE_CHECKING:
    from collections.abc import Callable

    from secheaders_lint.evaluator.conditions import Cond
    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.values import Site, Value
    from secheaders_lint.source.module import SourceModule
    from secheaders_lint.source.tree import SourceTree

# Modules that are loaded before any settings module runs: a file of the repository cannot take their place.
_LOADED_FIRST = {
    "sys",
    "os",
    "builtins",
    "io",
    "abc",
    "codecs",
    "site",
    "stat",
    "time",
    "posixpath",
    "types",
    "django",
}
_STANDARD = frozenset(sys.stdlib_module_names) | {
    "distutils",
    "imp",
    "asyncore",
    "asynchat",
    "cgi",
    "pipes",
    "crypt",
    "telnetlib",
}


class ModuleValue:
    """A module of the repository. ``executed`` are the worlds in which it has run, or begun to run."""

    __slots__ = ("executed", "is_package", "name", "namespace", "path", "source")
    hashable = True
    type = "module"

    def __init__(self, name: str, path: str | None, source: SourceModule | None, *, is_package: bool) -> None:
        self.name = name
        self.path = path
        self.source = source
        self.is_package = is_package
        self.namespace = Namespace()
        self.executed: Cond = FALSE

    def __repr__(self) -> str:
        return f"ModuleValue({self.name})"


class Missing:
    """A module that should be part of the repository and is not there to read."""

    __slots__ = ("name", "path", "problem")

    def __init__(self, name: str, path: str, problem: SourceError | None) -> None:
        self.name = name
        self.path = path
        self.problem = problem


class Problem:
    """A module that was imported and could not be read: ``error`` says why, ``site`` where, ``cond`` when that matters.

    ``missing`` is the path of a file that is not there, relative to the root.
    """

    __slots__ = ("cond", "error", "missing", "site")

    def __init__(
        self, error: SourceError, site: Site | None, cond: Cond = TRUE, missing: str | None = None
    ) -> None:
        self.error = error
        self.site = site
        self.cond = cond
        self.missing = missing


class Importer:
    """Finds and runs modules for one evaluation."""

    def __init__(
        self,
        tree: SourceTree,
        roots: tuple[str, ...],
        package_version: Callable[[str], str | None] = lambda _: None,
    ) -> None:
        self.tree = tree
        self.roots = roots
        # The version of a distribution, where the project's dependencies tell it.
        self.package_version = package_version
        self.modules: dict[str, ModuleValue | Missing | None] = {}
        self.problems: list[Problem] = []
        # Third-party packages that the code imports without a guard: they are there.
        self.installed: set[str] = set()
        self.depth = 0
        self._characters = 0

    # -- libraries: the models are imported when the first one is needed ---------------------------------------------

    def builtin(self, machine: Machine, name: str) -> Value:
        """Return the builtin of that name; ``UNSET`` where there is none."""
        from secheaders_lint.evaluator.library import registry

        return registry.builtin(machine, name)

    def library_attribute(self, machine: Machine, owner: Library, name: str, node: cst.CSTNode) -> Value:
        """Return an attribute of something outside of the repository."""
        from secheaders_lint.evaluator.library import registry

        return registry.attribute(machine, owner, name, node)

    def set_library_attribute(
        self, machine: Machine, owner: Library, name: str, value: Value, node: cst.CSTNode
    ) -> None:
        """Carry out an assignment to an attribute of something outside of the repository."""
        from secheaders_lint.evaluator.library import registry

        registry.set_attribute(machine, owner, name, value, node)

    def call_library(self, machine: Machine, function: Library, arguments: Arguments) -> Value:
        """Return the result of a call to something outside of the repository."""
        from secheaders_lint.evaluator.library import registry

        return registry.call(machine, function, arguments)

    # -- modules of the repository -----------------------------------------------------------------------------------

    def module(self, name: str) -> ModuleValue | Missing | None:
        """Return the module of that dotted name; ``None``: it is not of the repository."""
        if name in self.modules:
            return self.modules[name]
        found = self.modules[name] = self._find(name)
        if len(self.modules) > budget.MAX_MODULES * 4:
            raise BudgetSpent(f"evaluation stopped after {len(self.modules)} modules")
        return found

    def _find(self, name: str) -> ModuleValue | Missing | None:
        from secheaders_lint.discovery.resolve import resolve_module
        from secheaders_lint.source.module import load

        top = name.partition(".")[0]
        if top in _LOADED_FIRST:
            return None
        found = resolve_module(self.tree, self.roots, name)
        if found is None:
            parent = self.modules.get(name.rpartition(".")[0])
            if isinstance(parent, ModuleValue):
                folder = (
                    parent.path.rpartition("/")[0]
                    if parent.path and parent.is_package
                    else name.rpartition(".")[0].replace(".", "/")
                )
                return Missing(name, f"{folder}/{name.rpartition('.')[2]}.py".lstrip("/"), None)
            return None
        if found.kind == "namespace":
            return ModuleValue(name, None, None, is_package=True)
        try:
            source = load(self.tree, found.path)
        except SourceError as error:
            return Missing(name, found.path, error)
        if source is None:
            return Missing(name, found.path, None)
        self._characters += len(source.text.text)
        if self._characters > budget.MAX_CHARACTERS and self.depth:
            raise BudgetSpent(f"evaluation stopped after {budget.MAX_CHARACTERS:,} characters of modules")
        return ModuleValue(name, found.path, source, is_package=found.kind == "package")

    def run(self, machine: Machine, module: ModuleValue) -> None:
        """Run a module in those running worlds in which it has not run yet."""
        conditions = machine.conditions
        running = machine.pc
        fresh = conditions.minus(running, module.executed)
        if fresh == FALSE:
            return
        first = module.executed == FALSE
        module.executed = conditions.or_(module.executed, fresh)
        if first:
            _introduce(machine, module)
        if module.source is None:
            return
        if self.depth >= budget.MAX_IMPORT_DEPTH:
            raise BudgetSpent("imports nested too deep")
        from secheaders_lint.evaluator.statements import run_block

        frame, source = machine.frame, machine.source
        machine.frame, machine.source = Frame(module.namespace, module.namespace), module.source
        machine.pc = fresh
        self.depth += 1
        try:
            run_block(machine, module.source.cst)
        finally:
            self.depth -= 1
            machine.frame, machine.source = frame, source
        machine.pc = conditions.or_(machine.pc, conditions.minus(running, fresh))


def _introduce(machine: Machine, module: ModuleValue) -> None:
    """Bind the names that every module has."""
    if module.source is None:
        return
    from secheaders_lint.evaluator.values import Site

    site = Site(module.source, module.source.cst)
    package = module.name if module.is_package else module.name.rpartition(".")[0]
    path = f"{ROOT}/{module.path}"
    running, machine.pc = machine.pc, TRUE
    for name, value in (
        ("__name__", module.name),
        ("__file__", path),
        ("__package__", package),
        ("__doc__", Unknown("a docstring", site)),
    ):
        module.namespace.set(machine, name, value, site)
    if module.is_package:
        from secheaders_lint.evaluator.sequences import make_list

        module.namespace.set(machine, "__path__", make_list([path.rpartition("/")[0]]), site)
    machine.pc = running


def import_module(machine: Machine, name: str, node: cst.CSTNode) -> Value:
    """Import a module by its absolute dotted name, its packages first; raises ImportError; returns the module."""
    importer = machine.importer
    parent: ModuleValue | None = None
    parts = name.split(".")
    for count in range(1, len(parts) + 1):
        dotted = ".".join(parts[:count])
        module = importer.module(dotted)
        if module is None:
            return _import_outside(machine, name, node)
        if isinstance(module, Missing):
            return _import_missing(machine, module, node)
        importer.run(machine, module)
        if machine.pc == FALSE:
            return UNSET
        if parent is not None:
            parent.namespace.set(machine, parts[count - 1], module, machine.site(node))
        parent = module
    return parent


def _import_outside(machine: Machine, name: str, node: cst.CSTNode) -> Value:
    """Import something that is not of the repository: it is there, unless the code is ready for it to be missing."""
    top = name.partition(".")[0]
    importer = machine.importer
    machine.state.setdefault("modules", set()).add(name)
    if top in _STANDARD or top == "django" or top in importer.installed:
        return Library(name)
    if not machine.catches("builtins.ModuleNotFoundError"):
        importer.installed.add(top)
        return Library(name)
    there = machine.fact("import", top, None, f"{top} is installed", f"{top} is not installed")
    machine.fail(
        "builtins.ModuleNotFoundError", f"No module named {name!r}", node, machine.conditions.not_(there)
    )
    return Library(name)


def _import_missing(machine: Machine, module: Missing, node: cst.CSTNode) -> Value:
    """Import a module of a package of the repository that cannot be read: not there, or not to be parsed."""
    importer = machine.importer
    site = machine.site(node)
    if module.problem is not None:
        importer.problems.append(Problem(module.problem, site))
        return Unknown(f"{module.path} cannot be read", site)
    shown = module.path
    there = machine.fact("exists", shown, None, f"{shown} exists", f"{shown} does not exist")
    absent = machine.conditions.not_(there)
    if machine.catches("builtins.ModuleNotFoundError"):
        machine.fail("builtins.ModuleNotFoundError", f"No module named {module.name!r}", node, absent)
    else:
        # Not raised: what else the settings say is worth more than that they cannot be imported as they are.
        error = SourceError(f"{module.name} is imported but not in the repository", site.source.path)
        cond = machine.conditions.and_(machine.pc, absent)
        importer.problems.append(Problem(error, site, cond, module.path))
    return Unknown(f"{shown}, which is not in the repository", site)


def absolute(machine: Machine, node: cst.ImportFrom) -> str | None:
    """Return the absolute name of the module of a ``from … import``; ``None`` beyond the top-level package."""
    name = "" if node.module is None else dotted(node.module)
    level = len(node.relative)
    return resolve_relative(machine, name, level) if level else name


def resolve_relative(machine: Machine, name: str, level: int) -> str | None:
    """Return the absolute name of a relative one; ``None`` beyond the top-level package."""
    package = machine.frame.globals.get(machine, "__package__")
    parts = package.split(".") if isinstance(package, str) and package else []
    if level > len(parts):
        return None
    base = parts[: len(parts) - level + 1]
    return ".".join([*base, name] if name else base)


def run_import(machine: Machine, node: cst.Import) -> None:
    """Carry out ``import a.b, c as d``."""
    for alias in node.names:
        name = dotted(alias.name)
        module = import_module(machine, name, node)
        if machine.pc == FALSE:
            return
        if alias.asname is not None and isinstance(alias.asname.name, cst.Name):
            machine.bind(alias.asname.name.value, module, node)
            continue
        top = name.partition(".")[0]
        known = machine.importer.module(top)
        first = known if isinstance(known, ModuleValue) else Library(top)
        machine.bind(top, module if isinstance(module, Unknown) and "." not in name else first, node)


def run_import_from(machine: Machine, node: cst.ImportFrom) -> None:
    """Carry out ``from m import a as b`` and ``from m import *``."""
    name = absolute(machine, node)
    if name is None:
        machine.fail("builtins.ImportError", "attempted relative import beyond top-level package", node)
        return
    module = import_module(machine, name, node)
    if machine.pc == FALSE:
        return
    if isinstance(node.names, cst.ImportStar):
        from secheaders_lint.evaluator.star_imports import star_import

        star_import(machine, module, node)
        return
    for alias in node.names:
        if machine.pc == FALSE:
            return
        original = dotted(alias.name)
        value, origins = _member(machine, module, original, node)
        bound = (
            alias.asname.name.value
            if alias.asname is not None and isinstance(alias.asname.name, cst.Name)
            else original
        )
        site = machine.site(node)
        if origins:
            from secheaders_lint.evaluator.star_imports import carried

            machine.frame.namespace.put(machine, bound, value, carried(machine, origins, site))
        else:
            machine.bind(bound, value, node)


def _member(
    machine: Machine, module: Value, name: str, node: cst.CSTNode
) -> tuple[Value, tuple[Origin, ...]]:
    if isinstance(module, ModuleValue):
        binding = module.namespace.bindings.get(name)
        value = module_attribute(machine, module, name, node, error="builtins.ImportError")
        return value, binding.origins if binding is not None else ()
    return machine.attribute(module, name, node), ()


def module_attribute(
    machine: Machine,
    module: ModuleValue,
    name: str,
    node: cst.CSTNode,
    error: str = "builtins.AttributeError",
) -> Value:
    """Return a name of a module, or its submodule where it is imported already or ``from`` asks for it."""
    value = module.namespace.get(machine, name)
    if module.namespace.disturbances:
        doubt(machine, module.namespace, name)

    def submodule() -> Value:
        dotted = f"{module.name}.{name}"
        if (
            error == "builtins.ImportError"
            and module.is_package
            and isinstance(machine.importer.module(dotted), ModuleValue)
        ):
            return import_module(machine, dotted, node)
        getter = module.namespace.get(machine, "__getattr__")
        if getter is not UNSET:
            return machine.call(getter, Arguments([name], {}, machine.site(node)))
        found = machine.importer.module(dotted) if module.is_package else None
        if isinstance(found, Missing) and error == "builtins.ImportError":
            return _import_missing(machine, found, node)
        return machine.fail(error, f"module {module.name!r} has no attribute {name!r}", node)

    return machine.each(value, lambda part: submodule() if part is UNSET else part)


def is_standard(top: str) -> bool:
    """Tell whether a top-level name is of the standard library or Django."""
    return top in _STANDARD or top == "django"
