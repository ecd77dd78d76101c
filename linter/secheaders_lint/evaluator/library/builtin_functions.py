"""Builtin functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.evaluator.comparison import ordered
from secheaders_lint.evaluator.conditions import FALSE, TRUE
from secheaders_lint.evaluator.convert import from_python
from secheaders_lint.evaluator.dict_methods import update_from
from secheaders_lint.evaluator.formatting import format_value, to_text
from secheaders_lint.evaluator.library.environ import Environ
from secheaders_lint.evaluator.library.namespace_dict import NamespaceDict
from secheaders_lint.evaluator.library.signature import argument
from secheaders_lint.evaluator.library.types import type_name
from secheaders_lint.evaluator.list_methods import sorted_items
from secheaders_lint.evaluator.mappings import forget
from secheaders_lint.evaluator.operators import binary
from secheaders_lint.evaluator.pure import Refused, pure, unknown_of
from secheaders_lint.evaluator.sequences import certain_items, make_tuple, split, unknown_list
from secheaders_lint.evaluator.values import (
    RAW_TYPES,
    UNSET,
    Arguments,
    Choice,
    DictValue,
    Item,
    Library,
    ListValue,
    Modelled,
    Raised,
    Sequence,
    SetValue,
    Symbol,
    TupleValue,
    Unknown,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import libcst as cst

    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.values import Value


def _cause(machine: Machine, value: Value, arguments: Arguments, text: str) -> Unknown:
    return value if isinstance(value, Unknown) else machine.unknown(text, arguments.site.node)


# -- conversions ---------------------------------------------------------------------------------------------------


def _str(machine: Machine, arguments: Arguments) -> Value:
    if not arguments.positional:
        return ""
    if len(arguments.positional) > 1 or arguments.keywords:
        return machine.unknown("a text decoded from bytes", arguments.site.node, "str")
    return machine.each(arguments.positional[0], lambda part: to_text(machine, part, arguments.site.node))


def _to_int(value: Value = 0, *base: Value) -> int:
    if (isinstance(value, str) and len(value) > 4000) or (isinstance(value, float) and abs(value) > 1e300):
        raise Refused("a number too large to compute")
    return int(value, *base)


def _number(name: str, function: Callable[..., Value]) -> Callable[[Machine, Arguments], Value]:
    def convert(machine: Machine, arguments: Arguments) -> Value:
        if not arguments.positional:
            return function()
        node = arguments.site.node

        def one(value: Value) -> Value:
            from secheaders_lint.evaluator.datatypes import comparable

            value = comparable(value)
            if type(value) not in RAW_TYPES and not isinstance(value, Unknown):
                if isinstance(value, Sequence | DictValue | SetValue):
                    return machine.fail(
                        "builtins.TypeError", f"{name}() argument must be a string or a number", node
                    )
                return machine.unknown(f"{name}() of an object", node, name)
            values = [value, *arguments.positional[1:], *arguments.keywords.values()]
            shape = f"{name}({{}})"
            return pure(machine, node, function, values, shape, name, raises="ValueError")

        return machine.each(arguments.positional[0], one)

    return convert


def _bool(machine: Machine, arguments: Arguments) -> Value:
    if not arguments.positional:
        return False
    return machine.boolean(machine.truth(arguments.positional[0], arguments.site.node))


def _container(make: Callable[[list[Item]], Value]) -> Callable[[Machine, Arguments], Value]:
    def convert(machine: Machine, arguments: Arguments) -> Value:
        if not arguments.positional:
            return make([])
        node = arguments.site.node

        def one(value: Value) -> Value:
            items = machine.items_of(value, node)
            if items is None:
                text = (
                    "the order of a set is not fixed"
                    if isinstance(value, SetValue)
                    else "items that cannot be told"
                )
                cause = _cause(machine, value, arguments, text)
                return make([Item(cause, cause.site, TRUE, many=True)])
            return make(list(items))

        return machine.each(arguments.positional[0], one)

    return convert


def _set(machine: Machine, arguments: Arguments) -> Value:
    return _any_set(machine, arguments, frozen=False)


def _frozenset(machine: Machine, arguments: Arguments) -> Value:
    return _any_set(machine, arguments, frozen=True)


def _any_set(machine: Machine, arguments: Arguments, *, frozen: bool) -> Value:
    if not arguments.positional:
        return SetValue({}, frozen=frozen)

    def one(value: Value) -> Value:
        made = machine.make_set(value, arguments.site.node)
        return SetValue(dict(made.items), frozen=frozen, rest=made.rest)

    return machine.each(arguments.positional[0], one)


def _dict(machine: Machine, arguments: Arguments) -> Value:
    made = DictValue()
    if (
        len(arguments.positional) == 1
        and not arguments.keywords
        and isinstance(arguments.positional[0], Environ)
    ):
        return Environ(arguments.positional[0])
    for value in arguments.positional:
        for part in machine.worlds(machine.settle(value)):
            update_from(machine, made, part, arguments.site.node)
    for name, value in arguments.keywords.items():
        made.items[name] = Item(value, arguments.site)
    if arguments.open is not None:
        forget(machine, made, arguments.open)
    return made


def _range(machine: Machine, arguments: Arguments) -> Value:
    return pure(
        machine, arguments.site.node, range, list(arguments.positional), "range({})", None, raises="TypeError"
    )


# -- iteration -----------------------------------------------------------------------------------------------------


def _length(machine: Machine, arguments: Arguments) -> Value:
    node = arguments.site.node
    if not arguments.positional:
        return machine.fail("builtins.TypeError", "len() takes one argument", node)
    return machine.each(arguments.positional[0], lambda value: length_of(machine, value, node))


def length_of(machine: Machine, value: Value, node: cst.CSTNode) -> Value:
    """Return ``len(value)``."""
    if type(value) in {str, bytes, range} or isinstance(value, Symbol):
        return pure(machine, node, len, [value], "len({})", "int", raises="")
    if isinstance(value, Unknown):
        return unknown_of(machine, node, [value], "int")
    measure = getattr(value, "length", None)
    if isinstance(value, Modelled) and measure is not None:
        return measure(machine, node)
    from secheaders_lint.evaluator.classes import InstanceValue, call_special

    if isinstance(value, InstanceValue):
        found = call_special(machine, value, "__len__", [], node)
        return machine.unknown("length of an object", node, "int") if found is UNSET else found
    items = machine.items_of(value, node, ordered=False)
    rows = None if items is None else split(machine, TupleValue(list(items)))
    if rows is None:
        return machine.unknown("length of something that is not fully known", node, "int")
    unknown = machine.unknown("length of something that is not fully known", node, "int")
    return machine.choose(
        [(cond, unknown if any(item.many for item in row) else len(row)) for cond, row in rows]
    )


def _sorted(machine: Machine, arguments: Arguments) -> Value:
    node = arguments.site.node

    def one(value: Value) -> Value:
        items = machine.items_of(value, node, ordered=False)
        if items is None:
            return unknown_list(_cause(machine, value, arguments, "items that cannot be told"))
        rows = split(machine, TupleValue(list(items)))
        if rows is None:
            return unknown_list(machine.unknown("sorted from what depends on too much", node, "list"))
        from secheaders_lint.evaluator.sequences import join

        running, after = machine.pc, []
        left = FALSE
        for cond, row in rows:
            machine.pc = cond
            done = sorted_items(machine, row, arguments)
            after.append((machine.pc, done))
            left = machine.conditions.or_(left, machine.pc)
        machine.pc = machine.conditions.and_(running, left)
        return ListValue(join(machine, after))

    return machine.each(argument(arguments, 0), one)


def _reversed(machine: Machine, arguments: Arguments) -> Value:
    def one(value: Value) -> Value:
        items = machine.items_of(value, arguments.site.node)
        if items is None:
            return unknown_list(_cause(machine, value, arguments, "items that cannot be told"))
        return ListValue(list(reversed(items)))

    return machine.each(argument(arguments, 0), one)


def _rows(machine: Machine, value: Value, arguments: Arguments) -> list[Item]:
    items = machine.items_of(value, arguments.site.node)
    if items is None:
        cause = _cause(machine, machine.settle(value), arguments, "items that cannot be told")
        return [Item(cause, cause.site, TRUE, many=True)]
    return items


def _enumerate(machine: Machine, arguments: Arguments) -> Value:
    node = arguments.site.node
    start = machine.settle(argument(arguments, 1, "start", 0))

    def one(value: Value) -> Value:
        items = certain_items(machine, TupleValue(_rows(machine, value, arguments)))
        if items is None or type(start) is not int:
            return unknown_list(_cause(machine, value, arguments, "places in a list that is not fully known"))
        return ListValue(
            [Item(make_tuple([start + i, item.value]), item.site) for i, item in enumerate(items)]
        )

    del node
    return machine.each(argument(arguments, 0), one)


def _zip(machine: Machine, arguments: Arguments) -> Value:
    rows = []
    for value in arguments.positional:
        items = certain_items(machine, TupleValue(_rows(machine, value, arguments)))
        if items is None:
            return unknown_list(
                _cause(machine, machine.settle(value), arguments, "items that cannot be told")
            )
        rows.append(items)
    return ListValue(
        [
            Item(make_tuple([item.value for item in group]), arguments.site)
            for group in zip(*rows, strict=False)
        ]
    )


def _map(machine: Machine, arguments: Arguments) -> Value:
    function = argument(arguments, 0)
    if len(arguments.positional) != 2:
        return unknown_list(machine.unknown("map over several sequences", arguments.site.node))
    made = ListValue([])
    for item, _ in _each_item(machine, arguments.positional[1], arguments):
        if item.many:
            made.items.append(item)
            continue
        value = machine.call(function, Arguments([item.value], {}, arguments.site))
        made.items.append(Item(value, item.site, machine.pc))
    made.plain = all(item.cond == TRUE and not item.many for item in made.items)
    return made


def _filter(machine: Machine, arguments: Arguments) -> Value:
    function = machine.settle(argument(arguments, 0))
    made = ListValue([])
    for item, _ in _each_item(machine, argument(arguments, 1), arguments):
        if item.many:
            made.items.append(item)
            continue
        kept = (
            item.value
            if function is None
            else machine.call(function, Arguments([item.value], {}, arguments.site))
        )
        for part in machine.worlds(machine.settle(item.value)) if function is None else [item.value]:
            holds = machine.truth(part if function is None else kept, arguments.site.node)
            if holds != FALSE:
                made.items.append(Item(part, item.site, holds))
    made.plain = all(item.cond == TRUE and not item.many for item in made.items)
    return made


def _each_item(machine: Machine, value: Value, arguments: Arguments) -> Iterator[tuple[Item, int]]:
    """Yield the items of an iterable, with the path condition narrowed to each one's worlds."""
    running, raised = machine.pc, FALSE
    for item in _rows(machine, value, arguments):
        machine.pc = machine.conditions.minus(machine.conditions.and_(running, item.cond), raised)
        before = machine.pc
        if machine.pc != FALSE:
            yield item, before
            raised = machine.conditions.or_(raised, machine.conditions.minus(before, machine.pc))
    machine.pc = machine.conditions.minus(running, raised)


