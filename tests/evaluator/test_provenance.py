"""Where values come from: the places that bound a name, the imports that brought it, and where items were written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.evaluator.conditions import FALSE
from secheaders_lint.evaluator.evaluation import Request, evaluate
from secheaders_lint.evaluator.values import DictValue, Sequence
from secheaders_lint.source.memory import MemoryTree

if TYPE_CHECKING:
    from secheaders_lint.evaluator.evaluation import Evaluation
    from secheaders_lint.evaluator.values import Site


def run(files: dict[str, str], module: str = "settings") -> Evaluation:
    return evaluate(MemoryTree(files), Request(module, None, ("",), {}, "production", "5.2", lambda _: False))


def place(site: Site) -> str:
    return f"{site.source.path}:{site.source.span(site.node).line}"


def origins(evaluation: Evaluation, name: str, *, judged: bool = True) -> list[str]:
    """Return the places of a name with the chain of imports, outermost first; ``judged``: of the reading only."""
    binding = evaluation.binding(name)
    assert binding is not None
    return [
        " > ".join([*map(place, origin.via), place(origin.site)])
        for origin in binding.origins
        if not judged or evaluation.reading.project(origin.cond) != FALSE
    ]


def test_a_name_is_where_it_was_bound_last() -> None:
    assert origins(run({"settings.py": "X = 1\nX = 2\n"}), "X") == ["settings.py:2"]


def test_what_adds_to_a_value_joins_the_places_before() -> None:
    assert origins(run({"settings.py": "X = [1]\nX += [2]\n"}), "X") == ["settings.py:1", "settings.py:2"]


def test_a_chain_of_imports_is_told_from_the_outermost() -> None:
    files = {
        "settings.py": "from middle import *\n",
        "middle.py": "\nfrom base import *\n",
        "base.py": "\n\nX = 1\n",
    }
    assert origins(run(files), "X") == ["settings.py:1 > middle.py:2 > base.py:3"]


def test_a_single_name_has_its_chain_too() -> None:
    files = {"settings.py": "\nfrom base import Y as X\n", "base.py": "Y = 1\n"}
    assert origins(run(files), "X") == ["settings.py:2 > base.py:1"]


def test_an_override_behind_a_condition_counts_where_it_holds() -> None:
    files = {
        "base.py": "import os\nX = 1\nif 'X' in os.environ:\n    X = int(os.environ['X'])\n",
        "settings.py": "from base import *\n",
    }
    evaluation = run(files)
    assert origins(evaluation, "X") == ["settings.py:1 > base.py:2"]
    assert origins(evaluation, "X", judged=False) == [
        "settings.py:1 > base.py:2",
        "settings.py:1 > base.py:4",
    ]


def test_the_chain_is_that_of_the_branch_that_is_read() -> None:
    files = {
        "settings.py": (
            "import os\nif os.environ.get('STAGE', 'dev') == 'dev':\n    from dev import *\n"
            "elif os.environ['STAGE'] == 'prod':\n    from prod import *\n"
        ),
        "dev.py": "from base import *\n",
        "prod.py": "\nfrom base import *\n",
        "base.py": "X = 1\n",
    }
    assert origins(run(files), "X") == ["settings.py:5 > prod.py:2 > base.py:1"]


def test_items_and_keys_know_where_they_were_written() -> None:
    evaluation = run(
        {"settings.py": "L = [\n    1,\n    2,\n]\nL.append(\n    3)\nD = {\n    'k': 1}\nD['n'] = 2\n"}
    )
    row, table = evaluation.value("L"), evaluation.value("D")
    assert isinstance(row, Sequence)
    assert isinstance(table, DictValue)
    assert [place(item.site) for item in row.items if item.site] == [
        "settings.py:2",
        "settings.py:3",
        "settings.py:6",
    ]
    assert {key: place(item.site) for key, item in table.items.items() if item.site} == {
        "k": "settings.py:8",
        "n": "settings.py:9",
    }


def test_a_base_that_two_entrypoints_share_keeps_what_each_made_of_it() -> None:
    files = {
        "base.py": "X = ['base']\n",
        "one.py": "from base import *\nX.append('one')\n",
        "two.py": "from base import *\nX += ['two']\n",
    }
    for module in ("one", "two"):
        row = run(files, module).value("X")
        assert isinstance(row, Sequence)
        assert [item.value for item in row.items] == ["base", module]
