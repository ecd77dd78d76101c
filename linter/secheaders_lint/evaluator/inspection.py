"""Looking at classes of the repository that settings name by their dotted path, after the settings were evaluated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.evaluator.budget import BudgetSpent
from secheaders_lint.evaluator.classes import ClassValue
from secheaders_lint.evaluator.conditions import TRUE, TooManyConditions
from secheaders_lint.evaluator.core import Stopped, TryFrame
from secheaders_lint.evaluator.functions import FunctionValue
from secheaders_lint.evaluator.imports import ModuleValue, import_module
from secheaders_lint.evaluator.values import Library

if TYPE_CHECKING:
    from secheaders_lint.evaluator.evaluation import Evaluation
    from secheaders_lint.evaluator.values import Value


def named_object(evaluation: Evaluation, path: str) -> ClassValue | FunctionValue | None:
    """Return the class or function of the repository that a dotted path names; ``None`` where it names no such thing."""
    machine = evaluation.machine
    module_name, _, name = path.rpartition(".")
    top = path.partition(".")[0]
    if not module_name or machine.importer.module(top) is None:
        return None
    machine.pc = TRUE
    # Nothing of what the module does may end the evaluation: the settings are known already.
    machine.tries.append(TryFrame([None], imports=True))
    try:
        module = import_module(machine, module_name, evaluation.module.source.cst)  # type: ignore[union-attr]
        machine.pc = TRUE
        found: Value = (
            machine.settle(module.namespace.get(machine, name)) if isinstance(module, ModuleValue) else None
        )
    except (Stopped, BudgetSpent, TooManyConditions, RecursionError):
        found = None
    finally:
        machine.tries.clear()
        machine.pc = TRUE
    return found if isinstance(found, ClassValue | FunctionValue) else None


def library_ancestors(evaluation: Evaluation, path: str) -> list[str] | None:
    """Return the dotted names of the library classes that a class of the repository inherits from, nearest first.

    ``None`` where the path names nothing of the repository; an empty list for a function or a class without such bases.
    """
    found = named_object(evaluation, path)
    if found is None:
        return None
    if isinstance(found, FunctionValue):
        return []
    return [base.name for base in found.order if isinstance(base, Library)]