def _any(machine: Machine, arguments: Arguments) -> Value:
    return _quantified(machine, arguments, decides=True)


def _all(machine: Machine, arguments: Arguments) -> Value:
    return _quantified(machine, arguments, decides=False)


def _quantified(machine: Machine, arguments: Arguments, *, decides: bool) -> Value:
    node = arguments.site.node
    decided = FALSE
    items = machine.items_of(argument(arguments, 0), node, ordered=False)
    if items is None:
        return machine.unknown("any or all of what cannot be told", node, "bool")
    running = machine.pc
    for item in items:
        if item.many:
            machine.pc = running
            return machine.unknown(
                getattr(item.value, "reason", "any or all of what cannot be told"), node, "bool"
            )
        machine.pc = machine.conditions.and_(running, item.cond)
        holds = machine.truth(item.value, node)
        here = holds if decides else machine.conditions.minus(machine.pc, holds)
        decided = machine.conditions.or_(decided, here)
    machine.pc = running
    return machine.boolean(decided if decides else machine.conditions.minus(running, decided))


def _sum(machine: Machine, arguments: Arguments) -> Value:
    node = arguments.site.node
    total: Value = argument(arguments, 1, "start", 0)
    items = certain_items(machine, TupleValue(_rows(machine, argument(arguments, 0), arguments)))
    if items is None:
        return machine.unknown("sum of what is not fully known", node)
    for item in items:
        total = binary(machine, "+", total, item.value, node)
    return total


