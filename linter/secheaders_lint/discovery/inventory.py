"""The one walk over the repository: the names of all folders, and the Python files whose names matter.

Every run pays for this module, in repositories without Django too: it needs no pattern and no parser.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from secheaders_lint.discovery.kinds import Filling
from secheaders_lint.errors import SourceError
from secheaders_lint.source.tree import names_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.source.tree import SourceTree

# Folders that hold no project of the repository's own, however many settings modules lie in them.
_PRUNED = frozenset({
    ".bzr", ".cache", ".eggs", ".git", ".hg", ".hypothesis", ".idea", ".ipynb_checkpoints", ".mypy_cache", ".next",
    ".nox", ".nuxt", ".pnpm-store", ".pytest_cache", ".ruff_cache", ".svn", ".terraform", ".tox", ".venv", ".virtualenv",
    ".yarn", "__pycache__", "bower_components", "dist-packages", "jspm_packages", "locale", "migrations",
    "node_modules", "site-packages", "virtualenv", "venv",
})  # fmt: skip
# Folders of what a site hands out as it is. Of a hundred repositories none keeps a project in them, and they are large;
# one that holds modules itself is a folder like others.
_SERVED = frozenset({"static", "staticfiles"})
_SCRIPTS = frozenset({"manage.py", "__main__.py", "cli.py"})
_SERVER_FOLDERS = frozenset({"wsgi", "asgi"})
_SETTINGS_FOLDERS = frozenset(
    {"settings", "setting", "config", "configs", "configuration", "conf", "envs", "environments"}
)
_TELLING_FOLDERS = _SERVER_FOLDERS | _SETTINGS_FOLDERS | {"celery"}
# What stands in the names of scripts and settings.
_WORDS = (b"ettings", b"sgi", b"elery", b"manage.py", b"cli.py", b"__main__.py", b"setup.py")
# To search a text costs next to nothing, to begin a search does: names of so many bytes are looked at together.
_TOGETHER = 4096
# What a file that has to do with Django's settings cannot do without.
_SIGNS = (b"DJANGO_", b"INSTALLED_APPS", b"MIDDLEWARE", b"ROOT_URLCONF")
# Reading this many files that are called settings says enough about a repository.
_MAX_READ = 1000


class Inventory:
    """The folders of a tree with their names, and the Python files that may matter, as paths from the root."""

    __slots__ = ("files", "inner", "mixed", "scripts", "settings", "setups")

    def __init__(self) -> None:
        # One text for each folder: to keep lists of all names would cost a tenth of the walk.
        self.files: dict[str, bytes] = {}
        """Every folder -> the names of its files in one, as `SourceTree.listings` gives them."""
        self.inner: dict[str, list[str]] = {}
        """Folder -> names of the folders in it."""
        self.mixed: list[str] = []
        """Folders that hold more than plain Python modules and what fills repositories: files of which some may tell something."""
        self.scripts: list[str] = []
        """Files that may choose a settings module before Django starts."""
        self.settings: list[str] = []
        """Files that are settings by their own or their folder's name."""
        self.setups: list[str] = []
        """Each ``setup.py``."""

    def files_in(self, folder: str) -> list[str]:
        """Return the names of the files of a folder, unsorted."""
        return names_in(self.files.get(folder, b""))


def take_inventory(tree: SourceTree) -> Inventory:
    """Walk the tree once."""
    found = Inventory()
    for folder, inner, names in tree.listings():
        if inner:
            if b"pyvenv.cfg" in names and "pyvenv.cfg" in names_in(names):
                inner.clear()
                continue
            if b".py\0" not in names and folder[folder.rfind("/") + 1 :] in _SERVED:
                inner.clear()
            # A brace stands in the folder names of project templates only.
            inner[:] = [name for name in inner if name not in _PRUNED and "{" not in name]
            found.inner[folder] = inner
        found.files[folder] = names
    searched = _look_into(found)
    telling = _with_words(searched, _WORDS)
    for folder in searched:
        if (
            folder in telling
            or "ettings" in folder
            or folder[folder.rfind("/") + 1 :].lower() in _TELLING_FOLDERS
        ):
            _sort(found, folder, sorted(found.files_in(folder)))
    return found


