"""The findings are those of CSP Evaluator, in its order, on every policy that was recorded."""

from __future__ import annotations

import pytest
from secheaders_lint.csp.effective import effective
from secheaders_lint.csp.findings import Severity, Type
from secheaders_lint.csp.parsing import parse_like_evaluator

from . import records

ORACLE, MORE = records.oracle(), records.more()
JUDGED = [each for each in (*ORACLE, *MORE) if each.findings is not None]


def test_the_tables_hold_what_they_should():
    assert len(ORACLE) == 122
    assert [each.policy for each in ORACLE if each.findings is None] == [
        "default-src 'self'; script-src 'nonce-abc$%def12345'; base-uri 'self'"
    ]
    assert len(MORE) == 552
    assert sum(each.findings is None for each in MORE) == 13


def test_every_type_is_in_the_tables():
    assert {found[0] for each in JUDGED for found in each.findings or ()} == {each.name for each in Type}


def test_severities_of_findings_are_those_of_the_tables():
    told = {found[1] for each in JUDGED for found in each.findings or ()}
    assert told == {each.name for each in Severity} - {"HIGH_MAYBE"}


@pytest.mark.parametrize("record", JUDGED, ids=lambda each: ascii(each.policy)[:60])
def test_findings(record):
    assert records.findings_of(record.policy) == record.findings


def test_parsing():
    for record in MORE:
        assert records.directives_of(parse_like_evaluator(record.policy)) == record.parsed, record.policy


def test_what_counts():
    for record in MORE:
        counting, _ = effective(parse_like_evaluator(record.policy))
        assert records.directives_of(counting) == record.effective, record.policy


@pytest.mark.parametrize(
    ("policy", "found"),
    [
        # Facts beside the table: one value that a URL parser refuses takes nothing from the others.
        (
            "default-src 'self'; script-src 'nonce-abc$%def12345'; base-uri 'self'",
            "NONCE_CHARSET INVALID_KEYWORD",
        ),
        ("default-src 'none'; img-src [::1 a%zz http://a.b 10.0.0.1", "IP_SOURCE SRC_HTTP"),
        (
            "default-src 'none'; script-src a.b:x 'unsafe-inline'",
            "SCRIPT_UNSAFE_INLINE SCRIPT_ALLOWLIST_BYPASS",
        ),
        ("default-src 'none'; object-src a.b:99999", "OBJECT_ALLOWLIST_BYPASS"),
        # Names of JavaScript's own that get lost there.
        ("default-src 'none'; constructor x; __proto__ y", "UNKNOWN_DIRECTIVE UNKNOWN_DIRECTIVE"),
    ],
)
def test_where_the_original_gives_up(policy, found):
    general = {"REQUIRE_TRUSTED_TYPES_FOR_SCRIPTS", "STRICT_DYNAMIC"}
    assert [each[0] for each in records.findings_of(policy) if each[0] not in general] == found.split()
