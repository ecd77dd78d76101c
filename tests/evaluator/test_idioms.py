"""Every idiom of the corpus as a small tree: what we say of each setting against what Python gives, under many environments.

A tree is a module or a folder in ``tests/projects/idioms``. Its head names the variables that are set in turn
(``# variables: A, B``), the settings that may be unknown (``# unknown: C``), all others have to be right, and the class that is
deployed where it is one of django-configurations (``# configuration: Prod``).
"""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

import pytest

from tests.evaluator.compare import check
from tests.evaluator.programs import Program

IDIOMS = Path(__file__).parents[1] / "projects" / "idioms"


class Tree(Program):
    """An idiom: the files of a tree, with what its head says."""

    def __init__(self, place: Path) -> None:
        super().__init__()
        if place.is_dir():
            found = [path for path in sorted(place.rglob("*")) if path.is_file() and path.suffix != ".pyc"]
            self.files = {path.relative_to(place).as_posix(): path.read_text("utf-8") for path in found}
        else:
            self.files = {"settings.py": place.read_text("utf-8")}
        self.variables = self._named("variables")
        self.unknown = self._named("unknown")
        self.entrypoints = [("settings", next(iter(self._named("configuration")), None))]

    def _named(self, what: str) -> set[str]:
        found = re.search(rf"^# {what}: (.*)$", self.files["settings.py"], re.MULTILINE)
        return set(found[1].split(", ")) if found else set()


@pytest.mark.parametrize("name", sorted(place.name for place in IDIOMS.iterdir()))
def test_every_setting_is_what_python_gives(name: str) -> None:
    tree = Tree(IDIOMS / name)
    verdicts = check(tree, Random(name))
    assert any(verdict.environment == "unset" for verdict in verdicts), (
        "Python itself could not run this tree"
    )
    assert not [verdict for verdict in verdicts if verdict.outcome == "WRONG"]
    missed = {
        verdict.name for verdict in verdicts if verdict.outcome == "missed" and verdict.environment == "unset"
    }
    assert missed == tree.unknown
