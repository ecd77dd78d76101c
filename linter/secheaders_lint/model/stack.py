"""The middleware stack as Django builds it: outermost first."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from secheaders_lint.data import middleware as known
from secheaders_lint.data.django import at_least
from secheaders_lint.evaluator.rendering import UnknownPart
from secheaders_lint.evaluator.values import Library

if TYPE_CHECKING:
    from secheaders_lint.evaluator.evaluation import Evaluation
    from secheaders_lint.evaluator.values import Site
    from secheaders_lint.model.settings import Settings


# Words in the name of a middleware that say which header it is about; the first row is about all of them.
_ANY_HEADER = re.compile(r"secur|headers|harden")
_ONE_HEADER = {
    "strict-transport-security": re.compile(r"hsts|https|ssl"),
    "x-frame-options": re.compile(r"frame|clickjack"),
    "content-security-policy": re.compile(r"csp|content_?policy"),
    "referrer-policy": re.compile(r"referr?er"),
    "permissions-policy": re.compile(r"permissions?_?policy|feature_?policy"),
}


class Entry(NamedTuple):
    """One middleware: its dotted ``path`` as written, what it works as (``kind``), its place, and whether it is sure.

    ``sure``: it is there under the reading; ``fixed``: whatever the environment. ``kind`` is the path of the known middleware that it is, or is a subclass of; for others the path itself. ``path`` is
    empty for a stretch of the list that is not known.
    """

    path: str
    kind: str
    index: int  # type: ignore[assignment]
    site: Site | None
    sure: bool
    own: bool
    fixed: bool = True

    @property
    def known(self) -> known.Known | None:
        """What is known of it."""
        return known.table().get(self.kind)

    @property
    def label(self) -> str:
        """The class name, for messages."""
        return self.path.rpartition(".")[2] or "an unknown part"


class Stack:
    """The entries of the setting that Django reads, and whether all are ``known``, be they surely there or not.

    ``others`` are those that only another environment than that of the reading puts into it.
    """

    def __init__(
        self, setting: str, entries: list[Entry], *, known: bool, others: tuple[Entry, ...] = ()
    ) -> None:
        self.setting = setting
        self.entries = entries
        self.known = known
        self.others = others

    def find(self, *kinds: str) -> Entry | None:
        """Return the first sure entry that works as one of the given middleware."""
        return next((entry for entry in self.entries if entry.sure and entry.kind in kinds), None)

    def has(self, *kinds: str) -> bool | None:
        """Tell whether one of the middleware is in the list; ``None`` where it may stand in a part that is not known."""
        if self.find(*kinds) is not None:
            return True
        maybe = any(entry.kind in kinds for entry in self.entries)
        return None if maybe or not self.known else False

    def lists(self, path: str) -> bool | None:
        """Tell whether the list has an entry of exactly that dotted path: what Django's own checks look for."""
        found = [entry for entry in self.entries if entry.path == path]
        if any(entry.sure for entry in found):
            return True
        return None if found or not self.known else False

    def above(self, entry: Entry) -> list[Entry]:
        """Return the entries outside of ``entry``."""
        return self.entries[: entry.index]

    def below(self, entry: Entry) -> list[Entry]:
        """Return the entries inside of ``entry``."""
        return self.entries[entry.index + 1 :]

    @property
    def foreign(self) -> list[Entry]:
        """Entries that nothing is known of: project middleware and packages outside of the table, and unknown parts."""
        return [entry for entry in self.entries if entry.known is None]


def read_stack(settings: Settings) -> Stack:
    """Return the stack of a site; before Django 2.0 ``MIDDLEWARE_CLASSES`` is read where ``MIDDLEWARE`` is not set."""
    name = "MIDDLEWARE"
    old = not at_least(settings.django, "2.0") and settings.get("MIDDLEWARE").value is None
    if old or not at_least(settings.django, "1.10"):
        name = "MIDDLEWARE_CLASSES"
    parts = settings.parts(name) if settings.is_set(name) else None
    if parts is None:
        value = settings.value(name)
        return Stack(name, _from_default(value), known=isinstance(value, list))
    fixed, possible = settings.members(name)
    entries = []
    for index, part in enumerate(parts):
        if isinstance(part.value, UnknownPart) or not isinstance(part.value, str):
            entries.append(Entry("", "", index, part.site, sure=False, own=False, fixed=False))
            continue
        kind, own = working_as(settings.evaluation, part.value)
        entries.append(
            Entry(part.value, kind, index, part.site, part.sure, own, part.sure and part.value in fixed)
        )
    listed = {entry.path for entry in entries}
    others = tuple(
        Entry(path, kind, -1, None, sure=False, own=own, fixed=False)
        for path in possible
        if path not in listed
        for kind, own in (working_as(settings.evaluation, path),)
    )
    return Stack(name, entries, known=all(entry.path for entry in entries), others=others)


def _from_default(value: object) -> list[Entry]:
    if not isinstance(value, list):
        return []
    return [
        Entry(path, path, index, None, sure=True, own=False)
        for index, path in enumerate(value)
        if isinstance(path, str)
    ]


def hints_at(path: str, header: str) -> bool:
    """Tell whether the name of a middleware says that it is about a header."""
    # The names of the module and the class: those of the project say nothing of what it does.
    name = ".".join(path.rsplit(".", 2)[-2:]).lower()
    one = _ONE_HEADER.get(header.lower())
    return _ANY_HEADER.search(name) is not None or (one is not None and one.search(name) is not None)


def working_as(evaluation: Evaluation, path: str) -> tuple[str, bool]:
    """Return the known middleware that a path is or inherits from, and whether it is of the repository."""
    if path in known.table():
        return path, False
    from secheaders_lint.model.own import read_own

    written = read_own(evaluation.machine, path)
    if written is None:
        return path, False
    return next((name for name in written.ancestors if name in known.table()), path), True


__all__ = ["Entry", "Library", "Stack", "read_stack", "working_as"]
