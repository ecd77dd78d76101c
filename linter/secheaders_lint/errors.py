"""The exceptions of this package: each message is one line that says what is wrong, where, and what to do."""

from __future__ import annotations


class SecheadersError(Exception):
    """Root of every exception that this package raises on purpose."""


class UsageError(SecheadersError):
    """What the user asked for cannot be done: arguments, config, a path that cannot be used (exit status 2)."""


class SourceError(SecheadersError):
    """A file of the repository that is there but cannot be used.

    ``path`` is relative to the root with ``/``; ``line`` and ``column`` are 1-based, 0 where unknown.
    """

    def __init__(self, message: str, path: str, line: int = 0, column: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.line = line
        self.column = column

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}" if self.line else self.path
        return f"{where}: {self.message}"
