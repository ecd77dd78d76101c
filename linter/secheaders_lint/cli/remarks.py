"""What readers of a report should know of how a module was read: choices, and what could not be decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.reporters.groups import GROUPS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel

_SHOWN = 4
_CHOICES = 3
_SHORT = 60


def notes_on(site: SiteModel) -> Iterator[str]:
    """Yield what a reader of findings should know: an end that was not seen, settings that are not decided, choices."""
    name = site.entrypoint.name
    chosen = [_in_short(each.why) for each in site.reading.chosen]
    if chosen:
        more = f"; and {len(chosen) - _CHOICES} more" if len(chosen) > _CHOICES else ""
        yield f"Read as in production: {'; '.join(chosen[:_CHOICES])}{more}."
    opened = site.evaluation.open
    if opened is not None:
        place = site.place(opened.site)
        where = f"{place.path}:{place.line}" if place is not None else name
        yield f"From {where} on, settings may be made that cannot be seen ({opened.reason}): what is not set before is not judged."
        return
    subjects = {each.subject for each in site.reading.chosen}
    undecided = [
        each for each in site.evaluation.names() if each not in subjects and _is_undecided(site, each)
    ]
    if undecided:
        shown = ", ".join(undecided[:_SHOWN]) + (
            f" and {len(undecided) - _SHOWN} more" if len(undecided) > _SHOWN else ""
        )
        yield f"Not decided, and not judged where a rule needs it: {shown}; `secheaders-lint settings` says why."


def _in_short(why: str) -> str:
    """Return what was chosen, with its reason where that is short; `settings` tells it whole."""
    return why if len(why) <= _SHORT else why.partition(", ")[0]


def _is_undecided(site: SiteModel, name: str) -> bool:
    return any(group.holds(name) for group in GROUPS) and not site.settings.get(name).known
