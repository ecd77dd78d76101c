"""What silences findings: comments, the config, Django's own list, the edge; and the comments that silence nothing."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, NamedTuple

from secheaders_lint.engine import joined
from secheaders_lint.findings import Finding, Location, Severity
from secheaders_lint.rules import malformed_ignore, unused_ignore
from secheaders_lint.selection import any_selects, selects
from secheaders_lint.source.suppressions import find_suppressions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from secheaders_lint.config import Config
    from secheaders_lint.engine import Judged, Outcome
    from secheaders_lint.engine.edge import Mooted
    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.source.suppressions import Suppression

_API_FAMILIES = frozenset({"CSP", "PERM"})


class Silenced(NamedTuple):
    """A finding that is silenced: by what ``kind`` of word, and where that stands."""

    finding: Finding
    kind: str
    location: Location


class Verdict(NamedTuple):
    """The findings that stand, and those that are silenced, both in the order of reports."""

    findings: tuple[Finding, ...]
    silenced: tuple[Silenced, ...]


class Comments:
    """The suppressions in the files that the judged modules are made of, and which of their selectors were of use."""

    def __init__(self, judged: Iterable[Judged]) -> None:
        self.by_path: dict[str, tuple[Suppression, ...]] = {}
        self.modules: dict[str, list[str]] = {}
        self.used: set[tuple[Suppression, str]] = set()
        for each in judged:
            for module in each.site.evaluation.machine.importer.modules.values():
                source = getattr(module, "source", None)
                if source is None:
                    continue
                if source.path not in self.by_path:
                    self.by_path[source.path] = find_suppressions(source.path, source.comments, source.text)
                self.modules.setdefault(source.path, []).append(each.entrypoint.name)

    def silence(self, finding: Finding) -> Location | None:
        """Return the place of the first comment that silences a finding; every one that does is marked as used."""
        first: Location | None = None
        for suppression in self.by_path.get(finding.location.path, ()):
            if suppression.malformed or not (
                suppression.file_wide or self._speaks_of(suppression, finding.location)
            ):
                continue
            for selector in suppression.selectors:
                if selects(selector, finding.code, finding.name):
                    self.used.add((suppression, selector))
                    first = first or unused_ignore.place_of(suppression)
        return first

    def _speaks_of(self, suppression: Suppression, location: Location) -> bool:
        last = max(location.line, location.end_line - (location.end_column == 1))
        if location.line <= suppression.line <= last:
            return True
        return (
            suppression.alone
            and suppression.line < location.line
            and self._reaches(suppression, location.line)
        )

    def _reaches(self, suppression: Suppression, line: int) -> bool:
        """Tell whether nothing but further suppressions stands between a suppression and the line below them."""
        alone = {each.line for each in self.by_path[suppression.path] if each.alone and not each.file_wide}
        return all(between in alone for between in range(suppression.line, line))

    def malformed(self) -> Iterator[tuple[Suppression, tuple[str, ...]]]:
        """Yield the suppressions that are not well formed, with the modules that their file is part of."""
        for path, found in self.by_path.items():
            for suppression in found:
                if suppression.malformed:
                    yield suppression, self._names(path)

    def unused(self) -> Iterator[tuple[Suppression, tuple[str, ...], tuple[str, ...]]]:
        """Yield the suppressions of which selectors silence nothing, with these, and the modules of their file."""
        for path, found in self.by_path.items():
            for suppression in found:
                idle = tuple(each for each in suppression.selectors if (suppression, each) not in self.used)
                if idle and not suppression.malformed:
                    yield suppression, idle, self._names(path)

    def _names(self, path: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.modules[path]))


def settle(outcome: Outcome, config: Config, *, complete: bool) -> Verdict:
    """Take the silenced findings out, and add those about comments.

    ``complete`` says whether everything was judged that may need a comment: else none is told to be of no use.
    """
    comments = Comments(outcome.judged)
    found: list[Finding | Silenced] = []
    for each in outcome.judged:
        found += [_weighed(one, comments, config, each.site) for one in each.findings]
        found += [_by_edge(one, comments, config, each.site) for one in each.mooted]
    about: list[Finding] = [*outcome.unreadable]
    if complete and not outcome.unreadable and not outcome.failures:
        about += [unused_ignore.report(*each) for each in comments.unused()]
    about += [malformed_ignore.report(*each) for each in comments.malformed()]
    found += [_weighed(one, comments, config, None) for one in about]
    standing = [one for one in found if isinstance(one, Finding)]
    silenced = [one for one in found if isinstance(one, Silenced)]
    for one in (*standing, *(each.finding for each in silenced)):
        _weigh_anew(one, config)
    return Verdict(tuple(joined(standing)), tuple(_joined_silenced(silenced)))


def _weighed(
    finding: Finding, comments: Comments, config: Config, site: SiteModel | None
) -> Finding | Silenced:
    """Return a finding as it is, or silenced by a comment, the config or Django's own list."""
    place = comments.silence(finding)
    if place is not None:
        return Silenced(finding, "inline", place)
    by_django = None if site is None else _by_django(finding, site)
    return _by_config(finding, config) or by_django or finding


def _by_edge(mooted: Mooted, comments: Comments, config: Config, site: SiteModel) -> Silenced:
    """Return a finding that the edge takes care of as silenced: by a closer word where there is one, else by the edge."""
    weighed = _weighed(mooted.finding, comments, config, site)
    if isinstance(weighed, Silenced):
        return weighed
    return Silenced(mooted.finding, "edge", _line_of(config, "edge", mooted.header))


def _by_config(finding: Finding, config: Config) -> Silenced | None:
    for selector in config.ignore:
        if selects(selector, finding.code, finding.name):
            return Silenced(finding, "config", _line_of(config, "ignore"))
    subjects = (*finding.modules, finding.location.path)
    for pattern, selectors in config.per_module_ignores.items():
        if any(fnmatchcase(subject, pattern) for subject in subjects) and any_selects(
            selectors, finding.code, finding.name
        ):
            return Silenced(finding, "config", _line_of(config, "per-module-ignores", pattern))
    return None


def _by_django(finding: Finding, site: SiteModel) -> Silenced | None:
    """Return a finding as silenced where Django is told to keep quiet about all of its checks."""
    if not finding.django_checks:
        return None
    parts = site.settings.parts("SILENCED_SYSTEM_CHECKS") or ()
    places = {part.value: part.site for part in parts if part.sure and isinstance(part.value, str)}
    if not all(check in places for check in finding.django_checks):
        return None
    place = site.place(places[finding.django_checks[0]]) or site.where("SILENCED_SYSTEM_CHECKS")
    return Silenced(finding, "django", place)


def _line_of(config: Config, *keys: str) -> Location:
    line = config.line(*keys)
    return Location(config.path, line, 1, line, 1)


def _weigh_anew(finding: Finding, config: Config) -> None:
    """Give a finding the severity that the config has for its rule."""
    if config.profile == "api" and finding.code.rstrip("0123456789") in _API_FAMILIES:
        finding.severity = Severity.INFO
    for selector, severity in config.severities.items():
        if selects(selector, finding.code, finding.name):
            finding.severity = Severity[severity.upper()]


def _joined_silenced(silenced: Iterable[Silenced]) -> list[Silenced]:
    by_word: dict[tuple[str, Location], list[Finding]] = {}
    for each in silenced:
        by_word.setdefault((each.kind, each.location), []).append(each.finding)
    found = [
        Silenced(one, kind, place) for (kind, place), findings in by_word.items() for one in joined(findings)
    ]
    return sorted(found, key=lambda each: each.finding.order())
