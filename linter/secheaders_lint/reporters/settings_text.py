"""``settings`` for people: by header, with where each was decided, what can change it, and what is not known."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from secheaders_lint.reporters.escape import inert, safe
from secheaders_lint.reporters.groups import GROUPS
from secheaders_lint.reporters.modules import heading
from secheaders_lint.reporters.style import GLUE, pad, width_of
from secheaders_lint.reporters.tables import NOT_SET
from secheaders_lint.reporters.values import Causes, difference, in_lines, in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from secheaders_lint.reporters.style import Style
    from secheaders_lint.reporters.tables import Alternative, SettingRow, SettingsModule

_WIDEST_NAME = 44
_MAX_ALTERNATIVES = 4
_LONGEST_WHEN = 150
_BLOCK = "    "
# From so many settings on that the same may become of, it is told once.
_MANY = 4
_LOOKS = {"unknown": "yellow", "default": "dim"}


def render(modules: Iterable[SettingsModule], style: Style, *, everything: bool = False) -> str:
    """Return the settings of all modules; with ``everything`` those without a part in any header too."""
    return inert(
        "\n".join("".join(f"{line}\n" for line in _module(module, style, everything)) for module in modules)
    )


class _Page(NamedTuple):
    """What every row of one module needs: causes so far, look, width of names, whether the end is open, what is told once."""

    causes: Causes
    style: Style
    width: int
    opened: bool
    common: frozenset[tuple[str, str]]


def _module(module: SettingsModule, style: Style, everything: bool) -> list[str]:
    groups = list(_grouped(module, everything))
    width = max((len(safe(row.name)) for _, rows in groups for row in rows), default=0) + 2
    shared = _shared(row for _, rows in groups for row in rows)
    page = _Page(Causes(), style, min(width, _WIDEST_NAME), module.opened is not None, frozenset(shared))
    lines = [*heading(module.info, style), ""]
    for title, rows in groups:
        lines.append(style.paint(title, "bold"))
        for row in rows:
            lines += _row(row, page)
    told_once = [
        line
        for (reason, when), count in shared.items()
        for line in (
            "",
            *style.wrap(
                f"{count} of these settings are not known ({page.causes.mark(reason)}) when {_clipped(when)}."
            ),
        )
    ]
    return [*lines, *_unknown(module, page.causes, style), *told_once, *_reading(module, style)]


def _shared(rows: Iterable[SettingRow]) -> dict[tuple[str, str], int]:
    """Return what may become of many settings for one cause, as a local file that is not there: cause, when, how many."""
    counts = Counter(key for row in rows for each in row.alternatives if (key := _cause(each)) is not None)
    return {key: count for key, count in counts.items() if count >= _MANY}


def _cause(alternative: Alternative) -> tuple[str, str] | None:
    value = alternative.value
    if isinstance(value, dict) and value.keys() == {"unknown"}:
        return str(value["unknown"]), alternative.when
    return None


def _says_nothing(value: object) -> bool:
    """Tell whether no part of a value is known."""
    if isinstance(value, list):
        return bool(value) and all(map(_says_nothing, value))
    return isinstance(value, dict) and value.keys() == {"unknown"}


def _grouped(module: SettingsModule, everything: bool) -> Iterator[tuple[str, list[SettingRow]]]:
    """Yield the titles of groups with their rows: those that everybody looks for first, then as they are bound."""
    left = {row.name: row for row in module.rows}
    for group in GROUPS:
        names = [
            *(name for name in group.core if name in left),
            *(name for name in left if group.holds(name)),
        ]
        rows = [left.pop(name) for name in dict.fromkeys(names)]
        shown = [row for row in rows if everything or row.state != "default" or row.name in group.core]
        if shown:
            yield group.title, shown
    if everything and left:
        yield "Other settings", list(left.values())


def _row(row: SettingRow, page: _Page) -> list[str]:
    style, causes = page.style, page.causes
    look = _LOOKS.get(row.state, "bold")
    indent = " " * (page.width + 2)
    shown = _value(row, causes, style.width - len(indent))
    if max(map(width_of, shown)) <= style.width - len(indent):
        lines = [f"{indent}{style.paint(line, look)}" for line in shown]
        lines[0] = f"  {pad(safe(row.name), page.width)}{style.paint(shown[0], look)}"
    else:
        # Too wide to stand beside its name: below it.
        indent = _BLOCK
        shown = _value(row, causes, style.width - len(indent))
        lines = [f"  {safe(row.name)}", *(f"{indent}{style.paint(line, look)}" for line in shown)]
    where = _where(row, page)
    if where and width_of(lines[-1]) + len(where) + 2 <= style.width:
        lines[-1] += f"  {style.paint(where.replace(GLUE, ' '), 'dim')}"
    else:
        places = style.wrap(where, indent, indent)
        if max(map(width_of, places), default=0) > style.width:
            places = style.wrap(where, _BLOCK, _BLOCK)
        lines += [style.paint(line, "dim") for line in places]
    alternatives = [each for each in row.alternatives if _cause(each) not in page.common]
    if row.state == "unknown" or _says_nothing(row.value):
        # That nobody knows it either in other cases is no news.
        alternatives = [each for each in alternatives if not _says_nothing(each.value)]
    for alternative in alternatives[:_MAX_ALTERNATIVES]:
        other = difference(row.value, alternative.value, causes)
        lines += style.wrap(f"{other} when {_clipped(alternative.when)}", f"{indent}or ", f"{indent}   ")
    more = len(alternatives) - _MAX_ALTERNATIVES
    if more > 0:
        lines.append(f"{indent}or one of {more} more (--format json lists them)")
    return lines


def _value(row: SettingRow, causes: Causes, room: int) -> list[str]:
    if row.state == "unknown" and not isinstance(row.value, list | dict):
        return [causes.mark(row.reason or "")]
    if row.unset:
        default = "" if row.default is NOT_SET else f", so Django's default {in_words(row.default, causes)}"
        return [f"not set{default}"]
    return in_lines(row.value, causes, max(room, 24))


def _clipped(when: str) -> str:
    text = safe(when)
    return text if len(text) <= _LONGEST_WHEN else f"{text[: _LONGEST_WHEN - 3].rpartition(' ')[0]} ..."


def _where(row: SettingRow, page: _Page) -> str:
    """Return where a setting was decided and through which imports it came, the nearest first."""
    if row.state == "default":
        return "Django's default (?)" if page.opened else "Django's default"
    if not row.defined:
        return ""
    first = row.defined[0]
    where = f"{safe(first.path)}:{first.line}"
    also = [f"{safe(each.path)}:{each.line}" for each in row.defined[1:]]
    by = [f"{safe(each.path)}:{each.line}" for each in reversed(row.imports)]
    if also:
        where += ", also " + ", ".join(also[:3]) + (f" and {len(also) - 3} more" if len(also) > 3 else "")
    return where + (f" via{GLUE}{', '.join(by)}" if by else "")


def _unknown(module: SettingsModule, causes: Causes, style: Style) -> list[str]:
    lines: list[str] = []
    if causes.numbers:
        lines += ["", style.paint("Not known", "bold")]
        room = len(f"?{len(causes.numbers)}") + 2
        for reason, number in causes.numbers.items():
            place = module.causes.get(reason)
            where = "" if place is None else f" ({place.path}:{place.line})"
            lines += style.wrap(safe(reason + where), f"  {pad(f'?{number}', room)}", " " * (room + 2))
    opened = module.opened
    if opened is not None:
        text = (
            f"From {opened.path}:{opened.line} on, names may have been set or changed unseen: {opened.message}. "
            "Defaults marked (?) may be among them."
        )
        lines += ["", *style.wrap(safe(text))]
    for note in module.notes:
        lines += style.wrap(f"{safe(note.path)}:{note.line}: {safe(note.message)}", "  ", "    ")
    return lines


def _reading(module: SettingsModule, style: Style) -> list[str]:
    if module.assumed == "unset":
        return ["", *style.wrap("Read with every environment variable unset (--assume unset).")]
    lines = [
        "",
        *style.wrap("Read as on a production server: variables that are not given take their default."),
    ]
    for each in module.chosen:
        lines += style.wrap(f"- {safe(each)}", "  ", "    ")
    return lines
