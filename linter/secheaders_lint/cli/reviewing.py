"""The run of the Action where there is something to judge. Imports libcst."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from secheaders_lint.cli.commenting import comment
from secheaders_lint.cli.comparing import Before, compared, judged_before, what_is_new
from secheaders_lint.cli.failures import report_bug, report_failures
from secheaders_lint.cli.grading import table_of
from secheaders_lint.cli.head_lines import HeadLines
from secheaders_lint.cli.headers import headers_of
from secheaders_lint.cli.joining import Joiner
from secheaders_lint.cli.judging import assess, grades_of, result_of
from secheaders_lint.cli.modules import module_info
from secheaders_lint.cli.telling import Told, tell
from secheaders_lint.errors import UsageError
from secheaders_lint.github.base import Base
from secheaders_lint.github.base_tree import BaseTree
from secheaders_lint.github.publish import Published
from secheaders_lint.github.summary import Summary
from secheaders_lint.reporters.header_changes import header_changes

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable

    from secheaders_lint.cli.console import Console
    from secheaders_lint.cli.github import Scene
    from secheaders_lint.cli.judging import Assessment, Result
    from secheaders_lint.cli.project import Project
    from secheaders_lint.cli.targets import Targets
    from secheaders_lint.config import Config
    from secheaders_lint.reporters.header_changes import Change
    from secheaders_lint.reporters.report import ModuleInfo
    from secheaders_lint.source.tree import SourceTree

T = TypeVar("T")


def judge_and_tell(
    project: Project, scene: Scene, arguments: Namespace, targets: Targets, console: Console
) -> bool | None:
    """Judge, compare and tell; return whether the run fails, ``None`` where it could not be done."""
    after = assess(project, arguments)
    if scene.base.make is None:
        before, result = _alone(project, after, arguments)
    else:
        try:
            opened = scene.base.make()
        except UsageError as error:
            note = f"all is told as new, for there is nothing to compare with: {error}"
            scene = scene._replace(base=Base(), notes=(*scene.notes, note))
            before, result = _alone(project, after, arguments)
            return _told(project, scene, after, before, result, arguments, targets, console)
        with opened as tree:
            before, result = _compared(project, tree, scene.base.name, after, arguments, targets)
            # What is told of the tree before is read while it is open.
            return _told(project, scene, after, before, result, arguments, targets, console)
    return _told(project, scene, after, before, result, arguments, targets, console)


def _told(
    project: Project,
    scene: Scene,
    after: Assessment,
    before: Assessment | None,
    result: Result,
    arguments: Namespace,
    targets: Targets,
    console: Console,
) -> bool | None:
    whole = not result.failures and result.nothing is None
    lines = HeadLines(scene, project.tree)
    # A bug of ours in what follows from findings must not take these with it.
    published = _tried(
        lambda: comment(
            scene, result.report, lines, arguments, targets, Joiner(project, after).together, whole=whole
        ),
        Published((), result.report.findings),
        "comments",
        console,
    )
    notes = [*scene.notes, *result.notes, *published.notes]
    summary = Summary(
        result.report,
        _modules(before, project.config, arguments),
        _tried(lambda: _changes(before, after, project.config), (), "headers", console),
        result.shortfalls,
        notes,
        published.posted,
        published.removed,
    )
    everything = result.report._replace(findings=after.findings, silenced=after.silenced, known=0)
    annotated = {"auto": published.left, "all": result.report.findings, "off": ()}[arguments.annotations]
    tell(Told(summary, tuple(map(lines.placed, annotated)), everything), arguments, console)
    report_failures(result.failures, console)
    for problem in (result.nothing, *result.shortfalls):
        if problem is not None:
            console.error(problem)
    if not whole:
        return None
    return result.fails or bool(result.shortfalls)


def _tried(work: Callable[[], T], otherwise: T, what: str, console: Console) -> T:
    """Do something that findings do not depend on; where it raises, tell of the bug and go on without."""
    try:
        return work()
    except Exception as error:  # noqa: BLE001 - as above
        report_bug(f"what is told of {what} failed", error, console, more="findings are told all the same")
        return otherwise


def _alone(project: Project, after: Assessment, arguments: Namespace) -> tuple[None, Result]:
    """Return the result where there is nothing to compare with."""
    return None, result_of(project, after, arguments, grades_of(after.outcome, project.config, arguments))


def _compared(
    project: Project,
    tree: SourceTree,
    name: str,
    after: Assessment,
    arguments: Namespace,
    targets: Targets,
) -> tuple[Assessment | None, Result]:
    """Return what was there before, if that is known, and the result of what is new."""
    before = judged_before(project, tree, arguments, targets)
    new = what_is_new(after, before, project, tree, arguments, targets)
    if isinstance(tree, BaseTree) and tree.failure:
        before, new = Before(None, tree.failure), after
    result = compared(project, new, after, before, arguments, name)
    return before.assessed, result


def _modules(before: Assessment | None, config: Config, arguments: Namespace) -> list[ModuleInfo]:
    if before is None:
        return []
    grades = grades_of(before.outcome, config, arguments)
    return [
        module_info(each.entrypoint, each.site.django)._replace(grades=table_of(own))
        for each, own in zip(before.outcome.judged, grades, strict=True)
    ]


def _changes(before: Assessment | None, after: Assessment, config: Config) -> tuple[Change, ...]:
    if before is None:
        return ()
    return header_changes(
        [headers_of(each.site, config) for each in before.outcome.judged],
        [headers_of(each.site, config) for each in after.outcome.judged],
    )
