"""From the files that are checked out to those of the pull request's head, which comments and annotations speak of."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING

from secheaders_lint.errors import SecheadersError, SourceError
from secheaders_lint.github.lines import to_head

if TYPE_CHECKING:
    from collections.abc import Callable

    from secheaders_lint.cli.github import Scene
    from secheaders_lint.findings import Finding
    from secheaders_lint.github.pulls import ChangedFile
    from secheaders_lint.source.tree import SourceTree

    Way = Callable[[int], int | None]


class HeadLines:
    """The lines of the head's files, each file worked out once. GitHub is only asked where the two differ."""

    def __init__(self, scene: Scene, tree: SourceTree) -> None:
        self._scene = scene
        self._tree = tree
        self._ways: dict[str, Way] = {}
        self._files: dict[str, ChangedFile] | None = None

    def text(self, path: str) -> str | None:
        """Return the text of a file as fixes see it; ``None`` for one that a suggestion could spoil."""
        try:
            data = self._tree.read(path)
            text = None if data is None else data.decode("utf-8")
        except (SourceError, UnicodeDecodeError):
            return None
        # Of a file with a byte order mark the first line begins with it, and columns do not count it.
        return None if text is None or text.startswith("\ufeff") else text

    def way(self, path: str) -> Way:
        """Return what gives the line of the head's file for a line that is checked out."""
        if path not in self._ways:
            self._ways[path] = self._way(path)
        return self._ways[path]

    def placed(self, finding: Finding) -> Finding:
        """Return a finding whose lines are those of the head, where the pull request changes its file; else as it is."""
        if self._scene.checkout.kind != "merge" or finding.location.path not in self._changed():
            return finding
        way = self.way(finding.location.path)
        where = finding.location
        start = way(where.line)
        if start is None:
            return finding
        end = way(where.end_line) if where.end_line > where.line else start
        moved = copy(finding)
        moved.location = where._replace(line=start, end_line=max(end or start, start))
        return moved

    def _changed(self) -> dict[str, ChangedFile]:
        if self._files is None:
            pull, repository = self._scene.event.pull, self._scene.repository
            try:
                found = repository.files(pull.number) if pull and repository else ()
            except SecheadersError:
                found = ()
            self._files = {each.path: each for each in found}
        return self._files

    def _way(self, path: str) -> Way:
        if self._scene.checkout.kind == "head":
            return _same
        try:
            merged = self._tree.read(path)
        except SourceError:
            merged = None
        if merged is None:
            return _nowhere
        file = self._changed().get(path)
        if file is not None and _blob(merged) == file.blob:
            return _same
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


def _same(line: int) -> int:
    return line


def _nowhere(line: int) -> None:
    """Stand for a file whose lines cannot be told: its findings are told of on the file."""


def _blob(data: bytes) -> str:
    """Return the name that git gives to the content of a file."""
    from hashlib import sha1

    return sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
