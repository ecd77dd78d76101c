"""PyYAML: ``safe_load`` and ``load`` (read in version 6.0.3).

A text that is known is parsed by PyYAML itself, which libcst needs and so is there; its ``SafeLoader`` makes nothing but
plain values. The text is bounded before it is parsed, and what its aliases stand for before anything is made of it.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from secheaders_lint.evaluator.library import files
from secheaders_lint.evaluator.library.outside_mappings import mapping_of
from secheaders_lint.evaluator.library.registry import canonical
from secheaders_lint.evaluator.library.signature import argument
from secheaders_lint.evaluator.pure import Refused, pure, refuse
from secheaders_lint.evaluator.sequences import make_list, make_tuple
from secheaders_lint.evaluator.values import (
    RAW_TYPES,
    ROOT,
    UNSET,
    DictValue,
    Item,
    Library,
    SetValue,
    Symbol,
    Unknown,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.values import Arguments, Site, Value

# PyYAML reads about 100,000 characters a second.
_MAX_TEXT = 50_000
# Brackets: each token is compared with all that are open.
_MAX_BRACKETS = 2_000
# Nodes of a document, with each alias counted as what it stands for.
_MAX_NODES = 10_000
_ERROR = "yaml.YAMLError"
# Loaders that make plain values only; the others do so too where no tag asks for an object.
_SAFE = {"yaml.SafeLoader", "yaml.CSafeLoader", "yaml.loader.SafeLoader", "yaml.cyaml.CSafeLoader"}
_FULL = {
    "yaml.FullLoader",
    "yaml.CFullLoader",
    "yaml.Loader",
    "yaml.CLoader",
    "yaml.UnsafeLoader",
    "yaml.CUnsafeLoader",
}


def _safe_load(machine: Machine, arguments: Arguments) -> Value:
    return _load(machine, arguments, objects=False)


def _full_load(machine: Machine, arguments: Arguments) -> Value:
    return _load(machine, arguments, objects=True)


def _load_with(machine: Machine, arguments: Arguments) -> Value:
    """Return ``yaml.load(stream, Loader)``; older versions take the second argument to be ``FullLoader``."""

    def one(loader: Value) -> Value:
        if loader is UNSET or (isinstance(loader, Library) and loader.name in _FULL):
            return _load(machine, arguments, objects=True)
        if isinstance(loader, Library) and loader.name in _SAFE:
            return _load(machine, arguments, objects=False)
        return machine.unknown("a document that a loader of its own reads", arguments.site.node)

    return machine.each(argument(arguments, 1, "Loader"), one)


def _load(machine: Machine, arguments: Arguments, *, objects: bool) -> Value:
    """Return the first document of a stream; ``objects`` says that tags of Python objects are followed by the loader."""
    node = arguments.site.node

    def stream(value: Value) -> Value:
        if isinstance(value, files.FileObject):
            content = value.take(machine, node)
            return machine.each(content, lambda text: mapping_of(machine, text, one(text), arguments.site))
        return one(value)

    def one(text: Value) -> Value:
        if isinstance(text, Symbol) and not objects:
            return _symbol(machine, text, arguments)
        if isinstance(text, Unknown):
            machine.may_fail(_ERROR, node, f"{text.reason} is not valid YAML")
            return Unknown(text.reason, text.site or arguments.site)
        if not isinstance(text, str | bytes):
            return machine.unknown("a document read from something that is no text", node)
        if ROOT in (text if isinstance(text, str) else text.decode(errors="replace")):
            return machine.unknown("depends on the folder that the repository lies in", node)
        return _known(machine, text, arguments, objects=objects)

    return machine.each(argument(arguments, 0, "stream"), stream)


def _symbol(machine: Machine, text: Symbol, arguments: Arguments) -> Value:
    """Return what a variable's text means as YAML: a function of it; texts that are not YAML raise."""
    node = arguments.site.node
    made = pure(machine, node, parse, [text], "yaml.load({})", None, raises="")
    if isinstance(made, Symbol):
        refuse(machine, node, made, _ERROR, "valid YAML")
    return made


