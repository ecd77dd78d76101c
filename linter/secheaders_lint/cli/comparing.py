"""Two trees under one configuration: what the change between them brought. Imported late."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

from secheaders_lint.cli.judging import Change, assess, grades_of, key_of, result_of
from secheaders_lint.cli.project import project_in
from secheaders_lint.comparison import brought
from secheaders_lint.config import load_config, read_config
from secheaders_lint.errors import SourceError, UsageError
from secheaders_lint.findings import Location
from secheaders_lint.reporters.report import SilencedFinding
from secheaders_lint.source.git import MISSING_OBJECT
from secheaders_lint.source.history import tree_before
from secheaders_lint.source.sparse import left_out_of

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Iterable

    from secheaders_lint.cli.judging import Assessment, Result
    from secheaders_lint.cli.project import Project
    from secheaders_lint.cli.targets import Targets
    from secheaders_lint.config import Config
    from secheaders_lint.findings import Finding
    from secheaders_lint.source.tree import SourceTree

T = TypeVar("T")


class Before(NamedTuple):
    """The tree before a change as it was judged under the configuration of now; ``nothing`` says why it was not."""

    assessed: Assessment | None
    nothing: str = ""


def judge_since(project: Project, arguments: Namespace, targets: Targets) -> Result:
    """Judge a project, and return what the change since ``--since`` brought; raises where that cannot be read."""
    with tree_before(targets.root, arguments.since, left_out_of(project.tree)) as tree:
        after = assess(project, arguments)
        before = judged_before(project, tree, arguments, targets)
        new = what_is_new(after, before, project, tree, arguments, targets)
        return compared(project, new, after, before, arguments, arguments.since)


def compared(
    project: Project, new: Assessment, after: Assessment, before: Before, arguments: Namespace, since: str
) -> Result:
    """Return what a change comes to; ``since`` is what the tree before it is called."""
    config = project.config
    earlier = before.assessed
    own = grades_of(new.outcome, config, arguments)
    if earlier is None:
        result = result_of(project, new, arguments, own)
        note = f"{since} has nothing to compare with, so all is new: {before.nothing}"
        return result._replace(notes=(*result.notes, note))
    old = grades_of(earlier.outcome, config, arguments)
    # Where nobody asks for grades there are none.
    grades = {key_of(each.entrypoint): one for each, one in zip(earlier.outcome.judged, old, strict=False)}
    change = Change(since, len(after.findings) - len(new.findings), grades)
    result = result_of(project, new, arguments, own, change)
    return result._replace(failures=(*result.failures, *earlier.outcome.failures))


def judged_before(project: Project, tree: SourceTree, arguments: Namespace, targets: Targets) -> Before:
    """Judge the tree before a change, under the configuration and the baseline of now."""
    try:
        earlier = project_in(tree, project.config, arguments, targets)
        before = Before(assess(earlier._replace(words=project.words), arguments))
    except UsageError as nothing:
        before = Before(None, str(nothing))
    missing = next((path for path, why in tree.log.refused.items() if MISSING_OBJECT in why), None)
    if missing is not None:
        return Before(None, f"{missing} {MISSING_OBJECT}: fetch without a filter")
    return before


def what_is_new(
    after: Assessment,
    before: Before,
    project: Project,
    tree: SourceTree,
    arguments: Namespace,
    targets: Targets,
) -> Assessment:
    """Return of an assessment what was not there before, the silenced ones among it."""
    if before.assessed is None:
        return after
    # What another finding explained before was there, too.
    new = _brought(after.findings, before.assessed.there, lambda each: each, project, tree)
    own = _own_config(project.config, tree, arguments)
    if own is not None and _same(own, project.config) and own.baseline is None:
        earlier = before.assessed.silenced
        hidden: tuple[SilencedFinding, ...] = ()
    else:
        earlier, hidden = _under_own_words(own, after, project, tree, arguments, targets)
    newly = _brought(
        after.silenced, (each.finding for each in earlier), lambda each: each.finding, project, tree
    )
    return after._replace(findings=new, silenced=(*newly, *hidden))


def _brought(
    after: Iterable[T],
    before: Iterable[Finding],
    finding_of: Callable[[T], Finding],
    project: Project,
    tree: SourceTree,
) -> tuple[T, ...]:
    return brought(after, before, finding_of, was_there=tree.is_file, is_there=project.tree.is_file)


def _own_config(config: Config, tree: SourceTree, arguments: Namespace) -> Config | None:
    """Return the configuration that the tree before the change had; ``None`` where it cannot be read."""
    try:
        if arguments.config is None:
            return load_config(tree)
        data = tree.read(config.path)
        # One that lies elsewhere is that of both sides.
        return config if data is None else read_config(data, config.path)
    except (SourceError, UsageError):
        return None


def _under_own_words(
    own: Config | None,
    after: Assessment,
    project: Project,
    tree: SourceTree,
    arguments: Namespace,
    targets: Targets,
) -> tuple[tuple[SilencedFinding, ...], tuple[SilencedFinding, ...]]:
    """Return what was silenced before by the words of then, and what is new by those and hidden by the words of now.

    The change may have written new ones, that silence, filter or exclude.
    """
    if own is None:
        return (), ()
    try:
        before = assess(project_in(tree, own, arguments, targets), arguments)
        now = assess(project_in(project.tree, own, arguments, targets)._replace(words=tree), arguments)
    except UsageError:
        return (), ()
    told = {each.fingerprint for each in (*after.there, *(one.finding for one in after.silenced))}
    new = _brought(now.findings, before.there, lambda each: each, project, tree)
    place = Location(project.config.path or own.path, 1, 1, 1, 1)
    hidden = tuple(SilencedFinding(each, "config", place) for each in new if each.fingerprint not in told)
    return before.silenced, hidden


def _same(one: Config, other: Config) -> bool:
    """Tell whether two configurations say the same, wherever they say it."""
    return one._replace(path="", lines={}) == other._replace(path="", lines={})
