"""Tables of pairs: a text before and after, or a text for which nothing may be offered, each named by its reason."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Mapping


def pairs(cases: Mapping[str, tuple[str, str]]) -> pytest.MarkDecorator:
    """Run a test with ``before`` and ``after`` for each case; texts may be indented as a whole."""
    made = [(_text(before), _text(after)) for before, after in cases.values()]
    return pytest.mark.parametrize(("before", "after"), made, ids=[_name(each) for each in cases])


def refusals(cases: Mapping[str, tuple[str, str]]) -> pytest.MarkDecorator:
    """Run a test with ``before`` and ``reason`` for each case: nothing may be offered, and that is why."""
    made = [(_text(before), reason) for before, reason in cases.values()]
    return pytest.mark.parametrize(("before", "reason"), made, ids=[_name(each) for each in cases])


def _text(text: str) -> str:
    return dedent(text).removeprefix("\n")


def _name(reason: str) -> str:
    return reason.replace(" ", "-")
