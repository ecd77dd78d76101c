"""What a project depends on, and in which versions, from whatever files of the repository say so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from secheaders_lint.discovery.formats.claims import Claim, Rank, normalise
from secheaders_lint.discovery.imports import providers_of
from secheaders_lint.discovery.versions import is_version, newest_admitted, newest_of

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Requirement:
    """A distribution that the project depends on."""

    name: str
    """The normalised name."""
    version: str | None
    """The exact version, or the newest known release that a range admits; None where neither is known."""
    exact: bool
    """A lock or a pin says the version."""
    specifier: str
    """What the file says, as it is written there."""
    path: str
    line: int
    direct: bool
    """The project names it itself; other names come from locks."""


class Dependencies:
    """The distributions that a project's files name; the order of the claims is their order of preference."""

    __slots__ = ("_answers", "_claims", "_constraints")

    def __init__(self, claims: Iterable[Claim] = ()) -> None:
        self._claims: dict[str, list[Claim]] = {}
        self._constraints: dict[str, list[Claim]] = {}
        self._answers: dict[str, Requirement | None] = {}
        for claim in claims:
            kept = self._constraints if claim.rank is Rank.CONSTRAINT else self._claims
            kept.setdefault(claim.name, []).append(claim)

    def names(self) -> frozenset[str]:
        """Return the normalised names of all distributions, also of those for development and of transitive ones."""
        return frozenset(self._claims)

    def find(self, name: str) -> Requirement | None:
        """Return what is known of a distribution, None where no file names it."""
        key = normalise(name)
        if key not in self._answers:
            self._answers[key] = self._find(key)
        return self._answers[key]

    def version_of(self, name: str) -> str | None:
        """Return the version of a distribution; None where no file tells it."""
        found = self.find(name)
        return None if found is None else found.version

    def names_package(self, import_name: str) -> bool:
        """Say whether a distribution that production installs provides an import name."""
        return any(self._in_production(name) for name in providers_of(import_name) if name in self._claims)

    def _in_production(self, name: str) -> bool:
        # Some locks do not tell the groups apart; what the project itself says of a package comes first.
        claims = self._claims[name]
        telling = [claim for claim in claims if claim.direct] or claims
        return not all(claim.development for claim in telling)

    def _find(self, name: str) -> Requirement | None:
        claims = self._claims.get(name)
        if not claims:
            return None
        best = claims[0]
        direct = any(claim.direct for claim in claims)
        # One file may name several versions for different Pythons or platforms.
        versions = {
            each.version
            for each in claims
            if (each.path, each.rank) == (best.path, best.rank) and each.version
        }
        if len(versions) > 1:
            newest = newest_of(sorted(versions))
            best = next(each for each in claims if each.version == newest)
            return Requirement(
                name,
                newest,
                exact=False,
                specifier=best.specifier,
                path=best.path,
                line=best.line,
                direct=direct,
            )
        if best.version is not None:
            return _requirement(best, best.version, exact=True, direct=direct)
        return self._ranged(best, direct=direct)

    def _ranged(self, best: Claim, *, direct: bool) -> Requirement:
        constraints = self._constraints.get(best.name, [])
        pinned = next((each for each in constraints if each.version is not None), None)
        if pinned is not None:
            return _requirement(pinned, pinned.version, exact=True, direct=direct)
        specifiers = (best.specifier, *(each.specifier for each in constraints))
        version = newest_admitted(best.name, specifiers) or newest_admitted(best.name, (best.specifier,))
        return _requirement(best, version, exact=False, direct=direct)


def _requirement(claim: Claim, version: str | None, *, exact: bool, direct: bool) -> Requirement:
    known = version if version is not None and is_version(version) else None
    return Requirement(
        claim.name, known, exact and known is not None, claim.specifier, claim.path, claim.line, direct
    )
