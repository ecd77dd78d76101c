"""Requirements files, as pip reads them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from secheaders_lint.discovery.formats.claims import Claim, claim_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_COMMENT = re.compile(r"(?:^|\s)#.*")
_INCLUDE = re.compile(r"(?:-r|--requirement|-c|--constraint)(?:\s+|=)?(?P<file>\S+)")
_OPTION = re.compile(r"\s--?(?:hash|config-settings|global-option|install-option)\b.*")
_EGG = re.compile(r"#(?:.*&)?egg=([\w.-]+)")
_EDITABLE = re.compile(r"(?:-e|--editable)(?:\s+|=)(.*)")


@dataclass(frozen=True, slots=True)
class RequirementsFile:
    """What a requirements file claims, and the files that it takes in, relative to its own folder."""

    claims: list[Claim] = field(default_factory=list)
    included: list[str] = field(default_factory=list)
    constraints: list[str] = field(default_factory=list)


def read_requirements(path: str, text: str, *, development: bool = False) -> RequirementsFile:
    """Read one requirements file; what it includes is for the caller to follow."""
    found = RequirementsFile()
    for line, entry in _entries(text):
        include = _INCLUDE.fullmatch(entry)
        if include:
            target = found.constraints if entry.startswith(("-c", "--constraint")) else found.included
            target.append(include["file"].strip("\"'"))
            continue
        claim = _claim(entry, path, line, development=development)
        if claim is not None:
            found.claims.append(claim)
    return found


def _entries(text: str) -> Iterator[tuple[int, str]]:
    """Yield (line, entry) with continued lines joined and comments gone."""
    pending: list[str] = []
    start = 1
    for number, raw in enumerate(text.split("\n"), start=1):
        if not pending:
            start = number
        if raw.lstrip().startswith("#"):
            pending = []
        if raw.endswith("\\"):
            pending.append(raw[:-1])
            continue
        entry = _COMMENT.sub("", " ".join([*pending, raw])).strip()
        pending = []
        # The value of an environment variable is not to be had here.
        if entry and "${" not in entry:
            yield start, entry


def _claim(entry: str, path: str, line: int, *, development: bool) -> Claim | None:
    editable = _EDITABLE.fullmatch(entry)
    if editable:
        entry = editable[1].strip()
    elif entry.startswith("-"):
        return None
    egg = _EGG.search(entry)
    if egg and " @ " not in entry:
        entry = f"{egg[1]} @ {entry.split('#')[0]}"
    return claim_of(_OPTION.sub("", entry), path, line, development=development)
