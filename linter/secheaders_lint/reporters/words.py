"""Words that several reports share."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


# What silences a finding, by the kind of word.
SILENCED_BY = {
    "inline": "a comment",
    "config": "the configuration",
    "baseline": "the baseline",
    "django": "SILENCED_SYSTEM_CHECKS",
    "edge": "a header that the edge sends",
}


def plural(count: int, word: str) -> str:
    """Return a number with its noun."""
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def counted(summary: Mapping[str, int]) -> str:
    """Return the findings by severity in words."""
    parts = [
        f"{count} info" if word == "info" else plural(count, word) for word, count in summary.items() if count
    ]
    return ", ".join(parts) if parts else "No findings"
