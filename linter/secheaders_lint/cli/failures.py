"""How our own bugs are told: one line each, with --verbose the traceback."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from secheaders_lint.cli.console import Console
    from secheaders_lint.engine import RuleFailure

ISSUES = "https://github.com/secheaders-lint/secheaders-lint/issues"


def report_failures(failures: Iterable[RuleFailure], console: Console) -> None:
    """Tell of rules, and of evaluations, that raised."""
    for each in failures:
        who = f"rule {each.code}" if each.code else "the evaluation"
        report_bug(f"{who} failed on {each.module}", each.error, console, more="the others ran")


def report_bug(what: str, error: Exception, console: Console, *, more: str = "") -> None:
    """Tell of an exception that nobody expected."""
    told = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    hint = "" if console.verbose else " (--verbose shows where it happened)"
    aside = f"; {more}" if more else ""
    console.error(f"{what} ({told}){aside}. This is a bug, please report it at {ISSUES}{hint}")
    if console.verbose:
        import traceback

        console.trace("".join(traceback.format_exception(error)))
