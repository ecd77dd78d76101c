"""What the rules would have changed, in the layouts that settings come in: the same mistake, mended where it is written."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from tests.fixes.layouts import (
    COMMON,
    CSRF,
    FRAMES,
    LAYOUTS,
    SECURITY,
    SESSION,
    WHITENOISE,
    Row,
    listed,
)
from tests.fixes.trying import Tree, mended

ROWS = (
    Row("CTO001", "SECURE_CONTENT_TYPE_NOSNIFF = False", "SECURE_CONTENT_TYPE_NOSNIFF = True"),
    Row("REF002", 'SECURE_REFERRER_POLICY = "unsafe-url"', 'SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"'),
    Row("XFO001", 'X_FRAME_OPTIONS = "ALLOWALL"', 'X_FRAME_OPTIONS = "DENY"'),
    Row("COOKIE001", "SESSION_COOKIE_SECURE = False", "SESSION_COOKIE_SECURE = True"),
    Row("COOKIE002", "SESSION_COOKIE_HTTPONLY = False", "SESSION_COOKIE_HTTPONLY = True"),
    Row("COOKIE003", "CSRF_COOKIE_SECURE = False", "CSRF_COOKIE_SECURE = True"),
    Row("HSTS001", "SECURE_HSTS_SECONDS = 0", "SECURE_HSTS_SECONDS = 300"),
    Row("TLS001", "SECURE_SSL_REDIRECT = False", "SECURE_SSL_REDIRECT = True"),
    Row(
        "TLS002",
        'SECURE_PROXY_SSL_HEADER = ("X-Forwarded-Proto", "https")',
        'SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")',
    ),
    Row("XSS001", "A = 1\nSECURE_BROWSER_XSS_FILTER = True", "A = 1"),
    Row(
        "COOP001",
        "SECURE_CROSS_ORIGIN_OPENER_POLICY = None",
        'SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin-allow-popups"',
    ),
    Row("DJ007", "SECURE_CONTENT_TYPE_NO_SNIFF = True", "SECURE_CONTENT_TYPE_NOSNIFF = True"),
    Row("DJ004", 'SESSION_COOKIE_HTTPONLY = "True"', "SESSION_COOKIE_HTTPONLY = True"),
    Row("COOKIE005", 'SESSION_COOKIE_SAMESITE = "Laxx"', 'SESSION_COOKIE_SAMESITE = "Lax"'),
    Row("XFO002", "X_FRAME_OPTIONS = None", 'X_FRAME_OPTIONS = "DENY"'),
    Row("REF003", 'SECURE_REFERRER_POLICY = "never"', 'SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"'),
    Row("REF004", 'SECURE_REFERRER_POLICY = "no-referrer"', 'SECURE_REFERRER_POLICY = "same-origin"'),
    Row("HSTS003", "SECURE_HSTS_SECONDS = -1", "SECURE_HSTS_SECONDS = 300"),
    Row(
        "HSTS005",
        "SECURE_HSTS_SECONDS = 300\nSECURE_HSTS_INCLUDE_SUBDOMAINS = True\nSECURE_HSTS_PRELOAD = True",
        "SECURE_HSTS_SECONDS = 300\nSECURE_HSTS_INCLUDE_SUBDOMAINS = True\nSECURE_HSTS_PRELOAD = False",
    ),
)  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.code)
def test_a_setting_is_mended_where_it_is_written(row, layout):
    laid = layout(row)
    result = mended(laid.tree, row.code)
    assert not result.reason
    assert result.text(laid.path) == laid.after
    assert {edit.location.path for edit in result.edits} == {laid.path}


class Stack(NamedTuple):
    """A list with a mistake: the rule, the paths before and after."""

    code: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    requirements: str = ""


STACKS = (
    Stack("MW001", (SESSION, COMMON, CSRF, FRAMES), (SECURITY, SESSION, COMMON, CSRF, FRAMES)),
    Stack("MW003", (SECURITY, SESSION, COMMON, CSRF), (SECURITY, SESSION, COMMON, CSRF, FRAMES)),
    Stack(
        "MW004",
        (SECURITY, SESSION, COMMON, WHITENOISE, CSRF, FRAMES),
        (SECURITY, WHITENOISE, SESSION, COMMON, CSRF, FRAMES),
        "whitenoise==6.6.0\n",
    ),
    Stack(
        "MW007", (SECURITY, SESSION, COMMON, CSRF, FRAMES, SESSION), (SECURITY, SESSION, COMMON, CSRF, FRAMES)
    ),
)


def lines(paths: tuple[str, ...]) -> str:
    return f'DEBUG = False\nALLOWED_HOSTS = ["a.example"]\n{listed(paths)}LAST = 1\n'


def one_line(paths: tuple[str, ...]) -> str:
    inner = ", ".join(f'"{path}"' for path in paths)
    return f'DEBUG = False\nALLOWED_HOSTS = ["a.example"]\nMIDDLEWARE = [{inner}]\nLAST = 1\n'


def as_tuple(paths: tuple[str, ...]) -> str:
    return lines(paths).replace("MIDDLEWARE = [\n", "MIDDLEWARE = (\n").replace("\n]\n", "\n)\n")


def annotated(paths: tuple[str, ...]) -> str:
    return lines(paths).replace("MIDDLEWARE =", "MIDDLEWARE: list[str] =")


def beside_others(paths: tuple[str, ...]) -> str:
    return lines(paths).replace("MIDDLEWARE = [", "OURS = []\nMIDDLEWARE = OURS + [")


def unpacked(paths: tuple[str, ...]) -> str:
    return lines(paths).replace("MIDDLEWARE = [\n", "OURS = []\nMIDDLEWARE = [\n    *OURS,\n")


def with_comments(paths: tuple[str, ...]) -> str:
    text = lines(paths)
    for path in paths:
        name = path.rpartition(".")[2]
        text = text.replace(f'    "{path}",\n', f'    # About {name}.\n    "{path}",  # {name}\n', 1)
    return text


def in_class(paths: tuple[str, ...]) -> str:
    body = lines(paths).replace("\n", "\n    ").rstrip(" ")
    return f"from configurations import Configuration\n\n\nclass Prod(Configuration):\n    {body}"


@pytest.mark.parametrize(
    "layout", [lines, one_line, as_tuple, annotated, beside_others, in_class], ids=lambda each: each.__name__
)
@pytest.mark.parametrize("stack", STACKS, ids=lambda stack: stack.code)
def test_a_list_is_mended_in_its_layout(stack, layout):
    configuration = "Prod" if layout is in_class else ""
    tree = Tree(
        {"config/settings.py": layout(stack.before)},
        configuration=configuration,
        requirements=stack.requirements,
    )
    result = mended(tree, stack.code)
    assert not result.reason
    assert result.text() == layout(stack.after)


def test_what_comes_first_stands_above_what_is_unpacked():
    stack = STACKS[0]
    result = mended(Tree({"config/settings.py": unpacked(stack.before)}), stack.code)
    assert result.text() == unpacked(stack.before).replace(f'"{SESSION}"', f'"{SECURITY}",\n    "{SESSION}"')


def test_a_middleware_that_moves_takes_its_comments_along():
    stack = STACKS[2]
    tree = Tree({"config/settings.py": with_comments(stack.before)}, requirements=stack.requirements)
    assert mended(tree, stack.code).text() == with_comments(stack.after)


def test_a_list_that_is_put_together_by_calls():
    text = (
        f'DEBUG = False\nALLOWED_HOSTS = ["a.example"]\n{listed((SECURITY, SESSION, COMMON, CSRF, FRAMES))}'
    )
    text += f'MIDDLEWARE.insert(2, "{WHITENOISE}")\n'
    tree = Tree({"config/settings.py": text}, requirements="whitenoise==6.6.0\n")
    after = f'MIDDLEWARE.insert(MIDDLEWARE.index("{SECURITY}") + 1, "{WHITENOISE}")\n'
    assert mended(tree, "MW004").text() == text.replace(f'MIDDLEWARE.insert(2, "{WHITENOISE}")\n', after)


def test_a_list_of_two_files():
    base = f'DEBUG = False\nALLOWED_HOSTS = ["a.example"]\n{listed((SESSION, COMMON, CSRF, FRAMES))}'
    production = 'from config.base import *\n\nMIDDLEWARE = ["ours.First", *MIDDLEWARE]\n'
    tree = Tree({"config/base.py": base, "config/production.py": production}, "config.production")
    result = mended(tree, "MW001")
    assert result.text("config/production.py") == production.replace('["ours', f'["{SECURITY}", "ours')
    assert result.text("config/base.py") == base
