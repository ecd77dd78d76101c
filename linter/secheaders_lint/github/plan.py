"""The plan of a review: what is posted, changed, left or removed, held against the comments that are there. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from secheaders_lint.findings import Finding
    from secheaders_lint.github.pulls import Comment
    from secheaders_lint.github.review import Draft

MOST_ON_LINES, MOST_ON_FILES = 30, 10


class Plan(NamedTuple):
    """What is to be done: comments to post, those to give another text, those to remove; and where each finding is told of.

    ``told`` are findings whose comment is there already, ``left`` those that no comment can be made of.
    """

    on_lines: tuple[Draft, ...]
    on_files: tuple[Draft, ...]
    edited: tuple[tuple[Comment, Draft], ...]
    removed: tuple[Comment, ...]
    told: tuple[Finding, ...]
    left: tuple[Finding, ...]


class _There:
    """A comment that is there, and those of its findings that nobody has asked for yet."""

    __slots__ = ("asked", "comment", "open")

    def __init__(self, comment: Comment) -> None:
        self.comment = comment
        self.open = list(comment.mark.fingerprints)
        self.asked = False

    def shares(self, fingerprints: Iterable[str]) -> bool:
        """Tell whether it is about one of the findings."""
        return any(each in self.open for each in fingerprints)

    def tells(self, draft: Draft) -> bool:
        """Tell whether it says all that is to be said, or more, where it is to be said."""
        return _stays(self.comment, draft) and set(draft.fingerprints) <= set(self.open)

    def ask(self, fingerprints: Iterable[str]) -> None:
        """Take findings as told by it."""
        self.asked = True
        for each in fingerprints:
            self.open.remove(each)


def plan(made: tuple[Draft, ...], left: tuple[Finding, ...], there: Iterable[Comment], scope: str) -> Plan:
    """Hold drafts against the comments that are there: what is said already is not said again, what is over is removed."""
    waiting = [_There(each) for each in there if each.mark.scope == scope]
    new: list[Draft] = []
    edited: list[tuple[Comment, Draft]] = []
    removed: list[Comment] = []
    told: list[Finding] = []
    for draft in made:
        own = _own(waiting, draft)
        if own is None:
            new.append(draft)
        elif own.tells(draft):
            own.ask(draft.fingerprints)
            told += draft.findings
            if not own.comment.replied:
                waiting.remove(own)
                edited += [(own.comment, draft)] if _differs(own.comment, draft) else []
        else:
            waiting.remove(own)
            new.append(draft)
            removed.append(own.comment)
    # A finding that no comment can be made of any more keeps the one that it has.
    for finding in left:
        own = next((each for each in waiting if each.shares((finding.fingerprint,))), None)
        if own is not None:
            own.ask((finding.fingerprint,))
            told.append(finding)
    over = [each.comment for each in waiting if not each.asked]
    on_lines = [each for each in new if each.line is not None]
    on_files = [each for each in new if each.line is None]
    too_many = (*on_lines[MOST_ON_LINES:], *on_files[MOST_ON_FILES:])
    known = {id(each) for each in told}
    return Plan(
        tuple(on_lines[:MOST_ON_LINES]),
        tuple(on_files[:MOST_ON_FILES]),
        tuple(edited),
        tuple(each for each in (*removed, *over) if not each.replied),
        tuple(told),
        (
            *(one for each in too_many for one in each.findings),
            *(each for each in left if id(each) not in known),
        ),
    )


def _own(waiting: list[_There], draft: Draft) -> _There | None:
    """Return the comment that a draft is held against: one that says the same in its place, else one about the same."""
    about = [each for each in waiting if each.shares(draft.fingerprints)]
    return next((each for each in about if each.tells(draft)), about[0] if about else None)


def _stays(comment: Comment, draft: Draft) -> bool:
    """Tell whether a comment still says what is to be said where it is to be said; one that was answered always stays."""
    if comment.replied:
        return True
    if comment.on_file or draft.line is None:
        return comment.on_file and draft.line is None and comment.path == draft.path
    same = (comment.path, comment.line, comment.deleted) == (draft.path, draft.line, draft.deleted)
    start = draft.start if draft.start != draft.line else None
    return same and comment.start == start


def _differs(comment: Comment, draft: Draft) -> bool:
    return comment.body.replace("\r\n", "\n").rstrip() != draft.body.rstrip()