def _extreme(operator: str) -> Callable[[Machine, Arguments], Value]:
    def extreme(machine: Machine, arguments: Arguments) -> Value:
        node = arguments.site.node
        if "key" in arguments.keywords:
            return machine.unknown("a minimum or maximum by a key", node)
        single = len(arguments.positional) == 1
        rows = machine.items_of(arguments.positional[0], node, ordered=False) if single else None
        values = [i.value for i in rows] if rows is not None else list(arguments.positional)
        if single and (rows is None or any(i.many or i.cond not in {TRUE, machine.pc} for i in rows)):
            return machine.unknown("a minimum or maximum of what is not fully known", node)
        if not values:
            if "default" in arguments.keywords:
                return arguments.keywords["default"]
            return machine.fail("builtins.ValueError", "empty sequence", node)
        best = values[0]
        for value in values[1:]:
            better = ordered(machine, operator, value, best, node)
            others = machine.conditions.minus(machine.pc, better)
            best = machine.choose([(better, value), (others, best)])
        return best

    return extreme


def _next(machine: Machine, arguments: Arguments) -> Value:
    node = arguments.site.node
    default = argument(arguments, 1)

    def one(value: Value) -> Value:
        items = machine.items_of(value, node) if isinstance(value, Sequence) else None
        if items is None or any(item.many for item in items):
            return machine.unknown("the next item of what cannot be told", node)
        rows = split(machine, TupleValue(list(items)))
        if rows is None:
            return machine.unknown("the next item of what depends on too much", node)
        found, empty = [], FALSE
        for cond, row in rows:
            if row:
                found.append((cond, row[0].value))
            else:
                empty = machine.conditions.or_(empty, cond)
        if empty != FALSE and default is UNSET:
            machine.fail("builtins.StopIteration", "", node, empty)
        elif empty != FALSE:
            found.append((empty, default))
        return machine.choose(found)

    return machine.each(argument(arguments, 0), one)


