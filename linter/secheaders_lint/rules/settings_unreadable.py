"""SET001: a settings module that cannot be read: it does not parse, or it is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.findings import Confidence, Finding, Location, Severity
from secheaders_lint.rules.base import Docs, Report, Rule, finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.discovery.found import Entrypoint
    from secheaders_lint.errors import SourceError
    from secheaders_lint.model.site import SiteModel

HELP = "Until it can be read, what it would set is not judged."


def check(site: SiteModel) -> Iterator[Report]:
    """Report modules that the settings import and that cannot be read.

    One that is left out on purpose is there where the site runs: a note tells that its settings cannot be seen.
    """
    for problem in site.problems:
        where = site.place(problem.site) or Location(site.entrypoint.path or "", 1, 1, 1, 1)
        error = problem.error
        own = (
            Location(error.path, error.line, error.column or 1, error.line, (error.column or 1) + 1)
            if error.line
            else where
        )
        message = error.message if error.path == own.path else f"{error.path}: {error.message}"
        yield Report(message, own, f"{error.path} {error.message}", HELP)


def unreadable(entrypoint: Entrypoint, error: SourceError) -> Finding:
    """Return the finding for an entrypoint whose own module cannot be read."""
    path = entrypoint.path or (entrypoint.evidence[0].path if entrypoint.evidence else error.path)
    line = error.line if entrypoint.path else (entrypoint.evidence[0].line if entrypoint.evidence else 1)
    report = Report(
        f"{entrypoint.name}: {error.message}",
        Location(path, line or 1, error.column or 1, line or 1, (error.column or 1) + 1),
        entrypoint.name,
        HELP,
    )
    return finding(RULE, report, entrypoint.name, Confidence.HIGH)


RULE = Rule(
    code="SET001",
    name="settings-unreadable",
    summary="a settings module does not parse, or is not there",
    severity=Severity.ERROR,
    check=check,
    docs=Docs(
        what="Reports a settings module, found by discovery or imported by one, that does not parse or is not in the repository. "
        "A module that is imported and that `.gitignore` names, or of which a sample to copy stands in its place "
        "(`local_settings.example.py`), is there where the site runs: a note tells that its settings cannot be seen.",
        why="Django cannot start with it, and what it would set cannot be judged: other findings may be missing or wrong.",
        example="```python\nfrom .secrets import *  # there is no secrets.py, and nothing says why\n```",
        instead="```python\ntry:\n    from .secrets import *\nexcept ImportError:\n    pass\n```",
        silence="The module is made at deployment: `exclude` it, or name the settings to judge with `settings`.",
    ),
)
