"""From a remedy to the changes that would carry it out, one plan for each place where it may be written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint import remedies
from secheaders_lint.fixes import comments, entries, middleware, settings
from secheaders_lint.fixes.bench import Bench, Placement
from secheaders_lint.fixes.changes import Change, Plan, WithheldError, combined

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from secheaders_lint.fixes.layout import Page
    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.remedies import Remedy, Step

_PLANNERS: dict[type, Callable[[Bench, Any], list[Change]]] = {
    remedies.Put: settings.put,
    remedies.Wrap: settings.wrap,
    remedies.Drop: settings.drop,
    remedies.Rename: settings.rename,
    remedies.PutEntry: entries.put_entry,
    remedies.RenameEntry: entries.rename_entry,
    remedies.DropEntry: entries.drop_entry,
    remedies.SwapText: entries.swap_text,
    remedies.AddText: entries.add_text,
    remedies.Insert: middleware.insert_middleware,
    remedies.Move: middleware.move_middleware,
    remedies.Remove: middleware.remove_middleware,
    remedies.Swap: middleware.swap_middleware,
    remedies.EraseText: comments.erase_text,
}


def plans(site: SiteModel, remedy: Remedy, pages: dict[int, Page]) -> Iterator[Plan | str]:
    """Yield the plans for a remedy in the order of trying; a text says why one of them cannot be made.

    ``pages`` keeps the pages of modules from one call to the next.
    """
    known: list[tuple[Change, ...]] = []
    for placement in Placement:
        bench = Bench(site, placement, pages)
        try:
            changes = combined(
                change for step in remedy.steps for change in _PLANNERS[type(step)](bench, step)
            )
        except WithheldError as withheld:
            yield str(withheld)
            continue
        if not changes or changes in known:
            continue
        known.append(changes)
        yield Plan(changes, names_of(remedy, site), bench.most)


def names_of(remedy: Remedy, site: SiteModel) -> frozenset[str]:
    """Return the settings whose values a remedy is to change."""
    found: set[str] = set()
    for step in remedy.steps:
        found.add(_name_of(step, site))
        if isinstance(step, remedies.Rename):
            found.add(step.new)
        if isinstance(step, remedies.Put):
            # An import may bind a name that looks like a setting.
            found.update(settings.imported_name(line) for line in step.imports)
    return frozenset(found - {""})


def _name_of(step: Step, site: SiteModel) -> str:
    if isinstance(step, remedies.EraseText):
        return ""
    if isinstance(step, remedies.Insert | remedies.Move | remedies.Remove | remedies.Swap):
        return site.stack.setting
    return step.setting
