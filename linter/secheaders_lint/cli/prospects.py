"""What fixes make of the grades: now, with the safe ones, with the unsafe ones, and when all is in force that they begin."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING, NamedTuple

from secheaders_lint.cli.fixing import mend
from secheaders_lint.cli.grading import graded
from secheaders_lint.cli.modules import engine_options
from secheaders_lint.engine import build_sites
from secheaders_lint.prediction.simulate import page
from secheaders_lint.source.overlay import OverlayTree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.cli.fixing import Fixed
    from secheaders_lint.cli.project import Project
    from secheaders_lint.config import Config
    from secheaders_lint.model.site import SiteModel

_CSP = "Content-Security-Policy"
_TRIAL = "Content-Security-Policy-Report-Only"
_HSTS = "Strict-Transport-Security"
_YEAR = "max-age=31536000"


class _Stage(NamedTuple):
    """Both grades after something: ``by`` says after what."""

    by: str
    letter: str
    points: str


def prospects_of(project: Project, fixed: Fixed, arguments: Namespace) -> Iterator[str]:
    """Yield a sentence for each judged module whose settings the fixes change: its grades on the way to the best."""
    stages: dict[str, list[_Stage]] = {}
    sites: dict[str, SiteModel] = {}
    for by, step in _steps(project, fixed, arguments):
        for site in _sites(step, arguments):
            name = site.entrypoint.name
            sites[name] = site
            stages.setdefault(name, []).append(_stage(by, site, project.config))
    for name, reached in stages.items():
        found = [*reached, *_in_force(sites[name], project.config)]
        letters = ", ".join(f"{each.letter} {each.by}" for each in found)
        points = ", ".join(each.points for each in found)
        yield f"{name}: securityheaders.com (estimated) {letters}; HTTP Observatory {points}"


def _steps(project: Project, fixed: Fixed, arguments: Namespace) -> Iterator[tuple[str, Project]]:
    """Yield the project as it is, with its safe fixes, and with all that were asked for."""
    yield "now", project
    if arguments.unsafe_fixes:
        safe = mend(project, Namespace(**{**vars(arguments), "unsafe_fixes": False}))
        if safe.changed:
            yield "with the safe fixes", _with(project, safe)
    yield f"with the {'unsafe ones' if arguments.unsafe_fixes else 'safe fixes'}", _with(project, fixed)


def _with(project: Project, fixed: Fixed) -> Project:
    return project._replace(tree=OverlayTree(project.tree, fixed.changed))


def _sites(project: Project, arguments: Namespace) -> tuple[SiteModel, ...]:
    options = engine_options(project.config, arguments)
    return build_sites(project.tree, project.discovery, project.entrypoints, options).sites


def _stage(by: str, site: SiteModel, config: Config) -> _Stage:
    grades = graded(site, config)
    letter, points = grades.securityheaders.best, grades.observatory.best
    return _Stage(by, "none" if letter is None else letter.grade, "none" if points is None else points.grade)


def _in_force(site: SiteModel, config: Config) -> Iterator[_Stage]:
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
        yield _stage(f"once {' and '.join(steps)}", then, config)
