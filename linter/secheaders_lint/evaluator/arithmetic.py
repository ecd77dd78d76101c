"""Python's operators on known values, bounded so that no expression can eat the machine."""

from __future__ import annotations

import operator
import re
from typing import TYPE_CHECKING, Any

from secheaders_lint.evaluator import budget
from secheaders_lint.evaluator.pure import Refused

if TYPE_CHECKING:
    from collections.abc import Callable

_NUMBER = re.compile(r"\d{5,}")
_BIG = "a number or text too large to compute"


def multiply(a: Any, b: Any) -> Any:
    """Return ``a * b``."""
    for text, count in ((a, b), (b, a)):
        if (
            isinstance(text, str | bytes)
            and isinstance(count, int)
            and len(text) * max(count, 0) > budget.MAX_STRING
        ):
            raise Refused(_BIG)
    if isinstance(a, int) and isinstance(b, int) and a.bit_length() + b.bit_length() > budget.MAX_BITS:
        raise Refused(_BIG)
    return a * b


def power(a: Any, b: Any) -> Any:
    """Return ``a ** b``."""
    if isinstance(a, int) and isinstance(b, int) and a.bit_length() * abs(b) > budget.MAX_BITS:
        raise Refused(_BIG)
    return a**b


def shift_left(a: Any, b: Any) -> Any:
    """Return ``a << b``."""
    if isinstance(a, int) and isinstance(b, int) and a.bit_length() + b > budget.MAX_BITS:
        raise Refused(_BIG)
    return a << b


def percent(a: Any, b: Any) -> Any:
    """Return ``a % b``; for strings only with widths that are sane."""
    if isinstance(a, str | bytes):
        text = a if isinstance(a, str) else a.decode("latin-1")
        if _NUMBER.search(text) or "*" in text:
            raise Refused(_BIG)
    return a % b


def format_value(value: Any, spec: str) -> str:
    """Return ``format(value, spec)`` for a specification whose widths are sane."""
    if _NUMBER.search(spec):
        raise Refused(_BIG)
    return format(value, spec)


def format_text(text: str, arguments: list[Any], keywords: dict[str, Any]) -> str:
    """Return ``text.format(…)`` with known arguments; refuses attribute look-ups and insane widths."""
    import string

    for _, field, spec, _ in string.Formatter().parse(text):
        if field is not None and ("." in field or "[" in field):
            raise Refused("str.format with an attribute or item in its field")
        if spec and ("{" in spec or _NUMBER.search(spec)):
            raise Refused(_BIG)
    return text.format(*arguments, **keywords)


# libcst's operator class → the operator's text and the function that computes it.
BINARY: dict[str, tuple[str, Callable[[Any, Any], Any]]] = {
    "Add": ("+", operator.add),
    "Subtract": ("-", operator.sub),
    "Multiply": ("*", multiply),
    "Divide": ("/", operator.truediv),
    "FloorDivide": ("//", operator.floordiv),
    "Modulo": ("%", percent),
    "Power": ("**", power),
    "LeftShift": ("<<", shift_left),
    "RightShift": (">>", operator.rshift),
    "BitAnd": ("&", operator.and_),
    "BitOr": ("|", operator.or_),
    "BitXor": ("^", operator.xor),
    "MatrixMultiply": ("@", operator.matmul),
}

ORDER: dict[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}

# The text of an operator → the method that a class of the repository may define for it.
DUNDER = {
    "+": "add", "-": "sub", "*": "mul", "/": "truediv", "//": "floordiv", "%": "mod", "**": "pow", "<<": "lshift",
    ">>": "rshift", "&": "and", "|": "or", "^": "xor", "@": "matmul",
}  # fmt: skip
