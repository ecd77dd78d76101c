"""Comprehensions and generator expressions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.evaluator.conditions import FALSE
from secheaders_lint.evaluator.dict_methods import set_item
from secheaders_lint.evaluator.iterators import IteratorValue
from secheaders_lint.evaluator.namespaces import Frame, Namespace, Scope
from secheaders_lint.evaluator.sequences import append
from secheaders_lint.evaluator.set_methods import add_element
from secheaders_lint.evaluator.truthiness import truth
from secheaders_lint.evaluator.values import (
    RAW_TYPES,
    DictValue,
    Item,
    ListValue,
    SetValue,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    import libcst as cst

    from secheaders_lint.evaluator.iterators import Reader
    from secheaders_lint.evaluator.machine import Machine
    from secheaders_lint.evaluator.values import Value


def _in_own_scope(machine: Machine, run: Callable[[], None], names: frozenset[str]) -> None:
    outer = machine.frame
    around = (
        outer.outer
        if outer.namespace.kind == "class" or outer.namespace is outer.globals
        else (*outer.outer, outer.namespace)
    )
    namespace = Namespace("comprehension", machine.pc)
    inner = Frame(namespace, outer.globals, around, Scope(names, frozenset(), frozenset()))
    inner.function = outer.function
    machine.frame = inner
    try:
        run()
    finally:
        machine.frame = outer


def _target_names(comp: cst.CompFor | None) -> frozenset[str]:
    from secheaders_lint.evaluator.scopes import target_names

    names: set[str] = set()
    while comp is not None:
        names |= target_names(comp.target)
        comp = comp.inner_for_in
    return frozenset(names)


def _comprehend(machine: Machine, comp: cst.CompFor, iterable: Value, emit: Callable[[], None]) -> None:
    """Run ``emit`` for every round of a comprehension, in the worlds in which that round happens."""

    def rounds(comp: cst.CompFor, iterable: Value) -> None:
        from secheaders_lint.evaluator.loops import run_loop

        def body() -> None:
            waiting = FALSE
            for test in comp.ifs:
                holds = truth(machine, machine.eval(test.test), test.test)
                waiting = machine.conditions.or_(waiting, machine.conditions.minus(machine.pc, holds))
                machine.pc = holds
                if holds == FALSE:
                    break
            if machine.pc != FALSE:
                if comp.inner_for_in is not None:
                    rounds(comp.inner_for_in, machine.eval(comp.inner_for_in.iter))
                else:
                    emit()
            machine.pc = machine.conditions.or_(machine.pc, waiting)

        run_loop(machine, comp.target, iterable, body, comp)

    _in_own_scope(machine, lambda: rounds(comp, iterable), _target_names(comp))


def list_comprehension(machine: Machine, node: cst.ListComp) -> Value:
    """Return the list that a comprehension makes."""
    made = ListValue([])

    def emit() -> None:
        append(machine, made, [Item(machine.eval(node.elt), machine.site(node.elt))])

    _comprehend(machine, node.for_in, machine.eval(node.for_in.iter), emit)
    return made


def set_comprehension(machine: Machine, node: cst.SetComp) -> Value:
    """Return the set that a comprehension makes."""
    made = SetValue({})
    _comprehend(
        machine,
        node.for_in,
        machine.eval(node.for_in.iter),
        lambda: add_element(machine, made, Item(machine.eval(node.elt), machine.site(node.elt)), node),
    )
    return made


def dict_comprehension(machine: Machine, node: cst.DictComp) -> Value:
    """Return the dictionary that a comprehension makes."""
    made = DictValue()

    def emit() -> None:
        key = machine.eval(node.key)
        set_item(machine, made, key, machine.eval(node.value), node, machine.site(node.value))

    _comprehend(machine, node.for_in, machine.eval(node.for_in.iter), emit)
    return made


def generator_expression(machine: Machine, node: cst.GeneratorExp) -> Value:
    """Return the generator; only what its first ``for`` goes through is evaluated now."""
    iterable = machine.eval(node.for_in.iter)
    if type(iterable) in RAW_TYPES:
        machine.items_of(iterable, node)
    frame, source = machine.frame, machine.source

    def produce(machine: Machine, reader: Reader) -> None:
        def emit() -> None:
            reader(Item(machine.eval(node.elt), machine.site(node.elt)))

        outside = machine.frame, machine.source
        machine.frame, machine.source = frame, source
        try:
            _comprehend(machine, node.for_in, iterable, emit)
        finally:
            machine.frame, machine.source = outside

    stateless = node.for_in.inner_for_in is None and not isinstance(iterable, IteratorValue)
    return IteratorValue("generator", produce, globals_=frame.globals, stateless=stateless)
