"""Discovery: from a source tree to its Django projects and the settings entrypoints that are worth judging.

What a repository without Django has no use for is imported when it is first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from secheaders_lint.discovery.found import Discovery, Entrypoint, Evidence, Note, Project, Role
from secheaders_lint.discovery.inventory import holds_django, take_inventory

if TYPE_CHECKING:
    from collections.abc import Sequence

    from secheaders_lint.discovery.dependencies import Dependencies, Requirement
    from secheaders_lint.discovery.resolve import Resolved, resolve_module
    from secheaders_lint.discovery.spec import dependencies_of, entrypoint_for
    from secheaders_lint.source.tree import SourceTree

__all__ = [
    "Dependencies",
    "Discovery",
    "Entrypoint",
    "Evidence",
    "Note",
    "Project",
    "Requirement",
    "Resolved",
    "Role",
    "dependencies_of",
    "discover",
    "entrypoint_for",
    "resolve_module",
]
_LATER = {
    "Dependencies": "dependencies",
    "Requirement": "dependencies",
    "Resolved": "resolve",
    "dependencies_of": "spec",
    "entrypoint_for": "spec",
    "resolve_module": "resolve",
}


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)


def discover(tree: SourceTree, *, within: Sequence[str] = ()) -> Discovery:
    """Find the Django projects of a tree.

    ``within`` are paths relative to the root: only what lies under them is judged, while evidence for it may
    come from anywhere. A settings module that is named by its own path is judged whatever its role.
    """
    inventory = take_inventory(tree)
    if not holds_django(tree, inventory):
        return Discovery()
    from secheaders_lint.discovery.survey import survey

    return survey(tree, inventory, within)