def _iter(machine: Machine, arguments: Arguments) -> Value:
    value = machine.settle(argument(arguments, 0))
    return value if isinstance(value, Sequence) else ListValue(list(_rows(machine, value, arguments)))


# -- attributes and types ------------------------------------------------------------------------------------------


def _getattr(machine: Machine, arguments: Arguments) -> Value:
    node = arguments.site.node
    owner, default = argument(arguments, 0), argument(arguments, 2)

    def one(name: Value) -> Value:
        if type(name) is not str:
            return machine.unknown(getattr(name, "reason", "an attribute whose name is not known"), node)
        return attribute_or(machine, owner, name, default, node)

    return machine.each(argument(arguments, 1), one)


def attribute_or(machine: Machine, owner: Value, name: str, default: Value, node: cst.CSTNode) -> Value:
    """Return ``getattr(owner, name, default)``; without a default AttributeError goes on."""
    if default is UNSET:
        return machine.attribute(owner, name, node)
    return machine.each(owner, lambda part: _one_attribute_or(machine, part, name, default, node))


def _one_attribute_or(machine: Machine, owner: Value, name: str, default: Value, node: cst.CSTNode) -> Value:
    if isinstance(owner, Unknown):
        # Whether it is there is as little known as what it is: to tell the two apart would only multiply the worlds.
        return machine.unknown(f"{name} of {owner.reason}", node)
    from secheaders_lint.evaluator.core import TryFrame

    frame = TryFrame(["builtins.AttributeError"])
    machine.tries.append(frame)
    value = machine.attribute(owner, name, node)
    machine.tries.pop()
    found = [(machine.pc, value)]
    rest = []
    for pending in frame.pending:
        if isinstance(pending.exception, Raised) and pending.exception.kind == "builtins.AttributeError":
            machine.pc = machine.conditions.or_(machine.pc, pending.cond)
            found.append((pending.cond, default))
        else:
            rest.append(pending)
    from secheaders_lint.evaluator.exceptions import rethrow

    rethrow(machine, rest)
    if isinstance(value, Unknown) and isinstance(machine.settle(owner), Library):
        return machine.unknown(value.reason, node)
    return machine.choose(found)


