"""What rules about views share: one report for each file, at the first place in it, that names the views."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.findings import Related
from secheaders_lint.rules.asking import listing
from secheaders_lint.rules.base import Report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.views.facts import ViewFact

# More places than these in one file say nothing more.
_SHOWN = 3
_MAX_RELATED = 10


def facts(site: SiteModel) -> list[ViewFact]:
    """Return what the views of a site's project do to headers."""
    return site.views.facts(site.entrypoint.search_roots or ("",))


def by_file(
    found: Iterable[ViewFact], header: str, message: Callable[[str, bool], str], help_text: str
) -> Iterator[Report]:
    """Yield a report for each file; ``message`` is given the names of the views, and whether they are several."""
    files: dict[str, list[ViewFact]] = {}
    for fact in found:
        files.setdefault(fact.place.path, []).append(fact)
    for several in files.values():
        first, *others = several
        names = list(dict.fromkeys(fact.view for fact in several if fact.view))
        yield Report(
            message(listing(names, _SHOWN) if names else "this file", len(names) > 1),
            first.place,
            header,
            help_text,
            related=tuple(Related("and here", fact.place) for fact in others[:_MAX_RELATED]),
        )


__all__ = ["by_file", "facts"]
