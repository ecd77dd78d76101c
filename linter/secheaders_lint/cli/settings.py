"""``settings``: every setting, its value, what can change it, where it was decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.cli.collection import resume
from secheaders_lint.cli.main import FAILED, OK
from secheaders_lint.cli.project import open_project
from secheaders_lint.cli.targets import resolve_targets

if TYPE_CHECKING:
    from argparse import Namespace

    from secheaders_lint.cli.console import Console


def run(arguments: Namespace, console: Console) -> int:
    """Run the command and return the exit status."""
    project = open_project(arguments, resolve_targets(arguments.paths), console)
    # Only now is anything imported that needs libcst.
    from secheaders_lint.cli.setting_rows import settings_of
    from secheaders_lint.cli.sites import sites_of

    resume()
    sites, sound = sites_of(project, arguments, console)
    as_json = arguments.format == "json"
    modules = [settings_of(site, defaults=arguments.all or not as_json) for site in sites]
    if as_json:
        from secheaders_lint.reporters import settings_json

        console.report(settings_json.render(modules))
    else:
        from secheaders_lint.reporters import settings_text
        from secheaders_lint.reporters.style import Style

        style = Style(console.width, console.color)
        console.report(settings_text.render(modules, style, everything=arguments.all))
    return OK if sound else FAILED