def _hasattr(machine: Machine, arguments: Arguments) -> Value:
    node = arguments.site.node
    name = machine.settle(argument(arguments, 1))
    owner = machine.settle(argument(arguments, 0))
    if type(name) is not str or isinstance(owner, Unknown | Library | Choice):
        text = owner.name if isinstance(owner, Library) else "an object"
        if isinstance(owner, Library) and owner.name in {"os", "sys"}:
            import importlib

            return hasattr(importlib.import_module(owner.name), name)
        return machine.boolean(machine.opaque(f"{text} has an attribute {name}", machine.site(node)))
    found = attribute_or(machine, owner, name, Raised("missing", []), node)
    missing = FALSE
    for part in machine.worlds(found):
        if isinstance(part, Raised) and part.kind == "missing":
            missing = machine.conditions.or_(missing, machine.pc)
    return machine.boolean(machine.conditions.minus(machine.pc, missing))


def _setattr(machine: Machine, arguments: Arguments) -> Value:
    node = arguments.site.node
    owner, value = argument(arguments, 0), argument(arguments, 2)
    for name in machine.worlds(machine.settle(argument(arguments, 1))):
        if type(name) is str:
            machine.set_attribute(owner, name, value, node)
        else:
            reason = getattr(name, "reason", "a name that is not known")
            for one in machine.worlds(machine.settle(owner)):
                namespace = getattr(one, "namespace", None)
                if namespace is not None:
                    namespace.disturb(machine, machine.unknown(f"names set by {reason}", node))
    return None


def _delattr(machine: Machine, arguments: Arguments) -> Value:
    name = machine.settle(argument(arguments, 1))
    if type(name) is str:
        machine.set_attribute(argument(arguments, 0), name, UNSET, arguments.site.node)
    return None


def _isinstance(machine: Machine, arguments: Arguments) -> Value:
    node = arguments.site.node
    kinds = machine.settle(argument(arguments, 1))
    classes = [machine.settle(item.value) for item in kinds.items] if isinstance(kinds, Sequence) else [kinds]

    def one(value: Value) -> Value:
        verdicts = {machine.is_instance(value, kind) for kind in classes}
        if True in verdicts:
            return True
        if None in verdicts:
            return machine.boolean(machine.opaque("a value is of a type", machine.site(node)))
        return False

    return machine.each(argument(arguments, 0), one)


def _type(machine: Machine, arguments: Arguments) -> Value:
    node = arguments.site.node
    if len(arguments.positional) != 1:
        return machine.unknown("a class made by type()", node)

    def one(value: Value) -> Value:
        from secheaders_lint.evaluator.classes import InstanceValue

        if isinstance(value, InstanceValue):
            return value.cls
        name = type_name(value)
        return machine.unknown("the type of a value", node) if name is None else Library(f"builtins.{name}")

    return machine.each(arguments.positional[0], one)


def _callable(machine: Machine, arguments: Arguments) -> Value:
    def one(value: Value) -> Value:
        from secheaders_lint.evaluator.classes import ClassValue, InstanceValue, find
        from secheaders_lint.evaluator.functions import FunctionValue, MethodValue

        if isinstance(value, FunctionValue | MethodValue | ClassValue | Library):
            return True
        if isinstance(value, InstanceValue):
            return find(machine, value.cls, "__call__") is not UNSET
        if isinstance(value, Unknown | Modelled):
            return machine.unknown("whether a value can be called", arguments.site.node, "bool")
        return False

    return machine.each(argument(arguments, 0), one)


def _super(machine: Machine, arguments: Arguments) -> Value:
    from secheaders_lint.evaluator.classes import SuperValue

    if len(arguments.positional) == 2:
        return SuperValue(arguments.positional[0], machine.settle(arguments.positional[1]))
    function = machine.frame.function
    if function is None or function.owner is None:
        return machine.unknown("super() outside of a method", arguments.site.node)
    names = [p.name.value for p in (*function.node.params.posonly_params, *function.node.params.params)]
    self_ = machine.settle(machine.lookup(names[0])) if names else UNSET
    return (
        machine.unknown("super() without self", arguments.site.node)
        if self_ is UNSET
        else SuperValue(function.owner, self_)
    )


