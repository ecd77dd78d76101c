"""Random settings packages: what we say of every name against what Python gives, under many environments."""

from __future__ import annotations

from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.evaluator.compare import check
from tests.evaluator.programs import build


@settings(max_examples=100, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.integers(min_value=0, max_value=2**32))
def test_no_value_is_shown_that_python_would_not_see(seed: int) -> None:
    program = build(Random(seed))
    wrong = [verdict for verdict in check(program, Random(seed)) if verdict.outcome == "WRONG"]
    assert not wrong, f"seed {seed}\n{program}"
