"""A rule that wants steps taken: it reports until what they are for holds, so that each kind of edit can be tried by itself."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from secheaders_lint import remedies
from secheaders_lint.findings import Severity
from secheaders_lint.remedies import Remedy
from secheaders_lint.rules.base import Docs, Report, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.remedies import Step

CODE = "WISH001"


def wish(*steps: Step, **more: Any) -> Rule:
    """Return a rule that has something to report as long as one of the steps is to be taken; ``more`` is for the remedy."""

    def check(site: SiteModel) -> Iterator[Report]:
        if not all(_holds(site, step) for step in steps):
            remedy = Remedy("Do it", steps, **more)
            yield Report("it is to be done", site.anchor(), "it", "Do it.", remedies=(remedy,))

    return Rule(CODE, "wish", "something is to be done", Severity.WARNING, check, Docs("", "", "", "", ""))


def _holds(site: SiteModel, step: Step) -> bool:
    if isinstance(step, remedies.Put):
        return site.settings.is_set(step.setting) and _same(site.value(step.setting), step.code)
    if isinstance(step, remedies.Drop):
        return not site.settings.is_set(step.setting)
    if isinstance(step, remedies.Rename):
        return site.settings.is_set(step.new) and not site.settings.is_set(step.setting)
    if isinstance(step, remedies.AsTuple):
        return site.settings.shape(step.setting) == "tuple"
    if isinstance(step, remedies.Wrap):
        return isinstance(site.value(step.setting), list)
    if isinstance(step, remedies.Insert | remedies.Move | remedies.Remove | remedies.Swap):
        return _holds_list(_listed(site), step)
    if isinstance(
        step, remedies.EraseText | remedies.Separate | remedies.DropRequirement | remedies.SwapRequirement
    ):
        return False
    return _holds_within(site.value(step.setting), step)


def _listed(site: SiteModel) -> list[str]:
    return [entry.path for entry in site.stack.entries]


def _holds_list(
    listed: list[str], step: remedies.Insert | remedies.Move | remedies.Remove | remedies.Swap
) -> bool:
    if isinstance(step, remedies.Swap):
        return step.path not in listed and step.new in listed
    if isinstance(step, remedies.Remove):
        return listed.count(step.path) < 1 + (
            step.place > listed.index(step.path) if step.path in listed else 0
        )
    if step.path not in listed:
        return False
    above, below = (
        ((step.above,), (step.below,)) if isinstance(step, remedies.Move) else (step.above, step.below)
    )
    at = listed.index(step.path)
    if any(each in listed for each in above):
        return any(listed[at + 1 : at + 2] == [each] for each in above)
    if any(each in listed for each in below):
        return any(listed[at - 1 : at] == [each] for each in below)
    return at == 0


def _holds_within(value: Any, step: Any) -> bool:
    try:
        return _holds_there(value, step)
    except (KeyError, TypeError, IndexError):
        # What leads there is not there, or not known.
        return False


def _holds_there(value: Any, step: Any) -> bool:
    keys = (*step.keys,)
    last = (
        keys[-1] if isinstance(step, remedies.PutEntry | remedies.RenameEntry | remedies.DropEntry) else None
    )
    for key in keys if last is None else keys[:-1]:
        value = value[int(key)] if isinstance(value, list) else value[key]
    if isinstance(step, remedies.PutEntry):
        return last in value and _same(value[last], step.code)
    if isinstance(step, remedies.RenameEntry):
        return bool(last not in value and step.new in value)
    if isinstance(step, remedies.DropEntry):
        return last not in value
    if isinstance(step, remedies.AddEntries):
        return all(_same(value[name], code) for name, code in step.entries)
    if isinstance(step, remedies.AddText):
        return bool(step.text in value)
    if isinstance(value, str):
        return bool(value != step.old)
    return bool(step.old not in value and step.new in {None, *value})


def _same(value: Any, code: str) -> bool:
    """Tell whether a value, in which tuples are lists, is what code stands for; code that is no literal is left to the test."""
    try:
        wanted = ast.literal_eval(code)
    except ValueError:
        return True
    return bool(_plain(value) == _plain(wanted))


def _plain(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    return value
