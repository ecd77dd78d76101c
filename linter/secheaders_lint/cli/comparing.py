"""Two trees under one configuration: what the change between them brought. Imported late."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from secheaders_lint.cli.judging import Change, assess, grades_of, key_of, result_of
from secheaders_lint.cli.project import project_in
from secheaders_lint.comparison import brought
from secheaders_lint.config import load_config
from secheaders_lint.errors import UsageError
from secheaders_lint.source.git import MISSING_OBJECT
from secheaders_lint.source.history import tree_before

if TYPE_CHECKING:
    from argparse import Namespace

    from secheaders_lint.cli.judging import Assessment, Result
    from secheaders_lint.cli.project import Project
    from secheaders_lint.cli.targets import Targets
    from secheaders_lint.config import Config
    from secheaders_lint.reporters.report import SilencedFinding
    from secheaders_lint.source.tree import SourceTree


class Before(NamedTuple):
    """The tree before a change as it was judged under the configuration of now; ``nothing`` says why it was not."""

    assessed: Assessment | None
    nothing: str = ""


def judge_since(project: Project, arguments: Namespace, targets: Targets) -> Result:
    """Judge a project, and return what the change since ``--since`` brought; raises where that cannot be read."""
    with tree_before(targets.root, arguments.since) as tree:
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
        assessed = assess(earlier._replace(words=project.words), arguments)
    except UsageError as nothing:
        return Before(None, str(nothing))
    missing = next((path for path, why in tree.log.refused.items() if MISSING_OBJECT in why), None)
    if missing is not None:
        return Before(None, f"{missing} {MISSING_OBJECT}: fetch without a filter")
    return Before(assessed)


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
    was_there, is_there = tree.is_file, project.tree.is_file
    # What another finding explained before was there, too.
    new = brought(
        after.findings, before.assessed.there, lambda each: each, was_there=was_there, is_there=is_there
    )
    silenced = _silenced_before(before.assessed, project.config, tree, arguments, targets)
    newly = brought(
        after.silenced,
        (each.finding for each in silenced),
        lambda each: each.finding,
        was_there=was_there,
        is_there=is_there,
    )
    return after._replace(findings=new, silenced=newly)


def _silenced_before(
    before: Assessment, config: Config, tree: SourceTree, arguments: Namespace, targets: Targets
) -> tuple[SilencedFinding, ...]:
    """Return what the tree before the change silenced by its own words: the change may have written new ones."""
    try:
        own = load_config(tree) if arguments.config is None else config
        if _same(own, config) and own.baseline is None:
            return before.silenced
        return assess(project_in(tree, own, arguments, targets), arguments).silenced
    except UsageError:
        # Its configuration could not be read, so it silenced nothing.
        return ()


def _same(one: Config, other: Config) -> bool:
    """Tell whether two configurations say the same, wherever they say it."""
    return one._replace(path="", lines={}) == other._replace(path="", lines={})
