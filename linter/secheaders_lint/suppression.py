"""What silences findings: comments, the config, Django's own list, the edge; and the comments that silence nothing."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from fnmatch import fnmatchcase
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from secheaders_lint.engine import joined
from secheaders_lint.findings import Finding, Location, Severity
from secheaders_lint.rules import malformed_ignore, unused_ignore
from secheaders_lint.selection import any_selects, selects, words_for
from secheaders_lint.source.suppressions import find_suppressions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from secheaders_lint.config import Config
    from secheaders_lint.engine import Judged, Outcome
    from secheaders_lint.engine.edge import Mooted
    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.source.suppressions import Suppression

_API_FAMILIES = frozenset({"CSP", "PERM"})
# Lines of suppressions above a finding that are looked at: nobody writes more.
_MOST_ABOVE = 10
# Comments of one file that are told one by one: beyond, their number says more than their lines.
_MOST_TOLD = 500


class Silenced(NamedTuple):
    """A finding that is silenced: by what ``kind`` of word, and where that stands."""

    finding: Finding
    kind: str
    location: Location


class Verdict(NamedTuple):
    """The findings that stand, and those that are silenced, both in the order of reports."""

    findings: tuple[Finding, ...]
    silenced: tuple[Silenced, ...]


class _File:
    """The suppressions of one file, by where they speak and the words they name.

    A file may hold tens of thousands of them and as many findings about them: each pair of the two cannot be looked at.
    """

    __slots__ = ("all", "alone", "by_word", "lines", "used")

    def __init__(self, found: tuple[Suppression, ...]) -> None:
        self.all = found
        self.alone: set[int] = set()
        # (line, or 0 for the whole file; selector in capitals) → the suppressions of that line that name it, in order.
        self.by_word: dict[tuple[int, str], list[Suppression]] = {}
        self.used: set[tuple[int, str]] = set()
        for each in found:
            if each.alone and not each.file_wide:
                self.alone.add(each.line)
            for selector in () if each.malformed else dict.fromkeys(each.selectors):
                key = (0 if each.file_wide else each.line, selector.upper())
                self.by_word.setdefault(key, []).append(each)
        self.lines = sorted({line for line, _ in self.by_word if line})

    def speaking_of(self, location: Location) -> Iterator[int]:
        """Yield the lines whose suppressions speak of a place; 0 stands for those that speak for the whole file."""
        yield 0
        last = max(location.line, location.end_line - (location.end_column == 1))
        yield from self.lines[bisect_left(self.lines, location.line) : bisect_right(self.lines, last)]
        # Nothing but further suppressions may stand between one and the line below them.
        for line in range(location.line - 1, max(location.line - _MOST_ABOVE, 0), -1):
            if line not in self.alone:
                return
            yield line


class Comments:
    """The suppressions in the files that the judged modules are made of, and which of their selectors were of use."""

    def __init__(self, judged: Iterable[Judged]) -> None:
        self.files: dict[str, _File] = {}
        self.modules: dict[str, list[str]] = {}
        for each in judged:
            for module in each.site.evaluation.machine.importer.modules.values():
                source = getattr(module, "source", None)
                if source is None:
                    continue
                if source.path not in self.files:
                    found = find_suppressions(source.path, source.comments, source.text)
                    self.files[source.path] = _File(found)
                self.modules.setdefault(source.path, []).append(each.entrypoint.name)

    def silence(self, finding: Finding) -> Location | None:
        """Return the place of the first comment that silences a finding; every one that does is marked as used."""
        file = self.files.get(finding.location.path)
        if file is None:
            return None
        first: Suppression | None = None
        for line in file.speaking_of(finding.location):
            for word in words_for(finding.code, finding.name):
                named = file.by_word.get((line, word))
                if named is not None:
                    file.used.add((line, word))
                    first = min(first or named[0], named[0], key=lambda each: (each.line, each.column))
        return None if first is None else unused_ignore.place_of(first)

    def malformed(self) -> Iterator[tuple[Suppression, tuple[str, ...]]]:
        """Yield the suppressions that are not well formed, with the modules that their file is part of."""
        for path, file in self.files.items():
            for suppression in file.all:
                if suppression.malformed:
                    yield suppression, self._names(path)

    def unused(self) -> Iterator[tuple[Suppression, tuple[str, ...], tuple[str, ...]]]:
        """Yield the suppressions of which selectors silence nothing, with these, and the modules of their file."""
        for path, file in self.files.items():
            for suppression in file.all:
                line = 0 if suppression.file_wide else suppression.line
                idle = tuple(each for each in suppression.selectors if (line, each.upper()) not in file.used)
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
        about += _first_of_each_file(unused_ignore.report(*each) for each in comments.unused())
    about += _first_of_each_file(malformed_ignore.report(*each) for each in comments.malformed())
    found += [_weighed(one, comments, config, None) for one in about]
    standing = [one for one in found if isinstance(one, Finding)]
    silenced = [one for one in found if isinstance(one, Silenced)]
    for one in (*standing, *(each.finding for each in silenced)):
        _weigh_anew(one, config)
    return Verdict(tuple(joined(standing)), tuple(_joined_silenced(silenced)))


def _first_of_each_file(about: Iterable[Finding]) -> list[Finding]:
    """Return the findings about comments, of each file so many as somebody may read; the last one counts the others."""
    told: list[Finding] = []
    for _, group in groupby(about, lambda each: each.location.path):
        of_file = list(group)
        told += of_file[:_MOST_TOLD]
        if len(of_file) > _MOST_TOLD:
            told[-1].message += f"; {len(of_file) - _MOST_TOLD} more comments of this file are like this one"
    return told


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
