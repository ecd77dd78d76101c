"""Verification: a plan is carried out in memory, everything is evaluated again, and only what holds is offered."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from secheaders_lint.discovery.found import Role
from secheaders_lint.errors import SourceError
from secheaders_lint.findings import Applicability
from secheaders_lint.fixes.changes import WithheldError, applied
from secheaders_lint.fixes.differences import applicability, binds_for_longer, burdens
from secheaders_lint.remedies import ANY
from secheaders_lint.source.module import load

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from secheaders_lint.discovery.found import Entrypoint
    from secheaders_lint.findings import Finding
    from secheaders_lint.fixes.changes import Plan
    from secheaders_lint.fixes.project import Look, Project
    from secheaders_lint.remedies import Remedy
    from secheaders_lint.source.module import SourceModule

# What visitors never meet is not mended.
_NOT_MENDED = frozenset({Role.DEVELOPMENT, Role.TEST})
# What each entrypoint decides for itself: nobody else's fix is to change it.
_ONES_OWN = frozenset({"ALLOWED_HOSTS", "DEBUG"})
# What takes over from the production settings what they are, is to be like them: staging.
_LIKE_THESE = frozenset({Role.PRODUCTION, Role.BASE})


class Verified(NamedTuple):
    """The project after a fix, and who may apply it."""

    project: Project
    applicability: Applicability


def verify(project: Project, finding: Finding, remedy: Remedy, plan: Plan) -> Verified:
    """Return what the project is after a plan; raises :class:`WithheldError` with the reason why it is not to be offered."""
    files = applied(plan.changes)
    touched = project.touched(plan.paths)
    left = next(project.still_stating(finding, {*touched}), None)
    if left is not None:
        raise WithheldError(f"the finding would still be there in {left.name}")
    for path in plan.paths:
        _refuse_development_file(project, path)
        if project.tree.is_link(path):
            raise WithheldError(f"{path} is a link: the file has another name as well")
    after = project.changed(files, touched)
    if after is None:
        raise WithheldError("the file would not parse")
    _check_comments(project, after, plan)
    _check_files(after, plan.paths)
    most = min(remedy.most, plan.most)
    for each in touched:
        before, now = project.looks[each], after.looks[each]
        _check_end(before, now)
        _check_new(before, now, remedy, each)
        if each.name in finding.modules:
            _check_values(before, now, plan.settings, plan.reread)
            _check_gone(now, finding)
        else:
            _check_values(before, now, plan.settings - (_ONES_OWN - plan.reread), plan.reread)
            if not _is_like(before, each, finding, project):
                _check_burden(before, now, each)
        if each.role not in _NOT_MENDED:
            most = min(most, _effect(before, now))
    return Verified(after, most)


def _effect(before: Look, after: Look) -> Applicability:
    """Return who may decide on a change, by what visitors get and by what they may get later."""
    if binds_for_longer(before.site, after.site):
        return Applicability.DISPLAY
    return applicability(before.answers, after.answers)


def _refuse_development_file(project: Project, path: str) -> None:
    own = [each for each in project.looks if each.path == path]
    if own and all(each.role in _NOT_MENDED for each in own):
        raise WithheldError(f"{path} is for development or tests")


def _check_files(after: Project, paths: Iterable[str]) -> None:
    for path in paths:
        try:
            module = load(after.tree, path)
        except SourceError:
            module = None
        if module is None or not module.roundtrips:
            raise WithheldError(f"{path} would not parse")


def _check_comments(project: Project, after: Project, plan: Plan) -> None:
    """Raise where a comment is lost that the plan does not take out together with what it speaks of."""
    for path in plan.paths:
        before, now = load(project.tree, path), load(after.tree, path)
        if before is None or now is None:
            raise WithheldError(f"{path} would not parse")
        lost = Counter(each.text for each in before.comments) - Counter(each.text for each in now.comments)
        touched = {text for text, place in _placed(before) if _is_changed(plan, path, *place)}
        if lost.keys() - touched:
            raise WithheldError("a comment would be lost")


def _placed(module: SourceModule) -> Iterator[tuple[str, tuple[int, int]]]:
    starts = module.text.line_starts
    for each in module.comments:
        start = starts[each.line - 1] + each.column - 1
        yield each.text, (start, start + len(each.text))


def _is_changed(plan: Plan, path: str, start: int, end: int) -> bool:
    return any(each.source.path == path and each.start < end and start < each.end for each in plan.changes)


def _check_values(before: Look, after: Look, meant: frozenset[str], reread: frozenset[str]) -> None:
    allowed = {*meant, *before.dependents_of(reread)}
    for name in meant:
        allowed |= before.blocks_of(name) | after.blocks_of(name)
    for name in {*before.values, *after.values} - allowed:
        if before.values.get(name) != after.values.get(name):
            raise WithheldError(f"{name} would change as well")


def _check_end(before: Look, after: Look) -> None:
    """Raise where an exception ends the settings in a world in which none did."""
    opened = after.site.evaluation.open
    if opened is not None and before.site.evaluation.open is None:
        raise WithheldError(f"then {opened.reason}")
    new = next(iter(after.needs - before.needs), None)
    if new is not None:
        raise WithheldError(f"the settings may raise an exception, depending on whether {new}")


def _check_gone(after: Look, finding: Finding) -> None:
    for each in after.stated:
        same = each.rule.code == finding.code and each.report.subject == finding.subject
        if same and each.report.message == finding.message:
            raise WithheldError("the finding would still be there")


def _check_new(before: Look, after: Look, remedy: Remedy, entrypoint: Entrypoint) -> None:
    if ANY in remedy.leads_to:
        return
    known = Counter((each.rule.code, each.report.subject) for each in before.stated)
    now = Counter((each.rule.code, each.report.subject) for each in after.stated)
    new = next((code for code, _ in now - known if code not in remedy.leads_to), None)
    if new is not None:
        raise WithheldError(f"{new} would be found in {entrypoint.name}")


def _is_like(look: Look, entrypoint: Entrypoint, finding: Finding, project: Project) -> bool:
    """Tell whether an entrypoint takes over what the mended ones are, as staging does, and is to be like them."""
    if entrypoint.role in _LIKE_THESE:
        return True
    meant = {each.path for each in project.looks if each.name in finding.modules}
    return entrypoint.role not in _NOT_MENDED and bool(look.paths & meant)


def _check_burden(before: Look, after: Look, entrypoint: Entrypoint) -> None:
    burden = next(burdens(before.answers, after.answers), None)
    if burden is not None:
        raise WithheldError(f"{entrypoint.name} reads the file as well, and then {burden}")
