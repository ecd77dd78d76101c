"""Settings that are members of a class, which a loader of the project copies into the module: where they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from secheaders_lint.evaluator.values import Site
from secheaders_lint.model.definitions import Definition, lineage, source_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.evaluator.imports import Importer


def is_copied(site: Site) -> bool:
    """Tell whether a name is bound at a site without being written there: by ``setattr(…)`` or ``globals()[…] = …``."""
    node = site.node
    if isinstance(node, cst.Assign):
        return all(isinstance(target.target, cst.Subscript) for target in node.targets)
    return isinstance(node, cst.Call)


def member_of(importer: Importer, module: str, name: str) -> Site | None:
    """Return where a class of a module, or the nearest of its bases, has a member of that name; ``None`` where none does.

    The classes of the module are asked from the last to the first: the loader is called at the end, on the one before it.
    """
    source = source_of(importer, module)
    if source is None:
        return None
    for statement in reversed(source.cst.body):
        if isinstance(statement, cst.ClassDef):
            for each in lineage(importer, Definition(module, source, statement)):
                node = None if isinstance(each, str) else next(_members(each.node, name), None)
                if isinstance(each, Definition) and node is not None:
                    return Site(each.source, node)
    return None


def _members(definition: cst.CSTNode, name: str) -> Iterator[cst.CSTNode]:
    """Yield what binds a name in the body of a class, the last first."""
    if not isinstance(definition, cst.ClassDef):
        return
    for statement in reversed(definition.body.body):
        if isinstance(statement, cst.FunctionDef) and statement.name.value == name:
            yield statement.name
        if not isinstance(statement, cst.SimpleStatementLine):
            continue
        for part in reversed(statement.body):
            if _binds(part, name):
                yield part


def _binds(statement: cst.BaseSmallStatement, name: str) -> bool:
    if isinstance(statement, cst.AnnAssign):
        targets: list[cst.BaseExpression] = [statement.target]
    elif isinstance(statement, cst.Assign):
        targets = [target.target for target in statement.targets]
    else:
        return False
    return any(isinstance(target, cst.Name) and target.value == name for target in targets)
