"""The site model: everything that prediction and rules ask, for one entrypoint under one reading."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from secheaders_lint.data.django import at_least, series_of
from secheaders_lint.findings import Location
from secheaders_lint.model.given import read_given
from secheaders_lint.model.settings import Settings
from secheaders_lint.model.stack import Stack, hints_at, read_stack
from secheaders_lint.source.kept_out import is_kept_out

if TYPE_CHECKING:
    from collections.abc import Mapping

    from secheaders_lint.discovery.dependencies import Dependencies
    from secheaders_lint.discovery.found import Entrypoint
    from secheaders_lint.evaluator.evaluation import Evaluation
    from secheaders_lint.evaluator.imports import Problem
    from secheaders_lint.evaluator.readings import Reading
    from secheaders_lint.evaluator.values import Site
    from secheaders_lint.model.given import Given
    from secheaders_lint.model.own import Written
    from secheaders_lint.model.own_headers import HeaderWrite
    from secheaders_lint.model.stack import Entry
    from secheaders_lint.views import Views


class DjangoVersion(NamedTuple):
    """Django's version, where it was read (``requirements.txt:3``), and whether it is exact; ``None``: not found."""

    version: str | None
    source: str | None
    exact: bool


class Surroundings(NamedTuple):
    """What the config says of the world in front of Django."""

    tls: str = "django"
    profile: str = "web"
    hsts_target: int | None = None
    edge: Mapping[str, str] = {}


