"""From mentions and names to candidates: the modules that may be entrypoints, with all that speaks for them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from secheaders_lint.discovery.inventory import is_settings_folder
from secheaders_lint.discovery.locate import Locator, dotted_of, is_below, parent_of
from secheaders_lint.discovery.looks import NOTHING, Look, Looker
from secheaders_lint.discovery.mentions import Voice
from secheaders_lint.discovery.resolve import is_dotted
from secheaders_lint.discovery.words import NameRole, role_of_module, role_of_name, stands_aside

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from secheaders_lint.discovery.inventory import Inventory
    from secheaders_lint.discovery.locate import Place
    from secheaders_lint.discovery.mentions import Mention
    from secheaders_lint.source.tree import SourceTree

# Reading this many files that are called settings says enough about a repository.
_MAX_LOOKS = 1000
# The voices whose module names a missing file is worth a word.
_PRINCIPAL = frozenset({Voice.SERVER, Voice.MANAGE, Voice.SCRIPT})


@dataclass(slots=True)
class Candidate:
    """A settings module, or a class of one, while it is being weighed."""

    module: str
    configuration: str | None
    path: str | None
    root: str
    roots: tuple[str, ...]
    look: Look = NOTHING
    mentions: list[Mention] = field(default_factory=list)
    part_of: Candidate | None = None
    """The package that takes this module in, so that it is judged as part of that one."""

    @property
    def group(self) -> tuple[str, str]:
        """Modules that are alternatives to one another share a search root and a top package."""
        return self.root, self.module.partition(".")[0]

    @property
    def name_role(self) -> NameRole | None:
        """The role that its name speaks of."""
        return role_of_module(self.module, self.configuration, self.root)

    @property
    def is_fragment(self) -> bool:
        """Say whether it is a mere part of a package, with no name or use of its own."""
        owner = self.part_of
        return owner is not None and (self.name_role is None or owner.configuration is not None)

    def is_named_by(self, *voices: Voice) -> bool:
        """Say whether one of these voices names it."""
        return any(mention.voice in voices for mention in self.mentions)


class Collector:
    """Puts candidates together: named ones first, then their siblings, then whatever looks like settings."""

    def __init__(self, tree: SourceTree, inventory: Inventory, within: Sequence[str] = ()) -> None:
        self._inventory = inventory
        # A path with a dot may be a file, which means its project: nothing is left out on its account.
        folders = all(each and "." not in each.rpartition("/")[2] for each in within)
        self._within = tuple(within) if folders else ()
        self._locator = Locator(tree, inventory)
        self._looker = Looker(tree)
        self._found: dict[tuple[str, str | None], Candidate] = {}

    def collect(self, mentions: Iterable[Mention]) -> list[Candidate]:
        """Return all candidates."""
        mentions = list(mentions)
        for mention in sorted(mentions, key=_precedence):
            if mention.module is not None:
                self._add(mention)
        self._add_siblings()
        self._add_lookalikes()
        self._add_configurations([each for each in mentions if each.module is None])
        self._mark_parts()
        self._share_roots()
        return [each for each in self._found.values() if not each.is_fragment]

    def _add(self, mention: Mention) -> None:
        places = self._locator.locate(mention)
        for place in places:
            # A script that names a module of quite another folder may mean one that is not here.
            far = place.guessed and mention.voice in _PRINCIPAL
            said = replace(mention, voice=Voice.NEUTRAL) if far else mention
            self._candidate(place, mention.configuration).mentions.append(said)
            if mention.voice in {Voice.SERVER, Voice.MANAGE} and place.root not in self._locator.roots:
                self._locator.roots.append(place.root)
        if places or mention.voice not in _PRINCIPAL or mention.module is None:
            return
        root = self._root_above(mention.path)
        missing = self._found.setdefault(
            (f"?{mention.module}", mention.configuration),
            Candidate(mention.module, mention.configuration, None, root, (root,)),
        )
        missing.mentions.append(mention)

    def _root_above(self, path: str) -> str:
        folder = parent_of(path)
        while folder and self._locator.is_package(folder):
            folder = parent_of(folder)
        return folder

    def _candidate(self, place: Place, configuration: str | None) -> Candidate:
        known = self._found.get((place.path, configuration))
        if known is None:
            twin = next((each for (path, _), each in self._found.items() if path == place.path), None)
            module, root, roots = (twin or place).module, (twin or place).root, (twin or place).roots
            known = Candidate(module, configuration, place.path, root, roots, self._looker.look(place.path))
            self._found[place.path, configuration] = known
        # Two names for one file: the one whose search root is no package is what Python sees, or the one that starts the site.
        if self._locator.is_package(known.root) and not self._locator.is_package(place.root):
            if known.root not in self._locator.roots:
                known.module, known.root, known.roots = place.module, place.root, place.roots
        elif not self._locator.is_package(place.root):
            known.roots = tuple(dict.fromkeys((*known.roots, *place.roots)))
        return known

    def _add_siblings(self) -> None:
        """Add the settings modules that stand beside a named one, though nothing names them."""
        for named in [each for each in self._found.values() if each.path is not None]:
            for path in self._beside(named.path or ""):
                look = self._looker.look(path)
                if look.site or look.layer or look.configurations:
                    start = len(named.root) + 1 if named.root else 0
                    self._add_unnamed(path, dotted_of(path[start:]), named.root, named.roots)

    def _beside(self, path: str) -> list[str]:
        """Return the files that are alternatives to a settings module, as far as names tell."""
        folder, _, name = path.rpartition("/")
        prefix = f"{folder}/" if folder else ""
        # What is no identifier cannot be imported: an example to be copied, or an editor's copy.
        files = self._inventory.files_in(folder)
        names = sorted(each for each in files if each.endswith(".py") and each[:-3].isidentifier())
        if is_settings_folder(folder) and "settings" not in name:
            inner = [
                each
                for each in self._inventory.inner.get(folder, ())
                if self._locator.is_package(prefix + each)
            ]
            return [
                prefix + each
                for each in (*names, *(f"{each}/__init__.py" for each in inner if role_of_name(each)))
            ]
        if role_of_name(name.removesuffix(".py")) is not None and "settings" not in name:
            return [prefix + each for each in names if role_of_name(each.removesuffix(".py")) is not None]
        return [prefix + each for each in names if "settings" in each.lower()]

    def _add_unnamed(self, path: str, module: str, root: str, roots: tuple[str, ...]) -> None:
        if not any(known == path for known, _ in self._found):
            self._found[path, None] = Candidate(module, None, path, root, roots, self._looker.look(path))

    def _add_lookalikes(self) -> None:
        """Add what looks like settings outside of the packages whose settings are known."""
        known = {each.group for each in self._found.values() if each.path is not None}
        covered = {f"{root}/{top}/" if root else f"{top}/" for root, top in known}
        looked = 0
        for path in self._inventory.settings:
            if not is_dotted(path.rpartition("/")[2].removesuffix(".py")):
                continue
            # What nobody names and nobody asked for is not even looked at.
            if self._within and not any(is_below(path, each) for each in self._within):
                continue
            if looked < _MAX_LOOKS and not any(path.startswith(prefix) for prefix in covered):
                looked += 1
                look = self._looker.look(path)
                if look.site or look.configurations or (look.layer and role_of_name(path.rpartition("/")[2])):
                    root, module = self._locator.root_of(path, look.top)
                    self._add_unnamed(path, module, root, (root,))

    def _add_configurations(self, mentions: list[Mention]) -> None:
        """Replace modules of django-configurations by their classes."""
        by_path: dict[str, list[Candidate]] = {}
        for (path, _), candidate in self._found.items():
            by_path.setdefault(path, []).append(candidate)
        for path, same in by_path.items():
            if any(each.configuration for each in same) or same[0].look.configurations:
                self._add_classes(path, same, mentions)

    def _add_classes(self, path: str, same: list[Candidate], mentions: list[Mention]) -> None:
        plain = self._found.pop((path, None), None)
        first = same[0]
        for mention in mentions:
            name = mention.configuration
            if name in first.look.classes or any(each.configuration == name for each in same):
                self._class(path, first, name).mentions.append(mention)
        for name in first.look.classes:
            if role_of_name(name) is NameRole.PRODUCTION:
                self._class(path, first, name)
        if plain is not None and not any(known == path for known, _ in self._found):
            self._found[path, None] = plain

    def _class(self, path: str, like: Candidate, name: str | None) -> Candidate:
        return self._found.setdefault(
            (path, name), Candidate(like.module, name, like.path, like.root, like.roots, like.look)
        )

    def _mark_parts(self) -> None:
        """Mark the modules that a named package of settings puts itself together from."""
        packages = [
            each
            for each in self._found.values()
            if each.path is not None and each.path.endswith("/__init__.py") and each.mentions
        ]
        for candidate in self._found.values():
            if candidate.path is None or candidate.mentions:
                continue
            folder, name = parent_of(candidate.path), candidate.path.rpartition("/")[2].removesuffix(".py")
            owners = [
                each for each in packages if parent_of(each.path or "") == folder and name in each.look.parts
            ]
            candidate.part_of = next((each for each in owners if each is not candidate), None)

    def _share_roots(self) -> None:
        """Give all modules of one search root the folders that any script of theirs puts on the path."""
        shared: dict[str, dict[str, None]] = {}
        for each in self._found.values():
            shared.setdefault(each.root, {}).update(dict.fromkeys(each.roots))
        for each in self._found.values():
            each.roots = tuple(shared[each.root])


def _precedence(mention: Mention) -> tuple[int, bool, str]:
    order = (Voice.MANAGE, Voice.SERVER, Voice.SCRIPT, Voice.DEPLOY)
    rank = order.index(mention.voice) if mention.voice in order else len(order)
    return rank, stands_aside(mention.path), mention.path
