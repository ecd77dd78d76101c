"""Where findings stand: by which imports the entrypoint comes to a place, and one place for what several modules lack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.evaluator.conditions import FALSE, TRUE
from secheaders_lint.findings import Location, Related

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from secheaders_lint.evaluator.namespaces import Origin
    from secheaders_lint.findings import Finding
    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.source.module import SourceModule

IMPORTED = "imported here"


def add_imports(site: SiteModel, findings: Iterable[Finding]) -> None:
    """Tell of findings in an imported file by which imports the entrypoint comes to it."""
    for each in findings:
        if each.location.path == site.entrypoint.path:
            continue
        known = {related.location for related in each.related}
        chain = imports_of(site, each)
        each.related += tuple(Related(IMPORTED, place) for place in chain if place not in known)


def imports_of(site: SiteModel, finding: Finding) -> tuple[Location, ...]:
    """Return the import statements, outermost first, by which what a finding is about comes into the namespace.

    Of the chains that lead to its file under the reading, that of the very place is taken, else that of the setting which
    the finding is about, else any.
    """
    best: tuple[tuple[bool, bool, bool], Origin] | None = None
    for name, origin in _origins(site, finding.location.path):
        cond = site.reading.project(origin.cond)
        if cond == FALSE:
            continue
        rank = (not _stands_at(origin, finding.location), name != finding.subject, cond != TRUE)
        if best is None or rank < best[0]:
            best = (rank, origin)
    if best is None:
        return ()
    return tuple(place for via in best[1].via if (place := site.place(via)) is not None)


def _origins(site: SiteModel, path: str) -> Iterator[tuple[str, Origin]]:
    for name, binding in site.evaluation.namespace.bindings.items():
        for origin in binding.origins:
            if origin.site.source.path == path and origin.via:
                yield name, origin


def _stands_at(origin: Origin, location: Location) -> bool:
    return origin.site.source.covers(origin.site.node, location.line)


def share_anchors(judged: Sequence[tuple[SiteModel, Sequence[Finding]]]) -> None:
    """Give what a module lacks as well as one that it imports the place in the imported one: it is one cause.

    A setting that is written in both is two causes, and stays where it is written.
    """
    for site, findings in judged:
        files = {source.path for source in sources_of(site)} - {site.entrypoint.path}
        for each in findings:
            if not _is_lack(site, each):
                continue
            for other, others in judged:
                if other.entrypoint.path not in files:
                    continue
                same = next(
                    (one for one in others if one.code == each.code and one.message == each.message), None
                )
                if same is not None and _is_lack(other, same):
                    each.location = same.location
                    each.related = same.related


def _is_lack(site: SiteModel, finding: Finding) -> bool:
    """Tell whether a finding is about a setting or header that is not there, rather than about one that is."""
    # Other subjects are middleware and values, by their dotted path.
    return "." not in finding.subject and not site.settings.is_set(finding.subject)


def sources_of(site: SiteModel) -> Iterator[SourceModule]:
    """Yield the files that a site's settings are made of."""
    for module in site.evaluation.machine.importer.modules.values():
        source = getattr(module, "source", None)
        if source is not None:
            yield source
