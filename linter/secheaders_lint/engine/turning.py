"""What a finding rests on: the site is looked at again with one thing at a time the other way round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.findings import Confidence
from secheaders_lint.model.platforms import is_platform_marker

if TYPE_CHECKING:
    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.rules.base import Report, Rule

# More atoms than this are not turned over one by one.
_MAX_TURNED = 48


class Turns:
    """A site under its reading with one atom turned over; each is built once, and each rule asked once about it."""

    def __init__(self, site: SiteModel) -> None:
        self._site = site
        self._turned: dict[int, SiteModel | None] = {}
        self._subjects: dict[tuple[str, int], frozenset[str] | None] = {}

    def confidence(self, rule: Rule, report: Report) -> Confidence:
        """Return how sure a report is by the atoms of the settings that its rule has just asked for.

        High where it stands whichever of them is turned over, medium where one makes it go away, low where that one says
        no more than which platform the site runs on.
        """
        conditions = self._site.evaluation.machine.conditions
        asked = self._site.settings.asked
        # What the reading leaves open was open when the rule spoke: it said what holds either way.
        decided = self._site.reading.values
        atoms = [index for index in self._site.settings.atoms(set(asked)) if index in decided]
        if len(atoms) > _MAX_TURNED:
            return Confidence.MEDIUM
        found = Confidence.HIGH
        for index in atoms:
            subjects = self._reported(rule, index)
            if subjects is None or report.subject in subjects:
                continue
            if is_platform_marker(conditions.at(index).subject):
                return Confidence.LOW
            found = Confidence.MEDIUM
        return found

    def _reported(self, rule: Rule, index: int) -> frozenset[str] | None:
        """Return what a rule reports with an atom turned over; ``None`` where it cannot be."""
        key = (rule.code, index)
        if key not in self._subjects:
            site = self._under(index)
            self._subjects[key] = (
                None if site is None else frozenset(report.subject for report in rule.check(site))
            )
        return self._subjects[key]

    def _under(self, index: int) -> SiteModel | None:
        if index not in self._turned:
            reading = self._site.reading.turned(index)
            self._turned[index] = None if reading is None else self._site.under(reading)
        return self._turned[index]
