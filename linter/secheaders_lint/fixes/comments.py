"""Comments that are a finding themselves: ignores that silence nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secheaders_lint.fixes.changes import Change, WithheldError
from secheaders_lint.source.module import load

if TYPE_CHECKING:
    from secheaders_lint.fixes.bench import Bench
    from secheaders_lint.remedies import EraseText


def erase_text(bench: Bench, step: EraseText) -> list[Change]:
    """Return the change of a comment; one that goes takes its line with it where it has one of its own."""
    module = load(bench.site.evaluation.machine.importer.tree, step.path)
    if module is None:
        raise WithheldError(f"{step.path} is not there")
    page = bench.page(module)
    start = page.source.line_starts[step.line - 1] + step.column - 1
    end = page.source.line_starts[step.line - 1] + step.end_column - 1
    if step.replacement:
        return [Change(page.source, start, end, step.replacement)]
    if page.begins_line(start) and end >= page.line_end(start):
        return [Change(page.source, page.line_start(start), page.next_line(start), "")]
    while start and page.text[start - 1] in " \t":
        start -= 1
    return [Change(page.source, start, end, "")]
