"""Changes of texts by offsets, and the edits that users see."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from secheaders_lint.findings import Edit, Location
from secheaders_lint.source.overlay import encoded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from secheaders_lint.findings import Applicability
    from secheaders_lint.source.text import SourceText


class WithheldError(Exception):
    """Raised where a remedy cannot be carried out; the message is half a sentence that says why."""


class Change(NamedTuple):
    """The text of ``source`` between two offsets becomes ``replacement``.

    ``opening``: what an insertion begins with before its own text (the heading of a section, a guard); of several in one place
    that begin with the same, only the first one does.
    """

    source: SourceText
    start: int
    end: int
    replacement: str
    opening: str = ""


class Plan(NamedTuple):
    """The changes of one fix, the names whose values they are to change, and what the fix may be at the most.

    ``reread``: names whose environment variable is read in another way, so that what depends on it changes as well. ``note`` is
    what its title has to say besides.
    """

    changes: tuple[Change, ...]
    settings: frozenset[str]
    most: Applicability
    reread: frozenset[str] = frozenset()
    note: str = ""

    @property
    def paths(self) -> tuple[str, ...]:
        """The files that change, in order."""
        return tuple(dict.fromkeys(each.source.path for each in self.changes))


def combined(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Return changes in the order of their files and places, with insertions at one place made one.

    Raises :class:`WithheldError` where two of them change the same text.
    """
    found: list[Change] = []
    for each in sorted(changes, key=lambda change: (change.source.path, change.start, change.end)):
        last = found[-1] if found and found[-1].source.path == each.source.path else None
        if last is not None and each == last:
            continue
        if last is not None and each.start == last.start and last.start == last.end == each.end:
            found[-1] = _joined(last, each)
        elif last is not None and each.start < last.end:
            found.append(_behind(last, each))
        else:
            found.append(each)
    return tuple(found)


def _behind(removal: Change, insertion: Change) -> Change:
    """Return an insertion at the end of a line that is taken out as the same one at the beginning of the line below.

    Raises :class:`WithheldError` where two changes overlap in another way.
    """
    end = removal.end
    rest = removal.source.text[insertion.start : end]
    if removal.replacement or insertion.start != insertion.end or rest != removal.source.newline:
        raise WithheldError("two of its steps change the same text")
    if not insertion.replacement.startswith(rest):
        raise WithheldError("two of its steps change the same text")
    text = insertion.replacement.removeprefix(rest) + rest
    return insertion._replace(start=end, end=end, replacement=text, opening="")


def _joined(first: Change, second: Change) -> Change:
    """Return two insertions in one place as one."""
    open_already = min(first.opening, second.opening, key=len)
    if not (first.opening.startswith(open_already) and second.opening.startswith(open_already)):
        open_already = ""
    text = first.replacement + second.replacement[len(open_already) :]
    return second._replace(replacement=text)


def applied(changes: Iterable[Change]) -> Mapping[str, bytes]:
    """Return the bytes of the changed files by path; ``changes`` come from :func:`combined`.

    Raises :class:`WithheldError` where the encoding of a file has no place for what is to be written.
    """
    by_path: dict[str, list[Change]] = {}
    for each in changes:
        by_path.setdefault(each.source.path, []).append(each)
    found: dict[str, bytes] = {}
    for path, own in by_path.items():
        source = own[0].source
        try:
            found[path] = encoded(source, changed_text(source.text, own))
        except UnicodeEncodeError:
            raise WithheldError(f"{path} is saved as {source.encoding}, which cannot hold it") from None
    return found


def changed_text(text: str, changes: Iterable[Change]) -> str:
    """Return a text with changes made that are in order and do not overlap."""
    pieces: list[str] = []
    at = 0
    for each in changes:
        pieces += [text[at : each.start], each.replacement]
        at = each.end
    return "".join((*pieces, text[at:]))


def edits_of(changes: Iterable[Change]) -> tuple[Edit, ...]:
    """Return changes as users see them: by line and column."""
    return tuple(_edit(each) for each in changes)


def _edit(change: Change) -> Edit:
    source, start, end, replacement, _ = change
    line, column = source.position(start)
    end_line, end_column = source.position(end)
    return Edit(Location(source.path, line, column, end_line, end_column), replacement)
