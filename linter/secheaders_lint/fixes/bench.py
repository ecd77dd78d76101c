"""The bench: one site that is to be mended, the pages of its files, and which of them may be written."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

import libcst as cst

from secheaders_lint.evaluator.conditions import TRUE
from secheaders_lint.findings import Applicability
from secheaders_lint.fixes.changes import WithheldError
from secheaders_lint.fixes.layout import Page

if TYPE_CHECKING:
    from secheaders_lint.evaluator.values import Site
    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.source.module import SourceModule


class Placement(Enum):
    """Where a plan writes, in the order of trying: where the value stands, else in the entrypoint; beside relatives, else last."""

    WRITTEN = "written"
    WRITTEN_LAST = "written, additions last"
    OWN = "own"
    OWN_LAST = "own, additions last"

    @property
    def in_place(self) -> bool:
        """True where files that the entrypoint imports may be written."""
        return self in {Placement.WRITTEN, Placement.WRITTEN_LAST}

    @property
    def last(self) -> bool:
        """True where what is added stands at the end of the file, rather than beside its relatives."""
        return self in {Placement.WRITTEN_LAST, Placement.OWN_LAST}


class Bench:
    """A site, where to write, and what a plan found out that bounds who may apply it."""

    def __init__(self, site: SiteModel, placement: Placement, pages: dict[str, Page]) -> None:
        self.site = site
        self.placement = placement
        self.most = Applicability.SAFE
        # What the title of a fix has to say besides.
        self.note = ""
        self._pages = pages

    def page(self, module: SourceModule) -> Page:
        """Return the page of a module, made once; of each file, the page of the state that was asked for last is kept."""
        found = self._pages.get(module.path)
        if found is None or found.module is not module:
            found = self._pages[module.path] = Page(module)
        return found

    @property
    def own(self) -> Page:
        """The page of the entrypoint's own module."""
        module = self.site.evaluation.module.source
        if module is None:
            raise WithheldError("the settings module cannot be read")
        return self.page(module)

    def may_write(self, site: Site) -> bool:
        """Tell whether a place is one that this plan may write: any, or those of the entrypoint alone."""
        if self.placement.in_place:
            return True
        entrypoint = self.site.entrypoint
        if site.source.path != entrypoint.path or entrypoint.configuration is None:
            return site.source.path == entrypoint.path
        # Other classes of the file are settings of their own.
        owner = self.page(site.source).parents.nearest(site.node, cst.ClassDef)
        return owner is not None and owner.name.value == entrypoint.configuration

    def written(self, setting: str) -> Site | None:
        """Return where the value in force is written; ``None`` where the project does not set it.

        Raises :class:`WithheldError` where several places decide it under the reading, or where another environment has a value
        that this one lacks.
        """
        site = self.site
        if not site.settings.is_set(setting):
            if site.evaluation.binding(setting) is not None and site.settings.elsewhere(setting):
                raise WithheldError(f"{setting} is set under a condition")
            return None
        found = site.settings.get(setting).origins
        if not found:
            raise WithheldError(f"what follows {setting} cannot be followed")
        if len(found) > 1 and site.reading.project(found[0].cond) != TRUE:
            raise WithheldError(f"several places decide {setting}")
        return site.written_at(setting)
