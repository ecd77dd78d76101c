"""``--fix``, ``--unsafe-fixes`` and ``--diff``: fixes in rounds until nothing changes, then the files or their diff."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from secheaders_lint.cli.judging import assess, why_nothing
from secheaders_lint.errors import UsageError
from secheaders_lint.findings import Applicability, Finding
from secheaders_lint.fixes.offering import can_be, mend_all, project_of
from secheaders_lint.rules.registry import RULES
from secheaders_lint.source.directory import DirectoryTree
from secheaders_lint.source.module import SourceModule
from secheaders_lint.source.overlay import OverlayTree, encoded
from secheaders_lint.source.sparse import open_folder
from secheaders_lint.source.writing import Replacement, replace_all

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Mapping

    from secheaders_lint.cli.judging import Assessment
    from secheaders_lint.cli.project import Project
    from secheaders_lint.engine import RuleFailure
    from secheaders_lint.fixes.offering import Mended
    from secheaders_lint.source.tree import SourceTree

# Fixes make room for one another; what is not done after so many rounds goes round in circles.
_MOST_ROUNDS = 5


class Fixed(NamedTuple):
    """What was mended, each finding with the title of its fix, the bytes of the files that change, and why other fixes do not hold.

    ``failures`` and ``nothing`` are what ended before anything could be mended: rules that failed, and why nothing was judged.
    """

    done: tuple[tuple[Finding, str], ...]
    changed: Mapping[str, bytes]
    withheld: tuple[tuple[Finding, str], ...] = ()
    failures: tuple[RuleFailure, ...] = ()
    nothing: str | None = None


def mend(project: Project, arguments: Namespace) -> Fixed:
    """Return what the fixes that are asked for make of a project, in memory."""
    least = Applicability.UNSAFE if arguments.unsafe_fixes else Applicability.SAFE
    done: list[tuple[Finding, str]] = []
    changed: dict[str, bytes] = {}
    first: Assessment | None = None
    withheld: tuple[tuple[Finding, str], ...] = ()
    for _ in range(_MOST_ROUNDS):
        tree = OverlayTree(project.tree, changed) if changed else project.tree
        assessed = assess(project._replace(tree=tree), arguments)
        first = first or assessed
        mended = _round(tree, assessed, least)
        withheld = mended.withheld
        if not mended.done:
            break
        done += mended.done
        changed.update(_files(mended.project.tree, tree))
    if first is None:
        return Fixed((), {})
    return Fixed(tuple(done), changed, withheld, first.outcome.failures, why_nothing(first.outcome))


def _round(tree: SourceTree, assessed: Assessment, least: Applicability) -> Mended:
    """Return the project with the fixes that hold on what the round before left."""
    state = project_of(tree, assessed.outcome, assessed.options, RULES)
    findings = [each for each in assessed.findings if can_be(state, each, least)]
    return mend_all(state, findings, least, {})


def _files(tree: SourceTree, until: SourceTree) -> dict[str, bytes]:
    """Return the bytes that the overlays of a tree hold, down to the tree that they lie on."""
    found: dict[str, bytes] = {}
    while tree is not until and isinstance(tree, OverlayTree):
        found = {**tree.changed, **found}
        tree = tree.below
    return found


def write(project: Project, fixed: Fixed) -> None:
    """Write the changed files, all or none; raises `SourceError` where one cannot be written."""
    tree = project.tree
    if not isinstance(tree, DirectoryTree):
        raise UsageError("--fix: only files of a folder can be written")
    replace_all(
        tree, [Replacement(path, _as_read(tree, path), after) for path, after in fixed.changed.items()]
    )


def _as_read(tree: DirectoryTree, path: str) -> bytes:
    """Return the bytes that a file held when it was evaluated."""
    module = tree.modules.get(path)
    return (
        encoded(module.text, module.text.text) if isinstance(module, SourceModule) else tree.read(path) or b""
    )


def reread(project: Project) -> Project:
    """Return a project with its files as they are on the disk now."""
    return (
        project._replace(tree=open_folder(project.tree.root))
        if isinstance(project.tree, DirectoryTree)
        else project
    )


def texts_of(project: Project, fixed: Fixed) -> list[tuple[str, str, str]]:
    """Return the changed files with their texts before and after, in the order of their names; bytes that are no text survive."""
    found = []
    for path, after in sorted(fixed.changed.items()):
        before = project.tree.read(path) or b""
        found.append((path, _decoded(before), _decoded(after)))
    return found


def _decoded(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def told(fixed: Fixed) -> str:
    """Return in words how much was mended, and where."""
    files = sorted(fixed.changed)
    findings = f"{len(fixed.done)} finding{'s' if len(fixed.done) != 1 else ''}"
    return f"{findings} fixed in {', '.join(files)}"
