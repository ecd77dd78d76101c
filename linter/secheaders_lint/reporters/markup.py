"""Markdown that holds texts of a repository: whatever could be markup, a mention or a link becomes code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from secheaders_lint.reporters.escape import safe

if TYPE_CHECKING:
    from collections.abc import Iterable

# A word of prose, and what may stand around it. All else (names of settings, paths, addresses, tags) is shown as code, where
# GitHub looks neither for markup nor for people, issues and links.
_WORD = re.compile(r"(?P<before>[(\"']*)(?P<core>.*?)(?P<after>[)\"',;:.?!]*)", re.DOTALL)
_PLAIN = re.compile(r"(?:[^\W\d_]+(?:['-][^\W\d_]+)*)?|\d+|e\.g|i\.e")
_RUN = re.compile(r"`+")


def prose(text: str) -> str:
    """Return a sentence as Markdown; it must not stand at the start of a line (``1.`` would begin a list)."""
    parts: list[str] = []
    held: list[str] = []
    for word in safe(text).split(" "):
        if _is_code(word, held):
            held.append(word)
            continue
        _release(held, parts)
        parts.append(word)
    _release(held, parts)
    return " ".join(parts)


def _is_code(word: str, held: list[str]) -> bool:
    """Tell whether a word is no prose; what follows a ``=`` belongs to what stands before it."""
    if word == "=" or (held and held[-1] == "="):
        return True
    found = _WORD.fullmatch(word)
    return found is None or _PLAIN.fullmatch(found["core"]) is None


def _release(held: list[str], parts: list[str]) -> None:
    """Put the words that were held as code, the marks around them outside of it."""
    if not held:
        return
    found = _WORD.fullmatch(" ".join(held))
    if found is None or not found["core"]:
        parts.append(code(" ".join(held)))
    else:
        parts.append(f"{found['before']}{code(found['core'])}{found['after']}")
    held.clear()


def code(text: str) -> str:
    """Return a text as a code span."""
    shown = safe(text) or " "
    ticks = "`" * (max(map(len, _RUN.findall(shown)), default=0) + 1)
    if len(ticks) > 1 or shown.startswith(" ") or shown.endswith(" "):
        shown = f" {shown} "
    return f"{ticks}{shown}{ticks}"


def cell(markdown: str) -> str:
    """Return Markdown as it can stand in a cell of a table."""
    return markdown.replace("|", "\\|")


def fence_for(content: str) -> str:
    """Return a fence of back quotes that nothing in a content closes."""
    return "`" * max(3, max(map(len, _RUN.findall(content)), default=0) + 1)


def block(content: str, info: str = "") -> str:
    """Return a content as a fenced block of its own lines; what cannot be seen in it is spelled out."""
    shown = "".join(f"{safe(line)}\n" for line in content.rstrip("\n").split("\n"))
    fence = fence_for(shown)
    return f"{fence}{info}\n{shown}{fence}\n"


def details(title: str, body: str) -> str:
    """Return something that is folded away; ``title`` is HTML, ``body`` Markdown."""
    return f"<details><summary>{title}</summary>\n\n{body}\n</details>\n"


def html(text: str) -> str:
    """Return a text as HTML shows it as code."""
    shown = safe(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<code>{shown}</code>"


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table of cells that are Markdown."""
    names = list(head)
    lines = [names, ["---"] * len(names), *([cell(each) for each in row] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
