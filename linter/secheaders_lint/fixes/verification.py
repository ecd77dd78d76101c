"""Verification: a plan is carried out in memory, everything is evaluated again, and only what holds is offered."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from secheaders_lint.discovery.found import Role
from secheaders_lint.errors import SourceError
from secheaders_lint.findings import Applicability, Severity
from secheaders_lint.fixes.changes import WithheldError, applied, combined
from secheaders_lint.fixes.differences import applicability, binds_for_longer, burdens
from secheaders_lint.remedies import ANY
from secheaders_lint.source.module import load

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from secheaders_lint.discovery.found import Entrypoint
    from secheaders_lint.findings import Finding
    from secheaders_lint.fixes.changes import Change, Plan
    from secheaders_lint.fixes.project import Look, Project
    from secheaders_lint.remedies import Remedy
    from secheaders_lint.source.module import SourceModule

# What visitors never meet is not mended.
_NOT_MENDED = frozenset({Role.DEVELOPMENT, Role.TEST})
# What each entrypoint decides for itself: nobody else's fix is to change it.
_ONES_OWN = frozenset({"ALLOWED_HOSTS", "DEBUG"})
# What takes over from the production settings what they are, is to be like them: staging.
_LIKE_THESE = frozenset({Role.PRODUCTION, Role.BASE})


class Mend(NamedTuple):
    """A finding, what would make it go away, and one way to write that."""

    finding: Finding
    remedy: Remedy
    plan: Plan


class Verified(NamedTuple):
    """The project after a fix, the edits that it is made of, and who may apply it."""

    project: Project
    changes: tuple[Change, ...]
    applicability: Applicability


def verify(project: Project, mends: Sequence[Mend]) -> Verified:
    """Return what the project is after one plan or several; raises :class:`WithheldError` with the reason why it is not to be offered."""
    changes = combined(change for each in mends for change in each.plan.changes)
    paths = tuple(dict.fromkeys(each.source.path for each in changes))
    touched = project.touched(paths)
    for each in mends:
        left = next(project.still_stating(each.finding, {*touched}), None)
        if left is not None:
            raise WithheldError(f"the finding would still be there in {left.name}")
    _check_paths(project, paths)
    after = project.changed(applied(changes))
    _check_files(after, paths)
    _check_comments(project, after, changes)
    most = min(min(each.remedy.most, each.plan.most) for each in mends)
    # Those that are to be mended come first: mostly they tell that a plan is of no use.
    meant = {name for each in mends for name in each.finding.modules}
    for entrypoint in sorted(touched, key=lambda each: each.name not in meant):
        now = after.look_again(entrypoint)
        if now is None:
            raise WithheldError("the file would not parse")
        most = min(most, _judge(project, entrypoint, project.looks[entrypoint], now, mends))
    return Verified(after, changes, most)


def _judge(
    project: Project, entrypoint: Entrypoint, before: Look, now: Look, mends: Sequence[Mend]
) -> Applicability:
    """Hold one entrypoint against what fixes promise, and return who may decide on what they do to it."""
    _check_end(before, now)
    _check_new(before, now, [each.remedy for each in mends], entrypoint)
    own = [each for each in mends if entrypoint.name in each.finding.modules]
    for each in own:
        _check_gone(now, each.finding)
    reread = frozenset[str]().union(*(each.plan.reread for each in mends))
    settings = frozenset[str]().union(*(each.plan.settings for each in mends))
    kept = _ONES_OWN - reread - frozenset[str]().union(*(each.plan.settings for each in own))
    _check_values(before, now, settings - kept, reread)
    if any(not _is_like(before, entrypoint, each.finding, project) for each in mends if each not in own):
        _check_burden(before, now, entrypoint)
    return Applicability.SAFE if entrypoint.role in _NOT_MENDED else _effect(before, now)


def _effect(before: Look, after: Look) -> Applicability:
    """Return who may decide on a change, by what visitors get and by what they may get later."""
    if binds_for_longer(before.site, after.site):
        return Applicability.DISPLAY
    return applicability(before.answers, after.answers)


def _check_paths(project: Project, paths: Iterable[str]) -> None:
    for path in paths:
        own = [each for each in project.looks if each.path == path]
        if own and all(each.role in _NOT_MENDED for each in own):
            raise WithheldError(f"{path} is for development or tests")
        folders = path.split("/")[:-1]
        if any(_is_repository(project, "/".join(folders[: depth + 1])) for depth in range(len(folders))):
            raise WithheldError(f"{path} belongs to another repository inside of this one")
        if project.tree.is_link(path):
            raise WithheldError(f"{path} is a link: the file has another name as well")


def _is_repository(project: Project, folder: str) -> bool:
    """Tell whether a folder is a submodule or a checkout of its own."""
    return project.tree.is_file(f"{folder}/.git") or project.tree.is_dir(f"{folder}/.git")


def _check_files(after: Project, paths: Iterable[str]) -> None:
    for path in filter(_is_python, paths):
        try:
            module = load(after.tree, path)
        except SourceError:
            module = None
        if module is None or not module.roundtrips:
            raise WithheldError(f"{path} would not parse")


def _is_python(path: str) -> bool:
    return path.endswith(".py")


def _check_comments(project: Project, after: Project, changes: Sequence[Change]) -> None:
    """Raise where a comment is lost that is not taken out together with what it speaks of."""
    for path in filter(_is_python, dict.fromkeys(each.source.path for each in changes)):
        before, now = load(project.tree, path), load(after.tree, path)
        if before is None or now is None:
            raise WithheldError(f"{path} would not parse")
        lost = Counter(each.text for each in before.comments) - Counter(each.text for each in now.comments)
        own = [each for each in changes if each.source.path == path]
        meant = {
            text for text, start, end in _placed(before) if any(_is_meant(each, start, end) for each in own)
        }
        if lost.keys() - meant:
            raise WithheldError("a comment would be lost")


def _placed(module: SourceModule) -> Iterator[tuple[str, int, int]]:
    """Yield the comments of a module with the offsets of their beginning and end."""
    starts = module.text.line_starts
    for each in module.comments:
        start = starts[each.line - 1] + each.column - 1
        yield each.text, start, start + len(each.text)


def _is_meant(change: Change, start: int, end: int) -> bool:
    """Tell whether a change takes a comment out with what it speaks of, or is a change of the comment itself."""
    inside = start <= change.start and change.end <= end
    return change.start < end and start < change.end and (inside or not change.replacement)


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


def _check_new(before: Look, after: Look, remedies: Sequence[Remedy], entrypoint: Entrypoint) -> None:
    """Raise where something new is found in what is deployed, or what keeps others from working."""
    expected = {code for each in remedies for code in each.leads_to}
    if ANY in expected or (entrypoint.role is Role.BASE and not entrypoint.judged):
        return
    least = Severity.ERROR if entrypoint.role in _NOT_MENDED else Severity.INFO
    now = _told(after, least)
    new = next((code for code, _ in now - _told(before, least) if code not in expected), None)
    if new is not None:
        raise WithheldError(f"{new} would be found in {entrypoint.name}")


def _told(look: Look, least: Severity) -> Counter[tuple[str, str]]:
    return Counter(
        (each.rule.code, each.report.subject)
        for each in look.stated
        if (each.report.severity or each.rule.severity) >= least
    )


def _is_like(look: Look, entrypoint: Entrypoint, finding: Finding, project: Project) -> bool:
    """Tell whether an entrypoint takes over what the mended ones are, as staging does, and is to be like them."""
    if entrypoint.role in _LIKE_THESE:
        return True
    meant = {each.path for each in project.looks if each.name in finding.modules}
    return entrypoint.role not in _NOT_MENDED and bool(look.paths & meant)


def _check_burden(before: Look, after: Look, entrypoint: Entrypoint) -> None:
    met = entrypoint.role is not Role.TEST
    burden = next(burdens(before.answers, after.answers, to_browsers=met), None)
    if burden is not None:
        raise WithheldError(f"{entrypoint.name} reads the file as well, and then {burden}")
