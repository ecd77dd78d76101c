"""The configuration as it is used: every key of the file with its default."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

Keys = tuple[str, ...]

# The words that options and keys share.
SEVERITIES = ("error", "warning", "info")
CONFIDENCES = ("high", "medium", "low")
FAIL_ON = (*SEVERITIES, "never")
ASSUMPTIONS = ("production", "unset")
# What [grading] can say of what answers over http, and of the scripts that the page loads.
GRADED_HTTP = ("django", "redirect", "closed")
GRADED_SCRIPTS = (
    "none", "own", "own-with-integrity", "foreign", "foreign-with-integrity", "insecure", "insecure-with-integrity",
)  # fmt: skip


class Config(NamedTuple):
    """What the project's file says; ``None`` and empty where it says nothing.

    ``path`` is the file as reports name it, ``lines`` where each key stands in it.
    """

    path: str = ""
    lines: Mapping[Keys, int] = {}
    settings: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    django: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_module_ignores: Mapping[str, tuple[str, ...]] = {}
    severities: Mapping[str, str] = {}
    severity: str | None = None
    confidence: str | None = None
    fail_on: str | None = None
    min_grade: str | None = None
    baseline: str | None = None
    assume: str | None = None
    environment: Mapping[str, str] = {}
    tls: str = "django"
    profile: str = "web"
    hsts_target: int | None = None
    edge: Mapping[str, str] = {}
    grading: Mapping[str, Any] = {}

    def line(self, *keys: str) -> int:
        """Return the line of a key, or of the nearest table around it."""
        while keys:
            if keys in self.lines:
                return self.lines[keys]
            keys = keys[:-1]
        return self.lines.get((), 1)
