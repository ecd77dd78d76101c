"""Conditions in words: the shortest paths of a diagram, as a person would say them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from secheaders_lint.evaluator.conditions import Cond
    from secheaders_lint.evaluator.machine import Machine


def when_text(machine: Machine, cond: Cond) -> str:
    """Return a condition in words: at most three of its ways to be true, joined by `or`."""
    texts: dict[str, None] = {}
    for path in _short_paths(machine, cond):
        texts[_path_text(machine, path)] = None
        if len(texts) > 3:
            break
    shown = [text for text in texts if text][:3]
    return " or ".join(shown) if shown else "always"


_MOST_SUBJECTS = 12


def subjects(machine: Machine, conds: Iterable[Cond]) -> str:
    """Return what conditions are about, in words: the variables, files and packages that they test."""
    indexes = {index for cond in conds for index in machine.conditions.support(cond)}
    named = {machine.conditions.at(index).subject: None for index in sorted(indexes)}
    names = [name for name in named if name]
    shown = names[:_MOST_SUBJECTS]
    more = f" and {len(names) - len(shown)} more" if len(names) > len(shown) else ""
    return ", ".join(shown) + more if shown else "conditions"


def _short_paths(machine: Machine, cond: Cond) -> Iterator[tuple[tuple[int, bool], ...]]:
    """Yield the possible conjunctions of a condition, the shortest first."""
    paths = []
    conditions = machine.conditions
    ruled_out = conditions.ruled_out(cond)
    # The largest condition that means the same: the fewest words say when it holds.
    widened = conditions.raw_or(cond, ruled_out)
    for path in conditions.paths(cond):
        if _possible(machine, path) and not conditions.always(ruled_out, dict(path)):
            paths.append(_needed(machine, widened, path))
        if len(paths) >= 64:
            break
    yield from sorted(paths, key=len)


def _possible(machine: Machine, path: tuple[tuple[int, bool], ...]) -> bool:
    """Tell whether a conjunction can hold: a variable's text decides all tests of it."""
    texts: dict[str, str] = {}
    at = machine.conditions.at
    for index, value in path:
        atom = at(index)
        if atom.kind == "is" and value and isinstance(atom.detail, str):
            texts[atom.subject] = atom.detail
    return all(
        at(index).holds is None
        or at(index).subject not in texts
        or at(index).holds(texts[at(index).subject]) == value  # type: ignore[misc]
        for index, value in path
    )


def _needed(
    machine: Machine, widened: Cond, path: tuple[tuple[int, bool], ...]
) -> tuple[tuple[int, bool], ...]:
    """Drop the parts of a conjunction that say nothing: those that the world or the rest of it imply."""
    kept = dict(path)
    for index, value in path:
        del kept[index]
        if not machine.conditions.always(widened, kept):
            kept[index] = value
    return tuple((index, kept[index]) for index, _ in path if index in kept)


def _path_text(machine: Machine, path: tuple[tuple[int, bool], ...]) -> str:
    at = machine.conditions.at
    told = {at(index).subject for index, value in path if at(index).kind in {"is", "test"} and value}
    words = []
    for index, value in path:
        atom = at(index)
        if atom.kind == "set" and value and atom.subject in told:
            continue
        words.append(atom.when if value else atom.unless)
    return " and ".join(dict.fromkeys(words))