def _known(machine: Machine, text: str | bytes, arguments: Arguments, *, objects: bool) -> Value:
    node = arguments.site.node
    # A character takes PyYAML about as long as a step takes the evaluator.
    machine.step(len(text))
    yaml = _library()
    if yaml is None:
        return machine.unknown("a YAML document, and PyYAML is not installed", node)
    try:
        return _Made(arguments.site).value(parse(text))
    except Refused as refusal:
        return machine.unknown(refusal.reason, node)
    except (RecursionError, MemoryError):
        return machine.unknown("a document too large to read", node)
    except yaml.YAMLError as error:
        if objects and isinstance(error, yaml.constructor.ConstructorError):
            return machine.unknown("objects that a YAML document makes", node)
        return machine.fail(canonical(f"{type(error).__module__}.{type(error).__name__}"), str(error), node)
    except Exception as error:  # noqa: BLE001 - PyYAML lets errors of int() and datetime() through, and so sees its caller
        return machine.fail(f"builtins.{type(error).__name__}", str(error), node)


def _library() -> Any:
    """Return PyYAML, under either of the names that libcst installs it by; ``None`` where it is not there."""
    name = next((name for name in ("yaml", "yaml_ft") if find_spec(name) is not None), None)
    return None if name is None else import_module(name)


def parse(text: str | bytes) -> object:
    """Return the plain value of a document; raises :class:`Refused` over the bounds, ``YAMLError`` where it is no YAML."""
    shown = text if isinstance(text, str) else text.decode(errors="replace")
    if len(text) > _MAX_TEXT or shown.count("[") + shown.count("{") > _MAX_BRACKETS:
        raise Refused("a document too large to read")
    yaml = _library()
    if yaml is None:
        raise Refused("a YAML document, and PyYAML is not installed")
    loader = yaml.SafeLoader(text)
    try:
        root = loader.get_single_node()
        if root is None:
            return None
        if _size(root, {}) > _MAX_NODES:
            raise Refused("a document whose aliases stand for too much")
        return loader.construct_document(root)
    finally:
        loader.dispose()


def _size(node: Any, known: dict[int, int]) -> int:
    """Return the number of nodes below one, aliases followed; raises :class:`Refused` where one leads back to itself."""
    if isinstance(node.value, str):
        return 1
    found = known.get(id(node))
    if found == 0:
        raise Refused("a document that holds itself")
    if found is None:
        known[id(node)] = 0
        children = [
            part for entry in node.value for part in (entry if isinstance(entry, tuple) else (entry,))
        ]
        found = known[id(node)] = 1 + sum(_size(child, known) for child in children)
    return found


class _Made:
    """Makes abstract values of a document's; what an alias shares in the one is shared in the other."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.made: dict[int, Value] = {}

    def value(self, value: object) -> Value:
        """Return the abstract value of a part of the document, the same one each time."""
        if type(value) in RAW_TYPES:
            return value
        found = self.made.get(id(value))
        if found is None:
            found = self.made[id(value)] = self._container(value)
        return found

    def _container(self, value: object) -> Value:
        site = self.site
        if isinstance(value, list):
            return make_list([self.value(part) for part in value], site)
        if isinstance(value, tuple):
            return make_tuple([self.value(part) for part in value], site)
        if isinstance(value, dict | set) and all(type(key) in RAW_TYPES for key in value):
            if isinstance(value, set):
                return SetValue({key: Item(key, site) for key in value})
            return DictValue({key: Item(self.value(part), site) for key, part in value.items()})
        # Dates, and containers with keys such as dates or tuples.
        return Unknown(f"a {type(value).__name__} of a YAML document", site)


FUNCTIONS: dict[str, Callable[[Machine, Arguments], Value]] = {
    "yaml.safe_load": _safe_load,
    "yaml.load": _load_with,
    "yaml.full_load": _full_load,
    "yaml.unsafe_load": _full_load,
}
