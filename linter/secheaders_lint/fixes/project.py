"""The project as it stands at one moment: its entrypoints evaluated, what rules report of them, what they hold, what they send."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from secheaders_lint.data import cors
from secheaders_lint.data.django import knows_setting
from secheaders_lint.discovery.found import Role
from secheaders_lint.discovery.spec import dependencies_of
from secheaders_lint.engine import build_site
from secheaders_lint.engine.provenance import sources_of
from secheaders_lint.errors import SourceError
from secheaders_lint.evaluator.conditions import TooManyConditions
from secheaders_lint.evaluator.readings import debug_texts, grounds_of_texts
from secheaders_lint.evaluator.values import Choice, DictValue, Sequence
from secheaders_lint.fixes.alike import Alike
from secheaders_lint.fixes.differences import answers_of
from secheaders_lint.rules.permissions_policy_refused import SETTINGS as PERMISSIONS_SETTINGS
from secheaders_lint.rules.policies import NATIVE_SETTINGS, VERSION_4_SETTINGS
from secheaders_lint.source.overlay import OverlayTree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from secheaders_lint.discovery.found import Discovery, Entrypoint
    from secheaders_lint.engine import Options
    from secheaders_lint.evaluator.values import Value
    from secheaders_lint.findings import Finding
    from secheaders_lint.fixes.differences import Answer, Key
    from secheaders_lint.model.site import SiteModel
    from secheaders_lint.rules.base import Report, Rule
    from secheaders_lint.source.tree import SourceTree
    from secheaders_lint.views import Views


# How far down the parts of a setting are followed: a policy is a list in a dictionary in a dictionary.
_DEEPEST = 4
_OF_PACKAGES = frozenset(
    (*cors.LISTED, *cors.PATTERNS, *NATIVE_SETTINGS, *VERSION_4_SETTINGS, *PERMISSIONS_SETTINGS)
)
# What a setting holds under the reading, and all that it may hold, each with what stands for its condition.
Held = tuple[str, frozenset[tuple[str, object]]]


class Stated(NamedTuple):
    """A rule and one of its reports."""

    rule: Rule
    report: Report


class Look:
    """One entrypoint as it stands: everything that a fix is held against, each worked out when it is asked for."""

    def __init__(self, site: SiteModel, rules: tuple[Rule, ...]) -> None:
        self.site = site
        self._rules = rules

    @cached_property
    def paths(self) -> frozenset[str]:
        """The files that its settings are made of."""
        return frozenset(source.path for source in sources_of(self.site))

    @cached_property
    def stated(self) -> tuple[Stated, ...]:
        """What the rules report."""
        return tuple(Stated(rule, report) for rule in self._rules for report in self._reports(rule))

    def _reports(self, rule: Rule) -> tuple[Report, ...]:
        try:
            return tuple(rule.check(self.site))
        except Exception:  # noqa: BLE001 - the engine told of it; the others have their turn
            return ()

    @property
    def texts(self) -> dict[str, str] | None:
        """What variables that name the environment hold in production; ``None`` where the evaluation did not come to its end."""
        evaluation = self.site.evaluation
        return None if evaluation.spent else evaluation.texts

    @cached_property
    def values(self) -> dict[str, Held]:
        """Every setting with what it holds in all worlds; to be compared with that of another evaluation."""
        alike = Alike(self.site.evaluation.machine.conditions)
        return {name: _value(self.site, name, alike) for name in self.site.evaluation.names()}

    @cached_property
    def answers(self) -> dict[Key, Answer]:
        """What it sends."""
        return answers_of(self.site)

    @cached_property
    def needs(self) -> frozenset[str]:
        """What the settings need to be read to their end, such as that a variable is set: else an exception is raised."""
        conditions = self.site.evaluation.machine.conditions
        atoms = [conditions.at(index) for each in conditions.assumed for index in conditions.support(each)]
        return frozenset(atom.when for atom in atoms)

    def blocks_of(self, name: str) -> frozenset[str]:
        """Return the names of lists that a list setting is put together from: they change with it.

        A list that shares some of its items with it, and has others as well, is something else, and so is a setting of its own.
        """
        parts = _places(self.site, name)
        return frozenset(
            other
            for other in self.values
            if other != name
            and not _is_setting(self.site, other)
            and _is_block(_places(self.site, other), parts)
        )

    def dependents_of(self, names: frozenset[str]) -> frozenset[str]:
        """Return the names of settings that depend on the environment as one of these does."""
        settings = self.site.settings
        atoms = set(settings.atoms(set(names))) if names else set()
        return (
            frozenset(other for other in self.values if atoms & {*settings.atoms({other})})
            if atoms
            else frozenset()
        )


def _rests_on_same(before: Look, after: Look) -> bool:
    """Tell whether nothing has changed by which the texts of variables are found out, or tried until DEBUG is off."""
    one, other = before.site.evaluation, after.site.evaluation
    if grounds_of_texts(one.machine) != grounds_of_texts(other.machine):
        return False
    tries = [debug_texts(each.machine, each.value("DEBUG")) for each in (one, other)]
    if tries[0] != tries[1]:
        return False
    return before.values.get("DEBUG") == after.values.get("DEBUG")


def _is_setting(site: SiteModel, name: str) -> bool:
    """Tell whether Django or a package that rules know of reads a name: nobody expects it to change with another one."""
    return name in _OF_PACKAGES or knows_setting(name, site.django.version)


def _is_block(own: frozenset[int], parts: frozenset[int]) -> bool:
    return bool(own) and own <= parts


def _places(site: SiteModel, name: str) -> frozenset[int]:
    return frozenset(_nodes(site.evaluation.value(name), 0))


def _nodes(value: Value, depth: int) -> Iterator[int]:
    """Yield what stands for the places of the parts of a list or dictionary, and of theirs, whatever the environment."""
    if depth > _DEEPEST:
        return
    if isinstance(value, Choice):
        for _, part in value.alternatives:
            yield from _nodes(part, depth + 1)
        return
    items = value.items if isinstance(value, Sequence) else ()
    for item in value.items.values() if isinstance(value, DictValue) else items:
        if item.site is not None:
            yield id(item.site.node)
        yield from _nodes(item.value, depth + 1)


def _value(site: SiteModel, name: str, alike: Alike) -> Held:
    renderer = site.settings.renderer
    value = site.evaluation.value(name)
    shown = repr(renderer.under_reading(value))
    try:
        return (shown, frozenset((repr(case.value), alike.of(case.cond)) for case in renderer.cases(value)))
    except TooManyConditions:
        return (shown, frozenset())


class Project:
    """All entrypoints of a tree: those that are judged, and those that share files with them."""

    def __init__(
        self,
        tree: SourceTree,
        discovery: Discovery,
        options: Options,
        rules: tuple[Rule, ...],
        looks: Mapping[Entrypoint, Look],
        others: tuple[Entrypoint, ...],
        views: Views,
    ) -> None:
        self.tree = tree
        self.discovery = discovery
        self.options = options
        self.rules = rules
        self.looks = dict(looks)
        self.unread = others
        self.views = views

    def touched(self, paths: Iterable[str]) -> list[Entrypoint]:
        """Return the entrypoints that read one of these files, evaluating those that nobody has looked at yet."""
        self._look_at_others()
        wanted = set(paths)
        return [each for each, look in self.looks.items() if look.paths & wanted]

    def _look_at_others(self) -> None:
        others, self.unread = self.unread, ()
        for each in others:
            look = self._look(self.tree, each, self.views)
            if look is not None:
                self.looks[each] = look

    def _look(
        self, tree: SourceTree, entrypoint: Entrypoint, views: Views, before: Look | None = None
    ) -> Look | None:
        """Return an entrypoint as a tree has it; ``None`` where its module cannot be read."""
        try:
            dependencies = dependencies_of(tree, self.discovery, entrypoint)
            texts = None if before is None else before.texts
            look = Look(build_site(tree, entrypoint, dependencies, self.options, views, texts), self.rules)
            if texts is not None and before is not None and not _rests_on_same(before, look):
                look = Look(build_site(tree, entrypoint, dependencies, self.options, views), self.rules)
        except SourceError:
            return None
        return look

    def changed(self, files: Mapping[str, bytes]) -> Project:
        """Return the project with other bytes in some files: what it looks like then is for :meth:`look_again`."""
        tree = OverlayTree(self.tree, files)
        views = self.views.after(tree, files)
        return Project(tree, self.discovery, self.options, self.rules, self.looks, self.unread, views)

    def look_again(self, entrypoint: Entrypoint) -> Look | None:
        """Evaluate an entrypoint that a change has touched; ``None`` where its module cannot be read any more."""
        look = self._look(self.tree, entrypoint, self.views, self.looks.get(entrypoint))
        if look is not None:
            self.looks[entrypoint] = look
        return look

    def stated(self, name: str, code: str, subject: str) -> Stated | None:
        """Return what a rule reports of a subject in the entrypoint of that name; ``None`` where it does not (any more)."""
        look = self.look_of(name)
        stated = () if look is None else look.stated
        return next((one for one in stated if (one.rule.code, one.report.subject) == (code, subject)), None)

    def look_of(self, name: str) -> Look | None:
        """Return the entrypoint of that name; ``None`` where there is none."""
        return next((look for each, look in self.looks.items() if each.name == name), None)

    def still_stating(self, finding: Finding, touched: set[Entrypoint]) -> Iterator[Entrypoint]:
        """Yield the entrypoints of a finding that a change of others would leave as they are.

        A base that nobody is started with may stay so where what is deployed is mended.
        """
        deployed = any(each.name in finding.modules and each.role is not Role.BASE for each in touched)
        for each, look in self.looks.items():
            if each.name not in finding.modules or each in touched or (deployed and each.role is Role.BASE):
                continue
            if any(
                one.rule.code == finding.code and one.report.subject == finding.subject for one in look.stated
            ):
                yield each
