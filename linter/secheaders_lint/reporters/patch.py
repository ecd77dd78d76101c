"""A fix as a patch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.edits import applied, by_file
from secheaders_lint.reporters import diff
from secheaders_lint.reporters.style import Style

if TYPE_CHECKING:
    from collections.abc import Callable

    from secheaders_lint.findings import Fix


def patch_of(fix: Fix, text: Callable[[str], str | None]) -> str:
    """Return a fix as a unified diff of the files that ``text`` gives; empty where one cannot be read."""
    files = []
    for path, edits in by_file(fix).items():
        before = text(path)
        after = None if before is None else applied(before, edits)
        if before is None or after is None:
            return ""
        files.append((path, before, after))
    return diff.render(files, Style())
