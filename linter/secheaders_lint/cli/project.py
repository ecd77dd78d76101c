"""What every command needs first: the tree, its configuration, what discovery finds, which settings modules are meant."""

# Paths are strings here, as the tree has them.
# ruff: noqa: PTH110, PTH118, PTH123
from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from secheaders_lint.config import load_config, read_config, unread_configs
from secheaders_lint.discovery import discover
from secheaders_lint.errors import UsageError
from secheaders_lint.source.sparse import open_folder
from secheaders_lint.source.tree import LEFT_OUT

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable

    from secheaders_lint.cli.console import Console
    from secheaders_lint.cli.targets import Targets
    from secheaders_lint.config import Config
    from secheaders_lint.discovery.found import Discovery, Entrypoint
    from secheaders_lint.source.tree import SourceTree


_SHOWN = 4


class NothingToJudgeError(UsageError):
    """There is no settings module to judge; ``entrypoints`` are those that are not judged by default."""


class Project(NamedTuple):
    """A repository that is about to be evaluated.

    ``others`` are the settings modules below the PATHs that are not judged, ``complete`` tells that everything is
    judged that is judged by default, ``root`` is the folder of the repository on disk, ``words`` the tree that the
    configuration comes from.
    """

    tree: SourceTree
    config: Config
    discovery: Discovery
    entrypoints: tuple[Entrypoint, ...]
    others: tuple[Entrypoint, ...]
    complete: bool
    root: str
    words: SourceTree


def open_project(arguments: Namespace, targets: Targets, console: Console) -> Project:
    """Return the project that the arguments mean; raises `UsageError` where there is nothing to judge."""
    tree = open_folder(targets.root)
    config = _config(arguments, targets, tree, console)
    project = project_in(tree, config, arguments, targets)
    for note in project.discovery.notes:
        console.note(f"{note.path}:{note.line}: {note.message}")
    return project


def project_in(tree: SourceTree, config: Config, arguments: Namespace, targets: Targets) -> Project:
    """Return the project that the arguments mean in a tree; raises `UsageError` where there is nothing to judge."""
    discovery = discover(tree, within=targets.within)
    default = [each for each in discovery.judged if not excluded(each.path or "", config)]
    chosen = _chosen(arguments, targets, tree, config, discovery)
    entrypoints = tuple(default if chosen is None else chosen)
    if not entrypoints:
        raise NothingToJudgeError(_why_nothing(tree, targets, discovery, config))
    judged = {(each.path, each.configuration) for each in entrypoints}
    complete = all((each.path, each.configuration) in judged for each in default)
    others = tuple(
        each
        for each in _inside(discovery, targets)
        if each.path is not None and (each.path, each.configuration) not in judged
    )
    return Project(tree, config, discovery, entrypoints, others, complete, targets.root, tree)


def _config(arguments: Namespace, targets: Targets, tree: SourceTree, console: Console) -> Config:
    if arguments.config is None:
        config = load_config(tree)
        for place in unread_configs(tree, targets.within):
            console.note(f"{place} is not read, for it does not lie at the root: --config names another file")
        return config
    try:
        with open(arguments.config, "rb") as file:
            data = file.read()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UsageError(f"--config {arguments.config}: {reason}; name a file that can be read") from None
    return read_config(data, named_from_root(arguments.config, targets.root))


def named_from_root(path: str, root: str) -> str:
    """Return how reports name a file that was given: from the root of the repository where it lies in it."""
    relative = os.path.relpath(os.path.realpath(path), root).replace(os.sep, "/")
    return path if relative.startswith("../") else relative


def excluded(path: str, config: Config) -> bool:
    """Tell whether the configuration leaves a path out."""
    if not config.exclude:
        return False
    from secheaders_lint.cli.patterns import matches

    return any(matches(pattern, path) for pattern in config.exclude)


def _chosen(
    arguments: Namespace, targets: Targets, tree: SourceTree, config: Config, discovery: Discovery
) -> list[Entrypoint] | None:
    """Return the entrypoints that are asked for by name; ``None`` where discovery is to choose."""
    if arguments.settings:
        specs = [_from_here(spec, targets) for spec in arguments.settings]
        return _by_name(tree, _narrowed(discovery, targets), specs)
    if not config.settings:
        return None
    try:
        found = _by_name(tree, discovery, config.settings)
    except UsageError as error:
        told = str(error).replace("--settings ", "settings: ", 1)
        raise UsageError(f"{config.path}:{config.line('settings')}: {told}") from None
    inside = [each for each in found if _is_within(each.path or "", targets.within)]
    return inside or None


def _by_name(tree: SourceTree, discovery: Discovery, specs: Iterable[str]) -> list[Entrypoint]:
    from secheaders_lint.discovery.spec import entrypoint_for

    found = [entrypoint_for(tree, discovery, spec) for spec in specs]
    return list({(each.path, each.configuration): each for each in found}.values())


def _narrowed(discovery: Discovery, targets: Targets) -> Discovery:
    """Return what was found inside of the PATHs, so that a name means the module there; all of it where that is nothing."""
    inside = tuple(
        each
        for each in discovery.projects
        if any(_is_within(one.path or one.root, targets.within) for one in each.entrypoints)
    )
    return replace(discovery, projects=inside) if inside else discovery


def _inside(discovery: Discovery, targets: Targets) -> list[Entrypoint]:
    return [each for each in discovery.entrypoints if _is_within(each.path or each.root, targets.within)]


def _is_within(path: str, within: tuple[str, ...]) -> bool:
    return not within or any(path == each or path.startswith(f"{each}/") for each in within)


def _from_here(spec: str, targets: Targets) -> str:
    """Return a spec whose file is named from the current folder as named from the root."""
    path, sign, configuration = spec.partition(":")
    if not (path.endswith(".py") or "/" in path or os.sep in path):
        return spec
    bases = (".", *(os.path.join(targets.root, each) for each in targets.within))
    for base in bases:
        found = os.path.join(base, path)
        if os.path.exists(found):
            relative = os.path.relpath(os.path.realpath(found), targets.root).replace(os.sep, "/")
            return spec if relative.startswith("../") else f"{relative}{sign}{configuration}"
    return spec


def _why_nothing(tree: SourceTree, targets: Targets, discovery: Discovery, config: Config) -> str:
    where = ", ".join(targets.within) or targets.root
    if discovery.judged:
        left_out = ", ".join(each.name for each in discovery.judged[:_SHOWN])
        return f"{config.path}:{config.line('exclude')}: exclude leaves out all that would be judged in {where} ({left_out}); name a settings module with --settings"
    others = [each for each in _inside(discovery, targets) if each.path is not None]
    if not others and LEFT_OUT in tree.log.refused.values():
        from secheaders_lint.cli.remarks import note_on_left_out

        return f"no Django settings found in {where}; {next(note_on_left_out(tree))}"
    if not others:
        return f"no Django settings found in {where}; name a settings module with --settings, or another PATH"
    shown = ", ".join(f"{each.name} ({each.role})" for each in others[:_SHOWN])
    more = f" and {len(others) - _SHOWN} more" if len(others) > _SHOWN else ""
    return f"nothing in {where} looks like the settings of a deployed site; judge one by name: --settings MODULE, of {shown}{more}"
