"""The plan of a review: which findings become comments, where, and what becomes of the comments that are there. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from secheaders_lint.findings import Applicability
from secheaders_lint.github.comments import comment_on
from secheaders_lint.github.hunks import Hunk, deleted_lines, hunk_with, hunks_of
from secheaders_lint.github.marks import Mark
from secheaders_lint.github.suggestions import Suggestion, suggestion_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from secheaders_lint.findings import Finding, Fix
    from secheaders_lint.github.pulls import ChangedFile, Comment
    from secheaders_lint.reporters.report import CheckReport

MOST_ON_LINES, MOST_ON_FILES = 30, 10


class Draft(NamedTuple):
    """A comment that is to be written: on lines ``start`` to ``line`` of the head's file, or on the file as a whole.

    Of a ``deleted`` line the number is that in the old file.
    """

    finding: Finding
    body: str
    path: str
    line: int | None = None
    start: int | None = None
    deleted: bool = False

    @property
    def document(self) -> dict[str, Any]:
        """The comment as GitHub takes it."""
        if self.line is None:
            return {"path": self.path, "body": self.body, "subject_type": "file"}
        side = "LEFT" if self.deleted else "RIGHT"
        document: dict[str, Any] = {"path": self.path, "body": self.body, "line": self.line, "side": side}
        if self.start is not None and self.start < self.line:
            document |= {"start_line": self.start, "start_side": "RIGHT"}
        return document


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


class Desk(NamedTuple):
    """What drafts are made from.

    ``text`` gives the text of a file as fixes see it, where it is UTF-8, ``to_head`` the way from its lines to those of the
    head's file.
    """

    report: CheckReport
    files: Mapping[str, ChangedFile]
    text: Callable[[str], str | None]
    to_head: Callable[[str], Callable[[int], int | None]]
    scope: str
    unsafe: bool = False


def drafts(findings: Iterable[Finding], desk: Desk) -> tuple[tuple[Draft, ...], tuple[Finding, ...]]:
    """Return a comment for each finding that one can be made of, the most important first, and the other findings."""
    found: list[Draft] = []
    left: list[Finding] = []
    taken: dict[str, list[Suggestion]] = {}
    for each in findings:
        draft = _draft(each, desk, taken)
        if draft is None:
            left.append(each)
        else:
            found.append(draft)
    return tuple(found), tuple(left)


def _draft(finding: Finding, desk: Desk, taken: dict[str, list[Suggestion]]) -> Draft | None:
    path = finding.location.path
    file = desk.files.get(path)
    if file is None or file.status == "removed":
        return _on_deleted(finding, desk)
    hunks = hunks_of(file.patch) if file.patch is not None else ()
    to_head = desk.to_head(path)
    fix, suggestion = _offer(finding, path, hunks, to_head, desk)
    # Two suggestions that touch one line cannot both be applied: the second one comes with the next push.
    if suggestion is not None and any(_meet(suggestion, other) for other in taken.get(path, ())):
        fix = suggestion = None
    if suggestion is not None:
        taken.setdefault(path, []).append(suggestion)
    body = comment_on(finding, desk.report, Mark(desk.scope, finding.fingerprint), fix, suggestion)
    if suggestion is not None:
        return Draft(finding, body, path, suggestion.end, suggestion.start)
    line, start = _anchor(finding, hunks, to_head, desk)
    on_deleted = _on_deleted(finding, desk) if line is None else None
    return on_deleted or Draft(finding, body, path, line, start)


def _on_deleted(finding: Finding, desk: Desk) -> Draft | None:
    """Return a comment on the line that the change has deleted and that said what is missing now; ``None`` where there is none."""
    said = re.compile(rf"\s*['\"]?{re.escape(finding.subject)}['\"]?\s*(?:[:=,]|\+=|\Z)")
    for path, file in desk.files.items():
        for line, text in deleted_lines(file.patch or ""):
            if finding.subject and said.match(text):
                mark = Mark(desk.scope, finding.fingerprint)
                body = comment_on(finding, desk.report, mark, None, None, deleted=True)
                return Draft(finding, body, path, line, deleted=True)
    return None


def _offer(
    finding: Finding, path: str, hunks: tuple[Hunk, ...], to_head: Callable[[int], int | None], desk: Desk
) -> tuple[Fix | None, Suggestion | None]:
    """Return the first fix that fits the diff, a safe one before others."""
    text = desk.text(path)
    least = Applicability.UNSAFE if desk.unsafe else Applicability.SAFE
    for fix in sorted(finding.fixes, key=lambda each: -each.applicability):
        if fix.applicability >= least and text is not None:
            suggestion = suggestion_of(fix, path, text, hunks, to_head)
            if suggestion is not None:
                return fix, suggestion
    return None, None


def _anchor(
    finding: Finding, hunks: tuple[Hunk, ...], to_head: Callable[[int], int | None], desk: Desk
) -> tuple[int | None, int | None]:
    """Return where a comment stands: on the finding's lines, else on those that one of its fixes would change."""
    lines = _lines(finding, hunks, to_head)
    path = finding.location.path
    text = desk.text(path)
    if lines[0] is not None or text is None:
        return lines
    places = (suggestion_of(fix, path, text, hunks, to_head) for fix in finding.fixes)
    return next(((each.end, each.start) for each in places if each is not None), lines)


def _meet(one: Suggestion, other: Suggestion) -> bool:
    return one.start <= other.end and other.start <= one.end


def _lines(
    finding: Finding, hunks: tuple[Hunk, ...], to_head: Callable[[int], int | None]
) -> tuple[int | None, int | None]:
    """Return the last and the first line of a comment: all of the finding's lines where one hunk shows them, else its first one."""
    where = finding.location
    start = to_head(where.line)
    if start is None or hunk_with(hunks, start, start) is None:
        return None, None
    last = to_head(max(where.end_line - (where.end_column == 1), where.line))
    if last is not None and last > start and hunk_with(hunks, start, last):
        return last, start
    return start, None


def plan(made: tuple[Draft, ...], left: tuple[Finding, ...], there: Iterable[Comment], scope: str) -> Plan:
    """Hold drafts against the comments that are there: what is said already is not said again, what is over is removed."""
    by_finding: dict[str, list[Comment]] = {}
    for each in there:
        if each.mark.scope == scope:
            by_finding.setdefault(each.mark.fingerprint, []).append(each)
    new: list[Draft] = []
    edited: list[tuple[Comment, Draft]] = []
    removed: list[Comment] = []
    told: list[Finding] = []
    for draft in made:
        own = by_finding.get(draft.finding.fingerprint)
        comment = own.pop(0) if own else None
        if comment is None:
            new.append(draft)
        elif _stays(comment, draft):
            told.append(draft.finding)
            if not comment.replied and _differs(comment, draft):
                edited.append((comment, draft))
        else:
            new.append(draft)
            removed.append(comment)
    # A finding that no comment can be made of any more keeps the one that it has.
    for finding in left:
        own = by_finding.get(finding.fingerprint)
        if own:
            own.pop(0)
            told.append(finding)
    over = [each for rest in by_finding.values() for each in rest]
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
        (*(each.finding for each in too_many), *(each for each in left if id(each) not in known)),
    )


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
