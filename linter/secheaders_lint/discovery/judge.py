"""Which candidates are judged: what is deployed, as far as names and the files that name them tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.discovery.found import Entrypoint, Evidence, Role
from secheaders_lint.discovery.locate import is_below
from secheaders_lint.discovery.mentions import DEFAULT, Voice
from secheaders_lint.discovery.words import NameRole, role_of_name, stands_aside, words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from secheaders_lint.discovery.candidates import Candidate
    from secheaders_lint.discovery.mentions import Mention

_BY_NAME = {
    NameRole.PRODUCTION: Role.PRODUCTION,
    NameRole.DEVELOPMENT: Role.DEVELOPMENT,
    NameRole.TEST: Role.TEST,
    NameRole.BASE: Role.BASE,
}
# Words that leave a production name the name of *the* production settings.
_PLAIN_WORDS = frozenset({"settings", "setting", "config", "conf", "configuration", "django", "site"})


def role_by_name(name: str) -> Role:
    """Return the role that the name of a class or module speaks of."""
    by_name = role_of_name(name)
    return Role.UNKNOWN if by_name is None else _BY_NAME.get(by_name, Role.UNKNOWN)


def role_of(candidate: Candidate) -> Role:
    """Return the role of a candidate by its name and by who names it."""
    if candidate.look.hollow:
        return Role.UNKNOWN
    by_name = candidate.name_role
    if by_name in {NameRole.TEST, NameRole.DEVELOPMENT}:
        return _BY_NAME[by_name]
    deployed = candidate.is_named_by(Voice.DEPLOY) and by_name is not NameRole.AUXILIARY
    if deployed or by_name is NameRole.PRODUCTION:
        return Role.PRODUCTION
    if by_name is not None:
        return _BY_NAME.get(by_name, Role.UNKNOWN)
    if candidate.is_named_by(Voice.SERVER):
        return Role.PRODUCTION
    if candidate.mentions and not candidate.is_named_by(
        Voice.MANAGE, Voice.SCRIPT, Voice.NEUTRAL, Voice.BUILD
    ):
        return Role.TEST if candidate.is_named_by(Voice.TEST) else Role.DEVELOPMENT
    return Role.UNKNOWN


class Judge:
    """Weighs the candidates of a repository against one another."""

    def __init__(
        self, candidates: Sequence[Candidate], within: Sequence[str], *, distributed: Callable[[], bool]
    ) -> None:
        self._all = candidates
        self._within = tuple(path.strip("/").removeprefix("./") for path in within)
        self._distributed = distributed
        self._reasons: dict[int, tuple[bool, str]] = {}

    def entrypoints(self) -> list[Entrypoint]:
        """Return every candidate as an entrypoint, judged or not and why."""
        scope = [each for each in self._all if self._in_scope(each)]
        for each in scope:
            if self._is_asked_for(each):
                self._say(each, "asked for by its path", judged=True)
        front = [each for each in scope if not self._is_aside(each)]
        named = [each for each in front if each.mentions and each.path is not None]
        groups = {each.group for each in named}
        known = [each for each in front if each.group in groups and each.path is not None]
        if not self._weigh(known):
            self._weigh([each for each in front if each.path is not None])
        if not self._any_judged() and not self._distributed():
            self._weigh([each for each in scope if each.path is not None and self._is_aside(each)])
        if not self._any_judged():
            self._weigh_missing(front)
        return [self._finish(each) for each in self._all]

    def _any_judged(self) -> bool:
        return any(judged for judged, _ in self._reasons.values())

    def _in_scope(self, candidate: Candidate) -> bool:
        if not self._within or "" in self._within or "." in self._within:
            return True
        own = candidate.path if candidate.path is not None else candidate.root
        return any(is_below(own, path) or self._is_file_of(path, candidate) for path in self._within)

    def _is_file_of(self, path: str, candidate: Candidate) -> bool:
        """Say whether ``path`` is a file of the candidate's project but no settings module: it means the project."""
        if "." not in path.rpartition("/")[2] or any(each.path == path for each in self._all):
            return False
        roots = [each.root for each in self._all if is_below(path, each.root)]
        return bool(roots) and candidate.root == max(roots, key=len)

    def _is_asked_for(self, candidate: Candidate) -> bool:
        return candidate.path is not None and candidate.path in self._within

    def _is_aside(self, candidate: Candidate) -> bool:
        path = candidate.path if candidate.path is not None else f"{candidate.root}/"
        above = [each for each in self._within if is_below(path, each)]
        return stands_aside(path, max(above, key=len, default=""))

    def _weigh(self, candidates: Sequence[Candidate]) -> bool:
        """Judge the best of each group of alternatives; say whether any is judged."""
        for group in dict.fromkeys(each.group for each in candidates):
            members = [each for each in candidates if each.group == group and id(each) not in self._reasons]
            usable = [each for each in members if not each.look.hollow and each.part_of is None]
            for choose in (self._choose_deployed, self._choose_default, self._choose_unnamed):
                if choose(usable):
                    break
        return self._any_judged()

    def _choose_deployed(self, members: Sequence[Candidate]) -> bool:
        """Judge what is deployed by its name or by who names it, and what a server reads by default."""
        chosen = [each for each in members if role_of(each) is Role.PRODUCTION]
        exact = any(_is_plain_production(each) for each in chosen)
        chosen = [each for each in chosen if each.mentions or not exact or _is_plain_production(each)]
        by_name = any(each.name_role is NameRole.PRODUCTION for each in chosen)
        for each in chosen:
            self._say(each, _why_deployed(each), judged=True)
        for each in _defaults(members) if chosen else []:
            # A server reads it unless told otherwise; what only manage.py names gives way to a telling name.
            still = each.name_role is None and each.is_named_by(Voice.SERVER)
            if each not in chosen and (still or (not by_name and each.name_role in {None, NameRole.BASE})):
                self._say(each, _why_named(each), judged=True)
        return bool(chosen)

    def _choose_default(self, members: Sequence[Candidate]) -> bool:
        """Judge what wsgi.py, asgi.py or manage.py names, where nothing says production."""
        defaults = [each for each in _defaults(members) if _may_stand_alone(each)]
        if not defaults:
            return False
        if all(role_of(each) is Role.DEVELOPMENT for each in defaults):
            others = [each for each in members if role_of(each) is Role.UNKNOWN and _may_stand_alone(each)]
            for each in others:
                named = _why_named(each) if each.mentions else "nothing names it"
                self._say(each, f"{named}, and the rest is for development", judged=True)
            if others:
                return True
        for each in defaults:
            self._say(each, f"{_why_named(each)} and nothing says that another one is deployed", judged=True)
        return True

    def _choose_unnamed(self, members: Sequence[Candidate]) -> bool:
        """Judge what looks like a site's settings, where nothing that starts Django names any."""
        free = [each for each in members if _may_stand_alone(each)]
        if any(role_of(each) is Role.TEST for each in free) and self._distributed():
            return False
        ranks = (
            [each for each in free if each.name_role is None and each.look.site],
            [each for each in free if each.name_role is NameRole.STAGING],
            [each for each in free if each.name_role is NameRole.BASE and each.look.site],
        )
        chosen = next((rank for rank in ranks if rank), [])
        for each in chosen:
            self._say(
                each, "it looks like a site's settings and no other module says production", judged=True
            )
        return bool(chosen)

    def _weigh_missing(self, candidates: Iterable[Candidate]) -> None:
        """Judge a module that is named and not there, where the repository has nothing else."""
        missing = [each for each in candidates if each.path is None and role_of(each) is not Role.TEST]
        for each in missing:
            if each.is_named_by(Voice.SERVER, Voice.MANAGE) and "." in each.module:
                self._say(each, f"{_why_named(each)}, but it is not in the repository", judged=True)

    def _say(self, candidate: Candidate, reason: str, *, judged: bool) -> None:
        self._reasons.setdefault(id(candidate), (judged, reason))

    def _finish(self, candidate: Candidate) -> Entrypoint:
        judged, reason = self._reasons.get(id(candidate), (False, ""))
        role = role_of(candidate)
        return Entrypoint(
            module=candidate.module,
            configuration=candidate.configuration,
            path=candidate.path,
            search_roots=candidate.roots,
            role=role,
            evidence=tuple(
                dict.fromkeys(Evidence(each.path, each.line, each.what) for each in candidate.mentions)
            ),
            judged=judged,
            why=f"Judged: {reason}." if judged else f"Not judged: {self._why_not(candidate, role)}.",
        )

    def _why_not(self, candidate: Candidate, role: Role) -> str:
        if not self._in_scope(candidate):
            return "it lies outside of the paths that were asked for"
        if candidate.path is None:
            return "it is not in the repository"
        if candidate.look.hollow:
            return "the file is empty"
        if candidate.part_of is not None:
            return f"it is part of {candidate.part_of.module}"
        if role in {Role.TEST, Role.DEVELOPMENT, Role.BASE}:
            said = "its name says" if candidate.name_role is not None else "only who names it says"
            return f"{said} {role}"
        if self._is_aside(candidate):
            return "it belongs to an example, to documentation, to tests or to vendored code"
        if candidate.name_role is NameRole.AUXILIARY:
            return "its name says that it is an example or serves one step of a build"
        if candidate.name_role is NameRole.STAGING:
            return "its name says staging"
        return "nothing that is deployed names it" if self._any_judged() else "it does not look like a site"


