"""Carrying out a plan. Whatever GitHub refuses comes back as a finding that is still to be told of."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from secheaders_lint.github.api import ApiError

if TYPE_CHECKING:
    from collections.abc import Callable

    from secheaders_lint.findings import Finding
    from secheaders_lint.github.plan import Plan
    from secheaders_lint.github.pulls import Comment, Repository
    from secheaders_lint.github.review import Draft

_MOST_REMOVED = 30


class Published(NamedTuple):
    """What became of a plan: findings with a comment, those without, numbers of comments, and sentences about what went wrong."""

    told: tuple[Finding, ...]
    left: tuple[Finding, ...]
    posted: int = 0
    removed: int = 0
    notes: tuple[str, ...] = ()


class _Desk:
    """What was done so far."""

    def __init__(self) -> None:
        self.done: list[Draft] = []
        self.failed: list[Draft] = []
        self.notes: list[str] = []
        self.removed = 0
        # After the first refusal nothing else is tried: it is a right that is missing.
        self.closed = False


def publish(
    repository: Repository, number: int, commit: str, plan: Plan, again: Callable[[], tuple[Comment, ...]]
) -> Published:
    """Post, edit and remove; ``again`` reads our comments anew, for a request that may have been carried out unseen."""
    desk = _Desk()
    if plan.on_lines:
        _review(repository, number, commit, list(plan.on_lines), again, desk)
    for draft in plan.on_files:
        _single(repository, number, commit, draft, desk)
    _tidy(repository, plan, desk)
    return Published(
        (*plan.told, *(one for each in desk.done for one in each.findings)),
        (*(one for each in desk.failed for one in each.findings), *plan.left),
        len(desk.done),
        desk.removed,
        tuple(desk.notes),
    )


def _review(
    repository: Repository,
    number: int,
    commit: str,
    made: list[Draft],
    again: Callable[[], tuple[Comment, ...]],
    desk: _Desk,
) -> None:
    try:
        repository.create_review(number, commit, [each.document for each in made])
    except ApiError as error:
        if error.invalid:
            # One comment that GitHub does not place takes all with it, and is not named: each is tried for itself.
            for each in made:
                _single(repository, number, commit, each, desk)
            return
        if error.unsure:
            made = _not_there(made, again, desk)
        desk.failed += made
        if made:
            _refused(error, desk)
        return
    desk.done += made


def _not_there(made: list[Draft], again: Callable[[], tuple[Comment, ...]], desk: _Desk) -> list[Draft]:
    """Return the comments that did not arrive."""
    try:
        there = {each.mark.fingerprints for each in again()}
    except ApiError:
        return made
    desk.done += [each for each in made if each.fingerprints in there]
    return [each for each in made if each.fingerprints not in there]


def _single(repository: Repository, number: int, commit: str, draft: Draft, desk: _Desk) -> None:
    if desk.closed:
        desk.failed.append(draft)
        return
    try:
        repository.create_comment(number, commit, draft.document)
    except ApiError as error:
        desk.failed.append(draft)
        if not error.invalid:
            _refused(error, desk)
        return
    desk.done.append(draft)


def _refused(error: ApiError, desk: _Desk) -> None:
    desk.closed = True
    desk.notes.append(f"not all comments could be written: {error}")


def _tidy(repository: Repository, plan: Plan, desk: _Desk) -> None:
    """Edit and remove comments of our own. An old one goes only where the new one in its place was taken."""
    failed = {one for each in desk.failed for one in each.fingerprints}
    try:
        for comment, draft in plan.edited:
            if not desk.closed:
                repository.edit_comment(comment.id, draft.body)
        for comment in plan.removed[:_MOST_REMOVED]:
            if not desk.closed and failed.isdisjoint(comment.mark.fingerprints):
                repository.delete_comment(comment.id)
                desk.removed += 1
    except ApiError as error:
        desk.notes.append(f"not all comments that are over could be removed: {error}")
