"""Fixes of several findings made one, for lines that only one suggestion can change."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from secheaders_lint.fixes.offering import project_of, together
from secheaders_lint.rules.registry import RULES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from secheaders_lint.cli.judging import Assessment
    from secheaders_lint.cli.project import Project
    from secheaders_lint.findings import Finding, Fix
    from secheaders_lint.fixes import project as fixes
    from secheaders_lint.fixes.layout import Page

# Each is an evaluation of all that reads the file.
_MOST_TRIES = 12


class Joiner:
    """The project that fixes are tried on together, looked at only where somebody asks."""

    def __init__(self, project: Project, assessed: Assessment) -> None:
        self._project = project
        self._assessed = assessed
        self._pages: dict[str, Page] = {}
        self._tries = 0

    @cached_property
    def _state(self) -> fixes.Project:
        assessed = self._assessed
        return project_of(self._project.tree, assessed.outcome, assessed.options, RULES)

    def together(self, chosen: Sequence[tuple[Finding, Fix]]) -> Fix | None:
        """Return one verified fix for several findings; ``None`` where their fixes do not hold together, or too much was tried."""
        self._tries += 1
        return None if self._tries > _MOST_TRIES else together(self._state, chosen, self._pages)
