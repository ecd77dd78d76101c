"""Offering: the fixes of findings, each planned, verified, and withheld with a reason where nothing holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from secheaders_lint.findings import Applicability, Fix
from secheaders_lint.fixes.changes import WithheldError, edits_of
from secheaders_lint.fixes.planning import plans, union
from secheaders_lint.fixes.project import Look, Project
from secheaders_lint.fixes.siblings import siblings
from secheaders_lint.fixes.verification import Mend, verify
from secheaders_lint.remedies import Remedy
from secheaders_lint.views import Views

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

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


def offers(
    project: Project, finding: Finding, pages: dict[str, Page], least: Applicability = Applicability.DISPLAY
) -> Iterator[Offer | Withheld]:
    """Yield for each remedy of a finding the fix that was verified, or why there is none; those that can be ``least`` alone."""
    meant = _meant(project, finding)
    for number, remedy in enumerate(meant[0].remedies if meant else ()):
        if remedy.most >= least:
            yield _offer(project, finding, remedy, list(_plans(meant, number, pages)), least)


class _Meant(NamedTuple):
    """An entrypoint that a finding holds for, and what would make it go away there."""

    look: Look
    remedies: tuple[Remedy, ...]


def _meant(project: Project, finding: Finding) -> list[_Meant]:
    """Return the entrypoints of a finding in which it can be mended."""
    found = []
    for name in finding.modules:
        stated = project.stated(name, finding.code, finding.subject)
        look = project.look_of(name)
        if stated is not None and look is not None and stated.report.remedies:
            found.append(_Meant(look, stated.report.remedies))
    if not finding.code.startswith("SET"):
        return found
    # A finding about a comment: no rule states it anew.
    own = tuple(each for each in finding.remedies if isinstance(each, Remedy))
    looks = [look for name in finding.modules if (look := project.look_of(name)) is not None]
    return [_Meant(each, own) for each in looks[:1]]


def _plans(meant: list[_Meant], number: int, pages: dict[str, Page]) -> Iterator[Plan | str]:
    """Yield the plans in the order of trying: what mends one of the entrypoints may mend all, else each is mended by itself."""
    same = [each for each in meant if len(each.remedies) > number]
    for each in same:
        yield from plans(each.look.site, each.remedies[number], pages)
    if len(same) > 1:
        yield union([each.look.site for each in same], [each.remedies[number] for each in same], pages)


def _offer(
    project: Project, finding: Finding, remedy: Remedy, tried: list[Plan | str], least: Applicability
) -> Offer | Withheld:
    reasons: list[str] = []
    for plan in dict.fromkeys(tried):
        if isinstance(plan, str):
            reasons.append(plan)
            continue
        if plan.most < least:
            continue
        try:
            verified = verify(project, [Mend(finding, remedy, plan)])
        except WithheldError as withheld:
            reasons.append(str(withheld))
            continue
        fix = Fix(f"{remedy.title}{plan.note}", verified.applicability, edits_of(verified.changes))
        return Offer(fix, verified.project)
    return Withheld(remedy.title, reasons[0] if reasons else "there is nothing to change")


class Mended(NamedTuple):
    """The project after several fixes, each finding that is gone with the title of its fix, and why others are not."""

    project: Project
    done: tuple[tuple[Finding, str], ...] = ()
    withheld: tuple[tuple[Finding, str], ...] = ()


def mend_all(
    project: Project, findings: Sequence[Finding], least: Applicability, pages: dict[str, Page]
) -> Mended:
    """Return the project with all fixes that are at least ``least``: tried all at once, and in halves where that does not hold."""
    if len(findings) == 1:
        return _mend_one(project, findings[0], least, pages)
    mends = [mend for each in findings if (mend := _first(project, each, least, pages)) is not None]
    try:
        verified = verify(project, mends) if mends else None
    except WithheldError:
        verified = None
    if verified is not None and len(mends) == len(findings) and verified.applicability >= least:
        return Mended(
            verified.project, tuple((each.finding, f"{each.remedy.title}{each.plan.note}") for each in mends)
        )
    if not findings:
        return Mended(project)
    half = len(findings) // 2
    first = mend_all(project, findings[:half], least, pages)
    second = mend_all(first.project, findings[half:], least, pages)
    return Mended(second.project, (*first.done, *second.done), (*first.withheld, *second.withheld))


def can_be(project: Project, finding: Finding, least: Applicability) -> bool:
    """Tell whether a finding has a remedy that may be as much as ``least``."""
    return any(remedy.most >= least for each in _meant(project, finding)[:1] for remedy in each.remedies)


def _first(project: Project, finding: Finding, least: Applicability, pages: dict[str, Page]) -> Mend | None:
    """Return the first plan for the first remedy that may be as much as ``least``."""
    meant = _meant(project, finding)
    for number, remedy in enumerate(meant[0].remedies if meant else ()):
        if remedy.most >= least:
            found = (each for each in _plans(meant, number, pages) if not isinstance(each, str))
            plan = next((each for each in found if each.most >= least), None)
            return None if plan is None else Mend(finding, remedy, plan)
    return None


def _mend_one(project: Project, finding: Finding, least: Applicability, pages: dict[str, Page]) -> Mended:
    reasons: list[str] = []
    for each in offers(project, finding, pages, least):
        if isinstance(each, Offer) and each.fix.applicability >= least:
            return Mended(each.project, ((finding, each.fix.title),))
        reasons.append(
            each.reason if isinstance(each, Withheld) else f"the fix is {each.fix.applicability.label} here"
        )
    return Mended(project, (), tuple((finding, each) for each in reasons[:1]))


def together(project: Project, chosen: Sequence[tuple[Finding, Fix]], pages: dict[str, Page]) -> Fix | None:
    """Return the fixes of several findings as one, verified as each of them was; ``None`` where they do not hold together."""
    mends = [mend for finding, fix in chosen if (mend := _mend_of(project, finding, fix, pages)) is not None]
    if len(mends) < len(chosen):
        return None
    try:
        verified = verify(project, mends)
    except WithheldError:
        return None
    title = "; ".join(dict.fromkeys(fix.title for _, fix in chosen))
    return Fix(title, verified.applicability, edits_of(verified.changes))


def _mend_of(project: Project, finding: Finding, fix: Fix, pages: dict[str, Page]) -> Mend | None:
    """Return what a fix was made of."""
    meant = _meant(project, finding)
    for number, remedy in enumerate(meant[0].remedies if meant else ()):
        for plan in _plans(meant, number, pages):
            same = not isinstance(plan, str) and f"{remedy.title}{plan.note}" == fix.title
            if not isinstance(plan, str) and same and edits_of(plan.changes) == fix.edits:
                return Mend(finding, remedy, plan)
    return None


def attach(project: Project, findings: Iterable[Finding]) -> list[tuple[Finding, Withheld]]:
    """Give findings their fixes, each verified on the project as it stands; return what was withheld."""
    withheld: list[tuple[Finding, Withheld]] = []
    pages: dict[str, Page] = {}
    for finding in findings:
        found = list(offers(project, finding, pages))
        finding.fixes = tuple(each.fix for each in found if isinstance(each, Offer))
        withheld += [(finding, each) for each in found if isinstance(each, Withheld)]
    return withheld