def _look_into(found: Inventory) -> dict[str, bytes]:
    """Find the mixed folders; returns those that may hold modules or scripts, with the names of their files."""
    searched: dict[str, bytes] = {}
    filling = Filling()
    for together in _groups(found.files):
        names = b"".join([found.files[folder] for folder in together])
        mixed = filling.may_tell(names, together)
        if mixed and len(together) > 1:
            found.mixed += [each for each in together if filling.may_tell(found.files[each], [each])]
        elif mixed:
            found.mixed += together
        if mixed or b".py\0" in names:
            searched.update([(folder, found.files[folder]) for folder in together])
    return searched


def _groups(files: dict[str, bytes]) -> Iterator[list[str]]:
    """Put folders together whose names are to be looked at in one; the root tells something by itself nearly always."""
    together: list[str] = []
    size = _TOGETHER
    for folder, names in files.items():
        together.append(folder)
        size += len(names)
        if size >= _TOGETHER:
            yield together
            together, size = [], 0
    if together:
        yield together


def _with_words(texts: dict[str, bytes], words: tuple[bytes, ...]) -> set[str]:
    """Return the folders in whose text one of the words stands: one search over all texts costs far less than a look at each."""
    folders = list(texts)
    whole = b"".join(texts.values())
    ends = list(accumulate(map(len, texts.values())))
    found: set[str] = set()
    for word in words:
        at = whole.find(word)
        while at >= 0:
            number = bisect_right(ends, at)
            found.add(folders[number])
            at = whole.find(word, ends[number])
    return found


def walk_own(
    tree: SourceTree, root: str = "", apart: frozenset[str] = frozenset()
) -> Iterator[tuple[str, list[str]]]:
    """Go through the folders below ``root`` that hold code of the project's own: yields each with the names of its files.

    Folders of a name in ``apart`` are left out too.
    """
    for folder, dirnames, filenames in tree.walk(root):
        if "pyvenv.cfg" in filenames:
            dirnames.clear()
            continue
        dirnames[:] = [
            name for name in dirnames if name not in _PRUNED and name not in apart and "{" not in name
        ]
        yield folder, filenames


def holds_django(tree: SourceTree, inventory: Inventory) -> bool:
    """Say whether any file that may have to do with Django's settings does."""
    for path in (*inventory.scripts, *inventory.settings[:_MAX_READ]):
        try:
            data = tree.read(path)
        except SourceError:
            continue
        if data is not None and any(sign in data for sign in _SIGNS):
            return True
    return False


def is_settings_folder(folder: str) -> bool:
    """Say whether the modules of a folder are settings modules by the folder's name."""
    base = folder.rpartition("/")[2].lower()
    return base in _SETTINGS_FOLDERS or "settings" in base


def _sort(found: Inventory, folder: str, filenames: list[str]) -> None:
    prefix = f"{folder}/" if folder else ""
    base = folder.rpartition("/")[2]
    settings = is_settings_folder(folder)
    for name in filenames:
        module = name.endswith(".py")
        if name == "setup.py":
            found.setups.append(prefix + name)
        if (
            name in _SCRIPTS
            or (module and base in _SERVER_FOLDERS)
            or _is_server(name)
            or (base == "celery" and name == "__init__.py")
        ):
            found.scripts.append(prefix + name)
        if module and (settings or "settings" in name.lower()):
            found.settings.append(prefix + name)


def _is_server(name: str) -> bool:
    return name.endswith((".py", ".wsgi")) and any(
        word in name.lower() for word in ("wsgi", "asgi", "celery")
    )
