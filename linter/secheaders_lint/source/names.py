"""Dotted names in libcst's trees."""

from __future__ import annotations

import libcst as cst


def dotted(node: cst.CSTNode) -> str:
    """Return ``a.b.c`` for a name or a chain of attributes of one; an empty text for anything else."""
    parts: list[str] = []
    while isinstance(node, cst.Attribute):
        parts.append(node.attr.value)
        node = node.value
    return ".".join([node.value, *reversed(parts)]) if isinstance(node, cst.Name) else ""
