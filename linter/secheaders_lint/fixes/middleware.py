"""Middleware: putting one into the list, moving it, taking it out, wherever its entries are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from secheaders_lint.evaluator.conditions import TRUE
from secheaders_lint.evaluator.values import TupleValue
from secheaders_lint.fixes import growth, statements
from secheaders_lint.fixes.changes import Change, WithheldError
from secheaders_lint.fixes.elements import cut, insert, move, row_of, switched_on
from secheaders_lint.fixes.layout import string_like

if TYPE_CHECKING:
    from secheaders_lint.fixes.bench import Bench
    from secheaders_lint.fixes.layout import Page
    from secheaders_lint.model.stack import Entry
    from secheaders_lint.remedies import Insert, Move, Remove, Separate, Swap


def insert_middleware(bench: Bench, step: Insert) -> list[Change]:
    """Return the change that puts a middleware into the list."""
    anchor, below = _anchor(bench, step.above, step.below)
    guarded = _guarded(bench, step.within)
    if guarded is not None:
        page, node = guarded
        return [statements.add_behind(page, node, _call(bench, page, step.path, anchor, below=below))]
    if not _may_write(bench, anchor):
        return [_statement(bench, step.path, anchor, below=below)]
    page = _page(bench, anchor)
    code = page.code(f'"{step.path}"')
    call = growth.call_of(page, _node(anchor))
    if call is not None:
        return [_beside_call(page, call, code, below=below)]
    row, index = row_of(page, _node(anchor))
    return [switched_on(row, index + below, step.path) or insert(row, index + below, code)]


def move_middleware(bench: Bench, step: Move) -> list[Change]:
    """Return the changes that put a middleware of the list somewhere else."""
    entry = _only(bench, step.path)
    wanted = (step.above,) if step.above else (), (step.below,) if step.below else ()
    anchor, below = _anchor(bench, *wanted)
    if not (_may_write(bench, entry) and _may_write(bench, anchor)):
        raise WithheldError("the list is written in a file that others share")
    page = _page(bench, entry)
    call = growth.call_of(page, _node(entry))
    if call is not None:
        return [_moved_call(bench, call, entry, anchor, below=below)]
    other = growth.call_of(_page(bench, anchor), _node(anchor))
    if other is not None:
        # What a call brings is what moves: to the other side of the one that is written in the list.
        return [_moved_call(bench, other, anchor, entry, below=not below)]
    target, at = row_of(_page(bench, anchor), _node(anchor))
    row, index = row_of(page, _node(entry))
    if row.container is target.container:
        target = row
    return list(move(row, index, target, at + below))


def remove_middleware(bench: Bench, step: Remove) -> list[Change]:
    """Return the change that takes an entry of the list out."""
    entry = bench.site.stack.entries[step.place]
    if entry.path != step.path or not _may_write(bench, entry):
        raise WithheldError("the list is written in a file that others share")
    page = _page(bench, entry)
    statement = growth.brought_alone(page, _node(entry))
    if statement is not None:
        return [_without(page, statement, entry)]
    row, index = row_of(page, _node(entry))
    return [cut(row, index)[1]]


def _without(page: Page, statement: cst.CSTNode, entry: Entry) -> Change:
    """Return the change that takes out the statement which brings one entry alone, with the comment that speaks of it."""
    name = entry.path.rpartition(".")[2].lower()
    return statements.take_out(page, statement, (entry.path.lower(), name.removesuffix("middleware")))


def swap_middleware(bench: Bench, step: Swap) -> list[Change]:
    """Return the change that writes another path for a middleware."""
    entry = _only(bench, step.path)
    if not _may_write(bench, entry):
        raise WithheldError("the list is written in a file that others share")
    page, node = _page(bench, entry), _node(entry)
    code = string_like(node.value, step.new) if isinstance(node, cst.SimpleString) else None
    if code is None:
        raise WithheldError(f"{step.path} is not written out")
    start, end = page.range_of(node)
    return [Change(page.source, start, end, code)]


def separate_middleware(bench: Bench, step: Separate) -> list[Change]:
    """Return the change that puts a comma between two texts that stand side by side."""
    entry = _only(bench, step.path)
    if not _may_write(bench, entry):
        raise WithheldError("the list is written in a file that others share")
    page, node = _page(bench, entry), _node(entry)
    if not isinstance(node, cst.ConcatenatedString) or not isinstance(node.right, cst.SimpleString):
        raise WithheldError(f"{step.path} is not two texts side by side")
    end = page.range_of(node.left).end
    return [Change(page.source, end, end, ",")]


# -- the entry beside which something is put ---------------------------------------------------------------------------


def _anchor(bench: Bench, above: tuple[str, ...], below: tuple[str, ...]) -> tuple[Entry, bool]:
    """Return the entry beside which something belongs, and whether it belongs below that one; the first where none is named."""
    entries = bench.site.stack.entries
    if not entries:
        raise WithheldError(f"{bench.site.stack.setting} has no entries that are written out")
    for wanted in above:
        found = next((each for each in entries if wanted in {each.path, each.kind} and each.sure), None)
        if found is not None:
            return found, False
    for wanted in below:
        found = next(
            (each for each in reversed(entries) if wanted in {each.path, each.kind} and each.sure), None
        )
        if found is not None:
            return found, True
    if above or below:
        raise WithheldError("what it belongs beside is not in the list")
    if not entries[0].sure:
        raise WithheldError("what the list begins with depends on the environment")
    return entries[0], False


def _only(bench: Bench, path: str) -> Entry:
    found = [each for each in bench.site.stack.entries if each.path == path]
    if len(found) != 1 or not found[0].sure:
        raise WithheldError(f"{path} is not surely in the list, and once")
    return found[0]


def _may_write(bench: Bench, entry: Entry) -> bool:
    if entry.site is None:
        raise WithheldError(f"{entry.label} is not written out")
    return bench.may_write(entry.site)


def _page(bench: Bench, entry: Entry) -> Page:
    if entry.site is None:
        raise WithheldError(f"{entry.label} is not written out")
    return bench.page(entry.site.source)


def _node(entry: Entry) -> cst.CSTNode:
    if entry.site is None:
        raise WithheldError(f"{entry.label} is not written out")
    return entry.site.node


# -- lists that grow by calls ------------------------------------------------------------------------------------------


def _owner(page: Page, call: cst.Call) -> str:
    start, end = page.range_of(call.func.value)  # type: ignore[attr-defined] # `call_of` looked
    return page.text[start:end]


def _beside_call(page: Page, call: cst.Call, code: str, *, below: bool) -> Change:
    """Return the change that puts a middleware beside one which a call puts into the list, by another call below that one."""
    owner = _owner(page, call)
    method = call.func.attr.value  # type: ignore[attr-defined] # `call_of` looked
    first = page.range_of(call.args[0].value)
    if method == "append" and below:
        return statements.add_behind(page, call, f"{owner}.append({code})")
    if method == "insert" and not below:
        place = page.text[first.start : first.end]
        return statements.add_behind(page, call, f"{owner}.insert({place}, {code})")
    argument = page.range_of(call.args[-1].value)
    beside = page.text[argument.start : argument.end]
    place = f"{owner}.index({beside})" + (" + 1" if below else "")
    return statements.add_behind(page, call, f"{owner}.insert({place}, {code})")


def _moved_call(bench: Bench, call: cst.Call, entry: Entry, anchor: Entry, *, below: bool) -> Change:
    """Return the change by which a call puts its middleware beside another one: at the end where that one is the last."""
    page = _page(bench, entry)
    owner = _owner(page, call)
    whole = page.range_of(call)
    start, end = page.range_of(_node(entry))
    code = page.text[start:end]
    is_last = below and anchor.index + 1 == len(bench.site.stack.entries)
    if is_last and (_page(bench, anchor) is not page or page.range_of(_node(anchor)).start < whole.start):
        return Change(page.source, *whole, f"{owner}.append({code})")
    beside = page.code(f'"{anchor.path}"')
    place = f"{owner}.index({beside})" + (" + 1" if below else "")
    return Change(page.source, *whole, f"{owner}.insert({place}, {code})")


def _guarded(bench: Bench, settings: tuple[str, ...]) -> tuple[Page, cst.CSTNode] | None:
    """Return where the last of some settings is written that all stand under a condition; ``None`` where one of them does not."""
    origins = [each for name in settings for each in bench.site.settings.get(name).origins[:1]]
    if any(each.cond == TRUE for each in origins):
        return None
    found = [(bench.page(each.site.source), each.site.node) for each in origins if bench.may_write(each.site)]
    return max(found, key=lambda each: (each[0].path, each[0].range_of(each[1]).start), default=None)


def _call(bench: Bench, page: Page, path: str, anchor: Entry, *, below: bool) -> str:
    """Return the call that puts a middleware beside another one."""
    setting = bench.site.stack.setting
    code, beside = page.code(f'"{path}"'), page.code(f'"{anchor.path}"')
    return f"{setting}.insert({setting}.index({beside}){' + 1' if below else ''}, {code})"


def _statement(bench: Bench, path: str, anchor: Entry, *, below: bool) -> Change:
    """Return the statement by which the entrypoint puts a middleware into the list that it imports."""
    site, page = bench.site, bench.own
    setting = site.stack.setting
    if site.entrypoint.configuration:
        raise WithheldError("the list is written in a class that others share")
    left = site.reading.alternatives(site.evaluation.value(setting))
    is_tuple = len(left) == 1 and isinstance(left[0], TupleValue)
    code = page.code(f'"{path}"')
    if anchor.index == 0 and not below:
        made = f"({code}, *{setting})" if is_tuple else f"[{code}, *{setting}]"
        text = f"{setting} = {made}"
    elif is_tuple:
        raise WithheldError("the list is a tuple that others share")
    else:
        text = _call(bench, page, path, anchor, below=below)
    written = [origin.site for origin in site.settings.get(setting).origins]
    own = [each for each in written if each.source.path == page.path]
    if own and site.reading.project(site.settings.get(setting).origins[0].cond) == TRUE:
        return statements.add_behind(page, own[0].node, text)
    return statements.add_at_end(page, text, "", last=bench.placement.last)