def _field(machine: Machine, arguments: Arguments) -> Value:
    """Take ``property(fget)``, ``classmethod(f)`` and ``staticmethod(f)`` called by hand."""
    from secheaders_lint.evaluator.functions import Descriptor

    del machine
    return Descriptor("property", argument(arguments, 0, "fget"))


def _descriptor(kind: str) -> Callable[[Machine, Arguments], Value]:
    from secheaders_lint.evaluator.functions import Descriptor

    return lambda _, arguments: Descriptor(kind, argument(arguments, 0))


# -- namespaces and code -------------------------------------------------------------------------------------------


def _globals(machine: Machine, arguments: Arguments) -> Value:
    del arguments
    return NamespaceDict(machine.frame.globals)


def _locals(machine: Machine, arguments: Arguments) -> Value:
    if machine.frame.scope is not None:
        # Writes to locals() of a function are not seen by it: a copy is what the code gets.
        return NamespaceDict(machine.frame.namespace).as_dict(machine)
    del arguments
    return NamespaceDict(machine.frame.namespace)


def _vars(machine: Machine, arguments: Arguments) -> Value:
    if not arguments.positional:
        return _locals(machine, arguments)

    def one(owner: Value) -> Value:
        namespace = getattr(owner, "namespace", None)
        return (
            machine.unknown("vars() of an object", arguments.site.node)
            if namespace is None
            else NamespaceDict(namespace)
        )

    return machine.each(arguments.positional[0], one)


def _dir(machine: Machine, arguments: Arguments) -> Value:
    from secheaders_lint.evaluator.classes import ClassValue, InstanceValue

    value = machine.settle(argument(arguments, 0, default=None))
    names: set[str] = set()
    if value is None:
        names = set(machine.frame.namespace.names())
    elif isinstance(value, ClassValue | InstanceValue):
        cls = value.cls if isinstance(value, InstanceValue) else value
        for base in cls.order:
            if isinstance(base, ClassValue):
                names |= set(base.namespace.names())
        names |= set(value.namespace.names())
    elif hasattr(value, "namespace"):
        names = set(value.namespace.names())
    else:
        return unknown_list(machine.unknown("the names of an object", arguments.site.node))
    return ListValue([Item(name, arguments.site) for name in sorted(names)])


def _repr(machine: Machine, arguments: Arguments) -> Value:
    return machine.each(
        argument(arguments, 0), lambda part: format_value(machine, part, "r", "", arguments.site.node)
    )


def _format(machine: Machine, arguments: Arguments) -> Value:
    spec = argument(arguments, 1, default="")
    return machine.each(
        argument(arguments, 0), lambda part: format_value(machine, part, None, spec, arguments.site.node)
    )


def _exit(machine: Machine, arguments: Arguments) -> Value:
    return machine.fail("builtins.SystemExit", "exit", arguments.site.node)


def _nothing(machine: Machine, arguments: Arguments) -> Value:
    del machine, arguments
    return None


def _scalar(
    name: str, function: Callable[..., Value], result: str | None
) -> Callable[[Machine, Arguments], Value]:
    def apply(machine: Machine, arguments: Arguments) -> Value:
        values = list(arguments.positional)
        if arguments.keywords or any(
            not (type(v) in RAW_TYPES or isinstance(v, Unknown | Choice)) for v in values
        ):
            return machine.unknown(f"result of {name}()", arguments.site.node, result)
        found = pure(
            machine, arguments.site.node, function, values, f"{name}({{}})", result, raises="TypeError"
        )
        return machine.each(
            found, lambda part: from_python(part, arguments.site) if isinstance(part, tuple) else part
        )

    return apply


def _power(*values: Value) -> Value:
    from secheaders_lint.evaluator.arithmetic import power

    return power(*values) if len(values) == 2 else pow(*values)


def _pow(machine: Machine, arguments: Arguments) -> Value:
    return _scalar("pow", _power, None)(machine, arguments)


def _exec(machine: Machine, arguments: Arguments) -> Value:
    from secheaders_lint.evaluator.library.executed import run_text

    return run_text(machine, arguments)


def _compile(machine: Machine, arguments: Arguments) -> Value:
    del machine
    return argument(arguments, 0, "source")


