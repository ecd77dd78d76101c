"""Defaults of environment variables: the literal in a read that stands for a variable which is not given."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from secheaders_lint.evaluator.literals import BadLiteralError, string
from secheaders_lint.fixes.changes import Change
from secheaders_lint.fixes.layout import is_literal, string_like

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.fixes.layout import Page
    from secheaders_lint.remedies import Put

# Functions and methods whose second argument is the default.
_READERS = frozenset(
    {
        "get",
        "getenv",
        "env",
        "config",
        "bool",
        "int",
        "str",
        "list",
        "tuple",
        "json",
        "get_env",
        "env_bool",
        "environ",
    }
)
# Texts that readers take for off, and the one of the same kind that they take for on.
_PAIRS = (
    ("False", "True"),
    ("false", "true"),
    ("FALSE", "TRUE"),
    ("0", "1"),
    ("off", "on"),
    ("no", "yes"),
    ("n", "y"),
    ("f", "t"),
)


def default_change(page: Page, value: cst.BaseExpression, step: Put) -> Change | None:
    """Return the change of the only default in an expression, to what the setting is to be; ``None`` where there is none such."""
    found = list(_defaults(value))
    if len(found) != 1:
        return None
    code = _like(found[0], step, page)
    if code is None:
        return None
    start, end = page.range_of(found[0])
    return None if page.text[start:end] == code else Change(page.source, start, end, code)


def _defaults(value: cst.CSTNode) -> Iterator[cst.BaseExpression]:
    waiting = [value]
    while waiting:
        node = waiting.pop()
        waiting += node.children
        if not isinstance(node, cst.Call):
            continue
        for place, argument in enumerate(node.args):
            named = argument.keyword is not None and argument.keyword.value == "default"
            second = place == 1 and argument.keyword is None and not argument.star and _name(node) in _READERS
            if (named or second) and is_literal(argument.value):
                yield argument.value


def _name(call: cst.Call) -> str:
    function = call.func
    if isinstance(function, cst.Attribute):
        return function.attr.value
    return function.value if isinstance(function, cst.Name) else ""


def _like(node: cst.BaseExpression, step: Put, page: Page) -> str | None:
    """Return the default of the same kind as the one that is there, for what the setting is to be."""
    wanted = step.plain
    if isinstance(node, cst.Name):
        return str(wanted) if isinstance(wanted, bool) and node.value != "None" else None
    if isinstance(node, cst.Integer):
        return None if wanted is None or isinstance(wanted, str) else str(int(wanted))
    if isinstance(node, cst.SimpleString):
        text = _text(node)
        changed = None if text is None or wanted is None else _text_for(text, wanted)
        return None if changed is None else string_like(node.value, changed)
    if isinstance(node, cst.List | cst.Tuple | cst.Dict):
        return page.code(step.code)
    return None


def _text(node: cst.SimpleString) -> str | None:
    try:
        value = string(node.value)
    except BadLiteralError:
        return None
    return value if isinstance(value, str) else None


def _text_for(text: str, wanted: bool | int | str) -> str | None:
    if not isinstance(wanted, bool):
        return str(wanted)
    for off, on in _PAIRS:
        if text in {off, on}:
            return on if wanted else off
    return None
