"""``headers``: the answers that Django will give, and what made each of their headers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.cli.collection import resume
from secheaders_lint.cli.main import FAILED, OK
from secheaders_lint.cli.project import open_project
from secheaders_lint.cli.targets import resolve_targets

if TYPE_CHECKING:
    from argparse import Namespace

    from secheaders_lint.cli.console import Console
    from secheaders_lint.config import Config
    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.prediction.answer import Response
    from secheaders_lint.reporters.tables import HeadersModule, ResponseTable


def run(arguments: Namespace, console: Console) -> int:
    """Run the command and return the exit status."""
    project = open_project(arguments, resolve_targets(arguments.paths), console)
    # Only now is anything imported that needs libcst.
    from secheaders_lint.cli.sites import sites_of

    resume()
    sites, sound = sites_of(project, arguments, console)
    modules = [headers_of(site, project.config) for site in sites]
    if arguments.format == "json":
        from secheaders_lint.reporters import headers_json

        console.report(headers_json.render(modules))
    else:
        from secheaders_lint.reporters import headers_text
        from secheaders_lint.reporters.style import Style

        style = Style(console.width, console.color)
        console.report(headers_text.render(modules, style, verbose=arguments.verbose))
    return OK if sound else FAILED


def headers_of(site: SiteModel, config: Config) -> HeadersModule:
    """Return the predicted answers of a site as reporters show them. Imports libcst."""
    from secheaders_lint.cli.grading import graded, table_of
    from secheaders_lint.cli.modules import module_info
    from secheaders_lint.prediction.simulate import answers
    from secheaders_lint.reporters.tables import HeadersModule

    responses = answers(site)
    names = {
        name
        for response in responses
        for header in response.headers
        for name in header.sources
        if name.isupper()
    }
    places = {
        name: f"{place.path}:{place.line}"
        for name in names
        if site.settings.is_set(name)
        for place in [site.where(name)]
    }
    unread = tuple(entry.path or "a part of the list that is not known" for entry in site.stack.foreign)
    websockets = site.dependencies.find("channels") is not None
    grades = table_of(graded(site, config))
    info = module_info(site.entrypoint, site.django)
    return HeadersModule(info, tuple(map(_table, responses)), places, unread, websockets, grades)


def _table(response: Response) -> ResponseTable:
    from secheaders_lint.reporters.tables import HeaderRow, ResponseTable

    rows = tuple(
        HeaderRow(each.name, each.value, each.state, each.sources, each.echo) for each in response.headers
    )
    return ResponseTable(response.kind, response.scheme, response.status, rows)
