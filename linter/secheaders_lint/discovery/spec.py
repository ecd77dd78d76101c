"""Entrypoints that are asked for by name: what ``--settings`` takes."""

from __future__ import annotations

import posixpath
from dataclasses import replace
from typing import TYPE_CHECKING

from secheaders_lint.discovery.candidates import Candidate
from secheaders_lint.discovery.dependency_files import DependencyReader
from secheaders_lint.discovery.found import Entrypoint, Role
from secheaders_lint.discovery.inventory import take_inventory
from secheaders_lint.discovery.judge import role_of
from secheaders_lint.discovery.locate import Locator
from secheaders_lint.discovery.looks import Looker
from secheaders_lint.discovery.resolve import is_dotted, resolve_module
from secheaders_lint.discovery.telling import telling_files
from secheaders_lint.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from secheaders_lint.discovery.dependencies import Dependencies
    from secheaders_lint.discovery.found import Discovery
    from secheaders_lint.discovery.inventory import Inventory
    from secheaders_lint.source.tree import SourceTree

# So many names are told where one was not found.
_SHOWN = 4
_WHY = "Judged: it was asked for by name."


def entrypoint_for(tree: SourceTree, discovery: Discovery, spec: str) -> Entrypoint:
    """Return the entrypoint that ``spec`` means: a dotted module, a file, or either with ``:Class``.

    Raises `UsageError` where there is no such module, with the nearest names that there are.
    """
    named, _, configuration = spec.strip().partition(":")
    if "/" in named or named.endswith(".py"):
        found = _by_path(tree, discovery, posixpath.normpath(named.replace("\\", "/")))
    else:
        found = _by_module(tree, discovery, named) if is_dotted(named) else None
    if found is None:
        raise UsageError(
            f"--settings {spec}: no such settings module in the repository{_nearest(tree, discovery, named)}"
        )
    if configuration:
        _check_class(tree, found, configuration, spec)
    return _asked_for(discovery, found, configuration or None)


def dependencies_of(tree: SourceTree, discovery: Discovery, entrypoint: Entrypoint) -> Dependencies:
    """Return the dependencies of an entrypoint, also of one that discovery did not find itself."""
    project = discovery.project_of(entrypoint)
    if project is not None:
        return project.dependencies
    folders = [each.folder for each in discovery.projects]
    return DependencyReader(tree, telling_files(take_inventory(tree))).dependencies_of(
        entrypoint.root, folders
    )


def _by_path(tree: SourceTree, discovery: Discovery, path: str) -> Entrypoint | None:
    if path.startswith("..") or not tree.is_file(path):
        path = f"{path}/__init__.py"
        if path.startswith("..") or not tree.is_file(path):
            return None
    known = _best(each for each in discovery.entrypoints if each.path == path)
    if known is not None:
        return known
    for root, roots in _known_roots(discovery):
        dotted = _relative_name(path, root)
        resolved = resolve_module(tree, roots, dotted) if dotted else None
        if resolved is not None and resolved.path == path:
            return _new(dotted, path, roots)
    inventory = take_inventory(tree)
    root, dotted = Locator(tree, inventory).root_of(path, Looker(tree).look(path).top)
    return _new(dotted, path, (root,))


def _known_roots(discovery: Discovery) -> list[tuple[str, tuple[str, ...]]]:
    return list(dict.fromkeys((each.root, each.search_roots) for each in discovery.entrypoints))


def _relative_name(path: str, root: str) -> str:
    if root and not path.startswith(f"{root}/"):
        return ""
    relative = path[len(root) + 1 if root else 0 :]
    return relative.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _by_module(tree: SourceTree, discovery: Discovery, module: str) -> Entrypoint | None:
    known = _best(each for each in discovery.entrypoints if each.module == module and each.path is not None)
    if known is not None:
        return known
    for _, roots in _known_roots(discovery):
        resolved = resolve_module(tree, roots, module)
        if resolved is not None and resolved.kind != "namespace":
            return _new(module, resolved.path, roots)
    return _anywhere(tree, take_inventory(tree), module)


def _anywhere(tree: SourceTree, inventory: Inventory, module: str) -> Entrypoint | None:
    place = Locator(tree, inventory).anywhere(module)
    return None if place is None else _new(module, place.path, place.roots)


def _best(entrypoints: Iterable[Entrypoint]) -> Entrypoint | None:
    return min(
        entrypoints,
        key=lambda each: (not each.judged, each.configuration or "", each.search_roots),
        default=None,
    )


def _new(module: str, path: str, roots: tuple[str, ...]) -> Entrypoint:
    found = Entrypoint(module, None, path, roots, Role.UNKNOWN, (), judged=True, why=_WHY)
    return replace(found, role=_role(module, None, found.root))


def _role(module: str, configuration: str | None, root: str) -> Role:
    return role_of(Candidate(module, configuration, None, root, (root,)))


def _asked_for(discovery: Discovery, found: Entrypoint, configuration: str | None) -> Entrypoint:
    for known in discovery.entrypoints:
        if (known.path, known.configuration) == (found.path, configuration):
            found = known
    known_role = configuration == found.configuration and found.why != _WHY
    role = found.role if known_role else _role(found.module, configuration, found.root)
    return Entrypoint(
        found.module,
        configuration,
        found.path,
        found.search_roots,
        role,
        found.evidence,
        judged=True,
        why=_WHY,
    )


def _check_class(tree: SourceTree, found: Entrypoint, configuration: str, spec: str) -> None:
    look = Looker(tree).look(found.path or "")
    # Names that come by a star import cannot be listed from the text.
    if configuration in look.classes or look.layer:
        return
    raise UsageError(
        f"--settings {spec}: {found.path} has no class {configuration}{_hint(configuration, look.classes)}"
    )


def _nearest(tree: SourceTree, discovery: Discovery, named: str) -> str:
    as_file = "/" in named or named.endswith(".py")
    known = [(each.path if as_file else each.module) for each in discovery.entrypoints if each.path]
    return _hint(named, [each for each in known if each] or take_inventory(tree).settings)


def _hint(name: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    names = list(dict.fromkeys(known))
    # The nearest first, then whatever else there is: a name may have nothing to do with the one that is meant.
    near = dict.fromkeys([*get_close_matches(name, names, n=_SHOWN, cutoff=0.4), *names])
    shown = list(near)[:_SHOWN]
    if not shown:
        return ""
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return f"; there {'is' if len(names) == 1 else 'are'} {', '.join(shown)}{more}"
