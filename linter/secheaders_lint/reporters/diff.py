"""Changes of files as a unified diff that ``git apply`` takes."""

from __future__ import annotations

import re
from difflib import unified_diff
from typing import TYPE_CHECKING

from secheaders_lint.reporters.escape import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from secheaders_lint.reporters.style import Style

_NO_NEWLINE = "\\ No newline at end of file"
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_ODD = re.compile(r'["\\\x00-\x1f\x7f]|[^\x00-\x7f]')
_LOOKS = {"+++": ("bold",), "---": ("bold",), "@@ ": ("cyan",), "+": ("green",), "-": ("red",)}


def render(files: Iterable[tuple[str, str, str]], style: Style, *, terminal: bool = False) -> str:
    """Return the diff of files: path, text before, text after, in their order; empty where nothing changes.

    What stands in a file is shown as it is, or nobody could apply it; on a ``terminal`` what such a one would obey is spelled out.
    """
    lines: list[str] = []
    for path, before, after in files:
        for line in _file(path, before, after):
            shown = visible(line) if terminal else line
            lines.append(_painted(shown, style))
    return "".join(f"{line}\n" for line in lines)


def _file(path: str, before: str, after: str) -> Iterator[str]:
    # Git ends lines at line feeds alone: a carriage return belongs to the line.
    old, new = _LINE.findall(before), _LINE.findall(after)
    for line in unified_diff(old, new, _name("a", path), _name("b", path)):
        yield line.removesuffix("\n")
        if not line.endswith("\n"):
            yield _NO_NEWLINE


def _name(side: str, path: str) -> str:
    """Return a path as git writes it: in quotes where it has characters that could be taken for something else."""
    name = f"{side}/{path}"
    if not _ODD.search(name):
        return name
    spelled = "".join(
        chr(byte) if 32 <= byte < 127 and byte not in {34, 92} else f"\\{byte:03o}"
        for byte in name.encode("utf-8", "surrogateescape")
    )
    return f'"{spelled}"'


def _painted(line: str, style: Style) -> str:
    looks = next((looks for start, looks in _LOOKS.items() if line.startswith(start)), ())
    return style.paint(line, *looks) if looks else line
