"""Baselines as text: what they hold, what they silence, and what is wrong with one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from secheaders_lint import baseline
from secheaders_lint.errors import UsageError
from secheaders_lint.findings import Location

from tests.reporters.samples import HOSTILE, finding

if TYPE_CHECKING:
    from secheaders_lint.findings import Finding

ONE, SAME, OTHER = finding(), finding(location=Location("shop/settings.py", 40)), finding(code="CTO001")


def reread(*findings: Finding) -> baseline.Baseline:
    return baseline.read(baseline.write(findings).encode(), "b.json")


def test_what_is_written_silences_it():
    parted = baseline.split([ONE, OTHER], reread(ONE, OTHER))
    assert parted.standing == ()
    assert parted.stale == ()
    assert [each for each, _ in parted.silenced] == [ONE, OTHER]


def test_line_numbers_do_not_count():
    assert baseline.split([SAME], reread(ONE)).standing == ()


def test_equal_ones_are_counted():
    assert len(baseline.split([ONE, SAME, SAME], reread(ONE, SAME)).standing) == 1
    assert json.loads(baseline.write([ONE, SAME]))["findings"][0]["count"] == 2


def test_the_place_is_the_line_of_the_entry():
    known = reread(ONE, OTHER)
    places = {each.code: place for each, place in baseline.split([ONE, OTHER], known).silenced}
    assert places["CTO001"] == Location("b.json", 2, 1, 2, 1)
    assert places["HSTS001"] == Location("b.json", 3, 1, 3, 1)


def test_what_is_gone_is_stale():
    (stale,) = baseline.split([OTHER], reread(ONE, OTHER)).stale
    assert stale.name == "HSTS001 in shop/settings.py"
    assert baseline.split([ONE], reread(ONE, SAME)).stale


def test_an_order_that_changes_little():
    assert baseline.write([ONE, OTHER]) == baseline.write([OTHER, ONE])


def test_nothing_is_a_baseline_too():
    assert baseline.split([ONE], reread()).standing == (ONE,)


def test_what_people_write_by_hand():
    text = "\ufeff" + json.dumps({"findings": [{"fingerprint": ONE.fingerprint}], "schema": 1, "why": "old"})
    assert baseline.split([ONE], baseline.read(text.encode(), "b.json")).standing == ()


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_stay_in_their_line(name):
    one = finding(subject=name, location=Location(name, 1))
    assert len(baseline.write([one]).splitlines()) == 3
    assert baseline.split([one], reread(one)).standing == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"", "b.json:1: is no valid JSON"),
        (b"{\n]", "b.json:2: is no valid JSON"),
        (b"\xff", "b.json:1: is not UTF-8"),
        (b"[" * 100_000, "b.json:1: is no valid JSON"),
        (b"[]", "b.json:1: has no list of findings"),
        (b'{"schema": 2, "findings": []}', "b.json:1: is not of schema 1"),
        (b'{"schema": 1, "findings": [1]}', "b.json:1: has an entry without a fingerprint"),
        (
            b'{"schema": 1, "findings": [{"fingerprint": "x"}]}',
            "b.json:1: has an entry without a fingerprint",
        ),
        (
            b'{"schema": 1, "findings": [\n{"fingerprint": "0123456789abcdef", "count": 0}]}',
            "b.json:2: has an entry whose count",
        ),
    ],
)
def test_what_is_no_baseline(text, said):
    with pytest.raises(UsageError) as caught:
        baseline.read(text, "b.json")
    assert str(caught.value).startswith(said)
    assert str(caught.value).endswith("; write it anew with --write-baseline")
