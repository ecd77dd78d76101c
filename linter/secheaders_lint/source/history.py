"""What a repository's history says: parents, the merge base of two revisions, whether it goes back at all. Nothing is fetched."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from secheaders_lint.errors import UsageError
from secheaders_lint.source.git import GitTree, run_git

if TYPE_CHECKING:
    from collections.abc import Iterable

_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


def commit_of(repository: str, revision: str) -> str | None:
    """Return the name of the commit that a revision means; ``None`` where it means none that is there."""
    if "\0" in revision or "\n" in revision:
        return None
    return _name(
        run_git(repository, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    )


def parents_of(repository: str, commit: str) -> tuple[str, ...]:
    """Return the parents that a commit names, be their objects there or not: a clone of depth 1 has none of them."""
    found = run_git(repository, "cat-file", "commit", commit) or b""
    head = found.partition(b"\n\n")[0].decode("ascii", "replace")
    names = (line.removeprefix("parent ") for line in head.split("\n") if line.startswith("parent "))
    return tuple(name for name in names if _COMMIT.fullmatch(name))


def merge_base(repository: str, one: str, other: str) -> str | None:
    """Return the newest commit that two commits have in common; ``None`` where the history that is there shows none."""
    return _name(run_git(repository, "merge-base", "--end-of-options", one, other))


def changed_files(repository: str, before: str, after: str) -> tuple[str, ...] | None:
    """Return the paths in which two commits differ; ``None`` where one of them is not there."""
    found = run_git(
        repository, "diff-tree", "-r", "-z", "--no-renames", "--name-only", "--end-of-options", before, after
    )
    return None if found is None else tuple(os.fsdecode(name) for name in found.split(b"\0") if name)


def tree_before(repository: str, revision: str, left_out: frozenset[str] = frozenset()) -> GitTree:
    """Return the tree that a change since a revision began with: that of the merge base with what is checked out.

    ``left_out`` is what the checkout lacks. Raises `UsageError` where it cannot be read.
    """
    if not os.path.lexists(os.path.join(repository, ".git")):  # noqa: PTH118 - as the tree has it
        raise UsageError(f"{repository} is no git repository: there is nothing to compare with")
    start = commit_of(repository, revision)
    head = commit_of(repository, "HEAD")
    base = merge_base(repository, start, head) if start and head else None
    try:
        return GitTree(repository, base or start or revision, left_out)
    except UsageError as error:
        if is_shallow(repository):
            raise UsageError(
                f"{revision!r} is not there to read: this clone is shallow; fetch more of the history "
                "(git fetch --unshallow; fetch-depth: 0 for actions/checkout)"
            ) from None
        raise UsageError(f"{error}; name a commit, branch or tag that was fetched") from None


def is_shallow(repository: str) -> bool:
    """Tell whether a clone holds a part of its history alone."""
    return run_git(repository, "rev-parse", "--is-shallow-repository") == b"true\n"


def _name(found: bytes | None) -> str | None:
    lines: Iterable[str] = (found or b"").decode("ascii", "replace").split("\n")
    name = next(iter(lines), "")
    return name if _COMMIT.fullmatch(name) else None
