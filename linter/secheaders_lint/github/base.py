"""What a run is compared with: the tree before the change, and which commit is checked out."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Literal, NamedTuple

from secheaders_lint.errors import SecheadersError
from secheaders_lint.github.base_tree import BaseTree
from secheaders_lint.github.pulls import MOST_FILES
from secheaders_lint.source.git import GitTree
from secheaders_lint.source.history import changed_files, commit_of, merge_base, parents_of
from secheaders_lint.source.sparse import left_out_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from secheaders_lint.github.event import Event, Pull
    from secheaders_lint.github.pulls import ChangedFile, Repository
    from secheaders_lint.source.directory import DirectoryTree
    from secheaders_lint.source.tree import SourceTree

_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


class Base(NamedTuple):
    """The tree before a change, what it is called, and the paths that differ; no ``make``: ``why`` there is none.

    ``make`` gives the tree, for who needs it: whoever does closes it.
    """

    make: Callable[[], SourceTree] | None = None
    name: str = ""
    changed: tuple[str, ...] | None = None
    why: str = ""


class Checkout(NamedTuple):
    """The commit that is checked out, and what it is to the pull request: its merge with the base, its head, or another one."""

    commit: str
    kind: Literal["merge", "head", "other"]


def checkout_of(event: Event, tree: DirectoryTree) -> Checkout:
    """Return what is checked out; without git and its folder that is what the event says."""
    commit = _commit_in(tree) or event.sha
    pull = event.pull
    if pull is None:
        return Checkout(commit, "other")
    if commit == pull.head:
        return Checkout(commit, "head")
    merged = commit == event.sha and event.name != "pull_request_target"
    if merged or _parents(tree.root, commit)[1:2] == (pull.head,):
        return Checkout(commit, "merge")
    return Checkout(commit, "other")


def _commit_in(tree: DirectoryTree) -> str | None:
    """Return the commit that is checked out, by what git's folder says of a detached head, else by git."""
    try:
        text = (tree.read(".git/HEAD") or b"").decode("ascii", "replace").strip()
        return text if _COMMIT.fullmatch(text) else commit_of(tree.root, "HEAD")
    except SecheadersError:
        return None


def _parents(root: str, commit: str) -> tuple[str, ...]:
    try:
        return parents_of(root, commit) if commit else ()
    except SecheadersError:
        return ()


def base_of(event: Event, checkout: Checkout, tree: DirectoryTree, repository: Repository | None) -> Base:
    """Return the tree before the change that an event is about: from git where its objects are there, else by the API."""
    pull = event.pull
    if pull is not None and checkout.kind == "other":
        why = "what is checked out is neither the pull request's merge commit nor its head; check out one of them"
        return Base(why=why)
    try:
        if pull is not None:
            return _before_pull(pull, checkout, tree, repository)
        if event.before:
            return _before_commit(event.before, checkout.commit or event.sha, tree, repository)
    except SecheadersError as error:
        return Base(why=str(error))
    return Base(why="this event tells of no commit to compare with")


def _before_pull(pull: Pull, checkout: Checkout, tree: DirectoryTree, repository: Repository | None) -> Base:
    root = tree.root
    if checkout.kind == "merge":
        commit = next(iter(_parents(root, checkout.commit)), None)
    else:
        commit = _by_git(root, pull.base, pull.head)
    found = None if commit is None else _from_git(tree, commit, checkout.commit)
    if found is not None:
        return found
    if repository is None:
        return Base(
            why="its history is not checked out (fetch-depth), and there is no token to ask GitHub with"
        )
    if commit is None:
        parents = repository.parents(checkout.commit) if checkout.kind == "merge" else ()
        commit = (
            next(iter(parents), None)
            if checkout.kind == "merge"
            else repository.merge_base(pull.base, pull.head)
        )
    files = repository.files(pull.number)
    if commit is None or len(files) >= MOST_FILES:
        return Base(
            why="GitHub does not tell all files of this pull request; fetch more of its history (fetch-depth)"
        )
    return _by_api(commit, files, tree, repository)


def _before_commit(before: str, after: str, tree: DirectoryTree, repository: Repository | None) -> Base:
    found = _from_git(tree, before, after)
    if found is not None:
        return found
    if repository is None:
        return Base(
            why="its history is not checked out (fetch-depth), and there is no token to ask GitHub with"
        )
    files = repository.compared(before, after)
    if files is None:
        return Base(why="GitHub does not tell all files that differ; fetch more of the history (fetch-depth)")
    return _by_api(before, files, tree, repository)


def _by_git(root: str, base: str, head: str) -> str | None:
    try:
        return merge_base(root, base, head)
    except SecheadersError:
        return None


def _from_git(tree: DirectoryTree, before: str, after: str) -> Base | None:
    """Return a base that is read from git objects; ``None`` where they are not there, or not all of them."""
    if _is_partial(tree):
        return None
    root = tree.root
    try:
        changed = changed_files(root, before, after)
    except SecheadersError:
        return None
    return (
        None
        if changed is None
        else Base(partial(GitTree, root, before, left_out_of(tree)), before[:12], changed)
    )


def _is_partial(tree: DirectoryTree) -> bool:
    """Tell whether a clone leaves files to be fetched when somebody wants them, which we never do."""
    try:
        config = (tree.read(".git/config") or b"").lower()
    except SecheadersError:
        return False
    return b"promisor" in config or b"partialclone" in config


def _by_api(commit: str, files: tuple[ChangedFile, ...], tree: DirectoryTree, repository: Repository) -> Base:
    changed = tuple(name for each in files for name in (each.path, each.previous) if name)
    fetch = partial(_content, repository, commit)
    # Of what is not there to read now, nothing is to be read before either.
    left_out = left_out_of(tree)
    readable = tuple(each for each in files if each.path not in left_out or each.status != "modified")
    return Base(partial(BaseTree, tree, readable, fetch), commit[:12], changed)


def _content(repository: Repository, commit: str, path: str) -> bytes | None:
    return repository.content(path, commit)
