"""Offering: the fixes of findings, each planned, verified, and withheld with a reason where nothing holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from secheaders_lint.findings import Fix
from secheaders_lint.fixes.changes import WithheldError, edits_of
from secheaders_lint.fixes.planning import plans, union
from secheaders_lint.fixes.project import Look, Project
from secheaders_lint.fixes.siblings import siblings
from secheaders_lint.fixes.verification import verify
from secheaders_lint.remedies import Remedy
from secheaders_lint.views import Views

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from secheaders_lint.engine import Options, Outcome
    from secheaders_lint.findings import Finding
    from secheaders_lint.fixes.changes import Plan
    from secheaders_lint.fixes.layout import Page
    from secheaders_lint.rules.base import Rule
    from secheaders_lint.source.tree import SourceTree


class Offer(NamedTuple):
    """A verified fix, and the project as it is after it."""

    fix: Fix
    project: Project


class Withheld(NamedTuple):
    """A remedy that is not offered, and why."""

    title: str
    reason: str


def project_of(tree: SourceTree, outcome: Outcome, options: Options, rules: Iterable[Rule]) -> Project:
    """Return the project that was judged, ready for fixes to be tried on it."""
    known = tuple(rules)
    looks = {each.entrypoint: Look(each.site, known) for each in outcome.judged}
    judged = {(each.path, each.configuration) for each in looks}
    found = outcome.discovery.entrypoints
    others = tuple(
        each
        for each in (*found, *siblings(tree, found))
        if each.path is not None and (each.path, each.configuration) not in judged
    )
    views = next((each.site.views for each in outcome.judged), Views(tree))
    return Project(tree, outcome.discovery, options, known, looks, others, views)


def offers(project: Project, finding: Finding, pages: dict[int, Page]) -> Iterator[Offer | Withheld]:
    """Yield for each remedy of a finding the fix that was verified, or why there is none."""
    meant = []
    for name in finding.modules:
        stated = project.stated(name, finding.code, finding.subject)
        look = next((each for entry, each in project.looks.items() if entry.name == name), None)
        if stated is not None and look is not None and stated.report.remedies:
            meant.append(_Meant(look, stated.report.remedies))
    if not meant and finding.remedies:
        # A finding about a comment: no rule states it anew.
        own = tuple(each for each in finding.remedies if isinstance(each, Remedy))
        meant = [_Meant(each, own) for entry, each in project.looks.items() if entry.name in finding.modules][
            :1
        ]
    for number, remedy in enumerate(meant[0].remedies if meant else ()):
        same = [each for each in meant if len(each.remedies) > number]
        yield _offer(project, finding, remedy, list(_plans(same, number, pages)))


class _Meant(NamedTuple):
    """An entrypoint that a finding holds for, and what would make it go away there."""

    look: Look
    remedies: tuple[Remedy, ...]


def _plans(meant: list[_Meant], number: int, pages: dict[int, Page]) -> Iterator[Plan | str]:
    """Yield the plans in the order of trying: what mends one of the entrypoints may mend all, else each is mended by itself."""
    for each in meant:
        yield from plans(each.look.site, each.remedies[number], pages)
    if len(meant) > 1:
        yield union([each.look.site for each in meant], [each.remedies[number] for each in meant], pages)


def _offer(project: Project, finding: Finding, remedy: Remedy, tried: list[Plan | str]) -> Offer | Withheld:
    reasons: list[str] = []
    for plan in dict.fromkeys(tried):
        if isinstance(plan, str):
            reasons.append(plan)
            continue
        try:
            verified = verify(project, finding, remedy, plan)
        except WithheldError as withheld:
            reasons.append(str(withheld))
            continue
        return Offer(Fix(remedy.title, verified.applicability, edits_of(plan.changes)), verified.project)
    return Withheld(remedy.title, reasons[0] if reasons else "there is nothing to change")


def attach(project: Project, findings: Iterable[Finding]) -> list[tuple[Finding, Withheld]]:
    """Give findings their fixes, each verified on the project as it stands; return what was withheld."""
    withheld: list[tuple[Finding, Withheld]] = []
    pages: dict[int, Page] = {}
    for finding in findings:
        found = list(offers(project, finding, pages))
        finding.fixes = tuple(each.fix for each in found if isinstance(each, Offer))
        withheld += [(finding, each) for each in found if isinstance(each, Withheld)]
    return withheld
