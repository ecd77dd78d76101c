"""What a function's text says of its names: which it binds, which are global, whether it yields."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from secheaders_lint.evaluator.namespaces import Scope

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def scope_of(node: cst.FunctionDef | cst.Lambda) -> Scope:
    """Return the scope of a function: its parameters and all that its body binds, nested functions left out."""
    names = set(_parameters(node.params))
    if isinstance(node, cst.Lambda):
        return Scope(frozenset(names), frozenset(), frozenset(), generator=False)
    bound: set[str] = set()
    global_names: set[str] = set()
    nonlocals: set[str] = set()
    generator = cleans_up = False
    for part in _walk(node.body.body):
        if isinstance(part, cst.Yield):
            generator = True
        elif isinstance(part, cst.Try | cst.TryStar | cst.With):
            cleans_up = True
        elif isinstance(part, cst.Global):
            global_names |= {item.name.value for item in part.names}
        elif isinstance(part, cst.Nonlocal):
            nonlocals |= {item.name.value for item in part.names}
        else:
            bound |= set(_bound_by(part))
    return Scope(
        frozenset((names | bound) - global_names - nonlocals),
        frozenset(global_names),
        frozenset(nonlocals),
        generator,
        generator and cleans_up,
    )


def _parameters(params: cst.Parameters) -> Iterator[str]:
    for group in (params.posonly_params, params.params, params.kwonly_params):
        yield from (param.name.value for param in group)
    for star in (params.star_arg, params.star_kwarg):
        if isinstance(star, cst.Param):
            yield star.name.value


_INNER = (
    cst.FunctionDef,
    cst.ClassDef,
    cst.Lambda,
    cst.ListComp,
    cst.SetComp,
    cst.DictComp,
    cst.GeneratorExp,
)


def _walk(body: Sequence[cst.CSTNode]) -> Iterator[cst.CSTNode]:
    """Yield the nodes of a body that belong to its own scope."""
    stack: list[cst.CSTNode] = list(reversed(body))
    while stack:
        node = stack.pop()
        yield node
        if isinstance(node, _INNER):
            continue
        stack.extend(
            reversed(
                [child for child in node.children if not isinstance(child, cst.BaseParenthesizableWhitespace)]
            )
        )


def _bound_by(node: cst.CSTNode) -> Iterator[str]:
    if isinstance(node, cst.AssignTarget | cst.AnnAssign | cst.AugAssign | cst.NamedExpr | cst.For | cst.Del):
        yield from target_names(node.target)
    elif isinstance(node, cst.FunctionDef | cst.ClassDef):
        yield node.name.value
    elif isinstance(node, cst.ImportAlias):
        yield from _alias_names(node)
    elif isinstance(node, cst.AsName):
        yield from target_names(node.name)
    elif isinstance(node, cst.MatchAs | cst.MatchStar) and isinstance(node.name, cst.Name):
        yield node.name.value


def _alias_names(node: cst.ImportAlias) -> Iterator[str]:
    if node.asname is not None:
        return
    name: cst.BaseExpression = node.name
    while isinstance(name, cst.Attribute):
        name = name.value
    if isinstance(name, cst.Name):
        yield name.value


def target_names(target: cst.BaseExpression) -> set[str]:
    """Return the plain names that an assignment target binds."""
    if isinstance(target, cst.Name):
        return {target.value}
    if isinstance(target, cst.Tuple | cst.List):
        found: set[str] = set()
        for element in target.elements:
            found |= target_names(element.value)
        return found
    return set()


# Methods that change the list, dictionary or set that they are called on.
_CHANGE = frozenset({
    "add", "append", "clear", "discard", "extend", "insert", "pop", "popitem", "remove", "reverse", "setdefault", "sort", "update",
})  # fmt: skip


def writes_outside(node: cst.FunctionDef | cst.Lambda, scope: Scope) -> bool:
    """Tell whether the text of a function itself writes to something that is not its own: a global name, a container."""
    if scope.globals or scope.nonlocals:
        return True
    stack: list[cst.CSTNode] = [node.body]
    while stack:
        part = stack.pop()
        target: cst.CSTNode | None = None
        if isinstance(part, cst.AssignTarget | cst.AugAssign) and not isinstance(part.target, cst.Name):
            target = part.target
        elif (
            isinstance(part, cst.Call)
            and isinstance(part.func, cst.Attribute)
            and part.func.attr.value in _CHANGE
        ):
            target = part.func.value
        while isinstance(target, cst.Attribute | cst.Subscript):
            target = target.value
        if isinstance(target, cst.Name) and target.value not in scope.local:
            return True
        stack.extend(part.children)
    return False
