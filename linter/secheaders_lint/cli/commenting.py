"""From findings to comments on the pull request, and to what could not become one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.cli.sweeping import scope_of
from secheaders_lint.errors import SecheadersError, SourceError
from secheaders_lint.github.publish import Published, publish
from secheaders_lint.github.review import Desk, drafts, plan

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable

    from secheaders_lint.cli.github import Scene
    from secheaders_lint.cli.targets import Targets
    from secheaders_lint.github.pulls import ChangedFile
    from secheaders_lint.reporters.report import CheckReport
    from secheaders_lint.source.tree import SourceTree


def comment(
    scene: Scene,
    report: CheckReport,
    tree: SourceTree,
    arguments: Namespace,
    targets: Targets,
    *,
    whole: bool,
) -> Published:
    """Write the findings of a report on the pull request; whatever keeps us from that is told in notes, and nothing is lost.

    ``whole`` says that everything could be judged: else no comment is known to be over.
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
    desk = Desk(report, files, _Texts(tree), _Ways(scene, tree, files), scope, arguments.unsafe_suggestions)
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
        drafted = (each.finding for each in (*planned.on_lines, *planned.on_files))
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


class _Texts:
    """The text of files as fixes see it; none for a file that suggestions could spoil."""

    def __init__(self, tree: SourceTree) -> None:
        self._tree = tree

    def __call__(self, path: str) -> str | None:
        try:
            data = self._tree.read(path)
            text = None if data is None else data.decode("utf-8")
        except (SourceError, UnicodeDecodeError):
            return None
        # Of a file with a byte order mark the first line begins with it, and columns do not count it.
        return None if text is None or text.startswith("\ufeff") else text


class _Ways:
    """From lines of the files that are checked out to those of the head's files, each worked out once."""

    def __init__(self, scene: Scene, tree: SourceTree, files: dict[str, ChangedFile]) -> None:
        self._scene = scene
        self._tree = tree
        self._files = files
        self._known: dict[str, Callable[[int], int | None]] = {}

    def __call__(self, path: str) -> Callable[[int], int | None]:
        if path not in self._known:
            self._known[path] = self._way(path)
        return self._known[path]

    def _way(self, path: str) -> Callable[[int], int | None]:
        from secheaders_lint.github.lines import to_head

        if self._scene.checkout.kind == "head":
            return lambda line: line
        try:
            merged = self._tree.read(path)
        except SourceError:
            merged = None
        if merged is None:
            return _nowhere
        if _blob(merged) == self._files[path].blob:
            return lambda line: line
        head = self._head(path)
        if head is None:
            return _nowhere
        return to_head(merged.decode("utf-8", "surrogateescape"), head.decode("utf-8", "surrogateescape"))

    def _head(self, path: str) -> bytes | None:
        pull, repository = self._scene.event.pull, self._scene.repository
        if pull is None or repository is None:
            return None
        try:
            return repository.content(path, pull.head)
        except SecheadersError:
            return None


def _nowhere(line: int) -> None:
    """Stand for a file whose lines cannot be told: its findings are told of on the file."""


def _blob(data: bytes) -> str:
    """Return the name that git gives to the content of a file."""
    from hashlib import sha1

    return sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