class SiteModel:
    """One site: an evaluated entrypoint under a reading, with its versions and surroundings."""

    def __init__(
        self,
        entrypoint: Entrypoint,
        evaluation: Evaluation,
        reading: Reading,
        django: DjangoVersion,
        dependencies: Dependencies,
        surroundings: Surroundings,
        views: Views,
    ) -> None:
        self.entrypoint = entrypoint
        self.evaluation = evaluation
        self.reading = reading
        self.django = django
        self.dependencies = dependencies
        self.surroundings = surroundings
        self.views = views
        self.settings = Settings(evaluation, reading, django.version)

    def under(self, reading: Reading) -> SiteModel:
        """Return the same site under another reading."""
        return self._with(reading, self.surroundings)

    def among(self, surroundings: Surroundings) -> SiteModel:
        """Return the same site with another world in front of it."""
        return self._with(self.reading, surroundings)

    def _with(self, reading: Reading, surroundings: Surroundings) -> SiteModel:
        return SiteModel(
            self.entrypoint,
            self.evaluation,
            reading,
            self.django,
            self.dependencies,
            surroundings,
            self.views,
        )

    # -- questions -----------------------------------------------------------------------------------------------------

    @property
    def stack(self) -> Stack:
        """The middleware stack."""
        # Whoever asks depends on the setting, though the stack was read for another.
        self.settings.asked.add(self._stack.setting)
        return self._stack

    @cached_property
    def _stack(self) -> Stack:
        return read_stack(self.settings)

    @property
    def given(self) -> Mapping[str, Given]:
        """The headers that are sent whatever the settings for them say, by their lower-case names."""
        # Whoever asks depends on the middleware too, where one of the project sets any.
        if any(each.entry is not None for each in self._given.values()):
            self.settings.asked.add(self._stack.setting)
        return self._given

    @cached_property
    def _given(self) -> Mapping[str, Given]:
        return read_given(self)

    @property
    def series(self) -> str:
        """Django's series as it is taken (``5.2``), the newest known one where no version was found."""
        return series_of(self.django.version)

    def value(self, name: str) -> Any:
        """Return the plain value of a setting, Django's default included."""
        return self.settings.value(name)

    def at_least(self, series: str) -> bool:
        """Tell whether the site runs on a series of Django or a newer one (an unknown version is the newest)."""
        return at_least(self.django.version, series)

    def written(self, entry: Entry) -> Written | None:
        """Return the text of a middleware of the repository; ``None`` where it is not of the repository."""
        from secheaders_lint.model.own import read_own

        return read_own(self.evaluation.machine, entry.path) if entry.path else None

    def plain_writes(self, entry: Entry) -> tuple[HeaderWrite, ...] | None:
        """Return the headers that a middleware of the repository sets on every answer; ``None`` where it is not plain."""
        from secheaders_lint.model.own_headers import plain_writes

        return plain_writes(self.evaluation.machine, entry.path) if entry.own and entry.path else None

    def may_set(self, entry: Entry, header: str) -> bool:
        """Tell whether a middleware of the project, or an unknown one, may set a header that Django could set too."""
        if not entry.path:
            return True
        plain = self.plain_writes(entry)
        if plain is not None:
            return any(each.name.lower() == header.lower() for each in plain)
        written = self.written(entry)
        if written is None:
            return entry.known is None and hints_at(entry.path, header)
        if entry.known is not None and written.overrides and header in entry.known.sets:
            return True
        # A subclass of a known middleware does what is written in it; others may leave the work to what they import.
        unread = entry.known is None and written.passes_on
        if written.names(header) or (unread and hints_at(entry.path, header)):
            return True
        return any(self._named(name, written) in {None, header.lower()} for name in written.by_name)

    def _named(self, name: str, written: Written) -> str | None:
        """Return the header that a name in a middleware stands for, in lower case; ``None`` where that is not known."""
        setting = name.removeprefix("settings.")
        value = self.value(setting) if setting != name else written.text_of(name)
        return value.lower() if isinstance(value, str) else None

    def package_version(self, name: str) -> str | None:
        """Return the version of a package that the project's dependencies name; ``None`` where there is none."""
        return self.dependencies.version_of(name)

    # -- places --------------------------------------------------------------------------------------------------------

    @property
    def problems(self) -> list[Problem]:
        """The modules that the settings import and that cannot be read; without those that are left out on purpose."""
        tree = self.evaluation.machine.importer.tree
        found = self.evaluation.problems
        return [each for each in found if each.missing is None or not is_kept_out(tree, each.missing)]

    def place(self, site: Site | None) -> Location | None:
        """Return a site of the evaluation as a location."""
        if site is None:
            return None
        span = site.source.span(site.node)
        return Location(site.source.path, span.line, span.column, span.end_line, span.end_column)

    def where(self, name: str) -> Location:
        """Return where a setting is decided; where it is not set, where a person would add it."""
        site = self.written_at(name)
        return (self.place(site) if site is not None else None) or self.anchor(name)

    def written_at(self, name: str) -> Site | None:
        """Return where the value in force of a setting is written; ``None`` where it is not set.

        What a loader of the project copies from a class is written in the class.
        """
        origins = self.settings.get(name).origins
        if not origins:
            return None
        site = origins[0].site
        if site.source.path == self.entrypoint.path:
            return site
        from secheaders_lint.model.members import is_copied, member_of

        if not is_copied(site):
            return site
        return member_of(self.evaluation.machine.importer, self.entrypoint.module, name) or site

    def _first_written(self, name: str) -> Site | None:
        """Return the first place in the entrypoint's file that gives a setting its value: what follows it only changes that."""
        origins = self.settings.get(name).origins
        own = [origin.site for origin in origins if origin.site.source.path == self.entrypoint.path]
        return own[-1] if own else self.written_at(name)

    def anchor(self, *related: str) -> Location:
        """Return where a person would add a setting: beside a related one, else beside MIDDLEWARE, else at line 1.

        Settings of the entrypoint's own file come before those that it imports.
        """
        own = self.entrypoint.path
        candidates = []
        for name in (*related, self.stack.setting):
            site = self._first_written(name) if self.settings.get(name).is_set else None
            if site is not None:
                candidates.append(site)
        for site in candidates:
            if site.source.path == own:
                return self.place(site) or Location(own, 1)
        if candidates:
            return self.place(candidates[0]) or Location(own or "", 1)
        return Location(own or "", 1, 1, 1, 1)
