"""Siblings: classes of django-configurations beside the one that is deployed, which a change of a class above both would meet."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import libcst as cst

from secheaders_lint.discovery.judge import role_by_name
from secheaders_lint.errors import SourceError
from secheaders_lint.source.module import load

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from secheaders_lint.discovery.found import Entrypoint
    from secheaders_lint.source.tree import SourceTree


def siblings(tree: SourceTree, entrypoints: Iterable[Entrypoint]) -> Iterator[Entrypoint]:
    """Yield the classes in the files of entrypoints that are classes themselves: whoever is started with them is not told here."""
    known = {(each.path, each.configuration) for each in entrypoints}
    for each in entrypoints:
        if each.configuration is None or each.path is None:
            continue
        for name in _classes(tree, each.path):
            if (each.path, name) not in known:
                known.add((each.path, name))
                yield replace(each, configuration=name, role=role_by_name(name), judged=False)


def _classes(tree: SourceTree, path: str) -> list[str]:
    try:
        module = load(tree, path)
    except SourceError:
        return []
    body = () if module is None else module.cst.body
    return [each.name.value for each in body if isinstance(each, cst.ClassDef) and each.bases]
