"""Every rule with a remedy is tried in all six layouts of settings, or it is said why one of them makes no sense for it."""

from __future__ import annotations

import inspect
import sys
from itertools import chain, product
from typing import TYPE_CHECKING

import pytest
from secheaders_lint.rules.registry import RULES

from tests.fixes import dictionaries, lists, stacks
from tests.fixes import test_rules as plain
from tests.fixes import test_rules_csp as policies
from tests.fixes import test_rules_first as first
from tests.fixes import test_rules_lists as texts
from tests.fixes import test_rules_packages as packages
from tests.fixes import test_rules_refusals as refusals
from tests.fixes import test_rules_settings as settings
from tests.fixes import test_rules_stacks as middleware
from tests.fixes.layouts import LAYOUTS, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

ROWS = (
    *plain.ROWS,
    *settings.TYPES.values(),
    *settings.OTHERS.values(),
    *settings.COMMENTS.values(),
    *packages.ROWS.values(),
)
# The cases of a table, and the layouts in which all of them are tried.
TABLES = (
    (ROWS, LAYOUTS.values()),
    (middleware.STACKS.values(), (*stacks.FORMS.values(), Kind.BASE)),
    (policies.MISTAKES.values(), dictionaries.DISPLAYS.values()),
    (texts.LISTS.values(), (*lists.FORMS.values(), Kind.BASE)),
)
FIRST = {kind for kind, _ in first.LAYOUTS.values()}
# Tests of one rule or a few, with the layouts that they try.
TESTS = {
    middleware.test_a_list_that_is_put_together_by_calls: ({code for code, *_ in middleware.CALLS.values()}, {Kind.CALL}),
    middleware.test_a_list_that_is_ignored_gets_its_name: ({"MW005"}, {*stacks.FORMS.values()}),
    settings.test_debug_is_switched_off: ({"DJ001"}, {kind for kind, *_ in settings.DEBUGS.values()}),
    settings.test_debug_is_switched_off_by_production_where_developers_have_it_from_the_base: ({"DJ001"}, {Kind.BASE}),
    first.test_a_policy_begins_beside_other_headers: ({"CSP001", "PERM001"}, FIRST),
    first.test_a_policy_joins_the_headers_that_developers_do_not_get: ({"CSP001", "PERM001"}, {Kind.GUARD}),
    first.test_a_policy_is_that_of_production_alone: ({"CSP001", "PERM001"}, {Kind.BASE}),
    first.test_a_policy_without_a_middleware_gets_one: ({"CSP003"}, FIRST),
    first.test_a_policy_that_developers_do_not_get_gets_a_middleware: ({"CSP003"}, {Kind.GUARD}),
    first.test_the_policy_of_production_gets_its_middleware: ({"CSP003"}, {Kind.BASE}),
    first.test_a_middleware_without_a_policy_gets_one: ({"CSP004"}, FIRST),
    first.test_a_middleware_gets_the_policy_that_developers_do_not_get: ({"CSP004"}, {Kind.GUARD}),
    first.test_the_middleware_of_a_base_gets_its_policy_from_production: ({"CSP004"}, {Kind.BASE}),
}  # fmt: skip
SENSELESS = {
    "the setting is one value: nothing is added to it by a call, nor unpacked into it": (
        """
        HSTS001 HSTS002 HSTS003 HSTS004 HSTS005 TLS001 TLS002 TLS003 TLS005 CTO001 XFO001 XFO002 XFO003 REF001 COOP001 COOP002
        XSS001 COOKIE001 COOKIE002 COOKIE003 COOKIE004 COOKIE005 COOKIE006 COOKIE007 DJ001 DJ004
        """,
        {Kind.CALL, Kind.STARS},
    ),
}


def _tried() -> Iterator[tuple[str, Kind]]:
    """Yield what is tried: a rule, and a layout in which something of it is mended, or refused for a reason."""
    for cases, kinds in TABLES:
        yield from product((case.code for case in cases), kinds)
    yield from chain.from_iterable(product(codes, kinds) for codes, kinds in TESTS.values())
    yield from ((row.code, row.kind) for row in ROWS)
    yield from ((case.code, case.kind) for case in refusals.REFUSED.values())


def _senseless() -> Iterator[tuple[str, Kind]]:
    for codes, kinds in SENSELESS.values():
        yield from product(codes.split(), kinds)


TRIED = frozenset(_tried())
STATING = [rule.code for rule in RULES if "remed" in inspect.getsource(sys.modules[rule.check.__module__])]


@pytest.mark.parametrize("code", STATING)
def test_a_remedy_is_tried_in_each_layout(code):
    assert {*product([code], Kind)} <= {*TRIED, *_senseless()}


def test_no_layout_that_is_tried_is_called_senseless():
    assert TRIED.isdisjoint(_senseless())


def test_rules_that_are_tried_state_a_remedy():
    assert {code for code, _ in (*TRIED, *_senseless())} == {*STATING}
