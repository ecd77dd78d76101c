"""``check``: judge the settings modules and report what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.cli.arguments import MACHINE_FORMATS
from secheaders_lint.cli.collection import resume
from secheaders_lint.cli.failures import report_failures
from secheaders_lint.cli.main import FAILED, FOUND, OK
from secheaders_lint.cli.project import NothingToJudgeError, open_project
from secheaders_lint.cli.targets import resolve_targets
from secheaders_lint.errors import UsageError

if TYPE_CHECKING:
    from argparse import Namespace

    from secheaders_lint.cli.console import Console
    from secheaders_lint.cli.fixing import Fixed
    from secheaders_lint.cli.project import Project
    from secheaders_lint.cli.targets import Targets
    from secheaders_lint.reporters.report import CheckReport


def run(arguments: Namespace, console: Console) -> int:
    """Run the command and return the exit status."""
    targets = resolve_targets(arguments.paths)
    try:
        project = open_project(arguments, targets, console)
    except NothingToJudgeError as nothing:
        if not targets.files or arguments.settings:
            raise
        console.note(str(nothing))
        _write(_empty_report(), arguments, console)
        return OK
    return _judge(project, arguments, targets, console)


def _judge(project: Project, arguments: Namespace, targets: Targets, console: Console) -> int:
    from secheaders_lint.cli.judging import check_words, judge_project

    resume()
    check_words(project.config, arguments)
    _check_options(arguments)
    if arguments.diff:
        return _show_diff(project, arguments, console)
    if arguments.fix:
        project = _fix(project, arguments, console)
    elif arguments.unsafe_fixes:
        console.note("--unsafe-fixes says which fixes are meant: --fix writes them, --diff shows them")
    if arguments.since is None:
        result = judge_project(project, arguments)
    else:
        from secheaders_lint.cli.comparing import judge_since

        result = judge_since(project, arguments, targets)
    _write(result.report, arguments, console)
    if arguments.fix:
        _tell_what_is_left(result.report, arguments, console)
    report_failures(result.failures, console)
    for note in result.notes:
        console.note(note)
    if result.nothing is not None:
        console.error(result.nothing)
    for shortfall in result.shortfalls:
        console.error(shortfall)
    if result.failures or result.nothing is not None:
        return FAILED
    return FOUND if result.fails or result.shortfalls else OK


def _check_options(arguments: Namespace) -> None:
    """Raise `UsageError` for options that are about different things."""
    if arguments.since is None:
        return
    for option in ("fix", "diff", "write_baseline"):
        if getattr(arguments, option):
            name = option.replace("_", "-")
            raise UsageError(f"--{name} is about all that is found: give it without --since")


def _show_diff(project: Project, arguments: Namespace, console: Console) -> int:
    """Print what the fixes would change; 1 where that is something."""
    from secheaders_lint.cli import fixing
    from secheaders_lint.reporters import diff
    from secheaders_lint.reporters.style import Style

    fixed = fixing.mend(project, arguments)
    style = Style(console.width, console.color)
    console.raw(diff.render(fixing.texts_of(project, fixed), style, terminal=console.terminal))
    if fixed.done:
        console.note(f"would be: {fixing.told(fixed)}")
        _tell_prospects(project, fixed, arguments, console)
    _tell_withheld(fixed, console)
    report_failures(fixed.failures, console)
    if fixed.nothing is not None:
        console.error(fixed.nothing)
    if fixed.failures or fixed.nothing is not None:
        return FAILED
    return FOUND if fixed.changed else OK


def _fix(project: Project, arguments: Namespace, console: Console) -> Project:
    """Write the fixes into the files and return the project as it is then."""
    from secheaders_lint.cli import fixing

    fixed = fixing.mend(project, arguments)
    fixing.write(project, fixed)
    if fixed.done:
        console.note(fixing.told(fixed))
        _tell_prospects(project, fixed, arguments, console)
    _tell_withheld(fixed, console)
    return fixing.reread(project)


def _tell_prospects(project: Project, fixed: Fixed, arguments: Namespace, console: Console) -> None:
    if console.quiet:
        return
    from secheaders_lint.cli.prospects import prospects_of

    for sentence in prospects_of(project, fixed, arguments):
        console.note(sentence)


def _tell_withheld(fixed: Fixed, console: Console) -> None:
    """Say of the findings that have a fix in general why it is not made here."""
    if not console.verbose:
        count = len(fixed.withheld)
        some = "1 finding has" if count == 1 else f"{count} findings have"
        if count:
            console.note(f"{some} a fix that does not hold here: --verbose says why")
        return
    for finding, reason in fixed.withheld:
        place = f"{finding.location.path}:{finding.location.line}"
        console.note(f"{place}: {finding.code} is not fixed: {reason}")


def _tell_what_is_left(report: CheckReport, arguments: Namespace, console: Console) -> None:
    from secheaders_lint.findings import Applicability

    unsafe = sum(
        any(fix.applicability == Applicability.UNSAFE for fix in each.fixes) for each in report.findings
    )
    if unsafe and not arguments.unsafe_fixes:
        console.note(f"{unsafe} more can be fixed with --unsafe-fixes: --diff --unsafe-fixes shows how")


def _empty_report() -> CheckReport:
    from secheaders_lint import __version__
    from secheaders_lint.reporters.report import CheckReport

    return CheckReport(__version__)


def _write(report: CheckReport, arguments: Namespace, console: Console) -> None:
    """Write the report to stdout, and to the files that were asked for."""
    if report.modules or report.findings or arguments.format in MACHINE_FORMATS:
        console.report(_render(report, arguments.format, arguments, console, to_file=False))
    for form, path in arguments.output:
        text = _render(report, form, arguments, console, to_file=True)
        try:
            with open(path, "w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:  # noqa: PTH123 - as given
                file.write(text)
        except OSError as error:
            raise UsageError(
                f"--output {form}:{path}: {error.strerror}; name a file that can be written"
            ) from None


def _render(report: CheckReport, form: str, arguments: Namespace, console: Console, *, to_file: bool) -> str:
    """Return the report in a form; each reporter is imported when it is asked for."""
    if form == "json":
        from secheaders_lint.reporters import check_json

        return check_json.render(report)
    if form == "concise":
        from secheaders_lint.reporters import concise

        return concise.render(report)
    if form == "github":
        from secheaders_lint.reporters import github

        return github.render(report)
    if form == "sarif":
        from secheaders_lint.reporters import sarif
        from secheaders_lint.rules.registry import RULES

        return sarif.render(report, RULES)
    if form == "markdown":
        from secheaders_lint.reporters import markdown

        return markdown.render(report)
    if form == "gitlab":
        from secheaders_lint.reporters import gitlab

        return gitlab.render(report)
    from secheaders_lint.reporters import text
    from secheaders_lint.reporters.style import Style

    style = Style() if to_file else Style(console.width, console.color)
    return text.render(report, style, quiet=arguments.quiet, verbose=arguments.verbose)
