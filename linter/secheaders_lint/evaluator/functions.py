"""Functions of the repository: definition and call."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from secheaders_lint.evaluator import budget
from secheaders_lint.evaluator.conditions import FALSE
from secheaders_lint.evaluator.exceptions import MANY_OPAQUES
from secheaders_lint.evaluator.forgetting import forget_all
from secheaders_lint.evaluator.iterators import IteratorValue
from secheaders_lint.evaluator.namespaces import Frame, Namespace, Scope
from secheaders_lint.evaluator.scopes import scope_of
from secheaders_lint.evaluator.values import (
    UNSET,
    Arguments,
    DictValue,
    Item,
    Library,
    TupleValue,
    Unknown,
)

if TYPE_CHECKING:
    from secheaders_lint.evaluator.iterators import Reader
    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.values import Value
    from secheaders_lint.source.module import SourceModule


class FunctionValue:
    """A function or lambda of the repository."""

    __slots__ = ("attributes", "defaults", "globals", "name", "node", "outer", "owner", "source")
    hashable = True
    type = "function"

    def __init__(
        self,
        node: cst.FunctionDef | cst.Lambda,
        name: str,
        source: SourceModule,
        globals_: Namespace,
        outer: tuple[Namespace, ...],
        defaults: dict[str, Value],
    ) -> None:
        self.node = node
        self.name = name
        self.source = source
        self.globals = globals_
        self.outer = outer
        self.defaults = defaults
        self.owner: Value = None
        self.attributes = Namespace("function")

    @property
    def scope(self) -> Scope:
        """The scope of the function: read from its text when it is first called, and then kept with the text."""
        kept = self.source.scopes
        found = kept.get(id(self.node))
        if found is None:
            found = kept[id(self.node)] = scope_of(self.node)
        return found

    def __repr__(self) -> str:
        return f"FunctionValue({self.name})"


class MethodValue:
    """A function looked up on an instance or class: it gets ``self`` first."""

    __slots__ = ("function", "self")
    hashable = True
    type = "method"

    def __init__(self, function: Value, self_: Value) -> None:
        self.function = function
        self.self = self_


class Descriptor:
    """``property``, ``classmethod``, ``staticmethod`` or ``cached_property`` around a function of a class body."""

    __slots__ = ("function", "kind", "setter")
    hashable = True
    type = "descriptor"

    def __init__(self, kind: str, function: Value, setter: Value = None) -> None:
        self.kind = kind
        self.function = function
        self.setter = setter


_DESCRIPTORS = {
    "builtins.property": "property",
    "builtins.classmethod": "classmethod",
    "builtins.staticmethod": "staticmethod",
    "functools.cached_property": "property",
    "django.utils.functional.cached_property": "property",
    "django.utils.functional.classproperty": "classproperty",
    "django.utils.decorators.classproperty": "classproperty",
}
# Decorators that leave what the function returns as it is.
_TRANSPARENT = {
    "functools.lru_cache", "functools.cache", "functools.wraps", "typing.no_type_check", "typing.overload",
    "typing.final", "django.utils.functional.keep_lazy", "abc.abstractmethod",
    "typing_extensions.override", "typing.override",
}  # fmt: skip


def make_function(machine: Machine, node: cst.FunctionDef | cst.Lambda, name: str) -> FunctionValue:
    """Return the function that a definition makes, its defaults evaluated now."""
    defaults = {}
    for group in (node.params.posonly_params, node.params.params, node.params.kwonly_params):
        for param in group:
            if param.default is not None:
                defaults[param.name.value] = machine.eval(param.default)
    frame = machine.frame
    inside = frame.namespace.kind in {"function", "comprehension"}
    outer = (*frame.outer, frame.namespace) if inside else frame.outer
    return FunctionValue(node, name, machine.source, frame.globals, outer, defaults)


def define(machine: Machine, node: cst.FunctionDef) -> None:
    """Carry out ``def``: make the function, apply its decorators, bind its name."""
    decorators = [machine.eval(decorator.decorator) for decorator in node.decorators]
    value: Value = make_function(machine, node, node.name.value)
    if node.asynchronous is not None:
        value = machine.unknown("an async function", node)
    for decorator in reversed(decorators):
        value = decorate(machine, decorator, value, node)
    machine.bind(node.name.value, value, node)


def decorate(machine: Machine, decorator: Value, value: Value, node: cst.CSTNode) -> Value:
    """Return what a decorator makes of a function or class."""
    decorator = machine.settle(decorator)
    if isinstance(decorator, Library):
        if decorator.name in _DESCRIPTORS:
            return Descriptor(_DESCRIPTORS[decorator.name], value)
        if decorator.name in _TRANSPARENT:
            return value
        if decorator.name == "contextlib.contextmanager":
            from secheaders_lint.evaluator.contexts import ManagerFunction

            return ManagerFunction(value)
    if getattr(decorator, "transparent", False):
        return value
    return machine.call(decorator, Arguments([value], {}, machine.site(node)))


def is_transparent(name: str) -> bool:
    """Tell whether calling the library function of that name with options gives a decorator that changes nothing."""
    return name in _TRANSPARENT


def call_function(machine: Machine, function: FunctionValue, arguments: Arguments) -> Value:
    """Run a function of the repository; its result holds in the worlds that return."""
    if machine.depth >= budget.MAX_CALL_DEPTH:
        forget_all(
            machine,
            arguments.positional + list(arguments.keywords.values()),
            Unknown("calls nested too deep", arguments.site),
        )
        return machine.unknown("calls nested too deep", arguments.site.node)
    machine.step()
    namespace = Namespace("function", machine.pc)
    caller, caller_source = machine.frame, machine.source
    frame = Frame(namespace, function.globals, function.outer, function.scope)
    frame.function = function
    bound = _parameters(machine, function, arguments)
    if bound is None:
        return UNSET
    machine.depth += 1
    machine.frame, machine.source = frame, function.source
    opaque_mark, written_mark = len(machine.opaques), len(machine.written)
    try:
        for name, value in bound.items():
            namespace.set(machine, name, value, arguments.site)
        result = _run(machine, function, frame)
    finally:
        machine.depth -= 1
        machine.frame, machine.source = caller, caller_source
    if len(machine.opaques) - opaque_mark > MANY_OPAQUES:
        from secheaders_lint.evaluator.retiring import retire, without

        result = without(machine, result, retire(machine, opaque_mark, written_mark, arguments.site))
    return result


def _run(machine: Machine, function: FunctionValue, frame: Frame) -> Value:
    node = function.node
    if isinstance(node, cst.Lambda):
        return machine.eval(node.body)
    from secheaders_lint.evaluator.statements import run_block

    if function.scope.generator:
        return _generator(function, node.body, frame)
    run_block(machine, node.body)
    return _returned(machine, frame)


def _returned(machine: Machine, frame: Frame) -> Value:
    frame.returned.append((machine.pc, None))
    left = FALSE
    for cond, _ in frame.returned:
        left = machine.conditions.or_(left, cond)
    machine.pc = left
    return machine.choose(frame.returned)


def _generator(function: FunctionValue, body: cst.BaseSuite, frame: Frame) -> Value:
    """Return the generator that a call gives: none of its body has run."""

    def produce(machine: Machine, reader: Reader) -> None:
        from secheaders_lint.evaluator.statements import run_block

        outside = machine.frame, machine.source
        machine.frame, machine.source = frame, function.source
        machine.depth += 1
        frame.reader = reader
        frame.returned.clear()
        try:
            if machine.depth > budget.MAX_CALL_DEPTH:
                cause = machine.unknown("calls nested too deep", function.node)
                reader(Item(cause, cause.site, many=True))
            else:
                run_block(machine, body)
            _returned(machine, frame)
        finally:
            machine.depth -= 1
            machine.frame, machine.source = outside

    return IteratorValue("generator", produce, globals_=frame.globals, cleans_up=function.scope.cleans_up)


def _parameters(machine: Machine, function: FunctionValue, arguments: Arguments) -> dict[str, Value] | None:
    """Return the values of the parameters by name; ``None`` where the call does not fit (TypeError was raised)."""
    params = function.node.params
    positional = [*params.posonly_params, *params.params]
    bound: dict[str, Value] = {}
    for param, value in zip(positional, arguments.positional, strict=False):
        bound[param.name.value] = value
    extra = arguments.positional[len(positional) :]
    node = arguments.site.node
    if isinstance(params.star_arg, cst.Param):
        items = [Item(value, arguments.site) for value in extra]
        if arguments.open is not None:
            items.append(Item(arguments.open, arguments.site, many=True))
        bound[params.star_arg.name.value] = TupleValue(items)
    elif extra:
        machine.fail("builtins.TypeError", f"{function.name}() takes fewer positional arguments", node)
        return None
    names = {param.name.value for param in (*params.params, *params.kwonly_params)}
    rest = DictValue()
    for name, value in arguments.keywords.items():
        if name in names and name not in bound:
            bound[name] = value
        elif isinstance(params.star_kwarg, cst.Param):
            rest.items[name] = Item(value, arguments.site)
        else:
            machine.fail(
                "builtins.TypeError", f"{function.name}() got an unexpected keyword argument {name!r}", node
            )
            return None
    if isinstance(params.star_kwarg, cst.Param):
        rest.rest = arguments.open
        bound[params.star_kwarg.name.value] = rest
    for param in (*positional, *params.kwonly_params):
        name = param.name.value
        if name in bound:
            continue
        if arguments.open is not None:
            bound[name] = arguments.open
        elif name in function.defaults:
            bound[name] = function.defaults[name]
        else:
            machine.fail("builtins.TypeError", f"{function.name}() missing argument {name!r}", node)
            return None
    return bound
