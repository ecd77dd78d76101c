"""``github``: what the Action runs. Judges, compares with what was there before, and tells of it where reviewers look."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from secheaders_lint.cli.collection import resume
from secheaders_lint.cli.main import FAILED, FOUND, OK
from secheaders_lint.cli.step_files import append, finish, nothing_written, read_payload
from secheaders_lint.cli.targets import resolve_targets
from secheaders_lint.errors import SecheadersError
from secheaders_lint.github.base import Base, base_of, checkout_of
from secheaders_lint.github.event import read_event
from secheaders_lint.github.relevance import any_can_matter
from secheaders_lint.reporters.markup import code
from secheaders_lint.source.sparse import open_folder

if TYPE_CHECKING:
    from argparse import Namespace

    from secheaders_lint.cli.console import Console
    from secheaders_lint.cli.targets import Targets
    from secheaders_lint.github.base import Checkout
    from secheaders_lint.github.event import Event
    from secheaders_lint.github.pulls import Repository

_COMPARED = frozenset({"merge_group"})


class Scene(NamedTuple):
    """What a run has to do with: its event, what is checked out, what it is compared with, and the way to GitHub."""

    event: Event
    checkout: Checkout
    base: Base
    repository: Repository | None
    notes: tuple[str, ...]


def run(arguments: Namespace, console: Console) -> int:
    """Run the command and return the exit status. What ends it before anything is judged is an annotation, too."""
    try:
        return _run(arguments, console)
    except SecheadersError as problem:
        from secheaders_lint.reporters.github import problem_annotation

        console.report(f"{problem_annotation(str(problem))}\n")
        told = f"## Security headers: not judged\n\n> Note: {code(str(problem))}\n"
        append(os.environ, "GITHUB_STEP_SUMMARY", told.encode("utf-8", "backslashreplace"))
        raise


def _run(arguments: Namespace, console: Console) -> int:
    targets = resolve_targets(arguments.paths)
    scene = look_around(arguments, targets)
    wants_files = arguments.sarif_file or arguments.json_file
    if scene.base.changed is not None and not any_can_matter(scene.base.changed) and not wants_files:
        return _nothing(
            "no file that can have to do with headers has changed", scene, arguments, targets, console
        )
    # A change of nothing that matters has to cost nothing: what follows imports far more.
    from secheaders_lint.cli.project import NothingToJudgeError, open_project

    try:
        project = open_project(arguments, targets, console)
    except NothingToJudgeError as nothing:
        if arguments.settings:
            raise
        return _nothing(str(nothing), scene, arguments, targets, console)
    # Only now is anything imported that needs libcst.
    from secheaders_lint.cli.judging import check_words
    from secheaders_lint.cli.reviewing import judge_and_tell

    resume()
    check_words(project.config, arguments)
    status = judge_and_tell(project, scene, arguments, targets, console)
    return {None: FAILED, True: FOUND, False: OK}[status]


def look_around(arguments: Namespace, targets: Targets) -> Scene:
    """Find out what the run is about; nothing that is missing ends it."""
    event = read_event(os.environ, read_payload(os.environ))
    notes: list[str] = []
    repository = None
    token = os.environ.get("INPUT_TOKEN") or os.environ.get("GITHUB_TOKEN") or ""
    if event.repository and event.api and token:
        from secheaders_lint.github.api import Api, network
        from secheaders_lint.github.pulls import Repository

        try:
            repository = Repository(Api(event.api, token, network()), event.repository)
        except SecheadersError as error:
            notes.append(f"nothing is asked of GitHub: {error}")
    elif event.pull is not None:
        notes.append(
            "there is no token (input token, or GITHUB_TOKEN): nothing is written on the pull request"
        )
    tree = open_folder(targets.root)
    checkout = checkout_of(event, tree)
    if not _only_new(event, arguments):
        return Scene(event, checkout, Base(), repository, tuple(notes))
    base = base_of(event, checkout, tree, repository)
    if base.make is None:
        notes.append(f"all is told as new, for there is nothing to compare with: {base.why}")
    return Scene(event, checkout, base, repository, tuple(notes))


def _only_new(event: Event, arguments: Namespace) -> bool:
    if arguments.only_new != "auto":
        return bool(arguments.only_new == "true")
    return event.pull is not None or event.name in _COMPARED


def _nothing(why: str, scene: Scene, arguments: Namespace, targets: Targets, console: Console) -> int:
    """Say that there is nothing to judge: comments of earlier runs are over, and outputs are those of no findings."""
    notes = [why, *scene.notes]
    pull = scene.event.pull
    # Where nobody has commented yet, GitHub need not be asked. What a run for an older commit is about to post, that run does not
    # post once there is a newer one.
    if pull and pull.comments != 0 and scene.repository is not None and arguments.suggestions != "off":
        from secheaders_lint.cli.sweeping import sweep

        notes += sweep(scene.repository, pull, arguments, targets)
    for note in notes:
        console.note(note)
    told = "".join(f"> Note: {code(note)}\n\n" for note in notes)
    finish(f"## Security headers: nothing new\n\n{told}", nothing_written(arguments), console)
    return OK
