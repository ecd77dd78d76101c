"""Several settings made one dictionary, and one dictionary made another: migrations that keep what people wrote, comments included."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import libcst as cst

from secheaders_lint.fixes import statements
from secheaders_lint.fixes.changes import Change, WithheldError
from secheaders_lint.fixes.layout import is_literal
from secheaders_lint.fixes.settings import refuse_other_uses, to_change

if TYPE_CHECKING:
    from collections.abc import Sequence

    from secheaders_lint.fixes.bench import Bench
    from secheaders_lint.fixes.layout import Page
    from secheaders_lint.remedies import Flatten, Gather

_STEP = "    "


class _Row(NamedTuple):
    """One of the settings: its keys, the comment lines above it, its value as written, the comment behind it, and its lines."""

    keys: tuple[str, ...]
    above: tuple[str, ...]
    code: str
    comment: str
    start: int
    end: int


def gather(bench: Bench, step: Gather) -> list[Change]:
    """Return the changes that put settings into one dictionary, each with its comments."""
    pages: list[Page] = []
    rows: list[_Row] = []
    holders: set[int] = set()
    for name, keys in (*step.rows, *((each, ()) for each in step.dropped)):
        written = bench.written(name)
        if written is None:
            continue
        if not bench.may_write(written):
            raise WithheldError(f"{name} is written in a file that others share")
        page = bench.page(written.source)
        assignment = statements.assignment_of(page, written.node)
        refuse_other_uses(bench, page, name)
        pages.append(page)
        holders.add(id(page.parents.of(statements.line_of(page, assignment))))
        rows.append(_row(page, assignment, keys))
    placed = sorted((each for each in rows if each.keys), key=lambda each: each.start)
    if not placed or len({id(page) for page in pages}) > 1 or len(holders) > 1:
        raise WithheldError("the settings do not stand in one block of one file")
    return _changes(pages[0], step.setting, placed, [each for each in rows if not each.keys])


def _row(page: Page, assignment: statements.Assignment, keys: tuple[str, ...]) -> _Row:
    line = statements.line_of(page, assignment)
    if len(line.body) > 1:
        raise WithheldError("it shares its line with another statement")
    start, end = page.range_of(assignment)
    value = page.range_of(statements.value_of(assignment))
    top = page.comments_above(start)
    above = tuple(each.strip() for each in page.text[top : page.line_start(start)].splitlines())
    code = page.text[value.start : value.end]
    return _Row(keys, above, code, page.comment_behind(end), top, page.next_line(end))


def _changes(page: Page, setting: str, rows: Sequence[_Row], dropped: Sequence[_Row]) -> list[Change]:
    indent = (
        page.indent_at(page.behind(rows[0].start)) if not rows[0].above else page.indent_at(rows[0].start)
    )
    # What stands above the first speaks of all of them.
    lines = [*(f"{indent}{each}" for each in rows[0].above), f"{indent}{setting} = {{"]
    rows = [rows[0]._replace(above=()), *rows[1:]]
    nested = {each.keys[0] for each in rows if len(each.keys) > 1}
    for each in rows:
        if len(each.keys) == 1:
            lines += _lines(page, each, each.keys[0], indent + _STEP)
    for key in nested:
        lines.append(f"{indent}{_STEP}{page.code(f'{chr(34)}{key}{chr(34)}')}: {{")
        for each in rows:
            if len(each.keys) > 1 and each.keys[0] == key:
                lines += _lines(page, each, each.keys[1], indent + _STEP * 2)
        lines.append(f"{indent}{_STEP}}},")
    lines.append(f"{indent}}}")
    text = "".join(f"{line}{page.newline}" for line in lines)
    first, *others = rows
    return [
        Change(page.source, first.start, first.end, text),
        *(Change(page.source, each.start, _below(page, each), "") for each in (*others, *dropped)),
    ]


def _lines(page: Page, row: _Row, key: str, indent: str) -> list[str]:
    """Return an entry with its comments: lines of its value after the first move with it."""
    code = row.code.replace(page.newline, f"{page.newline}{indent}")
    behind = f"  {row.comment}" if row.comment else ""
    entry = f"{indent}{page.code(f'{chr(34)}{key}{chr(34)}')}: {code},{behind}"
    return [*(f"{indent}{each}" for each in row.above), entry]


def _below(page: Page, row: _Row) -> int:
    """Return where the line behind a setting that goes begins: a blank line goes with it where one stands above it as well."""
    if (
        row.end < len(page.text)
        and page.is_blank(row.end)
        and (row.start == 0 or page.is_blank(row.start - 1))
    ):
        return page.next_line(row.end)
    return row.end


def flatten(bench: Bench, step: Flatten) -> list[Change]:
    """Return the changes that give a dictionary another name, and what stands under a key the place of all of it."""
    page, assignment = to_change(bench, step.setting)
    refuse_other_uses(bench, page, step.setting)
    value = statements.value_of(assignment)
    if not isinstance(value, cst.Dict) or len(value.elements) != 1 or not is_literal(value, names=True):
        raise WithheldError(f"{step.setting} holds more than {step.key}, or is not written out")
    only = value.elements[0]
    if not isinstance(only, cst.DictElement) or not isinstance(only.value, cst.Dict):
        raise WithheldError(f"{step.setting} holds no {step.key} that is written out")
    target, whole, inner = (
        page.range_of(statements.target_of(assignment)),
        page.range_of(value),
        page.range_of(only.value),
    )
    opening, closing = page.text[whole.start : inner.start], page.text[inner.end : whole.end]
    if "#" in opening or "#" in closing:
        raise WithheldError("a comment stands around what would be unpacked")
    return [
        Change(page.source, target.start, target.end, step.new),
        Change(page.source, whole.start, inner.start, ""),
        *_outdented(page, inner.start, inner.end),
        Change(page.source, inner.end, whole.end, ""),
    ]


def _outdented(page: Page, start: int, end: int) -> list[Change]:
    """Return the changes that take one step of indentation off the lines of a range, after the first."""
    found = []
    at = page.next_line(start)
    while at < end:
        if page.text.startswith(_STEP, at):
            found.append(Change(page.source, at, at + len(_STEP), ""))
        at = page.next_line(at)
    return found
