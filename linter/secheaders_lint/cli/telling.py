"""What a run of the Action says: annotations and log on stdout, the job's summary, outputs, and the files that were asked for."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from secheaders_lint.cli.step_files import COUNTS, GRADES, finish, write_report
from secheaders_lint.findings import Finding
from secheaders_lint.github.summary import render
from secheaders_lint.reporters import concise
from secheaders_lint.reporters.github import KEPT, annotation
from secheaders_lint.reporters.words import counted, plural

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable

    from secheaders_lint.cli.console import Console
    from secheaders_lint.github.summary import Summary
    from secheaders_lint.reporters.report import CheckReport, ModuleInfo
    from secheaders_lint.reporters.tables import GradesTable


class Told(NamedTuple):
    """What is to be told: the summary, the findings that are annotated, by the lines of the head, and the report of all that is there, new or not."""

    summary: Summary
    annotated: tuple[Finding, ...]
    everything: CheckReport


def tell(told: Told, arguments: Namespace, console: Console) -> None:
    """Write it all; files that cannot be written are told of, and take nothing else with them."""
    report = told.summary.report
    # The log has every finding, in a form that the runner takes for nothing else.
    console.report(concise.render(report))
    shown = _weightiest(told.annotated)
    console.report("".join(f"{annotation(each)}\n" for each in shown))
    console.report(f"{_sum(told.summary)}\n")
    if len(shown) < len(told.annotated):
        rest = plural(len(told.annotated) - len(shown), "finding")
        console.report(
            f"GitHub shows {KEPT} annotations of a kind: {rest} more in this log and in the summary.\n"
        )
    for note in told.summary.notes:
        console.note(note)
    outputs = {**_outputs(told.summary), **write_files(report, told.everything, arguments)}
    finish(render(told.summary), outputs, console)


def _weightiest(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that GitHub keeps as annotations: of each kind the most important."""
    counts: Counter[int] = Counter()
    kept = []
    for each in sorted(findings, key=Finding.order):
        counts[each.severity] += 1
        if counts[each.severity] <= KEPT:
            kept.append(each)
    return kept


def _sum(summary: Summary) -> str:
    report = summary.report
    new = " that this change brings" if report.since and report.findings else ""
    parts = [f"{counted(report.summary)}{new}"]
    if report.known:
        parts.append(f"{report.known} already there")
    if summary.posted:
        parts.append(f"{plural(summary.posted, 'comment')} posted")
    if summary.removed:
        parts.append(f"{plural(summary.removed, 'comment')} removed")
    return f"{'; '.join(parts)}."


def _outputs(summary: Summary) -> dict[str, str]:
    modules, before = summary.report.modules, summary.before
    counts = (len(summary.report.findings), *summary.report.summary.values())
    grades = (_letter(modules), _letter(before), _points(modules), _points(before))
    return {
        **{name: str(count) for name, count in zip(COUNTS, counts, strict=True)},
        **dict(zip(GRADES, grades, strict=True)),
    }


def _letter(modules: Iterable[ModuleInfo]) -> str:
    """Return the worst letter of all modules; empty where there is none."""
    letters = [each.letter for each in _graded(modules) if each.letter]
    # A+ is before A in no alphabet.
    return max(letters, key=lambda letter: (letter.rstrip("+"), letter.endswith("+") is False), default="")


def _points(modules: Iterable[ModuleInfo]) -> str:
    scores = [(each.score, each.grade) for each in _graded(modules) if each.score is not None]
    return min(scores, default=(0, ""))[1] or ""


def _graded(modules: Iterable[ModuleInfo]) -> list[GradesTable]:
    return [each.grades for each in modules if each.grades is not None]


def write_files(new: CheckReport, everything: CheckReport, arguments: Namespace) -> dict[str, str]:
    """Write the reports that were asked for, and return their paths as outputs."""
    if arguments.json_file:
        from secheaders_lint.reporters import check_json

        write_report("--json-file", arguments.json_file, check_json.render(new))
    if arguments.sarif_file:
        from secheaders_lint.reporters import sarif
        from secheaders_lint.rules.registry import RULES

        # Code scanning closes what it does not see any more, so it gets all that is there.
        write_report("--sarif-file", arguments.sarif_file, sarif.render(everything, RULES))
    return {"json-file": arguments.json_file or "", "sarif-file": arguments.sarif_file or ""}
