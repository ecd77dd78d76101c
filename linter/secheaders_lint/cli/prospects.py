"""What fixes would make of the grades: now, with the safe ones, with the unsafe ones, and when all is in force that they begin."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from secheaders_lint.cli.arguments import parse
from secheaders_lint.cli.fixing import mend
from secheaders_lint.cli.grading import graded
from secheaders_lint.cli.modules import engine_options
from secheaders_lint.engine import build_sites
from secheaders_lint.prediction.simulate import page
from secheaders_lint.reporters.tables import Prospect
from secheaders_lint.source.overlay import OverlayTree

if TYPE_CHECKING:
    from collections.abc import Iterable

    from secheaders_lint.cli.project import Project
    from secheaders_lint.config import Config
    from secheaders_lint.model.site import SiteModel

_CSP, _TRIAL, _HSTS = (
    "Content-Security-Policy",
    "Content-Security-Policy-Report-Only",
    "Strict-Transport-Security",
)
_YEAR = "max-age=31536000"


def prospects_of(project: Project, arguments: Namespace) -> dict[str, tuple[Prospect, ...]]:
    """Return by the names of the judged modules what their grades would be; a project without fixes has none."""
    words = {**vars(parse(["check"])), **vars(arguments)}
    found: dict[str, tuple[Prospect, ...]] = {}
    after = project
    for key, by, unsafe in (("safe", "with the safe fixes", False), ("unsafe", "with the unsafe ones", True)):
        fixed = mend(after, Namespace(**{**words, "unsafe_fixes": unsafe}))
        if fixed.changed:
            after = after._replace(tree=OverlayTree(after.tree, fixed.changed))
        elif after is project:
            continue
        for site in _sites(after, arguments):
            name = site.entrypoint.name
            found[name] = (*found.get(name, ()), _prospect(key, by, site, project.config))
            if unsafe:
                found[name] += tuple(_in_force(site, project.config))
    return found


def _sites(project: Project, arguments: Namespace) -> Iterable[SiteModel]:
    options = engine_options(project.config, arguments)
    return build_sites(project.tree, project.discovery, project.entrypoints, options).sites


def _prospect(key: str, by: str, site: SiteModel, config: Config) -> Prospect:
    grades = graded(site, config)
    letter, points = grades.securityheaders.best, grades.observatory.best
    return Prospect(
        key,
        by,
        None if letter is None else letter.grade,
        None if points is None else points.grade,
        None if points is None else points.score,
    )


def _in_force(site: SiteModel, config: Config) -> Iterable[Prospect]:
    """Yield what comes of it once a policy on trial is enforced and HSTS is at its last stage: by declaring both as sent."""
    answer = page(site, "https")
    trial, enforced, hsts = answer.header(_TRIAL), answer.header(_CSP), answer.header(_HSTS)
    edge = dict(site.surroundings.edge)
    steps = []
    if trial is not None and trial.value and enforced is None:
        edge[_CSP] = trial.value
        steps.append("the policy is enforced")
    if hsts is not None and hsts.value and _YEAR not in hsts.value:
        edge[_HSTS] = f"{_YEAR}; includeSubDomains" if "includeSubDomains" in hsts.value else _YEAR
        steps.append("HSTS lasts a year")
    if steps:
        then = site.among(site.surroundings._replace(edge=edge))
        yield _prospect("enforced", f"once {' and '.join(steps)}", then, config)
