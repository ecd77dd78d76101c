"""From a project to the report of ``check``: evaluate, run the rules, silence, filter. Imports libcst."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from secheaders_lint import __version__, engine
from secheaders_lint.cli.baselines import under_baseline, with_new_baseline
from secheaders_lint.cli.modules import Lines, engine_options, module_info
from secheaders_lint.cli.project import excluded
from secheaders_lint.cli.remarks import note_on_left_out, notes_on
from secheaders_lint.engine.causes import one_cause
from secheaders_lint.findings import Applicability, Confidence, Finding, Severity
from secheaders_lint.remedies import Remedy
from secheaders_lint.reporters.report import CheckReport, ModuleInfo, SilencedFinding
from secheaders_lint.rules.registry import RULES
from secheaders_lint.selection import any_selects, check_selectors
from secheaders_lint.suppression import settle

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Mapping

    from secheaders_lint.cli.project import Project
    from secheaders_lint.config import Config
    from secheaders_lint.discovery.found import Entrypoint
    from secheaders_lint.grades.predicted import Grades
    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.suppression import Verdict

_NEVER = max(Severity) + 1
# Forms of the report in which fixes stand.
_WITH_FIXES = frozenset({"json", "markdown", "sarif"})


class Result(NamedTuple):
    """The report, what we failed on, why nothing could be judged (``None``: something was), whether the findings fail the run.

    ``shortfalls`` tell of each module that has a worse grade than was asked for, ``notes`` what else is good to know.
    """

    report: CheckReport
    failures: tuple[engine.RuleFailure, ...]
    nothing: str | None
    fails: bool
    shortfalls: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class Filter(NamedTuple):
    """What is left out of a report: it counts nowhere."""

    select: tuple[str, ...]
    ignore: tuple[str, ...]
    severity: Severity
    confidence: Confidence

    def names(self, finding: Finding) -> bool:
        """Tell whether the rule of a finding is asked for."""
        if self.select and not any_selects(self.select, finding.code, finding.name):
            return False
        return not any_selects(self.ignore, finding.code, finding.name)

    def weighs(self, finding: Finding) -> bool:
        """Tell whether a finding is severe and sure enough."""
        return finding.severity >= self.severity and finding.confidence >= self.confidence


class Assessment(NamedTuple):
    """What was found out about a project: the outcome of the rules, how it was evaluated, the verdict, and what is reported of it.

    ``hidden`` is the number of findings that filters left out, ``notes`` is what is to be told of the baseline; ``there`` are the
    findings with those that others explain.
    """

    outcome: engine.Outcome
    options: engine.Options
    findings: tuple[Finding, ...]
    silenced: tuple[SilencedFinding, ...]
    hidden: int
    verdict: Verdict
    there: tuple[Finding, ...]
    notes: tuple[str, ...] = ()


class Change(NamedTuple):
    """What a change is compared with: a name for that, the number of findings that were there, and grades by path and class."""

    since: str
    known: int
    grades: Mapping[tuple[str | None, str | None], Grades]


def assess(project: Project, arguments: Namespace) -> Assessment:
    """Evaluate a project, run the rules, silence and filter as the arguments and its configuration say."""
    config = project.config
    filters = _filter(config, arguments)
    options = engine_options(config, arguments)
    outcome = engine.judge(project.tree, project.discovery, project.entrypoints, RULES, options)
    settled = settle(outcome, config, complete=project.complete)
    verdict, notes = under_baseline(settled, project, arguments)
    asked = [each for each in verdict.findings if filters.names(each) and not _is_excluded(each, config)]
    weighty = tuple(each for each in asked if filters.weighs(each))
    findings = tuple(sorted(one_cause(weighty), key=Finding.order))
    silenced = tuple(
        SilencedFinding(each.finding, each.kind, each.location)
        for each in verdict.silenced
        if filters.names(each.finding) and filters.weighs(each.finding)
    )
    return Assessment(
        outcome, options, findings, silenced, len(asked) - len(weighty), settled, weighty, notes
    )


def judge_project(project: Project, arguments: Namespace) -> Result:
    """Judge a project as the arguments and its configuration say."""
    assessed = assess(project, arguments)
    if arguments.write_baseline is not None:
        assessed = with_new_baseline(assessed, project, arguments)
    return result_of(project, assessed, arguments, grades_of(assessed.outcome, project.config, arguments))


def result_of(
    project: Project,
    assessed: Assessment,
    arguments: Namespace,
    grades: tuple[Grades, ...],
    change: Change | None = None,
) -> Result:
    """Return what an assessment comes to; of a change, where it is one, grades fail that have fallen by it."""
    config = project.config
    outcome = assessed.outcome
    if _shows_fixes(arguments):
        from secheaders_lint.fixes.offering import attach, project_of

        attach(project_of(project.tree, outcome, assessed.options, RULES), assessed.findings)
    lines = Lines(project.tree)
    report = CheckReport(
        version=__version__,
        modules=tuple(_module(each.site, own) for each, own in zip_longest(outcome.judged, grades)),
        findings=assessed.findings,
        silenced=assessed.silenced,
        others=tuple(module_info(each, None) for each in project.others),
        hidden=assessed.hidden,
        mendable=sum(_is_mendable(each) for each in assessed.findings),
        line=lines,
        url=url_of,
        text=lines.text,
        since=change.since if change else "",
        known=change.known if change else 0,
    )
    return Result(
        report,
        outcome.failures,
        why_nothing(outcome),
        any(each.severity >= _fail_on(config, arguments) for each in assessed.findings),
        _shortfalls(outcome, grades, config, arguments, change),
        (*assessed.notes, *note_on_left_out(project.tree)),
    )


def _is_mendable(finding: Finding) -> bool:
    """Tell whether a rule states a remedy that an option may apply: whether it holds is tried only where somebody asks."""
    return any(isinstance(each, Remedy) and each.most > Applicability.DISPLAY for each in finding.remedies)


def _forms(arguments: Namespace) -> set[str]:
    return {arguments.format, *(form for form, _ in arguments.output)}


def _shows_fixes(arguments: Namespace) -> bool:
    """Tell whether somebody will read the fixes: planning and verifying them takes as long as the rest of a run."""
    return bool(_forms(arguments) & _WITH_FIXES) or arguments.fix


def _module(site: SiteModel, grades: Grades | None) -> ModuleInfo:
    info = module_info(site.entrypoint, site.django)._replace(notes=tuple(notes_on(site)))
    if grades is None:
        return info
    from secheaders_lint.cli.grading import table_of

    return info._replace(grades=table_of(grades))


def grades_of(outcome: engine.Outcome, config: Config, arguments: Namespace) -> tuple[Grades, ...]:
    """Return the grades of the judged modules in their order, none where nobody asks for them."""
    if "json" not in _forms(arguments) and not (arguments.min_grade or config.min_grade):
        return ()
    from secheaders_lint.cli import grading

    return tuple(grading.graded(each.site, config) for each in outcome.judged)


def _shortfalls(
    outcome: engine.Outcome,
    grades: tuple[Grades, ...],
    config: Config,
    arguments: Namespace,
    change: Change | None,
) -> tuple[str, ...]:
    wanted = arguments.min_grade or config.min_grade
    if not wanted:
        return ()
    from secheaders_lint.cli import grading

    source = "--min-grade" if arguments.min_grade else f"min-grade ({config.path}:{config.line('min-grade')})"
    names = [each.entrypoint.name for each in outcome.judged]
    # In a repository of several projects they may have the same name.
    told = [
        each.entrypoint.name
        if names.count(each.entrypoint.name) == 1
        else f"{each.entrypoint.name} ({each.entrypoint.path})"
        for each in outcome.judged
    ]
    graded = [
        (name, own)
        for each, name, own in zip(outcome.judged, told, grades, strict=True)
        if change is None or grading.fell(change.grades.get(key_of(each.entrypoint)), own, wanted)
    ]
    return tuple(grading.shortfalls(graded, wanted, source))


def key_of(entrypoint: Entrypoint) -> tuple[str | None, str | None]:
    """Return what makes a settings module the same one in two trees."""
    return entrypoint.path, entrypoint.configuration


def url_of(code: str) -> str:
    """Return the page of a rule."""
    return next((rule.url for rule in RULES if rule.code == code), "")


def check_words(config: Config, arguments: Namespace) -> None:
    """Raise `UsageError` for a word in the arguments or the configuration that should name a rule and does not."""
    check_selectors(arguments.select or (), RULES, "--select")
    check_selectors(arguments.ignore or (), RULES, "--ignore")
    for key, selectors in (
        ("select", config.select),
        ("ignore", config.ignore),
        ("severities", tuple(config.severities)),
    ):
        check_selectors(selectors, RULES, f"{config.path}:{config.line(key)}: {key}")
    for module, selectors in config.per_module_ignores.items():
        where = f"{config.path}:{config.line('per-module-ignores', module)}: per-module-ignores"
        check_selectors(selectors, RULES, where)


def _filter(config: Config, arguments: Namespace) -> Filter:
    severity = arguments.severity or config.severity or "info"
    confidence = arguments.confidence or config.confidence or "medium"
    return Filter(
        tuple(arguments.select or config.select),
        tuple(arguments.ignore or ()),
        Severity[severity.upper()],
        Confidence[confidence.upper()],
    )


def _fail_on(config: Config, arguments: Namespace) -> int:
    word = arguments.fail_on or config.fail_on or "warning"
    return _NEVER if word == "never" else Severity[word.upper()]


def _is_excluded(finding: Finding, config: Config) -> bool:
    """Tell whether a finding is about a file that the configuration leaves out, be it one that is imported and not there."""
    return excluded(finding.location.path, config) or (
        finding.code == "SET001" and excluded(finding.subject, config)
    )


def why_nothing(outcome: engine.Outcome) -> str | None:
    """Return why not one module could be evaluated; ``None`` where one was."""
    if outcome.judged or not outcome.unreadable:
        return None
    first = outcome.unreadable[0]
    where = f"{first.location.path}:{first.location.line}"
    return f"no settings module could be evaluated: {where}: {first.message}"
