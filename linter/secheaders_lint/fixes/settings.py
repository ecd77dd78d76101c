"""Settings: giving one a value where it is written, adding one where a person would, taking one out, renaming one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import libcst as cst

from secheaders_lint.evaluator.conditions import TRUE
from secheaders_lint.findings import Applicability
from secheaders_lint.fixes import guards, statements
from secheaders_lint.fixes.changes import Change, WithheldError
from secheaders_lint.fixes.defaults import default_change
from secheaders_lint.fixes.elements import Row
from secheaders_lint.fixes.layout import is_literal, string_like

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secheaders_lint.evaluator.values import Site
    from secheaders_lint.fixes.bench import Bench
    from secheaders_lint.fixes.layout import Page
    from secheaders_lint.remedies import AsTuple, Drop, Put, Rename, Wrap

_HEADING = "Security"


def put(bench: Bench, step: Put) -> list[Change]:
    """Return the changes that give a setting a value: in place of the one in force, else added."""
    written = bench.written(step.setting)
    if written is not None and not bench.may_write(written):
        _refuse_code(bench, written, step.setting)
    if written is None or not bench.may_write(written):
        return [*_imports(bench, bench.own, step.imports), _added(bench, step)]
    page = bench.page(written.source)
    return [*_imports(bench, page, step.imports), _replaced(bench, page, written, step)]


def _refuse_code(bench: Bench, written: Site, setting: str) -> None:
    """Raise where a value that is to be overridden is not written out: a read of the environment would be cut off by it."""
    value = statements.value_of(statements.assignment_of(bench.page(written.source), written.node))
    if not is_literal(value):
        raise WithheldError(
            f"{setting} is worked out by code in {written.source.path}, which is not overridden"
        )


def _imports(bench: Bench, page: Page, lines: tuple[str, ...]) -> list[Change]:
    return [change for line in lines for change in _import(bench, page, line)]


def _import(bench: Bench, page: Page, line: str) -> list[Change]:
    if statements.has_import(page, line):
        return []
    name = imported_name(line)
    if bench.site.evaluation.binding(name) is not None or re.search(rf"\b{name}\b", page.text):
        raise WithheldError(f"{page.path} has a name {name} of its own")
    return [statements.add_import(page, line)]


def imported_name(line: str) -> str:
    """Return the name that an import of one name binds."""
    return re.split(
        r"[ .]",
        line.rpartition(" import " if line.startswith("from ") else "import ")[2].rpartition(" as ")[2],
    )[0]


def _replaced(bench: Bench, page: Page, written: Site, step: Put) -> Change:
    assignment = statements.assignment_of(page, written.node)
    value = statements.value_of(assignment)
    _refuse_second_writer(bench, page, assignment)
    if is_literal(value):
        place = page.range_of(value)
        if page.comments_within(place):
            raise WithheldError("a comment stands inside of its value")
        indent = page.indent_at(page.range_of(assignment).start)
        code = page.code(step.code, indent)
        if isinstance(value, cst.SimpleString) and isinstance(step.plain, str):
            code = string_like(value.value, step.plain) or code
        return Change(page.source, *place, code)
    change = default_change(page, value, step)
    if change is None:
        raise WithheldError(f"{step.setting} is worked out by code, which is not overwritten")
    bench.most = min(bench.most, Applicability.UNSAFE)
    bench.note = " where the environment does not say otherwise"
    return change


def _refuse_second_writer(bench: Bench, page: Page, assignment: statements.Assignment) -> None:
    """Raise where a module or class gives a setting its value more often than the environment can choose from."""
    scope = page.parents.nearest(assignment, cst.ClassDef)
    text = page.text if scope is None else page.text[slice(*page.range_of(scope))]
    name = page.text[slice(*page.range_of(statements.target_of(assignment)))]
    written = len(re.findall(rf"^[ \t]*{name}[ \t]*(?::[^=\n]*)?=(?!=)", text, re.MULTILINE))
    binding = bench.site.evaluation.binding(name)
    origins = () if binding is None else binding.origins
    in_force = sum(1 for origin in origins if origin.site.source.path == page.path)
    if written > max(in_force, 1):
        raise WithheldError(f"{page.path} sets {name} {written} times")


def _added(bench: Bench, step: Put) -> Change:
    """Return the change that adds a setting to the entrypoint, be it over a value that is imported."""
    page = bench.own
    guards.refuse_switch(bench, step.setting)
    code = f"{step.setting} = {step.code}"
    if bench.site.entrypoint.configuration:
        return _added_to_class(bench, step, code)
    last = bench.placement.last
    guarded = guards.is_needed(bench, step.setting)
    related = None if last else _related(bench, step)
    if related is not None:
        beside = guards.beside(bench, related, step) if guarded else step.code
        if beside:
            return statements.add_behind(page, related, f"{step.setting} = {beside}")
    block = guards.last_block(page) if guarded and not last else None
    if block is not None:
        return statements.add_behind(page, block, code)
    return statements.add_at_end(page, code, _HEADING, last=last, guard=guards.GUARD if guarded else "")


def _related(bench: Bench, step: Put) -> statements.Assignment | None:
    """Return the nearest related assignment of the entrypoint's own file that is in force."""
    page = bench.own
    for name in step.beside:
        if not bench.site.settings.is_set(name):
            continue
        for origin in bench.site.settings.get(name).origins:
            if origin.site.source.path != page.path or bench.site.reading.project(origin.cond) != TRUE:
                continue
            try:
                assignment = statements.assignment_of(page, origin.site.node)
                statements.line_of(page, assignment)
            except WithheldError:
                continue
            if step.always and page.parents.nearest(assignment, cst.If) is not None:
                continue
            return assignment
    return None


