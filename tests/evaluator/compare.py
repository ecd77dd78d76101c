"""Compares what the evaluator says of a generated package with what Python gave."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.conf import global_settings  # type: ignore[import-untyped]
from secheaders_lint.evaluator.evaluation import Request, evaluate
from secheaders_lint.evaluator.rendering import Renderer, Repr, UnknownPart, has_unknown
from secheaders_lint.evaluator.values import UNSET
from secheaders_lint.source.memory import MemoryTree

from tests.evaluator.oracle import Package
from tests.evaluator.programs.core import VARIABLES

if TYPE_CHECKING:
    from random import Random

    from tests.evaluator.programs import Program

# What variables are set to: any text, or what a variable of that kind may hold, now and then something that it may not.
PERTURBED = ("", "1", "True", "false", "prod", "dev", "x,y", "5", "a")
_OF_KIND = {
    "FLAG": ("", "1", "0", "True", "false", "yes", "off", "prod"),
    "NUMBER": ("0", "1", "5", "12", "-3", ""),
    "JSON": ('["x"]', "[]", '["a", "b", "c"]'),
    "PYTHON": ("['x']", "[]", "('a', 'b')"),
    "PAIRS": ("x=y", "a=b,c=d", ""),
}
_TEXTS = {name: texts for kind, texts in _OF_KIND.items() for name in VARIABLES[kind]}


class Verdict(NamedTuple):
    """The outcome for one name under one environment."""

    name: str
    environment: str
    outcome: str
    detail: str


def evaluated(
    program: Program,
    given: dict[str, str] | None = None,
    entrypoint: tuple[str, str | None] = ("settings", None),
):
    """Return the evaluation of an entrypoint of a program with every variable unset but those given."""
    tree = MemoryTree(program.files)
    request = Request(*entrypoint, ("",), given or {}, "unset", "5.2", lambda _: False)
    return evaluate(tree, request)


def json_like(value: Any) -> Any:
    if isinstance(value, UnknownPart):
        return {"unknown": value.reason}
    if isinstance(value, Repr):
        return {"repr": True}
    if type(value) is list:
        return [json_like(part) for part in value]
    if isinstance(value, dict):
        return {key: json_like(part) for key, part in value.items()}
    return value


def fits(shown: Any, real: Any) -> bool:
    """Tell whether a shown value can be the real one; an unknown part fits anything, in a list any number of items."""
    if _is_unknown(shown):
        return True
    if isinstance(shown, list) and isinstance(real, list):
        return _fits_row(shown, real)
    if isinstance(shown, dict) and isinstance(real, dict):
        if "…" in shown:
            return all(fits(part, real[key]) for key, part in shown.items() if key in real)
        if not real.keys() <= shown.keys():
            return False
        # A key of which nothing is known may not be there at all.
        return all(fits(part, real[key]) if key in real else _is_unknown(part) for key, part in shown.items())
    return type(shown) is type(real) and shown == real


def _is_unknown(shown: Any) -> bool:
    return isinstance(shown, dict) and "unknown" in shown


def _fits_row(shown: list[Any], real: list[Any]) -> bool:
    """Match a row against a real one, left to right: which prefixes of ``real`` are used up after each shown item."""
    ends = {0}
    for part in shown:
        if isinstance(part, dict) and "unknown" in part:
            ends = set(range(min(ends), len(real) + 1))
        else:
            ends = {end + 1 for end in ends if end < len(real) and fits(part, real[end])}
        if not ends:
            return False
    return len(real) in ends


def environments(program: Program, random: Random, count: int = 6) -> list[dict[str, str]]:
    """Return environments to perturb a program with: single variables and several at once."""
    variables = sorted(program.variables)
    found = []
    for _ in range(count if variables else 0):
        chosen = random.sample(
            variables, random.randrange(1, len(variables) + 1) if random.random() < 0.4 else 1
        )
        found.append({name: random.choice(_TEXTS.get(name, PERTURBED)) for name in chosen})
    return found


def check(program: Program, random: Random) -> list[Verdict]:
    """Return a verdict for every name of every entrypoint, under the empty environment and under perturbed ones."""
    with Package(program.files) as package:
        return [
            verdict
            for entrypoint in program.entrypoints
            for verdict in _check(program, package, entrypoint, random)
        ]


def _check(
    program: Program, package: Package, entrypoint: tuple[str, str | None], random: Random
) -> list[Verdict]:
    verdicts: list[Verdict] = []
    evaluation = evaluated(program, None, entrypoint)
    names = [
        name for name in evaluation.names() if entrypoint[1] is None or not hasattr(global_settings, name)
    ]
    renderer = Renderer(evaluation.machine, evaluation.reading)
    real = package.run({}, *entrypoint)
    if real is not None:
        verdicts += [_under_reading(evaluation, renderer, name, real) for name in sorted({*real, *names})]
    cases = {name: renderer.cases(evaluation.value(name)) for name in names}
    for place, environment in enumerate(environments(program, random)):
        other = package.run(environment, *entrypoint)
        if other is None:
            continue
        label = " ".join(f"{name}={text!r}" for name, text in environment.items())
        verdicts += [
            _among_cases(evaluation, renderer, cases, name, other, label) for name in sorted({*other, *cases})
        ]
        if place < 2:
            verdicts += _given(evaluated(program, environment, entrypoint), other, names, label)
    return verdicts


def _given(evaluation, real: dict[str, Any], names: list[str], label: str) -> list[Verdict]:
    renderer = Renderer(evaluation.machine, evaluation.reading)
    found = []
    for name in sorted({*real, *names}):
        verdict = _under_reading(evaluation, renderer, name, real)
        found.append(verdict._replace(environment=f"--env {label}"))
    return found


def _under_reading(evaluation, renderer: Renderer, name: str, real: dict[str, Any]) -> Verdict:
    value = renderer.under_reading(evaluation.value(name))
    if value is UNSET:
        if name not in real:
            return Verdict(name, "unset", "exact", "")
        outcome = "missed" if evaluation.open else "WRONG"
        return Verdict(name, "unset", outcome, f"real {real[name]!r}, tool: unset")
    shown = json_like(value)
    if has_unknown(value):
        if name in real and not fits(shown, real[name]):
            return Verdict(name, "unset", "WRONG", f"real {real.get(name)!r}, tool {shown!r}")
        return Verdict(name, "unset", "missed", str(shown)[:100])
    if name in real and fits(shown, real[name]):
        return Verdict(name, "unset", "exact", "")
    return Verdict(name, "unset", "WRONG", f"real {real.get(name, 'UNSET')!r}, tool {shown!r}")


def _among_cases(
    evaluation, renderer: Renderer, cases, name: str, real: dict[str, Any], label: str
) -> Verdict:
    value = evaluation.value(name)
    shown = [UNSET if case.value is UNSET else json_like(case.value) for case in cases.get(name, [])]
    if name not in real:
        fine = (
            any(part is UNSET for part in shown)
            or name not in cases
            or any(isinstance(p, dict) and "unknown" in p for p in shown)
        )
        detail = "" if fine else f"real UNSET, tool {shown!r}"
        return Verdict(name, label, "exact" if fine else "WRONG", detail)
    if name not in cases:
        return Verdict(
            name, label, "missed" if evaluation.open else "WRONG", f"real {real[name]!r}, tool: never set"
        )
    if not any(part is not UNSET and fits(part, real[name]) for part in shown):
        constant = renderer.is_constant(value)
        return Verdict(
            name, label, "WRONG", f"real {real[name]!r}, tool {'known ' if constant else ''}{shown!r}"
        )
    exact = any(part is not UNSET and "unknown" not in str(part) and fits(part, real[name]) for part in shown)
    return Verdict(name, label, "exact" if exact else "covered", "")
