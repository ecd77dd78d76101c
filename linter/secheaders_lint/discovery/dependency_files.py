"""Which dependency files speak for which project, and in what order."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import TYPE_CHECKING

from secheaders_lint.discovery.dependencies import Dependencies
from secheaders_lint.discovery.formats.claims import Claim, DependencyFileError, Rank
from secheaders_lint.discovery.formats.installs import (
    read_dockerfile,
    read_metadata,
    read_setup_cfg,
    read_setup_py,
)
from secheaders_lint.discovery.formats.locks import read_pipfile_lock, read_toml_lock
from secheaders_lint.discovery.formats.manifests import is_development_group, read_pipfile, read_pyproject
from secheaders_lint.discovery.formats.requirements import read_requirements
from secheaders_lint.discovery.found import Note
from secheaders_lint.discovery.locate import ancestors, is_below, parent_of
from secheaders_lint.discovery.sources import decode
from secheaders_lint.discovery.telling import is_requirements_folder
from secheaders_lint.discovery.words import NameRole, role_of_name, stands_aside
from secheaders_lint.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from secheaders_lint.discovery.telling import TellingFiles
    from secheaders_lint.source.tree import SourceTree

# Locks have megabytes; what is larger than this was made by something else.
_MAX_BYTES = 24_000_000
_MAX_FILES = 200
_CONSTRAINTS = re.compile(r"constraints?\b|[\w.-]*[-_.]constraints?\.(?:txt|in)", re.IGNORECASE)


@dataclass(slots=True)
class _File:
    """One dependency file, read once."""

    claims: list[Claim] = field(default_factory=list)
    included: list[str] = field(default_factory=list)
    constraints: list[str] = field(default_factory=list)


class DependencyReader:
    """Reads the dependency files of one repository for any number of its projects."""

    def __init__(self, tree: SourceTree, files: TellingFiles) -> None:
        self._tree = tree
        self._paths = [*files.dependencies, *(path for path in files.deploy if "ockerfile" in path)]
        self._files: dict[str, _File] = {}
        self.notes: list[Note] = []

    def dependencies_of(self, folder: str, others: Sequence[str] = ()) -> Dependencies:
        """Return the dependencies of the project in ``folder``; ``others`` are the folders of all projects."""
        projects = frozenset(others)
        own = [path for path in self._paths if not _belongs_to_another(path, folder, projects)]
        near = [path for path in own if _tier(path, folder) < 2]
        claims = self._ordered(near, folder)
        if not any(claim.name == "django" and claim.rank is not Rank.CONSTRAINT for claim in claims):
            claims = self._ordered(own, folder)
        return Dependencies(claims)

    def _ordered(self, paths: Iterable[str], folder: str) -> list[Claim]:
        constraining = set()
        reached = {path: _is_development_file(path) for path in list(paths)[:_MAX_FILES]}
        queue = list(reached)
        while queue:
            path = queue.pop(0)
            read = self._read(path)
            # pip-tools layers files so: what constrains one environment is what another one installs.
            constraining.update(set(read.constraints).difference(reached))
            for included in [*read.included, *read.constraints]:
                development = reached[path] and _is_development_file(included)
                if included not in reached or (reached[included] and not development):
                    reached[included] = development
                    queue.append(included)
        claims = []
        for path, development in reached.items():
            bounds = path in constraining or _CONSTRAINTS.match(path.rpartition("/")[2]) is not None
            tier, *place = _place(path, folder)
            for claim in self._read(path).claims:
                placed = _placed(claim, development=development, constraint=bounds)
                claims.append(((tier, placed.development, placed.rank, *place, placed.line), placed))
        return [claim for _, claim in sorted(claims, key=itemgetter(0))]

    def _read(self, path: str) -> _File:
        if path not in self._files:
            # A file that includes itself finds the empty one.
            self._files[path] = _File()
            try:
                data = self._tree.read(path) or b""
                self._files[path] = self._parse(path, decode(data, path) if len(data) <= _MAX_BYTES else "")
            except (DependencyFileError, SourceError) as error:
                self.notes.append(Note(path, max(error.line, 1), error.message))
        return self._files[path]

    def _parse(self, path: str, text: str) -> _File:
        name = path.rpartition("/")[2].lower()
        if name == "pyproject.toml":
            claims, files = read_pyproject(path, text)
            return _File(claims, self._inside(path, files))
        reader = _READERS.get(name)
        if reader is None and name.startswith("pylock"):
            reader = read_toml_lock
        if reader is None and "dockerfile" in name:
            reader = read_dockerfile
        if reader is not None:
            return _File(reader(path, text))
        read = read_requirements(path, text)
        return _File(read.claims, self._inside(path, read.included), self._inside(path, read.constraints))

    def _inside(self, path: str, files: Sequence[str]) -> list[str]:
        """Return included files as paths from the root; those outside of it are noted and left."""
        found = []
        for file in files:
            joined = posixpath.normpath(posixpath.join(parent_of(path), file))
            if file.startswith("/") or joined.startswith(".."):
                self.notes.append(Note(path, 1, f"takes in {file}, which lies outside of the repository"))
            elif "://" not in file:
                found.append(joined)
        return found


_READERS = {
    "uv.lock": read_toml_lock,
    "poetry.lock": read_toml_lock,
    "pdm.lock": read_toml_lock,
    "pipfile.lock": read_pipfile_lock,
    "pipfile": read_pipfile,
    "setup.cfg": read_setup_cfg,
    "setup.py": read_setup_py,
    "metadata": read_metadata,
}


def _placed(claim: Claim, *, development: bool, constraint: bool) -> Claim:
    if constraint:
        return replace(claim, rank=Rank.CONSTRAINT)
    return replace(claim, development=True) if development and not claim.development else claim


def _home(path: str) -> str:
    """Return the folder that a file speaks for: in a `requirements` folder it is the one above that."""
    folder = parent_of(path)
    while folder and (is_requirements_folder(folder) or folder.endswith(".dist-info")):
        folder = parent_of(folder)
    return folder


def _belongs_to_another(path: str, folder: str, projects: frozenset[str]) -> bool:
    """Say whether the project that a file lies in is neither this one nor around it."""
    owner = next((each for each in ancestors(_home(path)) if each in projects), None)
    return owner is not None and owner != folder and not is_below(folder, owner)


def _tier(path: str, folder: str) -> int:
    home = _home(path)
    if is_below(folder, home):
        return 0
    relative = path[len(folder) + 1 if folder else 0 :]
    return 1 if is_below(home, folder) and not stands_aside(f"{_home(relative)}/") else 2


def _is_development_file(path: str) -> bool:
    """Say whether production does without a requirements file, by its name."""
    name = path.rpartition("/")[2]
    return name.endswith((".txt", ".in", ".pip")) and is_development_group(name.rpartition(".")[0])


def _place(path: str, folder: str) -> tuple[int, int, int, str]:
    """Return how near a file is to a project and how much its name promises: the less, the better."""
    home = _home(path)
    distance = abs(folder.count("/") + bool(folder) - home.count("/") - bool(home))
    name = path.rpartition("/")[2]
    role = role_of_name(name.rpartition(".")[0])
    weight = {NameRole.PRODUCTION: 0, NameRole.BASE: 2, None: 2}.get(role, 4)
    if "dockerfile" in name.lower():
        weight = 6
    # What pip-compile has written is what gets installed.
    return _tier(path, folder), distance, weight + name.endswith(".in"), path
