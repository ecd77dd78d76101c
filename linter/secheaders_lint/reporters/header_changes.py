"""What a change does to the headers that are predicted: before and after, in Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from secheaders_lint.reporters.kinds_text import NAMES
from secheaders_lint.reporters.markup import code, table
from secheaders_lint.reporters.tables import HeaderRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from secheaders_lint.reporters.tables import HeadersModule, ResponseTable

STATUS = "status"
_ABSENT = "not sent"


class Change(NamedTuple):
    """One header that differs in answers of a module, which are named; ``None``: the header is not there."""

    module: str
    answers: tuple[str, ...]
    name: str
    before: HeaderRow | None
    after: HeaderRow | None

    @property
    def gone(self) -> bool:
        """True where a header that was sent, as production is read, is not sent any more."""
        return self.after is None and self.before is not None and self.before.value is not None


def header_changes(before: Iterable[HeadersModule], after: Iterable[HeadersModule]) -> tuple[Change, ...]:
    """Return what differs in modules that are there before and after, pages first."""
    earlier = {(each.info.path, each.info.configuration): each for each in before}
    found: list[Change] = []
    for module in after:
        old = earlier.get((module.info.path, module.info.configuration))
        if old is not None:
            found += _of_module(module.info.name, _answers(old.responses), _answers(module.responses))
    return tuple(found)


def _answers(responses: Iterable[ResponseTable]) -> dict[tuple[str, str], ResponseTable]:
    return {(each.kind, each.scheme): each for each in responses}


def _key(row: HeaderRow) -> str:
    """Return what makes a header the same one: of cookies their name, too."""
    name = row.name.lower()
    return f"{name} {(row.value or '').partition('=')[0]}" if name == "set-cookie" else name


def _of_module(
    name: str,
    before: Mapping[tuple[str, str], ResponseTable],
    after: Mapping[tuple[str, str], ResponseTable],
) -> list[Change]:
    by_effect: dict[tuple[str, HeaderRow | None, HeaderRow | None], list[tuple[str, str]]] = {}
    for place, answer in after.items():
        if place in before:
            for effect in _differences(before[place], answer):
                by_effect.setdefault(effect, []).append(place)
    return [Change(name, _named(places), *effect) for effect, places in by_effect.items()]


def _differences(
    before: ResponseTable, after: ResponseTable
) -> Iterator[tuple[str, HeaderRow | None, HeaderRow | None]]:
    """Yield what differs of one answer: of another kind of answer, a page in place of a redirect, nothing but that."""
    if before.status != after.status:
        yield STATUS, _status(before), _status(after)
        return
    old, new = ({_key(row): row for row in each.headers} for each in (before, after))
    for key in {**old, **new}:
        was, now = old.get(key), new.get(key)
        if _said(was) != _said(now):
            yield (old if now is None else new)[key].name, _plain(was), _plain(now)


def _status(answer: ResponseTable) -> HeaderRow:
    return HeaderRow(STATUS, None if answer.status is None else str(answer.status), "known", ())


def _named(places: list[tuple[str, str]]) -> tuple[str, ...]:
    """Return how answers are called; what holds over http alone is told as such."""
    secure = {kind for kind, scheme in places if scheme == "https"}
    return tuple(
        NAMES.get(kind, kind) + ("" if scheme == "https" else " over http")
        for kind, scheme in places
        if scheme == "https" or kind not in secure
    )


def _plain(row: HeaderRow | None) -> HeaderRow | None:
    """Return a header without what made it: that may differ from answer to answer."""
    return None if row is None else row._replace(sources=())


def _said(row: HeaderRow | None) -> tuple[str | None, str] | None:
    return None if row is None else (row.value, row.state)


def header_table(changes: Iterable[Change], *, several: bool) -> str:
    """Return the changes as a table; the module is named where there are ``several``."""
    changes = tuple(changes)
    head = ["header", "of", "before", "after"]
    rows = [
        [
            each.name if each.name == STATUS else code(each.name),
            ", ".join(each.answers),
            _shown(each.before),
            _shown(each.after),
        ]
        for each in changes
    ]
    if several:
        head = ["module", *head]
        rows = [[code(each.module), *row] for each, row in zip(changes, rows, strict=True)]
    return table(head, rows)


def sentences(changes: Iterable[Change]) -> tuple[str, ...]:
    """Return what is worst of the changes in words."""
    gone = dict.fromkeys(each.name for each in changes if each.gone and "page" in each.answers)
    return tuple(f"This change drops **{code(name)}** from every page." for name in gone)


def _shown(row: HeaderRow | None) -> str:
    if row is None:
        return _ABSENT
    value = "not known" if row.value is None else code(row.value)
    return value if row.state == "known" or row.value is None else f"{value} (perhaps)"
