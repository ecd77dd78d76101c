"""Sites for the commands that show: every module that can be evaluated, and a note for each that cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.cli.failures import report_failures
from secheaders_lint.cli.modules import engine_options
from secheaders_lint.engine import build_sites
from secheaders_lint.errors import UsageError

if TYPE_CHECKING:
    from argparse import Namespace

    from secheaders_lint.cli.console import Console
    from secheaders_lint.cli.project import Project
    from secheaders_lint.model.site import SiteModel


def sites_of(project: Project, arguments: Namespace, console: Console) -> tuple[tuple[SiteModel, ...], bool]:
    """Return the sites of a project, and whether none failed by our own fault; raises where there is none at all."""
    options = engine_options(project.config, arguments)
    built = build_sites(project.tree, project.discovery, project.entrypoints, options)
    problems = [f"{entrypoint.name}: {error}" for entrypoint, error in built.unreadable]
    if problems and not built.sites:
        raise UsageError(f"no settings module could be evaluated: {'; '.join(problems)}")
    for problem in problems:
        console.note(f"not shown: {problem}")
    report_failures(built.failures, console)
    return built.sites, not built.failures
