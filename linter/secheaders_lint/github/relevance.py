"""Which files can have to do with headers: a change of none of them brings nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# Nothing reads these: neither settings nor discovery, nor the rules about views and templates.
_HARMLESS = (
    *(".md", ".markdown", ".rst", ".adoc", ".pdf", ".po", ".mo", ".pot"),
    *(".png", ".jpg", ".jpeg", ".gif", ".svg", ".ico", ".webp", ".avif", ".mp4", ".webm", ".mp3"),
    *(".woff", ".woff2", ".ttf", ".otf", ".eot"),
    *(
        ".css",
        ".scss",
        ".sass",
        ".less",
        ".js",
        ".mjs",
        ".cjs",
        ".jsx",
        ".ts",
        ".tsx",
        ".vue",
        ".svelte",
        ".map",
    ),
)


def can_matter(path: str) -> bool:
    """Tell whether a change of a file can change what a site sends: every file does, save those that nobody reads."""
    return not path.lower().endswith(_HARMLESS)


def any_can_matter(paths: Iterable[str]) -> bool:
    """Tell whether one of the files can matter."""
    return any(map(can_matter, paths))
