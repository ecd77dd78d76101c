"""Between Python objects and abstract values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.evaluator import budget
from secheaders_lint.evaluator.sequences import make_list, make_tuple
from secheaders_lint.evaluator.values import RAW_TYPES, DictValue, Item, SetValue, Unknown

if TYPE_CHECKING:
    from secheaders_lint.evaluator.values import Site, Value


def from_python(value: object, site: Site | None) -> Value:
    """Return the abstract value of a Python object made of literals; containers are new ones."""
    kind = type(value)
    if isinstance(value, int) and value.bit_length() > budget.MAX_BITS:
        return Unknown(f"an integer of more than {budget.MAX_BITS:,} bits", site, "int")
    if kind in RAW_TYPES:
        return value
    if isinstance(value, list):
        return make_list([from_python(part, site) for part in value], site)
    if isinstance(value, tuple):
        return make_tuple([from_python(part, site) for part in value], site)
    if isinstance(value, dict):
        return DictValue({_key(key): Item(from_python(part, site), site) for key, part in value.items()})
    if isinstance(value, set | frozenset):
        return SetValue(
            {_key(key): Item(from_python(key, site), site) for key in value},
            frozen=isinstance(value, frozenset),
        )
    return Unknown(f"a {kind.__name__}", site)


def _key(key: object) -> object:
    return key
