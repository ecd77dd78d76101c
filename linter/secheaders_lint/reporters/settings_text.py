"""``settings`` for people: by header, with where each was decided, what can change it, and what is not known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.reporters.escape import inert, safe
from secheaders_lint.reporters.groups import GROUPS
from secheaders_lint.reporters.modules import heading
from secheaders_lint.reporters.style import pad, width_of
from secheaders_lint.reporters.values import Causes, difference, in_lines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from secheaders_lint.reporters.groups import Group
    from secheaders_lint.reporters.style import Style
    from secheaders_lint.reporters.tables import SettingRow, SettingsModule

_NAME_WIDTH = 35
_MAX_ALTERNATIVES = 4
_LONGEST_WHEN = 150
_LOOKS = {"unknown": "yellow", "default": "dim"}


def render(modules: Iterable[SettingsModule], style: Style, *, everything: bool = False) -> str:
    """Return the settings of all modules; with ``everything`` those without a part in any header too."""
    return inert(
        "\n".join("".join(f"{line}\n" for line in _module(module, style, everything)) for module in modules)
    )


def _module(module: SettingsModule, style: Style, everything: bool) -> list[str]:
    causes = Causes()
    lines = [*heading(module.info, style), ""]
    rows = {row.name: row for row in module.rows}
    shown: set[str] = set()
    for group in GROUPS:
        members = [
            row for row in rows.values() if group.holds(row.name) and _is_worth_it(row, group, everything)
        ]
        shown |= {row.name for row in members}
        lines += _group(group.title, members, causes, style)
    if everything:
        lines += _group(
            "Other settings", [row for row in rows.values() if row.name not in shown], causes, style
        )
    return lines + _unknown(module, causes, style) + _reading(module, style)


def _is_worth_it(row: SettingRow, group: Group, everything: bool) -> bool:
    return everything or row.state != "default" or row.name in group.core


def _group(title: str, rows: list[SettingRow], causes: Causes, style: Style) -> list[str]:
    if not rows:
        return []
    lines = [style.paint(title, "bold")]
    for row in rows:
        lines += _row(row, causes, style)
    return lines


def _row(row: SettingRow, causes: Causes, style: Style) -> list[str]:
    indent = " " * (_NAME_WIDTH + 2)
    whole = row.state == "unknown" and not isinstance(row.value, list | dict)
    value = {"unknown": row.reason or ""} if whole else row.value
    shown = in_lines(value, causes, max(style.width - len(indent), 24))
    look = _LOOKS.get(row.state, "bold")
    lines = [f"{indent}{style.paint(line, look)}" for line in shown]
    lines[0] = f"  {pad(safe(row.name), _NAME_WIDTH)}{style.paint(shown[0], look)}"
    where = _where(row)
    if where and width_of(lines[-1]) + len(where) + 2 <= style.width:
        lines[-1] += f"  {style.paint(where, 'dim')}"
    else:
        lines += [style.paint(line, "dim") for line in style.wrap(where, indent, indent)]
    for alternative in row.alternatives[:_MAX_ALTERNATIVES]:
        other = difference(row.value, alternative.value, causes)
        lines += style.wrap(f"{other} when {_clipped(alternative.when)}", f"{indent}or ", f"{indent}   ")
    more = len(row.alternatives) - _MAX_ALTERNATIVES
    if more > 0:
        lines.append(f"{indent}or one of {more} more (--format json lists them)")
    return lines


def _clipped(when: str) -> str:
    text = safe(when)
    return text if len(text) <= _LONGEST_WHEN else f"{text[: _LONGEST_WHEN - 3].rpartition(' ')[0]} ..."


def _where(row: SettingRow) -> str:
    """Return where a setting was decided and through which imports it came, the nearest first."""
    if row.state == "default":
        return "Django's default"
    if not row.defined:
        return ""
    first = row.defined[0]
    where = f"{safe(first.path)}:{first.line}"
    also = [f"{safe(each.path)}:{each.line}" for each in row.defined[1:]]
    by = [f"{safe(each.path)}:{each.line}" for each in reversed(row.imports)]
    if also:
        where += ", also " + ", ".join(also[:3]) + (f" and {len(also) - 3} more" if len(also) > 3 else "")
    return where + "".join(f" <- {place}" for place in by)


def _unknown(module: SettingsModule, causes: Causes, style: Style) -> list[str]:
    lines: list[str] = []
    if causes.numbers:
        lines += ["", style.paint("Not known", "bold")]
        for reason, number in causes.numbers.items():
            lines += style.wrap(f"?{number}  {safe(reason)}", "  ", "      ")
    opened = module.opened
    if opened is not None:
        text = f"From {opened.path}:{opened.line} on, names may have been set or changed unseen: {opened.message}."
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
