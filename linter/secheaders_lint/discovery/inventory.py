"""The one walk over the repository: the names of all folders, and the Python files whose names matter.

Every run pays for this module, in repositories without Django too: it needs no pattern and no parser.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from secheaders_lint.errors import SourceError

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
_SCRIPTS = frozenset({"manage.py", "__main__.py", "cli.py"})
_SERVER_FOLDERS = frozenset({"wsgi", "asgi"})
_SETTINGS_FOLDERS = frozenset(
    {"settings", "setting", "config", "configs", "configuration", "conf", "envs", "environments"}
)
_TELLING_FOLDERS = _SERVER_FOLDERS | _SETTINGS_FOLDERS | {"celery"}
# What stands in the names of scripts and settings.
_WORDS = ("ettings", "sgi", "elery", "manage.py", "cli.py", "__main__.py", "setup.py")
# What a file that has to do with Django's settings cannot do without.
_SIGNS = (b"DJANGO_", b"INSTALLED_APPS", b"MIDDLEWARE", b"ROOT_URLCONF")
# Reading this many files that are called settings says enough about a repository.
_MAX_READ = 1000


class Inventory:
    """The folders of a tree with their names, and the Python files that may matter, as paths from the root."""

    __slots__ = ("files", "inner", "mixed", "scripts", "settings", "setups")

    def __init__(self) -> None:
        # One string for each folder: to keep lists of all names would cost a tenth of the walk.
        self.files: dict[str, str] = {}
        """Every folder -> the names of its files, unsorted, a NUL behind each."""
        self.inner: dict[str, list[str]] = {}
        """Folder -> names of the folders in it."""
        self.mixed: list[str] = []
        """Folders that hold more than plain Python modules."""
        self.scripts: list[str] = []
        """Files that may choose a settings module before Django starts."""
        self.settings: list[str] = []
        """Files that are settings by their own or their folder's name."""
        self.setups: list[str] = []
        """Each ``setup.py``."""

    def files_in(self, folder: str) -> list[str]:
        """Return the names of the files of a folder, unsorted."""
        return self.files.get(folder, "").split("\0")[:-1]


def take_inventory(tree: SourceTree) -> Inventory:
    """Walk the tree once."""
    found = Inventory()
    for folder, inner, names in tree.listings():
        mixed = names.count(".py\0") != names.count("\0")
        if mixed and "pyvenv.cfg" in names and "pyvenv.cfg" in names.split("\0"):
            inner.clear()
            continue
        if inner:
            # A brace stands in the folder names of project templates only.
            inner[:] = [name for name in inner if name not in _PRUNED and "{" not in name]
            found.inner[folder] = inner
        found.files[folder] = names
        if mixed:
            found.mixed.append(folder)
    for folder in _telling(found.files):
        _sort(found, folder, sorted(found.files_in(folder)))
    return found


def _telling(files: dict[str, str]) -> list[str]:
    """Return the folders that may hold settings or scripts, by their own names and by words in those of their files."""
    folders = list(files)
    telling = {
        number
        for number, folder in enumerate(folders)
        if "ettings" in folder or folder[folder.rfind("/") + 1 :].lower() in _TELLING_FOLDERS
    }
    # One search over all names of a repository costs far less than a look at each.
    names = "".join(files.values())
    ends = list(accumulate(map(len, files.values())))
    for word in _WORDS:
        at = names.find(word)
        while at >= 0:
            number = bisect_right(ends, at)
            telling.add(number)
            at = names.find(word, ends[number])
    return [folders[number] for number in sorted(telling)]


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
