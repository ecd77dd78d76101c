"""The summary of a job: grades before and after, headers that change, findings with their patches, what is silenced."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from secheaders_lint.reporters.escape import inert
from secheaders_lint.reporters.header_changes import header_table, sentences
from secheaders_lint.reporters.markdown import findings_list, judged_modules, silenced_list
from secheaders_lint.reporters.markup import code, prose, table
from secheaders_lint.reporters.words import counted, plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from secheaders_lint.reporters.header_changes import Change
    from secheaders_lint.reporters.report import CheckReport, ModuleInfo


class Summary(NamedTuple):
    """What a summary tells; ``before`` are the modules as they were, ``notes`` sentences about what was not done and why.

    ``posted`` and ``removed`` are numbers of comments, ``reviewed`` tells that findings of the report may have one.
    """

    report: CheckReport
    before: Sequence[ModuleInfo] = ()
    changes: Sequence[Change] = ()
    shortfalls: Sequence[str] = ()
    notes: Sequence[str] = ()
    posted: int = 0
    removed: int = 0


def render(summary: Summary) -> str:
    """Return the summary as Markdown."""
    report = summary.report
    compared = bool(report.since)
    parts = [f"## Security headers: {_title(report, compared=compared)}\n"]
    parts += [f"{each}\n" for each in sentences(summary.changes)]
    grades = _grades(summary)
    if grades:
        parts.append(grades)
    parts += [f"Too low a grade: {prose(each)}.\n" for each in summary.shortfalls]
    if summary.changes:
        several = len(report.modules) > 1
        parts.append(f"### Headers\n\n{header_table(summary.changes, several=several)}")
    if report.findings:
        parts.append(f"### Findings\n\n{findings_list(report.findings, report)}")
    if report.silenced:
        title = "silenced by this change" if compared else "silenced"
        parts.append(silenced_list(report.silenced, title))
    parts += _rest(summary)
    return inert("\n".join(parts))


def _title(report: CheckReport, *, compared: bool) -> str:
    if not report.findings:
        return "nothing new" if compared else "no findings"
    return f"{counted(report.summary)}{' that this change brings' if compared else ''}"


def _grades(summary: Summary) -> str:
    earlier = {(each.path, each.configuration): each for each in summary.before}
    rows = []
    for module in summary.report.modules:
        if module.grades is None:
            continue
        old = earlier.get((module.path, module.configuration))
        was = old.grades if old is not None else None
        letter = _step(was.letter if was else None, module.grades.letter, known=was is not None)
        points = _step(
            _points(was.grade, was.score) if was else None,
            _points(module.grades.grade, module.grades.score),
            known=was is not None,
        )
        rows.append([code(module.name), letter, points])
    head = ["settings", "securityheaders.com (estimated)", "HTTP Observatory"]
    return table(head, rows) if rows else ""


def _points(grade: str | None, score: int | None) -> str | None:
    return None if grade is None or score is None else f"{grade} ({score})"


def _step(before: str | None, after: str | None, *, known: bool) -> str:
    now = after or "none"
    was = before or "none"
    return now if not known or was == now else f"{was} → **{now}**"


def _rest(summary: Summary) -> list[str]:
    report = summary.report
    parts = []
    if report.known:
        was = "was" if report.known == 1 else "were"
        parts.append(f"{plural(report.known, 'finding')} {was} there before ({code(report.since)}).\n")
    if report.hidden:
        parts.append(f"{plural(report.hidden, 'finding')} left out by severity or confidence.\n")
    if report.modules:
        parts.append(judged_modules(report.modules))
    parts += [f"> Note: {prose(note)}\n" for note in summary.notes]
    return parts