def _defaults(members: Sequence[Candidate]) -> list[Candidate]:
    """Return what wsgi.py and asgi.py name, or else manage.py and celery.py."""
    for voices in ((Voice.SERVER,), (Voice.MANAGE, Voice.SCRIPT), (Voice.DEPLOY, Voice.NEUTRAL)):
        named = [each for each in members if each.is_named_by(*voices)]
        if any(_may_stand_alone(each) for each in named):
            return named
    return []


def _may_stand_alone(candidate: Candidate) -> bool:
    """Say whether a module may be the deployed one where no better is found."""
    if candidate.name_role is NameRole.AUXILIARY:
        return candidate.is_named_by(Voice.SERVER, Voice.DEPLOY)
    return candidate.name_role is not NameRole.TEST


def _is_plain_production(candidate: Candidate) -> bool:
    """Say whether the name is that of the production settings, not of one of several."""
    name = candidate.configuration or candidate.module.rpartition(".")[2]
    return role_of_name(name) is NameRole.PRODUCTION and all(
        role_of_name(word) is NameRole.PRODUCTION or word in _PLAIN_WORDS for word in words_of(name)
    )


def _why_deployed(candidate: Candidate) -> str:
    for voice in (Voice.DEPLOY, Voice.SERVER):
        for mention in candidate.mentions:
            if mention.voice is voice:
                return _says(mention)
    if candidate.name_role is NameRole.PRODUCTION:
        return "its name says production"
    return _why_named(candidate)


def _why_named(candidate: Candidate) -> str:
    return _says(min(candidate.mentions, key=lambda each: list(Voice).index(each.voice)))


def _says(mention: Mention) -> str:
    told = mention.path.endswith(mention.what) or mention.what.endswith(DEFAULT)
    return f"{mention.path}:{mention.line} names it{'' if told else f' ({mention.what})'}"
