"""Drafts of comments: where each finding is told of, and which suggestions there are. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from secheaders_lint.findings import Applicability
from secheaders_lint.github.comments import comment_on
from secheaders_lint.github.hunks import Hunk, deleted_lines, hunk_with, hunks_of
from secheaders_lint.github.marks import Mark
from secheaders_lint.github.suggestions import Suggestion, suggestion_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from secheaders_lint.findings import Finding, Fix
    from secheaders_lint.github.pulls import ChangedFile
    from secheaders_lint.reporters.report import CheckReport


class Draft(NamedTuple):
    """A comment that is to be written: on lines ``start`` to ``line`` of the head's file, or on the file as a whole.

    It tells of one finding, or of several that one suggestion mends. Of a ``deleted`` line the number is that in the old file.
    """

    findings: tuple[Finding, ...]
    body: str
    path: str
    line: int | None = None
    start: int | None = None
    deleted: bool = False

    @property
    def fingerprints(self) -> tuple[str, ...]:
        """What its findings are known by."""
        return tuple(each.fingerprint for each in self.findings)

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


class Desk(NamedTuple):
    """What drafts are made from.

    ``text`` gives the text of a file as fixes see it, where it is UTF-8, ``to_head`` the way from its lines to those of the
    head's file. ``together`` makes one verified fix of several findings' ones, ``None`` where that does not hold. ``answered`` are
    fingerprints of findings whose comment somebody has answered: it stays as it is.
    """

    report: CheckReport
    files: Mapping[str, ChangedFile]
    text: Callable[[str], str | None]
    to_head: Callable[[str], Callable[[int], int | None]]
    scope: str
    unsafe: bool = False
    together: Callable[[Sequence[tuple[Finding, Fix]]], Fix | None] = lambda _: None
    answered: frozenset[str] = frozenset()

    @property
    def least(self) -> Applicability:
        """What a suggestion has to be at least."""
        return Applicability.UNSAFE if self.unsafe else Applicability.SAFE


class _Part(NamedTuple):
    """Findings in a file of the diff that one comment tells of, the fixes of which its suggestion is made, if there is one."""

    path: str
    findings: tuple[Finding, ...]
    fixes: tuple[Fix, ...] = ()
    suggestion: Suggestion | None = None


def drafts(findings: Iterable[Finding], desk: Desk) -> tuple[tuple[Draft, ...], tuple[Finding, ...]]:
    """Return comments for all findings that one can be made of, the most important first, and the other findings."""
    found: list[_Part | Draft] = []
    left: list[Finding] = []
    for each in findings:
        path = each.location.path
        file = desk.files.get(path)
        if file is not None and file.status != "removed":
            _add(found, _part(each, path, _hunks(path, desk), desk), desk)
            continue
        draft = _on_deleted(each, desk)
        if draft is None:
            left.append(each)
        else:
            found.append(draft)
    return tuple(each if isinstance(each, Draft) else _draft(each, desk) for each in found), tuple(left)


def _hunks(path: str, desk: Desk) -> tuple[Hunk, ...]:
    patch = desk.files[path].patch
    return hunks_of(patch) if patch is not None else ()


def _add(found: list[_Part | Draft], part: _Part, desk: Desk) -> None:
    """Add what is to be told of a finding. Two suggestions that touch one line cannot both be applied: one is made of them."""
    joined, members = part, [part]
    while met := [
        each for each in found if isinstance(each, _Part) and each not in members and _meet(each, joined)
    ]:
        members = [*met, *members]
        whole = _joined(members, desk)
        if whole is None:
            # The first one stays, and the other comes with the next push.
            found.append(part._replace(fixes=(), suggestion=None))
            return
        joined = whole
    at = min((found.index(each) for each in members if each is not part), default=len(found))
    found[:] = [each for each in found if each not in members]
    found.insert(at, joined)


def _meet(one: _Part, other: _Part) -> bool:
    """Tell whether two parts have suggestions for the same line."""
    if one.suggestion is None or other.suggestion is None or one.path != other.path:
        return False
    return one.suggestion.start <= other.suggestion.end and other.suggestion.start <= one.suggestion.end


def _joined(parts: Sequence[_Part], desk: Desk) -> _Part | None:
    """Return parts as one, with a suggestion that mends all of their findings; ``None`` where there is none."""
    pairs = [pair for each in parts for pair in zip(each.findings, each.fixes, strict=True)]
    path, text = parts[0].path, desk.text(parts[0].path)
    if text is None or any(finding.fingerprint in desk.answered for finding, _ in pairs):
        return None
    fix = desk.together(pairs)
    if fix is None or fix.applicability < desk.least:
        return None
    suggestion = suggestion_of(fix, path, text, _hunks(path, desk), desk.to_head(path))
    findings = tuple(finding for finding, _ in pairs)
    return None if suggestion is None else _Part(path, findings, tuple(each for _, each in pairs), suggestion)


def _part(finding: Finding, path: str, hunks: tuple[Hunk, ...], desk: Desk) -> _Part:
    fix, suggestion = _offer(finding, path, hunks, desk.to_head(path), desk)
    return _Part(path, (finding,), () if fix is None else (fix,), suggestion)


def _draft(part: _Part, desk: Desk) -> Draft:
    mark = Mark(desk.scope, tuple(each.fingerprint for each in part.findings))
    suggestion = part.suggestion
    body = comment_on(part.findings, desk.report, mark, part.fixes, suggestion)
    if suggestion is not None:
        return Draft(part.findings, body, part.path, suggestion.end, suggestion.start)
    finding = part.findings[0]
    line, start = _anchor(finding, _hunks(part.path, desk), desk.to_head(part.path), desk)
    on_deleted = _on_deleted(finding, desk) if line is None else None
    return on_deleted or Draft(part.findings, body, part.path, line, start)


def _on_deleted(finding: Finding, desk: Desk) -> Draft | None:
    """Return a comment on the line that the change has deleted and that said what is missing now; ``None`` where there is none."""
    said = re.compile(rf"\s*['\"]?{re.escape(finding.subject)}['\"]?\s*(?:[:=,]|\+=|\Z)")
    for path, file in desk.files.items():
        for line, text in deleted_lines(file.patch or ""):
            if finding.subject and said.match(text):
                mark = Mark(desk.scope, (finding.fingerprint,))
                body = comment_on((finding,), desk.report, mark, deleted=True)
                return Draft((finding,), body, path, line, deleted=True)
    return None


def _offer(
    finding: Finding, path: str, hunks: tuple[Hunk, ...], to_head: Callable[[int], int | None], desk: Desk
) -> tuple[Fix | None, Suggestion | None]:
    """Return the first fix that fits the diff, a safe one before others."""
    text = desk.text(path)
    for fix in sorted(finding.fixes, key=lambda each: -each.applicability):
        if fix.applicability >= desk.least and text is not None:
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
