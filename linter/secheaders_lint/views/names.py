"""What the names of a module stand for, as far as its imports say."""

from __future__ import annotations

import libcst as cst

from secheaders_lint.source.names import dotted


class Names:
    """The names that imports bind, with the dotted path of what each stands for."""

    __slots__ = ("_bound",)

    def __init__(self) -> None:
        self._bound: dict[str, str] = {}

    def learn(self, node: cst.Import | cst.ImportFrom) -> None:
        """Remember what an import statement binds; relative and star imports bind nothing that is known."""
        if isinstance(node.names, cst.ImportStar):
            return
        if isinstance(node, cst.Import):
            for alias in node.names:
                path = dotted(alias.name)
                name = _alias(alias)
                self._bound[name or path.partition(".")[0]] = path if name else path.partition(".")[0]
            return
        if node.relative or node.module is None:
            return
        module = dotted(node.module)
        for alias in node.names:
            path = dotted(alias.name)
            self._bound[_alias(alias) or path] = f"{module}.{path}"

    def full(self, node: cst.BaseExpression) -> str:
        """Return the dotted path that an expression stands for; empty where no import binds its first name."""
        first, dot, rest = dotted(node).partition(".")
        known = self._bound.get(first)
        return "" if known is None else f"{known}{dot}{rest}"


def _alias(alias: cst.ImportAlias) -> str:
    name = alias.asname.name if alias.asname is not None else None
    return name.value if isinstance(name, cst.Name) else ""
