"""Random settings packages: what we say of every name against what Python gives, under many environments.

``scripts/check_random_programs.py`` does the same for as many programs as one has time for, and reports by construct.
"""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from secheaders_lint.evaluator import budget

from tests.evaluator.compare import check
from tests.evaluator.programs import Program, build, constructs


@settings(max_examples=300, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.integers(min_value=0, max_value=2**32))
def test_no_value_is_shown_that_python_would_not_see(seed: int) -> None:
    program = build(Random(seed))
    wrong = [verdict for verdict in check(program, Random(seed)) if verdict.outcome == "WRONG"]
    assert not wrong, f"seed {seed}\n{program}"


@pytest.mark.parametrize("steps", [0, 3, 10, 25])
def test_a_loop_that_is_not_followed_to_its_end_gives_nothing_that_python_would_not(
    steps: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is done with loops of very many steps, done after very few of them."""
    monkeypatch.setattr(budget, "MAX_LOOP_STEPS", steps)
    for seed in range(steps * 100, steps * 100 + 12):
        wrong = [
            verdict for verdict in check(build(Random(seed)), Random(seed)) if verdict.outcome == "WRONG"
        ]
        assert not wrong, f"seed {seed}"


@pytest.mark.parametrize("steps", [0, 4])
def test_what_a_loop_that_is_not_followed_goes_through_may_be_changed_by_it(
    steps: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(budget, "MAX_LOOP_STEPS", steps)
    program = Program()
    program.files["settings.py"] = (
        "A, B, C, D = {'x': 0}, {'x': 0}, {'x': 0}, ['d']\nLAST = None\n"
        "for each in [A, B, C]:\n    each['x'] = 1\n    LAST = each\n"
        "C['y'] = 1\nLAST['y'] = 2\nFIRST, SECOND, THIRD, FOURTH = A['x'], B['x'], C['x'], C['y']\n"
        "for each in ([], [], D):\n    each.append('e')\n"
    )
    assert not [verdict for verdict in check(program, Random(0)) if verdict.outcome == "WRONG"]
    program.files["settings.py"] = (
        "TABLE = [{'x': 0}, {'x': 1}, {'x': 2}]\nLAST = None\nfor i in range(3):\n    LAST = TABLE[i]\n"
        "C = TABLE[2]\nC['y'] = 1\nLAST['y'] = 2\nTHIRD = C['y']\n"
    )
    assert not [verdict for verdict in check(program, Random(0)) if verdict.outcome == "WRONG"]


def test_programs_use_every_construct_often_enough() -> None:
    count = 1500
    uses: Counter[str] = Counter()
    for seed in range(count):
        uses.update(build(Random(seed)).constructs)
    seldom = {name for name in {construct.name for construct in constructs()} if uses[name] < count * 0.02}
    assert not seldom
    assert uses["environment read"] >= count * 0.3
    assert uses["aliasing"] >= count * 0.2
    assert uses["django-configurations"] >= count * 0.02
    assert uses["shared base"] >= count * 0.02
    assert uses["module beside a package"] >= count * 0.02
