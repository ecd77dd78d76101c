"""From a remedy to the changes that would carry it out, one plan for each place where it may be written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint import remedies as steps
from secheaders_lint.findings import Applicability
from secheaders_lint.fixes import comments, entries, gathering, middleware, requirements, settings
from secheaders_lint.fixes.bench import Bench, Placement
from secheaders_lint.fixes.changes import Change, Plan, WithheldError, combined

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any

    from secheaders_lint.fixes.layout import Page
    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.remedies import Remedy, Step

_PLANNERS: dict[type, Callable[[Bench, Any], list[Change]]] = {
    steps.Put: settings.put,
    steps.Wrap: settings.wrap,
    steps.AsTuple: settings.as_tuple,
    steps.Drop: settings.drop,
    steps.Rename: settings.rename,
    steps.PutEntry: entries.put_entry,
    steps.AddEntries: entries.add_entries,
    steps.RenameEntry: entries.rename_entry,
    steps.DropEntry: entries.drop_entry,
    steps.SwapText: entries.swap_text,
    steps.AddText: entries.add_text,
    steps.Insert: middleware.insert_middleware,
    steps.Move: middleware.move_middleware,
    steps.Remove: middleware.remove_middleware,
    steps.Swap: middleware.swap_middleware,
    steps.Separate: middleware.separate_middleware,
    steps.Gather: gathering.gather,
    steps.Flatten: gathering.flatten,
    steps.DropRequirement: requirements.drop_requirement,
    steps.SwapRequirement: requirements.swap_requirement,
    steps.EraseText: comments.erase_text,
}


def plans(site: SiteModel, remedy: Remedy, pages: dict[str, Page]) -> Iterator[Plan | str]:
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
        yield Plan(changes, names_of(remedy, site), bench.most, _reread(remedy), bench.note)


def union(sites: Sequence[SiteModel], remedies: Sequence[Remedy], pages: dict[str, Page]) -> Plan | str:
    """Return the plan that mends each of several sites in its own file; a text says why there is none."""
    changes: list[Change] = []
    most, note = Applicability.SAFE, ""
    for site, remedy in zip(sites, remedies, strict=True):
        bench = Bench(site, Placement.OWN, pages)
        try:
            changes += [change for step in remedy.steps for change in _PLANNERS[type(step)](bench, step)]
        except WithheldError as withheld:
            return str(withheld)
        most, note = min(most, bench.most), note or bench.note
    try:
        whole = combined(changes)
    except WithheldError as withheld:
        return str(withheld)
    return Plan(whole, names_of(remedies[0], sites[0]), most, _reread(remedies[0]), note)


def _reread(remedy: Remedy) -> frozenset[str]:
    return frozenset(step.setting for step in remedy.steps if isinstance(step, steps.Wrap))


def names_of(remedy: Remedy, site: SiteModel) -> frozenset[str]:
    """Return the settings whose values a remedy is to change."""
    return frozenset(name for step in remedy.steps for name in _names(step, site))


def _names(step: Step, site: SiteModel) -> Iterator[str]:
    if isinstance(step, steps.EraseText | steps.DropRequirement | steps.SwapRequirement):
        return
    if isinstance(step, steps.Insert | steps.Move | steps.Remove | steps.Swap | steps.Separate):
        yield site.stack.setting
        return
    yield step.setting
    if isinstance(step, steps.Rename | steps.Flatten):
        yield step.new
    elif isinstance(step, steps.Put):
        # An import may bind a name that looks like a setting.
        yield from (name for line in step.imports if (name := settings.imported_name(line)))
    elif isinstance(step, steps.Gather):
        yield from (name for name, _ in step.rows)
        yield from step.dropped
