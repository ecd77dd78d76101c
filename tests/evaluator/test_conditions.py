"""Conditions against truth tables: every operation on random diagrams, with and without assumptions."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from secheaders_lint.evaluator import conditions as module
from secheaders_lint.evaluator.conditions import FALSE, TRUE, Conditions, TooManyConditions

if TYPE_CHECKING:
    from collections.abc import Callable

NAMES = "abcd"
WORLDS = [dict(zip(NAMES, values, strict=True)) for values in product((False, True), repeat=len(NAMES))]
World = dict[str, bool]

# A formula: the name of an atom, or an operator with formulas.
FORMULAS = st.recursive(
    st.sampled_from(NAMES),
    lambda inner: (
        st.tuples(st.sampled_from(("and", "or", "minus")), inner, inner) | st.tuples(st.just("not"), inner)
    ),
    max_leaves=8,
)


def holds(formula: object, world: World) -> bool:
    """Evaluate a formula in one world, as Python does."""
    if isinstance(formula, str):
        return world[formula]
    assert isinstance(formula, tuple)
    first = holds(formula[1], world)
    if formula[0] == "not":
        return not first
    second = holds(formula[2], world)
    return {"and": first and second, "or": first or second, "minus": first and not second}[formula[0]]


def built(conditions: Conditions, formula: object) -> int:
    """Build the diagram of a formula."""
    if isinstance(formula, str):
        return conditions.atom("set", formula, texts=(formula, f"not {formula}"))
    assert isinstance(formula, tuple)
    parts = [built(conditions, part) for part in formula[1:]]
    operations: dict[str, Callable[..., int]] = {
        "and": conditions.and_,
        "or": conditions.or_,
        "minus": conditions.minus,
        "not": conditions.not_,
    }
    return operations[formula[0]](*parts)


def given_world(conditions: Conditions, cond: int, world: World) -> int:
    """Return what is left of a condition in one world: true or false."""
    places = {conditions.at(i).subject: i for i in conditions.support(cond)}
    return conditions.restrict(cond, {index: world[name] for name, index in places.items()})


@given(FORMULAS)
def test_a_diagram_holds_where_its_formula_does(formula: object) -> None:
    conditions = Conditions()
    cond = built(conditions, formula)
    for world in WORLDS:
        assert given_world(conditions, cond, world) == (TRUE if holds(formula, world) else FALSE)


@given(FORMULAS, FORMULAS)
def test_equal_formulas_are_one_diagram(first: object, second: object) -> None:
    conditions = Conditions()
    same = all(holds(first, world) == holds(second, world) for world in WORLDS)
    assert (built(conditions, first) == built(conditions, second)) is same


# Where atoms are many, several of them share a bit.
@pytest.mark.parametrize("bits", [512, 2, 1])
@settings(max_examples=300)
@given(st.lists(FORMULAS, max_size=3), FORMULAS, FORMULAS)
def test_where_assumptions_hold_nothing_changes(
    bits: int, assumed: list[object], first: object, second: object
) -> None:
    """What is assumed decides only worlds in which it is false; equal there is one diagram."""
    left = [world for world in WORLDS if all(holds(formula, world) for formula in assumed)]
    if not left:
        return
    with patch.object(module, "_BITS", bits):
        conditions = Conditions()
        before = [built(conditions, formula) for formula in (first, second)]
        for formula in assumed:
            conditions.assume(built(conditions, formula))
        one, other = (conditions.normal(built(conditions, formula)) for formula in (first, second))
    for world in left:
        assert given_world(conditions, one, world) == (TRUE if holds(first, world) else FALSE)
    same = all(holds(first, world) == holds(second, world) for world in left)
    assert (one == other) is same
    meet = any(holds(first, world) and holds(second, world) for world in left)
    assert [conditions.meets(one, other), conditions.meets(*before)] == [meet, meet]
    conditions.forget_results()
    assert conditions.and_(one, other) == FALSE or meet


@given(FORMULAS, FORMULAS)
def test_implication(first: object, second: object) -> None:
    conditions = Conditions()
    expected = all(holds(second, world) for world in WORLDS if holds(first, world))
    assert conditions.implies(built(conditions, first), built(conditions, second)) is expected


@given(FORMULAS, FORMULAS)
def test_a_constraint_changes_nothing_where_it_holds(formula: object, care: object) -> None:
    left = [world for world in WORLDS if holds(care, world)]
    if not left:
        return
    conditions = Conditions()
    cond = conditions.constrain(built(conditions, formula), built(conditions, care))
    for world in left:
        assert given_world(conditions, cond, world) == (TRUE if holds(formula, world) else FALSE)


@given(FORMULAS)
def test_paths_are_the_worlds_of_a_condition(formula: object) -> None:
    conditions = Conditions()
    cond = built(conditions, formula)
    paths = [{conditions.at(i).subject: value for i, value in path} for path in conditions.paths(cond)]
    for world in WORLDS:
        assert any(path.items() <= world.items() for path in paths) is holds(formula, world)


def test_a_diagram_that_outgrows_its_bound_is_refused() -> None:
    conditions = Conditions()
    conditions.limit = 100
    atoms = [conditions.atom("set", str(n), texts=("", "")) for n in range(24)]
    total = TRUE
    refused = False
    try:
        for first, second in zip(atoms[:12], atoms[12:], strict=True):
            total = conditions.and_(total, conditions.or_(first, second))
    except TooManyConditions:
        refused = True
    assert refused
