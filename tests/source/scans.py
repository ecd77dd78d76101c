"""Short ways to ask the guard about a source."""

from __future__ import annotations

import pytest
from secheaders_lint.errors import SourceError
from secheaders_lint.source.guard import check
from secheaders_lint.source.text import SourceText


def comments(source: str) -> list[tuple[int, int, str]]:
    """Return the comments that the guard finds."""
    return [(line, column, text) for line, column, text in check(SourceText("a.py", source)).comments]


def refused(source: str) -> SourceError:
    """Return why the guard refuses a source."""
    with pytest.raises(SourceError) as caught:
        check(SourceText("a.py", source))
    return caught.value


def accepted(source: str) -> bool:
    """Whether the guard lets a source pass."""
    try:
        check(SourceText("a.py", source))
    except SourceError:
        return False
    return True
