"""All of discovery after the first look: mentions, candidates, judgement, dependencies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.discovery.candidates import Collector
from secheaders_lint.discovery.dependency_files import DependencyReader
from secheaders_lint.discovery.found import Discovery, Entrypoint, Project, Role
from secheaders_lint.discovery.judge import Judge
from secheaders_lint.discovery.sources import gather_mentions, is_distribution
from secheaders_lint.discovery.telling import telling_files

if TYPE_CHECKING:
    from collections.abc import Sequence

    from secheaders_lint.discovery.inventory import Inventory
    from secheaders_lint.source.tree import SourceTree


def survey(tree: SourceTree, inventory: Inventory, within: Sequence[str]) -> Discovery:
    """Find the projects of a repository that has to do with Django."""
    files = telling_files(inventory)
    candidates = Collector(tree, inventory, within).collect(gather_mentions(tree, inventory, files))
    judge = Judge(candidates, within, distributed=lambda: is_distribution(tree))
    by_folder: dict[str, list[Entrypoint]] = {}
    for entrypoint in judge.entrypoints():
        by_folder.setdefault(entrypoint.root, []).append(entrypoint)
    reader = DependencyReader(tree, files)
    projects = tuple(
        Project(
            folder,
            tuple(sorted(by_folder[folder], key=_order)),
            reader.dependencies_of(folder, tuple(by_folder)),
        )
        for folder in sorted(by_folder)
    )
    return Discovery(projects, tuple(reader.notes))


def _order(entrypoint: Entrypoint) -> tuple[bool, int, int, str]:
    role = list(Role).index(entrypoint.role)
    return not entrypoint.judged, role, -len(entrypoint.evidence), entrypoint.name
