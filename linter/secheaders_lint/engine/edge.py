"""What the declared edge makes moot: the findings that rules would report if the proxy or CDN did not send its headers.

Each rule knows by itself what a header of the edge means to it; here its findings with and without are compared, so that
what went away can be listed, and by which header.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from secheaders_lint.findings import Finding
    from secheaders_lint.model.site import SiteModel


class Mooted(NamedTuple):
    """A finding that the edge takes care of, and the header that does."""

    finding: Finding
    header: str


def mooted(
    site: SiteModel, standing: Iterable[Finding], judge: Callable[[SiteModel], Iterable[Finding]]
) -> tuple[Mooted, ...]:
    """Return what ``judge`` finds in a site without its edge and not with it (``standing``), in the order it finds it."""
    edge = site.surroundings.edge
    if not edge:
        return ()
    left = {_key(each) for each in standing}
    gone = [each for each in judge(_with(site, {})) if _key(each) not in left]
    alone: dict[str, set[tuple[str, str]]] = {}
    found = []
    for each in gone:
        for name, value in edge.items():
            if name not in alone:
                alone[name] = {_key(other) for other in judge(_with(site, {name: value}))}
        header = next((name for name in edge if _key(each) not in alone[name]), next(iter(edge)))
        found.append(Mooted(each, header))
    return tuple(found)


def _key(finding: Finding) -> tuple[str, str]:
    return finding.code, finding.subject


def _with(site: SiteModel, edge: Mapping[str, str]) -> SiteModel:
    return site.among(site.surroundings._replace(edge=edge))
