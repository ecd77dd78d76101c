"""Inline suppressions: comments that silence findings.

``# secheaders: ignore[CODE or name or family, ...] reason`` speaks for the findings of its line, or, alone on a line, of
the line below; ``# secheaders: ignore-file[...] reason`` for the whole file. It may follow another comment (``# noqa  #
secheaders: ignore[...]``) and be followed by another one of its kind.

Tolerated: capitals, any or no space after ``#``, around the colon and inside the brackets, a dash or colon before the
reason. Not tolerated, but told with what is wrong, as it was clearly meant: no brackets or round ones, nothing in them,
no closing one, a space before them, another spelling of ``secheaders`` or of ``ignore``, a missing colon.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from secheaders_lint.source.guard import Comment
    from secheaders_lint.source.text import SourceText

# Anything like the tool's name behind a #, then a word that other tools silence with.
_MARK = re.compile(
    r"#+\s*(?P<tool>sec(?:urity)?[-_]?headers?(?:[-_]lint)?)(?P<colon>\s*[:=]\s*|\s+)"
    r"(?P<verb>(?:ignore|igonre|ingore|disable|noqa|skip|silence|suppress|allow|nosec)(?:[-_]?(?:file|line|next-line))?)"
    r"(?![\w-])",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"(?P<space>\s*)(?P<open>[\[({])(?P<inside>[^\]})]*)(?P<close>[\]})]?)")
_SELECTOR = re.compile(r"[A-Za-z][A-Za-z0-9_-]*\Z")
_VERBS = {"ignore": False, "ignore-file": True}


class Suppression(NamedTuple):
    """One suppression, well formed or not: where it stands (1-based, end exclusive), and what it silences."""

    path: str
    line: int
    column: int
    end_column: int
    file_wide: bool
    selectors: tuple[str, ...]
    reason: str
    # Whether nothing else stands on its line, so that it speaks for the next one.
    alone: bool
    # What is wrong with it, empty where nothing is: one that is malformed silences nothing.
    malformed: str

    def naming(self, selectors: Iterable[str]) -> str:
        """Return the comment as it is written with other selectors, its reason kept."""
        verb = "ignore-file" if self.file_wide else "ignore"
        return f"# secheaders: {verb}[{', '.join(selectors)}] {self.reason}".rstrip()


def find_suppressions(path: str, comments: Iterable[Comment], text: SourceText) -> tuple[Suppression, ...]:
    """Return all suppressions among the comments of a file, in order."""
    return tuple(found for comment in comments for found in _in_comment(path, comment, text))


def _in_comment(path: str, comment: Comment, text: SourceText) -> Iterator[Suppression]:
    marks = [mark for mark in _MARK.finditer(comment.text) if _meant(mark)]
    if not marks:
        return
    alone = not text.line(comment.line)[: comment.column - 1].strip()
    ends = [*(mark.start() for mark in marks[1:]), len(comment.text)]
    for mark, end in zip(marks, ends, strict=True):
        rest = comment.text[mark.end() : end].rstrip()
        selectors, reason, malformed = _read(mark, rest)
        verb = mark["verb"].lower()
        yield Suppression(
            path=path,
            line=comment.line,
            column=comment.column + mark.start(),
            end_column=comment.column + mark.end() + len(rest),
            file_wide=_VERBS.get(verb, "file" in verb),
            selectors=selectors,
            reason=reason,
            alone=alone,
            malformed=malformed,
        )


def _meant(mark: re.Match[str]) -> bool:
    """Whether this is no prose: the tool's own name with its colon, or a bracket behind it."""
    exact = mark["tool"].lower() == "secheaders" and ":" in mark["colon"]
    return exact or mark.string[mark.end() :].lstrip()[:1] in {"[", "("}


def _read(mark: re.Match[str], rest: str) -> tuple[tuple[str, ...], str, str]:
    """Return selectors, reason and what is wrong, from what stands behind the verb."""
    brackets = _BRACKETS.match(rest)
    reason = rest[brackets.end() if brackets else 0 :].strip(" \t:-\u2013\u2014")
    selectors = (
        tuple(part.strip() for part in brackets["inside"].split(",") if part.strip()) if brackets else ()
    )
    return selectors, reason, _spelling(mark) or _form(brackets, selectors)


def _spelling(mark: re.Match[str]) -> str:
    if mark["tool"].lower() != "secheaders":
        return f"write 'secheaders:' instead of {mark['tool']!r}"
    if ":" not in mark["colon"]:
        return "write 'secheaders:' with a colon"
    if mark["verb"].lower() not in _VERBS:
        return f"write 'ignore[…]' or 'ignore-file[…]' instead of {mark['verb']!r}"
    return ""


def _form(brackets: re.Match[str] | None, selectors: tuple[str, ...]) -> str:
    if brackets is None:
        return "name what is ignored in brackets, as in 'ignore[HSTS001]': a rule's code or name, or a family"
    if brackets["open"] != "[" or brackets["close"] not in {"]", ""}:
        return "write square brackets, as in 'ignore[HSTS001]'"
    if brackets["close"] == "":
        return "the bracket is not closed"
    if brackets["space"]:
        return "write no space before the bracket"
    if not selectors:
        return "the brackets are empty: name a rule's code or name, or a family"
    wrong = next((selector for selector in selectors if not _SELECTOR.match(selector)), None)
    return (
        ""
        if wrong is None
        else f"{wrong!r} is no rule's code or name and no family: separate several with commas"
    )
