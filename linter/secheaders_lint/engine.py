"""From a source tree to findings: evaluate each judged entrypoint, run the rules, join what several modules share."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from secheaders_lint.errors import SourceError
from secheaders_lint.findings import Confidence, Finding, Location, Severity
from secheaders_lint.model.site import DjangoVersion, SiteModel, Surroundings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from secheaders_lint.discovery.dependencies import Dependencies
    from secheaders_lint.discovery.found import Discovery, Entrypoint
    from secheaders_lint.evaluator.readings import Reading
    from secheaders_lint.rules.base import Report, Rule
    from secheaders_lint.source.tree import SourceTree

# More atoms than this are not turned over one by one to see what a finding rests on.
_MAX_TURNED = 24


class Options(NamedTuple):
    """How to evaluate and judge: the environment that is given, the reading, Django's version where it is forced."""

    environment: Mapping[str, str] = {}
    assume: str = "production"
    django: str | None = None
    surroundings: Surroundings = Surroundings()


class RuleFailure(NamedTuple):
    """A rule that raised: its code, the module, the exception. It is our bug; the other rules still run."""

    code: str
    module: str
    error: Exception


class Judged(NamedTuple):
    """One entrypoint that was evaluated, and what the rules found in it."""

    entrypoint: Entrypoint
    site: SiteModel
    findings: tuple[Finding, ...]


class Outcome(NamedTuple):
    """Everything that a run found out."""

    discovery: Discovery
    judged: tuple[Judged, ...]
    findings: tuple[Finding, ...]
    failures: tuple[RuleFailure, ...]


def build_site(tree: SourceTree, entrypoint: Entrypoint, dependencies: Dependencies, options: Options) -> SiteModel:
    """Evaluate an entrypoint and return its site; raises :class:`SourceError` where its module cannot be read."""
    from secheaders_lint.evaluator.evaluation import Request, evaluate

    django = django_version(dependencies, options.django)
    request = Request(
        module=entrypoint.module,
        configuration=entrypoint.configuration,
        search_roots=entrypoint.search_roots,
        given=options.environment,
        assume=options.assume,
        django=django.version,
        names_package=dependencies.names_package,
    )
    evaluation = evaluate(tree, request)
    return SiteModel(entrypoint, evaluation, evaluation.reading, django, dependencies, options.surroundings)


def django_version(dependencies: Dependencies, forced: str | None) -> DjangoVersion:
    """Return the version of Django that the project runs on, and where that was read."""
    if forced is not None:
        return DjangoVersion(forced, "--django", exact=True)
    found = dependencies.find("django")
    if found is None or found.version is None:
        return DjangoVersion(None, None, exact=False)
    return DjangoVersion(found.version, f"{found.path}:{found.line}", exact=found.exact)


def run_rules(site: SiteModel, rules: Iterable[Rule]) -> tuple[list[Finding], list[RuleFailure]]:
    """Run rules over a site; each finding's confidence is lowered to what it rests on."""
    from secheaders_lint.rules.base import finding

    found: list[Finding] = []
    failures: list[RuleFailure] = []
    for rule in rules:
        try:
            reports = _reports(site, rule)
            found += [finding(rule, report, site.entrypoint.name, _confidence(site, rule, report)) for report in reports]
        except Exception as error:  # noqa: BLE001 - one broken rule must not take the others with it
            failures.append(RuleFailure(rule.code, site.entrypoint.name, error))
    return found, failures


def _reports(site: SiteModel, rule: Rule) -> list[Report]:
    site.settings.asked = set()
    return list(rule.check(site))


def _confidence(site: SiteModel, rule: Rule, report: Report) -> Confidence:
    """Return high where the finding holds in every reading, medium where turning one atom over makes it go away."""
    from secheaders_lint.model.platforms import is_platform_marker

    conditions = site.evaluation.machine.conditions
    atoms = [conditions.at(index) for index in site.settings.atoms(set(site.settings.asked))]
    if any(is_platform_marker(atom.subject) for atom in atoms):
        return Confidence.LOW
    if len(atoms) > _MAX_TURNED:
        return Confidence.MEDIUM
    for atom in atoms:
        other = turned(site, atom.index)
        if other is not None and not any(again.subject == report.subject for again in rule.check(site.under(other))):
            return Confidence.MEDIUM
    return Confidence.HIGH


def turned(site: SiteModel, index: int) -> Reading | None:
    """Return the site's reading with one atom the other way round; ``None`` where it cannot be."""
    return site.reading.turned(index)


def judge(tree: SourceTree, discovery: Discovery, entrypoints: Iterable[Entrypoint], rules: Iterable[Rule], options: Options) -> Outcome:
    """Judge entrypoints; what cannot be read becomes a SET finding and the rest goes on."""
    from secheaders_lint.discovery.spec import dependencies_of
    from secheaders_lint.rules import settings_unreadable

    judged: list[Judged] = []
    findings: list[Finding] = []
    failures: list[RuleFailure] = []
    known = tuple(rules)
    for entrypoint in entrypoints:
        try:
            site = build_site(tree, entrypoint, dependencies_of(tree, discovery, entrypoint), options)
        except SourceError as error:
            findings.append(settings_unreadable.unreadable(entrypoint, error))
            continue
        found, failed = run_rules(site, known)
        judged.append(Judged(entrypoint, site, tuple(found)))
        findings += found
        failures += failed
    return Outcome(discovery, tuple(judged), tuple(joined(findings)), tuple(failures))


def joined(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings with those of several modules that share their cause made one, in the order of reports."""
    by_cause: dict[object, Finding] = {}
    for finding in findings:
        known = by_cause.get(finding.cause)
        if known is None:
            by_cause[finding.cause] = finding
        else:
            known.modules = tuple(dict.fromkeys((*known.modules, *finding.modules)))
            known.confidence = max(known.confidence, finding.confidence)
            known.severity = max(known.severity, finding.severity)
    return sorted(by_cause.values(), key=Finding.order)


__all__ = ["Location", "Options", "Outcome", "Severity", "build_site", "judge", "run_rules"]
