"""Hosts known to serve what gets around an allowlist: JSONP endpoints, Angular, Flash files (CSP Evaluator's lists)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from secheaders_lint.csp.hosts import WILDCARD, locate
from secheaders_lint.data import load

if TYPE_CHECKING:
    from secheaders_lint.csp.hosts import Location

ANGULAR, JSONP, FLASH = "angular", "jsonp", "flash"


class Bypass(NamedTuple):
    """A file or endpoint on a known host; some JSONP endpoints are of use only beside ``'unsafe-eval'``."""

    host: str
    path: str
    needs_eval: bool


def find_bypass(source: str, kind: str, *, with_eval: bool = False) -> Bypass | None:
    """Return the first bypass of a kind that a host source lets in; ``None`` where none is known.

    A host fits when it is equal, or lies under the ``*.`` in front of the source; a path that ends in ``/`` fits what
    begins with it, any other has to be equal; port, query and scheme do not matter.
    """
    place = locate(source)
    if place is None:
        return None
    host = place.host.removeprefix(WILDCARD) if place.host.startswith(f"{WILDCARD}.") else place.host
    known = _known(kind).get(host, ())
    return next((each for each in known if _fits(place, each) and (with_eval or not each.needs_eval)), None)


def _fits(place: Location, bypass: Bypass) -> bool:
    if place.path == "/":
        return True
    return bypass.path.startswith(place.path) if place.path.endswith("/") else bypass.path == place.path


@cache
def _known(kind: str) -> dict[str, list[Bypass]]:
    """Return the bypasses of a kind by host, and by every end of it that begins with a dot: that is what ``*`` stands before."""
    found: dict[str, list[Bypass]] = {}
    for host, rows in load("csp_bypass_hosts.json")["hosts"].items():
        ends = [host, *(host[place:] for place, letter in enumerate(host) if letter == ".")]
        for row in rows:
            if row["kind"] != kind:
                continue
            bypass = Bypass(host, row["path"], row.get("needs_unsafe_eval", False))
            for end in ends:
                found.setdefault(end, []).append(bypass)
    return found
