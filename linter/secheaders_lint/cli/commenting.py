"""From findings to comments on the pull request, and to what could not become one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.cli.sweeping import scope_of
from secheaders_lint.errors import SecheadersError
from secheaders_lint.github.plan import plan
from secheaders_lint.github.publish import Published, publish
from secheaders_lint.github.review import Desk, drafts

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Sequence

    from secheaders_lint.cli.github import Scene
    from secheaders_lint.cli.head_lines import HeadLines
    from secheaders_lint.cli.targets import Targets
    from secheaders_lint.findings import Finding, Fix
    from secheaders_lint.reporters.report import CheckReport


def comment(
    scene: Scene,
    report: CheckReport,
    lines: HeadLines,
    arguments: Namespace,
    targets: Targets,
    together: Callable[[Sequence[tuple[Finding, Fix]]], Fix | None],
    *,
    whole: bool,
) -> Published:
    """Write the findings of a report on the pull request; whatever keeps us from that is told in notes, and nothing is lost.

    ``together`` makes one verified fix of several. ``whole`` says that everything could be judged: else no comment is known to be over.
    """
    pull, repository = scene.event.pull, scene.repository
    if pull is None or repository is None or arguments.suggestions == "off":
        return Published((), report.findings)
    if scene.checkout.kind == "other":
        return Published((), report.findings)
    scope = scope_of(arguments, targets)
    try:
        files = {each.path: each for each in repository.files(pull.number)} if report.findings else {}
        there = repository.own_comments(pull.number, arguments.author)
    except SecheadersError as error:
        return Published((), report.findings, notes=(_told(f"comments could not be read: {error}", scene),))
    answered = frozenset(name for each in there if each.replied for name in each.mark.fingerprints)
    unsafe = arguments.unsafe_suggestions
    desk = Desk(report, files, lines.text, lines.way, scope, unsafe, together, answered)
    planned = plan(*drafts(report.findings, desk), there, scope)
    if not whole:
        planned = planned._replace(removed=())
    if not (planned.on_lines or planned.on_files or planned.edited or planned.removed):
        return Published(planned.told, planned.left)
    try:
        newest = repository.newest(pull.number)
    except SecheadersError as error:
        return Published((), report.findings, notes=(_told(f"nothing was written: {error}", scene),))
    if newest != pull.head:
        note = "nothing was written on the pull request, for it is closed or has newer commits than this run"
        drafted = (one for each in (*planned.on_lines, *planned.on_files) for one in each.findings)
        return Published(planned.told, (*planned.left, *drafted), notes=(note,))
    done = publish(
        repository,
        pull.number,
        pull.head,
        planned,
        lambda: repository.own_comments(pull.number, arguments.author),
    )
    return done._replace(notes=tuple(_told(note, scene) for note in done.notes))


def _told(note: str, scene: Scene) -> str:
    return f"{note}; {scene.event.readonly}" if scene.event.readonly else note
