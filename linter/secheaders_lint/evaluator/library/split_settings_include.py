"""django-split-settings: ``include`` and ``optional`` (read in version 1.3.2)."""

from __future__ import annotations

import fnmatch
import posixpath
from typing import TYPE_CHECKING

from secheaders_lint.evaluator.library import files
from secheaders_lint.evaluator.library.executed import run_file
from secheaders_lint.evaluator.library.namespace_dict import NamespaceDict
from secheaders_lint.evaluator.library.signature import argument
from secheaders_lint.evaluator.values import ROOT, Item, Modelled, Unknown

if TYPE_CHECKING:
    from collections.abc import Callable

    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.namespaces import Namespace
    from secheaders_lint.evaluator.values import Arguments, Value


class OptionalFile(Modelled):
    """``optional('local.py')``."""

    kind = "split_settings.tools._Optional"

    def __init__(self, path: Value) -> None:
        self.path = path

    def text(self, machine: Machine) -> Value:
        """Return the file name."""
        del machine
        return self.path


def _optional(machine: Machine, arguments: Arguments) -> Value:
    return machine.each(
        argument(arguments, 0, "filename", None), lambda part: OptionalFile("" if part is None else part)
    )


def _include(machine: Machine, arguments: Arguments) -> Value:
    scope = machine.settle(arguments.keywords.get("scope"))
    target = scope.namespace if isinstance(scope, NamespaceDict) else machine.frame.globals
    folder = posixpath.dirname(machine.source.path)
    done: set[str] = machine.state.setdefault("included", set())
    rest = arguments.rest
    if arguments.open is not None and (not rest or any(item.many for item in rest)):
        target.disturb(machine, machine.unknown("files that include() brings", arguments.site.node))
        rest = ()
    for item in [*(Item(value, arguments.site) for value in arguments.positional), *rest]:
        running = machine.pc
        machine.pc = machine.conditions.and_(running, item.cond)
        ended = machine.conditions.minus(running, item.cond)
        for part in machine.worlds(machine.settle(item.value)):
            _include_one(machine, part, folder, target, done, arguments)
            ended = machine.conditions.or_(ended, machine.pc)
        machine.pc = ended
    return None


def _include_one(
    machine: Machine, part: Value, folder: str, target: Namespace, done: set[str], arguments: Arguments
) -> None:
    required = not isinstance(part, OptionalFile)
    text = machine.settle(files.path_text(machine, part))
    if text == "":
        return
    if not isinstance(text, str):
        reason = text.reason if isinstance(text, Unknown) else "a file whose name is not known"
        target.disturb(machine, machine.unknown(f"settings of {reason}", arguments.site.node))
        return
    base = f"{ROOT}/{folder}" if folder else ROOT
    pattern = text if text.startswith((ROOT, "/")) else posixpath.join(base, text)
    below = files.inside(pattern)
    found = [] if below is None else _matching(machine, below)
    for path in found:
        if path not in done:
            done.add(path)
            if not run_file(machine, path, target, arguments):
                target.disturb(machine, machine.unknown(f"settings of {path}", arguments.site.node))
    if not found:
        _absent(machine, pattern, required, target, arguments)


def _absent(machine: Machine, pattern: str, required: bool, target: Namespace, arguments: Arguments) -> None:
    """Take a file that the repository does not hold: it may be there on the server."""
    name = files.shown(pattern)
    there = machine.fact("exists", name, None, f"{name} exists", f"{name} does not exist")
    if required:
        machine.fail(
            "builtins.OSError", f"No such file: {name}", arguments.site.node, machine.conditions.not_(there)
        )
    running = machine.pc
    machine.pc = machine.conditions.and_(running, there)
    target.disturb(
        machine, machine.unknown(f"settings of {name}, which is not in the repository", arguments.site.node)
    )
    machine.pc = running


def _matching(machine: Machine, pattern: str) -> list[str]:
    """Return the files of the repository that a glob pattern names, in order."""
    tree = machine.importer.tree
    if not any(sign in pattern for sign in "*?["):
        return [pattern] if tree.is_file(pattern) else []
    folder, _, last = pattern.rpartition("/")
    if any(sign in folder for sign in "*?["):
        return []
    names = [name for name, kind in tree.kinds(folder).items() if kind == "file"]
    return sorted(posixpath.join(folder, name) for name in fnmatch.filter(names, last))


FUNCTIONS: dict[str, Callable[[Machine, Arguments], Value]] = {
    "split_settings.tools.include": _include,
    "split_settings.tools.optional": _optional,
}
