"""What rules would have written in the dictionaries of policies, in the layouts that these come in."""

from __future__ import annotations

import pytest

from tests.fixes.dictionaries import DISPLAYS, NATIVE, PACKAGE, PERMISSIONS, Mistake
from tests.fixes.trying import mended

SELF, NONE = "[\"'self'\"]", "[\"'none'\"]"
DEFAULT = {"default-src": SELF}
SOUND = {"base-uri": NONE, "form-action": SELF}
HASH = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"


def _mistakes(name: str, code: str, before: dict[str, str], after: dict[str, str]) -> dict[str, Mistake]:
    """Return a mistake in the policy of Django's own and in that of django-csp."""
    return {
        f"{code} {name} {dialect.setting}": Mistake(code, dialect, before, after)
        for dialect in (NATIVE, PACKAGE)
    }


MISTAKES = {
    **_mistakes(
        "no quotes",
        "CSP010",
        {**DEFAULT, "img-src": '["self", "data:"]', **SOUND},
        {**DEFAULT, "img-src": '["\'self\'", "data:"]', **SOUND},
    ),
    **_mistakes(
        "misspelt",
        "CSP010",
        {**DEFAULT, "font-src": "[\"'slef'\"]", **SOUND},
        {**DEFAULT, "font-src": SELF, **SOUND},
    ),
    **_mistakes(
        "name",
        "CSP011",
        {**DEFAULT, "img_src": '["data:"]', **SOUND},
        {**DEFAULT, "img-src": '["data:"]', **SOUND},
    ),
    **_mistakes(
        "gone",
        "CSP011",
        {**DEFAULT, "block-all-mixed-content": "True", **SOUND},
        {**DEFAULT, **SOUND},
    ),
    **_mistakes(
        "missing",
        "CSP012",
        {**DEFAULT, "img-src": SELF},
        {**DEFAULT, "img-src": SELF, **SOUND},
    ),
    **_mistakes(
        "dead word",
        "CSP014",
        {**DEFAULT, "style-src": f'["{HASH}", "\'unsafe-inline\'"]', **SOUND},
        {**DEFAULT, "style-src": f'["{HASH}"]', **SOUND},
    ),
    "PERM003": Mistake(
        "PERM003",
        PERMISSIONS,
        {"camera": "[]", "no-such-feature": "[]", "usb": "[]"},
        {"camera": "[]", "usb": "[]"},
    ),
    "PERM004 quotes": Mistake(
        "PERM004",
        PERMISSIONS,
        {"camera": "[]", "geolocation": "[\"'self'\"]"},
        {"camera": "[]", "geolocation": '["self"]'},
    ),
    "PERM004 scheme": Mistake(
        "PERM004",
        PERMISSIONS,
        {"camera": '["self", "a.example"]', "usb": '["a.example"]'},
        {"camera": '["self", "https://a.example"]', "usb": '["https://a.example"]'},
    ),
}


@pytest.mark.parametrize("layout", DISPLAYS, ids=lambda layout: layout.__name__)
@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=[*MISTAKES])
def test_a_dictionary_is_mended_where_it_is_written(mistake, layout):
    laid = layout(mistake)
    result = mended(laid.tree, mistake.code)
    assert not result.reason
    assert result.text(laid.path) == laid.after