def _eval(machine: Machine, arguments: Arguments) -> Value:
    from secheaders_lint.evaluator.library.executed import evaluate_text

    return evaluate_text(machine, argument(arguments, 0), arguments, literal=False)


def _open(machine: Machine, arguments: Arguments) -> Value:
    from secheaders_lint.evaluator.library.files import open_file

    return open_file(machine, argument(arguments, 0, "file"), argument(arguments, 1, "mode", "r"), arguments)


def _import(machine: Machine, arguments: Arguments) -> Value:
    from secheaders_lint.evaluator.imports import import_module

    name = machine.settle(argument(arguments, 0, "name"))
    if type(name) is not str or len(arguments.positional) > 1 or arguments.keywords:
        return machine.unknown("a module imported by __import__()", arguments.site.node)
    module = import_module(machine, name, arguments.site.node)
    top = machine.importer.module(name.partition(".")[0])
    return module if "." not in name or top is None else top


def _slice(machine: Machine, arguments: Arguments) -> Value:
    return machine.unknown("a slice object", arguments.site.node)


def _bytes(machine: Machine, arguments: Arguments) -> Value:
    value = machine.settle(argument(arguments, 0, default=b""))
    if type(value) is str and len(arguments.positional) == 2:
        return pure(
            machine, arguments.site.node, bytes, [value, arguments.positional[1]], "bytes({})", "bytes"
        )
    return value if type(value) is bytes else machine.unknown("bytes", arguments.site.node, "bytes")


FUNCTIONS: dict[str, Callable[[Machine, Arguments], Value]] = {
    "builtins.str": _str,
    "builtins.int": _number("int", _to_int),
    "builtins.float": _number("float", float),
    "builtins.bool": _bool,
    "builtins.list": _container(ListValue),
    "builtins.tuple": _container(TupleValue),
    "builtins.set": _set,
    "builtins.frozenset": _frozenset,
    "builtins.dict": _dict,
    "builtins.bytes": _bytes,
    "builtins.range": _range,
    "builtins.slice": _slice,
    "builtins.len": _length,
    "builtins.sorted": _sorted,
    "builtins.reversed": _reversed,
    "builtins.enumerate": _enumerate,
    "builtins.zip": _zip,
    "builtins.map": _map,
    "builtins.filter": _filter,
    "builtins.any": _any,
    "builtins.all": _all,
    "builtins.sum": _sum,
    "builtins.min": _extreme("<"),
    "builtins.max": _extreme(">"),
    "builtins.next": _next,
    "builtins.iter": _iter,
    "builtins.getattr": _getattr,
    "builtins.hasattr": _hasattr,
    "builtins.setattr": _setattr,
    "builtins.delattr": _delattr,
    "builtins.isinstance": _isinstance,
    "builtins.type": _type,
    "builtins.callable": _callable,
    "builtins.super": _super,
    "builtins.property": _field,
    "builtins.classmethod": _descriptor("classmethod"),
    "builtins.staticmethod": _descriptor("staticmethod"),
    "builtins.globals": _globals,
    "builtins.locals": _locals,
    "builtins.vars": _vars,
    "builtins.dir": _dir,
    "builtins.repr": _repr,
    "builtins.format": _format,
    "builtins.print": _nothing,
    "builtins.exit": _exit,
    "builtins.quit": _exit,
    "builtins.exec": _exec,
    "builtins.execfile": _exec,
    "builtins.compile": _compile,
    "builtins.eval": _eval,
    "builtins.open": _open,
    "builtins.__import__": _import,
    "builtins.abs": _scalar("abs", abs, None),
    "builtins.round": _scalar("round", round, None),
    "builtins.divmod": _scalar("divmod", divmod, "tuple"),
    "builtins.pow": _pow,
    "builtins.ord": _scalar("ord", ord, "int"),
    "builtins.chr": _scalar("chr", chr, "str"),
    "builtins.hex": _scalar("hex", hex, "str"),
    "builtins.oct": _scalar("oct", oct, "str"),
    "builtins.bin": _scalar("bin", bin, "str"),
}

VALUES: dict[str, Callable[[Machine], Value]] = {
    "builtins.__debug__": lambda _: True,
    "builtins.Ellipsis": lambda _: ...,
    "builtins.NotImplemented": lambda _: Library("builtins.NotImplemented"),
}
