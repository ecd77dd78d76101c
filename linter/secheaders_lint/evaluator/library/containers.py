"""``collections``, ``copy``, ``functools``, ``itertools`` and ``operator``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.evaluator.calls import by_row
from secheaders_lint.evaluator.conditions import FALSE, TRUE
from secheaders_lint.evaluator.dict_methods import update_from
from secheaders_lint.evaluator.iterators import IteratorValue, drive, hand_watching, sources_of
from secheaders_lint.evaluator.library.builtin_conversions import fromkeys, make_dict
from secheaders_lint.evaluator.library.signature import argument
from secheaders_lint.evaluator.mappings import entries
from secheaders_lint.evaluator.operators import binary
from secheaders_lint.evaluator.pure import unknown_of
from secheaders_lint.evaluator.sequences import certain_items, join, split
from secheaders_lint.evaluator.subscripts import item_of
from secheaders_lint.evaluator.values import (
    UNSET,
    Arguments,
    DictValue,
    Item,
    ListValue,
    Modelled,
    Sequence,
    SetValue,
    TupleValue,
    Unknown,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    import libcst as cst

    from secheaders_lint.evaluator.iterators import Reader
    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.values import Value


# -- collections ---------------------------------------------------------------------------------------------------


def _default_dict(machine: Machine, arguments: Arguments) -> Value:
    made = make_dict(machine, arguments._replace(positional=arguments.positional[1:]))
    factory = argument(arguments, 0, default=None)
    made.factory = None if factory is UNSET else factory
    return made


def _chain_map(machine: Machine, arguments: Arguments) -> Value:
    made = DictValue()
    for value in reversed(arguments.positional):
        for part in machine.worlds(machine.settle(value)):
            update_from(machine, made, part, arguments.site.node)
    return made


def _counter(machine: Machine, arguments: Arguments) -> Value:
    return machine.unknown("a Counter", arguments.site.node)


class NamedTupleClass(Modelled):
    """What ``collections.namedtuple`` gives."""

    kind = "type"

    def __init__(self, fields: tuple[str, ...], defaults: list[Value]) -> None:
        self.fields = fields
        self.defaults = defaults

    def attribute(self, machine: Machine, name: str, node: cst.CSTNode) -> Value:
        """Return what the class offers."""
        from secheaders_lint.evaluator.named_tuples import class_attribute

        found = class_attribute(machine, self, self.fields, name)
        return super().attribute(machine, name, node) if found is UNSET else found

    def call(self, machine: Machine, arguments: Arguments) -> Value:
        """Return an instance."""
        values = dict(zip(self.fields, arguments.positional, strict=False))
        values.update({name: value for name, value in arguments.keywords.items() if name in self.fields})
        for name, value in zip(reversed(self.fields), reversed(self.defaults), strict=False):
            values.setdefault(name, value)
        if arguments.open is not None or len(values) < len(self.fields):
            return machine.unknown("an instance of a named tuple", arguments.site.node)
        items = [Item(values[name], arguments.site) for name in self.fields]
        return TupleValue(items, fields=self.fields, cls=self)


def _namedtuple(machine: Machine, arguments: Arguments) -> Value:
    given = machine.settle(argument(arguments, 1, "field_names"))
    names: list[Value] = []
    if isinstance(given, str):
        names = list(given.replace(",", " ").split())
    elif isinstance(given, Sequence):
        names = [item.value for item in certain_items(machine, given) or []]
    defaults = machine.settle(arguments.keywords.get("defaults", TupleValue([])))
    values = [item.value for item in defaults.items] if isinstance(defaults, Sequence) else []
    if not names or any(not isinstance(name, str) for name in names):
        return machine.unknown("a named tuple", arguments.site.node)
    return NamedTupleClass(tuple(names), values)


# -- copy ----------------------------------------------------------------------------------------------------------


def _copy(machine: Machine, arguments: Arguments) -> Value:
    return machine.each(argument(arguments, 0), lambda part: copied(machine, part, deep=False))


def _deepcopy(machine: Machine, arguments: Arguments) -> Value:
    return machine.each(argument(arguments, 0), lambda part: copied(machine, part, deep=True))


def copied(machine: Machine, value: Value, *, deep: bool, depth: int = 0) -> Value:
    """Return a copy of a container; every other value as it is."""
    machine.step()
    if depth > 50:
        return Unknown("a structure nested too deep to copy")

    def inner(part: Value) -> Value:
        return (
            machine.each(part, lambda one: copied(machine, one, deep=True, depth=depth + 1)) if deep else part
        )

    if isinstance(value, ListValue | TupleValue):
        items = (
            [Item(inner(item.value), item.site, item.cond, item.many) for item in value.items]
            if deep
            else list(value.items)
        )
        if isinstance(value, TupleValue):
            return TupleValue(items, value.plain, value.fields, value.cls)
        return ListValue(items, value.plain)
    if isinstance(value, DictValue):
        items_ = {key: Item(inner(item.value), item.site) for key, item in value.items.items()}
        return value.copy(items_)
    if isinstance(value, SetValue):
        return value.copy()
    from secheaders_lint.evaluator.classes import InstanceValue

    if isinstance(value, InstanceValue) and value.cls.flavour != "enum":
        return Unknown(f"a copy of an object of class {value.cls.name}")
    return value


# -- functools -----------------------------------------------------------------------------------------------------


class Partial(Modelled):
    """``functools.partial``."""

    kind = "functools.partial"

    def __init__(self, function: Value, arguments: Arguments) -> None:
        self.function = function
        self.arguments = arguments

    def call(self, machine: Machine, arguments: Arguments) -> Value:
        """Call the function with both sets of arguments."""
        positional = [*self.arguments.positional, *arguments.positional]
        keywords = {**self.arguments.keywords, **arguments.keywords}
        return machine.call(self.function, arguments._replace(positional=positional, keywords=keywords))


def _partial(machine: Machine, arguments: Arguments) -> Value:
    del machine
    rest = arguments._replace(positional=arguments.positional[1:])
    return Partial(argument(arguments, 0), rest)


def _reduce(machine: Machine, arguments: Arguments) -> Value:
    node = arguments.site.node
    function, iterable, initial = (
        argument(arguments, 0),
        machine.settle(argument(arguments, 1)),
        argument(arguments, 2),
    )
    items = machine.items_of(iterable, node)
    unsure = machine.unknown("reduced from what is not fully known", node)
    if items is None:
        return unsure

    def one(row: list[Item]) -> Value:
        if any(item.many for item in row):
            return unsure
        values = [item.value for item in row]
        if initial is not UNSET:
            values = [initial, *values]
        if not values:
            return machine.fail("builtins.TypeError", "reduce() of empty iterable", node)
        result = values[0]
        for value in values[1:]:
            result = machine.call(function, Arguments([result, value], {}, arguments.site))
        return result

    return by_row(machine, items, one, lambda: unsure)


class Transparent(Modelled):
    """A decorator that leaves what it decorates as it is (``lru_cache(maxsize=None)``, ``wraps(f)``)."""

    kind = "decorator"
    transparent = True

    def call(self, machine: Machine, arguments: Arguments) -> Value:
        """Return what was given."""
        del machine
        return argument(arguments, 0)


def _decorator(name: str) -> Callable[[Machine, Arguments], Value]:
    def make(machine: Machine, arguments: Arguments) -> Value:
        from secheaders_lint.evaluator.functions import FunctionValue

        first = machine.settle(argument(arguments, 0, default=None))
        if name != "functools.wraps" and isinstance(first, FunctionValue):
            return first
        return Transparent()

    return make


# -- itertools and operator ----------------------------------------------------------------------------------------


def _chain(machine: Machine, arguments: Arguments) -> Value:
    node = arguments.site.node
    if arguments.open is not None:
        return machine.unknown("chained from what is not fully known", node)

    def produce(machine: Machine, reader: Reader) -> None:
        for value in arguments.positional:
            if machine.pc != FALSE:
                drive(machine, value, reader, node)

    return IteratorValue("chain", produce, sources_of(arguments.positional))


def _chain_from(machine: Machine, arguments: Arguments) -> Value:
    del machine
    rows, node = argument(arguments, 0), arguments.site.node

    def produce(machine: Machine, reader: Reader) -> None:
        def inner(item: Item) -> None:
            if item.many:
                reader(item)
            else:
                drive(machine, item.value, reader, node)

        drive(machine, rows, inner, node)

    return IteratorValue("chain", produce)


def _islice(machine: Machine, arguments: Arguments) -> Value:
    """Return ``itertools.islice(iterable, stop)``, of something that is no iterator itself: one would be left half read."""
    node = arguments.site.node
    bounds = [machine.settle(value) for value in arguments.positional[1:]]
    plain = bounds and all(bound is None or type(bound) is int for bound in bounds)
    if not plain or arguments.open is not None:
        return machine.unknown("result of itertools.islice()", node)
    return machine.each(
        arguments.positional[0], lambda iterable: _sliced(machine, iterable, slice(*bounds), node)
    )


def _sliced(machine: Machine, iterable: Value, cut: slice, node: cst.CSTNode) -> Value:
    if not isinstance(iterable, Sequence):
        return unknown_of(machine, node, [iterable, machine.unknown("result of itertools.islice()", node)])

    def produce(machine: Machine, reader: Reader) -> None:
        rows = split(machine, iterable)
        if rows is None or any(item.many for _, row in rows for item in row):
            cause = machine.unknown("a slice of what is not fully known", node)
            reader(Item(cause, cause.site, TRUE, many=True))
            return
        hand_watching(
            machine, join(machine, [(cond, row[cut]) for cond, row in rows]), reader, (iterable,), node
        )

    return IteratorValue("islice", produce, (iterable,))


class Getter(Modelled):
    """``operator.itemgetter`` and ``operator.attrgetter`` with one name."""

    kind = "operator.getter"

    def __init__(self, name: Value, *, attribute: bool) -> None:
        self.name = name
        self.of_attribute = attribute

    def call(self, machine: Machine, arguments: Arguments) -> Value:
        """Return the item or attribute."""
        node = arguments.site.node
        owner = argument(arguments, 0)
        if self.of_attribute and isinstance(self.name, str):
            return machine.attribute(owner, self.name, node)
        return machine.each(owner, lambda part: item_of(machine, part, self.name, node))


def _getter(*, attribute: bool) -> Callable[[Machine, Arguments], Value]:
    def make(machine: Machine, arguments: Arguments) -> Value:
        if len(arguments.positional) != 1:
            return machine.unknown("a getter of several items", arguments.site.node)
        return Getter(arguments.positional[0], attribute=attribute)

    return make


def _operator(symbol: str) -> Callable[[Machine, Arguments], Value]:
    return lambda machine, arguments: binary(
        machine, symbol, argument(arguments, 0), argument(arguments, 1), arguments.site.node
    )


def _keys(machine: Machine, value: DictValue) -> list[object]:
    return [key for key, _, _, _ in entries(machine, value)]


FUNCTIONS: dict[str, Callable[[Machine, Arguments], Value]] = {
    "collections.OrderedDict": make_dict,
    "collections.defaultdict": _default_dict,
    "collections.ChainMap": _chain_map,
    "collections.Counter": _counter,
    "collections.namedtuple": _namedtuple,
    "itertools.islice": _islice,
    "collections.OrderedDict.fromkeys": fromkeys,
    "copy.copy": _copy,
    "copy.deepcopy": _deepcopy,
    "functools.partial": _partial,
    "functools.reduce": _reduce,
    "functools.lru_cache": _decorator("functools.lru_cache"),
    "functools.cache": _decorator("functools.cache"),
    "functools.wraps": _decorator("functools.wraps"),
    "itertools.chain": _chain,
    "itertools.chain.from_iterable": _chain_from,
    "operator.itemgetter": _getter(attribute=False),
    "operator.attrgetter": _getter(attribute=True),
    "operator.add": _operator("+"),
    "operator.concat": _operator("+"),
    "operator.or_": _operator("|"),
    "operator.and_": _operator("&"),
    "operator.mul": _operator("*"),
    "operator.sub": _operator("-"),
}
