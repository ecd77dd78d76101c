"""Evaluate one settings entrypoint: from the source tree to what each name holds."""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING, NamedTuple

from secheaders_lint.errors import SourceError
from secheaders_lint.evaluator import budget, readings
from secheaders_lint.evaluator.budget import BudgetSpent
from secheaders_lint.evaluator.conditions import FALSE, TRUE, TooManyConditions
from secheaders_lint.evaluator.core import Stopped
from secheaders_lint.evaluator.imports import Importer, Missing, ModuleValue, Problem, import_module
from secheaders_lint.evaluator.machine import Machine
from secheaders_lint.evaluator.namespaces import Binding, Frame, Namespace
from secheaders_lint.evaluator.values import RAW_TYPES, UNSET, Raised, Site, Unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from secheaders_lint.evaluator.readings import Reading
    from secheaders_lint.evaluator.values import Value
    from secheaders_lint.source.module import SourceModule
    from secheaders_lint.source.tree import SourceTree

# Deep inputs are bounded by the guard and the budget; this is room for the deepest that they allow.
_RECURSION_LIMIT = 40_000
_STACK_BYTES = 256 * 1024 * 1024
TOO_MUCH = "evaluation stopped: too much depends on conditions"


class Request(NamedTuple):
    """What to evaluate, and what is known about the world around it.

    ``texts``: those that production has in the variables that name the environment, where an evaluation of nearly the same files has
    found them out: then it is not evaluated twice. Whoever gives them sees to it that they are still right.
    """

    module: str
    configuration: str | None
    search_roots: tuple[str, ...]
    given: Mapping[str, str]
    assume: str
    django: str | None
    names_package: Callable[[str], bool]
    package_version: Callable[[str], str | None] = lambda _: None
    texts: Mapping[str, str] | None = None


class Open(NamedTuple):
    """From ``site`` on further names may have been set, or any changed, because of ``reason``."""

    site: Site
    reason: str


class Evaluation:
    """The outcome: the namespace of the entrypoint under all conditions, and the reading that was asked for."""

    def __init__(self, request: Request, machine: Machine, module: ModuleValue, namespace: Namespace) -> None:
        self.request = request
        self.machine = machine
        self.module = module
        self.namespace = namespace
        self.ended: Open | None = None
        # Whether evaluating took so much of its budget that it is not done again with other texts.
        self.spent = False
        # What variables were taken to hold; ``tried``: some of it was found out by trying.
        self.texts: dict[str, str] = {}
        self.tried = False
        self.reading: Reading = None  # type: ignore[assignment]  # set by evaluate()

    @property
    def problems(self) -> list[Problem]:
        """The modules that are imported under the reading and could not be read; each error once."""
        problems = self.machine.importer.problems
        return [problem for problem in problems if self.reading.project(problem.cond) != FALSE]

    def value(self, name: str) -> Value:
        """Return what a setting holds in all worlds; ``UNSET`` where it is not set."""
        machine = self.machine
        machine.pc = TRUE
        try:
            return self.namespace.get(machine, name)
        except TooManyConditions:
            return Unknown(
                TOO_MUCH, Site(self.module.source, self.module.source.cst) if self.module.source else None
            )

    def binding(self, name: str) -> Binding | None:
        """Return where and how a setting was bound."""
        return self.namespace.bindings.get(name)

    def is_off(self, name: str) -> bool:
        """Tell whether a setting is certainly false under the reading."""
        left = self.reading.alternatives(self.value(name))
        return left != [UNSET] and all(type(part) in RAW_TYPES and not part for part in left)

    def names(self) -> list[str]:
        """Return the settings that the entrypoint binds, in the order of their first binding."""
        return [name for name in self.namespace.bindings if name.isupper()]

    @property
    def open(self) -> Open | None:
        """The first place after which names may have been set unseen, under the reading; ``None``: nowhere."""
        for disturbance in self.namespace.disturbances:
            if self.reading.project(disturbance.cond) != FALSE and disturbance.cause.site is not None:
                return Open(disturbance.cause.site, disturbance.cause.reason)
        return self.ended


def evaluate(tree: SourceTree, request: Request) -> Evaluation:
    """Evaluate an entrypoint; raises :class:`SourceError` where its own module cannot be read.

    Deep recursion is bounded, but more than the main thread's stack is sure to hold: a thread of its own has it.
    """
    result: list[Evaluation | BaseException] = []

    def run() -> None:
        try:
            result.append(_evaluate(tree, request))
        except BaseException as error:  # noqa: BLE001 - carried over to the calling thread
            result.append(error)

    limit, size = sys.getrecursionlimit(), threading.stack_size(_STACK_BYTES)
    sys.setrecursionlimit(max(limit, _RECURSION_LIMIT))
    try:
        thread = threading.Thread(target=run)
        thread.start()
        thread.join()
    finally:
        threading.stack_size(size)
        sys.setrecursionlimit(limit)
    outcome = result[0]
    if isinstance(outcome, BaseException):
        raise outcome
    return outcome


