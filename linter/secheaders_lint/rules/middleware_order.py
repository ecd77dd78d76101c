"""MW006: a middleware stands on the wrong side of one that it needs, or that needs it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from secheaders_lint.findings import Confidence, Related, Severity
from secheaders_lint.remedies import Move, Remedy
from secheaders_lint.rules.asking import listing
from secheaders_lint.rules.base import Docs, Report, Rule
from secheaders_lint.rules.cache_fetch_above_security import misses_headers
from secheaders_lint.rules.mending import UNSAFE
from secheaders_lint.rules.order import breaches

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.model.stack import Entry
    from secheaders_lint.rules.order import Breach


class Cause(NamedTuple):
    """The entry that has to move, and the constraints that it breaks where it stands."""

    entry: Entry
    breaches: list[Breach]


def check(site: SiteModel) -> Iterator[Report]:
    """Report each middleware that has to move, with all that it breaks."""
    # A cache that is the wrong way round is MW009's.
    turned = {each.index for each in misses_headers(site)}
    found = [each for each in breaches(site) if not {each.outer.index, each.inner.index} & turned]
    for cause in _causes(found):
        yield _report(site, cause)


def _causes(found: list[Breach]) -> Iterator[Cause]:
    """Yield what has to move, the one with the most breaches first; of two alone the one that belongs elsewhere."""
    left = found
    while left:
        counts: Counter[Entry] = Counter()
        for each in left:
            counts.update((each.inner, each.inner, each.outer, each.outer))
            counts.update((each.inner if each.order.sinks else each.outer,))
        entry = max(counts, key=lambda each: (counts[each], -each.index))
        yield Cause(entry, [each for each in left if entry in {each.inner, each.outer}])
        left = [each for each in left if entry not in {each.inner, each.outer}]


def _report(site: SiteModel, cause: Cause) -> Report:
    entry, found = cause
    low = [each.inner for each in found if each.outer == entry]
    high = [each.outer for each in found if each.inner == entry]
    places = [f"below {_labels(low)}"] if low else []
    places += [f"above {_labels(high)}"] if high else []
    effects = list(dict.fromkeys(each.order.effect for each in found))
    others = dict.fromkeys((*low, *high))
    return Report(
        f"{entry.label} stands {' and '.join(places)}: {'; '.join(effects)}",
        site.place(entry.site) or site.anchor(),
        entry.kind,
        _help(entry, low, high),
        related=tuple(
            Related(f"{other.label} stands here", where)
            for other in others
            if (where := site.place(other.site)) is not None
        ),
        severity=max(each.order.severity for each in found),
        confidence=Confidence.MEDIUM if any(each.own for each in (entry, *others)) else Confidence.HIGH,
        remedies=(_remedy(entry, low, high),),
    )


def _remedy(entry: Entry, low: list[Entry], high: list[Entry]) -> Remedy:
    """Return the move to the nearest place that keeps all constraints: what else an order does to a site no header shows."""
    move = (
        Move(entry.path, above=min(low, key=lambda each: each.index).path)
        if low
        else Move(entry.path, below=max(high, key=lambda each: each.index).path)
    )
    return Remedy(_help(entry, low, high).rstrip("."), (move,), UNSAFE)


def _help(entry: Entry, low: list[Entry], high: list[Entry]) -> str:
    """Return where the entry has to go: above the uppermost of those, below the lowest of these."""
    wanted = []
    if low:
        wanted.append(f"above '{min(low, key=lambda each: each.index).path}'")
    if high:
        wanted.append(f"below '{max(high, key=lambda each: each.index).path}'")
    return f"Move '{entry.path}' {' and '.join(wanted)}."


def _labels(entries: list[Entry]) -> str:
    return listing(list(dict.fromkeys(each.label for each in entries)), 4)


RULE = Rule(
    code="MW006",
    name="middleware-order",
    summary="a middleware stands on the wrong side of one that it needs, or that needs it",
    severity=Severity.WARNING,
    check=check,
    cwe=696,
    source="Django documentation, Middleware ordering; the packages' documentation and code; measured with Django 6.0",
    docs=Docs(
        what=(
            "Reports pairs of middleware in the wrong order, one finding for each that has to move: sessions below what reads them, "
            "authentication below what asks for the user, UpdateCacheMiddleware below sessions (an error: private pages are shown to "
            "others), a cache that is read before the language is known, django-cors-headers below CommonMiddleware, flat pages above "
            "what sends headers, compression below what edits pages. What only costs time is advice; an order that changes nothing is "
            "not reported, whatever documentation recommends."
        ),
        why=(
            "Middleware work from the top of the list to its bottom on the way in, and back on the way out. One that needs what "
            "another has prepared finds nothing if it comes first, and an answer that is made above another never gets its headers. "
            "Django's checks look whether a path is in the list, never where."
        ),
        example=(
            '```python\nMIDDLEWARE = [\n    "django.contrib.sessions.middleware.SessionMiddleware",\n'
            '    "django.middleware.cache.UpdateCacheMiddleware",  # stores pages before they vary by cookie\n'
            '    "django.middleware.cache.FetchFromCacheMiddleware",\n]\n```'
        ),
        instead=(
            '```python\nMIDDLEWARE = [\n    "django.middleware.cache.UpdateCacheMiddleware",\n'
            '    "django.contrib.sessions.middleware.SessionMiddleware",\n'
            '    "django.middleware.cache.FetchFromCacheMiddleware",\n]\n```'
        ),
        silence="A subclass of your own does not need what the original needs.",
    ),
)
