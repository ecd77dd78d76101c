"""How messages begin: what a setting is, and what can make it another one."""

from __future__ import annotations

import pytest

from .sites import BASE, Site

CODE = "COOKIE001"


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ("", "SESSION_COOKIE_SECURE is not set: "),
        ("SESSION_COOKIE_SECURE = False\n", "SESSION_COOKIE_SECURE is False: "),
        (
            "SESSION_COOKIE_SECURE = os.environ.get('SECURE') == '1'\n",
            "SESSION_COOKIE_SECURE is False, unless the variable SECURE says otherwise: ",
        ),
        (
            "SESSION_COOKIE_SECURE = os.environ.get('A') == '1' and os.environ.get('B') == '1'\n",
            "SESSION_COOKIE_SECURE is False, unless the variables A and B say otherwise: ",
        ),
        (
            "if os.environ.get('HTTPS') == '1':\n    SESSION_COOKIE_SECURE = True\n",
            "SESSION_COOKIE_SECURE is set only where HTTPS = '1': ",
        ),
        (
            "try:\n    from .local import *\nexcept ImportError:\n    pass\n",
            "SESSION_COOKIE_SECURE is not set, unless config/local.py sets it, which is not in the repository: ",
        ),
    ],
)
def test_beginning(settings: str, told: str) -> None:
    assert Site(BASE + settings).one(CODE).message.startswith(told)


@pytest.mark.parametrize(
    "settings",
    [
        "SESSION_COOKIE_SECURE = all(os.environ.get(name) == '1' for name in 'ABCD')\n",
        "try:\n    import thing\nexcept ImportError:\n    thing = None\nSESSION_COOKIE_SECURE = bool(thing and os.environ.get('A'))\n",
    ],
)
def test_what_takes_too_many_words_is_left_out(settings: str) -> None:
    assert Site(BASE + settings).one(CODE).message.startswith("SESSION_COOKIE_SECURE is False: ")