def _added_to_class(bench: Bench, step: Put, code: str) -> Change:
    page = bench.own
    name = bench.site.entrypoint.configuration
    definition = next(
        (each for each in page.module.cst.body if isinstance(each, cst.ClassDef) and each.name.value == name),
        None,
    )
    if definition is None:
        raise WithheldError(f"the class {name} is not written in {page.path}")
    related = None if bench.placement.last else _related(bench, step)
    if related is not None and page.parents.nearest(related, cst.ClassDef) is definition:
        return statements.add_behind(page, related, code)
    return statements.add_in_class(page, definition, code)


def to_change(bench: Bench, setting: str) -> tuple[Page, statements.Assignment]:
    """Return the assignment by which a setting gets its value, with its page, where it is in a file that may be written."""
    written = bench.written(setting)
    if written is None or not bench.may_write(written):
        raise WithheldError(f"{setting} is not written in a file that may be changed")
    page = bench.page(written.source)
    return page, statements.assignment_of(page, written.node)


def wrap(bench: Bench, step: Wrap) -> list[Change]:
    """Return the change that puts code around the expression that a setting is given."""
    page, assignment = to_change(bench, step.setting)
    _refuse_second_writer(bench, page, assignment)
    value = statements.value_of(assignment)
    start, end = page.range_of(value)
    code = page.code(step.code).replace("{}", page.text[start:end])
    return [Change(page.source, start, end, code)]


def as_tuple(bench: Bench, step: AsTuple) -> list[Change]:
    """Return the changes that make a tuple of the list that a setting is given: those of its brackets."""
    page, assignment = to_change(bench, step.setting)
    _refuse_second_writer(bench, page, assignment)
    value = statements.value_of(assignment)
    if not isinstance(value, cst.List) or value.lpar:
        raise WithheldError(f"{step.setting} is worked out by code, which is not overwritten")
    if isinstance(assignment, cst.AnnAssign):
        raise WithheldError(f"the annotation of {step.setting} may say that it is a list")
    others = [each for each in _names(page, step.setting) if each is not statements.target_of(assignment)]
    if not all(isinstance(page.parents.of(each), cst.StarredElement) for each in others):
        raise WithheldError(f"{page.path} uses {step.setting} elsewhere")
    row = Row(page, value)
    start, end = row.inside
    changes = [Change(page.source, start - 1, start, "("), Change(page.source, end, end + 1, ")")]
    if len(row.elements) == 1 and row.comma(0) is None:
        last = row.ranges[0].end
        changes.append(Change(page.source, last, last, ","))
    return changes


def drop(bench: Bench, step: Drop) -> list[Change]:
    """Return the change that takes a setting out."""
    page, assignment = to_change(bench, step.setting)
    _refuse_second_writer(bench, page, assignment)
    refuse_other_uses(bench, page, step.setting)
    words = tuple(part for part in step.setting.lower().split("_") if len(part) > 2 and part not in _COMMON)
    return [statements.take_out(page, assignment, (step.setting.lower(), *words))]


_COMMON = frozenset({"secure", "setting", "settings", "cookie", "use", "policy", "csp"})


def refuse_other_uses(bench: Bench, page: Page, name: str) -> None:
    """Raise where more than one assignment and comments have a name, or another file reads it."""
    if _mentions(page, name) > 1:
        raise WithheldError(f"{page.path} uses {name} elsewhere")
    _refuse_readers(bench, page, name)


def _refuse_readers(bench: Bench, page: Page, name: str) -> None:
    """Raise where another file than that of the setting reads it: from there it would be gone."""
    other = next((path for path in bench.site.views.readers(name) if path != page.path), None)
    if other is not None:
        raise WithheldError(f"{other} reads {name}")


def _mentions(page: Page, name: str) -> int:
    """Return how often a file has a name, but for its comments."""
    word = re.compile(rf"\b{name}\b")
    in_comments = sum(len(word.findall(comment.text)) for comment in page.module.comments)
    return len(word.findall(page.text)) - in_comments


def rename(bench: Bench, step: Rename) -> list[Change]:
    """Return the changes that give a setting another name, wherever its file has it."""
    page, _ = to_change(bench, step.setting)
    _refuse_readers(bench, page, step.setting)
    found = list(_names(page, step.setting))
    if len(found) < _mentions(page, step.setting):
        raise WithheldError(f"{page.path} uses {step.setting} elsewhere")
    return [Change(page.source, *page.range_of(each), step.new) for each in found]


def _names(page: Page, name: str) -> Iterator[cst.Name]:
    """Yield the places where code takes a variable by its name: no attributes, no arguments, nothing that is imported."""
    waiting: list[cst.CSTNode] = [page.module.cst]
    while waiting:
        node = waiting.pop()
        waiting += node.children
        if isinstance(node, cst.Name) and node.value == name and _is_variable(page.parents.of(node), node):
            yield node


def _is_variable(holder: cst.CSTNode | None, node: cst.Name) -> bool:
    if isinstance(holder, cst.Attribute):
        return holder.value is node
    if isinstance(holder, cst.Arg):
        return holder.value is node
    return not isinstance(holder, cst.ImportAlias | cst.AsName | cst.Param | cst.FunctionDef | cst.ClassDef)
