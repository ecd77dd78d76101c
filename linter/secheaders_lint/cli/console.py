"""Where commands write: the report to stdout, everything else to stderr."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from secheaders_lint.errors import UsageError
from secheaders_lint.reporters.escape import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import TextIO

PROGRAM = "secheaders-lint"
_NARROWEST, _WIDEST, _PIPE = 40, 120, 100


class Console:
    """The two streams of a run, and how they are to be used."""

    def __init__(self, *, color: str = "auto", quiet: bool = False, verbose: bool = False) -> None:
        self.quiet = quiet
        self.verbose = verbose
        self.color = wants_color(color, sys.stdout, os.environ)

    @property
    def width(self) -> int:
        """The columns that text may take."""
        return width_of(sys.stdout, os.environ)

    @property
    def terminal(self) -> bool:
        """True where the report goes to a terminal, which obeys what it is told."""
        return sys.stdout is not None and sys.stdout.isatty()

    def report(self, text: str) -> None:
        """Write the report, or a part of it; raises `UsageError` where the stream does not take it."""
        with _written():
            _write(sys.stdout, text)

    def raw(self, text: str) -> None:
        """Write text whose every byte counts, such as a diff: in UTF-8, with the bytes that are none as they were read."""
        buffer = getattr(sys.stdout, "buffer", None)
        if buffer is None or self.terminal:
            self.report(text)
            return
        with _written():
            sys.stdout.flush()
            buffer.write(text.encode("utf-8", "surrogateescape"))
            buffer.flush()

    def close(self) -> None:
        """Hand over what was written so far; raises `UsageError` where the stream does not take it."""
        with _written():
            if sys.stdout is not None:
                sys.stdout.flush()

    def note(self, text: str) -> None:
        """Say something that is good to know."""
        if not self.quiet:
            _tell(f"{PROGRAM}: note: {one_line(text)}\n")

    def error(self, text: str) -> None:
        """Say why something could not be done."""
        _tell(f"{PROGRAM}: error: {one_line(text)}\n")

    def trace(self, text: str) -> None:
        """Show where something happened."""
        for line in text.splitlines():
            _tell(one_line(line) + "\n")


@contextmanager
def _written() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        _abandon(sys.stdout)
        # Whoever reads a pipe and closes it has seen enough; what was found stays found.
        if not isinstance(error, BrokenPipeError):
            raise UsageError(f"the report could not be written to stdout: {error.strerror}") from None


def _tell(text: str) -> None:
    try:
        _write(sys.stderr, text)
    except OSError:
        # Nobody can be told; the exit status still speaks.
        _abandon(sys.stderr)


def _abandon(stream: TextIO) -> None:
    """Send what is left in a stream nowhere: Python would try again when it ends, and spoil the exit status."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _write(stream: TextIO | None, text: str) -> None:
    if stream is None:  # closed by who started us
        return
    try:
        stream.write(text)
    except UnicodeEncodeError:
        encoding = stream.encoding or "ascii"
        stream.write(text.encode(encoding, "backslashreplace").decode(encoding))


def wants_color(choice: str, stream: TextIO | None, environment: Mapping[str, str]) -> bool:
    """Decide on colour: the option, then NO_COLOR, then FORCE_COLOR, then whether the stream is a terminal."""
    if choice != "auto":
        return choice == "always"
    if environment.get("NO_COLOR"):
        return False
    forced = environment.get("FORCE_COLOR") or environment.get("CLICOLOR_FORCE")
    if forced:
        return forced not in {"0", "false"}
    return stream is not None and stream.isatty() and environment.get("TERM") != "dumb"


def width_of(stream: TextIO | None, environment: Mapping[str, str]) -> int:
    """Return how wide text may be: COLUMNS, else the terminal, else what suits a log."""
    columns = environment.get("COLUMNS", "")
    width = int(columns) if columns.isdecimal() and int(columns) else _terminal_width(stream)
    return min(max(width, _NARROWEST), _WIDEST)


def _terminal_width(stream: TextIO | None) -> int:
    if stream is None:
        return _PIPE
    try:
        return os.get_terminal_size(stream.fileno()).columns or _PIPE
    except (OSError, ValueError):
        return _PIPE
