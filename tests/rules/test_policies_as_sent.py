"""The policies that rules judge are those that real versions of Django sent, whatever dialect they are written in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from secheaders_lint.csp.parsing import parse_like_evaluator
from secheaders_lint.rules.held_policies import held
from secheaders_lint.rules.held_policy import GIVEN, NONCE

from tests.prediction.cases import CASES
from tests.prediction.test_recorded_pages import POLICIES, RECORDED, recorded, site_of

if TYPE_CHECKING:
    from collections.abc import Mapping


def sent(name: str, django: str) -> dict[str, Any]:
    """Return the policies of the page, of the one that reads the nonce where the settings have one."""
    asked = "nonce" if "NONCE" in CASES[name].settings.partition("MIDDLEWARE")[2] else "https"
    headers: dict[str, Any] = recorded(name, django)[asked].get("headers", {})
    return {name: value for name, value in headers.items() if name in POLICIES}


# The recorded page is one of those that some cases leave out.
SENT = [
    (name, django)
    for name, django in RECORDED
    if sent(name, django) and "EXCLUDE_URL_PREFIXES" not in CASES[name].settings
]


def as_model(text: str) -> Mapping[str, tuple[str, ...]]:
    return parse_like_evaluator(text.replace("'nonce-*'", NONCE)).directives


@pytest.mark.parametrize(("name", "django"), SENT)
def test_same_policies(name: str, django: str) -> None:
    real = sent(name, django)
    # A header without a directive is no policy, nor is the text that django-security sends in place of one.
    real = {header: as_model(text) for header, text in real.items() if text not in {"", "None"}}
    found = {each.header: each.policy.directives for each in held(site_of(CASES[name], django))}
    assert {header: {**found[header]} for header in found if found[header]} == {
        header: {**directives} for header, directives in real.items()
    }


def test_every_dialect_is_met() -> None:
    dialects = {each.dialect for name, django in SENT[::3] for each in held(site_of(CASES[name], django))}
    assert dialects == {"Django", "django-csp 3", "django-csp 4", "django-security"}
    assert GIVEN not in dialects
