"""What reporters are given: plain data, and a way to the lines of the files that are quoted."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from secheaders_lint.findings import Finding, Location
    from secheaders_lint.reporters.tables import GradesTable

TOOL = "secheaders-lint"


class ModuleInfo(NamedTuple):
    """A settings module: its name, what it is for, Django's version with the place where that was read.

    ``why`` says in half a sentence why it is judged or not, ``notes`` are sentences about how it was read, ``grades`` are
    there where somebody asked for them.
    """

    module: str
    configuration: str | None
    path: str
    role: str
    django: str | None = None
    django_source: str | None = None
    django_exact: bool = True
    why: str = ""
    notes: tuple[str, ...] = ()
    grades: GradesTable | None = None

    @property
    def name(self) -> str:
        """The name that ``--settings`` takes."""
        return f"{self.module}:{self.configuration}" if self.configuration else self.module


class SilencedFinding(NamedTuple):
    """A finding that is silenced, by what kind of word, and where that stands."""

    finding: Finding
    kind: str
    location: Location


class CheckReport(NamedTuple):
    """The outcome of ``check``, after all filters.

    ``others`` are the modules that were found and not judged, ``hidden`` the number of findings that filters left out,
    ``mendable`` that of findings that a fix may make go away.
    ``since`` names the revision that all is compared with, if any: then the findings and the silenced ones are those alone that
    the change since then brought, and ``known`` is the number of others.
    ``line`` gives a line of a file, ``text`` all of it with its own line ends (``None`` where it cannot be read), ``url`` the
    page of a rule by its code.
    """

    version: str
    modules: tuple[ModuleInfo, ...] = ()
    findings: tuple[Finding, ...] = ()
    silenced: tuple[SilencedFinding, ...] = ()
    others: tuple[ModuleInfo, ...] = ()
    hidden: int = 0
    mendable: int = 0
    since: str = ""
    known: int = 0
    line: Callable[[str, int], str | None] = lambda _path, _number: None
    url: Callable[[str], str] = lambda _code: ""
    text: Callable[[str], str | None] = lambda _path: None

    @property
    def summary(self) -> Mapping[str, int]:
        """The number of findings by severity, the most severe first."""
        counts = {"error": 0, "warning": 0, "info": 0}
        for finding in self.findings:
            counts[finding.severity.label] += 1
        return counts
