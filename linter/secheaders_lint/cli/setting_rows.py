"""From a site model to the rows of ``settings``: state, value, alternatives, places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from secheaders_lint.cli.modules import module_info
from secheaders_lint.cli.values import plain, same
from secheaders_lint.data.django import default_of, setting_names
from secheaders_lint.evaluator.conditions import TooManyConditions
from secheaders_lint.evaluator.rendering import unknown_parts
from secheaders_lint.evaluator.values import UNSET
from secheaders_lint.reporters.tables import NOT_SET, Alternative, Remark, SettingRow, SettingsModule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from secheaders_lint.evaluator.conditions import Cond
    from secheaders_lint.evaluator.namespaces import Binding
    from secheaders_lint.evaluator.rendering import Renderer
    from secheaders_lint.evaluator.values import Site, Value
    from secheaders_lint.findings import Location
    from secheaders_lint.model.site import SiteModel

_MAX_ALTERNATIVES = 24
_TOO_MUCH = "it depends on too many conditions"
_OTHERWISE = "other conditions hold"


def settings_of(site: SiteModel, *, defaults: bool) -> SettingsModule:
    """Return all settings of a site, with ``defaults`` also those that are left to Django."""
    evaluation = site.evaluation
    causes: dict[str, Location] = {}
    names = evaluation.names()
    rows = [row for name in names if (row := _row_or_none_the_wiser(site, name, causes)) is not None]
    if defaults:
        rows += _defaults(site, {row.name for row in rows})
    opened = evaluation.open
    return SettingsModule(
        info=module_info(site.entrypoint, site.django),
        rows=tuple(rows),
        opened=None if opened is None else _remark(site, opened.site, opened.reason),
        notes=tuple(_notes(site)),
        assumed=evaluation.request.assume,
        chosen=tuple(each.why for each in site.reading.chosen),
        causes=causes,
    )


def _row_or_none_the_wiser(site: SiteModel, name: str, causes: dict[str, Location]) -> SettingRow | None:
    """Return the row of a setting, an unknown one where working it out takes more conditions than there may be."""
    try:
        return _row(site, name, causes)
    except TooManyConditions:
        return SettingRow(name, "unknown", reason=_TOO_MUCH)


def _row(site: SiteModel, name: str, causes: dict[str, Location]) -> SettingRow | None:
    """Return the row of a setting; ``None`` where it is bound in no world. ``causes`` gets the places of what is not known."""
    value = site.evaluation.value(name)
    binding = site.evaluation.binding(name)
    if value is UNSET or binding is None:
        return None
    renderer = site.settings.renderer
    rendered = renderer.under_reading(value)
    unknown = next(unknown_parts(rendered), None)
    _note_causes(site, rendered, causes)
    shown = plain(rendered)
    decided = "known" if renderer.is_constant(value) else "conditional"
    state = decided if unknown is None else "unknown"
    partly = isinstance(rendered, list | dict)
    return SettingRow(
        name=name,
        state=state,
        value=shown if unknown is None or partly else NOT_SET,
        unset=rendered is UNSET,
        reason=None if unknown is None else unknown.reason,
        alternatives=() if state == "known" else _alternatives(site, value, shown, causes),
        defined=tuple(dict.fromkeys(_places(site, name, binding))),
        imports=_imports(site, name, binding),
        default=_default(site, name) if rendered is UNSET else NOT_SET,
    )


def _note_causes(site: SiteModel, rendered: Any, causes: dict[str, Location]) -> None:
    """Keep where each reason of an unknown part began, the first place of each."""
    for part in unknown_parts(rendered):
        if part.reason not in causes and part.site is not None:
            place = site.place(part.site)
            if place is not None:
                causes[part.reason] = place


def _alternatives(
    site: SiteModel, value: Value, shown: Any, causes: dict[str, Location]
) -> tuple[Alternative, ...]:
    """Return the values other than the one that is shown, each with the worlds in which it holds."""
    renderer = site.settings.renderer
    try:
        cases = renderer.cases(value)
    except TooManyConditions:
        return ()
    for case in cases:
        _note_causes(site, case.value, causes)
    found = [(part, case.cond) for case in cases if not same(part := plain(case.value), shown)]
    if len(cases) == 1:
        # All worlds in one row, as there are too many: what is unknown in it says what decides.
        return tuple(Alternative(part, _OTHERWISE) for part, _ in found)
    return tuple(Alternative(part, _when(renderer, cond)) for part, cond in found[:_MAX_ALTERNATIVES])


def _when(renderer: Renderer, cond: Cond) -> str:
    try:
        return renderer.when(cond)
    except TooManyConditions:
        return _TOO_MUCH


def _places(site: SiteModel, name: str, binding: Binding) -> Iterable[Location]:
    """Yield where a setting is bound, what is in force first, then where a list or dict was changed."""
    origins = (*site.settings.get(name).origins, *binding.origins)
    for place in (*(origin.site for origin in origins), *site.settings.writes(name)):
        location = site.place(place)
        if location is not None:
            yield location


def _imports(site: SiteModel, name: str, binding: Binding) -> tuple[Location, ...]:
    origins = site.settings.get(name).origins or binding.origins
    return tuple(place for via in origins[0].via if (place := site.place(via)) is not None) if origins else ()


def _default(site: SiteModel, name: str) -> Any:
    default = default_of(name, site.django.version)
    return NOT_SET if default is None else plain(default[0])


def _defaults(site: SiteModel, bound: set[str]) -> list[SettingRow]:
    """Return Django's own value of what the module does not bind."""
    found = []
    for name in setting_names():
        default = _default(site, name)
        if default is not NOT_SET and name not in bound:
            found.append(SettingRow(name, "default", default))
    return found


def _notes(site: SiteModel) -> Iterable[Remark]:
    for problem in site.evaluation.problems:
        where = site.place(problem.site)
        yield Remark(
            where.path if where else problem.error.path,
            where.line if where else problem.error.line or 1,
            str(problem.error),
        )
    for note in site.evaluation.machine.notes:
        yield _remark(site, note.site, note.message)


def _remark(site: SiteModel, place: Site, message: str) -> Remark:
    location = site.place(place)
    return Remark(place.source.path, location.line if location else 1, message)