def _evaluate(tree: SourceTree, request: Request) -> Evaluation:
    if request.texts is not None and request.assume == "production":
        known = dict(request.texts)
        evaluation = _run(tree, request, known)
        evaluation.reading, evaluation.texts = _reading(evaluation, known), known
        return evaluation
    evaluation = _run(tree, request, {})
    if request.assume != "production":
        evaluation.reading = _reading(evaluation, {})
        return evaluation
    expected = readings.production_texts(evaluation.machine)
    if expected and not evaluation.spent:
        # A variable that names the environment is bound once: the second run sees its text wherever it is used.
        evaluation = _run(tree, request, expected)
    evaluation.reading, evaluation.texts = _reading(evaluation, expected), expected
    tried = [] if evaluation.spent else readings.debug_texts(evaluation.machine, evaluation.value("DEBUG"))
    for texts in tried:
        other = _run(tree, request, {**expected, **texts})
        if other.spent:
            break
        other.reading = _reading(other, {**expected, **texts})
        other.texts, other.tried = {**expected, **texts}, True
        if other.ended is None and other.is_off("DEBUG"):
            return other
    return evaluation


def _reading(evaluation: Evaluation, texts: dict[str, str]) -> Reading:
    machine = evaluation.machine
    if evaluation.request.assume == "unset":
        return readings.unset_reading(machine)
    names = [(name, evaluation.value(name)) for name in evaluation.namespace.names()]
    # A base module may decide by its own DEBUG what the entrypoint overwrites only afterwards.
    machine.pc = TRUE
    names.extend(
        ("DEBUG", module.namespace.get(machine, "DEBUG"))
        for module in machine.importer.modules.values()
        if isinstance(module, ModuleValue) and "DEBUG" in module.namespace.bindings
    )
    return readings.production_reading(machine, names, evaluation.request.names_package, texts)


def _found(importer: Importer, name: str) -> ModuleValue | Missing | None:
    """Return the module of a name; raises :class:`SourceError` where one of its packages, which run before it, cannot be read."""
    parts = name.split(".")
    for count in range(1, len(parts)):
        package = importer.module(".".join(parts[:count]))
        if isinstance(package, Missing) and package.problem is not None:
            raise SourceError(str(package.problem), name)
    return importer.module(name)


def _run(tree: SourceTree, request: Request, expected: dict[str, str]) -> Evaluation:
    importer = Importer(tree, request.search_roots, request.package_version)
    machine = Machine(importer, request.given, expected)
    machine.state["django"] = request.django
    module = _found(importer, request.module)
    if not isinstance(module, ModuleValue) or module.source is None:
        problem = getattr(module, "problem", None)
        if isinstance(problem, SourceError):
            raise problem
        raise SourceError("is not in the repository", request.module)
    site = _start(machine, module.source)
    evaluation = Evaluation(request, machine, module, module.namespace)
    try:
        import_module(machine, request.module, module.source.cst)
        if request.configuration is not None:
            from secheaders_lint.evaluator.configurations import set_up

            evaluation.namespace = set_up(machine, module, request.configuration)
    except Stopped as stopped:
        kind = (
            stopped.exception.kind.rpartition(".")[2]
            if isinstance(stopped.exception, Raised)
            else "an exception"
        )
        evaluation.ended = Open(stopped.site, f"evaluation ends here: {kind} is raised")
    except (BudgetSpent, TooManyConditions, RecursionError, MemoryError) as spent:
        reason = spent.reason if isinstance(spent, BudgetSpent) else TOO_MUCH
        _give_up(machine, evaluation, Unknown(reason, Site(machine.source, machine.source.cst)), site)
        evaluation.spent = True
    machine.frame = Frame(module.namespace, module.namespace)
    machine.tries.clear()
    machine.pc = TRUE
    machine.conditions.forget_results()
    # What is asked of the outcome needs room of its own, or nothing could be said of what took all there was.
    machine.conditions.limit *= 4
    evaluation.spent = evaluation.spent or machine.conditions.work < budget.MAX_WORK // 2
    machine.conditions.work = budget.MAX_WORK
    return evaluation


def _start(machine: Machine, source: SourceModule) -> Site:
    """Put the machine where the interpreter starts: outside of any module."""
    outside = Namespace()
    machine.frame = Frame(outside, outside)
    machine.source = source
    return Site(source, source.cst)


def _give_up(machine: Machine, evaluation: Evaluation, cause: Unknown, site: Site) -> None:
    """Let every name be unknown: a bound was passed, and what was not run could have changed any of them."""
    machine.pc = TRUE
    machine.tries.clear()
    machine.note(cause.reason, cause.site or site)
    evaluation.namespace.disturb(machine, cause)
    evaluation.ended = Open(cause.site or site, cause.reason)
