"""From a source tree to findings: evaluate each judged entrypoint, run the rules, join what several modules share."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, NamedTuple

from secheaders_lint.discovery.spec import dependencies_of
from secheaders_lint.engine.edge import Mooted, mooted
from secheaders_lint.engine.provenance import add_imports, share_anchors
from secheaders_lint.engine.turning import Turns
from secheaders_lint.errors import SourceError
from secheaders_lint.evaluator.evaluation import Request, evaluate
from secheaders_lint.findings import Finding, Location, Severity
from secheaders_lint.model.site import DjangoVersion, SiteModel, Surroundings
from secheaders_lint.rules import settings_unreadable
from secheaders_lint.rules.base import finding
from secheaders_lint.views import Views

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from secheaders_lint.discovery.dependencies import Dependencies
    from secheaders_lint.discovery.found import Discovery, Entrypoint
    from secheaders_lint.rules.base import Report, Rule
    from secheaders_lint.source.tree import SourceTree


class Options(NamedTuple):
    """How to evaluate and judge: the environment that is given, the reading, Django's version where it is forced, and by whom."""

    environment: Mapping[str, str] = {}
    assume: str = "production"
    django: str | None = None
    surroundings: Surroundings = Surroundings()
    django_source: str = "--django"


class RuleFailure(NamedTuple):
    """A rule that raised: its code (empty for the evaluation itself), the module, the exception.

    It is our bug; the other rules, and the other modules, still have their turn.
    """

    code: str
    module: str
    error: Exception


class Built(NamedTuple):
    """The sites that could be evaluated, the entrypoints that could not be read, and those that we failed on."""

    sites: tuple[SiteModel, ...]
    unreadable: tuple[tuple[Entrypoint, SourceError], ...]
    failures: tuple[RuleFailure, ...]


class Judged(NamedTuple):
    """One entrypoint that was evaluated, what the rules found in it, and what they would without the declared edge."""

    entrypoint: Entrypoint
    site: SiteModel
    findings: tuple[Finding, ...]
    mooted: tuple[Mooted, ...] = ()


class Outcome(NamedTuple):
    """Everything that a run found out."""

    discovery: Discovery
    judged: tuple[Judged, ...]
    failures: tuple[RuleFailure, ...]
    unreadable: tuple[Finding, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, those of several modules that share their cause made one."""
        return tuple(joined([*(found for each in self.judged for found in each.findings), *self.unreadable]))


def build_site(
    tree: SourceTree,
    entrypoint: Entrypoint,
    dependencies: Dependencies,
    options: Options,
    views: Views,
    texts: Mapping[str, str] | None = None,
) -> SiteModel:
    """Evaluate an entrypoint and return its site; raises :class:`SourceError` where its module cannot be read.

    ``texts`` are those of :class:`Request`.
    """
    django = django_version(dependencies, options)
    request = Request(
        module=entrypoint.module,
        configuration=entrypoint.configuration,
        search_roots=entrypoint.search_roots,
        given=options.environment,
        assume=options.assume,
        django=django.version,
        names_package=dependencies.names_package,
        package_version=dependencies.version_of,
        texts=texts,
    )
    evaluation = evaluate(tree, request)
    return SiteModel(
        entrypoint, evaluation, evaluation.reading, django, dependencies, options.surroundings, views
    )


def build_sites(
    tree: SourceTree, discovery: Discovery, entrypoints: Iterable[Entrypoint], options: Options
) -> Built:
    """Evaluate entrypoints; one that cannot be read, or that we fail on, does not take the others with it."""
    sites: list[SiteModel] = []
    unreadable: list[tuple[Entrypoint, SourceError]] = []
    failures: list[RuleFailure] = []
    views = Views(tree)
    for entrypoint in entrypoints:
        try:
            dependencies = dependencies_of(tree, discovery, entrypoint)
            sites.append(build_site(tree, entrypoint, dependencies, options, views))
        except SourceError as error:  # noqa: PERF203 - entrypoints are few
            unreadable.append((entrypoint, error))
        except Exception as error:  # noqa: BLE001 - it is our bug, and reported as one
            failures.append(RuleFailure("", entrypoint.name, error))
    return Built(tuple(sites), tuple(unreadable), tuple(failures))


def django_version(dependencies: Dependencies, options: Options) -> DjangoVersion:
    """Return the version of Django that the project runs on, and where that was read."""
    if options.django is not None:
        return DjangoVersion(options.django, options.django_source, exact=True)
    found = dependencies.find("django")
    if found is None or found.version is None:
        return DjangoVersion(None, None, exact=False)
    return DjangoVersion(found.version, f"{found.path}:{found.line}", exact=found.exact)


def run_rules(site: SiteModel, rules: Iterable[Rule]) -> tuple[list[Finding], list[RuleFailure]]:
    """Run rules over a site; each finding's confidence is lowered to what it rests on."""
    found: list[Finding] = []
    failures: list[RuleFailure] = []
    turns = Turns(site)
    for rule in rules:
        try:
            reports = _reports(site, rule)
            found += [
                finding(rule, report, site.entrypoint.name, turns.confidence(rule, report))
                for report in reports
            ]
        except Exception as error:  # noqa: BLE001, PERF203 - one broken rule must not take the others with it
            failures.append(RuleFailure(rule.code, site.entrypoint.name, error))
    return found, failures


def _reports(site: SiteModel, rule: Rule) -> list[Report]:
    site.settings.asked = set()
    return list(rule.check(site))


def judge(
    tree: SourceTree,
    discovery: Discovery,
    entrypoints: Iterable[Entrypoint],
    rules: Iterable[Rule],
    options: Options,
) -> Outcome:
    """Judge entrypoints; what cannot be read becomes a SET finding and the rest goes on."""
    built = build_sites(tree, discovery, entrypoints, options)
    judged: list[Judged] = []
    failures = [*built.failures]
    known = tuple(rules)
    for site in built.sites:
        found, failed = run_rules(site, known)
        moot = mooted(site, found, lambda other: run_rules(other, known)[0])
        judged.append(Judged(site.entrypoint, site, tuple(found), moot))
        failures += failed
    share_anchors([(each.site, each.findings) for each in judged])
    for each in judged:
        add_imports(each.site, (*each.findings, *(moot.finding for moot in each.mooted)))
    unreadable = tuple(
        settings_unreadable.unreadable(entrypoint, error) for entrypoint, error in built.unreadable
    )
    return Outcome(discovery, tuple(judged), tuple(failures), unreadable)


def joined(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings with those of several modules that share their cause made one, in the order of reports."""
    by_cause: dict[object, Finding] = {}
    for each in findings:
        known = by_cause.get(each.cause)
        by_cause[each.cause] = copy(each) if known is None else _both(known, each)
    return sorted(by_cause.values(), key=Finding.order)


def _both(known: Finding, other: Finding) -> Finding:
    known.modules = tuple(dict.fromkeys((*known.modules, *other.modules)))
    known.confidence = max(known.confidence, other.confidence)
    known.severity = max(known.severity, other.severity)
    known.related = tuple(dict.fromkeys((*known.related, *other.related)))
    return known


__all__ = ["Location", "Options", "Outcome", "Severity", "build_site", "judge", "run_rules"]
