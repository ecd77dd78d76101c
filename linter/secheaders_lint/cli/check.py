"""``check``: judge the settings modules and report what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.cli.collection import resume
from secheaders_lint.cli.failures import report_failures
from secheaders_lint.cli.main import FAILED, FOUND, OK
from secheaders_lint.cli.project import NothingToJudgeError, open_project
from secheaders_lint.cli.targets import resolve_targets
from secheaders_lint.errors import UsageError

if TYPE_CHECKING:
    from argparse import Namespace

    from secheaders_lint.cli.console import Console
    from secheaders_lint.cli.project import Project
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
    return _judge(project, arguments, console)


def _judge(project: Project, arguments: Namespace, console: Console) -> int:
    from secheaders_lint.cli.judging import judge_project

    resume()
    result = judge_project(project, arguments)
    _write(result.report, arguments, console)
    report_failures(result.failures, console)
    if result.nothing is not None:
        console.error(result.nothing)
    for shortfall in result.shortfalls:
        console.error(shortfall)
    if result.failures or result.nothing is not None:
        return FAILED
    return FOUND if result.fails or result.shortfalls else OK


def _empty_report() -> CheckReport:
    from secheaders_lint import __version__
    from secheaders_lint.reporters.report import CheckReport

    return CheckReport(__version__)


def _write(report: CheckReport, arguments: Namespace, console: Console) -> None:
    """Write the report to stdout, and to the files that were asked for."""
    if report.modules or report.findings or arguments.format == "json":
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
    from secheaders_lint.reporters import text
    from secheaders_lint.reporters.style import Style

    style = Style() if to_file else Style(console.width, console.color)
    return text.render(report, style, quiet=arguments.quiet, verbose=arguments.verbose)
