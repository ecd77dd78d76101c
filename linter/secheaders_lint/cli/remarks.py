"""What readers of a report should know of how a module was read: choices, and what could not be decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.reporters.groups import GROUPS
from secheaders_lint.source.tree import LEFT_OUT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.source.tree import SourceTree

_SHOWN = 4
_CHOICES = 3
_SHORT = 60


def note_on_left_out(tree: SourceTree) -> Iterator[str]:
    """Yield in one sentence which files were wanted that a sparse checkout lacks, if any."""
    wanted = [path for path, why in tree.log.refused.items() if why == LEFT_OUT]
    if wanted:
        more = f" and {len(wanted) - _SHOWN} more" if len(wanted) > _SHOWN else ""
        yield (
            f"this checkout is sparse and lacks {', '.join(wanted[:_SHOWN])}{more}: what depends on that is not known; "
            "git sparse-checkout add takes them in"
        )


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
