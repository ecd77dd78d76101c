"""The entry of the command line: which command, and what becomes of everything that can go wrong."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from secheaders_lint.cli.arguments import parse
from secheaders_lint.cli.collection import hold, resume
from secheaders_lint.cli.console import Console
from secheaders_lint.errors import SecheadersError

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

OK, FOUND, FAILED = 0, 1, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return the exit status: 0 all well, 1 findings, 2 could not do what was asked."""
    if argv is None:
        # A process of our own: nobody else's objects are in it.
        hold()
    words = sys.argv[1:] if argv is None else argv
    console = Console(verbose="--verbose" in words or "-v" in words)
    try:
        arguments = parse(words)
        console = Console(color=arguments.color, quiet=arguments.quiet, verbose=arguments.verbose)
        status = _run(arguments, console)
        console.close()
    except SecheadersError as error:
        console.error(str(error))
        return FAILED
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else OK
    except Exception as error:  # noqa: BLE001 - a user sees one line, never a traceback
        from secheaders_lint.cli.failures import report_bug

        report_bug("unexpected end", error, console)
        return FAILED
    return status


def _run(arguments: Namespace, console: Console) -> int:
    """Import the command that was asked for, and run it."""
    if arguments.command == "check":
        from secheaders_lint.cli.check import run
    elif arguments.command == "headers":
        from secheaders_lint.cli.headers import run
    elif arguments.command == "github":
        from secheaders_lint.cli.github import run
    elif arguments.command == "settings":
        from secheaders_lint.cli.settings import run
    elif arguments.command == "csp":
        from secheaders_lint.cli.csp import run

        resume()
    else:
        from secheaders_lint.cli.rules import run
    return run(arguments, console)
