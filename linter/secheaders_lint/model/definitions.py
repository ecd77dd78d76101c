"""Classes and functions of the repository that settings name by a dotted path: where they stand, what they inherit from.

Read from the text alone: nothing runs, so it does not matter what else the module does or imports.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import libcst as cst

from secheaders_lint.discovery.resolve import resolve_module
from secheaders_lint.errors import SourceError
from secheaders_lint.source.module import load
from secheaders_lint.source.names import dotted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.evaluator.imports import Importer
    from secheaders_lint.source.module import SourceModule

# Names that are imported from one module after another, and classes that inherit from one another, end well before.
_MAX_DEPTH = 12
_MOST_ANCESTORS = 40


class Definition(NamedTuple):
    """A class or function of the repository: its module's dotted name and source, and its node."""

    module: str
    source: SourceModule
    node: cst.ClassDef | cst.FunctionDef


def find_definition(importer: Importer, path: str, depth: int = 0) -> Definition | str | None:
    """Return the definition that a dotted path names, followed through imports.

    A text is the path of something outside of the repository, or of what cannot be read in it; ``None``: it is not known what the
    path names.
    """
    module, _, name = path.rpartition(".")
    if not module or depth > _MAX_DEPTH:
        return None
    source, is_package = _source(importer, module)
    if source is None:
        return None if is_package else path
    for statement in _statements(source.cst.body):
        if isinstance(statement, cst.ClassDef | cst.FunctionDef) and statement.name.value == name:
            return Definition(module, source, statement)
        target = _imported(statement, name, module, is_package=is_package)
        if target is not None:
            return find_definition(importer, target, depth + 1)
    return None


def lineage(importer: Importer, definition: Definition) -> list[Definition | str]:
    """Return a definition and what it inherits from, nearest first; texts are paths outside of the repository."""
    found: list[Definition | str] = []
    pending: list[Definition | str] = [definition]
    while pending and len(found) < _MOST_ANCESTORS:
        each = pending.pop()
        if each in found:
            continue
        found.append(each)
        if isinstance(each, Definition) and isinstance(each.node, cst.ClassDef):
            pending += reversed([base for base in _bases(importer, each, each.node) if base is not None])
    return found


def _bases(
    importer: Importer, definition: Definition, node: cst.ClassDef
) -> Iterator[Definition | str | None]:
    for base in node.bases:
        path = dotted(base.value)
        if not path:
            continue
        if "." in path:
            yield _through_module(importer, definition, path)
        else:
            yield find_definition(importer, f"{definition.module}.{path}")


def source_of(importer: Importer, module: str) -> SourceModule | None:
    """Return the source of a module of the repository; ``None`` where it is of none, or cannot be read."""
    return _source(importer, module)[0] if module else None


def is_unreadable(importer: Importer, module: str) -> bool:
    """Tell whether a module is of the repository, and nothing of it can be read."""
    found = resolve_module(importer.tree, importer.roots, module) if module else None
    return found is not None and found.kind != "namespace" and _source(importer, module)[0] is None


def _through_module(importer: Importer, definition: Definition, path: str) -> Definition | str | None:
    """Return what ``module.Name`` stands for, where ``module`` was imported."""
    first, _, rest = path.partition(".")
    is_package = _source(importer, definition.module)[1]
    for statement in _statements(definition.source.cst.body):
        target = _imported(statement, first, definition.module, is_package=is_package)
        if target is not None:
            return find_definition(importer, f"{target}.{rest}")
    return None


def _source(importer: Importer, module: str) -> tuple[SourceModule | None, bool]:
    """Return the source of a module of the repository, and whether it is a package; a module that is no use is none."""
    found = resolve_module(importer.tree, importer.roots, module)
    if found is None or found.kind == "namespace":
        return None, found is not None
    try:
        return load(importer.tree, found.path), found.kind == "package"
    except SourceError:
        return None, False


def _statements(body: object) -> Iterator[cst.CSTNode]:
    """Yield the statements of a module's top level, those in branches too."""
    if not isinstance(body, list | tuple):
        return
    for statement in body:
        if isinstance(statement, cst.SimpleStatementLine):
            yield from statement.body
            continue
        yield statement
        if isinstance(statement, cst.If | cst.Try | cst.With):
            for block in (statement, *_branches(statement)):
                yield from _statements(getattr(block.body, "body", None))


def _branches(statement: cst.If | cst.Try | cst.With) -> Iterator[cst.If | cst.Else | cst.ExceptHandler]:
    branch = getattr(statement, "orelse", None)
    while branch is not None:
        yield branch
        branch = getattr(branch, "orelse", None)
    yield from getattr(statement, "handlers", ())


def _imported(statement: cst.CSTNode, name: str, module: str, *, is_package: bool) -> str | None:
    """Return the dotted path that a statement imports under a name; ``None`` where it does not."""
    if isinstance(statement, cst.ImportFrom) and not isinstance(statement.names, cst.ImportStar):
        origin = _origin(statement, module, is_package=is_package)
        for alias in statement.names:
            if origin is not None and _bound(alias) == name:
                return f"{origin}.{dotted(alias.name)}"
    if isinstance(statement, cst.Import):
        for alias in statement.names:
            if _bound(alias) == name:
                return dotted(alias.name) if alias.asname is not None else name
    return None


def _origin(statement: cst.ImportFrom, module: str, *, is_package: bool) -> str | None:
    named = "" if statement.module is None else dotted(statement.module)
    level = len(statement.relative)
    if not level:
        return named
    parts = module.split(".")
    kept = parts[: len(parts) - level + (1 if is_package else 0)]
    return ".".join([*kept, *([named] if named else [])]) or None


def _bound(alias: cst.ImportAlias) -> str:
    return dotted(alias.name).partition(".")[0] if alias.asname is None else dotted(alias.asname.name)
