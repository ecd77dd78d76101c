"""``type()``, ``isinstance()`` and the types of abstract values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.evaluator.exceptions import is_subclass
from secheaders_lint.evaluator.values import RAW_TYPES, Bound, Library, Modelled, Raised, Unknown

if TYPE_CHECKING:
    from secheaders_lint.evaluator.values import Value

# Abstract base classes and the builtin types that are instances of them.
_ABSTRACT = {
    "Iterable": {"str", "list", "tuple", "set", "dict", "bytes", "range", "frozenset"},
    "Sequence": {"str", "list", "tuple", "bytes", "range"},
    "MutableSequence": {"list"},
    "Collection": {"str", "list", "tuple", "set", "dict", "bytes", "range", "frozenset"},
    "Container": {"str", "list", "tuple", "set", "dict", "bytes", "range", "frozenset"},
    "Mapping": {"dict"},
    "MutableMapping": {"dict"},
    "Set": {"set", "frozenset"},
    "Callable": {"function", "method"},
    "Number": {"int", "float", "complex", "bool"},
    "Hashable": {"str", "int", "float", "tuple", "bool", "NoneType", "bytes"},
}
_BASES = {"bool": {"int"}, "OrderedDict": {"dict"}, "defaultdict": {"dict"}}


def type_name(value: Value) -> str | None:
    """Return the name of a value's type; ``None`` where it is not known."""
    if type(value) in RAW_TYPES:
        return type(value).__name__
    if isinstance(value, Unknown):
        return value.type
    if isinstance(value, Modelled):
        return value.kind
    if isinstance(value, Library):
        return None
    if isinstance(value, Bound):
        return "method"
    kind = getattr(value, "type", None)
    return kind if isinstance(kind, str) else None


def is_instance_of_library(value: Value, name: str) -> bool | None:
    """Tell whether a value is an instance of a builtin or library class; ``None``: cannot be told."""
    kind = type_name(value)
    if name == "builtins.property" and kind != "property":
        # Properties are made in class bodies: none is an object of a library, or one of Django's defaults.
        default = isinstance(value, Library) and value.name.startswith("django.conf.global_settings.")
        modelled = isinstance(value, Modelled) and "." in value.kind
        plain = type(value) in RAW_TYPES or kind in {"list", "tuple", "dict", "set", "function", "method"}
        return False if default or modelled or plain else None
    if kind is None or (kind == "descriptor" and name != "builtins.object"):
        return None
    if name == "builtins.object":
        return True
    if isinstance(value, Raised):
        return is_subclass(value.kind, name)
    short = name.rpartition(".")[2]
    if name.startswith(("collections.abc.", "typing.", "numbers.")):
        if short in _ABSTRACT and kind in _ABSTRACT[short]:
            return True
        return None if short not in _ABSTRACT or isinstance(value, Modelled) else False
    if name.startswith("builtins."):
        if kind == short or short in _BASES.get(kind, set()):
            return True
        return None if isinstance(value, Modelled) or getattr(value, "cls", None) is not None else False
    if isinstance(value, Modelled):
        return True if kind == name or kind.rpartition(".")[2] == short else None
    if type(value) in RAW_TYPES and type(value).__module__ == name.rpartition(".")[0]:
        return type(value).__name__ == short
    return False if type(value) in RAW_TYPES or kind in {"list", "tuple", "dict", "set"} else None
