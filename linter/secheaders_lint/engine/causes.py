"""One cause, one finding: what follows from another finding is told by that one alone.

A rule says of its report what follows from it (``Report.explains``); rules know nothing of the others' findings. It is decided
last, over what a reader gets to see: where the cause is silenced or filtered out, what follows from it is told after all.
"""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from secheaders_lint.findings import Finding


def one_cause(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings without those that others explain in all of their modules; a cause takes over their checks and weight."""
    found = list(findings)
    # A file may have tens of thousands of findings about comments, which explain nothing.
    explaining = [each for each in found if each.explains]
    if not explaining:
        return found
    told = {id(each): copy(each) for each in found}
    for effect in found:
        causes = [each for each in explaining if _explains(each, effect)]
        left = tuple(name for name in effect.modules if not any(name in each.modules for each in causes))
        if not causes or len(left) == len(effect.modules):
            continue
        told[id(effect)].modules = left
        for cause in causes:
            heir = told[id(cause)]
            heir.severity = max(heir.severity, effect.severity)
            heir.django_checks = tuple(dict.fromkeys((*heir.django_checks, *effect.django_checks)))
    return [each for each in map(told.__getitem__, map(id, found)) if each.modules]


def _explains(cause: Finding, effect: Finding) -> bool:
    """Tell whether a finding says why the other is there; two that say it of each other both stay."""
    return cause is not effect and _names(cause, effect) and not _names(effect, cause)


def _names(cause: Finding, effect: Finding) -> bool:
    return effect.subject in cause.explains or effect.name in cause.explains


__all__ = ["one_cause"]
