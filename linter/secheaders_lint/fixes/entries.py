"""Entries of dictionary settings, and texts in lists: found by their keys, changed where they are written out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from secheaders_lint.evaluator.conditions import TRUE
from secheaders_lint.evaluator.values import DictValue, Item, Sequence, SetValue
from secheaders_lint.fixes import growth, statements
from secheaders_lint.fixes.changes import Change, WithheldError
from secheaders_lint.fixes.elements import Row, append_all, cut, insert, row_of
from secheaders_lint.fixes.layout import is_literal, string_like

if TYPE_CHECKING:
    from collections.abc import Iterable

    from secheaders_lint.evaluator.values import Site, Value
    from secheaders_lint.fixes.bench import Bench
    from secheaders_lint.fixes.layout import Page
    from secheaders_lint.remedies import AddEntries, AddText, DropEntry, PutEntry, RenameEntry, SwapText


def put_entry(bench: Bench, step: PutEntry) -> list[Change]:
    """Return the change that gives a key of a dictionary a value: in place of what it has, else added at the end."""
    value, _ = _at(bench, step.setting, step.keys[:-1])
    held = value.items.get(step.keys[-1]) if isinstance(value, DictValue) else None
    if held is not None and held.site is not None:
        page = _page(bench, held.site)
        node = _value_at(page, held.site.node)
        if not is_literal(node):
            raise WithheldError(f"{step.keys[-1]} is worked out by code, which is not overwritten")
        place = page.range_of(node)
        if page.comments_within(place):
            raise WithheldError("a comment stands inside of its value")
        return [Change(page.source, *place, page.code(step.code))]
    return _added(bench, step.setting, step.keys[:-1], ((step.keys[-1], step.code),))


def add_entries(bench: Bench, step: AddEntries) -> list[Change]:
    """Return the change that adds keys to a dictionary."""
    return _added(bench, step.setting, step.keys, step.entries)


def _added(
    bench: Bench, setting: str, keys: tuple[str, ...], entries: Iterable[tuple[str, str]]
) -> list[Change]:
    """Return the change that adds keys: below the last one that is set in a statement of its own, else in the display."""
    page, display = _display(bench, setting, keys, cst.Dict)
    last = _last_by_key(page, display, _at(bench, setting, keys)[0])
    if last is None:
        codes = [page.code(f'"{name}": {code}') for name, code in entries]
        return [append_all(Row(page, display), codes)]
    start, end = page.range_of(last.targets[0].target)
    key = page.range_of(_key_of(last))
    before, after = page.text[start : key.start], page.text[key.end : end]
    lines = [f'{before}"{name}"{after} = {code}' for name, code in entries]
    return [statements.add_behind(page, last, "\n".join(lines))]


def rename_entry(bench: Bench, step: RenameEntry) -> list[Change]:
    """Return the change that gives a key of a dictionary another name."""
    page, entry = _entry(bench, step.setting, step.keys)
    key = _key_of(entry)
    if not isinstance(key, cst.SimpleString):
        raise WithheldError(f"the key {step.keys[-1]} is not written out")
    code = string_like(key.value, step.new)
    if code is None:
        raise WithheldError(f"{step.new!r} has no place between these quotes")
    start, end = page.range_of(key)
    return [Change(page.source, start, end, code)]


def drop_entry(bench: Bench, step: DropEntry) -> list[Change]:
    """Return the change that takes a key out of a dictionary."""
    page, entry = _entry(bench, step.setting, step.keys)
    if isinstance(entry, cst.Assign):
        return [statements.take_out(page, entry, (step.keys[-1].lower(),))]
    holder = page.parents.of(entry)
    if not isinstance(holder, cst.Dict):
        raise WithheldError(f"{step.keys[-1]} is not written in a dictionary")
    row = Row(page, holder)
    return [cut(row, row.elements.index(entry))[1]]


def swap_text(bench: Bench, step: SwapText) -> list[Change]:
    """Return the changes that write another text for one of a list, or take it out."""
    value, site = _at(bench, step.setting, step.keys)
    if isinstance(value, Sequence | SetValue):
        places = [each.site for each in _items(value) if each.value == step.old and each.site is not None]
    else:
        places = [site] if value == step.old and site is not None else []
    if not places:
        raise WithheldError(f"{step.old!r} is not written in {step.setting}")
    return [_swapped(bench, place, step) for place in dict.fromkeys(places)]


def _swapped(bench: Bench, place: Site, step: SwapText) -> Change:
    page = _page(bench, place)
    node = _value_at(page, place.node)
    if not isinstance(node, cst.SimpleString):
        raise WithheldError(f"{step.old!r} is not written out")
    if step.new is None:
        return _without(page, node, step.old)
    code = string_like(node.value, step.new)
    if code is None:
        raise WithheldError(f"{step.new!r} has no place between these quotes")
    start, end = page.range_of(node)
    return Change(page.source, start, end, code)


def _without(page: Page, node: cst.CSTNode, text: str) -> Change:
    """Return the change that takes a text out of its list, with the statement that does nothing but bring it."""
    statement = growth.brought_alone(page, node)
    if statement is not None:
        return statements.take_out(page, statement, (text.strip("'").lower(),))
    row, index = row_of(page, node)
    return cut(row, index)[1]


def add_text(bench: Bench, step: AddText) -> list[Change]:
    """Return the change that adds a text at the end of a list that is written out; where there is none yet, it is the first."""
    holder = _at(bench, step.setting, step.keys[:-1])[0] if step.keys else None
    if isinstance(holder, DictValue) and step.keys[-1] not in holder.items:
        return _added(bench, step.setting, step.keys[:-1], ((step.keys[-1], f'["{step.text}"]'),))
    page, display = _display(bench, step.setting, step.keys, cst.List, cst.Tuple)
    row = Row(page, display)
    return [insert(row, len(row.elements), page.code(f'"{step.text}"'))]


# -- places ------------------------------------------------------------------------------------------------------------


def _at(bench: Bench, setting: str, keys: tuple[str, ...]) -> tuple[Value, Site | None]:
    """Return what the keys lead to under the reading, and where it is written."""
    bench.written(setting)
    site = bench.site
    value = _sure(bench, site.evaluation.value(setting), setting)
    origins = site.settings.get(setting).origins
    place: Site | None = origins[0].site if origins else None
    for key in keys:
        item = _held(value, key)
        if item is None:
            raise WithheldError(f"{setting} has no {key} that is written out")
        value, place = _sure(bench, item.value, key), item.site
    return value, place


def _held(value: Value, key: str) -> Item | None:
    if isinstance(value, DictValue):
        return value.items.get(key)
    if isinstance(value, Sequence) and key.isdigit() and value.plain and int(key) < len(value.items):
        return value.items[int(key)]
    return None


def _sure(bench: Bench, value: Value, name: str) -> Value:
    left = bench.site.reading.alternatives(value)
    if len(left) != 1:
        raise WithheldError(f"{name} depends on the environment")
    return left[0]


def _items(value: Sequence | SetValue) -> Iterable[Item]:
    return value.items if isinstance(value, Sequence) else value.items.values()


def _page(bench: Bench, site: Site) -> Page:
    if not bench.may_write(site):
        raise WithheldError(f"it is written in {site.source.path}, which others share")
    return bench.page(site.source)


def _display(
    bench: Bench, setting: str, keys: tuple[str, ...], *kinds: type[cst.BaseExpression]
) -> tuple[Page, cst.List | cst.Tuple | cst.Dict]:
    """Return the display that holds what the keys lead to."""
    value, place = _at(bench, setting, keys)
    if place is None:
        raise WithheldError(f"{setting} is not written out")
    page = _page(bench, place)
    node = _value_at(page, place.node)
    if not isinstance(node, kinds) and isinstance(value, Sequence) and value.items:
        # A list that grew: the display that holds its last item.
        last = value.items[-1].site
        if last is not None and value.items[-1].cond == TRUE:
            page = _page(bench, last)
            return page, row_of(page, last.node)[0].container  # type: ignore[return-value]
    if not isinstance(node, cst.List | cst.Tuple | cst.Dict) or not isinstance(node, kinds):
        raise WithheldError(f"{'.'.join((setting, *keys))} is not written out in one place")
    return page, node


def _entry(bench: Bench, setting: str, keys: tuple[str, ...]) -> tuple[Page, cst.DictElement | cst.Assign]:
    """Return the element of a display, or the statement, that gives a key its value."""
    value, _ = _at(bench, setting, keys[:-1])
    held = _held(value, keys[-1])
    if held is None or held.site is None:
        raise WithheldError(f"{setting} has no {keys[-1]} that is written out")
    page = _page(bench, held.site)
    statement = _by_key(held.site.node)
    if statement is not None:
        page.refuse_repeated(statement)
        return page, statement
    element = page.parents.of(held.site.node)
    if not isinstance(element, cst.DictElement) or element.value is not held.site.node:
        raise WithheldError(f"{keys[-1]} is not written in a dictionary")
    return page, element


def _value_at(page: Page, node: cst.CSTNode) -> cst.CSTNode:
    """Return the expression that a node is, or that the statement which it is assigns."""
    statement = _by_key(node)
    if statement is not None:
        return statement.value
    if isinstance(node, cst.Assign | cst.AnnAssign):
        return statements.value_of(statements.assignment_of(page, node))
    return node


def _by_key(node: cst.CSTNode) -> cst.Assign | None:
    """Return the statement that sets one key of a dictionary (``P["D"]["a"] = …``); ``None`` where a node is something else."""
    if not isinstance(node, cst.Assign) or len(node.targets) != 1:
        return None
    return node if isinstance(node.targets[0].target, cst.Subscript) else None


def _key_of(entry: cst.DictElement | cst.Assign) -> cst.BaseExpression:
    """Return the key that an element of a display or a statement gives its value."""
    if isinstance(entry, cst.DictElement):
        return entry.key
    target = entry.targets[0].target
    last = target.slice[-1].slice if isinstance(target, cst.Subscript) else None
    if not isinstance(last, cst.Index):
        raise WithheldError("its key is not written out")
    return last.value


def _last_by_key(page: Page, display: cst.CSTNode, value: Value) -> cst.Assign | None:
    """Return the last statement that sets a key of a dictionary, in the block that the dictionary is written in."""
    found = [
        statement
        for item in (value.items.values() if isinstance(value, DictValue) else ())
        if item.site is not None and item.site.source.path == page.path and item.cond == TRUE
        if (statement := _by_key(item.site.node)) is not None
    ]
    if not found:
        return None
    last = max(found, key=lambda each: page.range_of(each).start)
    blocks = [page.parents.of(statements.line_of(page, each)) for each in (display, last)]
    return last if blocks[0] is blocks[1] else None
