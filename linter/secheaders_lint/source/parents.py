"""Which node holds which: libcst's nodes know their children alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator

    import libcst as cst

_Node = TypeVar("_Node", bound="cst.CSTNode")


class Parents:
    """The parents of all nodes of a module; built only where something is to be changed."""

    __slots__ = ("_parents",)

    def __init__(self, module: cst.Module) -> None:
        self._parents: dict[int, cst.CSTNode] = {}
        waiting: list[cst.CSTNode] = [module]
        while waiting:
            node = waiting.pop()
            for child in node.children:
                self._parents[id(child)] = node
                waiting.append(child)

    def of(self, node: cst.CSTNode) -> cst.CSTNode | None:
        """Return the node that holds another one; ``None`` for the module, and for a node of another module."""
        return self._parents.get(id(node))

    def above(self, node: cst.CSTNode) -> Iterator[cst.CSTNode]:
        """Yield the nodes that hold another one, the nearest first."""
        found = self.of(node)
        while found is not None:
            yield found
            found = self.of(found)

    def nearest(self, node: cst.CSTNode, *kinds: type[_Node]) -> _Node | None:
        """Return the node itself or the nearest one above it that is of one of the kinds."""
        for each in (node, *self.above(node)):
            if isinstance(each, kinds):
                return each
        return None
