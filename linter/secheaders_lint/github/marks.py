"""The mark at the end of a comment, by which it is known again."""

from __future__ import annotations

import re
from typing import NamedTuple

# At the very end: what a repository writes stands in code before it, and cannot come last.
_MARK = re.compile(
    r"\n<!-- secheaders-lint:1:(?P<scope>[0-9a-f]{8}):(?P<fingerprints>[0-9a-f]{16}(?:,[0-9a-f]{16})*) -->\s*\Z"
)


class Mark(NamedTuple):
    """What a comment is known by: its findings, and the ``scope`` of the run, for several may look at parts of a repository."""

    scope: str
    fingerprints: tuple[str, ...]

    @property
    def text(self) -> str:
        """The comment of HTML that nobody sees."""
        return f"<!-- secheaders-lint:1:{self.scope}:{','.join(self.fingerprints)} -->"


def mark_of(body: str) -> Mark | None:
    """Return the mark that a comment ends with; GitHub may have given it other line ends."""
    found = _MARK.search(body.replace("\r\n", "\n"))
    return None if found is None else Mark(found["scope"], tuple(found["fingerprints"].split(",")))
