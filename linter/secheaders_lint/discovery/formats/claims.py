"""What one file says of one distribution, and the requirement syntax that most formats share."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from enum import IntEnum

from secheaders_lint.source.text import line_starts

# For text without doubled blanks: no blank may be matched in two ways, or there were as many as ways to share them out.
_REQUIREMENT = re.compile(
    r" ?(?P<name>[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?) ?(?:\[[^\]]*\] ?)?"
    r"(?:@ ?(?P<url>\S+)|\(?(?P<specifier>(?: ?(?:===|[<>=!~]=|[<>]) ?[\w.*+!-]+(?: ?,)?)*) ?\)?) ?(?:;(?P<marker>.*))?$"
)
# Longer ones are no requirements that a person wrote.
_MAX_CHARS = 1000
_EXACT = re.compile(r"={2,3}\s*v?(\d[\w.!+-]*)")
_TAG = re.compile(r"(?:@|/|-)v?(\d+\.\d+(?:\.\d+)?)(?:\.zip|\.tar\.gz|-py\d[\w.-]*\.whl|#|$)")


class Rank(IntEnum):
    """How much a claim is worth: a lock beats a pin, a pin beats a range."""

    LOCK = 0
    PIN = 1
    RANGE = 2
    CONSTRAINT = 3
    """Says nothing about whether the distribution is installed, only which of its versions may be."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One line of one file about one distribution."""

    name: str
    specifier: str
    rank: Rank
    path: str
    line: int
    version: str | None = None
    """The version, where it is said exactly."""
    development: bool = False
    """It belongs to a group that production does not install."""
    direct: bool = True
    """The project names it itself; in a lock it may be a dependency of a dependency."""


class DependencyFileError(Exception):
    """A dependency file that cannot be read: why, and the 1-based line."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.message = message
        self.line = line


def normalise(name: str) -> str:
    """Return the name of a distribution as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def exact_version(specifier: str) -> str | None:
    """Return the one version that a specifier admits, None where it is a range."""
    for part in specifier.split(","):
        found = _EXACT.fullmatch(part.strip())
        if found:
            return found[1]
    return None


def claim_of(text: str, path: str, line: int, *, development: bool = False) -> Claim | None:
    """Return what a requirement in the syntax of PEP 508 claims, None where the text is none."""
    found = _REQUIREMENT.match(re.sub(r"\s+", " ", text)) if len(text) <= _MAX_CHARS else None
    if found is None:
        return None
    specifier = re.sub(r"\s+", "", found["specifier"] or "").rstrip(",")
    version = exact_version(specifier)
    if found["url"]:
        tag = _TAG.search(found["url"])
        specifier, version = f"@ {found['url']}", tag[1] if tag else None
    rank = Rank.RANGE if version is None else Rank.PIN
    return Claim(normalise(found["name"]), specifier, rank, path, line, version, development)


class Lines:
    """Where the lines of a text begin: to count them anew for each of many claims would take the square of its size."""

    __slots__ = ("_starts",)

    def __init__(self, text: str) -> None:
        self._starts = line_starts(text)

    def at(self, offset: int) -> int:
        """Return the 1-based line of an offset; 1 where the offset is that of a failed search."""
        return bisect_right(self._starts, max(offset, 0))
