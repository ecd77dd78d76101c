"""What discovery must not cost: imports that it has no use for, and contents that names rule out."""

from __future__ import annotations

import subprocess
import sys

from secheaders_lint.discovery import discover
from secheaders_lint.source.memory import MemoryTree

from .trees import SITE, package, sets

HEAVY = ("libcst", "packaging", "tomli", "json", "difflib")
SHOP = {"manage.py": sets("shop.settings"), **package("shop", settings=SITE)}


class Watched(MemoryTree):
    def __init__(self, files: dict[str, str]) -> None:
        super().__init__(files)
        self.opened: list[str] = []

    def read(self, path: str) -> bytes | None:
        self.opened.append(path)
        return super().read(path)


def imported_after(script: str) -> set[str]:
    check = f"import sys\n{script}\nprint(*(name for name in {HEAVY!r} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-I", "-c", check], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def run(files: dict[str, str]) -> set[str]:
    return imported_after(
        "from secheaders_lint.source.memory import MemoryTree\n"
        "from secheaders_lint.discovery import discover\n"
        f"found = discover(MemoryTree({files!r}))\n"
        "[project.dependencies.find('django') for project in found.projects]"
    )


def test_folder_without_django_imports_nothing_heavy() -> None:
    assert (
        run(
            {
                "app.py": "",
                "Dockerfile": "FROM python\n",
                "pyproject.toml": "[project]\n",
                "settings.py": "X = 1\n",
            }
        )
        == set()
    )


def test_pinned_version_needs_no_version_arithmetic() -> None:
    assert run({**SHOP, "requirements.txt": "django==5.2.1\n"}) == set()


def test_tool_written_lock_needs_no_parser() -> None:
    assert run({**SHOP, "uv.lock": '[[package]]\nname = "django"\nversion = "5.2.1"\n'}) == set()


def test_range_needs_version_arithmetic_and_nothing_else() -> None:
    assert run({**SHOP, "requirements.txt": "django>=5\n"}) == {"packaging", "json"}


def test_contents_are_read_only_where_names_matter() -> None:
    tree = Watched(
        {
            **SHOP,
            **{f"shop/app{number}/models.py": "" for number in range(50)},
            "notes.txt": "",
            "data.json": "{}",
        }
    )
    discover(tree)
    assert set(tree.opened) == {"manage.py", "shop/settings.py"}


def test_files_are_read_once_but_for_the_first_sign_of_django() -> None:
    tree = Watched({**SHOP, "uv.lock": "", "requirements.txt": "-r other.txt\n", "other.txt": ""})
    discover(tree)
    assert tree.opened.pop(0) == "manage.py"
    assert max(tree.opened.count(path) for path in tree.opened) == 1


def test_what_nobody_asked_for_and_nobody_names_is_not_looked_at() -> None:
    files = {f"one/{path}": text for path, text in SHOP.items()} | {"two/settings.py": SITE}
    for within, looked in ((["one"], False), (["one", "two"], True), ([], True), (["two/settings.py"], True)):
        tree = Watched(files)
        found = discover(tree, within=within)
        assert ("two/settings.py" in tree.opened) is looked
        assert ("one/shop/settings.py" in {each.path for each in found.judged}) is (
            within != ["two/settings.py"]
        )
