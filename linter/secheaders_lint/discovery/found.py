"""What discovery finds: projects of the repository, their settings entrypoints, and who names them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from secheaders_lint.discovery.dependencies import Dependencies


class Role(str, Enum):
    """What a settings entrypoint is for."""

    PRODUCTION = "production"
    DEVELOPMENT = "development"
    TEST = "test"
    BASE = "base"
    UNKNOWN = "unknown"

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True, slots=True)
class Evidence:
    """A place that names an entrypoint; ``line`` is 1-based."""

    path: str
    line: int
    what: str


@dataclass(frozen=True, slots=True)
class Note:
    """Something that a person should know about a file that discovery read."""

    path: str
    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Entrypoint:
    """A settings module, or a class of one, that a process of the project may be started with."""

    module: str
    configuration: str | None
    """The django-configurations class."""
    path: str | None
    """The module's file; None where it is named but not in the repository."""
    search_roots: tuple[str, ...]
    """Folders on ``sys.path``, in order; '' is the root of the repository."""
    role: Role
    evidence: tuple[Evidence, ...]
    judged: bool
    why: str
    """One sentence: why this role, and why it is judged or not."""

    @property
    def root(self) -> str:
        """The search root under which the module lies."""
        relative = self.module.replace(".", "/")
        paths = {f"{relative}.py", f"{relative}/__init__.py"}
        found = (
            each
            for each in self.search_roots
            if self.path in {f"{each}/{path}" if each else path for path in paths}
        )
        return next(found, self.search_roots[0] if self.search_roots else "")

    @property
    def name(self) -> str:
        """The name that ``--settings`` takes: ``module`` or ``module:Class``."""
        return f"{self.module}:{self.configuration}" if self.configuration else self.module


@dataclass(frozen=True, slots=True)
class Project:
    """One Django project: what stands under one search root."""

    folder: str
    """The search root that its settings lie under."""
    entrypoints: tuple[Entrypoint, ...]
    dependencies: Dependencies


@dataclass(frozen=True, slots=True)
class Discovery:
    """All that was found in a repository."""

    projects: tuple[Project, ...] = ()
    notes: tuple[Note, ...] = field(default=())

    @property
    def entrypoints(self) -> tuple[Entrypoint, ...]:
        """Every entrypoint of every project."""
        return tuple(entrypoint for project in self.projects for entrypoint in project.entrypoints)

    @property
    def judged(self) -> tuple[Entrypoint, ...]:
        """The entrypoints that are judged by default."""
        return tuple(entrypoint for entrypoint in self.entrypoints if entrypoint.judged)

    def project_of(self, entrypoint: Entrypoint) -> Project | None:
        """Return the project of an entrypoint: its own, else the nearest above its search root."""
        root = entrypoint.root
        for project in self.projects:
            if entrypoint in project.entrypoints or project.folder == root:
                return project
        above = [each for each in self.projects if not each.folder or root.startswith(f"{each.folder}/")]
        return max(above, key=lambda project: len(project.folder), default=None)
